"""The sources of `sources.yaml`, as assets: one each, all fetched by one step.

Belongs here: names, descriptions, checks, freshness and metadata. Does not: fetching (`pipeline.fetch`), when it is
done (`pipeline.schedules`).
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import dagster as dg
from pydantic import Field

from pipeline import fetch
from pipeline.assets.common import OWNERS, Events
from pipeline.assets.preview import markdown_table, table_schema
from pipeline.intake import Intake
from pipeline.resources import IntakeResource
from pipeline.sources.collect import Collected
from pipeline.sources.config import FolderOptions, Sources
from pipeline.sources.cron import parse_cron
from pipeline.sources.fetching import DateRange
from pipeline.sources.options import SourceOptions
from pipeline.sources.registry import kind_of
from pipeline.stages.frames import SOURCE_LOG

GROUP = "sources"
FETCHED = "fetched"
ARCHIVE = dg.AssetKey("archive")
_STEP = "fetch_sources"
# Steps that do not wait for each other go by priority: what is fetched is read by the same run.
_FIRST = {"dagster/priority": "10"}
_GRACE = timedelta(hours=1)
# How far apart the times of a schedule are does not depend on when the page was opened.
_ANY_MONDAY = datetime(2024, 1, 1, tzinfo=UTC)
_SHOWN = ("started_at", "outcome", "new", "unchanged", "skipped", "failed", "requests", "error")
_SHOWN_RUNS = 5


class FetchConfig(dg.Config):
    """Which days are fetched: none given, what is new; else a backfill, which only kinds that know dates can do."""

    first_day: str | None = Field(None, description="The first day of a backfill, as 2020-01-31.")
    last_day: str | None = Field(None, description="Its last day; absent, the first day alone.")

    def dates(self) -> DateRange | None:
        """The days, if some were given."""
        if self.first_day is None:
            if self.last_day is not None:
                raise dg.Failure("a backfill needs its first_day too", allow_retries=False)
            return None
        try:
            first = date.fromisoformat(self.first_day)
            return DateRange(first, date.fromisoformat(self.last_day) if self.last_day else first)
        except ValueError as error:
            raise dg.Failure(f"first_day and last_day are days as 2020-01-31: {error}", allow_retries=False) from None


def key_of(name: str) -> dg.AssetKey:
    """The asset of a source."""
    return dg.AssetKey([GROUP, name])


def source_assets(sources: Sources, refresh_cron: str) -> list[dg.AssetsDefinition | dg.AssetSpec]:
    """An asset for each source that is switched on, a mere node for others, and the archive that they fill."""
    on = [source for source in sources.all if source.enabled]
    off = [source for source in sources.all if not source.enabled]
    nodes = [_off(source) for source in off]
    return [*nodes, _archive(on), *([_fetching(on, refresh_cron)] if on else [])]


def _fetching(sources: list[SourceOptions], refresh_cron: str) -> dg.AssetsDefinition:
    names = {key_of(source.name): source.name for source in sources}

    @dg.multi_asset(
        name=_STEP,
        specs=[_spec(source, refresh_cron) for source in sources],
        check_specs=[
            dg.AssetCheckSpec(FETCHED, asset=key, description="The last fetch went well; if not, why.") for key in names
        ],
        can_subset=True,
        op_tags=_FIRST,
    )
    def fetch_sources(
        context: dg.AssetExecutionContext, config: FetchConfig, intake: IntakeResource
    ) -> Iterator[Events]:
        """Fetch what is new, each source on its own; one that fails fails this step when all have ended."""
        work, dates = intake.intake(), config.dates()
        failed = []
        for run in _runs(work, [names[key] for key in sorted(context.selected_asset_keys)], dates, context.log.info):
            yield from results(work, run)
            if run.error is not None:
                failed.append(f"{run.source}: {run.error}")
        if failed:
            raise dg.Failure("\n".join(failed), allow_retries=False)

    return fetch_sources


def _runs(work: Intake, names: list[str], dates: DateRange | None, say: fetch.Say) -> Iterator[Collected]:
    """Each source as `sources.yaml` has it now: folders are looked at, others fetched."""
    assert work.sources is not None
    sources = [work.sources.named(name) for name in names]
    folders = [source for source in sources if isinstance(source, FolderOptions)]
    yield from (fetch.look(work, source) for source in folders)
    yield from fetch.fetch_all(work, [source for source in sources if source not in folders], dates, say)


def results(work: Intake, run: Collected) -> Iterator[Events]:
    """What a run came to, on the asset of its source: nothing is materialized when it failed or had to wait."""
    key = key_of(run.source)
    told = _metadata(work, run)
    if run.error is None and run.waiting is None:
        yield dg.MaterializeResult(asset_key=key, metadata=told)
    yield dg.AssetCheckResult(
        passed=run.error is None,
        asset_key=key,
        check_name=FETCHED,
        severity=dg.AssetCheckSeverity.ERROR,
        description=run.error or run.waiting or "fetched",
        metadata={"error": run.error} if run.error else {},
    )


def _metadata(work: Intake, run: Collected) -> dict[str, Any]:
    log = work.journal.runs(run.source)
    rows = log.tail(_SHOWN_RUNS).reverse().select(_SHOWN).iter_rows()
    told: dict[str, Any] = {
        "dagster/row_count": int(log["new"].sum()),
        "new": run.kept,
        "unchanged": run.unchanged,
        "skipped": run.skipped,
        "failed": run.failed,
        "requests": run.requests,
        "bytes": run.bytes,
        "preview": dg.MetadataValue.md(markdown_table(_SHOWN, rows)),
    }
    if run.reasons:
        told["reasons"] = dg.MetadataValue.md(markdown_table(("documents", "reason"), _reasons(run)))
    if run.more:
        told["more"] = "there is more to fetch: the next run goes on"
    return told


def _reasons(run: Collected) -> Iterable[tuple[int, str]]:
    return [(count, reason) for reason, count in run.reasons.most_common()]


def _spec(source: SourceOptions, refresh_cron: str) -> dg.AssetSpec:
    when = f"Schedule: `{source.schedule}` UTC." if source.schedule else "Without a schedule of its own."
    said = (("Publisher", source.publisher), ("Licence", source.licence))
    terms = [f"{name}: {value}." for name, value in said if value]
    dated = not isinstance(source, FolderOptions) and kind_of(source.kind).dated
    backfill = ["For a backfill set `first_day` and `last_day` in the launchpad."] if dated else []
    return dg.AssetSpec(
        key_of(source.name),
        group_name=GROUP,
        kinds={source.kind, "file"} if isinstance(source, FolderOptions) else {source.kind, "http"},
        owners=OWNERS,
        skippable=True,
        description=" ".join([f"Source `{source.name}`, kind {source.kind}. {when}", *terms, *backfill]),
        freshness_policy=_freshness(source, refresh_cron),
        metadata={"dagster/column_schema": table_schema(SOURCE_LOG), **_told(source)},
    )


def _told(source: SourceOptions) -> dict[str, Any]:
    """What `sources.yaml` says of the source; it holds no secrets, only names of variables."""
    said = source.model_dump(mode="json", exclude_defaults=True, exclude={"name", "kind"})
    return {name: value if isinstance(value, str | int | float) else str(value) for name, value in said.items()}


def _freshness(source: SourceOptions, refresh_cron: str) -> dg.FreshnessPolicy:
    """Late when one of its times has passed without a success, stale when two have."""
    cron = source.cron or parse_cron(refresh_cron)
    gap = cron.longest_gap(_ANY_MONDAY)
    return dg.FreshnessPolicy.time_window(fail_window=2 * gap + _GRACE, warn_window=gap + _GRACE)


def _off(source: SourceOptions) -> dg.AssetSpec:
    return dg.AssetSpec(
        key_of(source.name),
        group_name=GROUP,
        kinds={source.kind},
        owners=OWNERS,
        description=f"Source `{source.name}`, kind {source.kind}: switched off in sources.yaml.",
    )


def _archive(sources: list[SourceOptions]) -> dg.AssetSpec:
    return dg.AssetSpec(
        ARCHIVE,
        deps=[key_of(source.name) for source in sources],
        group_name=GROUP,
        kinds={"file", "parquet"},
        owners=OWNERS,
        description="Everything that was ever fetched: raw bytes under the hash of what they hold, and the journal of "
        "fetches. Reports are read from here; a source that fails leaves it as it is.",
    )
