-- What each thing is made of, as one number: it changes when any of its figures does, comes or goes. Models that look at the
-- figures of one thing at a time are made anew for the things whose mark has changed.

with figures as (
    select * from {{ ref('int_thing_figures') }}
)

select
    thing_id,
    sum(hash(figures)) as mark
from figures
group by thing_id
