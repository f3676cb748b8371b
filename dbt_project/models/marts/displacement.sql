{{ as_known_now(ref('displacement_history'), 'displacement_id', told='claim_ids') }}
