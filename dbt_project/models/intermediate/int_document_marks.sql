-- What the claims of each document are made of, as one number: the claims themselves, who speaks in the document and whom it
-- credits, its title and the paragraphs that it shares.

with claims as (
    select * from {{ ref('stg_claims') }}
),

voices as (
    select * from {{ ref('int_document_voices') }}
),

credits as (
    select * from {{ ref('int_credits') }}
),

documents as (
    select document_id, title, shared_passages from {{ ref('stg_documents') }}
),

said as (
    select document_id, hash('claim', claims) as mark from claims
    union all
    select document_id, hash('voice', voices) from voices
    union all
    select document_id, hash('credit', credits) from credits
    union all
    select document_id, hash('document', documents) from documents
)

select
    document_id,
    sum(mark) as mark
from said
group by document_id
