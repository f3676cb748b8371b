{#
    The table macro `<table>_as_of(day)`: the rows of <table> as they were known on that day, from <table>_history. It is
    made in the working file after its history and copied with it into the published one. Tables are named without
    their database, so that it also works there. `told`: the column of a history that holds only what came with each
    version, and is gathered up to the version asked for.
#}
{% macro as_of(table, key, parent=none, told=none) -%}
    create or replace macro {{ target.schema }}.{{ table }}_as_of(day) as table
    with known as (
        select *
        from {{ table }}_history
        where known_from <= cast(day as date) and (known_to is null or known_to > cast(day as date))
    )
    {%- if told %},
    gathered as (
        {{ told_so_far('known', table ~ '_history', key, told) }}
    )
    {%- endif %}
    select
        known.* exclude (version, known_from, known_to)
        {%- if parent or told %} replace (
            {%- if parent %}
            -- A whole that nobody had told of by then contains nothing yet.
            case when known.{{ parent }} in (select {{ key }} from known) then known.{{ parent }} end as {{ parent }}
            {%- endif %}
            {{- "," if parent and told }}
            {% if told %}gathered.{{ told }} as {{ told }}{% endif %}
        ){% endif %}
    from known
    {%- if told %}
    inner join gathered on known.{{ key }} = gathered.{{ key }}
    {%- endif %}
{%- endmacro %}

{# For each row of `rows`: what this and all earlier versions brought. #}
{% macro told_so_far(rows, history, key, told) -%}
    select
        {{ rows }}.{{ key }},
        list_sort(flatten(list(earlier.{{ told }}))) as {{ told }}
    from {{ rows }}
    inner join {{ history }} as earlier on {{ rows }}.{{ key }} = earlier.{{ key }} and earlier.version <= {{ rows }}.version
    group by {{ rows }}.{{ key }}
{%- endmacro %}

{# The rows of a ledger as known now, from its history; of the things that `marks` tells have changed. #}
{% macro as_known_now(history, key, told=none, marks=none) -%}
    with history as (
        select history.* from {{ history }} as history
        {%- if marks and is_incremental() %}
        semi join ({{ keys_to_make(marks, 'thing_id') }}) as changed on history.{{ key }} = changed.thing_id
        {%- endif %}
    ),

    known as (
        select * from history where known_to is null
    )
    {%- if told %},

    gathered as (
        {{ told_so_far('known', 'history', key, told) }}
    )
    {%- endif %}

    select known.* exclude (version, known_from, known_to){% if told %} replace (gathered.{{ told }} as {{ told }}){% endif %}
    from known
    {%- if told %}
    inner join gathered on known.{{ key }} = gathered.{{ key }}
    {%- endif %}
{%- endmacro %}
