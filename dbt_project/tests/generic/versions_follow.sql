{# The versions of a row follow one another without gap or overlap, and exactly the last one is open. #}
{% test versions_follow(model, key) %}
select *
from (
    select
        {{ key }},
        version,
        known_from,
        known_to,
        lead(known_from) over (partition by {{ key }} order by version) as next_from,
        row_number() over (partition by {{ key }} order by version) as expected_version
    from {{ model }}
)
where
    version <> expected_version
    or known_to is distinct from next_from
    or known_to <= known_from
{% endtest %}
