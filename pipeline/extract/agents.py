"""Who acts: the sides that a sentence's grammar makes the doers of an act, and the side that it falls on.

Belongs here: agent phrases, owners and subjects of act words. Does not: what kind of act it is (`acts`), an agent that
another sentence tells (`events`).
"""

from collections.abc import Callable

from pipeline.extract.annotate import SentenceSpan
from pipeline.extract.doers import (
    DETERMINERS,
    MODIFIER_REACH,
    SUPPOSED,
    TARGET_PREPOSITIONS,
    after_backing,
    chain,
    charged_in,
    group_meant,
    holder_of,
    is_passive,
    join_sides,
    pointed_at,
    says,
    subject_sides,
)
from pipeline.extract.grammar import ITS
from pipeline.extract.lexicon import Match
from pipeline.extract.parties import SideMention
from pipeline.extract.reference import ActTerm
from pipeline.extract.scene import HARD_COST, Scene
from pipeline.extract.soldiers import soldiers_before
from pipeline.extract.states import AIR_FORCES, GROUPS

# An agent phrase opens within this many words after the act ("strikes on the town carried out by ...").
_BY_REACH = 9
# Further off where nothing but where and when it was stands between ("on a village near Bor on Sunday by ...").
_FAR_BY = 4
_RELATIVE_REACH = 6
_SUPPOSED_REACH = 8
TARGET_REACH = 16
_RELATIVES = frozenset({"which", "that"})
_USING = frozenset(
    "used uses deployed employed unleashed responded retaliated replied answered set triggered planted laid".split()
)
_USING_REACH = 4
# "By rebels in two separate attacks", "by the army with shelling".
_MANNER = frozenset({"in", "with", "during", "through"})
_MANNER_REACH = 5
_MANNER_WORDS = frozenset("a an two three four five six several separate series of multiple new fresh heavy".split())
_COMING_UNDER = frozenset({"came", "come", "comes", "coming"})  # whose house came under fire did not fire
_COMING = frozenset({"came", "comes", "coming", "come", "originated", "launched", "fired"})
_LASTING = frozenset("renewed sustained continued intensified repeated alleged suspected reported".split())
_BELONGING = frozenset({"of", "from", "belonging"})
KILLERS = "who kills in it"
# "Killed nine soldiers in an attack": from the verb to the preposition.
_KILLING = frozenset({"killed", "wounded", "injured", "kills", "wounds", "injures"})
_KILLING_REACH = 10
_WERE = (["was"], ["were"], ["belonged"])
_RELATIVE_SIDE = 3
# What is done with a weapon in "a bomb that the rebels set off", where no ending tells the past.
_LAUNCHING = frozenset("set laid threw sent shot drove put dug made rode began flew blew".split())
_KINDS_OF_FORCE = frozenset("paramilitary separatist rebel jihadist islamist militant powerful rival notorious".split())
_PARTICIPLES = frozenset("held run taken seen made known put lost won overrun led sent given".split())
_NO_MODIFIERS = TARGET_PREPOSITIONS | frozenset(
    "the a an of . , have has had who which that after before as when while because came come coming under".split()
)
_OF_SUBJECT = frozenset(
    {
        "offensive",
        "ground offensive",
        "assault",
        "air strike",
        "strike",
        "attack",
        "advances",
        "suicide attack",
        "suicide bomber",
    }
)
# "Attacks attributed to the militia", "a bombing blamed on the group".
_LAYING = frozenset({"attributed", "blamed", "ascribed", "pinned", "imputed"})
_LAID = frozenset({"to", "on"})
_AGENTIVE = frozenset({"by", "from"}) | _LAYING
_Finder = Callable[[Scene, SentenceSpan, list[Match[ActTerm]]], list[str] | None]


