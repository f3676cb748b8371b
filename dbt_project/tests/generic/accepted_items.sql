{# Every item of a list column is one of `values`. #}
{% test accepted_items(model, column_name, values) %}
select items.item
from (select distinct unnest({{ column_name }}) as item from {{ model }}) as items
where items.item not in ('{{ values | join("', '") }}')
{% endtest %}
