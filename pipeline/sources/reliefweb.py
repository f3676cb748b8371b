"""ReliefWeb: the reports of its API, version 2, with their texts.

Belongs here: queries, paging, resuming, and its refusals in words. Does not: HTTP (`http`).
"""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal
from urllib.parse import parse_qsl, urlencode, urlsplit

from pydantic import Field

from pipeline.sources.fetching import Checkpoint, DateRange, Fetched, Kind, SourceError, State, Step
from pipeline.sources.http import Answer, Client, FetchError
from pipeline.sources.options import SourceOptions, secret
from pipeline.sources.pages import as_page

_FIELDS = (
    *("id", "title", "body", "body-html", "url", "url_alias", "origin", "status"),
    *("date.created", "date.original", "date.changed", "source.name", "source.shortname", "language.code"),
)
# Who asks is told in the address, by a name that ReliefWeb approves; without one nothing is answered.
_REQUEST = "request one at https://apidoc.reliefweb.int/parameters#appname"
_DAY = 24 * 3600.0


class ReliefWebOptions(SourceOptions):
    """A search in ReliefWeb's reports."""

    kind: Literal["reliefweb"] = "reliefweb"
    query: str | None = Field(None, description="Words to search for, in ReliefWeb's syntax.")
    countries: tuple[str, ...] = Field((), description="ISO 3166 alpha-3 codes; reports on any of them.")
    languages: tuple[str, ...] = Field(("en",), description="ISO 639 codes; empty: all.")
    since_days: int = Field(30, ge=1, le=20_000, description="How far back the first run looks.")
    appname_env: str = Field(
        "RELIEFWEB_APPNAME", description="Environment variable that holds the approved application name."
    )
    page_size: int = Field(50, ge=1, le=1000, description="Reports per request.")
    api: str = Field("https://api.reliefweb.int/v2", pattern=r"^https?://\S+$", description="Address of the API.")


def fetch(options: ReliefWebOptions, client: Client, state: State, dates: DateRange | None) -> Iterator[Step]:
    """The reports created since the last one seen, the oldest first."""
    yield from _Search(options, client, state, dates).steps()


class _Search:
    """One pass. The state is the last creation time seen, and the reports that have it."""

    def __init__(self, options: ReliefWebOptions, client: Client, state: State, dates: DateRange | None) -> None:
        self._options = options
        self._client = client
        self._dates = dates
        self._appname = {"appname": _appname(options)}
        earliest = dates.first if dates else (client.clock.now() - timedelta(days=options.since_days)).date()
        self._seen_until: str = state.get("created", _midnight(earliest))
        self._seen: list[str] = list(state.get("ids", []))

    def steps(self) -> Iterator[Step]:
        address: str | None = self._first_address()
        while address is not None:
            answer = self._ask(address)
            page = _page(answer)
            yield Fetched.of(answer, role="listing")
            for report in page["data"]:
                found = self._take(report, answer)
                if found is not None:
                    yield found
                    yield Checkpoint({"created": self._seen_until, "ids": list(self._seen)})
            address = self._next(page, address)
        yield Checkpoint({"created": self._seen_until, "ids": list(self._seen)})

    def _first_address(self) -> str:
        conditions: list[tuple[str, dict[str, Any]]] = [("date.created", {"from": self._seen_until})]
        if self._dates is not None:
            conditions[0][1]["to"] = _midnight(self._dates.last + timedelta(days=1))
        if self._options.countries:
            conditions.append(("country.iso3", {"": [code.lower() for code in self._options.countries]}))
        if self._options.languages:
            conditions.append(("language.code", {"": list(self._options.languages)}))
        asked = [("limit", str(self._options.page_size)), ("sort[]", "date.created:asc"), ("filter[operator]", "AND")]
        asked += [("fields[include][]", name) for name in _FIELDS]
        for number, (field, value) in enumerate(conditions):
            asked += _condition(f"filter[conditions][{number}]", field, value)
        if self._options.query:
            asked += [("query[value]", self._options.query), ("query[operator]", "AND")]
        return f"{self._options.api.rstrip('/')}/reports?{urlencode(asked)}"

    def _ask(self, address: str) -> Answer:
        try:
            return self._client.get(address, accept="application/json", secret_query=self._appname)
        except FetchError as error:
            raise _in_words(error, self._options) from None

    def _next(self, page: dict[str, Any], address: str) -> str | None:
        """The next page, on the same host only: the address carries our name. Pages that turn in a circle end."""
        link = (page.get("links") or {}).get("next")
        href = link.get("href") if isinstance(link, dict) else link
        if not href or not page["data"]:
            return None
        parts = urlsplit(str(href))
        if parts.netloc != urlsplit(address).netloc:
            raise SourceError(f"ReliefWeb names a next page on another host, {parts.netloc}: not followed")
        query = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != "appname"]
        onward = parts._replace(scheme=urlsplit(address).scheme, query=urlencode(query)).geturl()
        return onward if onward != address else None

    def _take(self, report: Any, answer: Answer) -> Fetched | None:
        """The report as a document; None when the last run had it."""
        fields = report.get("fields") if isinstance(report, dict) else None
        if not isinstance(fields, dict) or "id" not in report:
            return Fetched.skipped(answer.url, "an entry that is no report", role="document")
        identity, when = str(report["id"]), fields.get("date") or {}
        created = when.get("created") or self._seen_until
        if created == self._seen_until and identity in self._seen:
            return None
        self._seen = [*self._seen, identity] if created == self._seen_until else [identity]
        self._seen_until = created
        url = fields.get("url_alias") or fields.get("url") or report.get("href") or answer.url
        declared: dict[str, Any] = {
            "external_id": identity,
            "title": fields.get("title"),
            "published_at": when.get("original") or created,
            "publisher": self._options.publisher or _first_source(fields),
            "answer": answer,
            "status": answer.status,
        }
        markup, plain = fields.get("body-html"), fields.get("body")
        if markup:
            data = as_page(fields.get("title"), markup)
            return Fetched(url, "kept", data=data, canonical_url=url, **declared)
        if plain:
            return Fetched(url, "kept", data=plain.encode(), content="text", canonical_url=url, **declared)
        return Fetched(url, "skipped", reason="the report has no text, only files", canonical_url=url, **declared)


