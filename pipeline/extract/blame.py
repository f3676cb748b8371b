"""Who harmed counted people, as the words about the harm itself say.

Belongs here: subjects and agent phrases of verbs of harm, owners of harm nouns, captors, films of killings, armed sides
that announce their enemy's dead. Does not: the act behind a figure and its agent (`harm`).
"""

from collections.abc import Sequence

from pipeline.extract.agents import other_participle
from pipeline.extract.annotate import SentenceSpan
from pipeline.extract.clause import CLAIMING, HARMED
from pipeline.extract.doers import AUXILIARIES, HOLDING, chain, join_sides, pointed_at, subject_sides
from pipeline.extract.grammar import PREPOSITIONS
from pipeline.extract.lexicon import Match
from pipeline.extract.memo import per_article
from pipeline.extract.model import Place
from pipeline.extract.parties import SideMention
from pipeline.extract.reference import MeasureTerm, SpeakerAlias
from pipeline.extract.scene import HARD_COST, Scene
from pipeline.extract.soldiers import soldiers_at, soldiers_before
from pipeline.extract.states import home_side, side_of_state

# A verb of harm stands within this many words of the people it counts.
_HARM_REACH = 12
# "... killed in an alley of Shujaiya, in the east of Gaza City, on Sunday evening by the army"
_BY_REACH = 18
_EVENT_REACH = 9
_ACT_REACH = 60
_ADVERBIAL = frozenset({"in", "during", "after", "with", "using", "backed", "supported"})
# "Clashes between the army and rebels", "a battle with Idlib fighters"
_PARTED = frozenset({"between", "with", "among", "involving"})
_CAPTIVITY = frozenset("captivity custody detention jail jails prison prisons dungeons cells".split())
_CAPTIVITY_REACH = 8
# "were killed in central Homs on Friday in rebel fire"
_FIRE_REACH = 18
_UNDER = frozenset({"in", "by", "under", "from"})
_HELD = _CAPTIVITY | {"hands"}
_FILMS = frozenset("video videos footage clip clips film recording photos pictures images".split())
_FILM_REACH = 14
_FILMING = frozenset(
    "released releases posted posts published publishes issued issues put shared shares circulated uploaded broadcast"
    " distributed aired disseminated".split()
)
_FILMING_REACH = 8
_SPOKE_REACH = 4
# "Fled from Boko Haram": from the counted to the verb; "fled from Taliban-held areas".
_FLEEING, _FLIGHT_REACH = frozenset(("fled", "flee", "fleeing", "escaped", "escaping", "running", "ran")), 12
_VIOLENCE = frozenset("violence insurgency brutality atrocities persecution abuses".split())
_OF_PLACES = frozenset(("-", "held", "territory", "areas", "controlled"))
# "Driven from their homes by the rebels".
_DRIVEN_OUT = ("displaced", "participle")
_OBLIQUE = frozenset({"by", "against", "with", "from", "that", "which", "between"})
_ARMED_WORDS = frozenset("army military forces defence defense troops navy staff pentagon command idf".split())
_CLAUSES = frozenset({"after", "because", "when", "until"})
_JOINED = frozenset({"and", ",", "or", "then"})
_OWN_FORCES = frozenset({"army", "military", "government", "police"})
# Sides that fight together: one of them announcing the other's dead did not kill them.
_CAMPS = (
    frozenset({"government", "russia", "iran", "hezbollah"}),
    frozenset({"us_coalition", "kurdish_forces"}),
    frozenset({"turkey", "opposition"}),
)


def agent_of_harm(scene: Scene, sentence: SentenceSpan, first: int, past: int, verb: int = -1) -> str | None:
    """The side that kills in "the army killed 12 rebels", "12 people were killed by rebels", "a film of IS killing".

    `verb` is the word behind the counted that tells what befell them, where it is known.
    """
    sides = (
        _verb_agents(scene, sentence, first, past, verb)
        or _captors(scene, sentence, first, past)
        or _under_fire(scene, sentence, past)
        or _owners_of_harm(scene, sentence, first)
        or _filmed(scene, sentence, first)
        or _fled_from(scene, sentence, past)
        or _by_violence(scene, sentence, past)
    )
    return join_sides(sides)


