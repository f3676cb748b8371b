"""The dead told of as victims alone: "the funeral of 14 victims", "the nine victims of the raid were farmers".

Belongs here: such readings of a counted phrase. Does not: victims of whom a verb tells what befell them (`subjects`).
"""

from pipeline.extract.clause import Link
from pipeline.extract.nouns import COPULAS, VICTIMS
from pipeline.extract.since import SinceReadings

_BURYING = frozenset(
    "burial burials funeral funerals buried bury burying remains bodies mourn mourned mourners mourning identified"
    " identify exhumed coffins grave graves memorial laid named".split()
)
_BURYING_REACH = 7
# "Buried at Kirra on Friday" behind them.
_BEHIND_REACH = 10
_ALIVE = frozenset(
    "hospital hospitals treated survived condition recovering survivors alive families relatives".split()
)
_ALIVE_REACH = 12


class VictimReadings(SinceReadings):
    """What a sentence tells of those whom it calls victims."""

    def _victims(self, i: int) -> Link | None:
        """Who are buried, mourned or named as victims, or told of by what they were, are dead."""
        phrase = self.phrases[i]
        if VICTIMS.isdisjoint(self.lowers[phrase.quantity.end : phrase.end]):
            return None
        behind = self.lowers[phrase.end : min(self.past, phrase.end + _ALIVE_REACH)]
        if not _ALIVE.isdisjoint(behind):
            return None
        before = self.lowers[max(self.first, phrase.start - _BURYING_REACH) : phrase.start]
        mourned = not _BURYING.isdisjoint(before) or not _BURYING.isdisjoint(behind[:_BEHIND_REACH])
        described = phrase.head is not None and phrase.head.word not in VICTIMS
        if not mourned and not (described and not COPULAS.isdisjoint(behind)):
            return None
        return Link("killed", None, phrase.head_at, "head-noun")
