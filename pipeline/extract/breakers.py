"""Who harmed people of whom only a breach of a truce is told: "three soldiers died in truce violations by rebels".

Belongs here: the side that a sentence says broke a truce, as the one who harmed those it counts. Does not: who broke a
truce by an act (`violators`), the words of breach (`statement_words`), acts behind a figure (`harm`).
"""

from pipeline.extract.annotate import SentenceSpan
from pipeline.extract.blame import are_foes
from pipeline.extract.scene import Scene
from pipeline.extract.statement_words import StatementWords


def breaker_told(scene: Scene, sentence: SentenceSpan, side: str | None) -> str | None:
    """The side that a sentence says broke a truce, unless those counted are its own men."""
    words = scene.breaches.of(sentence.index)
    if not any(word.entry.names_truce for word in words) or any(word.entry.form == "tally" for word in words):
        return None  # "the army called the shelling a violation of the truce"
    broken = (StatementWords(scene).blamed(sentence, word) for word in words if word.entry.form == "explicit")
    breaker = next((told for told in broken if told is not None), None)
    if breaker is None or (side is not None and not all(are_foes(one, side) for one in breaker.split("+"))):
        return None
    return breaker