def _fled_from(scene: Scene, sentence: SentenceSpan, past: int) -> Sequence[str]:
    """Whom the counted ran from: "9,000 people who had fled from Boko Haram", "families fleeing the Taliban"."""
    lowers = scene.doc.tokens.lowers
    for at in range(past, min(sentence.past - 2, past + _FLIGHT_REACH)):
        if lowers[at] not in _FLEEING:
            continue
        whom = at + 1 + (lowers[at + 1] == "from")
        whom += lowers[whom] == "the"
        sides = scene.sides.between(whom, whom + 1)
        return [s.side for s in sides if s.kind == "name" and s.role == "armed" and lowers[s.past] not in _OF_PLACES]
    return ()


def _by_violence(scene: Scene, sentence: SentenceSpan, past: int) -> Sequence[str]:
    """Whose violence it was: "forced to leave on account of the violence of Boko Haram", "atrocities by the army"."""
    lowers, stop = scene.doc.tokens.lowers, min(sentence.past, past + _FIRE_REACH) - 1
    at = next((k for k in range(past, stop) if lowers[k] in _VIOLENCE and lowers[k + 1] in ("of", "by")), None)
    if at is None or scene.bars[at] - scene.bars[past - 1] >= HARD_COST:
        return ()
    return chain(scene, at + 2, sentence.past) or ()


def _verb_agents(scene: Scene, sentence: SentenceSpan, first: int, past: int, verb: int) -> Sequence[str]:
    lowers = scene.doc.tokens.lowers
    verbs = [m for m in _harms(scene, sentence, first, max(past, verb)) if m.entry.form in {"participle", "active"}]
    verbs = [m for m in verbs if m.entry.term not in CLAIMING]  # "rebels claimed that four had been killed"
    for match in sorted(verbs, key=lambda m: abs(m.start - first)):
        if match.start > verbs[0].start and lowers[match.start - 1] in _JOINED:
            continue  # "the army killed ten rebels and wounded 20": the subject is that of the verb before
        if match.end <= first and lowers[match.start - 1] not in AUXILIARIES and match.start > sentence.first:
            if lowers[match.start].endswith("ing") and _acts_before(scene, sentence, match.start):
                continue
            if _clash_does(scene, sentence, match.start):
                continue
            sides = (
                subject_sides(scene, sentence, match.start)
                or pointed_at(scene, sentence, match.start)
                or soldiers_before(scene, sentence, match.start)
            )
            if sides and not _event_between(scene, _clause_first(lowers, sentence, match.start), match.start):
                return sides
        elif past <= match.start < sentence.past - 1 and match.entry.form == "participle":
            if ";" in lowers[past : match.start]:
                continue  # "fighting killed 40 men; nine others were executed by rebels"
            agents = _agents_behind(scene, match.end, sentence.past)
            if agents:
                return agents
    return ()


def _clause_first(lowers: Sequence[str], sentence: SentenceSpan, verb: int) -> int:
    """Where the clause of a verb opens: "they fired rockets after the army had killed three of them"."""
    first = max(sentence.first, verb - _EVENT_REACH)
    return next((k + 1 for k in range(verb - 1, first, -1) if lowers[k] in _CLAUSES), first)


def _agents_behind(scene: Scene, participle: int, stop: int) -> Sequence[str]:
    """Who comes behind a passive with place and time between: "killed in Gaza on Sunday by the Israeli army"."""
    lowers = scene.doc.tokens.lowers
    for k in range(participle, min(stop, participle + _BY_REACH)):
        if scene.bars[k] - scene.bars[participle - 1] >= HARD_COST or k in scene.act_nouns:
            break
        if lowers[k] == "by" and (k == participle or not other_participle(scene, k - 1)):
            return chain(scene, k + 1, stop) or soldiers_at(scene, k + 1)
    return ()


