-- The truce is the one that the text stage named or, where it named none, the one that was in force there and then.

with reports as (
    select * from {{ ref('stg_violation_reports') }}
),

verdicts as (
    select violation_report_id, ceasefire_id from {{ ref('int_violation_verdicts') }}
)

select
    reports.violation_report_id,
    reports.document_id,
    reports.act,
    reports.violator,
    reports.window_start,
    reports.window_end,
    reports.window_precision,
    reports.place,
    reports.place_id,
    reports.admin1,
    reports.country,
    reports.latitude,
    reports.longitude,
    reports.place_precision,
    coalesce(verdicts.ceasefire_id, reports.ceasefire_id) as ceasefire_id,
    reports.characterisation,
    reports.alleged_by,
    reports.evidence,
    reports.char_start,
    reports.char_end,
    reports.extractor_version
from reports
left join verdicts using (violation_report_id)
