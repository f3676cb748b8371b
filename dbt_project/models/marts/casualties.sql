{{ config(
    materialized='incremental', unique_key='casualty_id', marks='int_ledger_marks', marked='thing_id', on_schema_change='fail'
) }}

{{ as_known_now(ref('casualties_history'), 'casualty_id', told='claim_ids', marks=ref('int_ledger_marks')) }}
