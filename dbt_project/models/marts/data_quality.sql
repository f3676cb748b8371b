-- Everything that a reader should know before trusting a row, one row each. Every kind is a step of its own with the same
-- five columns.

with documents as (
    select * from {{ ref('stg_documents') }}
),

claims as (
    select * from {{ ref('int_claims') }}
),

figures as (
    select * from {{ ref('int_thing_figures') }}
    where not is_sum
),

ledger as (
    select * from {{ ref('int_ledger_history') }}
    where known_to is null
),

verdicts as (
    select * from {{ ref('int_violation_verdicts') }}
),

mentions as (
    select * from {{ ref('stg_truce_mentions') }}
),

undated_documents as (
    select
        'date_unresolved' as kind,
        'documents' as subject,
        [document_id] as subject_ids,
        [document_id] as document_ids,
        'No evidence of the day of publication: ' || len(published_on_candidates) || ' candidates.' as detail
    from documents
    where published_on is null
),

undated_claims as (
    select
        'date_unresolved' as kind,
        'claims' as subject,
        [claim_id] as subject_ids,
        [document_id] as document_ids,
        'The text does not settle when this happened: "' || left(evidence, 160) || '"' as detail
    from claims
    where window_start is null and window_end is null
),

unplaced_claims as (
    select
        'place_unresolved' as kind,
        'claims' as subject,
        [claim_id] as subject_ids,
        [document_id] as document_ids,
        case
            when place is null then 'No place: "' || left(evidence, 160) || '"'
            else 'A place of no known country: ' || place
        end as detail
    from claims
    where place is null or country is null
),

out_of_range as (
    select
        'out_of_range' as kind,
        'claims' as subject,
        [claim_id] as subject_ids,
        [document_id] as document_ids,
        case
            when window_start > published_on then 'Happened on ' || window_start || ', after the report of ' || published_on || '.'
            else best || ' ' || unit || ' ' || measure || ' is more than any war has seen.'
        end as detail
    from claims
    where
        window_start > published_on
        or (measure in ('killed', 'injured') and best > {{ var('most_casualties') }})
        or (measure in ('displaced', 'returned') and best > {{ var('most_displaced') }})
),

rivals as (
    select
        'rival_speakers' as kind,
        case when measure in ('killed', 'injured') then 'casualties' else 'displacement' end as subject,
        [thing_id] as subject_ids,
        [cast(null as varchar)] as document_ids,
        'The bounds of ' || array_to_string(sources, ' and ') || ' do not meet: '
        || coalesce(cast(low as varchar), '?') || ' to ' || coalesce(cast(high as varchar), '?') || ', best ' || best || '.' as detail
    from ledger
    where not sources_agree
),

parts_above_whole as (
    select
        'parts_above_whole' as kind,
        case when part.measure in ('killed', 'injured') then 'casualties' else 'displacement' end as subject,
        [part.thing_id, whole.thing_id] as subject_ids,
        [cast(null as varchar)] as document_ids,
        'A part of ' || part.best || ' exceeds its whole of ' || whole.best || '.' as detail
    from ledger as part
    inner join ledger as whole on part.parent_id = whole.thing_id
    where coalesce(part.low, part.best) > coalesce(whole.high, greatest(whole.best, part.best))
),

-- Sides and kinds of people that exclude one another add up.
summed_parts as (
    select
        parent_id,
        list_sort(list(thing_id)) as part_ids,
        sum(coalesce(low, best)) as parts
    from ledger
    where parent_id is not null and parent_relation = 'said'
    group by parent_id, measure
    having
        count(*) > 1
        and count(distinct population || coalesce(affiliation, '')) = count(*)
        and (count(affiliation) = count(*) or (count(affiliation) = 0 and bool_and(population in ('civilians', 'combatants'))))
),

parts_together_above_whole as (
    select
        'parts_above_whole' as kind,
        case when whole.measure in ('killed', 'injured') then 'casualties' else 'displacement' end as subject,
        list_append(summed_parts.part_ids, whole.thing_id) as subject_ids,
        [cast(null as varchar)] as document_ids,
        'Parts of ' || summed_parts.parts || ' together exceed their whole of ' || whole.best || '.' as detail
    from summed_parts
    inner join ledger as whole on summed_parts.parent_id = whole.thing_id
    where summed_parts.parts > whole.high
),

headline_against_body as (
    select
        'headline_against_body' as kind,
        'claims' as subject,
        [first_told.figure_id, then_told.figure_id] as subject_ids,
        [first_told.document_id] as document_ids,
        'First ' || {{ worded('first_told') }} || ', then ' || {{ worded('then_told') }} || '.' as detail
    from figures as first_told
    inner join figures as then_told
        on first_told.document_id = then_told.document_id
        and first_told.measure = then_told.measure
        and first_told.unit = then_told.unit
        and first_told.char_start < then_told.char_start
        and (
            first_told.thing_id = then_told.thing_id
            or (
                first_told.in_title
                and not then_told.in_title
                and first_told.basis = then_told.basis
                and first_told.population = then_told.population
                and first_told.affiliation is not distinct from then_told.affiliation
                and first_told.place_key = then_told.place_key
                and first_told.window_anchor = then_told.window_anchor
                and first_told.window_start is not null
            )
        )
    where
        (first_told.low > then_told.high or then_told.low > first_told.high)
        and first_told.part_of_claim_id is distinct from then_told.figure_id
        and then_told.part_of_claim_id is distinct from first_told.figure_id
),

