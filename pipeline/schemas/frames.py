"""One pandera schema for each frame that passes between stages: the only place that says what its columns are.

Belongs here: columns, types, closed lists, ranges, what must hold within a row. Does not: what must hold between tables
(dbt tests), nor how rows are made.
"""

import pandera.polars as pa
import polars as pl

from pipeline.schemas.columns import (
    CANDIDATES,
    PASSAGES,
    day,
    key,
    moment,
    number,
    one_of,
    people,
    plain,
    rule,
    text,
    texts,
)
from pipeline.schemas.values import (
    ACTS,
    BASES,
    CAUSES,
    CHARACTERISATIONS,
    CONTENT_KINDS,
    DATE_BASES,
    FETCH_OUTCOMES,
    FETCH_ROLES,
    MEASURES,
    PLACE_PRECISIONS,
    POPULATIONS,
    QUALIFIERS,
    RUN_OUTCOMES,
    SENTENCE_KINDS,
    SIDES,
    TRUCE_KINDS,
    UNITS,
    WINDOW_PRECISIONS,
)

DOCUMENT_ID = r"^doc_[0-9a-f]{16}$"
SHA256 = r"^[0-9a-f]{64}$"
COUNTRY = r"^[A-Z]{3}$"
LANGUAGE = r"^[a-z]{2,3}$"
_JOINT_SIDES = rf"^({'|'.join(SIDES)})(\+({'|'.join(SIDES)}))*$"


def _joint(name: str) -> pa.Check:
    ordered = pl.col(name).str.split("+").list.unique().list.sort().list.join("+")
    return rule(f"joint sides in {name} must be different and in alphabetical order", pl.col(name) == ordered)


def _joint_sides(description: str) -> pa.Column:
    return text(description, null=True, pattern=_JOINT_SIDES)


_WINDOW = {
    "window_start": day("First day on which it happened; null = the text does not settle it"),
    "window_end": day("Last day on which it happened, inclusive; null = the text does not settle it"),
    "window_precision": one_of(WINDOW_PRECISIONS, "How exactly the window is known", null=True),
}
_WINDOW_RULES = [
    rule("window_start must not lie after window_end", pl.col("window_start") <= pl.col("window_end")),
    rule(
        "a window of precision 'day' must start and end on one day",
        (pl.col("window_precision") != "day") | (pl.col("window_start") == pl.col("window_end")),
    ),
]
_PLACE = {
    "place": text("Most specific place that it is stated for", null=True),
    "place_id": number("GeoNames id; null = a place that GeoNames lacks", null=True, least=1),
    "admin1": text("Governorate or province by its common English name", null=True),
    "country": text("ISO 3166 alpha-3", null=True, pattern=COUNTRY),
    "latitude": number("Degrees north", null=True, least=-90, most=90, dtype=pl.Float64),
    "longitude": number("Degrees east", null=True, least=-180, most=180, dtype=pl.Float64),
    "place_precision": one_of(PLACE_PRECISIONS, "The smallest area that the place is known to", null=True),
}
_PLACE_RULES = [
    rule(
        "latitude and longitude must both be there or both be missing",
        pl.col("latitude").is_null() == pl.col("longitude").is_null(),
    ),
    rule(
        "a place must have a precision, and a precision a place",
        pl.col("place").is_null() == pl.col("place_precision").is_null(),
    ),
]
_SPAN = {
    "evidence": text("The sentence that says so"),
    "char_start": number("Where the words start in documents.text", least=0),
    "char_end": number("Where the words end in documents.text, exclusive", least=1),
}
_SPAN_RULES = [
    rule("char_start must lie before char_end", pl.col("char_start") < pl.col("char_end")),
    rule(
        "evidence must be long enough to contain the span from char_start to char_end",
        pl.col("char_end") - pl.col("char_start") <= pl.col("evidence").str.len_chars(),
    ),
]
_ORIGIN = {
    "source": text("The source that delivered it, by its name in sources.yaml; folder: named there or in the inbox"),
    "external_id": text("The id that the source gave, or the file's stem"),
    "uri": text("Where it was read"),
}

CONTENTS = pa.DataFrameSchema(
    {
        "raw_hash": key("SHA-256 of the bytes and of the fields declared by the source", SHA256),
        "kind": one_of(CONTENT_KINDS, "How the bytes are to be read"),
        "data": plain(pl.Binary, "The bytes as read"),
        "given_id": text("The id, only if the source gave one", null=True),
        "url": text("Address declared by the source", null=True),
        "publisher": text("Publisher declared by the source", null=True),
        "title": text("Title declared by the source", null=True),
        "published_at": text("Publication date as the source words it", null=True),
        "ingested_at": moment("When the content was first stored"),
    },
    name="contents",
)

