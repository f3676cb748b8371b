-- Every version of every thing with all that the ledger says of it.

{{ config(materialized='incremental', unique_key='thing_id', marks='int_ledger_marks') }}

with things as (
    select * from {{ ref('int_things') }}
),

versions as (
    select * from {{ ref('int_thing_versions') }}
    {{ changed_keys(ref('int_ledger_marks'), 'thing_id') }}
),

parents as (
    select * from {{ ref('int_thing_parents') }}
),

truces as (
    select * from {{ ref('int_thing_truces') }}
)

select
    versions.* exclude (household_size),
    -- Where both units are told the size is the one that they imply, else the one that was used to convert.
    case
        when versions.households is null then null
        when versions.household_size is not null then versions.household_size
        when versions.best is not null then round(versions.best / versions.households, 2)
    end as household_size,
    case when versions.household_size is not null then 'converted' when versions.best is not null then 'stated' end as people_basis,
    things.* exclude (thing_id),
    parents.parent_id,
    parents.relation as parent_relation,
    truces.ceasefire_id
from versions
inner join things using (thing_id)
left join parents using (thing_id)
left join truces using (thing_id)
