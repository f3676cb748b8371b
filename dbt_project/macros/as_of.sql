{#
    The table macro `<table>_as_of(day)`: the rows of <table> as they were known on that day, from <table>_history. It is
    made in the working file after its history and copied with it into the published one. Tables are named without
    their database, so that it also works there.
#}
{% macro as_of(table, key, parent=none) -%}
    create or replace macro {{ target.schema }}.{{ table }}_as_of(day) as table
    with known as (
        select *
        from {{ table }}_history
        where known_from <= cast(day as date) and (known_to is null or known_to > cast(day as date))
    )
    select
        * exclude (version, known_from, known_to)
        {%- if parent %} replace (
            -- A whole that nobody had told of by then contains nothing yet.
            case when {{ parent }} in (select {{ key }} from known) then {{ parent }} end as {{ parent }}
        ){% endif %}
    from known
{%- endmacro %}