SIGHTINGS = pa.DataFrameSchema(
    {
        "raw_hash": text("The content", pattern=SHA256),
        **_ORIGIN,
        "retrieved_at": moment("When the source got it"),
    },
    name="sightings",
)

_SENTENCE = pl.Struct({"start": pl.Int64, "end": pl.Int64, "paragraph": pl.Int64, "kind": pl.String})
ARTICLES = pa.DataFrameSchema(
    {
        "raw_hash": key("The content", SHA256),
        "text_version": text("Version of the text stage"),
        "document_id": text("The distinct text", pattern=DOCUMENT_ID),
        "publisher": text("Who published it", null=True),
        "title": text("Headline", null=True),
        "text": text("Title, a blank line, clean body"),
        "language": text("ISO 639 code", pattern=LANGUAGE),
        "agencies": texts("Wire agencies credited"),
        "candidates": plain(CANDIDATES, "Every date found that may be the publication date"),
        "sentences": plain(pl.List(_SENTENCE), "Sentences as spans of text"),
        "paragraphs": plain(pl.List(pl.Struct({"start": pl.Int64, "end": pl.Int64})), "Paragraphs as spans of text"),
    },
    checks=[
        rule(
            "sentences must lie within the text",
            (pl.col("sentences").list.eval(pl.element().struct.field("end")).list.max())
            <= pl.col("text").str.len_chars(),
        ),
        rule(
            "sentences must start before they end",
            pl.col("sentences")
            .list.eval(pl.element().struct.field("start") < pl.element().struct.field("end"))
            .list.all(),
        ),
        rule(
            f"sentence kinds must be one of {', '.join(SENTENCE_KINDS)}",
            pl.col("sentences").list.eval(pl.element().struct.field("kind").is_in(list(SENTENCE_KINDS))).list.all(),
        ),
    ],
    name="articles",
)

DOCUMENTS = pa.DataFrameSchema(
    {
        "document_id": key("The distinct text", DOCUMENT_ID),
        "raw_hash": text("The content that stands for it", pattern=SHA256),
        **_ORIGIN,
        "publisher": text("Who published it", null=True),
        "title": text("Headline", null=True),
        "language": text("ISO 639 code", pattern=LANGUAGE),
        "agencies": texts("Wire agencies credited"),
        "published_on": day("Day of publication; null = nothing tells it"),
        "published_on_basis": one_of(DATE_BASES, "The kind of evidence for the day"),
        "published_on_candidates": plain(CANDIDATES, "Every date found, with its basis and why it won or lost"),
        "wire_story_id": text("Shared by documents that carry one wire story", null=True),
        "shared_passages": plain(PASSAGES, "Paragraphs that stand in other documents, too"),
        "retrieved_at": moment("When the source got it"),
        "ingested_at": moment("When the content was first stored"),
    },
    checks=[
        rule(
            "published_on must be null exactly when its basis is 'none'",
            pl.col("published_on").is_null() == (pl.col("published_on_basis") == "none"),
        ),
    ],
    name="documents",
)

CLAIMS = pa.DataFrameSchema(
    {
        "claim_id": key("The figure"),
        "document_id": text("The document that reports it", pattern=DOCUMENT_ID),
        "measure": one_of(MEASURES, "What happened to those counted"),
        "low": people("Lower bound; null = the words set none"),
        "high": people("Upper bound; null = the words set none"),
        "best": people("Point estimate"),
        "qualifier": one_of(QUALIFIERS, "How the words hedge the number"),
        "unit": one_of(UNITS, "What is counted"),
        "population": one_of(POPULATIONS, "Which people are counted"),
        "affiliation": one_of(SIDES, "Side that the victims belong to", null=True),
        "actor": text("The named group within that side", null=True),
        "basis": one_of(BASES, "Flow: in the window; stock: at its end"),
        **_WINDOW,
        **_PLACE,
        "origin": text("From where people fled", null=True),
        "destination": text("To where people fled", null=True),
        "attributed_to": text("Who is credited with the figure; null = the outlet itself", null=True),
        "perpetrator": _joint_sides("Side said to have done it; joint action joined by a plus"),
        "cause": one_of(CAUSES, "By what means", null=True),
        "part_of_claim_id": text("The claim of the same document that this is a subset of", null=True),
        **_SPAN,
        "mentions": number("How often the document states it", least=1),
        "is_outdated": plain(pl.Boolean, "Whether the text gives it only as an earlier count, since replaced"),
        "extractor_version": text("Which extractor wrote the row"),
        "trace": text("How each field was decided, as JSON", pattern=r"^\{"),
    },
    checks=[
        rule("a claim must have a lower or an upper bound", pl.col("low").is_not_null() | pl.col("high").is_not_null()),
        rule("low must not exceed high", pl.col("low") <= pl.col("high")),
        rule("a claim must have a best estimate", pl.col("best").is_not_null()),
        rule("best must not be below low", pl.col("low") <= pl.col("best")),
        rule("best must not be above high", pl.col("best") <= pl.col("high")),
        rule(
            "an exact or approximate number must be its own lower and upper bound",
            ~pl.col("qualifier").is_in(["exact", "about"]) | pl.col("low").eq_missing(pl.col("high")),
        ),
        rule(
            "'at least' must set a lower bound and no upper one",
            (pl.col("qualifier") != "at_least") | (pl.col("low").is_not_null() & pl.col("high").is_null()),
        ),
        rule(
            "'at most' and 'nearly' must set an upper bound and no lower one",
            ~pl.col("qualifier").is_in(["at_most", "nearly"])
            | (pl.col("high").is_not_null() & pl.col("low").is_null()),
        ),
        rule("a claim cannot be part of itself", pl.col("part_of_claim_id") != pl.col("claim_id")),
        _joint("perpetrator"),
        *_WINDOW_RULES,
        *_PLACE_RULES,
        *_SPAN_RULES,
    ],
    name="claims",
)