def _clash_does(scene: Scene, sentence: SentenceSpan, verb: int) -> bool:
    """Whether a clash of two sides is the verb's subject: "clashes between the army and rebels there killed 70"."""
    lowers = scene.doc.tokens.lowers
    return any(
        m.entry.act == "clash"
        and m.entry.form == "noun"
        and not _PARTED.isdisjoint(lowers[m.end : m.end + 1])
        and scene.bars[verb] - scene.bars[m.end - 1] < HARD_COST
        for m in scene.acts.between(sentence.first, verb)
    )


def _acts_before(scene: Scene, sentence: SentenceSpan, verb: int) -> bool:
    """Whether "killing" only tells what came of an act: "the army ambushed a group of rebels, killing 15"."""
    return any(m.entry.form == "verb" for m in scene.acts.between(max(sentence.first, verb - _ACT_REACH), verb - 1))


def _harms(scene: Scene, sentence: SentenceSpan, first: int, past: int) -> list[Match[MeasureTerm]]:
    near = scene.measures.between(max(sentence.first, first - _HARM_REACH), min(sentence.past, past + _HARM_REACH))
    return [m for m in near if m.entry.measure in HARMED or (m.entry.measure, m.entry.form) == _DRIVEN_OUT]


def _event_between(scene: Scene, first: int, past: int) -> bool:
    """Whether an act and no side is the verb's subject; "in an attack" only tells how."""
    lowers = scene.doc.tokens.lowers
    return any(
        m.entry.form in {"noun", "weapon"} and _ADVERBIAL.isdisjoint(lowers[max(0, m.start - 3) : m.start])
        for m in scene.acts.between(first, past)
    )


def _captors(scene: Scene, sentence: SentenceSpan, first: int, past: int) -> Sequence[str]:
    """ "Died at the hands of the militia", "in rebel captivity"."""
    lowers = scene.doc.tokens.lowers
    stop = min(sentence.past, past + _HARM_REACH)
    if _HELD.isdisjoint(lowers[past:stop]):
        return ()
    for k in range(past, stop - 1):
        if scene.bars[k] - scene.bars[past - 1] >= HARD_COST:
            return ()
        if lowers[k] == "hands" and lowers[k + 1] == "of":
            return chain(scene, k + 2, sentence.past) or ()
        if lowers[k] in _CAPTIVITY and "in" in lowers[max(past, k - 5) : k]:
            owner = _side_before(scene, max(past, k - _CAPTIVITY_REACH), k)
            return (owner.side,) if owner is not None else _keepers(scene, k + 1, sentence.past)
    return ()


def _keepers(scene: Scene, first: int, stop: int) -> Sequence[str]:
    """ "In the custody of the militia", "in a prison run by the army"."""
    words = scene.doc.tokens.lowers[first : first + 2]
    if words[:1] == ["of"]:
        return chain(scene, first + 1, stop) or ()
    return chain(scene, first + 2, stop) or () if words[-1:] == ["by"] and words[0] in HOLDING else ()


def _under_fire(scene: Scene, sentence: SentenceSpan, past: int) -> Sequence[str]:
    """ "Killed on Sunday in rebel fire", "by regime fire"."""
    lowers = scene.doc.tokens.lowers
    stop = min(sentence.past, past + _FIRE_REACH)
    at = next((k for k in range(past + 1, stop) if lowers[k] == "fire"), None)
    owner = _side_before(scene, past, at) if at is not None else None
    if at is None:  # "the village came under rebel fire and three people died"
        at = next((k for k in range(max(sentence.first, past - _FIRE_REACH), past) if lowers[k] == "fire"), None)
        owner = _side_before(scene, sentence.first, at) if at is not None else None
        owner = owner if owner is not None and lowers[owner.first - 1] == "under" else None
    return (owner.side,) if owner is not None and lowers[owner.first - 1] in _UNDER else ()


def _owners_of_harm(scene: Scene, sentence: SentenceSpan, first: int) -> Sequence[str]:
    """ "The militia's murder of three", "the army killing of 12"."""
    for match in _harm_nouns(scene, sentence, first):
        owner = _side_before(scene, max(sentence.first, match.start - 4), match.start)
        if owner is not None and not _oblique_owner(scene, owner):
            return (owner.side,)
    return ()


