with document_sources as (
    select * from {{ source('raw', 'document_sources') }}
)

select
    document_id,
    source,
    kind,
    url,
    url_answered,
    canonical_url,
    cast(status as bigint) as status,
    headers,
    cast(retrieved_at as timestamp) as retrieved_at,
    raw_hash,
    cast(bytes as bigint) as bytes,
    licence,
    fetch_id
from document_sources
