-- Claims with what the ledger compares them by: who speaks, what kind of window, which place, how loose the figure is.

{{ config(materialized='incremental', unique_key='document_id', marks='int_document_marks') }}

with claims as (
    select * from {{ ref('stg_claims') }}
    {{ changed_keys(ref('int_document_marks'), 'document_id') }}
),

voices as (
    select * from {{ ref('int_document_voices') }}
),

documents as (
    select document_id, title from {{ ref('stg_documents') }}
),

credits as (
    select * from {{ ref('int_credits') }}
),

conflicts as (
    select country, list_distinct(list(cast(started_on as date))) as war_starts
    from {{ ref('conflicts') }}
    where cast(main as boolean)
    group by country
),

passages as (
    select
        document_id,
        passage."start" as first_char,
        passage."end" as end_char,
        passage.passage_id
    from (select document_id, unnest(shared_passages) as passage from {{ ref('stg_documents') }})
),

placed as (
    select
        claims.*,
        passages.passage_id,
        voices.story_id,
        voices.wire_story_id,
        voices.published_on,
        voices.report_day,
        voices.is_superseded or claims.is_outdated as is_superseded,
        credits.speaker,
        coalesce(
            cast(claims.place_id as varchar),
            nullif(concat_ws('/', claims.country, claims.admin1, lower(claims.place)), '')
        ) as place_key,
        claims.char_start < length(documents.title) as in_title,
        datediff('day', claims.window_start, claims.window_end) + 1 as window_days,
        claims.window_end >= voices.report_day - 3 as is_running,
        conflicts.war_starts
    from claims
    inner join voices on claims.document_id = voices.document_id
    inner join documents on claims.document_id = documents.document_id
    left join credits on claims.document_id = credits.document_id and claims.attributed_to = credits.name
    left join conflicts on claims.country = conflicts.country
    left join passages
        on claims.document_id = passages.document_id
        and claims.char_start >= passages.first_char
        and claims.char_start < passages.end_char
),

timed as (
    select
        *,
        case
            when window_days > {{ var('war_days') }} then 'war'
            when
                window_days > {{ var('war_start_slack_days') }}
                and list_bool_or(list_transform(war_starts, lambda day: abs(datediff('day', window_start, day)) <= {{ var('war_start_slack_days') }}))
                then 'war'
            when window_days <= {{ var('incident_days') }} then 'incident'
            when window_days is not null then 'period'
            when window_start is null and basis = 'flow' and measure in ('killed', 'injured') and window_end is null then 'incident'
            else 'period'
        end as window_kind
    from placed
),

compared as (
    select
        claim_id,
        document_id,
        story_id,
        wire_story_id,
        passage_id,
        published_on,
        report_day,
        is_superseded,
        speaker,
        measure,
        unit,
        basis,
        population,
        affiliation,
        place,
        place_id,
        place_key,
        admin1,
        country,
        latitude,
        longitude,
        place_precision,
        origin,
        destination,
        perpetrator,
        cause,
        window_start,
        window_end,
        window_kind,
        coalesce(is_running, false) as is_running,
        case
            when window_kind = 'war' then 'war'
            when window_start is null then 'open'
            when window_kind = 'period' and is_running then 'since ' || window_start
            else window_start || ' to ' || coalesce(cast(window_end as varchar), '?')
        end as window_anchor,
        low,
        high,
        best,
        qualifier,
        {{ soft_low('low', 'high', 'qualifier') }} as soft_low,
        {{ soft_high('low', 'high', 'qualifier') }} as soft_high,
        {{ sharpness('qualifier') }} as sharpness,
        in_title,
        char_start,
        char_end,
        evidence,
        part_of_claim_id
    from timed
    where best is not null
)

select
    compared.*,
    {{ statement_id('compared', 'false') }} as statement_id
from compared
