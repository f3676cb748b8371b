"""Who speaks for a body, by the name beside its description: "the army spokesman, Lieutenant Paddy Ankunda, said".

Belongs here: personal names beside a speaker who is a body or an office. Does not: how far a description reaches
(`phrases`), people who speak for nobody (`named`), bodies that are known by their own name alone (`speakers.csv`).
"""

from pipeline.extract.annotate import SentenceSpan
from pipeline.extract.grammar import ARTICLES
from pipeline.extract.phrases import LEAST_NAME, Phrases, Voice, spelled
from pipeline.extract.scene import Scene

# Bodies that count by themselves keep their own name; officials and locals are told by who they are.
_TOLD_BY_NAME = frozenset({"official", "local", "generic", "unknown"})
_LONGEST = 6
_SPOKESMEN = frozenset({"spokesman", "spokeswoman", "spokesperson", "aide", "adviser"})
_SERVED = frozenset({"for", "of"})
_OPENERS = frozenset({",", "and", "but", "while", "said", '"', "“"})
_CLOSERS = frozenset({",", ".", "(", '"', "”"})


def with_holder(scene: Scene, phrases: Phrases, sentence: SentenceSpan, voice: Voice) -> Voice:
    """The speaker with the name of who speaks for it in brackets: "army spokesman (Paddy Ankunda)"."""
    if voice.kind not in _TOLD_BY_NAME or "(" in voice.speaker or _is_listed(scene, voice):
        return voice
    before = scene.doc.tokens.lowers[max(0, voice.first - 2) : voice.first]
    if before[:1] and before[0] in _SPOKESMEN and before[-1] in _SERVED:
        return voice  # "a spokesman for the governor, Attaullah Khan": who is named holds another office
    name = (
        _inside(scene, phrases, voice)
        or _behind(scene, phrases, sentence, voice)
        or _ahead(scene, phrases, sentence, voice)
    )
    if not name or name in voice.speaker or voice.speaker in name:
        return voice
    return voice._replace(speaker=f"{_owned(scene, voice.speaker)} ({name})")


def _is_listed(scene: Scene, voice: Voice) -> bool:
    """Whether the speaker is a body known by its own name: the SDF are the SDF, whoever speaks for them."""
    near = scene.speakers.between(max(0, voice.first - 1), voice.past)
    return any(m.entry.kind != "generic" for m in near) or any(
        side.actor == voice.speaker for side in scene.sides.between(voice.first, voice.past)
    )


def _owned(scene: Scene, body: str) -> str:
    """A ministry with the state whose it is: "health ministry" is the Libyan one in the news of Libya."""
    known = scene.doc.states.get(scene.country or "")
    if known is None or not known.government or not body.islower() or not body.endswith("ministry"):
        return body
    return f"{known.government.rsplit(' ', 1)[0]} {body}"


def _inside(scene: Scene, phrases: Phrases, voice: Voice) -> str | None:
    """'Army spokesman Lieutenant Paddy Ankunda': the name that closes the description."""
    past = voice.past - (scene.doc.tokens.texts[voice.past - 1] == ",")
    first = phrases.name_first(past)
    while first < past and (phrases.source_noun(first) is not None or scene.doc.tokens.lowers[first] in ARTICLES):
        first += 1
    opening = phrases.untitled(max(first, voice.first + 1))
    beside = phrases.source_noun(first - 1) is not None or scene.doc.tokens.texts[first - 1] == ","
    return _name(scene, phrases, opening, past) if beside and first > voice.first else None


def _behind(scene: Scene, phrases: Phrases, sentence: SentenceSpan, voice: Voice) -> str | None:
    """'The army spokesman, Paddy Ankunda, said': the name behind the description and its comma."""
    texts, at = scene.doc.tokens.texts, voice.past
    apart = texts[at : at + 1] == [","]
    opening = phrases.untitled(at + apart)
    past = phrases.name_past(opening, min(sentence.past, opening + _LONGEST))
    closed = past >= sentence.past or (texts[past] in _CLOSERS and texts[past + 1 : past + 2] != ["who"])
    return _name(scene, phrases, opening, past) if closed or not apart else None


def _ahead(scene: Scene, phrases: Phrases, sentence: SentenceSpan, voice: Voice) -> str | None:
    """'Paddy Ankunda, the army spokesman, said': the name before the description and its comma."""
    texts, at = scene.doc.tokens.texts, voice.first
    at -= at > sentence.first and scene.doc.tokens.lowers[at - 1] in ARTICLES
    if at - 1 <= sentence.first or texts[at - 1] != ",":
        return None
    first = max(sentence.first, phrases.name_first(at - 1))
    if first > sentence.first and scene.doc.tokens.lowers[first - 1] not in _OPENERS:
        return None  # "at El Baraf, an officer said"
    return _name(scene, phrases, phrases.untitled(first), at - 1)


def _name(scene: Scene, phrases: Phrases, first: int, past: int) -> str | None:
    """The words as a personal name, of at least two, without a listed speaker, a time or an office among them."""
    if not LEAST_NAME <= past - first <= _LONGEST or scene.times.between(first, past):
        return None
    if scene.speakers.between(first, past) or any(phrases.source_noun(k) is not None for k in range(first, past)):
        return None
    return spelled(scene.doc.tokens.texts[first:past]) if phrases.name_past(first, past) == past else None
