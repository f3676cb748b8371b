-- The only table that adds. Each row of the ledger enters one row here at most, and no victim enters twice: any rows of
-- this table may be added further.

with summable as (
    select * from {{ ref('int_summable') }}
)

select
    {{ stable_id('tot_', ['country', 'admin1', 'month', 'measure', 'population']) }} as total_id,
    country,
    admin1,
    month,
    measure,
    population,
    cast(sum(low) as bigint) as low,
    cast(sum(best) as bigint) as best,
    cast({{ sum_of_bounds('high') }} as bigint) as high,
    count(*) as ledger_rows,
    list_sort(list(thing_id)) as ledger_ids
from summable
group by country, admin1, month, measure, population
