{{ history_of(ref('int_ledger_history'), {'casualty_id': 'thing_id', 'parent_casualty_id': 'parent_id'}, ['killed', 'injured']) }}
