with source_log as (
    select * from {{ source('raw', 'source_log') }}
)

select
    run_id,
    source,
    kind,
    dates,
    cast(started_at as timestamp) as started_at,
    cast(ended_at as timestamp) as ended_at,
    outcome,
    cast(requests as bigint) as requests,
    cast(bytes as bigint) as bytes,
    cast(new as bigint) as new,
    cast(unchanged as bigint) as unchanged,
    cast(skipped as bigint) as skipped,
    cast(failed as bigint) as failed,
    reasons,
    more,
    error
from source_log
