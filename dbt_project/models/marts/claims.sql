{{ config(
    materialized='incremental', unique_key='document_id', marks='int_document_marks', on_schema_change='fail'
) }}

with claims as (
    select * from {{ ref('stg_claims') }}
    {{ changed_keys(ref('int_document_marks'), 'document_id') }}
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
    is_outdated,
    extractor_version
from claims
