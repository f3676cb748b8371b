"""What kind of act the words of one hostile act make: an air strike, shelling, a ground attack, a clash, none.

Belongs here: the word that names the kind, and what around it makes it another. Does not: which words are of one act
(`acts`), whether it is told as done (`act_doubts`).
"""

from bisect import bisect_left
from itertools import pairwise
from operator import attrgetter

from pipeline.extract.agents import KILLERS, TARGET_REACH
from pipeline.extract.annotate import SentenceSpan
from pipeline.extract.grammar import STOPS
from pipeline.extract.lexicon import Match
from pipeline.extract.reference import ActTerm
from pipeline.extract.scene import Scene

_TAKING = frozenset({"took", "takes", "taken", "taking"})
_OBJECT_REACH = 3
_TAKEN = frozenset(
    "place part revenge refuge shelter effect aim responsibility action advantage office steps measures note credit"
    " off hours minutes years days weeks months time cover turns issue pains hit hits blow them him her us".split()
)
_IDIOM_REACH = 3
# "Captured three of its soldiers".
_CAUGHT, _CAUGHT_OF = frozenset({"them", "him", "her"}), frozenset({"of", "more", "at", "least", "than", "about"})
_CAUGHT_REACH = 4
_TANKS = frozenset({"tank", "tanks"})
_ENTERING = frozenset({"entered", "entering", "rolled", "advanced", "drove", "moved"})
# "The fight against terrorism" is a policy.
_FIGHTS = frozenset({"fight", "fights", "battle"})
# "Fought for three hours", "fighting for control of the town".
_LENGTHS = frozenset("minutes hour hours day days night week weeks month months control".split())
_LENGTH_REACH = 4
# "Commandos raided the house", whoever has jets.
_FOOT = frozenset(
    "commando commandos troops soldiers infantry paratroopers police policemen gunmen rebels fighters militants"
    " militiamen guerrillas jawans".split()
)
_FOOT_REACH = 8
_HOUSES = frozenset(
    "post posts checkpost checkposts outpost outposts checkpoint checkpoints house houses home homes office offices"
    " station stations shop shops apartment flat bank prison jail farm farms cattle church".split()
)
_RAID_REACH = 5
GUNMEN = frozenset({"sniper", "snipers", "gunman", "gunmen", "attackers", "assailants", "militants"})
_BULLETS_OF = GUNMEN | {"police", "policemen"}
# Armed men of no side that is named.
RAIDERS = frozenset(
    "gunmen attackers assailants raiders bandits militiamen militia militias paramilitaries fighters men troops"
    " soldiers".split()
)
_ATTACKING = frozenset({"attacked", "attacking"})
_GUNS = frozenset("guns gun gunfire rifles firearms machineguns".split())
_GUNS_REACH = 6
# Shot from the shoulder by men who stand before what they hit.
_LAUNCHED = frozenset({"rocket-propelled", "rpg", "rpgs", "anti-tank"})
# "Both armies opened fire on each other" is a clash.
_MUTUAL = (("each", "other"), ("one", "another"))
_MUTUAL_REACH = 4
_EXCHANGED = frozenset({"shooting", "ground_attack", "unspecified"})
# "Exchanged mortar and machine-gun fire".
_TRADED = frozenset({"shooting", "shelling"})
_TRADING = frozenset({"exchanged", "exchanging", "exchange", "exchanges", "traded", "trading", "trade"})
_TRADE_REACH = 5
_BETWEEN_REACH, _MEN = 8, frozenset({"soldiers", "troops", "police"})
AIMED = frozenset({"targeted", "attacked", "struck", "hit"})
# Whose missiles mostly come from the air.
FLYING = frozenset({"israel", "us_coalition"})
_MISSILES = frozenset({"missile strike", "missile"})
_SHELLS, _SHELL_REACH = frozenset({"shell", "shells", "rocket", "rockets", "mortar", "mortars"}), 6
_FIRED = frozenset({"fired", "launched", "lobbed", "landed"})
_FALLING = frozenset({"landed", "lands", "landing", "fell", "falls", "falling"})
_SENT_OFF = frozenset({"fired", "launched", "dropped"})


def kind_of(group: list[Match[ActTerm]], has_agent: bool) -> ActTerm | None:
    """The word that says what kind of act it is; None for lone verbs of nobody that say nothing ("hit", "launched")."""
    for wanted in (
        [t for t in group if t.entry.act == "chemical"],
        [t for t in group if t.entry.act == "clash" and t.entry.form == "verb" and t is group[0]],
        [t for t in group if t.entry.form == "weapon" and not t.entry.weak],
        [t for t in group if not t.entry.weak],
        [t for t in group if t.entry.form == "weapon"],
        [t for t in group if t.entry.cause is not None],
    ):
        if wanted:
            return wanted[0].entry
    noun = next((t.entry for t in group if t.entry.form == "noun"), None)
    if noun is not None:
        return noun
    return next((t.entry for t in group if t.entry.term in AIMED), None) if has_agent else None


