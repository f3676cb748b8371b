-- Pairs of statements that are about one thing, each with the rule that says so.

with pairs as (
    select * from {{ ref('int_statement_pairs') }}
),

unambiguous as (
    select blunt_key
    from pairs
    where rule = 'one told more exactly'
    group by blunt_key
    having count(distinct sharper_population) filter (sharper_population <> 'all') <= 1 and count(distinct sharper_place) <= 1
)

select
    one_id,
    other_id,
    min(rule) as rule
from pairs
where rule <> 'one told more exactly' or blunt_key in (select blunt_key from unambiguous)
group by one_id, other_id
