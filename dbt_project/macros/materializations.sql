{#
    Tables and views in three statements: dbt's own way takes twelve, each some milliseconds of Python (swapping by
    renames, asking for indexes, foreign keys, columns). DuckDB replaces a table in the transaction that fills it, so that
    whoever looks sees the old one or the new one. A column that is described and does not exist is an error here.
#}
{% materialization table, adapter='duckdb' %}
    {%- set target = this.incorporate(type='table') -%}
    {% do make_way(target) %}
    {{ run_hooks(pre_hooks) }}
    {% call statement('main') -%}
        {{ filled_anew(target) }}
        {{ comments_on(target) }}
    {%- endcall %}
    {{ run_hooks(post_hooks) }}
    {{ adapter.commit() }}
    {{ return({'relations': [target]}) }}
{% endmaterialization %}

{# A table in the place of the one that may be there; where a contract says so, with its types and constraints. #}
{% macro filled_anew(target) %}
        create or replace table {{ target }}
        {%- if config.get('contract').enforced %}
        {{ get_assert_columns_equivalent(compiled_code) }}
        {{ get_table_columns_and_constraints() }};
        insert into {{ target }} {{ get_column_names() }} ({{ get_select_subquery(compiled_code) }});
        {%- else %}
        as ({{ compiled_code }});
        {%- endif %}
{% endmacro %}

{#
    Tables of which most rows stay: those whose key carries another mark than before are made anew, and no others. `marks`
    names the model that says, key by key, what the rows of a key are made of (`marked`: what it calls the key, if not
    `unique_key`, which may be several columns that each hold one). `made_from` is a second table, with the marks that its
    rows were made from, written in the same transaction: so whatever was begun and broken off, and in whatever order
    things came, the next run knows what is missing, also of keys that have no rows. The model's statement looks at
    `changed_keys` only. What is common to all keys (reference tables, the statement itself) stands in no mark: when it
    changes, the run must be a `--full-refresh`, and the pipeline sees to that.
#}
{% materialization incremental, adapter='duckdb' %}
    {%- set target = this.incorporate(type='table') -%}
    {%- set columns, marks = config.require('unique_key'), ref(config.require('marks')) -%}
    {%- set columns = [columns] if columns is string else columns -%}
    {%- set key = config.get('marked', columns[0]) -%}
    {% do make_way(target) %}
    {{ run_hooks(pre_hooks) }}
    {% call statement('main') -%}
        {%- if is_incremental() %}
        delete from {{ target }} where
        {%- for column in columns %}
            {{ column }} in (
                select made.{{ key }} from {{ made_from(target) }} as made
                anti join {{ marks }} as marks on made.{{ key }} = marks.{{ key }} and made.mark = marks.mark
            ){{ " or" if not loop.last }}
        {%- endfor %};
        insert into {{ target }} by name ({{ compiled_code }});
        {%- else %}
        {{ filled_anew(target) }}
        {%- endif %}
        create or replace table {{ made_from(target) }} as select {{ key }}, mark from {{ marks }};
        {{ comments_on(target) }}
    {%- endcall %}
    {{ run_hooks(post_hooks) }}
    {{ adapter.commit() }}
    {{ return({'relations': [target]}) }}
{% endmaterialization %}

{# The marks that the rows of an incremental table were made from, of a mart too where nobody publishes them. #}
{% macro made_from(target) -%}
    {{ target.incorporate(path={'schema': 'intermediate', 'identifier': target.identifier ~ '_made_from'}) }}
{%- endmacro %}

{# The keys whose rows an incremental model must make anew; a full run makes all. #}
{% macro keys_to_make(marks, key) -%}
    select marks.{{ key }} from {{ marks }} as marks
    {%- if is_incremental() %}
    anti join {{ made_from(this) }} as made on marks.{{ key }} = made.{{ key }} and marks.mark = made.mark
    {%- endif %}
{%- endmacro %}

{# Joins a statement to these keys; a full run looks at all there is. #}
{% macro changed_keys(marks, key) -%}
    {%- if is_incremental() %}
    semi join ({{ keys_to_make(marks, key) }}) as changed using ({{ key }})
    {%- endif %}
{%- endmacro %}

{% materialization view, adapter='duckdb' %}
    {%- set target = this.incorporate(type='view') -%}
    {% do make_way(target) %}
    {{ run_hooks(pre_hooks) }}
    {% call statement('main') -%}
        create or replace view {{ target }} as ({{ compiled_code }});
        {{ comments_on(target) }}
    {%- endcall %}
    {{ run_hooks(post_hooks) }}
    {{ adapter.commit() }}
    {{ return({'relations': [target]}) }}
{% endmaterialization %}

{# A table can't replace a view, nor a view a table. #}
{% macro make_way(target) %}
    {%- set existing = load_cached_relation(target) -%}
    {% if existing is not none and existing.type != target.type %}
        {% do adapter.drop_relation(existing) %}
    {% endif %}
{% endmacro %}

{# What the model's .yml says, as far as `persist_docs` wants it kept. #}
{% macro comments_on(target) %}
    {%- if config.persist_relation_docs() and model.description %}
        comment on {{ target.type }} {{ target }} is {{ duckdb_escape_comment(model.description) }};
    {%- endif %}
    {%- if config.persist_column_docs() %}
        {%- for name, column in model.columns.items() if column.description %}
        comment on column {{ target }}.{{ adapter.quote(name) }} is {{ duckdb_escape_comment(column.description) }};
        {%- endfor %}
    {%- endif %}
{% endmacro %}
