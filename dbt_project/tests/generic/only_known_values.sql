{# Columns of closed lists hold nothing else. One test for all such columns of a table: each test costs dbt as much as ten
   thousand rows. A failing row names its column and value. #}
{% test only_known_values(model, columns) %}
{% for column, values in columns.items() %}
select distinct '{{ column }}' as column_name, cast({{ column }} as varchar) as unknown_value
from {{ model }}
where {{ column }} not in ('{{ values | join("', '") }}')
{{ "union all" if not loop.last }}
{% endfor %}
{% endtest %}
