"""The doers in a clause: the subject of an active verb, whom a pronoun takes up, whoever an agent phrase lists.

Belongs here: reading sides off the grammar around a word. Does not: which words of an act ask for them (`agents`).
"""

from collections.abc import Sequence

from pipeline.extract.annotate import SentenceSpan
from pipeline.extract.grammar import HAVE, ITS
from pipeline.extract.memo import per_article
from pipeline.extract.parties import SideMention
from pipeline.extract.scene import HARD_COST, Scene
from pipeline.extract.states import home_side

# A subject stands within this many words before its verb; longer gaps belong to another clause.
_SUBJECT_REACH = 14
# Modifiers of an act noun: "Syrian and Russian air strikes", "the army's heavy artillery".
MODIFIER_REACH = 3
# No sentence that people write is longer; the cap keeps the work linear on text that has lost its full stops.
_SENTENCE_REACH = 100
# "The coalition fighting Islamic State".
OPPOSING = frozenset({"fighting", "battling", "combating", "combatting"})
_GROUPS = frozenset("group organisation organization movement militia faction outfit".split())
_OBLIQUE_REACH = 5
_WHOM_REACH = 4
# A place or time put first in its sentence is no longer than this.
_FRONT_REACH = 14
_FRONT_OPENING = 3

TARGET_PREPOSITIONS = frozenset(
    "on against in at of near over into to inside around from targeting between toward towards for by with"
    " outside among like".split()
)
# "From rebel-held territory", "from the hills around Bor held by the militia".
_HELD_REACH = 4
_GROUND_REACH = 9
_PRESUMING = frozenset("believed suspected thought presumed alleged belonging reported".split())
_BELONGING = frozenset("to be belong from of with have been the members being linked fighters a part".split())
_PRESUMED_REACH = 5
HOLDING = frozenset("held controlled run ruled occupied dominated".split())
SUPPOSED = frozenset(
    "believed thought suspected presumed said reported alleged reportedly apparently allegedly likely probably".split()
)
_OWN = frozenset({"it", "they", "its", "their"})
_PRONOUNS = frozenset({"it", "they"})
_MEN = frozenset(
    "fighters troops forces men militants guerrillas soldiers gunmen rebels insurgents militiamen units gunners jets"
    " warplanes planes helicopters drones artillery tanks".split()
)
AUXILIARIES = frozenset("was were is are been being be got".split())
DETERMINERS = frozenset("the a an its their other several some more all".split())
_GERUND_OPENERS = frozenset("after before by while when through in".split())
# "Large numbers of Taliban came and overran a post".
_CROWDS = frozenset(
    "numbers hundreds dozens scores thousands columns waves bands branch affiliate arm wing chapter offshoot".split()
)
# "Gunmen believed to be from the group", "men thought to belong to it".
_OF_GROUP = frozenset({"from", "of", "to"})
_BEING_OF = frozenset("be are were belong belongs belonged belonging members fighters part".split())
_SUPPOSED_OF = SUPPOSED - {"reported"} | {"suspects"}
_CLAUSE_OPENERS = frozenset({"where", "when", "while", "which", "that", "because", "as"})
# A phrase that such a word opens ends with its comma.
_OPENERS = frozenset(
    "according despite amid after since under during although though while hours days minutes weeks following before"
    " with as when elsewhere meanwhile earlier later within shortly barely moments soon".split()
)
_FRONTS = frozenset("in at near around outside inside across along over on south north east west".split())
_BROKERED = ("-brokered", "-mediated", "-sponsored")
_BROKERING = frozenset({"brokered", "mediated", "sponsored"})
# "According to the Sudanese army".
_SOURCE_REACH = 4


def join_sides(sides: Sequence[str]) -> str | None:
    """Sides as the contract writes them: distinct, alphabetical, joined with a plus."""
    return "+".join(sorted(set(sides))) or None


