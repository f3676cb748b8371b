"""The words of an ACLED record: interactions, the scale of its sources, notes.

Belongs here: text put together from rows. Does not: what a record is (`acled`).
"""

from collections.abc import Iterable, Mapping, Sequence

from pipeline.exports.model import Row
from pipeline.exports.vocabulary import Vocabulary

# In this order ACLED names the kinds of a pair: that of its codes, but civilians (7) behind external forces (8).
_KINDS = (
    *("State forces", "Rebel group", "Political militia", "Identity militia", "Rioters", "Protesters"),
    *("External/Other forces", "Civilians"),
)


def interaction(one: str, other: str | None) -> str:
    """Both kinds of actor in ACLED's order, or the only one."""
    if other is None:
        return f"{one} only"
    return "-".join(sorted((one, other), key=_KINDS.index))


def scale(documents: Iterable[Row], country: str, vocabulary: Vocabulary) -> str:
    """Whether the outlets are of the country; an agency is international."""
    scales = set()
    for document in documents:
        publisher = (document["publisher"] or "").casefold()
        home = vocabulary.outlet_countries.get(publisher)
        if home:
            national = home == country and publisher not in vocabulary.agencies
            scales.add("National" if national else "International")
    return "-".join(sorted(scales, reverse=True)) or "Other"


def notes(told: Sequence[tuple[str, Row]], truces: Mapping[str, str], speakers: Sequence[str]) -> str:
    """The event in sentences, with what no column holds."""
    row = told[0][1]
    days = f"On {row['window_start']}" if row["window_start"] == row["window_end"] else _window(row)
    sentences = [f"{days}, {', '.join(dict.fromkeys(filter(None, (row['place'], row['admin1']))))}"]
    sentences += [_casualty(row) for table, row in told if table == "casualties"]
    for table, row in told:
        if table == "ceasefire_violations":
            truce = truces.get(row["ceasefire_id"]) or row["ceasefire_id"]
            sentences.append(f"Said to breach the truce {truce} ({row['characterisation']})")
    if speakers:
        sentences.append(f"Quoted: {', '.join(speakers)}")
    return ". ".join(sentences) + "."


def _window(row: Row) -> str:
    return f"Between {row['window_start']} and {row['window_end']}"


def _casualty(row: Row) -> str:
    people = "" if row["population"] == "all" else " " + row["population"].replace("_", " ")
    side = f" ({row['affiliation'].replace('_', ' ')})" if row["affiliation"] else ""
    low, high = row["low"], row["high"]
    bounds = "" if low == row["best"] == high else f" (low {_bound(low)}, high {_bound(high)})"
    return f"{row['measure'].capitalize()}: {row['best']}{bounds}{people}{side}"


def _bound(value: int | None) -> str:
    return "open" if value is None else str(value)
