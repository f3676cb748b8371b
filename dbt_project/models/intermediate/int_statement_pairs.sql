-- Pairs of statements that are about one thing, each with the rule that says so.

{{ config(
    materialized='incremental', unique_key=['one_id', 'other_id'], marks='int_statement_marks', marked='statement_id'
) }}

with changed as (
    {{ keys_to_make(ref('int_statement_marks'), 'statement_id') }}
),

meetings as (
    select * from {{ ref('int_statement_meetings') }}
),

{% if is_incremental() -%}
told_with_changed as (
    select distinct document_id, wire_story_id
    from {{ ref('int_figures') }}
    semi join changed using (statement_id)
),

-- What a pair with a changed statement can be made of: those whose numbers meet its own, and those told in the same
-- documents and stories.
near as (
    select statement_id from changed
    union
    select statement_id
    from (select statement_id, unnest(offered) as meeting from meetings)
    semi join (select unnest(sought) as meeting from meetings semi join changed using (statement_id)) using (meeting)
    union
    select statement_id
    from (select statement_id, unnest(sought) as meeting from meetings)
    semi join (select unnest(offered) as meeting from meetings semi join changed using (statement_id)) using (meeting)
    union
    select statement_id
    from {{ ref('int_figures') }}
    where
        document_id in (select document_id from told_with_changed)
        or wire_story_id in (select wire_story_id from told_with_changed)
),

{% endif -%}
figures as (
    select * from {{ ref('int_figures') }}
    {% if is_incremental() %}semi join near using (statement_id){% endif %}
),

statements as (
    {{ statements_of('figures') }}
),

sought as (
    select statement_id, population, soft_low, soft_high, best, unnest(sought) as meeting
    from statements
),

offered as (
    select statement_id, population, soft_low, soft_high, best, unnest(offered) as meeting
    from statements
),

-- What no rule below could join is left out here already.
neighbours as (
    select distinct
        least(sought.statement_id, offered.statement_id) as one_id,
        greatest(sought.statement_id, offered.statement_id) as other_id
    from sought
    inner join offered
        on sought.meeting = offered.meeting
        and sought.statement_id <> offered.statement_id
    where
        (
            sought.population = offered.population
            or (sought.population = 'all' and offered.population in ('combatants', 'civilians'))
            or (offered.population = 'all' and sought.population in ('combatants', 'civilians'))
        )
        and ({{ figures_agree('sought', 'offered') }} or {{ within_revision('sought', 'offered', var('revision_factor')) }})
),

told_in_one_document as (
    select distinct
        one.statement_id as one_id,
        other.statement_id as other_id
    from figures as one
    inner join figures as other on one.document_id = other.document_id and one.statement_id < other.statement_id
),

part_and_whole as (
    select distinct
        least(part.statement_id, whole.statement_id) as one_id,
        greatest(part.statement_id, whole.statement_id) as other_id
    from figures as part
    inner join figures as whole on part.part_of_claim_id = whole.figure_id
),

pairs as (
    select
        neighbours.one_id,
        neighbours.other_id,
        one.population as one_population,
        other.population as other_population,
        one.place_key as one_place,
        other.place_key as other_place,
        one.window_anchor as one_anchor,
        other.window_anchor as other_anchor,
        one.population = other.population as same_population,
        coalesce(one.place_key = other.place_key, false) as same_place,
        one.population = other.population
        or (one.population = 'all' and other.population in ('combatants', 'civilians'))
        or (other.population = 'all' and one.population in ('combatants', 'civilians')) as population_may_agree,
        -- "In Idlib": the city, or the province that is named after it.
        coalesce(one.place_name = other.place_name and one.admin1 = other.admin1 and one.country = other.country, false) as is_namesake,
        coalesce({{ place_within('one', 'other') }} or {{ place_within('other', 'one') }}, false) as place_may_agree,
        one.window_start is null or other.window_start is null as is_open,
        one.window_kind = other.window_kind and one.window_anchor = other.window_anchor and one.window_start is not null as same_window,
        coalesce({{ windows_near('one', 'other') }}, false) as near_window,
        coalesce({{ windows_mostly_overlap('one', 'other') }}, false) as overlapping_window,
        coalesce({{ figures_agree('one', 'other') }}, false) as same_figure,
        {{ within_revision('one', 'other', var('revision_factor')) }} as may_be_revision,
        {{ within_revision('one', 'other', var('revision_factor_in_text')) }} as may_be_revision_in_text,
        (not one.is_vague and not other.is_vague) or (one.low = other.low and one.high = other.high) as is_definite,
        least(one.best, other.best) >= {{ var('smallest_loose_figure') }} as is_telling,
        {{ agree_or_open('one', 'other', 'cause') }} and {{ agree_or_open('one', 'other', 'perpetrator') }} as same_act,
        coalesce(one.speaker = other.speaker, false) as same_speaker,
        told_in_one_document.one_id is not null as same_document,
        coalesce(list_has_any(one.story_ids, other.story_ids), false) as same_story,
        part_and_whole.one_id is not null as is_part_and_whole
    from neighbours
    inner join statements as one on neighbours.one_id = one.statement_id
    inner join statements as other on neighbours.other_id = other.statement_id
    left join told_in_one_document on neighbours.one_id = told_in_one_document.one_id and neighbours.other_id = told_in_one_document.other_id
    left join part_and_whole on neighbours.one_id = part_and_whole.one_id and neighbours.other_id = part_and_whole.other_id
),

