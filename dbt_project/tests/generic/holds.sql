{# Every row satisfies every expression; where one is null the row is fine. #}
{% test holds(model, expressions) %}
select *
from {{ model }}
where
    {%- for expression in expressions %}
    not ({{ expression }}){{ " or" if not loop.last }}
    {%- endfor %}
{% endtest %}
