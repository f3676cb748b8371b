-- Reports of one violation gathered: same truce, act, place and days, and no two different violators.

with recursive

reports as (
    select
        *,
        md5(concat_ws('|', ceasefire_id, act, coalesce(violator, '-'), coalesce(place_key, '-'), first_day, last_day)) as statement_id
    from {{ ref('int_violation_verdicts') }}
    where ceasefire_id is not null
),

statements as (
    select distinct
        statement_id, ceasefire_id, act, violator, place_key, place_precision, admin1, country, first_day, last_day
    from reports
),

stories as (
    select distinct statement_id, story_id from reports
),

tellings as (
    select distinct statement_id, document_id from reports
),

pairs as (
    select
        one.statement_id as one_id,
        other.statement_id as other_id,
        one.place_key is not distinct from other.place_key as same_place,
        one.violator = other.violator as same_violator,
        one.violator is null or other.violator is null as open_violator
    from statements as one
    -- Looked for day by day: many acts break one truce.
    inner join (
        select *, unnest(generate_series(first_day - {{ var('incident_slack_days') }}, first_day + {{ var('incident_slack_days') }}, interval 1 day)) as near_day
        from statements
    ) as other
        on one.ceasefire_id = other.ceasefire_id
        and one.act = other.act
        and one.first_day = other.near_day
        and one.statement_id < other.statement_id
        and abs(datediff('day', one.first_day, other.first_day)) <= {{ var('incident_slack_days') }}
        and abs(datediff('day', one.last_day, other.last_day)) <= {{ var('incident_slack_days') }}
        and one.first_day <= other.last_day
        and other.first_day <= one.last_day
    where
        one.place_key is not distinct from other.place_key
        or {{ place_within('one', 'other') }}
        or {{ place_within('other', 'one') }}
),

-- An act whose author is not named joins one that has an author only where there is no second candidate.
authors as (
    select one_id as statement_id, other.violator from pairs inner join statements as other on pairs.other_id = other.statement_id where same_place
    union
    select other_id, one.violator from pairs inner join statements as one on pairs.one_id = one.statement_id where same_place
),

candidate_authors as (
    select statement_id, count(distinct violator) as n from authors group by statement_id
),

edges as (
    select pairs.one_id, pairs.other_id
    from pairs
    left join candidate_authors as one_authors on pairs.one_id = one_authors.statement_id
    left join candidate_authors as other_authors on pairs.other_id = other_authors.statement_id
    left join statements as one on pairs.one_id = one.statement_id
    left join statements as other on pairs.other_id = other.statement_id
    where
        (same_place and (same_violator or (one.violator is null and other.violator is null)))
        or (same_place and one.violator is null and other.violator is not null and one_authors.n = 1)
        or (same_place and other.violator is null and one.violator is not null and other_authors.n = 1)
        -- The copies of one story may place an act in a town or only in its province, but not both in one text.
        or (
            not same_place
            and same_violator
            and exists (
                select 1 from stories as a inner join stories as b using (story_id)
                where a.statement_id = pairs.one_id and b.statement_id = pairs.other_id
            )
            and not exists (
                select 1 from tellings as a inner join tellings as b using (document_id)
                where a.statement_id = pairs.one_id and b.statement_id = pairs.other_id
            )
        )
),

both_ways as (
    select one_id as member, other_id as partner from edges
    union all
    select other_id, one_id from edges
),

members as (
    select statement_id as member from statements
),

gathered (member, group_key) using key (member) as (
    {{ smallest_reachable('members', 'both_ways') }}
),

grouped as (
    select gathered.group_key as violation_key, reports.*
    from reports
    inner join gathered on reports.statement_id = gathered.member
),

identified as (
    select
        violation_key,
        ceasefire_id,
        act,
        violator,
        place_key,
        first_day,
        row_number() over (
            partition by ceasefire_id, act, violator, place_key, first_day order by report_day nulls last, violation_report_id
        ) as number_among_alike
    from (
        select *
        from grouped
        qualify row_number() over (
            partition by violation_key order by report_day nulls last, violator is null, {{ place_width('place_precision') }}, violation_report_id
        ) = 1
    )
)

select
    {{ stable_id('vio_', ['identified.ceasefire_id', 'identified.act', 'identified.violator', 'identified.place_key', 'identified.first_day', 'number_among_alike']) }} as violation_id,
    grouped.* exclude (violation_key)
from grouped
inner join identified using (violation_key)
