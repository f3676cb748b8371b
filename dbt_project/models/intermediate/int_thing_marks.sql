-- The row id of each thing, and what the thing is made of, as one number: models that look at the figures of one thing at a
-- time are made anew for the things whose mark has changed.

with names as (
    select
        *,
        row_number() over (
            partition by measure, basis, population, affiliation, place_key, window_kind, window_anchor
            order by report_day nulls last, figure_id
        ) as number_among_alike
    from {{ ref('int_thing_names') }}
),

marks as (
    select * from {{ ref('int_thing_key_marks') }}
)

select
    case when names.measure in ('killed', 'injured') then 'cas_' else 'dis_' end || {{ stable_id('', [
        'names.measure', 'names.basis', 'names.population', 'names.affiliation', 'names.place_key', 'names.window_kind',
        'names.window_anchor', 'names.number_among_alike'
    ]) }} as thing_id,
    names.thing_key,
    marks.mark
from names
inner join marks using (thing_key)
