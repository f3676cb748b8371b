"""Who acts: the sides that a sentence's grammar makes the doers of an act, and the side that it falls on.

Belongs here: agent phrases, owners and subjects of act words. Does not: what kind of act it is (`acts`), an agent that
another sentence tells (`events`).
"""

from collections.abc import Callable, Sequence

from pipeline.extract.annotate import SentenceSpan
from pipeline.extract.lexicon import Match
from pipeline.extract.memo import per_article
from pipeline.extract.parties import SideMention
from pipeline.extract.reference import ActTerm
from pipeline.extract.scene import HARD_COST, Scene

# An agent phrase opens within this many words after the act ("strikes on the town carried out by ...").
_BY_REACH = 9
# Further off where nothing but where and when it was stands between ("on a village near Bor on Sunday by ...").
_FAR_BY = 4
_RELATIVE_REACH = 6
# A subject stands within this many words before its verb; longer gaps belong to another clause.
_SUBJECT_REACH = 14
# Modifiers of an act noun: "Syrian and Russian air strikes", "the army's heavy artillery".
_MODIFIER_REACH = 3
_SUPPOSED_REACH = 8
TARGET_REACH = 16
# No sentence that people write is longer; the cap keeps the work linear on text that has lost its full stops.
_SENTENCE_REACH = 100
_OBLIQUE_REACH = 5
# A place or time put first in its sentence is no longer than this.
_FRONT_REACH = 14
_FRONT_OPENING = 3

_TARGET_PREPOSITIONS = frozenset(
    "on against in at of near over into to inside around from targeting between toward towards for by with"
    " outside among like".split()
)
_RELATIVES = frozenset({"which", "that"})
_USING = frozenset("used uses deployed employed unleashed responded retaliated replied answered".split())
_USING_REACH = 4
# "By rebels in two separate attacks", "by the army with shelling".
_MANNER = frozenset({"in", "with", "during", "through"})
_MANNER_REACH = 5
_MANNER_WORDS = frozenset("a an two three four five six several separate series of multiple new fresh heavy".split())
_COMING = frozenset({"came", "comes", "coming", "come", "originated", "launched", "fired"})
_SUPPOSED = frozenset(
    "believed thought suspected presumed said reported alleged reportedly apparently allegedly likely probably".split()
)
_OWN = frozenset({"it", "they", "its", "their"})
_PRONOUNS = frozenset({"it", "they"})
_LASTING = frozenset("renewed sustained continued intensified repeated alleged suspected reported".split())
_BELONGING = frozenset({"of", "from", "belonging"})
_RELATIVE_SIDE = 3
# What is done with a weapon in "a bomb that the rebels set off", where no ending tells the past.
_LAUNCHING = frozenset("set laid threw sent shot drove put dug made rode began flew blew".split())
AUXILIARIES = frozenset("was were is are been being be got".split())
_PARTICIPLES = frozenset("held run taken seen made known put lost won overrun led sent given".split())
_DETERMINERS = frozenset("the a an its their other several some more all".split())
_GERUND_OPENERS = frozenset("after before by while when through in".split())
# "Large numbers of Taliban came and overran a post".
_CROWDS = frozenset(
    "numbers hundreds dozens scores thousands columns waves bands branch affiliate arm wing chapter offshoot".split()
)
# "Gunmen believed to be from the group", "men thought to belong to it".
_OF_GROUP = frozenset({"from", "of", "to"})
_BEING_OF = frozenset("be are were belong belongs belonged belonging members fighters part".split())
_SUPPOSED_OF = _SUPPOSED - {"reported"} | {"suspects"}
_CLAUSE_OPENERS = frozenset({"where", "when", "while", "which", "that", "because", "as"})
_FRONTS = frozenset("in at near around outside inside across along over on south north east west".split())
_NO_MODIFIERS = _TARGET_PREPOSITIONS | frozenset(
    "the a an of . , have has had who which that after before as when while because".split()
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

# "According to the Sudanese army".
_SOURCE_REACH = 4


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
    ]
    if group[0].entry.form in {"verb", "capture"} and not _is_passive(scene.doc.tokens.lowers, group[0].start):
        finders = [(_subject, "subject"), (_of_agents, "owner"), (_owners, "owner"), (_by_agents, "agent phrase")]
    if _is_named_doer(scene, sentence, group):
        finders = [(_owners, "owner"), *finders]
    for find, name in finders:
        sides = find(scene, sentence, group)
        if sides is None:
            return None, "one of several suspects"
        if sides:
            return join_sides(sides), name
    return None, ""


