-- The people killed and injured by a violation: rows of the ledger with the same days, place and kind of act, told by the
-- same documents. A toll goes to one violation only, and no part of an incident beside its whole.

with reports as (
    select * from {{ ref('int_violation_reports') }}
),

figures as (
    select * from {{ ref('int_thing_figures') }}
    where measure in ('killed', 'injured') and not is_sum and window_start is not null
),

ancestors as (
    select * from {{ ref('int_thing_ancestors') }}
),

things as (
    select thing_id, window_kind from {{ ref('int_things') }}
),

acts as (
    select *
    from (values
        ('air_strike', 'air_strike', 0), ('shelling', 'shelling', 0), ('bombing', 'bombing', 0), ('chemical', 'chemical', 0),
        ('shooting', 'shooting', 0), ('shooting', 'execution', 1), ('clash', 'ground_fighting', 0), ('ground_attack', 'ground_fighting', 1)
    ) as acts (act, cause, distance)
),

matches as (
    select
        reports.violation_id,
        figures.thing_id,
        max(figures.evidence = reports.evidence) as in_one_sentence,
        max(reports.place_key is not distinct from figures.place_key) as in_one_place,
        min(acts.distance) as distance,
        min(abs(datediff('day', figures.window_start, reports.first_day)) + abs(datediff('day', figures.window_end, reports.last_day))) as days_apart
    from reports
    inner join figures
        on reports.document_id = figures.document_id
        and abs(datediff('day', figures.window_start, reports.first_day)) <= {{ var('incident_slack_days') }}
        and abs(datediff('day', coalesce(figures.window_end, figures.window_start), reports.last_day)) <= {{ var('incident_slack_days') }}
        and (figures.perpetrator is null or reports.violator is null or figures.perpetrator = reports.violator)
        and (figures.place_key = reports.place_key or {{ place_within('figures', 'reports') }} or {{ place_within('reports', 'figures') }})
    inner join acts on reports.act = acts.act and figures.cause = acts.cause
    group by reports.violation_id, figures.thing_id
),

nearest as (
    select *
    from matches
    qualify row_number() over (
        partition by thing_id
        order by in_one_sentence desc, distance, in_one_place desc, days_apart, violation_id
    ) = 1
)

select
    nearest.violation_id,
    nearest.thing_id
from nearest
where not exists (
    select 1
    from ancestors
    inner join nearest as whole on ancestors.ancestor_id = whole.thing_id
    inner join things on whole.thing_id = things.thing_id
    where
        ancestors.thing_id = nearest.thing_id
        and (things.window_kind = 'incident' or whole.violation_id = nearest.violation_id)
)
