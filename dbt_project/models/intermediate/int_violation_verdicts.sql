-- Each report of a violation with the truce that it breaks, or with what it lacks to be one.

with voices as (
    select * from {{ ref('int_document_voices') }}
),

credits as (
    select * from {{ ref('int_credits') }}
),

reports as (
    select
        reports.*,
        voices.report_day,
        voices.published_on,
        voices.story_id,
        credits.speaker,
        coalesce(credits.speaker, voices.voice) as source,
        coalesce(
            cast(reports.place_id as varchar),
            nullif(concat_ws('/', reports.country, reports.admin1, lower(reports.place)), '')
        ) as place_key,
        coalesce(reports.window_start, reports.window_end) as first_day,
        coalesce(reports.window_end, reports.window_start) as last_day
    from {{ ref('stg_violation_reports') }} as reports
    inner join voices on reports.document_id = voices.document_id
    left join credits on reports.document_id = credits.document_id and reports.alleged_by = credits.name
),

ceasefires as (
    select * from {{ ref('int_ceasefires') }}
),

judged as (
    select
        reports.*,
        ceasefires.ceasefire_id as truce_id,
        ceasefires.effective_on,
        ceasefires.admin1s as truce_admin1s,
        case
            when reports.first_day is null then 'no date'
            when ceasefires.ceasefire_id is null then 'no truce known there and then'
            when ceasefires.effective_on is null then 'truce without an effective date'
            when reports.first_day < ceasefires.effective_on then 'before the truce took effect'
            when reports.last_day > coalesce(ceasefires.ended_on, date '9999-12-31') then 'after the truce ended'
            when reports.country is null then 'no place'
            when reports.country not in (ceasefires.country, coalesce(ceasefires.other_country, '')) then 'outside the area of the truce'
            when reports.country = ceasefires.country and len(ceasefires.admin1s) > 0 and reports.admin1 is null then 'no place'
            when reports.country = ceasefires.country and len(ceasefires.admin1s) > 0 and not list_contains(ceasefires.admin1s, reports.admin1)
                then 'outside the area of the truce'
            when
                reports.violator is not null
                and (reports.characterisation <> 'explicit' or reports.ceasefire_id is null)
                and (
                    list_has_any(string_split(reports.violator, '+'), ceasefires.excluded_parties)
                    or (len(ceasefires.parties) > 0 and not list_has_any(string_split(reports.violator, '+'), ceasefires.parties))
                )
                then 'by a party that is not bound'
        end as lacks
    from reports
    left join ceasefires
        on case
            when reports.ceasefire_id is not null then reports.ceasefire_id = ceasefires.ceasefire_id
            else reports.country in (ceasefires.country, ceasefires.other_country)
        end
)

select
    * exclude (truce_id, ceasefire_id, effective_on, truce_admin1s),
    ceasefire_id as stated_ceasefire_id,
    case when lacks is null then truce_id end as ceasefire_id
from judged
qualify row_number() over (
    partition by violation_report_id
    order by lacks is not null, effective_on desc nulls last, len(truce_admin1s) = 0, lacks, truce_id
) = 1
