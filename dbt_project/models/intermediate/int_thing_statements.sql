-- Statements gathered into things: all that can be reached from one another over pairs of the same thing.

with recursive

statements as (
    select distinct statement_id from {{ ref('int_figures') }}
),

pairs as (
    select one_id as statement_id, other_id as partner_id from {{ ref('int_same_thing') }}
    union all
    select other_id, one_id from {{ ref('int_same_thing') }}
),

-- Every statement takes the smallest id that reaches it: the same groups in whatever order the rows come.
gathered (statement_id, thing_key) using key (statement_id) as (
    select statement_id, statement_id as thing_key from statements
    union
    select
        pairs.partner_id,
        min(gathered.thing_key)
    from gathered
    inner join pairs on gathered.statement_id = pairs.statement_id
    inner join recurring.gathered as partner on pairs.partner_id = partner.statement_id
    where gathered.thing_key < partner.thing_key
    group by pairs.partner_id
)

select
    statement_id,
    thing_key
from gathered
