with refresh_log as (
    select * from {{ source('raw', 'refresh_log') }}
)

select
    refresh_id,
    cast(started_at as timestamp) as started_at,
    cast(documents_seen as bigint) as documents_seen,
    cast(documents_new as bigint) as documents_new,
    cast(documents_unchanged as bigint) as documents_unchanged,
    cast(documents_quarantined as bigint) as documents_quarantined,
    cast(claims as bigint) as claims,
    cast(seconds as double) as seconds
from refresh_log
