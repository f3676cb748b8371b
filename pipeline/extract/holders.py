"""Who speaks for a body, by the name beside its description: "the army spokesman, Lieutenant Paddy Ankunda, said".

Belongs here: personal names beside a speaker who is a body or an office. Does not: how far a description reaches
(`phrases`), people who speak for nobody (`named`), bodies that are known by their own name alone (`speakers.csv`).
"""

from pipeline.extract.annotate import SentenceSpan
from pipeline.extract.grammar import ARTICLES, TITLES
from pipeline.extract.person_names import LEAST_NAME
from pipeline.extract.phrases import PREPOSITIONS, SPOKESMEN, Phrases, Voice, spelled
from pipeline.extract.scene import Placed, Scene
from pipeline.extract.tokens import POSSESSIVE, WORD

# Bodies that count by themselves keep their own name; officials and locals are told by who they are, too.
_TOLD_BY_NAME = frozenset({"official", "local", "generic", "unknown"})
_LONGEST = 6
_SPEAKING_FOR = SPOKESMEN | {"aide", "adviser"}
_SERVED = frozenset({"for", "of"})
_OPENERS = frozenset({",", "and", "but", "while", "said", '"', "“"})
_CLOSERS = frozenset({",", ".", "(", '"', "”"})
# "The army's regional spokesman": from the body to the noun of the office.
_OFFICE_REACH = 3
# Bodies that every state has, told by who speaks for them.
_OF_STATE = frozenset({"ministry", "army", "military", "navy"})
_FORCE = "police"
_OF_PROVINCES, _PROVINCE_REACH = frozenset({"provincial", "regional", "state"}), 120
# "Zabul's deputy police chief", "Zamfara state police".
_BETWEEN = frozenset("'s ’s provincial regional state district city town province deputy area local".split())
_AREA = (["province"], ["region"], ["state"], ["district"])
_BELONGING = frozenset({"of", "from", "with"})


def with_holder(scene: Scene, phrases: Phrases, sentence: SentenceSpan, voice: Voice) -> Voice:
    """The speaker with the name of who speaks for it in brackets: "army spokesman (Paddy Ankunda)"."""
    if voice.kind not in _TOLD_BY_NAME or "(" in voice.speaker or _is_listed(scene, voice):
        return voice
    before = scene.doc.tokens.lowers[max(0, voice.first - 2) : voice.first]
    if before[:1] and before[0] in _SPEAKING_FOR and before[-1] in _SERVED:
        return voice  # "a spokesman for the governor, Attaullah Khan": who is named holds another office
    name = (
        _inside(scene, phrases, voice)
        or _behind(scene, phrases, sentence, voice)
        or _ahead(scene, phrases, sentence, voice)
    )
    if not name or name in voice.speaker or voice.speaker in name:
        return voice
    body, office = _owned(scene, phrases, voice), _office(scene, phrases, voice)
    if body == _FORCE and office:
        return voice  # of which town's police they are the chief, nobody says
    return voice._replace(speaker=f"{body}{office} ({name})")


def _is_listed(scene: Scene, voice: Voice) -> bool:
    """Whether the speaker is a body known by its own name: the SDF are the SDF, whoever speaks for them."""
    near = scene.speakers.between(max(0, voice.first - 1), voice.past)
    if any(m.entry.kind not in _TOLD_BY_NAME for m in near):
        return True
    own = any(m.entry.kind != "generic" for m in near) or any(
        side.actor == voice.speaker for side in scene.sides.between(voice.first, voice.past)
    )
    return own and voice.speaker.split()[-1] not in _OF_STATE  # "the South Sudan army"


def _owned(scene: Scene, phrases: Phrases, voice: Voice) -> str:
    """A body with its place or state: "Diyala police", "health ministry" as the Libyan one in the news of Libya."""
    body = voice.speaker.removeprefix("the ")
    place = _place_before(scene, voice.first) or _place_behind(scene, _office_past(scene, phrases, voice.past))
    if place is not None and body.islower():
        return f"{spelled(scene.doc.tokens.texts[place.first : place.past])} {body}"
    province = _province(scene, voice, body)
    if province is not None:
        return f"{province} {body}"
    known = scene.doc.states.get(scene.country or "")
    if known is None or not known.government or not body.islower() or body.split()[-1] not in _OF_STATE:
        return body
    return f"{known.government.rsplit(' ', 1)[0]} {body}"


def _place_before(scene: Scene, at: int) -> Placed | None:
    """The place before a body: "Diyala police", "Zabul's provincial police"."""
    while at > 1 and scene.doc.tokens.lowers[at - 1] in _BETWEEN:
        at -= 1
    return next((p for p in scene.places.between(at - 1, at) if p.past == at), None)


def _place_behind(scene: Scene, at: int) -> Placed | None:
    """The place behind an office: "the police chief of Garowe"."""
    lowers = scene.doc.tokens.lowers
    opening = at + 1 + (lowers[at + 1 : at + 2] == ["the"])
    if lowers[at : at + 1] not in (["of"], ["in"], ["for"]):
        return None
    return next((p for p in scene.places.between(opening, opening + 1) if p.first == opening), None)


def _province(scene: Scene, voice: Voice, body: str) -> str | None:
    """The province of "the provincial police" and "the regional council": that of the place told last."""
    before = scene.doc.tokens.lowers[voice.first - 1 : voice.first]
    if _OF_PROVINCES.isdisjoint((*before, body.split()[0])) or not body.islower():
        return None
    told = scene.places.between(max(0, voice.first - _PROVINCE_REACH), voice.first)
    return next((p.mention.place.admin1 for p in reversed(told) if p.mention.place.admin1), None)


