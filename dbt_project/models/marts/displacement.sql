with history as (
    select * from {{ ref('displacement_history') }}
)

select * exclude (version, known_from, known_to)
from history
where known_to is null
