-- What was known about a thing after each day on which somebody reported it.

{{ config(materialized='incremental', unique_key='thing_id', marks='int_thing_marks') }}

-- Only what is needed, and numbers rather than ids where it can be: the steps below carry every column along.
with figures as (
    select
        figures.thing_id,
        figures.figure_id,
        figures.statement_id,
        figures.document_id,
        figures.published_on,
        figures.source,
        figures.source_rank,
        figures.unit,
        figures.best,
        figures.sharpness,
        figures.is_sum,
        figures.is_superseded,
        figures.in_title,
        figures.char_start,
        figures.window_start,
        figures.window_end,
        figures.window_kind,
        figures.claim_ids,
        case when unit = 'people' then low else cast(round(low * sizes.persons) as bigint) end as people_low,
        case when unit = 'people' then high else cast(round(high * sizes.persons) as bigint) end as people_high,
        case when unit = 'people' then best else cast(round(best * sizes.persons) as bigint) end as people_best,
        case when unit = 'households' then sizes.persons end as household_size,
        -- Undated figures are the first to be replaced.
        coalesce(report_day, date '0001-01-01') as day
    from (
        select * from {{ ref('int_thing_figures') }}
        {{ changed_keys(ref('int_thing_marks'), 'thing_id') }}
    ) as figures
    left join (
        select country, cast(persons_per_household as double) as persons from {{ ref('household_sizes') }}
    ) as sizes on figures.country = sizes.country
),

-- Rule 1: of one speaker the figure of the latest day, of one day the sharpest, of equally sharp ones the last in the text.
-- What a page said before it was changed on that day comes after all of these.
counted as (
    select
        thing_id, source, source_rank, day, unit, best, people_low, people_high, people_best, household_size, sharpness, is_sum, is_superseded,
        in_title, char_start, figure_id, window_start, window_end, window_kind,
        count(*) over (partition by thing_id, source, day, statement_id) as copies
    from figures
),

said as (
    select
        thing_id, source, source_rank, day, people_low, people_high, people_best, household_size, sharpness,
        window_start, window_end, window_kind,
        max(case when unit = 'households' then best end) over (partition by thing_id, source, day) as households
    from counted
    qualify row_number() over (
        partition by thing_id, source, day
        order by
            unit = 'households', people_best is null, is_superseded, sharpness, is_sum,
            copies desc, in_title, char_start desc, people_best desc, figure_id
    ) = 1
),

days as (
    select distinct thing_id, day from figures
),

sources as (
    select distinct thing_id, source from figures
),

standing as (
    select
        days.thing_id,
        days.day as known_on,
        said.*  exclude (thing_id)
    from days
    inner join sources using (thing_id)
    asof inner join said
        on days.thing_id = said.thing_id
        and sources.source = said.source
        and days.day >= said.day
),

-- A running total grows: what a source said of it long before the newest report is stale, and a total up to an earlier day
-- is outgrown: neither stands against the newest.
newest as (
    select
        *,
        max(day) over (partition by thing_id, known_on) as newest_day,
        max(window_end) over (partition by thing_id, known_on) as newest_end,
        window_kind <> 'incident' or window_start is null as is_growing
    from standing
),

current_figures as (
    select
        * exclude (newest_day, newest_end, is_growing),
        is_growing and day < newest_day - {{ var('open_days') }} as is_stale,
        coalesce(is_growing and window_end < newest_end - {{ var('incident_slack_days') }}, false) as is_outgrown
    from newest
),

-- Rule 3: the best-placed speaker gives `best`.
best_placed as (
    select *
    from current_figures
    qualify row_number() over (
        partition by thing_id, known_on
        order by is_stale, people_best is null, source_rank, day desc, sharpness, people_best desc, source
    ) = 1
),