def _inside(scene: Scene, phrases: Phrases, voice: Voice) -> str | None:
    """'Army spokesman Lieutenant Paddy Ankunda': the name that closes the description."""
    past = voice.past - (scene.doc.tokens.texts[voice.past - 1] == ",")
    first = phrases.name_first(past)
    while first < past and (phrases.source_noun(first) is not None or scene.doc.tokens.lowers[first] in ARTICLES):
        first += 1
    opening = phrases.untitled(max(first, voice.first + 1))
    first = _titled(scene, first, voice.first)
    beside = phrases.source_noun(first - 1) is not None or scene.doc.tokens.texts[first - 1] == ","
    return _name(scene, phrases, opening, past, voice.speaker) if beside and first > voice.first else None


def _behind(scene: Scene, phrases: Phrases, sentence: SentenceSpan, voice: Voice) -> str | None:
    """'The army spokesman, Paddy Ankunda, said': the name behind the description and its comma."""
    texts, at = scene.doc.tokens.texts, _office_past(scene, phrases, voice.past)
    place = _place_behind(scene, at)
    if place is not None:
        at = place.past + (scene.doc.tokens.lowers[place.past : place.past + 1] in _AREA)
    apart = texts[at : at + 1] == [","]
    opening = phrases.untitled(at + apart)
    past = phrases.name_past(opening, min(sentence.past, opening + _LONGEST))
    closed = past >= sentence.past or (texts[past] in _CLOSERS and texts[past + 1 : past + 2] != ["who"])
    return _name(scene, phrases, opening, past, voice.speaker) if closed or not apart else None


def _office(scene: Scene, phrases: Phrases, voice: Voice) -> str:
    """ " chief" behind "police": an office right behind its body, unless it is that of a mere spokesman."""
    tokens, past = scene.doc.tokens, _office_past(scene, phrases, voice.past)
    office = tokens.texts[voice.past : past]
    plain = office and voice.speaker.islower() and all(word.islower() for word in office)
    return f" {' '.join(office)}" if plain and office[-1] not in SPOKESMEN and tokens.kinds[voice.past] == WORD else ""


def _office_past(scene: Scene, phrases: Phrases, at: int) -> int:
    """Where the office behind a body ends: "the army's regional spokesman", "police chief"; the body's own end else."""
    tokens, past = scene.doc.tokens, at
    low = at + (tokens.kinds[at : at + 1] == [POSSESSIVE])
    for k in range(low, min(len(tokens), low + _OFFICE_REACH)):
        noun = phrases.source_noun(k)
        if noun is not None and noun.start == k:
            past = noun.end
        elif tokens.kinds[k] != WORD or tokens.lowers[k] in PREPOSITIONS:
            break
    return past


def _ahead(scene: Scene, phrases: Phrases, sentence: SentenceSpan, voice: Voice) -> str | None:
    """'Paddy Ankunda, the army spokesman, said', 'Paddy Ankunda of the army said': the name before the description."""
    tokens, at = scene.doc.tokens, voice.first
    at -= at > sentence.first and tokens.lowers[at - 1] in ARTICLES
    place = _place_before(scene, at)
    at = _modified(scene, at if place is None else place.first, sentence.first)
    at -= at > sentence.first and tokens.lowers[at - 1] in ARTICLES
    if at - 1 <= sentence.first or (tokens.texts[at - 1] != "," and tokens.lowers[at - 1] not in _BELONGING):
        return None
    first = _titled(scene, max(sentence.first, phrases.name_first(at - 1)), sentence.first)
    if first > sentence.first and tokens.lowers[first - 1] not in _OPENERS:
        return None  # "at El Baraf, an officer said"
    return _name(scene, phrases, phrases.untitled(first), at - 1, voice.speaker)


def _modified(scene: Scene, at: int, low: int) -> int:
    """Where plain words before a description begin, if they follow a comma: ", public affairs office chief"."""
    tokens = scene.doc.tokens
    for k in range(at - 1, max(low, at - 1 - _OFFICE_REACH), -1):
        if tokens.texts[k] == ",":
            return k + 1
        if tokens.kinds[k] != WORD or not tokens.texts[k].islower() or tokens.lowers[k] in PREPOSITIONS:
            break
    return at


def _titled(scene: Scene, first: int, low: int) -> int:
    """Where a name with its titles begins: "Capt. Muthanna Ahmed"."""
    tokens = scene.doc.tokens
    while first - 2 >= low and tokens.texts[first - 1] == "." and tokens.lowers[first - 2] in TITLES:
        first -= 2
    return first


def _is_of_others(scene: Scene, first: int, past: int, body: str) -> bool:
    """Whether a listed speaker stands there who does not speak for the body."""
    return any(m.entry.speaker != body for m in scene.speakers.between(first, past))


def _name(scene: Scene, phrases: Phrases, first: int, past: int, body: str) -> str | None:
    """The words as a personal name, of at least two, without another speaker, a time or an office among them."""
    if not LEAST_NAME <= past - first <= _LONGEST or scene.times.between(first, past):
        return None
    if _is_of_others(scene, first, past, body) or any(phrases.source_noun(k) is not None for k in range(first, past)):
        return None
    return spelled(scene.doc.tokens.texts[first:past]) if phrases.name_past(first, past) == past else None
