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

figures as (
    select thing_id, figure_id, part_of_claim_id from {{ ref('int_thing_figures') }}
),

said as (
    select
        part.thing_id,
        whole.thing_id as parent_id,
        count(*) as times
    from figures as part
    inner join figures as whole on part.part_of_claim_id = whole.figure_id
    where part.thing_id <> whole.thing_id
    group by part.thing_id, whole.thing_id
),

-- Where a whole is to be found: under its people, its area and each month that it covers.
offered as (
    select
        thing_id,
        measure,
        population,
        affiliation,
        {{ own_area('things') }} as area,
        unnest(generate_series({{ month_number('window_start') }}, {{ month_number('window_end') }})) as month
    from things
    where days is not null and basis = 'flow'
),

-- Where a part looks for it: under all people and areas that hold its own, in the month in which it begins.
sought as (
    select
        thing_id,
        measure,
        population,
        affiliation,
        unnest({{ areas('one_population') }}) as area,
        {{ month_number('window_start') }} as month
    from (select * exclude (population), unnest({{ wider_populations('population') }}) as population from things) as one_population
    where days is not null and basis = 'flow'
),

candidates as (
    select part.thing_id, said.parent_id, 0 as order_of_evidence
    from said
    inner join things as part using (thing_id)
    union all
    select
        sought.thing_id,
        offered.thing_id as parent_id,
        1 as order_of_evidence
    from sought
    inner join offered
        on sought.measure = offered.measure
        and sought.population = offered.population
        and sought.area = offered.area
        and sought.month = offered.month
        and (offered.affiliation is null or offered.affiliation = sought.affiliation)
        and sought.thing_id <> offered.thing_id
),

contained as (
    select
        part.thing_id,
        candidates.parent_id,
        case when order_of_evidence = 0 then 'said' else 'contained' end as relation,
        row_number() over (
            partition by part.thing_id
            order by
                order_of_evidence, coalesce(said.times, 0) desc, whole.days, whole.width, whole.breadth, whole.affiliation is null, whole.best, whole.thing_id
        ) as preference
    from candidates
    inner join things as part using (thing_id)
    inner join things as whole on candidates.parent_id = whole.thing_id
    left join said on candidates.thing_id = said.thing_id and candidates.parent_id = said.parent_id
    where
        part.measure = whole.measure
        -- One strict order for all links: a chain of parents never comes back to where it began.
        and (part.breadth, part.affiliation is null, part.width, coalesce(part.days, 0), coalesce(part.best, 0), part.thing_id)
        < (whole.breadth, whole.affiliation is null, whole.width, coalesce(whole.days, 0), coalesce(whole.best, 0), whole.thing_id)
        and (
            order_of_evidence = 0
            or (
                part.window_start >= whole.window_start
                and part.window_end <= whole.window_end
                and {{ population_within('part.population', 'whole.population') }}
                and (whole.affiliation is null or whole.affiliation = part.affiliation)
                and (whole.cause is null or whole.cause = part.cause)
                and (whole.perpetrator is null or whole.perpetrator = part.perpetrator)
                and {{ place_within('part', 'whole') }}
                -- Two rows with the same people, place and days are rivals, not part and whole.
                and (part.breadth, part.affiliation is null, part.width, part.days, part.cause is null, part.perpetrator is null)
                <> (whole.breadth, whole.affiliation is null, whole.width, whole.days, whole.cause is null, whole.perpetrator is null)
            )
        )
)

select
    thing_id,
    parent_id,
    relation
from contained
where preference = 1
