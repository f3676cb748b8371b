-- What does not change from version to version of a thing: who and where it is about, and how.

with figures as (
    select * from {{ ref('int_thing_figures') }}
),

-- The place that most statements give (copies count once), of equally common ones the most exact.
common_places as (
    select
        thing_id,
        place_key,
        place_precision,
        row_number() over (
            partition by thing_id
            order by place_key is null, count(distinct statement_id) desc, {{ place_width('place_precision') }}, place_key, place_precision
        ) as preference
    from figures
    group by thing_id, place_key, place_precision
),

places as (
    select
        figures.thing_id, figures.place, figures.place_id, figures.place_key, figures.admin1, figures.country,
        figures.latitude, figures.longitude, figures.place_precision
    from figures
    inner join common_places
        on figures.thing_id = common_places.thing_id
        and figures.place_key is not distinct from common_places.place_key
        and figures.place_precision is not distinct from common_places.place_precision
    where common_places.preference = 1
    qualify row_number() over (partition by figures.thing_id order by figures.place, figures.figure_id) = 1
),

-- Of several values the commonest, of equally common ones the first in the alphabet.
described as (
    select
        thing_id,
        any_value(measure) as measure,
        any_value(basis) as basis,
        any_value(affiliation) as affiliation,
        min_by(population, struct_pack(a := population = 'all', b := population)) as population,
        {{ commonest('window_kind') }} as window_kind,
        {{ commonest('cause') }} as cause,
        {{ commonest('perpetrator') }} as perpetrator,
        {{ commonest('origin') }} as origin,
        {{ commonest('destination') }} as destination,
        bool_or(is_running) as is_running
    from figures
    group by thing_id
)

select
    described.*,
    places.* exclude (thing_id)
from described
inner join places using (thing_id)
