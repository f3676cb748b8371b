{{ as_known_now(ref('ceasefire_violations_history'), 'violation_id') }}
