with violation_reports as (
    select * from {{ source('raw', 'violation_reports') }}
)

select
    violation_report_id,
    document_id,
    act,
    violator,
    cast(window_start as date) as window_start,
    cast(window_end as date) as window_end,
    window_precision,
    place,
    cast(place_id as bigint) as place_id,
    admin1,
    country,
    cast(latitude as double) as latitude,
    cast(longitude as double) as longitude,
    place_precision,
    ceasefire_id,
    characterisation,
    alleged_by,
    evidence,
    cast(char_start as bigint) as char_start,
    cast(char_end as bigint) as char_end,
    extractor_version
from violation_reports
