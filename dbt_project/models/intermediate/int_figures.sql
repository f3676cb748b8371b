-- All figures that can bear on a row of the ledger: claims, and sums of parts. Figures that differ in nothing that the
-- ledger compares share a statement, so that a thousand copies of a story cost as much as one.

{{ config(materialized='incremental', unique_key='document_id', marks='int_document_marks') }}

with claims as (
    select * from {{ ref('int_claims') }}
    {{ changed_keys(ref('int_document_marks'), 'document_id') }}
),

part_sums as (
    select * from {{ ref('int_part_sums') }}
    {{ changed_keys(ref('int_document_marks'), 'document_id') }}
),

figures as (
    select
        claim_id as figure_id,
        false as is_sum,
        [claim_id] as claim_ids,
        * exclude (claim_id)
    from claims
    union all by name
    select
        true as is_sum,
        {{ statement_id('part_sums', 'true') }} as statement_id,
        * exclude (whole_id)
    from part_sums
)

select
    statement_id,
    figure_id,
    is_sum,
    claim_ids,
    figures.* exclude (statement_id, figure_id, is_sum, claim_ids),
    coalesce(window_end, report_day) as open_day
from figures