def _appname(options: ReliefWebOptions) -> str:
    try:
        return secret(options.name, options.appname_env)
    except ValueError as missing:
        reason = f"{missing}: ReliefWeb answers only to an application name that it approved; {_REQUEST}"
        raise SourceError(reason) from None


def _condition(prefix: str, field: str, value: dict[str, Any]) -> list[tuple[str, str]]:
    asked = [(f"{prefix}[field]", field)]
    for name, given in value.items():
        if isinstance(given, list):
            asked += [(f"{prefix}[value][]", one) for one in given]
            asked += [(f"{prefix}[operator]", "OR")]
        else:
            asked.append((f"{prefix}[value][{name}]", given))
    return asked


def _page(answer: Answer) -> dict[str, Any]:
    try:
        page = json.loads(answer.body)
    except (ValueError, RecursionError):
        raise FetchError("ReliefWeb's answer is no JSON", answer.url, again="later", status=answer.status) from None
    if not isinstance(page, dict) or not isinstance(page.get("data"), list):
        raise FetchError("ReliefWeb's answer has no list 'data'", answer.url, again="later", status=answer.status)
    return page


def _in_words(error: FetchError, options: ReliefWebOptions) -> FetchError:
    """What ReliefWeb refused, and what to do about it."""
    said = _message(error.body)
    quoted = f" (it says: {said})" if said else ""
    again, wait = error.again, error.retry_after
    if error.status == 400 and "appname" in said.lower():
        reason = f"ReliefWeb misses the application name: set {options.appname_env}; {_REQUEST}{quoted}"
    elif error.status == 400:
        reason = f"ReliefWeb does not understand the search: check query and countries of {options.name}{quoted}"
    elif error.status == 403 and "quota" not in said.lower():
        reason = f"ReliefWeb has not approved the application name in {options.appname_env}; {_REQUEST}{quoted}"
    elif error.status == 410:
        reason = f"ReliefWeb has shut down this version of its API: set api to the present one{quoted}"
    elif error.status in (403, 429):
        reason = f"ReliefWeb's quota is used up (1,000 requests a day): it is asked again later{quoted}"
        again, wait = "later", wait or _DAY / 24
    else:
        reason = f"{'ReliefWeb ' if error.status else ''}{error.reason}{quoted}"
    return FetchError(reason, error.url, again=again, status=error.status, body=error.body, retry_after=wait)


def _message(body: bytes) -> str:
    try:
        error = json.loads(body).get("error")
        return str(error.get("message") if isinstance(error, dict) else error or "")[:300]
    except (ValueError, AttributeError):
        return ""


def _first_source(fields: dict[str, Any]) -> str | None:
    sources = fields.get("source")
    first = sources[0] if isinstance(sources, list) and sources else sources
    return (first.get("name") or first.get("shortname")) if isinstance(first, dict) else None


def _midnight(day: date) -> str:
    return datetime(day.year, day.month, day.day, tzinfo=UTC).isoformat()


KIND = Kind("reliefweb", ReliefWebOptions, fetch, dated=True)
