with quarantine as (
    select * from {{ source('raw', 'quarantine') }}
)

select
    quarantine_id,
    uri,
    stage,
    reason,
    value,
    document_id,
    cast(seen_at as timestamp) as seen_at
from quarantine
