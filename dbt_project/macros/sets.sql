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

{# The area that a row is stated for, as a key to join on: what lies in it offers the same key among its `areas`. #}
{% macro own_area(row) -%}
    case
        when {{ row }}.place_precision = 'country' then 'country ' || {{ row }}.country
        when {{ row }}.place_precision = 'admin1' and {{ row }}.admin1 is not null then 'admin1 ' || {{ row }}.country || '/' || {{ row }}.admin1
        else 'place ' || {{ row }}.place_key
    end
{%- endmacro %}

{# Every area that a row lies in, its own included. Joining on these keys finds just the pairs of `place_within`. #}
{% macro areas(row) -%}
    list_filter(
        [
            'place ' || {{ row }}.place_key,
            case when {{ row }}.place_precision <> 'country' then 'admin1 ' || {{ row }}.country || '/' || {{ row }}.admin1 end,
            'country ' || {{ row }}.country
        ],
        lambda area: area is not null
    )
{%- endmacro %}

{# The populations that hold these people, their own included. #}
{% macro wider_populations(population) -%}
    case
        when {{ population }} = 'all' then ['all']
        when {{ population }} in ('children', 'women', 'medics', 'aid_workers', 'journalists') then [{{ population }}, 'civilians', 'all']
        else [{{ population }}, 'all']
    end
{%- endmacro %}

{# One strict order for all links from a part to its whole: a chain of them never comes back to where it began. #}
{% macro narrower(part, whole) -%}
    (
        ({{ part }}.breadth, {{ part }}.affiliation is null, {{ part }}.width, coalesce({{ part }}.days, 0), coalesce({{ part }}.best, 0), {{ part }}.thing_id)
        < ({{ whole }}.breadth, {{ whole }}.affiliation is null, {{ whole }}.width, coalesce({{ whole }}.days, 0), coalesce({{ whole }}.best, 0), {{ whole }}.thing_id)
    )
{%- endmacro %}