-- What a story's copies say of a thing on a day, each wording once: a thousand copies of it are one, or they would be
-- compared pair by pair.
sayings as (
    select
        story_id,
        thing_id,
        unit,
        population,
        report_day,
        low,
        high,
        evidence,
        list({'figure_id': figure_id, 'document_id': document_id}) as said,
        count(distinct document_id) as documents,
        min(document_id) as a_document
    from figures
    group by all
),

-- Copies of one wire story that say the same sentence with another figure on the same day: on a later day it may be news.
other_sayings as (
    select
        one.said,
        one.evidence,
        other.evidence as other_evidence,
        other.documents as other_documents,
        other.a_document as other_document
    from sayings as one
    inner join sayings as other
        on one.story_id = other.story_id
        and one.thing_id = other.thing_id
        and one.unit = other.unit
        and one.population = other.population
        and one.report_day = other.report_day
        and (one.documents > 1 or other.documents > 1 or one.a_document <> other.a_document)
    where one.low > other.high or other.low > one.high
),

contradicted as (
    select
        unnest(said, recursive := true),
        other_documents,
        other_document
    from other_sayings
    where {{ sentences_alike('evidence', 'other_evidence') }}
),

contradicting_copies as (
    select distinct figure_id
    from contradicted
    where other_documents > 1 or document_id <> other_document
),

-- Materialized, or the words of many sentences are taken apart before it is known which are wanted.
known_sayings as materialized (
    select distinct
        story_id,
        thing_id,
        unit,
        population,
        low,
        high,
        evidence
    from figures
    where figure_id in (select figure_id from contradicting_copies)
),

-- With them belong the copies of any day that give one of their figures: they bear out the one or the other.
same_sayings as (
    select
        known.evidence as known_evidence,
        others.said,
        others.evidence
    from known_sayings as known
    inner join sayings as others
        on known.story_id = others.story_id
        and known.thing_id = others.thing_id
        and known.unit = others.unit
        and known.population = others.population
        and known.low is not distinct from others.low
        and known.high is not distinct from others.high
),

bearing_out as (
    select distinct unnest(said).figure_id as figure_id
    from same_sayings
    where {{ sentences_alike('known_evidence', 'evidence') }}
),

told_copies as (
    select
        story_id,
        thing_id,
        unit,
        figure_id,
        document_id,
        {{ worded('figures') }} as words
    from figures
    where
        figure_id in (select figure_id from contradicting_copies)
        or figure_id in (select figure_id from bearing_out)
),

changed_copies as (
    select
        'changed_between_copies' as kind,
        'claims' as subject,
        list_sort(list(figure_id)) as subject_ids,
        list_sort(list_distinct(list(document_id))) as document_ids,
        'One sentence of one wire story with different figures: ' || array_to_string(list_sort(list(words)), ' against ') || '.' as detail
    from told_copies
    group by story_id, thing_id, unit
),

incomplete_violations as (
    select
        'violation_incomplete' as kind,
        'violation_reports' as subject,
        [violation_report_id] as subject_ids,
        [document_id] as document_ids,
        'Not counted as a violation: ' || lacks || '.' as detail
    from verdicts
    where lacks is not null
),

undated_truces as (
    select
        'truce_unresolved' as kind,
        'truce_mentions' as subject,
        [truce_mention_id] as subject_ids,
        [document_id] as document_ids,
        'A truce without a date or a country, in no list: ' || name as detail
    from mentions
    where ceasefire_id is null and (coalesce(effective_on, announced_on) is null or country is null)
),

unconverted_households as (
    select
        'household_size_unknown' as kind,
        'displacement' as subject,
        [thing_id] as subject_ids,
        [cast(null as varchar)] as document_ids,
        households || ' households in ' || coalesce(country, 'an unknown country') || ' can not be told in people.' as detail
    from ledger
    where households is not null and best is null
),

told as (
    {% for step in [
        'undated_documents', 'undated_claims', 'unplaced_claims', 'out_of_range', 'rivals', 'parts_above_whole',
        'parts_together_above_whole', 'headline_against_body', 'changed_copies', 'incomplete_violations', 'undated_truces',
        'unconverted_households'
    ] %}
    select * from {{ step }}
    {{ "union all" if not loop.last }}
    {% endfor %}
),

-- Rows of the ledger are about all documents that bear on them.
ledger_documents as (
    select thing_id, list_sort(list_distinct(list(document_id))) as document_ids
    from figures
    group by thing_id
)

select
    {{ stable_id('dq_', ['told.kind', 'told.subject', 'told.subject_ids']) }} as data_quality_id,
    told.kind,
    told.subject,
    told.subject_ids,
    coalesce(ledger_documents.document_ids, told.document_ids) as document_ids,
    told.detail
from told
left join ledger_documents on told.subject in ('casualties', 'displacement') and told.subject_ids[-1] = ledger_documents.thing_id
