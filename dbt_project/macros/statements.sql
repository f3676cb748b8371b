{#
    What the figures of `figures` state, one row a statement, and the numbers under which two that may be one thing meet:
    one that the first seeks among those that the second offers. They meet in the same area or one that holds it, and there
    by first day, by month for running totals, by last month where the first day is open. One number for all that partners
    must have in common is joined on ten times faster than the words.
#}
{% macro statements_of(figures) -%}
    select
        * exclude (looked_for, found_under),
        list_transform(
            looked_for, lambda days: hash(measure, basis, unit, coalesce(affiliation, '-'), {{ own_area('lookups') }}, days)
        ) as sought,
        flatten(list_transform(
            found_under,
            lambda days: list_transform(
                {{ areas('lookups') }}, lambda area: hash(measure, basis, unit, coalesce(affiliation, '-'), area, days)
            )
        )) as offered
    from (
        select
            *,
            case
                when window_kind = 'war' then ['war']
                when window_start is null then list_transform([-1, 0, 1], lambda step: 'until ' || ({{ month_number('open_day') }} + step))
                when window_kind = 'incident' then list_transform([-1, 0, 1], lambda step: 'day ' || (window_start + cast(step as integer)))
                else list_transform([-1, 0, 1], lambda step: 'month ' || ({{ month_number('window_start') }} + step))
            end as looked_for,
            case
                when window_kind = 'war' then ['war']
                when window_start is null then ['until ' || {{ month_number('open_day') }}]
                else [
                    case when window_kind = 'incident' then 'day ' || window_start else 'month ' || {{ month_number('window_start') }} end,
                    'until ' || {{ month_number('coalesce(window_end, window_start)') }}
                ]
            end as found_under
        from (
            select
                statement_id, measure, unit, basis, population, affiliation, place_key, place_precision, admin1, country,
                window_kind, window_anchor, cause, perpetrator, speaker, low, high, best, soft_low, soft_high,
                qualifier = 'vague' as is_vague,
                list(distinct story_id) filter (wire_story_id is not null) as story_ids,
                min(lower(place)) as place_name,
                max(window_start) as window_start,
                max(window_end) as window_end,
                max(open_day) as open_day
            from {{ figures }}
            group by all
        ) as statements
    ) as lookups
{%- endmacro %}