def _is_named_doer(scene: Scene, sentence: SentenceSpan, group: list[Match[ActTerm]]) -> bool:
    """Whether a weapon stands itself as the doer, so that a later "by" is of another: "by regime artillery and ..."."""
    weapon = group[0]
    before = scene.doc.tokens.lowers[max(sentence.first, weapon.start - _MODIFIER_REACH) : weapon.start]
    return weapon.entry.form == "weapon" and "by" in before


def join_sides(sides: Sequence[str]) -> str | None:
    """Sides as the contract writes them: distinct, alphabetical, joined with a plus."""
    return "+".join(sorted(set(sides))) or None


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
    opening = _supposed(lowers, weapon.end, sentence.past)
    return chain(scene, opening, sentence.past) if opening else []


def _relative_agents(scene: Scene, sentence: SentenceSpan, group: list[Match[ActTerm]]) -> list[str] | None:
    """ "A car bomb that militants set off", "shells which the army had fired"."""
    lowers = scene.doc.tokens.lowers
    arms = (t for t in group if t.entry.form in {"noun", "weapon"})
    end = next((t.end for t in arms if lowers[t.end : t.end + 1] in (["that"], ["which"])), None)
    if end is None:
        return []
    doer = next(iter(scene.sides.between(end + 1, min(sentence.past, end + 1 + _RELATIVE_SIDE))), None)
    if doer is None or not _DETERMINERS.issuperset(lowers[end + 1 : doer.first]):
        return []
    acts = lowers[doer.past : doer.past + 2]
    return [doer.side] if any(word in _LAUNCHING or word.endswith("ed") for word in acts) else []


def _supposed(lowers: list[str], position: int, stop: int) -> int:
    """Where the owner opens in "jets believed to be Russian", "a plane thought to have come from the coalition"."""
    near = range(position, min(stop, position + _SUPPOSED_REACH))
    start = next((k for k in near[:3] if lowers[k] in _SUPPOSED), None)
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
    for k in range(start, stop):
        if scene.bars[k] - scene.bars[start - 1] >= HARD_COST or (k > end and k in scene.act_nouns):
            break
        if lowers[k] in _LAID and lowers[k - 1] in _LAYING:
            return chain(scene, k + 1, sentence.past)  # "attacks blamed on the militia"
        fired = _weapon_follows(scene, k) or lowers[k - 1] in _COMING or (k == end and _is_armed(scene, k + 1))
        if lowers[k] == "by" or (lowers[k] == "from" and fired):
            if (
                "under" in lowers[end:k]
                or _after_backing(scene, k + 1)
                or _brokers(scene, k - 1)
                or other_participle(scene, k - 1)
            ):
                continue
            return group_meant(scene, sentence, k + 1) or chain(scene, k + 1, sentence.past)
    return []


def group_meant(scene: Scene, sentence: SentenceSpan, position: int) -> list[str]:
    """The side that "the group" at a position takes up: the armed one named last, here or in the sentence before."""
    if scene.doc.tokens.lowers[position : position + 2] != ["the", "group"]:
        return []
    first = scene.doc.sentences[max(0, sentence.index - 1)].first
    armed = [s for s in scene.sides.between(first, position) if s.role == "armed" and s.kind == "name"]
    return [s.side for s in armed[-1:]]


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
    first = before[-1].first - (lowers[before[-1].first - 1] in _DETERMINERS)
    return [before[-1].side] if lowers[first - 1] == "by" else []


