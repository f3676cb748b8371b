with source_log as (
    select * from {{ ref('stg_source_log') }}
)

select
    {{ promised() }}
from source_log
