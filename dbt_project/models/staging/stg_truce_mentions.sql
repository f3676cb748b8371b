with truce_mentions as (
    select * from {{ source('raw', 'truce_mentions') }}
)

select
    truce_mention_id,
    document_id,
    ceasefire_id,
    name,
    cast(announced_on as date) as announced_on,
    cast(effective_on as date) as effective_on,
    effective_on_precision,
    cast(ended_on as date) as ended_on,
    list_sort(coalesce(brokers, [])) as brokers,
    list_sort(coalesce(parties, [])) as parties,
    country,
    list_sort(coalesce(admin1s, [])) as admin1s,
    kind,
    evidence,
    cast(char_start as bigint) as char_start,
    cast(char_end as bigint) as char_end
from truce_mentions