VIOLATION_REPORTS = pa.DataFrameSchema(
    {
        "violation_report_id": key("The reported breach"),
        "document_id": text("The document that reports it", pattern=DOCUMENT_ID),
        "act": one_of(ACTS, "The hostile act"),
        "violator": _joint_sides("Side said to have done it; joint action joined by a plus"),
        **_WINDOW,
        **_PLACE,
        "ceasefire_id": text("The truce that it breaks, where known", null=True),
        "characterisation": one_of(CHARACTERISATIONS, "How the text calls it a breach"),
        "alleged_by": text("Who says so; null = the outlet itself", null=True),
        **_SPAN,
        "extractor_version": text("Which extractor wrote the row"),
        "trace": text("How each field was decided, as JSON", pattern=r"^\{"),
    },
    checks=[_joint("violator"), *_WINDOW_RULES, *_PLACE_RULES, *_SPAN_RULES],
    name="violation_reports",
)

TRUCE_MENTIONS = pa.DataFrameSchema(
    {
        "truce_mention_id": key("The mention"),
        "document_id": text("The document that tells of it", pattern=DOCUMENT_ID),
        "ceasefire_id": text("The truce of the reference table, where matched", null=True),
        "name": text("What the document calls it"),
        "announced_on": day("When it was announced"),
        "effective_on": day("When it took effect"),
        "effective_on_precision": one_of(WINDOW_PRECISIONS, "How exactly that is known", null=True),
        "ended_on": day("When it ended"),
        "brokers": texts("Who brokered it"),
        "parties": texts("The sides bound by it"),
        "country": text("ISO 3166 alpha-3", null=True, pattern=COUNTRY),
        "admin1s": texts("Governorates that it covers; empty = the whole country or unknown"),
        "kind": one_of(TRUCE_KINDS, "What sort of truce"),
        **_SPAN,
    },
    checks=[
        rule("a truce must not end before it takes effect", pl.col("effective_on") <= pl.col("ended_on")),
        *_SPAN_RULES,
    ],
    name="truce_mentions",
)

QUARANTINE = pa.DataFrameSchema(
    {
        "quarantine_id": key("What is wrong with what"),
        "uri": text("Where it was read"),
        "stage": text("The stage that refused it"),
        "reason": text("Why, in words"),
        "value": text("The offending value, shortened", null=True),
        "document_id": text("The document, where there is one", null=True),
        "seen_at": moment("When it was refused first"),
    },
    name="quarantine",
)

REFRESH_LOG = pa.DataFrameSchema(
    {
        "refresh_id": key("The refresh"),
        "started_at": moment("When it started"),
        "documents_seen": number("Reports read", least=0),
        "documents_new": number("Of these, not known before", least=0),
        "documents_unchanged": number("Of these, known already", least=0),
        "documents_quarantined": number("Of these, refused", least=0),
        "claims": number("Claims in the warehouse afterwards", least=0),
        "seconds": number("How long it took", least=0, dtype=pl.Float64),
    },
    checks=[
        rule(
            "documents seen must be new, unchanged or quarantined",
            pl.col("documents_seen")
            == pl.col("documents_new") + pl.col("documents_unchanged") + pl.col("documents_quarantined"),
        )
    ],
    name="refresh_log",
)

