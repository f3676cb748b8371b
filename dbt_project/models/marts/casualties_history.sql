{{ config(
    materialized='incremental', unique_key='casualty_id', marks='int_ledger_marks', marked='thing_id', on_schema_change='fail'
) }}

{{ history_of(
    ref('int_ledger_history'), {'casualty_id': 'thing_id', 'parent_casualty_id': 'parent_id'},
    ['killed', 'injured'], ref('int_ledger_marks')
) }}
