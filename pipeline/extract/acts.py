"""Hostile acts in a sentence: the words of one act taken together, its kind, and whether it is told as done.

Belongs here: grouping act words into acts. Does not: whose an act is (`agents`), what the sentences around it add
(`events`).
"""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise, zip_longest
from operator import attrgetter
from typing import NamedTuple

from pipeline.extract.agents import KILLERS, TARGET_REACH, agents_of, target_of
from pipeline.extract.annotate import SentenceSpan
from pipeline.extract.doers import OPPOSING
from pipeline.extract.grammar import HAVE
from pipeline.extract.lexicon import Match
from pipeline.extract.numerals import small
from pipeline.extract.reference import ActTerm
from pipeline.extract.scene import HARD_COST, Scene
from pipeline.extract.tokens import NUMBER
from pipeline.extract.weapons import is_idle, is_of_trade, is_stock

# Words of one act stand close: "launched a fresh ground offensive", "warplanes have repeatedly pounded".
_GROUP_GAP = 5
# What fills a shell stands right behind it: "a rocket carrying poison gas".
_FILLING = 2
DEFINITE = frozenset("the this that these those such".split())
# "No repeat of the barrage of tank and helicopter fire" holds for its whole phrase, a single "no" for what is next.
_DOUBT_REACH = 8
_PHRASE = 3
_DATED = 4
_DENYING = frozenset({"denied", "denies", "deny", "denying"})
_DENIED = (["that"], ["it"], ["they"], ["having"])
_DENIAL_REACH = 10
_NOT, _NOT_REACH = frozenset({"not", "never", "n't", "neither", "nor"}), 3
_CLAUSES = frozenset({"when", "while", "after", "before", "since"})
_MODALS = frozenset({"would", "could", "can", "may", "might", "will", "cannot"})
_SENSED = frozenset({"heard", "seen"})
_TAKING = frozenset({"took", "takes", "taken", "taking"})
_HAPPENED = (["took", "place"], ["taken", "place"], ["takes", "place"], ["taking", "place"])
_OBJECT_REACH = 3
_TAKEN = frozenset(
    "place part revenge refuge shelter effect aim responsibility action advantage office steps measures note credit"
    " off hours minutes years days weeks months time cover turns issue pains hit hits blow them him her us".split()
)
_IDIOM_REACH = 3
# "The operations room", "the operation's media office" are of an army, not what it does.
_OFFICES = frozenset("room rooms media office centre center command commander spokesman spokesperson hq".split())
# "An advance team of observers", "an advance payment".
_SENT_AHEAD = tuple(
    [word] for word in "team teams party mission group unit guard payment notice warning copy planning".split()
)
# "Killed 75 men including suicide bombers".
_COUNTED_AMONG = frozenset({"including", "included", "were", "are", "among"})
_SHOT_OFF = frozenset({"air_strike", "shelling"})
_AERIAL = frozenset({"air", "aerial"})
_STOPPED = frozenset(
    {"stopped", "ceased", "subsided", "eased", "calmed", "lessened", "abated", "dwindled", "decreased", "diminished"}
)
_DIED_DOWN = (["died", "down"], ["died", "away"], ["let", "up"], ["calmed", "down"], ["tapered", "off"])
_CEASING = frozenset({"cease", "stop", "end", "halt"})
_CEASE_REACH = 3
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
    "gunmen attackers assailants raiders bandits militiamen militia militias paramilitaries fighters men".split()
)
_ATTACKING = frozenset({"attacked", "attacking"})
_GUNS = frozenset("guns gun gunfire rifles firearms machineguns".split())
_GUNS_REACH = 6
# "Artillery and small-arms fire": one barrage of all that was at hand.
_SHOOTING_ARMS = frozenset("artillery mortar mortars tank tanks rocket rockets howitzer".split())
# Shot from the shoulder by men who stand before what they hit.
_LAUNCHED = frozenset({"rocket-propelled", "rpg", "rpgs", "anti-tank"})
# "The coalition fighting Islamic State", but "with the army fighting rebels in the streets".
_SCENE_SETTING = frozenset({"with", "saw", "sees", "as", "between"})
_VEHICLES = (["vehicle"], ["vehicles"], ["season"], ["spirit"], ["age"], ["chance"], ["words"])
_STRETCHES = frozenset({"days", "weeks", "months", "years", "week", "month", "year", "rounds"})
_SINCE_THEN = frozenset({"after", "following", "ending", "end", "ended", "ends"})
_STRETCH_REACH = 7
# "Both armies opened fire on each other" is a clash.
_MUTUAL = (("each", "other"), ("one", "another"))
_MUTUAL_REACH = 4
_EXCHANGED = frozenset({"shooting", "ground_attack", "unspecified"})
# "Exchanged mortar and machine-gun fire".
_TRADED = frozenset({"shooting", "shelling"})
_TRADING = frozenset({"exchanged", "exchanging", "exchange", "exchanges", "traded", "trading", "trade"})
_TRADE_REACH = 5
_AIMED = frozenset({"targeted", "attacked", "struck", "hit"})
# Before a participle that tells what came of an act or with it.
_RESULT = frozenset({",", "and", "before", "after", "while", "then"})
_SENT_OFF = frozenset({"fired", "launched", "dropped"})
_EVENT_FORMS = frozenset({"noun", "verb", "weapon", "capture"})