_SOURCE_NAME = r"^[a-z][a-z0-9_-]{0,62}$"
FETCHES = pa.DataFrameSchema(
    {
        "fetch_id": key("The fetch"),
        "source": text("The source that asked", pattern=_SOURCE_NAME),
        "kind": text("Its kind"),
        "batch": number("The batch of the source's journal that it belongs to", least=1),
        "position": number("Its place in the batch", least=0),
        "role": one_of(FETCH_ROLES, "A document, or a listing that leads to documents"),
        "outcome": one_of(FETCH_OUTCOMES, "What became of it"),
        "reason": text("Why it was not kept", null=True),
        "passing": plain(pl.Boolean, "Whether a later run may do better"),
        "url": text("The address asked, without secrets"),
        "url_answered": text("The address that answered, after all redirects", null=True),
        "canonical_url": text("The address that the document gives itself", null=True),
        "external_id": text("The id that the source gave", null=True),
        "status": number("HTTP status of the answer", null=True, least=100, most=599),
        "headers": text("Headers of the answer that matter, as JSON", null=True, pattern=r"^\{"),
        "retrieved_at": moment("When it was answered"),
        "raw_hash": text("SHA-256 of the bytes in the archive", null=True, pattern=SHA256),
        "content_hash": text(
            "SHA-256 of the bytes and of the fields declared by the source", null=True, pattern=SHA256
        ),
        "bytes": number("How many bytes, unpacked", null=True, least=0),
        "content": one_of(CONTENT_KINDS, "How the bytes are to be read"),
        "publisher": text("Publisher declared by the source", null=True),
        "title": text("Title declared by the source", null=True),
        "published_at": text("Publication date as the source words it", null=True),
        "licence": text("Under what terms the source says it may be used", null=True),
    },
    checks=[
        rule(
            "what is kept must have its bytes, and nothing else may",
            (pl.col("outcome") == "kept") == pl.col("raw_hash").is_not_null(),
        ),
        rule(
            "what is skipped or failed must have a reason",
            ~pl.col("outcome").is_in(["skipped", "failed"]) | pl.col("reason").is_not_null(),
        ),
    ],
    name="fetches",
)

SOURCE_LOG = pa.DataFrameSchema(
    {
        "run_id": key("The run"),
        "source": text("The source", pattern=_SOURCE_NAME),
        "kind": text("Its kind"),
        "dates": text("The days asked for, of a backfill", null=True),
        "started_at": moment("When it started"),
        "ended_at": moment("When it ended"),
        "outcome": one_of(RUN_OUTCOMES, "What it came to"),
        "requests": number("Things asked for, listings included; of a folder, reports read", least=0),
        "bytes": number("How many bytes were kept, unpacked", least=0),
        "new": number("Documents kept", least=0),
        "unchanged": number("Documents that were known already", least=0),
        "skipped": number("Documents left out on purpose", least=0),
        "failed": number("Documents that could not be had", least=0),
        "reasons": texts("Why documents were skipped or failed, and how many for each reason; the commonest first"),
        "more": plain(pl.Boolean, "Whether it ended at its limit, with more to fetch"),
        "error": text("Why the run failed; null = it did not", null=True),
    },
    checks=[
        rule(
            "a run that failed must have an error, and no other may",
            (pl.col("outcome") == "failed") == pl.col("error").is_not_null(),
        )
    ],
    name="source_log",
)

DOCUMENT_SOURCES = pa.DataFrameSchema(
    {
        "document_id": text("The distinct text", pattern=DOCUMENT_ID),
        "source": text("The source, by its name in sources.yaml; folder: a file named otherwise"),
        "kind": text("The kind of source"),
        "url": text("The address asked, or the file"),
        "url_answered": text("The address that answered", null=True),
        "canonical_url": text("The address that the document gives itself", null=True),
        "status": number("HTTP status of the answer", null=True, least=100, most=599),
        "headers": text("Headers of the answer that matter, as JSON", null=True, pattern=r"^\{"),
        "retrieved_at": moment("When it was got first"),
        "raw_hash": text("SHA-256 of the bytes in the archive; null = a file", null=True, pattern=SHA256),
        "bytes": number("How many bytes, unpacked", null=True, least=0),
        "licence": text("Under what terms the source says it may be used", null=True),
        "fetch_id": text("The fetch; null = a file", null=True),
    },
    name="document_sources",
)

SCHEMAS: dict[str, pa.DataFrameSchema] = {
    str(schema.name): schema
    for schema in (
        CONTENTS,
        SIGHTINGS,
        ARTICLES,
        DOCUMENTS,
        CLAIMS,
        VIOLATION_REPORTS,
        TRUCE_MENTIONS,
        QUARANTINE,
        REFRESH_LOG,
        FETCHES,
        SOURCE_LOG,
        DOCUMENT_SOURCES,
    )
}
