{#
    Seeds are read by DuckDB itself. dbt's own way parses every cell in Python first, which takes seconds for our
    gazetteers; this takes milliseconds. Types come from `column_types` in the seed's .yml, and everything else is text:
    a blank cell is null.
#}
{% materialization seed, adapter='duckdb' %}
    {%- set target_relation = this.incorporate(type='table') -%}
    {%- set types = config.get('column_types', {}) -%}
    {%- set path = model['root_path'] ~ '/' ~ model['original_file_path'] -%}
    {{ run_hooks(pre_hooks) }}
    {% call statement('main') -%}
        create or replace table {{ target_relation }} as
        select
            * {% if types %}replace (
                {%- for name, type in types.items() %}
                cast("{{ name }}" as {{ type }}) as "{{ name }}"{{ "," if not loop.last }}
                {%- endfor %}
            ){% endif %}
        from read_csv('{{ path | replace("'", "''") }}', header = true, delim = '{{ config.get("delimiter", ",") }}', all_varchar = true)
    {%- endcall %}
    {# dbt asks every seed for the table that it would have parsed; `dbt seed --show` prints it. #}
    {% do store_result('agate_table', response='OK', agate_table=run_query('select * from ' ~ target_relation ~ ' limit 5')) %}
    {% do persist_docs(target_relation, model) %}
    {{ run_hooks(post_hooks) }}
    {{ adapter.commit() }}
    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}