def _users(scene: Scene, sentence: SentenceSpan, group: list[Match[ActTerm]]) -> list[str] | None:
    """Sides that use a weapon: "the army had used mortars", "rebels deployed heavy artillery"."""
    lowers, start = scene.doc.tokens.lowers, group[0].start
    if group[0].entry.cause is None:
        return []
    used = next(
        (k for k in range(start - 1, max(sentence.first, start - _USING_REACH), -1) if lowers[k] in _USING), None
    )
    if used is None or _is_passive(lowers, used):
        return []
    return subject_sides(scene, sentence, used) or pointed_at(scene, sentence, used)


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
    """Whether an armed side stands at a position: "came under fire from the rebels"."""
    position += scene.doc.tokens.lowers[position] in _DETERMINERS
    return any(side.role == "armed" for side in scene.sides.between(position, position + 1))


def other_participle(scene: Scene, position: int) -> bool:
    """Whether what was done by someone is no act: "controlled by", "reported by", "held by"."""
    word = scene.doc.tokens.lowers[position]
    if not (word.endswith("ed") or word in _PARTICIPLES):
        return False
    return not any(m.entry.form in {"verb", "doing"} for m in scene.acts.between(max(0, position - 1), position + 1))


def _weapon_follows(scene: Scene, position: int) -> bool:
    return any(m.entry.form == "weapon" for m in scene.acts.between(position, position + 5))


def chain(scene: Scene, first: int, stop: int) -> list[str] | None:
    """Sides of a noun phrase with what is coordinated: "by Russia and the regime"; None for "Russian or Syrian"."""
    found: list[str] = []
    lowers = scene.doc.tokens.lowers
    reach = first + 3
    for side in scene.sides.between(first, min(stop, first + 14)):
        if side.first > reach:
            break
        between = lowers[max(first, reach - 3) : side.first]
        if found and "or" in between:
            return None
        if found and not ({"and", "/", "&"} & set(between)) and side.first > reach - 3:
            break
        if any(word in _TARGET_PREPOSITIONS and word != "of" for word in between):
            break
        found.append(side.side)
        reach = side.past + 3
    return found


def _after_backing(scene: Scene, position: int) -> bool:
    """Whether the words that end at `position` say that the following side only helps ("backed by")."""
    return any(
        m.entry.form == "backing" and m.start < position <= m.end
        for m in scene.acts.between(max(0, position - 4), position)
    )


def _owners(scene: Scene, sentence: SentenceSpan, group: list[Match[ActTerm]]) -> list[str] | None:
    """Sides that own an act noun or weapon: "Russian and regime air raids", "the army's artillery"."""
    noun = next((t for t in group if t.entry.form in {"noun", "weapon"}), None)
    if noun is None:
        return []
    found: list[str] = []
    limit = noun.start
    lowers = scene.doc.tokens.lowers
    for side in reversed(scene.sides.between(max(sentence.first, noun.start - 12), noun.end)):
        gap = lowers[side.past : limit]
        if len(gap) > _MODIFIER_REACH or any(w in _NO_MODIFIERS for w in gap) or _says(scene, side.past, limit):
            break
        if _does_otherwise(scene, side, limit):
            break
        if side.kind == "adjective" and noun.entry.act == "bombing" and side.side == "government":
            break  # "an Afghan blast" is one in Afghanistan
        if found and "or" in gap:
            return None
        if found and not (len(gap) <= 1 or {"and", "/"} & set(gap)):
            break
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


def _says(scene: Scene, first: int, past: int) -> bool:
    return any(m.entry.form == "verb" for m in scene.reports.between(first, past))


def _after_preposition(scene: Scene, sentence: SentenceSpan, side: SideMention) -> bool:
    """Whether a side is what an act falls on or stands by ("strikes on rebel positions", "backed by Russian jets")."""
    lowers = scene.doc.tokens.lowers
    k = side.first - 1
    while k >= sentence.first and (lowers[k] in {"the", "a", "an"} or scene.doc.tokens.kinds[k] == "s"):
        k -= 1
    if k < sentence.first:
        return False
    return lowers[k] in {"on", "against", "targeting", "hit", "hits", "between"} or _after_backing(scene, k + 1)


