"""Times that only say among which others something is: "the worst month of 2017", "for the second time in a year".

Belongs here: stretches within which an event is ranked or numbered. Does not: events compared with one since another
(`telling.compares`), times that date what is told (`telling`).
"""

from itertools import pairwise

from pipeline.extract.scene import Scene
from pipeline.extract.time.words import ORDINAL_WORDS
from pipeline.extract.timed import Timed

_SUCH_REACH = 4
_RANK_REACH = 6
_UNITS = frozenset({"day", "week", "month", "quarter", "year"})
_LEVELS = frozenset("level levels that those rate figure figures".split())
# "The second time in", "a third such attack in", "their fourth death this"
_NTH_REACH, _NTH_OF = 4, frozenset({"the", "a", "its", "their"})
_NUMBERED = frozenset("time such incident death killing case one".split())


def holds_record(scene: Scene, timed: Timed) -> bool:
    """Whether a time only says among which others one is: "the worst month of 2017", "third such raid this week"."""
    lowers = scene.doc.tokens.lowers[max(0, timed.first - _SUCH_REACH) : timed.first + 1]
    if "such" in lowers or _is_ranked_in(scene, timed) or is_numbered_in(scene, timed):
        return True
    if lowers[-2:-1] == ["of"] and not _LEVELS.isdisjoint(lowers[:-2]) and timed.mention.kind != "day":
        return True  # "three times the level of a year ago"
    return len(lowers) > 2 and any(unit in _UNITS and of == "of" for unit, of in pairwise(lowers[-3:]))


def _is_ranked_in(scene: Scene, timed: Timed) -> bool:
    """'October was the bloodiest month in Iraq this year': the year only ranks the month."""
    if timed.mention.text.lower() != "this year":
        return False
    lowers = scene.doc.tokens.lowers
    ranked = range(max(1, timed.first - _RANK_REACH), timed.first)
    return any(lowers[k] in _UNITS and lowers[k - 1].endswith(("est", "worst")) for k in ranked)


def is_numbered_in(scene: Scene, timed: Timed) -> bool:
    """'For the second time in five months', 'the third attack this week': the stretch tells how often."""
    words = scene.doc.tokens.lowers
    low = max(scene.doc.sentence_at(timed.mention.start).first + 1, timed.first - _NTH_REACH)
    if timed.mention.kind == "day" or words[timed.first - 1] == "of":
        return False  # "the second attack of Friday", "the first war of 1994 to 1996"
    for k in range(low, timed.first - 1):
        if words[k] in ORDINAL_WORDS and words[k - 1] in _NTH_OF:
            return words[k + 1] in _NUMBERED or bool(scene.acts.between(k + 1, timed.first))
    return False