class Act(NamedTuple):
    """One hostile act as told at one place; `start` and `end` are offsets, `first` and `past` token positions."""

    start: int
    end: int
    sentence: int
    first: int
    past: int
    act: str
    cause: str | None
    agents: str | None
    target: str | None
    weak: bool
    act_word: str
    capture: bool
    negated: bool
    hypothetical: bool
    background: bool
    agent_trace: str
    refers: bool = False

    @property
    def told(self) -> bool:
        """Whether the text tells it as having happened."""
        return not (self.negated or self.hypothetical or self.background)


def sentence_acts(scene: Scene, sentence: SentenceSpan, terms: Sequence[Match[ActTerm]]) -> list[Act]:
    """The acts that a sentence tells, in reading order, with the agents that its own words give."""
    groups: list[list[Match[ActTerm]]] = []
    for term in _readings(scene, terms):
        if term.entry.form not in _EVENT_FORMS or _brings_down(scene, term):
            continue
        if term.entry.form == "weapon" and is_idle(scene, term):
            continue
        if term.entry.form == "capture" and scene.doc.tokens.lowers[term.start : term.end + 1] in _HAPPENED:
            continue
        if term.entry.term == "suicide bomber" and scene.doc.tokens.lowers[term.start - 1] in _COUNTED_AMONG:
            continue
        if _is_of_name(scene, term) or is_of_trade(scene, term):
            continue
        if term.entry.cause in _SHOT_OFF and is_stock(scene, term):
            continue
        if term.entry.act == "clash" and _only_describes(scene, sentence, term):
            continue
        if groups and _joins(scene, groups[-1], term):
            groups[-1].append(term)
        else:
            groups.append([term])
    found = [act for group in groups if (act := _act(scene, sentence, group)) is not None]
    acts = [act for k, act in enumerate(found) if not (k and _is_of_one(scene, found[k - 1], act))]
    acts = [_with_next(scene, act, after) for act, after in zip_longest(acts, acts[1:])]
    return [told for act in acts for told in (*_twin(scene, act), act)]


def _with_next(scene: Scene, act: Act, after: Act | None) -> Act:
    """An act told together with the next has its doer: "missile strikes and shelling by the army"."""
    if after is None or act.agents is not None or after.agent_trace != "agent phrase" or act.act == "clash":
        return act
    if act.past != after.first - 1 or scene.doc.tokens.lowers[act.past] != "and":
        return act
    if act.act_word == "missile strike" and after.act == "shelling":
        act = act._replace(act=after.act, cause=after.cause)
    return act._replace(agents=after.agents, agent_trace=after.agent_trace)


def _only_describes(scene: Scene, sentence: SentenceSpan, clash: Match[ActTerm]) -> bool:
    """Whether "fighting" only tells who somebody is: "the coalition fighting Islamic State", "fighting vehicles"."""
    lowers = scene.doc.tokens.lowers
    if lowers[clash.end : clash.end + 1] in _VEHICLES:
        return True
    if sentence.is_title or lowers[clash.start] not in OPPOSING:
        return False
    who = next((s for s in scene.sides.between(clash.start - _FOOT_REACH, clash.start) if s.past == clash.start), None)
    if who is None or not scene.sides.between(clash.end, clash.end + _OBJECT_REACH):
        return False
    before = lowers[max(sentence.first, who.first - 2) : who.first]
    return _SCENE_SETTING.isdisjoint(before) and not any(_is_number(scene, k) for k in range(who.first - 2, who.past))


