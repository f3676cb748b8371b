{# The columns of the model's contract, in its order; `named`: what some of them are called in the rows they come from. #}
{% macro promised(named={}) -%}
    {%- for name in model.columns %}
    {{ named[name] ~ " as " if name in named }}{{ name }}{{ "," if not loop.last }}
    {%- endfor %}
{%- endmacro %}

{#
    The history of a ledger, from the versions of its rows; where it is incremental, of the things that `marks` tells have
    changed.
#}
{% macro history_of(versions, named={}, measures=none, marks=none) -%}
with versions as (
    select * from {{ versions }}
    {%- if marks %}
    {{ changed_keys(marks, 'thing_id') }}
    {%- endif %}
    {%- if measures %}
    where measure in ('{{ measures | join("', '") }}')
    {%- endif %}
)

select
    {{ promised(named) }}
from versions
{%- endmacro %}
