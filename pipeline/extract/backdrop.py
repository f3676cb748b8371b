"""What stands in a sentence like an act and is none under a truce: arms that nobody fires, ruins of the war before.

Belongs here: telling such words from acts. Does not: acts that a truce does not concern (`exempt`), finding acts
(`acts`).
"""

from collections.abc import Sequence, Set

from pipeline.extract.acts import DEFINITE, Act
from pipeline.extract.grammar import COPULAS
from pipeline.extract.lexicon import Match
from pipeline.extract.reference import ActTerm
from pipeline.extract.scene import Scene
from pipeline.extract.situate import own_time

# Names of arms and of what they fire; alone they say no more than that there are some.
_ARMS = frozenset(
    {
        "artillery shell",
        "barrel bomb",
        "cluster bomb",
        "explosive device",
        "landmine",
        "missile",
        "mortar shell",
        "rocket shell",
        "shell",
    }
)
_BULLETS = frozenset({"ammunition", "bullet", "bullets"})
_FIRING = frozenset({"verb", "doing"})
# Verbs of acts that are as well verbs of anything else: "began to pull back".
_SETTING_IN = ("began", "begin", "begun", "contin", "lead", "led", "resum", "start")
_MARKS = frozenset({"position", "unit", "militant"})
# "Missiles on Martuni", "shots from the hill", "blamed artillery".
_WHOSE = frozenset({"their", "its"})
_AIMED = frozenset({"on", "at", "from", "onto", "over", "against"})
# What arms do where no word of an act stands by: "shells fell short", "rockets damaged a school".
_WORKING = frozenset(
    "aimed answered answering burned burning came come coming crashed crashing damage damaged damaging destroyed"
    " destroying fall fallen falling fell fire flames flattened landed landing rained rang replied responded"
    " sounded turned used using wrecked wrecking".split()
)
# Shells are heard where they fall, planes where they fly.
_HEARD = frozenset({"heard"})
_RUINED = frozenset(
    "battered damaged destroyed devastated flattened gutted levelled leveled razed ruined scarred shattered wrecked"
    " emptied".split()
)
_RUIN_REACH = 7
_HARMS = frozenset("wound wounds injuries victims victim survivors".split())
_TOLLS = frozenset("death deaths toll casualties fatalities losses".split())
_SPANS = frozenset({"days", "weeks", "months", "years", "decades"})


def is_backdrop(scene: Scene, act: Act, beside: Sequence[Act]) -> bool:
    """Whether an act is only a word for arms that nobody fires, or what made the ruins of a place.

    `beside` are all acts of its sentence.
    """
    return _only_there(scene, act, beside) or _made_ruins(scene, act) or _says_what_harm(scene, act)


def _says_what_harm(scene: Scene, act: Act) -> bool:
    """Whether an act only says of what kind deaths or wounds are: "the combat death toll", "bullet wounds"."""
    behind = scene.doc.tokens.lowers[act.past : act.past + 1]
    return not _HARMS.isdisjoint(behind) or (act.act == "clash" and not _TOLLS.isdisjoint(behind))


def _only_there(scene: Scene, act: Act, beside: Sequence[Act]) -> bool:
    """Whether arms are only named: "sent tanks to the border", "cleared 30 shells", "jets were heard"."""
    lowers = scene.doc.tokens.lowers
    aimed = not _AIMED.isdisjoint(lowers[act.past : act.past + 1]) and lowers[act.first - 1] not in _WHOSE
    if act.act == "ground_attack" or lowers[act.first - 1] in DEFINITE or aimed:
        return False
    terms = scene.acts.of(act.sentence)
    arms = {t.start for t in terms if t.entry.form == "weapon" or t.entry.term in _ARMS or lowers[t.start] in _BULLETS}
    if not _is_arms(scene, act, arms) or any(other.told and not _is_arms(scene, other, arms) for other in beside):
        return False
    if any(_fires(scene, t) for t in terms if t.start not in arms) or scene.measures.of(act.sentence):
        return False
    if any(m.entry.form == "accuse" for m in scene.breaches.of(act.sentence)):
        return False
    sentence = scene.doc.sentences[act.sentence]
    words = lowers[sentence.first : sentence.past]
    return _WORKING.isdisjoint(words) and (act.act == "air_strike" or _HEARD.isdisjoint(words))


def _is_arms(scene: Scene, act: Act, arms: Set[int]) -> bool:
    """Whether only names of arms stand for an act."""
    return all(t.start in arms or t.entry.form in _MARKS for t in scene.acts.between(act.first, act.past))


def _fires(scene: Scene, term: Match[ActTerm]) -> bool:
    """Whether a word tells that something is fired, hit or laid to somebody's charge."""
    if term.entry.form == "blame":
        return True
    lowers = scene.doc.tokens.lowers
    return term.entry.form in _FIRING and not lowers[term.start].startswith(_SETTING_IN)


def _made_ruins(scene: Scene, act: Act) -> bool:
    """Whether an act of no day left a place as it is: "homes destroyed by air strikes", "by months of raids"."""
    lowers = scene.doc.tokens.lowers
    first = scene.doc.sentences[act.sentence].first
    low = max(first, act.first - _RUIN_REACH)
    by = next((k for k in range(act.first - 1, low, -1) if lowers[k] in {"by", "in", "after"}), None)
    if by is None or own_time(scene.doc, act.sentence, act.first, act.past) is not None:
        return False
    if not _SPANS.isdisjoint(lowers[by + 1 : act.first]) and lowers[by + 2 : by + 3] == ["of"]:
        return True
    return lowers[by - 1] in _RUINED and lowers[by] == "by" and lowers[by - 2] not in COPULAS
