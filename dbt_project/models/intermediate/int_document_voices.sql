-- Whose voice a document speaks in where it credits no one: the agency of its wire story, else the outlet
-- that had the story first, else its own.

with documents as (
    select * from {{ ref('stg_documents') }}
),

claims as (
    select * from {{ ref('stg_claims') }}
),

reporters as (
    select * from {{ ref('int_reporters') }}
),

latest_events as (
    select document_id, max(window_end) as latest_event from claims group by document_id
),

credits as (
    select
        documents.document_id,
        coalesce(documents.wire_story_id, documents.document_id) as story_id,
        unnest(documents.agencies) as agency
    from documents
),

resolved_credits as (
    select
        credits.story_id,
        coalesce(reporters.reporter, credits.agency) as agency,
        count(*) as documents
    from credits
    left join reporters on lower(trim(credits.agency)) = reporters.alias
    group by all
),

story_agencies as (
    select story_id, min_by(agency, struct_pack(first := -documents, second := agency)) as agency
    from resolved_credits
    group by story_id
),

own_voices as (
    select
        documents.document_id,
        documents.wire_story_id,
        documents.published_on,
        coalesce(outlets.reporter, documents.publisher, 'document ' || documents.external_id, documents.document_id) as voice
    from documents
    left join reporters as outlets on lower(trim(documents.publisher)) = outlets.alias
),

-- Copies of a story that credits no agency are one voice all the same: that of the outlet that had it first.
first_voices as (
    select
        wire_story_id,
        min_by(voice, struct_pack(first := coalesce(published_on, date '9999-12-31'), second := document_id)) as voice
    from own_voices
    where wire_story_id is not null
    group by wire_story_id
),

-- A page that was changed keeps its address, and mostly the day on which it was published.
revisions as (
    select
        document_id,
        retrieved_at < max(retrieved_at) over (partition by uri, published_on) as is_superseded
    from documents
    where uri is not null
)

select
    documents.document_id,
    documents.wire_story_id,
    coalesce(documents.wire_story_id, documents.document_id) as story_id,
    documents.published_on,
    -- A report can't be older than what it tells: where its date is unknown, its latest event stands in.
    coalesce(documents.published_on, latest_events.latest_event) as report_day,
    coalesce(revisions.is_superseded, false) as is_superseded,
    coalesce(story_agencies.agency, first_voices.voice, own_voices.voice) as voice
from documents
left join latest_events using (document_id)
left join revisions using (document_id)
inner join own_voices using (document_id)
left join story_agencies on coalesce(documents.wire_story_id, documents.document_id) = story_agencies.story_id
left join first_voices on documents.wire_story_id = first_voices.wire_story_id