def raid_by(scene: Scene, sentence: SentenceSpan, group: list[Match[ActTerm]]) -> ActTerm | None:
    """The verb of an attack by armed men of no side: "gunmen attacked the village"."""
    lowers = scene.doc.tokens.lowers
    verb = next((t for t in group if t.entry.form == "verb" and lowers[t.start] in _ATTACKING), None)
    if verb is None or RAIDERS.isdisjoint(_subject_words(scene, sentence, verb.start)):
        return None
    return verb.entry


def takes_up(scene: Scene, group: list[Match[ActTerm]], agents: str | None) -> ActTerm | None:
    """The verb of "the militia had fired them", which says no more than who did what was told before."""
    last = group[-1]
    told = agents is not None and scene.doc.tokens.lowers[last.end : last.end + 1] in (["them"], ["it"])
    return last.entry if told and last.entry.term in _SENT_OFF else None


def act_and_cause(
    scene: Scene, sentence: SentenceSpan, group: list[Match[ActTerm]], entry: ActTerm, agents: str | None, how: str
) -> tuple[str, str | None]:
    """What was done and what harm it does, by the word that names it and by what stands around it."""
    first, past = group[0].start, group[-1].end
    act, cause = entry.act, entry.cause
    falls = entry.weak and act == "unspecified" and (how == KILLERS or _on_position(scene, sentence, group))
    if falls or _rolls_in(scene, entry, first, past):
        act, cause = "ground_attack", "ground_fighting"
    if act == "bombing":
        act, cause = _sent(_words_of_bomb(scene, sentence, group, entry), act, cause)
    falling = scene.doc.tokens.lowers[first : past + 1]  # "an Israeli missile landed at the gate"
    if entry.term in _MISSILES and agents in FLYING and _FALLING.isdisjoint(falling):
        act, cause = "air_strike", "air_strike"
    if agents is None and entry.term == "attacked":
        act, cause = "ground_attack", "ground_fighting"
    if act == "shooting" and scene.doc.tokens.lowers[past - 1] == "into" and _fills(scene, sentence, first, past):
        act, cause = "shelling", "shelling"
    launched = act == "shelling" and not _LAUNCHED.isdisjoint(scene.doc.tokens.lowers[first:past])
    if (launched or act == "bombing") and _with_guns(scene, sentence, past, launched):
        act, cause = "ground_attack", "ground_fighting"
    if entry.term == "raided" and _on_foot(scene, sentence, first, past):
        act, cause = "ground_attack", "ground_fighting"
    mutual = act in _EXCHANGED and _each_other(scene.doc.tokens.lowers[past : min(sentence.past, past + _MUTUAL_REACH)])
    if act in _TRADED and _is_between(scene, past):
        return "clash", cause
    if mutual or (act in _TRADED and _is_traded(scene, sentence, act, first)):
        act, cause = "clash", "ground_fighting"
    return act, cause


def _words_of_bomb(scene: Scene, sentence: SentenceSpan, group: list[Match[ActTerm]], entry: ActTerm) -> list[str]:
    """The words that tell how a bomb came: those around "a shell fired by rebels exploded", else its own."""
    lowers, first, past = scene.doc.tokens.lowers, group[0].start, group[-1].end
    near = lowers[max(sentence.first, first - _SHELL_REACH) : min(sentence.past, past + _SHELL_REACH)]
    if not _SHELLS.isdisjoint(near) and not _FIRED.isdisjoint(near):
        return near
    return lowers[first:past] if entry.term == "bomb" else []


def _sent(words: list[str], act: str, cause: str | None) -> tuple[str, str | None]:
    """What a bomb does that was no bomb left behind: "a bomb dropped on a village", "bombs fired at a camp"."""
    if "dropped" in words:
        return "air_strike", "air_strike"
    return ("shelling", "shelling") if not _FIRED.isdisjoint(words) else (act, cause)


def _rolls_in(scene: Scene, entry: ActTerm, first: int, past: int) -> bool:
    """Whether tanks take ground and do not fire ("tanks had entered the town")."""
    lowers = scene.doc.tokens.lowers
    return (
        entry.term == "artillery"
        and not _TANKS.isdisjoint(lowers[first:past])
        and not _ENTERING.isdisjoint(lowers[first : past + 3])
    )


def _on_position(scene: Scene, sentence: SentenceSpan, group: list[Match[ActTerm]]) -> bool:
    """Whether an attack falls on what is held by force ("attacked an army base")."""
    past = group[-1].end
    return any(m.entry.form == "position" for m in scene.acts.between(past, min(sentence.past, past + TARGET_REACH)))


def _fills(scene: Scene, sentence: SentenceSpan, first: int, past: int) -> bool:
    """Whether a town or country is fired into, which takes more than bullets: "rebels fired into Damascus"."""
    if not _BULLETS_OF.isdisjoint(scene.doc.tokens.lowers[max(sentence.first, first - _FOOT_REACH) : past]):
        return False
    return any(p.first - past <= 2 for p in scene.places.between(past, past + 3))


