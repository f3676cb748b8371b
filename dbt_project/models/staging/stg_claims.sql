with claims as (
    select * from {{ source('raw', 'claims') }}
)

select
    claim_id,
    document_id,
    measure,
    cast(low as bigint) as low,
    cast(high as bigint) as high,
    cast(best as bigint) as best,
    qualifier,
    unit,
    population,
    affiliation,
    actor,
    basis,
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
    origin,
    destination,
    attributed_to,
    perpetrator,
    cause,
    part_of_claim_id,
    evidence,
    cast(char_start as bigint) as char_start,
    cast(char_end as bigint) as char_end,
    cast(mentions as bigint) as mentions,
    extractor_version
from claims