def _harm_nouns(scene: Scene, sentence: SentenceSpan, first: int) -> list[Match[MeasureTerm]]:
    """Nouns of killing that open right before the counted ("the killing of two")."""
    near = scene.measures.between(max(sentence.first, first - 6), first)
    return [m for m in near if m.entry.form == "noun" and m.entry.measure == "killed" and _is_killing(m)]


def _is_killing(match: Match[MeasureTerm]) -> bool:
    word = match.entry.term.split()[0]
    return word.startswith(("kill", "murder", "massacre", "execution", "beheading", "assassination"))


def _side_before(scene: Scene, first: int, past: int) -> SideMention | None:
    """The side that stands right before a noun, with an article or "'s" between at most."""
    sides = scene.sides.between(first, past)
    if not sides or past - sides[-1].past > 1:
        return None
    return sides[-1]


def _oblique_owner(scene: Scene, side: SideMention) -> bool:
    return side.first > 0 and scene.doc.tokens.lowers[side.first - 1] in {"against", "on", "from"}


def _filmed(scene: Scene, sentence: SentenceSpan, first: int) -> Sequence[str]:
    """ "A militia video shows the murder of two", "the militia released a film that appears to show ..."."""
    lowers = scene.doc.tokens.lowers
    films = [k for k in range(max(sentence.first, first - _FILM_REACH), first) if lowers[k] in _FILMS]
    if not films or not any(m.start > films[0] for m in _killings(scene, sentence, films[0], first)):
        return ()
    owner = _side_before(scene, max(sentence.first, films[0] - 6), films[0])
    if owner is not None:
        return (owner.side,)
    if lowers[films[0] + 1] in _FILMING and lowers[films[0] + 2 : films[0] + 3] == ["by"]:
        return chain(scene, films[0] + 3, sentence.past) or ()  # "a video released by the militia"
    start = max(sentence.first, films[0] - _FILMING_REACH)
    verb = next((k for k in range(films[0] - 1, start, -1) if lowers[k] in _FILMING), None)
    return subject_sides(scene, sentence, verb) if verb is not None else ()


def _killings(scene: Scene, sentence: SentenceSpan, start: int, first: int) -> list[Match[MeasureTerm]]:
    near = scene.measures.between(start, first)
    return [
        m for m in near if m.entry.measure == "killed" and (m.entry.form in {"active", "participle"} or _is_killing(m))
    ]


# --- announcements ---------------------------------------------------------------------------------------------------


def announced_by(scene: Scene, sentence: SentenceSpan, victims: str, speaker: str | None) -> str | None:
    """The armed side that tells of its enemy's dead ("the army said 31 militants were killed")."""
    for report in scene.reports.of(sentence.index):
        if report.entry.form != "verb" or report.entry.kind:
            continue
        side = _spokesman(scene, sentence, report.start)
        if side is not None:
            return side if are_foes(side, victims) else None
    if speaker is None:
        return None
    own = _without_state(scene, speaker).split()[0] in _OWN_FORCES
    side = home_side(scene.country) if own else _side_that_speaks(scene, speaker)
    return side if side is not None and are_foes(side, victims) else None


def _without_state(scene: Scene, speaker: str) -> str:
    """A speaker without the adjective of the state that the news is of: the "Congolese army" is the army in Congo."""
    known = scene.doc.states.get(scene.country or "")
    owner = known.government.rsplit(" ", 1)[0] if known is not None and known.government else ""
    return speaker.removeprefix(f"{owner} ") if owner else speaker


