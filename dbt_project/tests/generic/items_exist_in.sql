{# Every item of a list column is a value of `field` in `to`. #}
{% test items_exist_in(model, column_name, to, field) %}
select items.item
from (select distinct unnest({{ column_name }}) as item from {{ model }}) as items
left join {{ to }} as known on items.item = known.{{ field }}
where known.{{ field }} is null
{% endtest %}
