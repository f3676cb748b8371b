"""Speakers told by their office first and by name later: "the mayor said" is who "Jean Bosco, the mayor" is.

Belongs here: giving a bare description the name that the article tells for it elsewhere. Does not: reading
descriptions and names (`phrases`, `named`), names beside a body (`holders`), listed speakers (`voices`).
"""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.frame import Frame
from pipeline.extract.phrases import SPOKESMEN

# Each is one person's.
_OFFICES = SPOKESMEN | frozenset(
    "mayor governor minister president official officer commander colonel general"
    " director head chief coordinator doctor surgeon activist senator lawmaker prefect administrator commissioner"
    " priest pastor bishop imam leader chairman chairwoman ambassador envoy councillor superintendent".split()
)
# Words that tell nothing of which office it is.
_PLAIN = frozenset(
    "local senior the a an regional provincial district state town city village top its government".split()
)
_WITHIN = (" of ", " in ", " at ", " for ", " with ")


def named_throughout(frames: Sequence[Frame]) -> list[Frame]:
    """The frames, each bare office with the one name that the article tells for it, each name with its full office."""
    holders: dict[str, set[str]] = {}
    for frame in frames:
        name, opening, office = frame.speaker.partition(" (")
        if not opening or not name or not office.endswith(")"):
            continue
        if (head := _head(office[:-1])) in _OFFICES:
            holders.setdefault(head, set()).add(frame.speaker)
        elif (head := _head(name)) in SPOKESMEN or frame.kind == "official":
            holders.setdefault(head if head in SPOKESMEN else "", set()).add(frame.speaker)
    labels: dict[str, str] = {}
    for frame in frames:
        if holders and "(" not in frame.speaker:
            labels.update(_labels(frame.speaker, holders))
    return [_labelled(frame, labels) for frame in frames] if labels else list(frames)


def _labels(bare: str, holders: dict[str, set[str]]) -> dict[str, str]:
    """What the description and the name of one person are written as; nothing where several hold such an office."""
    head = _head(bare)
    held = holders.get(head, set())
    if head in SPOKESMEN:
        held = set().union(*(holders.get(word, ()) for word in (*SPOKESMEN, "")))
    if len(held) != 1:
        return {}
    return _of_body(bare, held) if next(iter(held)) in holders.get("", ()) else _of_office(bare, held)


def _of_body(bare: str, held: set[str]) -> dict[str, str]:
    """ "A spokesman" of a body that the article names with who speaks for it: "army (Paddy Ankunda)"."""
    holder = next(iter(held))
    body = holder.partition(" (")[0]
    return {bare: holder} if _telling(bare) - SPOKESMEN <= _telling(body) else {}


def _of_office(bare: str, held: set[str]) -> dict[str, str]:
    """The holder of an office, by its fuller description."""
    holder = next(iter(held))
    name, _, office = holder.rstrip(")").partition(" (")
    if _head(office) not in _OFFICES:
        return {bare: holder} if _telling(bare) <= _telling(name) else {}  # "army spokesman (Paddy Ankunda)"
    described, told = _telling(bare), _telling(office)
    if described <= told:
        return {bare: holder}
    if not told <= described:
        return {}
    full = f"{name} ({bare.removeprefix('the ')})"
    return {bare: full, holder: full}


def _labelled(frame: Frame, labels: dict[str, str]) -> Frame:
    label = labels.get(frame.speaker)
    return frame if label is None else replace(frame, speaker=label, trace=f"{frame.trace} = {label}")


def _telling(office: str) -> set[str]:
    return set(office.lower().split()) - _PLAIN


def _head(office: str) -> str:
    """The noun of an office: "governor" of "the governor of Herat"."""
    words = office.lower()
    first = min((at for cue in _WITHIN if (at := words.find(cue)) > 0), default=len(words))
    return words[:first].split()[-1] if words[:first].split() else ""
