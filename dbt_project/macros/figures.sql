{# The least that a figure stands for: a rounded "nearly 70" is at least 60. #}
{% macro soft_low(low, high, qualifier) -%}
    case
        when {{ qualifier }} in ('nearly', 'at_most') then {{ high }} * (1 - {{ var('rounding') }})
        when {{ qualifier }} = 'about' then {{ low }} * (1 - {{ var('rounding') }})
        else cast(coalesce({{ low }}, {{ high }}) as double)
    end
{%- endmacro %}

{# The most that a figure stands for: "at least 60" is hardly said of 70 or more. #}
{% macro soft_high(low, high, qualifier) -%}
    case
        when {{ qualifier }} = 'at_least' then {{ low }} * (1 + {{ var('rounding') }})
        when {{ qualifier }} = 'about' then {{ high }} * (1 + {{ var('rounding') }})
        else cast(coalesce({{ high }}, {{ low }}) as double)
    end
{%- endmacro %}

{# 1 is sharpest. Of two figures that one source gives at one time, the sharper is the figure. #}
{% macro sharpness(qualifier) -%}
    case {{ qualifier }}
        when 'exact' then 1
        when 'range' then 2
        when 'about' then 3
        when 'at_least' then 4
        when 'nearly' then 5
        when 'at_most' then 6
        else 7
    end
{%- endmacro %}

{# Two figures may be the same figure, said more or less exactly. #}
{% macro figures_agree(a, b) -%}
    (
        {{ a }}.soft_low <= {{ b }}.soft_high * (1 + {{ var('figure_slack') }})
        and {{ b }}.soft_low <= {{ a }}.soft_high * (1 + {{ var('figure_slack') }})
    )
{%- endmacro %}

{# Neither figure is a revision too far from the other. #}
{% macro within_revision(a, b, factor) -%}
    (greatest({{ a }}.best, {{ b }}.best) < {{ factor }} * greatest(least({{ a }}.best, {{ b }}.best), 1))
{%- endmacro %}

{# A value that one side leaves open does not contradict the other's. #}
{% macro agree_or_open(a, b, column) -%}
    ({{ a }}.{{ column }} = {{ b }}.{{ column }} or {{ a }}.{{ column }} is null or {{ b }}.{{ column }} is null)
{%- endmacro %}

{# Above every count: stands for "no upper bound" in comparisons, never in a result. #}
{% macro unbounded() -%}
    9223372036854775807
{%- endmacro %}

{# The sum of a bound over rows that may be added; one row without this bound leaves the sum without it. #}
{% macro sum_of_bounds(column, condition='true') -%}
    case when count(*) filter ({{ condition }} and {{ column }} is null) = 0 then sum({{ column }}) filter ({{ condition }}) end
{%- endmacro %}

{# All that the ledger compares of a figure, as one name: figures that differ in nothing of it are decided together. #}
{% macro statement_id(row, is_sum) -%}
    -- Of a whole war only the figure counts, not the day up to which it was told: else each day of it makes a statement.
    md5(concat_ws(
        '|', {{ row }}.measure, {{ row }}.unit, {{ row }}.basis, {{ row }}.population, coalesce({{ row }}.affiliation, '-'),
        coalesce({{ row }}.place_key, '-'), coalesce({{ row }}.place_precision, '-'), {{ row }}.window_kind, {{ row }}.window_anchor,
        case when {{ row }}.window_kind <> 'war' then coalesce(cast({{ row }}.window_start as varchar), '-') end,
        case when {{ row }}.window_kind <> 'war' then coalesce(cast({{ row }}.window_end as varchar), 'by ' || {{ row }}.report_day, '-') end,
        coalesce(cast({{ row }}.low as varchar), '-'), coalesce(cast({{ row }}.high as varchar), '-'), {{ row }}.qualifier,
        coalesce({{ row }}.cause, '-'), coalesce({{ row }}.perpetrator, '-'), coalesce({{ row }}.speaker, '-'), {{ is_sum }}
    ))
{%- endmacro %}
