-- Rows of the ledger that may be added to one another: no two of them can share a victim. Of rows that may overlap the
-- widest stays, so that a sum counts too few rather than anyone twice.

with ledger as (
    select
        thing_id, measure, basis, population, affiliation, cause, perpetrator, place_key, place_precision, admin1, country,
        window_kind, window_start, window_end, low, best, high,
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

-- Rows that share a day and an area, one of them perhaps inside the other. Each side brings all that it is compared by:
-- were the pairs joined with the rows afterwards, the planner could compare all windows with all others first.
offered as (
    select
        *,
        hash(measure, {{ own_area('in_month') }}, unnest(generate_series(window_start, window_end, interval 1 day))) as meeting
    from in_month
),

sought as (
    select
        *,
        hash(measure, area, unnest(generate_series(window_start, window_end, interval 1 day))) as meeting
    from (select *, unnest({{ areas('in_month') }}) as area from in_month)
),

overlapping as (
    select distinct
        case
            when
                (one.breadth, one.affiliation is null, one.width, one.days, one.best, one.thing_id)
                < (other.breadth, other.affiliation is null, other.width, other.days, other.best, other.thing_id)
                then one.thing_id
            else other.thing_id
        end as thing_id
    from sought as one
    inner join offered as other on one.meeting = other.meeting and one.thing_id <> other.thing_id
    where
        one.measure = other.measure
        and one.window_start <= other.window_end
        and other.window_start <= one.window_end
        and ({{ population_within('one.population', 'other.population') }} or {{ population_within('other.population', 'one.population') }})
        and {{ agree_or_open('one', 'other', 'affiliation') }}
        and {{ agree_or_open('one', 'other', 'cause') }}
        and {{ agree_or_open('one', 'other', 'perpetrator') }}
        and ({{ place_within('one', 'other') }} or {{ place_within('other', 'one') }})
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
