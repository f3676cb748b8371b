{{ config(
    materialized='incremental', unique_key='displacement_id', marks='int_ledger_marks', marked='thing_id', on_schema_change='fail'
) }}

{{ history_of(
    ref('int_ledger_history'), {'displacement_id': 'thing_id', 'parent_displacement_id': 'parent_id'},
    ['displaced', 'returned'], ref('int_ledger_marks')
) }}
