-- Wholes that a document tells by their parts alone: the dead of both sides, civilians and fighters.
-- A sum is no claim: it only sharpens a whole that somebody states.

{{ config(materialized='incremental', unique_key='document_id', marks='int_document_marks') }}

with claims as (
    select * from {{ ref('int_claims') }}
    {{ changed_keys(ref('int_document_marks'), 'document_id') }}
),

parts as (
    select
        claims.*,
        wholes.claim_id as whole_id,
        coalesce(wholes.claim_id, 'sentence ' || md5(claims.evidence)) as told_together,
        coalesce(wholes.window_start, claims.window_start) as sum_start,
        coalesce(wholes.window_end, claims.window_end) as sum_end,
        coalesce(wholes.place_key, claims.place_key) as sum_place_key
    from claims
    left join claims as wholes on claims.part_of_claim_id = wholes.claim_id
    where claims.unit = 'people' and claims.population in ('civilians', 'combatants') and claims.evidence <> ''
),

sums as (
    select
        document_id,
        any_value(whole_id) as whole_id,
        measure,
        basis,
        sum_start,
        sum_end,
        sum_place_key,
        speaker,
        case when bool_and(population = 'combatants') then 'combatants' else 'all' end as population,
        case when count(low) = count(*) then sum(low) end as low,
        case when count(high) = count(*) then sum(high) end as high,
        sum(best) as best,
        bool_and(qualifier = 'exact') as is_exact,
        list_sort(list(claim_id)) as claim_ids,
        -- What the parts have in common is taken from the last of them: that is where the sum can be made.
        max_by(claim_id, struct_pack(a := char_start, b := claim_id)) as last_part_id
    from parts
    group by document_id, told_together, measure, basis, sum_start, sum_end, sum_place_key, speaker
    having
        count(*) >= 2
        and count(distinct population || coalesce(affiliation, '')) = count(*)
        and (
            (bool_and(population = 'combatants') and count(affiliation) = count(*))
            or (count(distinct population) = count(*) and count(affiliation) = 0)
        )
),

described as (
    select
        sums.*,
        case when is_exact then 'exact' when high is null then 'at_least' when low is null then 'nearly' else 'about' end as qualifier,
        coalesce(whole_id, last_part_id) as pattern_id
    from sums
)

select
    'sum of ' || array_to_string(described.claim_ids, ' ') as figure_id,
    pattern.* exclude (claim_id, population, affiliation, low, high, best, qualifier, soft_low, soft_high, sharpness, speaker, part_of_claim_id, in_title, statement_id),
    described.speaker,
    described.population,
    cast(null as varchar) as affiliation,
    cast(described.low as bigint) as low,
    cast(described.high as bigint) as high,
    cast(described.best as bigint) as best,
    described.qualifier,
    {{ soft_low('described.low', 'described.high', 'described.qualifier') }} as soft_low,
    {{ soft_high('described.low', 'described.high', 'described.qualifier') }} as soft_high,
    {{ sharpness('described.qualifier') }} as sharpness,
    false as in_title,
    cast(null as varchar) as part_of_claim_id,
    described.whole_id,
    described.claim_ids
from described
inner join claims as pattern on described.pattern_id = pattern.claim_id
left join claims as wholes on described.whole_id = wholes.claim_id
-- Parts that do not come near their stated whole are only some of its parts.
where
    described.whole_id is null
    or (
        {{ soft_low('described.low', 'described.high', 'described.qualifier') }} <= wholes.soft_high * (1 + {{ var('figure_slack') }})
        and wholes.soft_low <= {{ soft_high('described.low', 'described.high', 'described.qualifier') }} * (1 + {{ var('figure_slack') }})
    )
