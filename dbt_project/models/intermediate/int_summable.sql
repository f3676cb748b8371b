-- Rows of the ledger that may be added to one another: no two of them can share a victim. Of rows that may overlap the
-- widest stays, so that a sum counts too few rather than anyone twice.

with ledger as (
    select
        *,
        case population when 'all' then 3 when 'civilians' then 2 when 'combatants' then 2 else 1 end as breadth,
        {{ place_width('place_precision') }} as width,
        datediff('day', window_start, window_end) + 1 as days
    from {{ ref('int_ledger_history') }}
    where known_to is null
),

ancestors as (
    select * from {{ ref('int_thing_ancestors') }}
),

-- A window belongs to the month that holds most of its days; a running total over several months belongs to none.
monthly as (
    select
        *,
        date_trunc('month', window_start + cast((days - 1) // 2 as integer)) as month
    from ledger
    where
        basis = 'flow'
        and country is not null
        and best is not null
        and window_kind <> 'war'
        and days <= 31
),

in_month as (
    select *
    from monthly
    where
        window_kind = 'incident'
        or datediff('day', greatest(window_start, month), least(window_end, last_day(month))) + 1 >= {{ var('share_of_month') }} * days
),

-- Rows that share a day and an area, one of them perhaps inside the other.
offered as (
    select thing_id, measure, {{ own_area('in_month') }} as area, unnest(generate_series(window_start, window_end, interval 1 day)) as day
    from in_month
),

sought as (
    select thing_id, measure, area, unnest(generate_series(window_start, window_end, interval 1 day)) as day
    from (select *, unnest({{ areas('in_month') }}) as area from in_month)
),

neighbours as (
    select distinct
        least(sought.thing_id, offered.thing_id) as one_id,
        greatest(sought.thing_id, offered.thing_id) as other_id
    from sought
    inner join offered
        on sought.measure = offered.measure
        and sought.area = offered.area
        and sought.day = offered.day
        and sought.thing_id <> offered.thing_id
),

both_ways as (
    select one_id as thing_id, other_id from neighbours
    union all
    select other_id, one_id from neighbours
),

-- Materialized, or the planner compares all windows with all others before it looks at the pairs.
pairs as materialized (
    select narrow, wide
    from both_ways
    inner join in_month as narrow using (thing_id)
    inner join in_month as wide on both_ways.other_id = wide.thing_id
),

overlapping as (
    select distinct narrow.thing_id
    from pairs
    where
        (narrow.breadth, narrow.affiliation is null, narrow.width, narrow.days, narrow.best, narrow.thing_id)
        < (wide.breadth, wide.affiliation is null, wide.width, wide.days, wide.best, wide.thing_id)
        and narrow.window_start <= wide.window_end
        and wide.window_start <= narrow.window_end
        and ({{ population_within('narrow.population', 'wide.population') }} or {{ population_within('wide.population', 'narrow.population') }})
        and {{ agree_or_open('narrow', 'wide', 'affiliation') }}
        and {{ agree_or_open('narrow', 'wide', 'cause') }}
        and {{ agree_or_open('narrow', 'wide', 'perpetrator') }}
        and ({{ place_within('narrow', 'wide') }} or {{ place_within('wide', 'narrow') }})
),

inside as (
    select distinct ancestors.thing_id
    from ancestors
    inner join in_month on ancestors.ancestor_id = in_month.thing_id
)

select
    in_month.thing_id,
    in_month.country,
    in_month.admin1,
    cast(in_month.month as date) as month,
    in_month.measure,
    in_month.population,
    in_month.low,
    in_month.best,
    in_month.high
from in_month
where
    in_month.thing_id not in (select thing_id from overlapping)
    and in_month.thing_id not in (select thing_id from inside)
