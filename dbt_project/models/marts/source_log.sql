with source_log as (
    select * from {{ ref('stg_source_log') }}
)

select
    run_id,
    source,
    kind,
    dates,
    started_at,
    ended_at,
    outcome,
    requests,
    bytes,
    new,
    unchanged,
    skipped,
    failed,
    reasons,
    more,
    error
from source_log
