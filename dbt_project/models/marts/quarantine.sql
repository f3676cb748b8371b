with quarantine as (
    select * from {{ ref('stg_quarantine') }}
)

select
    quarantine_id,
    uri,
    stage,
    reason,
    value,
    document_id,
    seen_at
from quarantine
