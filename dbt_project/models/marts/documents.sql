with documents as (
    select * from {{ ref('stg_documents') }}
)

select
    document_id,
    external_id,
    uri,
    publisher,
    title,
    text,
    published_on,
    published_on_basis,
    published_on_candidates,
    language,
    agencies,
    wire_story_id,
    retrieved_at,
    ingested_at
from documents