def holder_of(scene: Scene, first: int, stop: int) -> str | None:
    """The side that holds the ground from which is fired: "from rebel-held areas", "from a hill held by the army"."""
    stop = min(stop, first + _GROUND_REACH)
    for match in scene.acts.between(first, min(stop, first + _HELD_REACH)):
        if match.entry.form.startswith("held"):
            side = match.entry.form.removeprefix("held").removeprefix(" by ") or "islamic_state"
            return home_side(scene.country) if side == "government" else side
    lowers = scene.doc.tokens.lowers
    for k in range(first, stop - 1):
        if (lowers[k] in HOLDING and lowers[k + 1] == "by") or (lowers[k] == "control" and lowers[k + 1] == "of"):
            return join_sides(chain(scene, k + 2, stop + _HELD_REACH) or ())
    return None


def group_meant(scene: Scene, sentence: SentenceSpan, position: int) -> list[str]:
    """The side that "the group" at a position takes up: the armed one named last, here or in the sentence before."""
    if not _is_the_group(scene.doc.tokens.lowers[position : position + 2]):
        return []
    first = scene.doc.sentences[max(0, sentence.index - 1)].first
    armed = [s for s in scene.sides.between(first, position) if s.role == "armed" and s.kind == "name"]
    return [s.side for s in armed[-1:]]


def _is_the_group(words: list[str]) -> bool:
    return len(words) > 1 and words[-2] in {"the", "that"} and words[-1] in _GROUPS


def chain(scene: Scene, first: int, stop: int) -> list[str] | None:
    """Sides of a noun phrase with what is coordinated: "by Russia and the regime"; None for "Russian or Syrian"."""
    found: list[str] = []
    lowers = scene.doc.tokens.lowers
    fighters = _behind_fighters(scene)
    near = range(first, min(stop, first + 4, len(lowers)))
    opening = next((k for k in near if k in fighters and lowers[k] == "of"), first)
    opening = max(opening, _presumed(lowers, first, stop))
    reach = opening + 3  # "by a sniper of the rebel groups"
    for side in scene.sides.between(first, min(stop, first + 14)):
        if side.first > reach:
            break
        between = lowers[max(first, reach - 3) : side.first]
        if found and "or" in between:
            return None
        if found and not ({"and", "/", "&"} & set(between)) and side.first > reach - 3:
            break
        if any(word in TARGET_PREPOSITIONS and word != "of" for word in between):
            break
        found.append(side.side)
        reach = side.past + 3
    return found


def _presumed(lowers: Sequence[str], first: int, stop: int) -> int:
    """Where those are named whom armed men are taken for: "gunmen believed to belong to the Taliban"."""
    stop = min(stop, len(lowers))
    at = next((k for k in range(first, min(stop, first + _PRESUMED_REACH)) if lowers[k] in _PRESUMING), None)
    if at is None or lowers[at + 1 : at + 2] not in (["to"], ["of"]):
        return first
    return next((k for k in range(at + 1, min(stop, at + _PRESUMED_REACH + 2)) if lowers[k] not in _BELONGING), first)


def after_backing(scene: Scene, position: int) -> bool:
    """Whether the words that end at `position` say that the following side only helps ("backed by")."""
    return any(
        m.entry.form == "backing" and m.start < position <= m.end
        for m in scene.acts.between(max(0, position - 4), position)
    )


def says(scene: Scene, first: int, past: int) -> bool:
    """Whether somebody is told to say something between two words."""
    return any(m.entry.form == "verb" for m in scene.reports.between(first, past))


def pointed_at(scene: Scene, sentence: SentenceSpan, verb: int) -> list[str]:
    """The side that a pronoun or "the group" right before a verb takes up, of its sentence or the one before."""
    lowers = scene.doc.tokens.lowers
    near = lowers[max(sentence.first, verb - 2) : verb]
    if near == ["the", "enemy"] and sentence.index:
        before = scene.doc.sentences[sentence.index - 1]
        return charged_in(scene, before, before.past)
    if _PRONOUNS.isdisjoint(near) and not _is_the_group(near) and not _are_its_men(lowers, sentence.first, verb):
        return []
    near_sides = scene.sides.between(max(sentence.first, verb - _SENTENCE_REACH), verb)
    here = [s.side for s in near_sides if not _oblique(scene, sentence, s)]
    if here or sentence.index == 0:
        return here[:1]
    before = scene.doc.sentences[sentence.index - 1]
    armed = [s for s in scene.sides.of(before.index) if s.role == "armed" and not _oblique(scene, before, s)]
    return [s.side for s in armed[:1]]


