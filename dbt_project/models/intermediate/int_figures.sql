-- All figures that can bear on a row of the ledger: claims, and sums of parts. Figures that differ in nothing that the
-- ledger compares share a statement, so that a thousand copies of a story cost as much as one.

with claims as (
    select * from {{ ref('int_claims') }}
),

part_sums as (
    select * from {{ ref('int_part_sums') }}
),

figures as (
    select
        claim_id as figure_id,
        false as is_sum,
        [claim_id] as claim_ids,
        * exclude (claim_id)
    from claims
    union all by name
    select
        true as is_sum,
        * exclude (whole_id)
    from part_sums
)

select
    -- Of a whole war only the figure counts, not the day up to which it was told: else each day of it makes a statement.
    md5(concat_ws(
        '|', measure, unit, basis, population, coalesce(affiliation, '-'), coalesce(place_key, '-'), coalesce(place_precision, '-'),
        window_kind, window_anchor,
        case when window_kind <> 'war' then coalesce(cast(window_start as varchar), '-') end,
        case when window_kind <> 'war' then coalesce(cast(window_end as varchar), 'by ' || report_day, '-') end,
        coalesce(cast(low as varchar), '-'), coalesce(cast(high as varchar), '-'), qualifier,
        coalesce(cause, '-'), coalesce(perpetrator, '-'), coalesce(speaker, '-'), is_sum
    )) as statement_id,
    figure_id,
    is_sum,
    claim_ids,
    * exclude (figure_id, is_sum, claim_ids),
    coalesce(window_end, report_day) as open_day
from figures
