with documents as (
    select * from {{ source('raw', 'documents') }}
)

select
    document_id,
    external_id,
    uri,
    nullif(trim(publisher), '') as publisher,
    title,
    text,
    cast(published_on as date) as published_on,
    published_on_basis,
    published_on_candidates,
    language,
    list_sort(coalesce(agencies, [])) as agencies,
    wire_story_id,
    shared_passages,
    cast(retrieved_at as timestamp) as retrieved_at,
    cast(ingested_at as timestamp) as ingested_at
from documents
