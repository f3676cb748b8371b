with versions as (
    select * from {{ ref('int_violation_versions') }}
)

select
    violation_id,
    version,
    known_from,
    known_to,
    ceasefire_id,
    act,
    violator,
    place,
    place_id,
    admin1,
    country,
    latitude,
    longitude,
    place_precision,
    window_start,
    window_end,
    killed_low,
    killed_best,
    killed_high,
    injured_best,
    characterisation,
    alleged_by,
    reports,
    documents,
    independent_sources,
    violation_report_ids,
    claim_ids
from versions
