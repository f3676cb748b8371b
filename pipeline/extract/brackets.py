"""Credits in brackets: "(OCHA, October 2018)", "(Source: DSWD, 6PM)", "... fled the town (IOM)."

Belongs here: finding them, as they end or head a sentence of a situation report. Does not: credits in words (`frames`).
"""

from pipeline.extract.annotate import SentenceSpan
from pipeline.extract.lexicon import Match
from pipeline.extract.reference import SpeakerAlias
from pipeline.extract.scene import Scene

# "(NDRRMC, 4 November 2022, 6 p.m.)" is as long as such a credit gets.
_LONGEST = 12
_LEAST_ACRONYM = 3
_LABELS = frozenset({"source", "sources"})


def credit_in_brackets(
    scene: Scene, sentence: SentenceSpan
) -> tuple[int, int, str | None, Match[SpeakerAlias] | None] | None:
    """Tokens of a bracketed credit with its speaker: an acronym that nobody listed, or a listed name."""
    lowers = scene.doc.tokens.lowers
    opening = sentence.first - 1
    while "(" in lowers[opening + 1 : sentence.past]:
        opening = lowers.index("(", opening + 1, sentence.past)
        inside = lowers[opening + 1 : min(sentence.past, opening + 1 + _LONGEST)]
        if ")" not in inside:
            continue
        close = opening + 1 + inside.index(")")
        labelled = inside[0] in _LABELS and inside[1] == ":"
        at = opening + (3 if labelled else 1)
        named = next((m for m in scene.speakers.between(at, close) if m.end <= close), None)
        dated = labelled or bool(scene.times.between(at + 1, close))
        told = dated or (named is not None and _closes(scene, sentence, opening, close))
        if told and named is not None and named.start == at:
            return opening, close + 1, None, named
        if told and _is_acronym(scene.doc.tokens.texts[at]):
            return opening, close + 1, _acronym(scene, at, close), None
    return None


def _closes(scene: Scene, sentence: SentenceSpan, opening: int, close: int) -> bool:
    """Whether a bracket ends its sentence and explains no name before it ("the Rescue Corps (RC)")."""
    return close >= sentence.past - 2 and not _explains(scene, sentence, opening)


def _explains(scene: Scene, sentence: SentenceSpan, opening: int) -> bool:
    """Whether the letters in a bracket are those with which the words before it begin."""
    tokens = scene.doc.tokens
    last = tokens.texts[opening + 1][-1:].lower()
    before = tokens.texts[opening - 1] if opening > sentence.first else ""
    return not before or (before[0].isupper() and before[0].lower() == last)


def _is_acronym(word: str) -> bool:
    return len(word) >= _LEAST_ACRONYM and word.isupper() and word.replace("-", "").isalpha()


def _acronym(scene: Scene, first: int, close: int) -> str:
    """The acronym with what is joined to it: "DSWD-DROMIC"."""
    tokens = scene.doc.tokens
    past = first + 1
    while past < close and tokens.texts[past] != "," and tokens.starts[past] == tokens.ends[past - 1]:
        past += 1
    return scene.doc.text[tokens.starts[first] : tokens.ends[past - 1]]
