-- What was known about a violation after each day on which somebody reported it or revised its toll.

with reports as (
    select
        *,
        coalesce(report_day, date '0001-01-01') as day
    from {{ ref('int_violation_reports') }}
),

tolls as (
    select
        tolls.violation_id,
        tolls.thing_id,
        things.measure,
        versions.* exclude (thing_id, claim_ids),
        flatten(list(versions.claim_ids) over (partition by tolls.violation_id, tolls.thing_id order by versions.known_from nulls first)) as claim_ids,
        coalesce(versions.known_from, date '0001-01-01') as toll_from,
        coalesce(versions.known_to, date '9999-12-31') as toll_to
    from {{ ref('int_violation_tolls') }} as tolls
    inner join {{ ref('int_things') }} as things using (thing_id)
    inner join {{ ref('int_thing_versions') }} as versions using (thing_id)
),

days as (
    select violation_id, day as known_on from reports
    union
    select tolls.violation_id, tolls.toll_from
    from tolls
    where tolls.toll_from > (select min(reports.day) from reports where reports.violation_id = tolls.violation_id)
),

reported as (
    select
        days.violation_id,
        days.known_on,
        {{ commonest('violator') }} as violator,
        {{ commonest('cast(first_day as varchar)') }} as window_start,
        {{ commonest('cast(last_day as varchar)') }} as window_end,
        min_by(characterisation, case characterisation when 'explicit' then 1 when 'implied' then 2 else 3 end) as characterisation,
        coalesce(list_sort(list_distinct(list(speaker) filter (speaker is not null))), []) as alleged_by,
        count(distinct violation_report_id) as reports,
        count(distinct document_id) as documents,
        count(distinct source) as independent_sources,
        min(published_on) as first_reported_on,
        max(published_on) as last_reported_on,
        list_sort(list(distinct violation_report_id)) as violation_report_ids
    from days
    inner join reports on days.violation_id = reports.violation_id and reports.day <= days.known_on
    group by days.violation_id, days.known_on
),

counted as (
    select
        days.violation_id,
        days.known_on,
        {{ sum_of_bounds('low', "measure = 'killed'") }} as killed_low,
        sum(best) filter (measure = 'killed') as killed_best,
        {{ sum_of_bounds('high', "measure = 'killed'") }} as killed_high,
        sum(best) filter (measure = 'injured') as injured_best,
        list_sort(list_distinct(flatten(list(claim_ids)))) as claim_ids
    from days
    inner join tolls on days.violation_id = tolls.violation_id and days.known_on >= tolls.toll_from and days.known_on < tolls.toll_to
    group by days.violation_id, days.known_on
),

places as (
    select violation_id, ceasefire_id, act, place, place_id, admin1, country, latitude, longitude, place_precision
    from reports
    qualify row_number() over (
        partition by violation_id order by place_key is null, {{ place_width('place_precision') }}, place_key, place, violation_report_id
    ) = 1
)

select
    reported.violation_id,
    row_number() over versions as version,
    nullif(reported.known_on, date '0001-01-01') as known_from,
    lead(reported.known_on) over versions as known_to,
    places.* exclude (violation_id),
    reported.violator,
    cast(reported.window_start as date) as window_start,
    cast(reported.window_end as date) as window_end,
    cast(counted.killed_low as bigint) as killed_low,
    cast(counted.killed_best as bigint) as killed_best,
    cast(counted.killed_high as bigint) as killed_high,
    cast(counted.injured_best as bigint) as injured_best,
    reported.characterisation,
    reported.alleged_by,
    reported.reports,
    reported.documents,
    reported.independent_sources,
    reported.first_reported_on,
    reported.last_reported_on,
    reported.violation_report_ids,
    coalesce(counted.claim_ids, []) as claim_ids
from reported
inner join places using (violation_id)
left join counted using (violation_id, known_on)
window versions as (partition by reported.violation_id order by reported.known_on)