def agents_of(scene: Scene, sentence: SentenceSpan, group: list[Match[ActTerm]]) -> tuple[str | None, str]:
    """Who does the act that these words tell, joined, and by which words; None when nobody or one of several."""
    finders: list[tuple[_Finder, str]] = [
        (_by_agents, "agent phrase"),
        (_of_agents, "owner"),
        (_relative_agents, "agent phrase"),
        (_owners, "owner"),
        (_subject, "subject"),
        (_doers, "agent phrase"),
        (_users, "subject"),
        (_killers, KILLERS),
        (_whose_arms, "owner"),
    ]
    if group[0].entry.form in {"verb", "capture"} and not is_passive(scene.doc.tokens.lowers, group[0].start):
        finders = [
            (_subject, "subject"),
            (_of_agents, "owner"),
            (_owners, "owner"),
            (_by_agents, "agent phrase"),
            (_soldiers, "soldiers of no other army"),
            (_charged, "accused"),
        ]
    if _is_named_doer(scene, sentence, group):
        finders = [(_owners, "owner"), *finders]
    for find, name in finders:
        sides = find(scene, sentence, group)
        if sides is None:
            return None, "one of several suspects"
        if sides:
            return join_sides(sides), name
    return None, ""


def _soldiers(scene: Scene, sentence: SentenceSpan, group: list[Match[ActTerm]]) -> list[str] | None:
    """ "Soldiers opened fire", where no army of another state is told of."""
    found = soldiers_before(scene, sentence, group[0].start)
    foreign = found and any(s.role == "armed" and s.side not in {*found, *GROUPS} for s in scene.sides.items)
    return [] if foreign else found


def _charged(scene: Scene, sentence: SentenceSpan, group: list[Match[ActTerm]]) -> list[str] | None:
    """Who is accused of one more thing: "accused rebels of shelling the town and of attacking a post"."""
    lowers, start = scene.doc.tokens.lowers, group[0].start
    if lowers[start - 1] != "of" or not lowers[start].endswith("ing"):
        return []
    return charged_in(scene, sentence, start)


def _whose_arms(scene: Scene, sentence: SentenceSpan, group: list[Match[ActTerm]]) -> list[str] | None:
    """Whose "its jets", "their tanks" are: the one side with such arms told before, here or in the last sentence."""
    arm = group[0]
    if arm.entry.form != "weapon" or ITS.isdisjoint(scene.doc.tokens.lowers[max(0, arm.start - 2) : arm.start]):
        return []
    here = scene.sides.between(sentence.first, arm.start)
    if not here and sentence.index:
        here = scene.sides.of(sentence.index - 1)
    owners = {side.side for side in here} & AIR_FORCES
    return list(owners) if len(owners) == 1 else []


def _is_named_doer(scene: Scene, sentence: SentenceSpan, group: list[Match[ActTerm]]) -> bool:
    """Whether a weapon stands itself as the doer, so that a later "by" is of another: "by regime artillery and ..."."""
    weapon = group[0]
    before = scene.doc.tokens.lowers[max(sentence.first, weapon.start - MODIFIER_REACH) : weapon.start]
    return weapon.entry.form == "weapon" and "by" in before


def _of_agents(scene: Scene, sentence: SentenceSpan, group: list[Match[ActTerm]]) -> list[str] | None:
    """ "Warplanes of the regime", "jets from the coalition"."""
    weapon = next((t for t in reversed(group) if t.entry.form == "weapon" or t.entry.term in _OF_SUBJECT), None)
    lowers = scene.doc.tokens.lowers
    if weapon is None:
        weapon = next((t for t in reversed(group) if t.entry.form == "noun" and t.entry.term == "bomb"), None)
    if weapon is None or weapon.end >= sentence.past:
        return []
    if lowers[weapon.end] in _BELONGING:
        return chain(scene, weapon.end + 1, sentence.past)
    told = next((t for t in group if t.entry.form == "weapon" and lowers[t.end : t.end + 1] in _WERE), None)
    if told is not None:
        return _whose(scene, sentence, told)
    opening = _supposed(lowers, weapon.end, sentence.past)
    return chain(scene, opening, sentence.past) if opening else []


