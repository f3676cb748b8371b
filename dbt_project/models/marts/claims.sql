with claims as (
    select * from {{ ref('stg_claims') }}
)

select
    claim_id,
    document_id,
    measure,
    low,
    high,
    best,
    qualifier,
    unit,
    population,
    affiliation,
    actor,
    basis,
    window_start,
    window_end,
    window_precision,
    place,
    place_id,
    admin1,
    country,
    latitude,
    longitude,
    place_precision,
    origin,
    destination,
    attributed_to,
    perpetrator,
    cause,
    part_of_claim_id,
    evidence,
    char_start,
    char_end,
    mentions,
    extractor_version
from claims
