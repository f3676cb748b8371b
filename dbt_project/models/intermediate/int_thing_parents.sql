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

-- A thing is looked for in the months that a running total covers.
months as (
    select
        thing_id,
        measure,
        basis,
        country,
        unnest(generate_series({{ month_number('window_start') }}, {{ month_number('window_end') }})) as month
    from things
    where days is not null and country is not null
),

candidates as (
    select part.thing_id, said.parent_id, 0 as order_of_evidence
    from said
    inner join things as part using (thing_id)
    union all
    select
        part.thing_id,
        months.thing_id as parent_id,
        1 as order_of_evidence
    from things as part
    inner join months
        on part.measure = months.measure
        and part.basis = months.basis
        and part.country = months.country
        and {{ month_number('part.window_start') }} = months.month
        and part.thing_id <> months.thing_id
    where part.days is not null and part.basis = 'flow'
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
