-- What the ledger says of each thing is made of, as one number: its figures, what it is a part of, and the truce of its days.

with marks as (
    select * from {{ ref('int_thing_marks') }}
),

parents as (
    select * from {{ ref('int_thing_parents') }}
),

truces as (
    select * from {{ ref('int_thing_truces') }}
)

select
    marks.thing_id,
    hash(marks.mark, parents.parent_id, parents.relation, truces.ceasefire_id) as mark
from marks
left join parents using (thing_id)
left join truces using (thing_id)
