{# Months counted from year 0. #}
{% macro month_number(column) -%}
    (year({{ column }}) * 12 + month({{ column }}))
{%- endmacro %}

{# How many days two windows of about this length may differ at either end. #}
{% macro window_slack(a, b) -%}
    greatest(
        {{ var('incident_slack_days') }},
        {{ var('period_slack') }} * greatest(
            coalesce(datediff('day', {{ a }}.window_start, {{ a }}.window_end), 0),
            coalesce(datediff('day', {{ b }}.window_start, {{ b }}.window_end), 0)
        )
    )
{%- endmacro %}

{# Two reports date the same thing a little differently. #}
{% macro windows_near(a, b) -%}
    case
        when {{ a }}.window_kind = 'war' or {{ b }}.window_kind = 'war' then {{ a }}.window_kind = {{ b }}.window_kind
        when {{ a }}.window_start is null and {{ b }}.window_start is null
            then abs(datediff('day', {{ a }}.open_day, {{ b }}.open_day)) <= {{ var('open_days') }}
        when {{ a }}.window_start is null or {{ b }}.window_start is null
            then abs(datediff('day', {{ a }}.window_end, {{ b }}.window_end)) <= {{ window_slack(a, b) }}
        else
            abs(datediff('day', {{ a }}.window_start, {{ b }}.window_start)) <= {{ window_slack(a, b) }}
            and (
                ({{ a }}.window_anchor like 'since %' and {{ b }}.window_anchor like 'since %')
                or abs(datediff('day', {{ a }}.window_end, {{ b }}.window_end)) <= {{ window_slack(a, b) }}
            )
            and {{ a }}.window_start <= coalesce({{ b }}.window_end, {{ b }}.window_start)
            and {{ b }}.window_start <= coalesce({{ a }}.window_end, {{ a }}.window_start)
    end
{%- endmacro %}

{# Two windows of one event share more than half of the days that they cover together. #}
{% macro windows_mostly_overlap(a, b) -%}
    (
        {{ a }}.window_kind = 'incident' and {{ b }}.window_kind = 'incident'
        and 2 * (datediff('day', greatest({{ a }}.window_start, {{ b }}.window_start), least({{ a }}.window_end, {{ b }}.window_end)) + 1)
        > datediff('day', least({{ a }}.window_start, {{ b }}.window_start), greatest({{ a }}.window_end, {{ b }}.window_end)) + 1
    )
{%- endmacro %}