def _subject(scene: Scene, sentence: SentenceSpan, group: list[Match[ActTerm]]) -> list[str] | None:
    """Sides in the subject of an active verb: "Islamic State militants stormed"."""
    verb = next((t for t in group if t.entry.form != "weapon"), None)
    if verb is not None and verb.entry.form == "noun":
        return []
    lowers = scene.doc.tokens.lowers
    if verb is None or _is_passive(lowers, verb.start):
        return []
    return subject_sides(scene, sentence, verb.start) or pointed_at(scene, sentence, verb.start)


def pointed_at(scene: Scene, sentence: SentenceSpan, verb: int) -> list[str]:
    """The side that a pronoun or "the group" right before a verb takes up, of its sentence or the one before."""
    lowers = scene.doc.tokens.lowers
    near = lowers[max(sentence.first, verb - 2) : verb]
    if near == ["the", "enemy"] and sentence.index:
        before = scene.doc.sentences[sentence.index - 1]
        return charged_in(scene, before, before.past)
    if _PRONOUNS.isdisjoint(near) and near != ["the", "group"]:
        return []
    near_sides = scene.sides.between(max(sentence.first, verb - _SENTENCE_REACH), verb)
    here = [s.side for s in near_sides if not _oblique(scene, sentence, s)]
    if here or sentence.index == 0:
        return here[:1]
    before = scene.doc.sentences[sentence.index - 1]
    armed = [s for s in scene.sides.of(before.index) if s.role == "armed" and not _oblique(scene, before, s)]
    return [s.side for s in armed[:1]]


def charged_in(scene: Scene, sentence: SentenceSpan, stop: int) -> list[str]:
    """The side that a sentence accuses before a word of it, of what that tells or as whom the accuser goes on."""
    for match in scene.breaches.between(sentence.first, stop):
        if match.entry.form == "accuse" and match.entry.kind == "one":
            return [s.side for s in scene.sides.between(match.end, min(stop, match.end + _OBLIQUE_REACH))][:1]
    return []


def _is_passive(lowers: list[str], verb: int) -> bool:
    """ "Was shelled" is passive, "are shelling" and "had shelled" are not."""
    return verb > 0 and lowers[verb - 1] in AUXILIARIES and not lowers[verb].endswith("ing")


def subject_sides(scene: Scene, sentence: SentenceSpan, verb: int) -> list[str]:
    """Sides of the noun phrase before an active verb, without those that only back it."""
    lowers = scene.doc.tokens.lowers
    if lowers[verb].endswith("ing") and verb > sentence.first and lowers[verb - 1] in _GERUND_OPENERS:
        if charged := charged_in(scene, sentence, verb):
            return charged  # "Israel accused Hamas of breaking the truce by attacking its troops"
        return [s.side for s in scene.sides.between(sentence.first, verb) if not _oblique(scene, sentence, s)][:1]
    candidates = scene.sides.between(max(sentence.first, verb - _SUBJECT_REACH), verb)
    told_of_itself = not _OWN.isdisjoint(lowers[max(sentence.first, verb - 2) : verb])
    found: list[str] = []
    limit = verb
    for side in reversed(candidates):
        if scene.bars[verb - 1] - scene.bars[side.past - 1] >= HARD_COST or (
            not told_of_itself and _says(scene, side.past, verb)
        ):
            break
        if _oblique(scene, sentence, side) or _is_object(scene, sentence, side):
            continue
        if found and (not _coordinated(lowers, side.past, limit) or _acts_between(scene, side.past, limit)):
            break
        if "according" in lowers[max(sentence.first, side.first - _SOURCE_REACH) : side.first]:
            break  # "according to the army, rebels shelled ..."
        found.append(side.side)
        limit = side.first
    return found


def _acts_between(scene: Scene, first: int, past: int) -> bool:
    """Whether the first of two sides does something of its own: "rebels hit Homs and the army shelled Hama"."""
    return any(m.entry.form in {"verb", "weapon"} for m in scene.acts.between(first, past))