ruled as (
    select
        *,
        case
            when is_part_and_whole then null
            when
                same_window and same_population
                and (same_place or (is_namesake and (same_figure or same_speaker)))
                and (same_figure or (same_act and may_be_revision and (may_be_revision_in_text or not same_document)))
                then 'same window'
            -- Copies of one text, dated or placed a little differently: there the later figure is an update.
            when
                same_story and same_speaker and not same_document
                and near_window and not is_open and same_population and place_may_agree and may_be_revision
                then 'revised in the same story'
            when not same_act then null
            when near_window and same_figure and same_population and (same_place or is_namesake) and not is_open
                and (is_telling or same_speaker or same_story or same_document)
                then 'window within tolerance, same figure'
            when is_open and is_definite and near_window and same_figure and same_population and same_place and (same_speaker or same_story or same_document)
                then 'open window, same figure, same voice'
            when overlapping_window and same_speaker and same_population and (same_place or is_namesake) and may_be_revision and not same_document
                then 'revised by the same speaker'
            when
                near_window and not is_open and same_figure and population_may_agree and place_may_agree and is_telling
                and (same_document or same_story or same_speaker)
                then 'one told more exactly'
        end as rule
    from pairs
),

telling as (
    select distinct
        wire_story_id, document_id, statement_id, measure, unit, basis, population, affiliation, place_key, place_precision, admin1, country,
        window_kind, evidence
    from figures
    where
        wire_story_id is not null
        and not is_sum
        and evidence <> ''
),

-- A sentence with two figures of one kind can't tell which of them changed.
unmistakable as (
    select document_id, evidence, measure, unit, basis, population, affiliation, place_key
    from {{ ref('int_figures') }}
    {% if is_incremental() %}semi join figures using (document_id){% endif %}
    where wire_story_id is not null and not is_sum
    group by all
    having count(*) = 1
),

sentences as (
    select distinct
        wire_story_id, statement_id, measure, unit, basis, population, affiliation, place_key, place_precision, admin1, country,
        window_kind, evidence,
    from telling
    semi join unmistakable
        on telling.document_id = unmistakable.document_id
        and telling.evidence = unmistakable.evidence
        and telling.measure = unmistakable.measure
        and telling.unit = unmistakable.unit
        and telling.basis = unmistakable.basis
        and telling.population = unmistakable.population
        and coalesce(telling.affiliation, '-') = coalesce(unmistakable.affiliation, '-')
        and coalesce(telling.place_key, '-') = coalesce(unmistakable.place_key, '-')
),

sentence_pairs as (
    select distinct
        one.statement_id as one_id,
        other.statement_id as other_id,
        one.evidence as one_evidence,
        other.evidence as other_evidence
    from sentences as one
    inner join sentences as other
        on one.wire_story_id = other.wire_story_id
        and one.measure = other.measure
        and one.unit = other.unit
        and one.basis = other.basis
        and one.population = other.population
        and one.window_kind = other.window_kind
        and coalesce(one.affiliation, '-') = coalesce(other.affiliation, '-')
        and one.statement_id < other.statement_id
    -- Two sentences of one text are not copies of each other, however alike.
    anti join told_in_one_document
        on one.statement_id = told_in_one_document.one_id and other.statement_id = told_in_one_document.other_id
    where
        one.place_key is not distinct from other.place_key
        or {{ place_within('one', 'other') }}
        or {{ place_within('other', 'one') }}
),

copied_sentences as (
    select distinct
        one_id,
        other_id,
        'copied sentence' as rule
    from (
        select
            one_id,
            other_id,
            {{ sentence_words('one_evidence') }} as one_words,
            {{ sentence_words('other_evidence') }} as other_words
        from sentence_pairs
    )
    where
        least(len(one_words), len(other_words)) >= {{ var('telling_words') }}
        and len(list_intersect(one_words, other_words)) >= {{ var('sentence_likeness') }} * len(list_distinct(list_concat(one_words, other_words)))
),

-- "2,147 families, 11,812 individuals": one statement in two units.
two_units as (
    select distinct
        least(households.statement_id, people.statement_id) as one_id,
        greatest(households.statement_id, people.statement_id) as other_id,
        'households and people of one sentence' as rule
    from figures as households
    inner join figures as people
        on households.document_id = people.document_id
        and households.evidence = people.evidence
        and households.measure = people.measure
        and households.basis = people.basis
        and households.population = people.population
        and coalesce(households.place_key, '-') = coalesce(people.place_key, '-')
        and coalesce(households.window_end, date '0001-01-01') = coalesce(people.window_end, date '0001-01-01')
        and people.best between {{ var('smallest_household') }} * households.best and {{ var('largest_household') }} * households.best
    where households.unit = 'households' and people.unit = 'people'
),

edges as (
    -- "Nearly 70" is sharpened by one kind of victim or one place only: two would be its parts. Here stands what tells that.
    select
        one_id,
        other_id,
        rule,
        case when one_population = 'all' then one_anchor || one_place else other_anchor || other_place end as blunt_key,
        case when one_population = 'all' then other_population else one_population end as sharper_population,
        case when one_place = other_place then null else least(one_place, other_place) || greatest(one_place, other_place) end as sharper_place
    from ruled
    where rule = 'one told more exactly'
    union all
    select one_id, other_id, rule, null, null, null from ruled where rule <> 'one told more exactly'
    union all
    select one_id, other_id, rule, null, null, null from copied_sentences
    union all
    select one_id, other_id, rule, null, null, null from two_units
)

select distinct *
from edges
{%- if is_incremental() %}
where one_id in (from changed) or other_id in (from changed)
{%- endif %}
