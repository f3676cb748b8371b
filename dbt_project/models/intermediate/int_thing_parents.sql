-- What each thing is a subset of: by what a text says ("including", "of whom"), else by windows, places and people that
-- lie inside one another. Of several wholes the smallest is the parent.

with things as (
    select
        things.*,
        versions.window_start,
        versions.window_end,
        versions.best,
        case population when 'all' then 3 when 'civilians' then 2 when 'combatants' then 2 else 1 end as breadth,
        {{ place_width('place_precision') }} as width,
        datediff('day', versions.window_start, versions.window_end) as days
    from {{ ref('int_things') }} as things
    inner join {{ ref('int_thing_versions') }} as versions using (thing_id)
    where versions.known_to is null
),

-- Each side of a join brings all that it is compared by, and is told from the other by what both must have in common: were
-- the pairs joined with `things` afterwards, the planner could take all pairs of things first. It once did, depending on how
-- many rows it expected: 20 GB for 106,000 claims.
figures as (
    select
        things.*,
        figures.figure_id,
        figures.part_of_claim_id
    from {{ ref('int_thing_figures') }} as figures
    inner join things using (thing_id)
),

said as (
    select
        part.thing_id,
        whole.thing_id as parent_id,
        'said' as relation,
        count(*) as times,
        any_value(whole.days) as days,
        any_value(whole.width) as width,
        any_value(whole.breadth) as breadth,
        any_value(whole.affiliation) as affiliation,
        any_value(whole.best) as best
    from figures as part
    inner join figures as whole on part.part_of_claim_id = whole.figure_id
    where part.measure = whole.measure and {{ narrower('part', 'whole') }}
    group by part.thing_id, whole.thing_id
),

-- Where a whole is to be found: under its people, its area and each month that it covers.
offered as (
    select
        *,
        hash(
            measure, population, {{ own_area('things') }},
            unnest(generate_series({{ month_number('window_start') }}, {{ month_number('window_end') }}))
        ) as meeting
    from things
    where days is not null and basis = 'flow'
),

-- Where a part looks for it: under all people and areas that hold its own, in the month in which it begins.
sought as (
    select
        *,
        hash(measure, wider_population, unnest({{ areas('one_population') }}), {{ month_number('window_start') }}) as meeting
    from (select *, unnest({{ wider_populations('population') }}) as wider_population from things) as one_population
    where days is not null and basis = 'flow'
),

contained as (
    select
        part.thing_id,
        whole.thing_id as parent_id,
        'contained' as relation,
        0 as times,
        whole.days, whole.width, whole.breadth, whole.affiliation, whole.best
    from sought as part
    inner join offered as whole on part.meeting = whole.meeting
    where
        part.measure = whole.measure
        and {{ narrower('part', 'whole') }}
        and part.window_start >= whole.window_start
        and part.window_end <= whole.window_end
        and {{ population_within('part.population', 'whole.population') }}
        and (whole.affiliation is null or whole.affiliation = part.affiliation)
        and (whole.cause is null or whole.cause = part.cause)
        and (whole.perpetrator is null or whole.perpetrator = part.perpetrator)
        and {{ place_within('part', 'whole') }}
        -- Two rows with the same people, place and days are rivals, not part and whole.
        and (part.breadth, part.affiliation is null, part.width, part.days, part.cause is null, part.perpetrator is null)
        <> (whole.breadth, whole.affiliation is null, whole.width, whole.days, whole.cause is null, whole.perpetrator is null)
),

wholes as (
    select *
    from (from said union all from contained)
    qualify row_number() over (
        partition by thing_id
        order by relation = 'contained', times desc, days, width, breadth, affiliation is null, best, parent_id
    ) = 1
)

select
    thing_id,
    parent_id,
    relation
from wholes