-- Rivals widen the bounds; a rival whose bounds hold the best-placed figure only says it less exactly.
weighed as (
    select
        current_figures.*,
        current_figures.source = best_placed.source as is_best,
        current_figures.people_best is not null
        and (
            current_figures.source = best_placed.source
            or not (current_figures.is_stale or current_figures.is_outgrown)
        ) as stands,
        current_figures.source = best_placed.source
        or coalesce(current_figures.people_low, 0) > coalesce(best_placed.people_low, 0)
        or coalesce(current_figures.people_high, {{ unbounded() }}) < coalesce(best_placed.people_high, {{ unbounded() }}) as widens
    from current_figures
    inner join best_placed using (thing_id, known_on)
),

combined as (
    select
        thing_id,
        known_on,
        case when count(*) filter (stands and widens and people_low is null) = 0
            then min(people_low) filter (stands and widens) end as low,
        max(people_best) filter (is_best) as best,
        case when count(*) filter (stands and widens and people_high is null) = 0
            then max(people_high) filter (stands and widens) end as high,
        coalesce(max(households) filter (is_best), arg_max(households, struct_pack(a := day, b := source))) as households,
        max(household_size) filter (is_best) as household_size,
        max(window_start) filter (is_best) as window_start,
        max(window_end) filter (is_best) as window_end,
        count(*) as independent_sources,
        list_sort(list(source)) as sources,
        coalesce(max(people_low) filter (stands), 0) <= coalesce(min(people_high) filter (stands), {{ unbounded() }}) as sources_agree
    from weighed
    group by thing_id, known_on
),

-- An event has the days that most statements give it (copies count once), whoever gives the figure.
event_days as (
    select
        thing_id,
        window_start,
        window_end
    from figures
    where window_kind = 'incident' and window_start is not null
    group by thing_id, window_start, window_end
    qualify row_number() over (
        partition by thing_id order by count(distinct statement_id) desc, window_end is null, window_start, window_end
    ) = 1
),

first_told as (
    select thing_id, claim_id, min(day) as day
    from (select thing_id, day, unnest(claim_ids) as claim_id from figures)
    group by thing_id, claim_id
),

-- What is new with each version: whole lists would grow with the square of the reports of a war.
told_by_day as (
    select thing_id, day, list_sort(list(claim_id)) as claim_ids from first_told group by thing_id, day
),

documents_by_day as (
    select
        thing_id,
        day,
        count(distinct document_id) as documents,
        min(published_on) as first_published_on,
        max(published_on) as last_published_on,
        min(window_start) as window_start,
        max(window_end) as window_end
    from figures
    group by thing_id, day
),

reported as (
    select
        documents_by_day.thing_id,
        documents_by_day.day as known_on,
        coalesce(told_by_day.claim_ids, []) as claim_ids,
        sum(coalesce(len(told_by_day.claim_ids), 0)) over so_far as reports,
        sum(documents_by_day.documents) over so_far as documents,
        min(documents_by_day.first_published_on) over so_far as first_reported_on,
        max(documents_by_day.last_published_on) over so_far as last_reported_on,
        min(documents_by_day.window_start) over so_far as window_start,
        max(documents_by_day.window_end) over so_far as window_end
    from documents_by_day
    left join told_by_day using (thing_id, day)
    window so_far as (partition by documents_by_day.thing_id order by documents_by_day.day)
)

select
    combined.thing_id,
    row_number() over versions as version,
    nullif(combined.known_on, date '0001-01-01') as known_from,
    lead(combined.known_on) over versions as known_to,
    combined.low,
    combined.best,
    combined.high,
    combined.households,
    combined.household_size,
    coalesce(event_days.window_start, combined.window_start, reported.window_start) as window_start,
    coalesce(event_days.window_end, combined.window_end, reported.window_end) as window_end,
    cast(reported.reports as bigint) as reports,
    cast(reported.documents as bigint) as documents,
    combined.independent_sources,
    combined.sources,
    combined.sources_agree,
    reported.first_reported_on,
    reported.last_reported_on,
    reported.claim_ids
from combined
inner join reported using (thing_id, known_on)
left join event_days using (thing_id)
window versions as (partition by combined.thing_id order by combined.known_on)