def _is_of_one(scene: Scene, attack: Act, act: Act) -> bool:
    """Shots as one more of its means: "attacked with explosives and gunfire", "artillery and machine-gun fire"."""
    lowers = scene.doc.tokens.lowers
    if act.act != "shooting" or attack.past != act.first - 1 or lowers[attack.past] != "and":
        return False
    shared = (
        attack.act == "shelling"
        and lowers[attack.past - 1] in _SHOOTING_ARMS
        and "fire" in lowers[act.first : act.past]
    )
    return shared or attack.act == "ground_attack"


def _twin(scene: Scene, act: Act) -> list[Act]:
    """The raids of "air and artillery strikes", which shares the noun of the shelling."""
    lowers = scene.doc.tokens.lowers
    if act.act != "shelling" or lowers[act.first - 1] != "and" or lowers[act.first - 2] not in _AERIAL:
        return []
    start = scene.doc.tokens.starts[act.first - 2]
    return [act._replace(start=start, first=act.first - 2, act="air_strike", cause="air_strike", act_word="air strike")]


def _readings(scene: Scene, terms: Sequence[Match[ActTerm]]) -> list[Match[ActTerm]]:
    """One reading for each place where a word is both noun and verb ("shells", "strikes", "battles")."""
    chosen: list[Match[ActTerm]] = []
    for term in terms:
        if chosen and chosen[-1].start == term.start:
            if term.entry.form == "verb" and _is_verb(scene, term):
                chosen[-1] = term
        else:
            chosen.append(term)
    return chosen


def _brings_down(scene: Scene, term: Match[ActTerm]) -> bool:
    """ "Shot down a drone"."""
    lowers = scene.doc.tokens.lowers
    return lowers[term.end - 1] in {"shot", "shoot", "shooting"} and lowers[term.end : term.end + 1] == ["down"]


def _is_of_name(scene: Scene, term: Match[ActTerm]) -> bool:
    """Whether a word of attack only names something: "the operations room", "an advance team of observers"."""
    if term.entry.term == "operation":
        return _names_office(scene, term)
    return term.entry.term == "advances" and scene.doc.tokens.lowers[term.end : term.end + 1] in _SENT_AHEAD


def _names_office(scene: Scene, term: Match[ActTerm]) -> bool:
    """Whether an operation is an army's office or name: "the operations room", "the GNA's Dawn of Hope operation"."""
    tokens = scene.doc.tokens
    if not _OFFICES.isdisjoint(tokens.lowers[term.end : term.end + 2]):
        return True
    before = term.start - 1
    if before < 2 or not tokens.texts[before][:1].isupper() or scene.sides.between(before, before + 1):
        return False
    if any(p.past == before + 1 for p in scene.places.between(max(0, before - 3), before + 1)):
        return False  # "the Afrin operation"
    return tokens.texts[before - 1][:1].isupper() or tokens.lowers[before - 1] in {"of", "the"}


def _is_verb(scene: Scene, term: Match[ActTerm]) -> bool:
    """A form that is noun or verb is a verb between a subject and an object ("jets hit the town")."""
    lowers = scene.doc.tokens.lowers
    following = lowers[term.end] if term.end < len(lowers) else ""
    before = lowers[term.start - 1] if term.start else ""
    if before in DEFINITE or before in {"a", "of", "by", "in"}:
        return False
    if before == "to" and term.entry.term == "advanced":
        return True  # "militias tried to advance on the town"
    if before in _RESULT and lowers[term.start].endswith("ing") and _is_number(scene, term.end):
        return True  # "rebels overran the post, beheading six soldiers"
    return following in {"the", "a", "an", "its", "their", "them"} or bool(scene.sides.between(term.end, term.end + 1))


def _is_number(scene: Scene, at: int) -> bool:
    """Whether a number stands at a position."""
    tokens = scene.doc.tokens
    return at < len(tokens) and (tokens.kinds[at] == NUMBER or small(tokens.lowers[at]) is not None)


def _joins(scene: Scene, group: list[Match[ActTerm]], term: Match[ActTerm]) -> bool:
    last = group[-1]
    gap = term.start - last.end
    bars = scene.bars
    if gap > _GROUP_GAP or bars[term.start] - bars[last.end - 1] >= HARD_COST:
        return False
    lowers = scene.doc.tokens.lowers
    if not _CLAUSES.isdisjoint(lowers[last.end : term.start]):
        return False
    if last.entry.term == "launched" and lowers[last.end] == ",":
        return False  # "hours after it began, army jets bombed the town"
    if any(lowers[k] in {"and", "or"} for k in range(last.end, term.start)) and not (
        last.entry.weak and term.entry.weak
    ):
        return False
    if term.entry.form == "weapon" or any(t.entry.form == "weapon" for t in group):
        return True
    strong = next((t.entry.act for t in group if not t.entry.weak and t.entry.act != "unspecified"), None)
    mine = None if term.entry.weak or term.entry.act == "unspecified" else term.entry.act
    if strong == "chemical" and lowers[last.end : term.start] == ["from"]:
        return True  # "poisoning from shells"
    if strong is not None and mine is not None:
        return strong == mine or (mine == "chemical" and gap <= _FILLING)
    return True


