"""Capitals that a text names by their country alone: "in Somalia's capital", "the Afghan capital", "in the capital".

Belongs here: finding such words and the town they mean. Does not: names (`runs`), what the words around a name say
(`context`).
"""

import re
from collections.abc import Iterable, Sequence

from pipeline.extract.gazetteer import Gazetteer
from pipeline.extract.gazetteer_names import fold
from pipeline.extract.places.context import look_around
from pipeline.extract.places.model import Found

_CAPITAL = re.compile(r"\bcapital\b(?! (?:city )?[A-Z]|,? (?:of (?!the country)[a-z]|punishment|city of)|-)")
_OWNER = re.compile(r"['’]s $|s['’] $")
_REACH = 40
_PARTS = "cent(?:re|er)|heart|middle|quarters?|districts?|suburbs?|neighbou?rhoods?|streets?|parts?|outskirts"
_IN_THE = re.compile(rf"(?:(?:In|Elsewhere in|Across|Around) |\b(?:{_PARTS}) (?:of|in) )(the )$")
"""What opens a sentence on "the capital" tells where, as a part of it does; amid one it mostly tells whose."""
_APART = re.compile(r"\b(?:near|outside|of|from|to|towards?|de facto)(?: the)? $", re.IGNORECASE)
"""What is near a capital or comes from it happened elsewhere; a "de facto capital" is another town."""
_OTHER = re.compile(
    r"\b(?:provincial|regional|state|district|departmental|de facto|federal|its|their|old|former) capital|capital of"
)
"""Where a text speaks of other capitals, "the capital" is the country's only if that is named."""
_APPOSED = ", "
_THE = "the "
_NAMED = 3
"""Characters between "capital" and the name that says which: "the capital, Kabul"."""


def capitals(
    text: str,
    kept: Iterable[Found],
    peoples: Sequence[tuple[int, int, str]],
    home: str | None,
    gazetteer: Gazetteer,
) -> list[Found]:
    """The capitals of a text that it names by their country alone; "the capital" is that of its foremost country."""
    if "capital" not in text:
        return []
    kept = list(kept)
    owners = {f.end: f for f in kept if f.chosen is not None and f.chosen.kind == "country"}
    begins = {f.start: f for f in owners.values()}
    demonyms = {end: (start, country) for start, end, country in peoples}
    told = any(f.chosen is not None and f.chosen.capital and f.chosen.country == home for f in kept)
    plain = home if (told or not _OTHER.search(text)) and home not in gazetteer.vocabulary.acting_abroad else None
    names, ends = {f.start for f in kept}, {f.end for f in kept}
    out: list[Found] = []
    for match in _CAPITAL.finditer(text):
        start, end = match.span()
        if any(at in names for at in range(end + 1, end + 1 + _NAMED)):
            continue
        country, first = _owner(text, start, owners, demonyms) or (
            _owned(text, end, begins),
            start - len(_THE) * text.startswith(_THE, max(0, start - len(_THE))),
        )
        within = _IN_THE.search(text, max(0, start - _REACH), start) if country is None else None
        if within is not None:
            country, first = plain, within.start(1)
        peoples_own = gazetteer.lookup(f"{fold(text[first:start].removeprefix('the '))} capital")
        entry = peoples_own[0] if peoples_own else gazetteer.capital(country) if country is not None else None
        if entry is not None and first - len(_APPOSED) in ends and text.startswith(_APPOSED, first - len(_APPOSED)):
            continue  # "Kabul, the Afghan capital"
        apart = _APART.search(text, max(0, first - _REACH), first)
        if entry is not None and (within is not None or apart is None):
            found = Found(first, end, "capital", (entry,), weak=False, chosen=entry)
            look_around(text, found, gazetteer)
            found.key, found.entries, found.group = "capital", (entry,), False
            out.append(found)
    return out


def _owner(
    text: str, start: int, owners: dict[int, Found], demonyms: dict[int, tuple[int, str]]
) -> tuple[str | None, int] | None:
    """The country right before, and where its name begins: "Somalia's capital", "the Afghan capital"."""
    if start - 1 in demonyms:
        first, country = demonyms[start - 1]
        the = max(0, first - len(_THE))
        return (country, the) if text[the:first].lower() == _THE else None
    mark = _OWNER.search(text, max(0, start - 3), start)
    at = mark.start() + (text[mark.start()] == "s") if mark is not None else -1
    owner = owners.get(at) or owners.get(at - 1)
    return (owner.chosen.country, start) if owner is not None and owner.chosen is not None else None


def _owned(text: str, end: int, begins: dict[int, Found]) -> str | None:
    """The country right behind: "the capital of Libya"."""
    of = re.match(r" of (?:the )?", text[end : end + 8])
    owned = begins.get(end + of.end()) if of is not None else None
    if owned is None or not owned.chosen or text[owned.end : owned.end + 1] in ("'", "’"):
        return None
    return owned.chosen.country
