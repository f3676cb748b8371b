with refresh_log as (
    select * from {{ ref('stg_refresh_log') }}
)

select
    {{ promised() }}
from refresh_log
