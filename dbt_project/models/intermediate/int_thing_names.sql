-- What identifies a thing is taken from its earliest and sharpest figure, so that its id outlives revisions.

{{ config(materialized='incremental', unique_key='thing_key', marks='int_thing_key_marks') }}

with thing_statements as (
    select * from {{ ref('int_thing_statements') }}
    {{ changed_keys(ref('int_thing_key_marks'), 'thing_key') }}
),

figures as (
    select * from {{ ref('int_figures') }}
)

-- Parts alone make no whole: somebody must state it.
select
    thing_statements.thing_key,
    figures.figure_id,
    figures.report_day,
    figures.measure,
    figures.basis,
    figures.population,
    figures.affiliation,
    figures.place_key,
    figures.window_kind,
    figures.window_anchor
from thing_statements
inner join figures using (statement_id)
where not figures.is_sum
qualify row_number() over (
    partition by thing_statements.thing_key
    order by
        coalesce(figures.report_day, date '9999-12-31'), figures.population = 'all', {{ place_width('figures.place_precision') }},
        figures.sharpness, figures.in_title, figures.figure_id
) = 1
