"""How long a truce is to hold, as its own words tell: "a 72-hour truce", "a two-week ceasefire".

Belongs here: the length in the phrase that names a truce. Does not: when it began and ended (`truce_mentions`,
`truces`), pauses of some hours a day (`truce_mentions`).
"""

from pipeline.extract.annotate import SentenceSpan
from pipeline.extract.lexicon import Match
from pipeline.extract.reference import BreachTerm
from pipeline.extract.scene import Scene

# A truce that is made longer holds until nobody knows when.
UNTIL_FURTHER = 0
# "A three-day humanitarian truce", "a 72-hour, renewable ceasefire".
_REACH = 3


def length_of(scene: Scene, sentence: SentenceSpan, match: Match[BreachTerm]) -> int | None:
    """For how many days a truce is made; `UNTIL_FURTHER` where it is made longer, None where no length is told."""
    if any(m.entry.kind == "extension" for m in scene.breaches.of(sentence.index)):
        return UNTIL_FURTHER
    for timed in scene.times.between(match.start - _REACH - 1, match.start):
        if timed.mention.kind == "vague" and timed.mention.days and 0 <= match.start - timed.past <= _REACH:
            return timed.mention.days
    return None
