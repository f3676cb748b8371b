-- What each thing is made of, as one number: it changes when any of its figures comes or goes, or a document of one changes.

with thing_statements as (
    select * from {{ ref('int_thing_statements') }}
),

statements as (
    select * from {{ ref('int_statement_marks') }}
)

select
    thing_statements.thing_key,
    sum(statements.mark) as mark
from thing_statements
inner join statements using (statement_id)
group by thing_statements.thing_key