def _whose(scene: Scene, sentence: SentenceSpan, weapon: Match[ActTerm]) -> list[str] | None:
    """Whose they are told to be: "the jets were Russian", "the drone belonged to the army"."""
    at = weapon.end + 1 + (scene.doc.tokens.lowers[weapon.end + 1 : weapon.end + 2] == ["to"])
    side = next(iter(scene.sides.between(at, min(sentence.past, at + 2))), None)
    if side is None or scene.doc.tokens.lowers[weapon.end] == "belonged":
        return chain(scene, at, sentence.past) if side is not None else []
    return [side.side] if side.first == at and side.kind == "adjective" else []


def _relative_agents(scene: Scene, sentence: SentenceSpan, group: list[Match[ActTerm]]) -> list[str] | None:
    """ "A car bomb that militants set off", "shells which the army had fired"."""
    lowers = scene.doc.tokens.lowers
    arms = (t for t in group if t.entry.form in {"noun", "weapon"})
    end = next((t.end for t in arms if lowers[t.end : t.end + 1] in (["that"], ["which"])), None)
    if end is None:
        return []
    doer = next(iter(scene.sides.between(end + 1, min(sentence.past, end + 1 + _RELATIVE_SIDE))), None)
    if doer is None or not DETERMINERS.issuperset(lowers[end + 1 : doer.first]):
        return []
    acts = lowers[doer.past : doer.past + 2]
    return [doer.side] if any(word in _LAUNCHING or word.endswith("ed") for word in acts) else []


def _supposed(lowers: list[str], position: int, stop: int) -> int:
    """Where the owner opens in "jets believed to be Russian", "a plane thought to have come from the coalition"."""
    near = range(position, min(stop, position + _SUPPOSED_REACH))
    start = next((k for k in near[:3] if lowers[k] in SUPPOSED), None)
    if start is None:
        return 0
    return next((k + 1 for k in near if k > start and lowers[k] in {"be", "from", "of"}), 0) or next(
        (k + 2 for k in near if k > start and lowers[k] == "belong"), 0
    )


def _by_agents(scene: Scene, sentence: SentenceSpan, group: list[Match[ActTerm]]) -> list[str] | None:
    lowers = scene.doc.tokens.lowers
    start, end = group[0].end, group[-1].end
    stop = min(sentence.past, end + _relative_reach(lowers, end, sentence.past))
    if _AGENTIVE.isdisjoint(lowers[start:stop]):
        return []
    own = {m.end - 1 for m in group if m.entry.form == "noun" and m.end - m.start > 1}  # "a mine planted by rebels"
    for k in range(start, stop):
        if scene.bars[k] - scene.bars[start - 1] >= HARD_COST or (k > end and k in scene.act_nouns):
            break
        if lowers[k] in _LAID and lowers[k - 1] in _LAYING:
            return chain(scene, k + 1, sentence.past)  # "attacks blamed on the militia"
        fired = _weapon_follows(scene, k) or lowers[k - 1] in _COMING or (k in {start, end} and _is_armed(scene, k + 1))
        if lowers[k] == "from" and (fired or k == end) and (held := holder_of(scene, k + 1, sentence.past)):
            return [held]
        if lowers[k] == "by" or (lowers[k] == "from" and fired):
            if (
                "under" in lowers[end:k]
                or after_backing(scene, k + 1)
                or _brokers(scene, k - 1)
                or (k - 1 not in own and other_participle(scene, k - 1))
            ):
                continue
            agents = group_meant(scene, sentence, k + 1) or chain(scene, k + 1, sentence.past)
            if agents != []:
                return agents  # "hit by a rocket fired by rebels": nobody is a rocket
    return []