def side_that_tells(scene: Scene, sentence: SentenceSpan, figure: int) -> str | None:
    """The side in whose words a sentence is told: "Hezbollah confirmed", "Kenya said", "the army said"."""
    reports = sorted(scene.reports.of(sentence.index), key=lambda report: scene.distance(report.start, figure))
    for report in reports:
        if report.entry.form == "verb" and not report.entry.kind:
            armed = [
                s for s in scene.sides.between(report.start - _SPOKE_REACH, report.start) if s.past > sentence.first
            ]
            if armed and (_oblique(scene, armed[-1]) or "," in scene.doc.tokens.lowers[armed[-1].past : report.start]):
                continue
            side = _spokesman(scene, sentence, report.start) or _state_before(scene, report.start)
            if side is not None:
                return side
    return None


def _oblique(scene: Scene, side: SideMention) -> bool:
    """'Executed by Nusra Front said ...': who is told of does not speak."""
    before = scene.doc.tokens.lowers[max(0, side.first - 2) : side.first]
    return not _OBLIQUE.isdisjoint(before)


def _state_before(scene: Scene, verb: int) -> str | None:
    """'Kenya said', 'Turkey has confirmed', 'Nairobi said'."""
    return state_at(scene, verb - (scene.doc.tokens.lowers[verb - 1] in {"has", "had", "also"}))


def state_at(scene: Scene, past: int) -> str | None:
    """The side of the state whose name, or whose capital's, ends at a token; "an officer in Nairobi" is no state."""
    told = next((p for p in scene.places.between(past - _SPOKE_REACH, past) if p.past == past), None)
    if told is None or told.mention.place.country is None:
        return None
    place, placed = told.mention.place, scene.doc.tokens.lowers[told.first - 1 : told.first]
    if place.precision != "country" and not _is_capital(scene, place):
        return None
    return None if placed and placed[0] in PREPOSITIONS else side_of_state(place.country or "", scene.country)


def _is_capital(scene: Scene, place: Place) -> bool:
    known = scene.doc.states.get(place.country or "")
    return known is not None and known.capital == place.name


def _side_that_speaks(scene: Scene, speaker: str) -> str | None:
    """The side of a speaker by its name or by that in brackets: "Congolese army (FARDC)"."""
    sides = _sides_that_speak(scene)
    return next((sides[name] for name in (speaker, *speaker.rstrip(")").split(" (")) if name in sides), None)


@per_article
def _sides_that_speak(scene: Scene) -> dict[str, str]:
    """The sides for which speakers of an article stand: armies by their country, armed groups by their name."""
    found = {m.entry.speaker: side for m in scene.speakers.items if (side := side_of_speaker(scene, m)) is not None}
    found.update({s.actor: s.side for s in scene.sides.items if s.actor is not None and s.role == "armed"})
    return found


def side_of_speaker(scene: Scene, match: Match[SpeakerAlias]) -> str | None:
    """The side for which a speaker stands: the ministries and armies of states, armed groups by their name."""
    speaker = match.entry
    armed = [s for s in scene.sides.between(match.start, match.end) if (s.kind, s.role) == ("name", "armed")]
    if armed:
        return armed[-1].side
    if speaker.kind != "official" or speaker.country is None:
        return None
    if _ARMED_WORDS.isdisjoint(f"{speaker.identity} {speaker.alias}".lower().split()):
        return None
    return side_of_state(speaker.country, scene.country)


def _spokesman(scene: Scene, sentence: SentenceSpan, verb: int) -> str | None:
    start = max(sentence.first, verb - _SPOKE_REACH)
    official = next(
        (m for m in scene.speakers.between(start - 2, verb) if m.end > start and m.entry.kind == "official"), None
    )
    if official is not None and official.entry.country is not None:
        return side_of_speaker(scene, official)
    sides = [s for s in scene.sides.between(start - 2, verb) if s.past > start and s.role == "armed"]
    return sides[-1].side if sides else None


@per_article
def only_foe(scene: Scene, victims: str) -> str | None:
    """The one armed side of an article that fights the victims' side; None where several do."""
    foes = {side.side for side in scene.sides.items if side.role == "armed" and are_foes(side.side, victims)}
    return foes.pop() if len(foes) == 1 else None


def are_foes(left: str, right: str) -> bool:
    """Whether two sides may kill each other's men; those of one camp do not."""
    return left != right and not any({left, right} <= camp for camp in _CAMPS)
