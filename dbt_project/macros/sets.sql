{# Whether the people of `inner` are among those of `outer`. #}
{% macro population_within(inner, outer) -%}
    (
        {{ inner }} = {{ outer }}
        or {{ outer }} = 'all'
        or ({{ outer }} = 'civilians' and {{ inner }} in ('children', 'women', 'medics', 'aid_workers', 'journalists'))
    )
{%- endmacro %}

{# Whether the place of row `inner` lies in the place of row `outer`, as far as governorates and countries tell. #}
{% macro place_within(inner, outer) -%}
    (
        {{ inner }}.place_key = {{ outer }}.place_key
        or ({{ outer }}.place_precision = 'admin1' and {{ inner }}.admin1 = {{ outer }}.admin1 and {{ inner }}.country = {{ outer }}.country
            and {{ inner }}.place_precision <> 'country')
        or ({{ outer }}.place_precision = 'country' and {{ inner }}.country = {{ outer }}.country)
    )
{%- endmacro %}

{# How wide a place is: 1 a point, 4 a country. #}
{% macro place_width(precision) -%}
    case {{ precision }} when 'country' then 4 when 'admin1' then 3 when 'admin2' then 2 else 1 end
{%- endmacro %}
