-- Named apart from its seed, as dbt wants one name per node; readers see it as `ceasefires`.

with ceasefires as (
    select * from {{ ref('int_ceasefires') }}
)

select
    ceasefire_id,
    name,
    announced_on,
    effective_on,
    effective_on_precision,
    ended_on,
    brokers,
    parties,
    country,
    admin1s,
    kind,
    basis,
    cast(len(document_ids) as bigint) as documents
from ceasefires
