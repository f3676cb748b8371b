with history as (
    select * from {{ ref('int_ledger_history') }}
    where measure in ('killed', 'injured')
)

select
    thing_id as casualty_id,
    version,
    known_from,
    known_to,
    measure,
    population,
    affiliation,
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
    low,
    best,
    high,
    reports,
    documents,
    independent_sources,
    sources,
    sources_agree,
    first_reported_on,
    last_reported_on,
    parent_id as parent_casualty_id,
    perpetrator,
    cause,
    ceasefire_id,
    claim_ids
from history
