-- What does not change from version to version of a thing: who and where it is about, and how.

with figures as (
    select * from {{ ref('int_thing_figures') }}
),

places as (
    select
        thing_id, place, place_id, place_key, admin1, country, latitude, longitude, place_precision
    from figures
    qualify row_number() over (
        partition by thing_id
        order by place_key is null, {{ place_width('place_precision') }}, place_key, place, figure_id
    ) = 1
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