def _on_foot(scene: Scene, sentence: SentenceSpan, first: int, past: int) -> bool:
    """Whether men on foot raid: "commandos raided the house", "a check post was raided"."""
    words = _subject_words(scene, sentence, first)
    if not _FOOT.isdisjoint(words):
        return True
    lowers = scene.doc.tokens.lowers
    raided = words if lowers[first - 1] in {"was", "were", "been"} else lowers[past : past + _RAID_REACH]
    return not _HOUSES.isdisjoint(raided)


def _with_guns(scene: Scene, sentence: SentenceSpan, past: int, launched: bool) -> bool:
    """Whether men attack with guns and what they throw: "attacked the post with explosives and machine guns"."""
    lowers = scene.doc.tokens.lowers[max(sentence.first, past - _GUNS_REACH) : min(sentence.past, past + _GUNS_REACH)]
    if "and" not in lowers or _GUNS.isdisjoint(lowers):
        return False
    both = lowers.index("and")
    return "with" in lowers or (launched and not _GUNS.isdisjoint(lowers[both + 1 : both + 3]))


def _subject_words(scene: Scene, sentence: SentenceSpan, first: int) -> list[str]:
    return scene.doc.tokens.lowers[max(sentence.first, first - _FOOT_REACH) : first]


def _each_other(words: list[str]) -> bool:
    """Whether an act is done by both sides to each other."""
    return any(pair in _MUTUAL for pair in pairwise(words))


def _is_between(scene: Scene, past: int) -> bool:
    """Whether fire goes between two sides: "gunfire between soldiers and rebels", "shelling between the armies"."""
    if scene.doc.tokens.lowers[past] != "between":
        return False
    sides = {side.side for side in scene.sides.between(past, past + _BETWEEN_REACH)}
    soldiers = not _MEN.isdisjoint(scene.doc.tokens.lowers[past : past + _BETWEEN_REACH])
    return len(sides) + soldiers > 1


def _is_traded(scene: Scene, sentence: SentenceSpan, act: str, first: int) -> bool:
    """Whether fire goes both ways: "exchanged mortar and machine-gun fire", "an exchange of artillery fire"."""
    before = scene.doc.tokens.lowers[max(sentence.first, first - _TRADE_REACH) : first]
    if any(m.entry.form == "accuse" for m in scene.breaches.between(first - _TRADE_REACH, first)):
        return False  # "traded blame for the shelling"
    trade = next((k for k, word in enumerate(before) if word in _TRADING), None)
    return trade is not None and "," not in (before if act == "shelling" else before[trade:])


def is_no_capture(scene: Scene, entry: ActTerm, first: int, past: int) -> bool:
    """Whether words of capture take no place: "took 55 wounded to hospital", "the capture of a soldier"."""
    if entry.term == "capture of":
        return not scene.places.between(past, past + 2)
    if entry.form != "capture":
        return False
    if scene.doc.tokens.lowers[first] in _TAKING:
        return _takes_no_ground(scene, past)
    return _takes_people(scene, past)


def _takes_no_ground(scene: Scene, past: int) -> bool:
    """Whether people are taken ("took 55 wounded to hospital") or nothing is ("took part", "took its revenge")."""
    if not _TAKEN.isdisjoint(scene.doc.tokens.lowers[past : past + _IDIOM_REACH]):
        return True
    persons = scene.doc.persons
    at = bisect_left(persons, past, key=attrgetter("start"))
    return at < len(persons) and persons[at].start < past + _OBJECT_REACH


def _takes_people(scene: Scene, past: int) -> bool:
    """Whether people are caught and no ground: "captured two rebels", "seized 17 of their men", "caught them"."""
    lowers, persons = scene.doc.tokens.lowers, scene.doc.persons
    if lowers[past] in _CAUGHT:
        return True
    end = past
    for person in persons[bisect_left(persons, past, key=attrgetter("start")) :]:
        if person.start > end + (_CAUGHT_REACH if end == past else 0):
            break
        if end == past and not STOPS.isdisjoint(set(lowers[past : person.start]) - _CAUGHT_OF):
            return False
        end = person.end
    return end > past and (lowers[end] in STOPS or not lowers[end][:1].isalnum())


def is_struggle(scene: Scene, first: int, past: int) -> bool:
    """Whether fighting is a figure of speech: "the fight for justice"; "the battle for a gas field" is none."""
    lowers = scene.doc.tokens.lowers
    if lowers[first] in _FIGHTS and lowers[past : past + 1] == ["against"]:
        return True
    if lowers[first - 2 : first] == ["field", "of"]:
        return True
    if lowers[past : past + 1] != ["for"] or not _LENGTHS.isdisjoint(lowers[past + 1 : past + 1 + _LENGTH_REACH]):
        return False
    return not (
        lowers[first].startswith(("battle", "fighting"))
        and lowers[first - 1] in {"the", "a"}
        and _in_doing(lowers, first)
    )


def _in_doing(lowers: list[str], first: int) -> bool:
    return first > 1 and lowers[first - 2] in {"in", "during"}
