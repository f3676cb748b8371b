-- Statements gathered into things: all that can be reached from one another over pairs of the same thing.

with recursive

statements as (
    select distinct statement_id as member from {{ ref('int_figures') }}
),

pairs as (
    select one_id as member, other_id as partner from {{ ref('int_same_thing') }}
    union all
    select other_id, one_id from {{ ref('int_same_thing') }}
),

gathered (member, group_key) using key (member) as (
    {{ smallest_reachable('statements', 'pairs') }}
)

select
    member as statement_id,
    group_key as thing_key
from gathered
