{{ history_of(ref('int_ledger_history'), {'displacement_id': 'thing_id', 'parent_displacement_id': 'parent_id'}, ['displaced', 'returned']) }}