def first_named(scene: Scene, sentence: SentenceSpan, verb: int) -> list[str]:
    """The side that a sentence opens with, for a verb far behind it ("the group said two of its men had ...")."""
    near = scene.sides.between(max(sentence.first, verb - _SENTENCE_REACH), verb)
    return [s.side for s in near if not _oblique(scene, sentence, s)][:1]


def _coordinated(lowers: list[str], start: int, stop: int) -> bool:
    return (stop - start <= 4 and bool({"and", "or", "/", "&"} & set(lowers[start:stop]))) or stop - start <= 1


def _is_object(scene: Scene, sentence: SentenceSpan, side: SideMention) -> bool:
    """Whether a side is what an act's verb falls on ("rebels attacked an army post, killing ...")."""
    lowers = scene.doc.tokens.lowers
    k = side.first - 1
    while k > sentence.first and lowers[k] in _DETERMINERS:
        k -= 1
    return any(
        m.end == k + 1 and m.entry.form in {"verb", "capture"} and not _is_passive(lowers, m.start)
        for m in scene.acts.between(max(sentence.first, k - 2), k + 1)
    )


def _oblique(scene: Scene, sentence: SentenceSpan, side: SideMention) -> bool:
    """Whether a side stands in a phrase of place or aim ("attacks on civilians and security forces", "near rebels")."""
    if _fronted(scene, sentence, side):
        return False
    lowers = scene.doc.tokens.lowers
    k = side.first - 1
    steps = _OBLIQUE_REACH
    while k >= sentence.first and steps:
        word = lowers[k]
        if _leads_to_doer(scene, k):
            return False
        if word in _CLAUSE_OPENERS:
            return False  # "in Taiz, where the Houthis shelled ..."
        if _says(scene, k, k + 1):
            return False  # "a spokesman in Juba said rebels attacked"
        if word in _TARGET_PREPOSITIONS or any(m.entry.form == "backing" for m in scene.acts.between(k, k + 1)):
            return True
        if word in {"and", ","}:
            steps = max(steps - 1, 2)
        elif word not in _DETERMINERS:
            steps = min(steps - 1, 1)
            if any(t.past > k for t in scene.times.between(k - 2, k + 1)):
                return False
        k -= 1
    return _after_backing(scene, side.first) or _after_backing(scene, side.first - 1)


def _leads_to_doer(scene: Scene, k: int) -> bool:
    """Whether "of" or "from" brings those who act: "hundreds of rebels", "gunmen of the Taliban", "be from IS"."""
    lowers = scene.doc.tokens.lowers
    word, before = lowers[k], lowers[k - 1]
    if word in _OF_GROUP and before in _BEING_OF and not _SUPPOSED_OF.isdisjoint(lowers[max(0, k - 5) : k]):
        return True
    if word != "of":
        return False
    unit = any(m.entry.form == "unit" for m in scene.acts.between(k - 1, k))
    return unit or before in _CROWDS or k in _behind_fighters(scene)


@per_article
def _behind_fighters(scene: Scene) -> frozenset[int]:
    """Where words for fighters end ("gunmen", "snipers"): "of" brings there whose they are."""
    return frozenset(m.end for m in scene.doc.persons if m.entry.population == "combatants")


def _fronted(scene: Scene, sentence: SentenceSpan, side: SideMention) -> bool:
    """Whether a side opens its clause behind a place put first: "In the hills near Idlib, rebels shelled ..."."""
    lowers = scene.doc.tokens.lowers
    past = side.first
    while past > sentence.first and lowers[past - 1] in _DETERMINERS:
        past -= 1
    if not sentence.first < past <= sentence.first + _FRONT_REACH:
        return False
    if lowers[sentence.first] == "according" and lowers[past - 1] == ",":
        return True  # "According to the army, rebels shelled ..."
    if _FRONTS.isdisjoint(lowers[sentence.first : min(past, sentence.first + _FRONT_OPENING)]):
        return False
    if any(m.entry.form in {"noun", "verb", "weapon", "capture"} for m in scene.acts.between(sentence.first, past)):
        return False
    places = scene.places.between(sentence.first, past)
    return bool(places) and (lowers[past - 1] == "," or places[-1].past == past)


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