def _doers(scene: Scene, sentence: SentenceSpan, group: list[Match[ActTerm]]) -> list[str] | None:
    """Sides of a passive before a noun that tells how: "the truce was broken by rebels in two attacks"."""
    if group[0].entry.form != "noun":
        return []
    lowers, start = scene.doc.tokens.lowers, group[0].start
    near = lowers[max(sentence.first, start - _MANNER_REACH) : start]
    opening = next((start - k for k, word in enumerate(reversed(near), start=1) if word in _MANNER), 0)
    if not opening or not _MANNER_WORDS.issuperset(lowers[opening + 1 : start]):
        return []
    before = scene.sides.between(max(sentence.first, opening - _MANNER_REACH), opening)
    if not before or before[-1].past != opening:
        return []
    first = before[-1].first - (lowers[before[-1].first - 1] in DETERMINERS)
    return [before[-1].side] if lowers[first - 1] == "by" else []


def _users(scene: Scene, sentence: SentenceSpan, group: list[Match[ActTerm]]) -> list[str] | None:
    """Sides that use a weapon: "the army had used mortars", "rebels set off a claymore mine"."""
    lowers, start = scene.doc.tokens.lowers, group[0].start
    if group[0].entry.cause is None:
        return []
    used = next(
        (k for k in range(start - 1, max(sentence.first, start - _USING_REACH), -1) if lowers[k] in _USING), None
    )
    if used is None or is_passive(lowers, used):
        return []
    return subject_sides(scene, sentence, used) or pointed_at(scene, sentence, used)


def _killers(scene: Scene, sentence: SentenceSpan, group: list[Match[ActTerm]]) -> list[str] | None:
    """Sides that kill or wound in an act: "rebels killed nine soldiers in an attack on a post"."""
    lowers, start = scene.doc.tokens.lowers, group[0].start
    near = lowers[max(sentence.first, start - _MANNER_REACH) : start]
    if group[0].entry.form != "noun" or "in" not in near:
        return []
    opening = start - 1 - near[::-1].index("in")
    if not (_MANNER_WORDS | DETERMINERS).issuperset(lowers[opening + 1 : start]):
        return []
    verbs = scene.measures.between(max(sentence.first, opening - _KILLING_REACH), opening)
    verb = next((m for m in reversed(verbs) if lowers[m.start] in _KILLING), None)
    if verb is None or "," in lowers[verb.end : opening] or is_passive(lowers, verb.start):
        return []
    return soldiers_before(scene, sentence, verb.start) or subject_sides(scene, sentence, verb.start)


def _relative_reach(lowers: list[str], end: int, stop: int) -> int:
    """How far an agent phrase may stand: further in a clause that tells on of the act ("a strike ... that was")."""
    near = lowers[end : min(stop, end + _BY_REACH)]
    if not _RELATIVES.isdisjoint(near):
        return _BY_REACH + _RELATIVE_REACH
    return _BY_REACH + (0 if any(word.endswith(("ed", "ing")) for word in near) else _FAR_BY)


def _brokers(scene: Scene, position: int) -> bool:
    """Whether what was done by someone is a truce: "the deal brokered by Moscow"."""
    forms = {m.entry.form for m in scene.breaches.between(position, position + 1)}
    return not forms.isdisjoint({"agree", "announce", "truce", "deal"})


def _is_armed(scene: Scene, position: int) -> bool:
    """Whether an armed side opens at a position, with a word for its kind at most: "the paramilitary RSF"."""
    lowers = scene.doc.tokens.lowers
    opening = position + (not DETERMINERS.isdisjoint(lowers[position : position + 1]))
    near = (side for side in scene.sides.between(position, opening + 2) if side.role == "armed")
    return any(side.first <= opening or lowers[opening] in _KINDS_OF_FORCE for side in near)


def other_participle(scene: Scene, position: int) -> bool:
    """Whether what was done by someone is no act: "controlled by", "reported by", "held by"."""
    position -= scene.doc.tokens.lowers[position] == "over"  # "taken over by"
    word = scene.doc.tokens.lowers[position]
    if not (word.endswith("ed") or word in _PARTICIPLES):
        return False
    return not any(m.entry.form in {"verb", "doing"} for m in scene.acts.between(max(0, position - 1), position + 1))


