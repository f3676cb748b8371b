-- Every name under which a source of figures is known, with its one identity and how well placed it is to count.

with speakers as (
    select * from {{ ref('speakers') }}
),

outlets as (
    select * from {{ ref('outlets') }}
),

kinds as (
    select * from {{ ref("speaker_kinds") }}
),

speaker_identities as (
    select
        speaker,
        min_by(speakers.kind, kinds.rank) as kind
    from speakers
    inner join kinds on speakers.kind = kinds.kind
    group by speaker
),

names as (
    select speaker as reporter, speaker as alias, 1 as preference from speakers
    union all
    select speaker, alias, 2 from speakers
    union all
    select speaker, shown, 2 from speakers
    union all
    select outlet, outlet, 3 from outlets
    union all
    select outlet, alias, 4 from outlets
),

outlet_identities as (
    select
        outlet,
        case when bool_or(cast(agency as boolean)) then 'agency' else 'outlet' end as kind
    from outlets
    group by outlet
),

one_per_alias as (
    select
        lower(trim(alias)) as alias,
        arg_min(reporter, preference || reporter) as reporter
    from names
    where alias is not null
    group by lower(trim(alias))
)

select
    one_per_alias.alias,
    one_per_alias.reporter,
    coalesce(speaker_identities.kind, outlet_identities.kind, 'unknown') as kind,
    coalesce(kinds.rank, (select max(rank) from kinds)) as rank
from one_per_alias
left join speaker_identities on one_per_alias.reporter = speaker_identities.speaker
left join outlet_identities on one_per_alias.reporter = outlet_identities.outlet
left join kinds on coalesce(speaker_identities.kind, outlet_identities.kind) = kinds.kind
