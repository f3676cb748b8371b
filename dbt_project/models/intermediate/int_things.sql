-- What does not change from version to version of a thing: who and where it is about, and how.

{{ config(materialized='incremental', unique_key='thing_id', marks='int_thing_marks') }}

with figures as (
    select * from {{ ref('int_thing_figures') }}
    {{ changed_keys(ref('int_thing_marks'), 'thing_id') }}
),

-- The place that most statements name (copies count once); of equally common ones the most exact. Where a city and its
-- province share the name, the province: every report is right about that.
named_places as (
    select
        thing_id,
        place_key,
        place_precision,
        lower(place) || coalesce(admin1, '') as name,
        {{ place_width('place_precision') }} as width,
        count(distinct statement_id) as statements
    from figures
    group by thing_id, place_key, place_precision, name
),

common_names as (
    select
        thing_id,
        name,
        sum(statements) as statements,
        min(width) as narrowest
    from named_places
    group by thing_id, name
),

common_places as (
    select
        named_places.thing_id,
        named_places.place_key,
        named_places.place_precision,
        row_number() over (
            partition by named_places.thing_id
            order by
                named_places.place_key is null, common_names.statements desc, common_names.narrowest, named_places.name,
                named_places.width desc, named_places.place_key
        ) as preference
    from named_places
    inner join common_names on named_places.thing_id = common_names.thing_id and named_places.name is not distinct from common_names.name
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
        -- One statement of many that names a side does not make it the side of all: two sides may have fought.
        case when 3 * count(perpetrator) >= count(*) then {{ commonest('perpetrator') }} end as perpetrator,
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
