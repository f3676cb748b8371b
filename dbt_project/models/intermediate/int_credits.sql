-- Who is meant by each name that a document credits. A description ("a war monitor") means the speaker of that kind whom
-- the document credits last before it, else most, else its story does; where that is undecided the description stays itself.
-- "South Sudan army (Philip Aguer)" is the body before the brackets, whoever speaks for it.

with claims as (
    select * from {{ ref('stg_claims') }}
),

violation_reports as (
    select * from {{ ref('stg_violation_reports') }}
),

voices as (
    select * from {{ ref('int_document_voices') }}
),

reporters as (
    select * from {{ ref('int_reporters') }}
),

kinds as (
    select
        kind,
        rank,
        unnest({{ split_list('described_as') }}) as words
    from {{ ref('speaker_kinds') }}
),

names as (
    select
        document_id,
        name,
        count(*) as times,
        min(char_start) as first_at,
        list(char_start) as places
    from (
        select document_id, attributed_to as name, char_start from claims
        union all
        select document_id, alleged_by, char_start from violation_reports
    )
    where name is not null
    group by document_id, name
),

resolved as (
    select
        names.document_id,
        names.name,
        names.times,
        names.first_at,
        names.places,
        voices.story_id,
        coalesce(reporters.reporter, bodies.reporter, names.name) as speaker,
        coalesce(reporters.kind, bodies.kind, 'unknown') as kind
    from names
    inner join voices on names.document_id = voices.document_id
    left join reporters on lower(trim(names.name)) = reporters.alias
    left join reporters as bodies on lower(trim(split_part(names.name, ' (', 1))) = bodies.alias
),

-- Credits in the document itself, then in its whole story.
credited as (
    select document_id, 1 as distance, kind, speaker, sum(times) as times
    from resolved
    where kind <> 'unknown'
    group by document_id, kind, speaker
    union all
    select voices.document_id, 2 as distance, resolved.kind, resolved.speaker, sum(resolved.times) as times
    from resolved
    inner join voices on resolved.story_id = voices.story_id
    where resolved.kind <> 'unknown' and voices.wire_story_id is not null
    group by voices.document_id, resolved.kind, resolved.speaker
),

most_credited as (
    select
        *,
        count(*) over (partition by document_id, distance, kind, times) as equals
    from credited
    qualify rank() over (partition by document_id, distance, kind order by times desc) = 1
),

descriptions as (
    select
        resolved.document_id,
        resolved.name,
        resolved.first_at,
        kinds.kind,
        kinds.rank
    from resolved
    inner join kinds on contains(lower(resolved.name), kinds.words)
    where resolved.kind = 'unknown'
),

meant as (
    select
        descriptions.document_id,
        descriptions.name,
        descriptions.rank,
        0 as distance,
        list_max(list_filter(resolved.places, lambda place: place < descriptions.first_at)) as place,
        resolved.speaker,
        resolved.kind
    from descriptions
    inner join resolved on descriptions.document_id = resolved.document_id and descriptions.kind = resolved.kind
    where list_min(resolved.places) < descriptions.first_at
    union all
    select
        descriptions.document_id,
        descriptions.name,
        descriptions.rank,
        most_credited.distance,
        null as place,
        most_credited.speaker,
        most_credited.kind
    from descriptions
    inner join most_credited
        on descriptions.document_id = most_credited.document_id
        and descriptions.kind = most_credited.kind
        and most_credited.equals = 1
),

described as (
    select *
    from meant
    qualify row_number() over (partition by document_id, name order by distance, place desc, rank, speaker) = 1
)

select
    resolved.document_id,
    resolved.name,
    coalesce(described.speaker, resolved.speaker) as speaker,
    coalesce(described.kind, resolved.kind) as kind
from resolved
left join described on resolved.document_id = described.document_id and resolved.name = described.name
