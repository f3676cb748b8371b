-- Every whole that a thing lies in, its parent's parents included.

with recursive

parents as (
    select * from {{ ref('int_thing_parents') }}
),

ancestors as (
    select thing_id, parent_id as ancestor_id from parents
    union
    select
        ancestors.thing_id,
        parents.parent_id as ancestor_id
    from ancestors
    inner join parents on ancestors.ancestor_id = parents.thing_id
)

select
    thing_id,
    ancestor_id
from ancestors