def _weapon_follows(scene: Scene, position: int) -> bool:
    return any(m.entry.form == "weapon" for m in scene.acts.between(position, position + 5))


def _owners(scene: Scene, sentence: SentenceSpan, group: list[Match[ActTerm]]) -> list[str] | None:
    """Sides that own an act noun or weapon: "Russian and regime air raids", "the army's artillery"."""
    noun = next((t for t in group if t.entry.form in {"noun", "weapon"}), None)
    if noun is None or scene.doc.tokens.lowers[noun.start] in _COMING_UNDER:
        return []
    found: list[str] = []
    limit = noun.start
    lowers = scene.doc.tokens.lowers
    for side in reversed(scene.sides.between(max(sentence.first, noun.start - 12), noun.end)):
        gap = lowers[side.past : limit]
        if len(gap) > MODIFIER_REACH or any(w in _NO_MODIFIERS for w in gap) or says(scene, side.past, limit):
            break
        if _does_otherwise(scene, side, limit):
            break
        if side.kind == "adjective" and noun.entry.act == "bombing" and side.side == "government":
            break  # "an Afghan blast" is one in Afghanistan
        if found and "or" in gap:
            return None
        if found and (gap == [":"] or not (len(gap) <= 1 or {"and", "/"} & set(gap))):
            break  # "Houthis: Saudi-led strikes kill 14"
        if _after_preposition(scene, sentence, side):
            break
        found.append(side.side)
        limit = side.first
    return found


def _does_otherwise(scene: Scene, side: SideMention, limit: int) -> bool:
    """Whether the words between a side and an act are no modifiers: a place's name, or another verb ("stored")."""
    if side.kind != "adjective" and scene.places.between(side.past, limit):
        return True
    gap = scene.doc.tokens.lowers[side.past : limit]
    return side.kind != "adjective" and bool(gap) and gap[0].endswith("ed") and gap[0] not in _LASTING


def _after_preposition(scene: Scene, sentence: SentenceSpan, side: SideMention) -> bool:
    """Whether a side is what an act falls on or stands by ("strikes on rebel positions", "backed by Russian jets")."""
    lowers = scene.doc.tokens.lowers
    k = side.first - 1
    while k >= sentence.first and (lowers[k] in {"the", "a", "an"} or scene.doc.tokens.kinds[k] == "s"):
        k -= 1
    if k < sentence.first:
        return False
    return lowers[k] in {"on", "against", "targeting", "hit", "hits", "between"} or after_backing(scene, k + 1)


def _subject(scene: Scene, sentence: SentenceSpan, group: list[Match[ActTerm]]) -> list[str] | None:
    """Sides in the subject of an active verb: "Islamic State militants stormed"."""
    verb = next((t for t in group if t.entry.form != "weapon"), None)
    if verb is not None and verb.entry.form == "noun":
        return []
    lowers = scene.doc.tokens.lowers
    if verb is None or is_passive(lowers, verb.start):
        return []
    return subject_sides(scene, sentence, verb.start) or pointed_at(scene, sentence, verb.start)


def target_of(scene: Scene, sentence: SentenceSpan, group: list[Match[ActTerm]]) -> str | None:
    """The side that an act falls on: the object of its verb, or what "on" and "against" bring."""
    lowers = scene.doc.tokens.lowers
    past = group[-1].end
    for side in scene.sides.between(past, min(sentence.past, past + TARGET_REACH)):
        if scene.bars[side.first] - scene.bars[past - 1] >= HARD_COST:
            return None
        words = lowers[max(past, side.first - 4) : side.first]
        if side.first - past > 8 and not {"on", "against"} & set(words):
            continue
        if "by" in words and not {"on", "against"} & set(words):
            continue
        return side.side
    return None