def _act(scene: Scene, sentence: SentenceSpan, group: list[Match[ActTerm]]) -> Act | None:
    first, past = group[0].start, group[-1].end
    agents, how = agents_of(scene, sentence, group)
    kind = _kind(group, agents is not None) or _raid_by(scene, sentence, group)
    entry = kind or _takes_up(scene, group, agents)
    if entry is None or (entry.act == "clash" and _is_struggle(scene, first, past)):
        return None
    if _is_no_capture(scene, entry, first, past):
        return None
    act, cause = entry.act, entry.cause
    falls = entry.weak and act == "unspecified" and (how == KILLERS or _on_position(scene, sentence, group))
    if falls or _rolls_in(scene, entry, first, past):
        act, cause = "ground_attack", "ground_fighting"
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
    if mutual or (act in _TRADED and _is_traded(scene, sentence, act, first)):
        act, cause = "clash", "ground_fighting"
    if act == "clash":
        agents, how = None, "two-sided"
    tokens = scene.doc.tokens
    negated, hypothetical, background = _doubts(scene, sentence, first)
    negated = (
        negated
        or _is_not_done(scene.doc.tokens.lowers, group, past)
        or _has_stopped(scene.doc.tokens.lowers[past : min(sentence.past, past + _DOUBT_REACH)])
    )
    return Act(
        tokens.starts[first],
        tokens.ends[past - 1],
        sentence.index,
        first,
        past,
        act,
        cause,
        agents,
        target_of(scene, sentence, group),
        kind is not None and all(t.entry.weak for t in group),
        entry.term,
        all(t.entry.form == "capture" for t in group),
        negated,
        hypothetical,
        background,
        how,
    )


def _is_not_done(lowers: Sequence[str], group: list[Match[ActTerm]], past: int) -> bool:
    """Whether those with the weapons are told not to have used them: "the air force did not carry out air strikes"."""
    if group[0].entry.form != "weapon":
        return False
    return not _NOT.isdisjoint(lowers[group[0].end : max(past, group[0].end + _NOT_REACH)])


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


def _has_stopped(words: list[str]) -> bool:
    """Whether an act is told to be over: "where raids have all but stopped"."""
    if any(a == "to" and b in _CEASING for a, b in pairwise(words[:_CEASE_REACH])):
        return True  # "hostilities were to cease at noon"
    end = next((k for k, word in enumerate(words) if word in _STOPPED or words[k : k + 2] in _DIED_DOWN), None)
    before = words[:end] if end is not None else []
    return not HAVE.isdisjoint(before) and "not" not in before and "," not in before


def _each_other(words: list[str]) -> bool:
    """Whether an act is done by both sides to each other."""
    return any(pair in _MUTUAL for pair in pairwise(words))


def _is_traded(scene: Scene, sentence: SentenceSpan, act: str, first: int) -> bool:
    """Whether fire goes both ways: "exchanged mortar and machine-gun fire", "an exchange of artillery fire"."""
    before = scene.doc.tokens.lowers[max(sentence.first, first - _TRADE_REACH) : first]
    trade = next((k for k, word in enumerate(before) if word in _TRADING), None)
    return trade is not None and "," not in (before if act == "shelling" else before[trade:])


def _is_struggle(scene: Scene, first: int, past: int) -> bool:
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


def _rolls_in(scene: Scene, entry: ActTerm, first: int, past: int) -> bool:
    """Whether tanks take ground and do not fire ("tanks had entered the town")."""
    lowers = scene.doc.tokens.lowers
    return (
        entry.term == "artillery"
        and not _TANKS.isdisjoint(lowers[first:past])
        and not _ENTERING.isdisjoint(lowers[first : past + 3])
    )


def _is_no_capture(scene: Scene, entry: ActTerm, first: int, past: int) -> bool:
    """Whether words of capture take no place: "took 55 wounded to hospital", "the capture of a soldier"."""
    if entry.term == "capture of":
        return not scene.places.between(past, past + 2)
    taking = entry.form == "capture" and scene.doc.tokens.lowers[first] in _TAKING
    return taking and _takes_no_ground(scene, past)


