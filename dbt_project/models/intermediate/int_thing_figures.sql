-- Every figure with the thing that it is about, the row id of that thing, and the independent source that it rests on.

with figures as (
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

gathered as (
    select
        thing_statements.thing_key,
        figures.*
    from figures
    inner join thing_statements using (statement_id)
    -- Parts alone make no whole: somebody must state it.
    qualify bool_or(not figures.is_sum) over (partition by thing_statements.thing_key)
),

-- What identifies a thing is taken from its earliest and sharpest figure, so that the id outlives revisions.
identified as (
    select
        thing_key,
        measure,
        basis,
        population,
        affiliation,
        place_key,
        window_kind,
        window_anchor,
        row_number() over (
            partition by measure, basis, population, affiliation, place_key, window_kind, window_anchor
            order by report_day nulls last, figure_id
        ) as number_among_alike
    from (
        select *
        from gathered
        where not is_sum
        qualify row_number() over (
            partition by thing_key
            order by report_day nulls last, population = 'all', {{ place_width('place_precision') }}, sharpness, in_title, figure_id
        ) = 1
    )
),

ids as (
    select
        thing_key,
        case when measure in ('killed', 'injured') then 'cas_' else 'dis_' end || {{ stable_id('', [
            'measure', 'basis', 'population', 'affiliation', 'place_key', 'window_kind', 'window_anchor', 'number_among_alike'
        ]) }} as thing_id
    from identified
),

ranked as (
    select
        gathered.*,
        case when gathered.speaker is not null then struct_pack(rank := coalesce(reporters.rank, 99), speaker := gathered.speaker) end as claimant
    from gathered
    left join reporters on gathered.speaker = reporters.reporter
),

-- Copies of one story that credit one figure to different speakers tell it from one source all the same: the best placed.
-- A figure in a document's own voice rests on the speaker whom the same story names for the same thing.
sourced as (
    select
        ranked.* exclude (claimant),
        coalesce(
            (min(claimant) over (partition by ranked.thing_key, ranked.story_id, ranked.unit, ranked.low, ranked.high)).speaker,
            (min(claimant) over (partition by ranked.thing_key, ranked.story_id)).speaker,
            voices.voice
        ) as source
    from ranked
    inner join voices using (document_id)
)

select
    ids.thing_id,
    sourced.* exclude (thing_key),
    coalesce(reporters.rank, (select max(rank) from kinds)) as source_rank
from sourced
inner join ids using (thing_key)
left join reporters on sourced.source = reporters.reporter
