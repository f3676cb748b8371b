-- All truces: those of the reference table, and those that reports tell of and that match none of them.

with reference as (
    select * from {{ ref('stg_ceasefires') }}
),

mentions as (
    select
        mentions.*,
        coalesce(mentions.effective_on, mentions.announced_on) as day,
        voices.report_day
    from {{ ref('stg_truce_mentions') }} as mentions
    inner join {{ ref('int_document_voices') }} as voices using (document_id)
),

-- A truce that the text stage could not match may still begin within days of a known one.
matched as (
    select
        mentions.*,
        coalesce(
            mentions.ceasefire_id,
            (
                select min_by(reference.ceasefire_id, struct_pack(
                    a := abs(datediff('day', mentions.day, coalesce(reference.effective_on, reference.announced_on))), b := reference.ceasefire_id
                ))
                from reference
                where
                    mentions.country in (reference.country, reference.other_country)
                    and abs(datediff('day', mentions.day, coalesce(reference.effective_on, reference.announced_on))) <= {{ var('truce_slack_days') }}
                    and (len(reference.admin1s) = 0 or len(mentions.admin1s) = 0 or list_has_any(reference.admin1s, mentions.admin1s))
            )
        ) as matched_id
    from mentions
),

-- Mentions of one unknown truce follow one another within days.
unknown as (
    select
        *,
        sum(case when day - previous_day <= {{ var('truce_slack_days') }} then 0 else 1 end) over (partition by country order by day, truce_mention_id) as island
    from (
        select
            *,
            lag(day) over (partition by country order by day, truce_mention_id) as previous_day
        from matched
        where matched_id is null and day is not null and country is not null
    )
),

discovered as (
    select
        'truce_' || {{ stable_id('', ['country', 'min_by(day, struct_pack(a := report_day, b := day))']) }} as ceasefire_id,
        country,
        {{ commonest('name') }} as name,
        min(announced_on) as announced_on,
        min(effective_on) as effective_on,
        min_by(effective_on_precision, struct_pack(a := effective_on, b := effective_on_precision)) as effective_on_precision,
        max(ended_on) as ended_on,
        list_sort(list_distinct(flatten(list(brokers)))) as brokers,
        list_sort(list_distinct(flatten(list(parties)))) as parties,
        list_sort(list_distinct(flatten(list(admin1s)))) as admin1s,
        {{ commonest('kind') }} as kind,
        list_sort(list_distinct(list(document_id))) as document_ids
    from unknown
    group by country, island
),

reference_documents as (
    select matched_id as ceasefire_id, list_sort(list_distinct(list(document_id))) as document_ids
    from matched
    where matched_id is not null
    group by matched_id
)

select
    reference.ceasefire_id,
    reference.name,
    reference.announced_on,
    reference.effective_on,
    reference.effective_on_precision,
    reference.ended_on,
    reference.brokers,
    reference.parties,
    reference.excluded_parties,
    reference.country,
    reference.other_country,
    reference.admin1s,
    reference.kind,
    'reference' as basis,
    coalesce(reference_documents.document_ids, []) as document_ids
from reference
left join reference_documents using (ceasefire_id)
union all by name
select
    *,
    cast([] as varchar[]) as excluded_parties,
    cast(null as varchar) as other_country,
    'reported' as basis
from discovered
