-- The truce that was in force where and when a thing happened; of several the one that took effect last.

-- Materialized, or the planner compares the days of all things with those of all truces before it looks where they are.
with things as materialized (
    select
        things.thing_id,
        things.country,
        things.admin1,
        versions.window_start,
        versions.window_end
    from {{ ref('int_things') }} as things
    inner join {{ ref('int_thing_versions') }} as versions using (thing_id)
    where versions.known_to is null and things.basis = 'flow'
),

-- A truce is looked for by the country that it holds in, of two countries under each.
ceasefires as (
    select *, unnest(list_distinct([country, coalesce(other_country, country)])) as held_in
    from {{ ref('int_ceasefires') }}
)

select
    things.thing_id,
    ceasefires.ceasefire_id
from things
inner join ceasefires
    on things.country = ceasefires.held_in
    and things.window_start >= ceasefires.effective_on
    and things.window_end <= coalesce(ceasefires.ended_on, date '9999-12-31')
    and (len(ceasefires.admin1s) = 0 or things.country = ceasefires.other_country or list_contains(ceasefires.admin1s, things.admin1))
qualify row_number() over (
    partition by things.thing_id
    order by ceasefires.effective_on desc, len(ceasefires.admin1s) = 0, ceasefires.basis, ceasefires.ceasefire_id
) = 1