def _takes_no_ground(scene: Scene, past: int) -> bool:
    """Whether people are taken ("took 55 wounded to hospital") or nothing is ("took part", "took its revenge")."""
    if not _TAKEN.isdisjoint(scene.doc.tokens.lowers[past : past + _IDIOM_REACH]):
        return True
    persons = scene.doc.persons
    at = bisect_left(persons, past, key=attrgetter("start"))
    return at < len(persons) and persons[at].start < past + _OBJECT_REACH


def _in_doing(lowers: list[str], first: int) -> bool:
    return first > 1 and lowers[first - 2] in {"in", "during"}


def _may_do(lowers: list[str], first: int) -> bool:
    """Whether a weapon is only told to be able to act: "its drones would not fly"."""
    words = lowers[first + 1 : first + 5]
    return not _MODALS.isdisjoint(words[:2]) and _SENSED.isdisjoint(words)


def _on_position(scene: Scene, sentence: SentenceSpan, group: list[Match[ActTerm]]) -> bool:
    """Whether an attack falls on what is held by force ("attacked an army base")."""
    past = group[-1].end
    return any(m.entry.form == "position" for m in scene.acts.between(past, min(sentence.past, past + TARGET_REACH)))


def _kind(group: list[Match[ActTerm]], has_agent: bool) -> ActTerm | None:
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
    return next((t.entry for t in group if t.entry.term in _AIMED), None) if has_agent else None


def _raid_by(scene: Scene, sentence: SentenceSpan, group: list[Match[ActTerm]]) -> ActTerm | None:
    """The verb of an attack by armed men of no side: "gunmen attacked the village"."""
    lowers = scene.doc.tokens.lowers
    verb = next((t for t in group if t.entry.form == "verb" and lowers[t.start] in _ATTACKING), None)
    if verb is None or RAIDERS.isdisjoint(_subject_words(scene, sentence, verb.start)):
        return None
    return verb.entry


def _takes_up(scene: Scene, group: list[Match[ActTerm]], agents: str | None) -> ActTerm | None:
    """The verb of "the militia had fired them", which says no more than who did what was told before."""
    last = group[-1]
    told = agents is not None and scene.doc.tokens.lowers[last.end : last.end + 1] in (["them"], ["it"])
    return last.entry if told and last.entry.term in _SENT_OFF else None


def _doubts(scene: Scene, sentence: SentenceSpan, first: int) -> tuple[bool, bool, bool]:
    """Whether an act is denied, only possible, or an old one ("earlier bouts of fighting")."""
    forms: set[str] = set()
    lowers = scene.doc.tokens.lowers
    if any(m.entry.kind == "judgement" for m in scene.reports.between(max(sentence.first, first - 8), first)):
        forms.add("past")
    for match in scene.acts.between(max(sentence.first, first - _DOUBT_REACH), first):
        phrase = match.entry.form == "negation" and match.end - match.start >= _PHRASE
        if not phrase and (match.start < first - 4 or "and" in lowers[match.end : first]):
            continue
        if scene.bars[first] == scene.bars[match.end - 1] and not (match.entry.form == "past" and _dates(scene, match)):
            forms.add(match.entry.form)
    if _is_denied(lowers[max(sentence.first, first - _DENIAL_REACH) : first]):
        forms.add("negation")
    if lowers[first - 2 : first] == ["outbreak", "of"]:
        forms.add("past")  # "for the first time since the outbreak of hostilities"
    of = first - 1 if lowers[first - 1] == "of" else first - 2
    if (
        lowers[of] == "of"
        and lowers[of - 1] in _STRETCHES
        and not _SINCE_THEN.isdisjoint(lowers[max(sentence.first, first - _STRETCH_REACH) : first])
    ):
        forms.add("past")  # "they agreed to it after weeks of fighting"
    if any(m.entry.form == "weapon" for m in scene.acts.between(first, first + 1)) and _may_do(lowers, first):
        forms.add("modal")
    return "negation" in forms, "modal" in forms, "past" in forms


def _is_denied(before: list[str]) -> bool:
    """ "The army denied that it had targeted the hospital"; "he denied guilt and blamed the army" denies no act."""
    at = next((k for k, word in enumerate(before) if word in _DENYING), None)
    return at is not None and before[at + 1 : at + 2] in _DENIED and {",", "and", "but"}.isdisjoint(before[at:])


def _dates(scene: Scene, cue: Match[ActTerm]) -> bool:
    """Whether a word of the past only dates the act: "a few hours earlier the militia had fired"."""
    return any(t.past >= cue.end for t in scene.times.between(cue.start - _DATED, cue.start + 1))