def _are_its_men(lowers: list[str], first: int, verb: int) -> bool:
    """Whether those who act are the men of somebody told before: "its fighters opened fire", "their men had fired"."""
    past = verb
    while past > first and lowers[past - 1] in HAVE:
        past -= 1
    return past - first > 1 and lowers[past - 1] in _MEN and lowers[past - 2] in ITS


def charged_in(scene: Scene, sentence: SentenceSpan, stop: int) -> list[str]:
    """The side that a sentence accuses before a word of it, of what that tells or as whom the accuser goes on."""
    for match in scene.breaches.between(sentence.first, stop):
        if match.entry.form == "accuse" and match.entry.kind == "one":
            whom = scene.doc.tokens.lowers[max(sentence.first, match.start - _WHOM_REACH) : match.start]
            if "whom" in whom:  # "the rebels, whom the army accused of"
                return [
                    s.side for s in scene.sides.between(sentence.first, match.start - len(whom) + whom.index("whom"))
                ][-1:]
            return [s.side for s in scene.sides.between(match.end, min(stop, match.end + _OBLIQUE_REACH))][:1]
    return []


def is_passive(lowers: list[str], verb: int) -> bool:
    """ "Was shelled" is passive, "are shelling" and "had shelled" are not."""
    return verb > 0 and lowers[verb - 1] in AUXILIARIES and not lowers[verb].endswith("ing")


def subject_sides(scene: Scene, sentence: SentenceSpan, verb: int) -> list[str]:
    """Sides of the noun phrase before an active verb, without those that only back it."""
    lowers = scene.doc.tokens.lowers
    if lowers[verb].endswith("ing") and verb > sentence.first and lowers[verb - 1] in _GERUND_OPENERS:
        if charged := charged_in(scene, sentence, verb):
            return charged  # "Israel accused Hamas of breaking the truce by attacking its troops"
        doers = [s for s in scene.sides.between(sentence.first, verb) if not _oblique(scene, sentence, s)]
        mute = [s for s in doers if not says(scene, s.past, verb)]  # "the army said rebels had broken it by firing"
        return [s.side for s in mute or doers][:1]
    candidates = scene.sides.between(max(sentence.first, verb - _SUBJECT_REACH), verb)
    told_of_itself = not _OWN.isdisjoint(lowers[max(sentence.first, verb - 2) : verb])
    found: list[str] = []
    limit = verb
    for side in reversed(candidates):
        if scene.bars[verb - 1] - scene.bars[side.past - 1] >= HARD_COST or (
            not told_of_itself and says(scene, side.past, verb)
        ):
            break
        if _oblique(scene, sentence, side) or _is_object(scene, sentence, side):
            continue
        if found and (not _coordinated(lowers, side.past, limit) or _acts_between(scene, side.past, limit)):
            break
        if "according" in lowers[max(sentence.first, side.first - _SOURCE_REACH) : side.first]:
            break  # "according to the army, rebels shelled ..."
        if lowers[side.first - 1] == "or":
            return []  # "jets believed to be Russian or Syrian struck a market"
        found.append(side.side)
        limit = side.first
    return found


def _acts_between(scene: Scene, first: int, past: int) -> bool:
    """Whether the first of two sides acts: "rebels hit Homs and the army shelled Hama", "rebels accuse the army"."""
    accuses = any(m.entry.form == "accuse" for m in scene.breaches.between(first, past))
    return accuses or any(m.entry.form in {"verb", "weapon"} for m in scene.acts.between(first, past))


