with refresh_log as (
    select * from {{ ref('stg_refresh_log') }}
)

select
    refresh_id,
    started_at,
    documents_seen,
    documents_new,
    documents_unchanged,
    documents_quarantined,
    claims,
    seconds
from refresh_log
