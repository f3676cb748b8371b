with history as (
    select * from {{ ref('int_ledger_history') }}
    where measure in ('displaced', 'returned')
)

select
    thing_id as displacement_id,
    version,
    known_from,
    known_to,
    measure,
    population,
    basis,
    low,
    best,
    high,
    households,
    people_basis,
    household_size,
    origin,
    destination,
    place,
    place_id,
    admin1,
    country,
    latitude,
    longitude,
    place_precision,
    window_start,
    window_end,
    window_kind,
    reports,
    documents,
    independent_sources,
    sources,
    sources_agree,
    first_reported_on,
    last_reported_on,
    parent_id as parent_displacement_id,
    ceasefire_id,
    claim_ids
from history
