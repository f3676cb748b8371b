-- The numbers under which statements that may be one thing meet, kept to find those near a changed one.

{{ config(materialized='incremental', unique_key='statement_id', marks='int_statement_marks') }}

with figures as (
    select * from {{ ref('int_figures') }}
    {{ changed_keys(ref('int_statement_marks'), 'statement_id') }}
)

select
    statement_id,
    sought,
    offered
from ({{ statements_of('figures') }})
