with document_sources as (
    select * from {{ ref('stg_document_sources') }}
)

select
    document_id,
    source,
    kind,
    url,
    url_answered,
    canonical_url,
    status,
    headers,
    retrieved_at,
    raw_hash,
    bytes,
    licence,
    fetch_id
from document_sources
