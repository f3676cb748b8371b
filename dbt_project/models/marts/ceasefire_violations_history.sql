{{ history_of(ref('int_violation_versions')) }}
