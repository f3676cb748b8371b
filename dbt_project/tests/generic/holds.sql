{# Every row satisfies the expression; where it is null the row is fine. #}
{% test holds(model, expression) %}
select *
from {{ model }}
where not ({{ expression }})
{% endtest %}
