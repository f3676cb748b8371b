-- The truce that was in force where and when a thing happened; of several the one that took effect last.

with things as (
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

ceasefires as (
    select * from {{ ref('int_ceasefires') }}
)

select
    things.thing_id,
    ceasefires.ceasefire_id
from things
inner join ceasefires
    on things.country in (ceasefires.country, ceasefires.other_country)
    and things.window_start >= ceasefires.effective_on
    and things.window_end <= coalesce(ceasefires.ended_on, date '9999-12-31')
    and (len(ceasefires.admin1s) = 0 or things.country = ceasefires.other_country or list_contains(ceasefires.admin1s, things.admin1))
qualify row_number() over (
    partition by things.thing_id
    order by ceasefires.effective_on desc, len(ceasefires.admin1s) = 0, ceasefires.basis, ceasefires.ceasefire_id
) = 1
