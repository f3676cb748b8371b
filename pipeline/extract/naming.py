"""Speakers told by their office first and by name later: "the mayor said" is who "Jean Bosco, the mayor" is.

Belongs here: giving a bare description the name that the article tells for it elsewhere. Does not: reading
descriptions and names (`phrases`, `named`), listed speakers (`voices`).
"""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.frame import Frame

# Each is one person's.
_OFFICES = frozenset(
    "mayor governor minister president official officer spokesman spokeswoman spokesperson commander colonel general"
    " director head chief coordinator doctor surgeon activist senator lawmaker prefect administrator commissioner"
    " priest pastor bishop imam leader chairman chairwoman ambassador envoy councillor superintendent".split()
)
# Words that tell nothing of which office it is.
_PLAIN = frozenset("local senior the a an regional provincial district state town city village top its".split())
_WITHIN = (" of ", " in ", " at ", " for ", " with ")


def named_throughout(frames: Sequence[Frame]) -> list[Frame]:
    """The frames, each bare office with the one name that the article tells for it, each name with its full office."""
    holders: dict[str, set[str]] = {}
    for frame in frames:
        name, opening, office = frame.speaker.partition(" (")
        if opening and name and office.endswith(")") and _head(office[:-1]) in _OFFICES:
            holders.setdefault(_head(office[:-1]), set()).add(frame.speaker)
    labels: dict[str, str] = {}
    for frame in frames:
        if holders and "(" not in frame.speaker:
            labels.update(_labels(frame.speaker, holders.get(_head(frame.speaker), set())))
    return [_labelled(frame, labels) for frame in frames] if labels else list(frames)


def _labels(bare: str, holders: set[str]) -> dict[str, str]:
    """What the description and the name of one person are written as; nothing where several hold such an office."""
    if len(holders) != 1:
        return {}
    holder = next(iter(holders))
    name, _, office = holder.rstrip(")").partition(" (")
    described, held = _telling(bare), _telling(office)
    if described <= held:
        return {bare: holder}
    if not held <= described:
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
