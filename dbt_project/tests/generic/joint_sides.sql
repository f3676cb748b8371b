{# Sides of a conflict, joint action joined by a plus, in alphabetical order and none twice. #}
{% test joint_sides(model, column_name, values) %}
select *
from (select distinct {{ column_name }} as sides, string_split({{ column_name }}, '+') as parts from {{ model }} where {{ column_name }} is not null)
where parts <> list_sort(list_distinct(parts)) or not list_has_all(['{{ values | join("', '") }}'], parts)
{% endtest %}
