{{ as_known_now(ref('casualties_history'), 'casualty_id', told='claim_ids') }}
