-- What each statement is made of, as one number: it changes when a figure comes or goes, or a document of one changes.

with figures as (
    select * from {{ ref('int_figures') }}
),

documents as (
    select * from {{ ref('int_document_marks') }}
)

select
    figures.statement_id,
    sum(hash(figures.figure_id, documents.mark)) as mark
from figures
inner join documents using (document_id)
group by figures.statement_id
