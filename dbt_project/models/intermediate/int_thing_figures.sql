-- Every figure with the thing that it is about, the row id of that thing, and the independent source that it rests on.

{{ config(materialized='incremental', unique_key='thing_id', marks='int_thing_marks') }}

with ids as (
    select thing_id, thing_key from {{ ref('int_thing_marks') }}
    {{ changed_keys(ref('int_thing_marks'), 'thing_id') }}
),

figures as (
    select * from {{ ref('int_figures') }}
),

thing_statements as (
    select * from {{ ref('int_thing_statements') }}
),

voices as (
    select * from {{ ref('int_document_voices') }}
),

reporters as (
    select distinct reporter, rank from {{ ref('int_reporters') }}
),

kinds as (
    select * from {{ ref("speaker_kinds") }}
),

-- Ids and what is compared by, without the words: the wide rows are fetched once, at the end.
gathered as (
    select
        thing_statements.thing_key,
        figures.figure_id,
        figures.document_id,
        figures.story_id,
        figures.passage_id,
        figures.report_day,
        figures.speaker,
        figures.unit,
        figures.low,
        figures.high
    from figures
    inner join thing_statements using (statement_id)
    semi join ids on thing_statements.thing_key = ids.thing_key
),

-- The best placed of several claimants, as a word that sorts so.
claimed as (
    select
        thing_key,
        story_id,
        unit,
        coalesce(low, -1) as low,
        coalesce(high, -1) as high,
        min(lpad(cast(coalesce(reporters.rank, 99) as varchar), 3, '0') || speaker) as claimant
    from gathered
    left join reporters on gathered.speaker = reporters.reporter
    where speaker is not null
    group by all
),

claimed_in_story as (
    select thing_key, story_id, min(claimant) as claimant from claimed group by thing_key, story_id
),

-- Copies of one story that credit one figure to different speakers tell it from one source all the same: the best placed.
-- A figure in a document's own voice rests on the speaker whom the same story names for the same thing.
credited as (
    select
        gathered.thing_key,
        gathered.figure_id,
        gathered.passage_id,
        gathered.report_day,
        gathered.speaker is null as is_unattributed,
        coalesce(substr(coalesce(claimed.claimant, claimed_in_story.claimant), 4), voices.voice) as source
    from gathered
    inner join voices using (document_id)
    left join claimed_in_story on gathered.thing_key = claimed_in_story.thing_key and gathered.story_id = claimed_in_story.story_id
    left join claimed
        on gathered.thing_key = claimed.thing_key
        and gathered.story_id = claimed.story_id
        and gathered.unit = claimed.unit
        and coalesce(gathered.low, -1) = claimed.low
        and coalesce(gathered.high, -1) = claimed.high
),

-- Outlets that print one paragraph have it from one source: the best placed of those that it is credited to, else the first.
passage_sources as (
    select
        credited.thing_key,
        credited.passage_id,
        min(struct_pack(
            a := coalesce(reporters.rank, 99), b := coalesce(credited.report_day, date '9999-12-31'), c := credited.source
        )) as origin
    from credited
    left join reporters on credited.source = reporters.reporter
    where credited.passage_id is not null
    group by credited.thing_key, credited.passage_id
),

origins as (
    select
        credited.thing_key,
        credited.source,
        min(passage_sources.origin).c as origin
    from credited
    inner join passage_sources
        on credited.thing_key = passage_sources.thing_key
        and credited.passage_id = passage_sources.passage_id
    where credited.is_unattributed
    group by credited.thing_key, credited.source
),

sourced as (
    select
        credited.thing_key,
        credited.figure_id,
        case when credited.is_unattributed then coalesce(origins.origin, credited.source) else credited.source end as source
    from credited
    left join origins on credited.thing_key = origins.thing_key and credited.source = origins.source
)

select
    ids.thing_id,
    figures.*,
    sourced.source,
    coalesce(reporters.rank, (select max(rank) from kinds)) as source_rank
from sourced
inner join ids using (thing_key)
inner join figures using (figure_id)
left join reporters on sourced.source = reporters.reporter