def first_named(scene: Scene, sentence: SentenceSpan, verb: int) -> list[str]:
    """The side that a sentence opens with, for a verb far behind it ("the group said two of its men had ...")."""
    near = scene.sides.between(max(sentence.first, verb - _SENTENCE_REACH), verb)
    return [s.side for s in near if not _oblique(scene, sentence, s)][:1]


def _coordinated(lowers: list[str], start: int, stop: int) -> bool:
    between = lowers[start:stop]
    return (len(between) <= 4 and bool({"and", "or", "/", "&"} & set(between))) or (
        len(between) <= 1 and between != [":"]
    )


def _is_object(scene: Scene, sentence: SentenceSpan, side: SideMention) -> bool:
    """Whether a side is what an act's verb falls on ("rebels attacked an army post, killing ...")."""
    lowers = scene.doc.tokens.lowers
    k = side.first - 1
    while k > sentence.first and lowers[k] in DETERMINERS:
        k -= 1
    return any(
        m.end == k + 1 and m.entry.form in {"verb", "capture"} and not is_passive(lowers, m.start)
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
        if says(scene, k, k + 1):
            return False  # "a spokesman in Juba said rebels attacked"
        if _makes_oblique(scene, k):
            return True
        if word in {"and", ","}:
            steps = max(steps - 1, 2)
        elif word not in DETERMINERS:
            steps = min(steps - 1, 1)
            if any(t.past > k for t in scene.times.between(k - 2, k + 1)):
                return False
        k -= 1
    return _brokers(lowers, side) or after_backing(scene, side.first) or after_backing(scene, side.first - 1)


def _brokers(lowers: list[str], side: SideMention) -> bool:
    """Whether a side only made a truce: "a line set by a US-brokered ceasefire"."""
    return lowers[side.past - 1].endswith(_BROKERED) or not _BROKERING.isdisjoint(lowers[side.past : side.past + 2])


def _makes_oblique(scene: Scene, k: int) -> bool:
    """Whether a word makes what follows no doer: "on", "backed by", "fighting" behind those who fight."""
    word = scene.doc.tokens.lowers[k]
    if word in TARGET_PREPOSITIONS or any(m.entry.form == "backing" for m in scene.acts.between(k, k + 1)):
        return True
    return word in OPPOSING and any(s.past == k for s in scene.sides.between(k - MODIFIER_REACH, k))


def _leads_to_doer(scene: Scene, k: int) -> bool:
    """Whether "of" or "from" brings those who act: "hundreds of rebels", "gunmen of the Taliban", "be from IS"."""
    lowers = scene.doc.tokens.lowers
    word, before = lowers[k], lowers[k - 1]
    if word in _OF_GROUP and before in _BEING_OF and not _SUPPOSED_OF.isdisjoint(lowers[max(0, k - 5) : k]):
        return True
    if word == "be" and before == "to" and not _SUPPOSED_OF.isdisjoint(lowers[max(0, k - 4) : k]):
        return any(side.kind != "adjective" for side in scene.sides.between(k + 1, k + 2))
    if word not in {"of", "from"}:
        return False
    if word == "from":
        return k in _behind_fighters(scene)
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
    while past > sentence.first and lowers[past - 1] in DETERMINERS:
        past -= 1
    if not sentence.first < past <= sentence.first + _FRONT_REACH:
        return False
    if lowers[past - 1] == "," and lowers[sentence.first : past].count(",") == 1:
        breach = lowers[sentence.first] == "in" and scene.breaches.between(sentence.first + 1, past)
        if lowers[sentence.first] in _OPENERS or breach:
            return True  # "According to the army, rebels shelled ...", "In breach of the truce, the army shelled ..."
    if _FRONTS.isdisjoint(lowers[sentence.first : min(past, sentence.first + _FRONT_OPENING)]):
        return False
    if any(m.entry.form in {"noun", "verb", "weapon", "capture"} for m in scene.acts.between(sentence.first, past)):
        return False
    places = scene.places.between(sentence.first, past)
    return bool(places) and (lowers[past - 1] == "," or places[-1].past == past)
