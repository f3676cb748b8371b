with ceasefires as (
    select * from {{ ref('ceasefires') }}
)

select
    ceasefire_id,
    name,
    cast(announced_on as date) as announced_on,
    cast(effective_on as date) as effective_on,
    effective_on_precision,
    cast(ended_on as date) as ended_on,
    {{ split_list('brokers') }} as brokers,
    {{ split_list('parties') }} as parties,
    {{ split_list('excluded_parties') }} as excluded_parties,
    country,
    nullif(other_country, '') as other_country,
    {{ split_list('admin1s') }} as admin1s,
    kind
from ceasefires
