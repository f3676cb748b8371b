"""Words of breach and what they speak of: the truce that they break, the act that breaks it.

Belongs here: finding such a word in a sentence. Does not: statements that name no act (`statements`), acts
(`violations`).
"""

from itertools import pairwise

from pipeline.extract.acts import Act
from pipeline.extract.annotate import SentenceSpan
from pipeline.extract.doers import AUXILIARIES
from pipeline.extract.grammar import ARTICLES, INDEFINITE
from pipeline.extract.lexicon import Match
from pipeline.extract.reference import BreachTerm
from pipeline.extract.scene import HARD_COST, Scene

# The word of breach and its truce stand this near: "shattering the truce", "a truce that both sides have violated".
BREACH_REACH = 12
# A truce that "has been violated" stands at the head of a long clause ("the truce agreed by Oslo and Bern in May has").
_CLAUSE_REACH = 30
# A word of breach that speaks of an act stands in its sentence, this near.
ACT_REACH = 40
DESPITE = frozenset({"despite", "even though"})
BREACHES = frozenset("violations breaches infringements infractions violation breach infringement infraction".split())
_BREAKING = frozenset("broke broken breaking breached breaching violated violating flouted".split())
MANY = frozenset("violations breaches infringements infractions".split())
# "Violations of human rights", "a breach of the arms embargo" break no truce.
_OTHER_LAW = frozenset(
    "rights law laws airspace border human war grave embargo sanctions sovereignty international humanitarian data"
    " constitution constitutional resolution territorial waters discipline security privacy".split()
)
_LAW_REACH = 5
COUNT_REACH = 4
_ANSWERS = frozenset(
    "response retaliation answer reply reaction revenge reprisal responding responded reacting retaliating retaliated"
    " replied answering".split()
)
_ANSWER_REACH = 9
# "In a clear breach of it", "committed another violation": the subject's own.
_COMMITTING = frozenset("in committed commit committing commits by with made of".split())
_CALLED_REACH = 4
# "It would be a breach", "denied a breach", "accused the rebels of a breach" judge nothing told before.
_OPEN = frozenset(
    "would could might may will if no not never denied denies deny nor neither without accused accuses accusing blamed"
    " warned warning fears feared".split()
)


def breach_word(scene: Scene, sentence: SentenceSpan, form: str, act: Act | None) -> Match[BreachTerm] | None:
    """The word of breach that stands by a truce, and by the act where one is asked for."""
    low, high = sentence.first, sentence.past
    if act is not None:
        low, high = max(low, act.first - ACT_REACH), min(high, act.past + ACT_REACH)
    words = [m for m in scene.breaches.between(low, high) if m.entry.form == form]
    for word in sorted(words, key=lambda m: m.entry.term in DESPITE):
        if act is not None and (_parted(scene, act, word) or is_answered(scene, sentence, word)):
            continue
        reach = _CLAUSE_REACH if is_perfect_passive(scene, word) else BREACH_REACH + 3
        near = scene.breaches.between(max(sentence.first, word.start - reach), word.start)
        after = scene.breaches.between(word.end, min(sentence.past, word.end + BREACH_REACH + 1))
        if any(m.entry.names_truce for m in (*near, *after)) or _takes_up(scene, sentence, word):
            return word
    return None


def is_named_breach(scene: Scene, word: Match[BreachTerm]) -> bool:
    """Whether somebody calls an act a breach: "called the shelling a violation", but "committed a violation"."""
    lowers = scene.doc.tokens.lowers
    called = next(
        (k for k in range(word.start - 1, max(0, word.start - _CALLED_REACH), -1) if lowers[k] in ARTICLES), 0
    )
    return lowers[word.start] in BREACHES and called > 0 and lowers[called - 1] not in _COMMITTING


def is_answered(scene: Scene, sentence: SentenceSpan, word: Match[BreachTerm]) -> bool:
    """Whether an act only answers the breach: "in response to repeated violations by the rebels"."""
    lowers = scene.doc.tokens.lowers
    before = lowers[max(sentence.first, word.start - _ANSWER_REACH) : word.start]
    return any(a in _ANSWERS and b in {"to", "for"} for a, b in pairwise(before))


def is_ever_since(scene: Scene, sentence: SentenceSpan, word: Match[BreachTerm]) -> bool:
    """ "Of having broken it ever since it came into effect", whenever that is said."""
    lowers = scene.doc.tokens.lowers
    near = lowers[word.end : min(sentence.past, word.end + BREACH_REACH)]
    return "ever" in near and ("ever", "since") in pairwise(near)


def is_perfect_passive(scene: Scene, word: Match[BreachTerm]) -> bool:
    """ "Has been violated", "have been repeatedly breached": said of the subject, however long that is."""
    lowers = scene.doc.tokens.lowers
    return "been" in lowers[max(0, word.start - 2) : word.start]


def _takes_up(scene: Scene, sentence: SentenceSpan, word: Match[BreachTerm]) -> bool:
    """Whether the truce that a word breaks is the "it" of what stands before: "it was broken by", "in breach of it"."""
    lowers = scene.doc.tokens.lowers
    if lowers[word.start] not in _BREAKING | BREACHES:
        return False
    before = scene.breaches.of(sentence.index - 1) if sentence.index else []
    told = [*before, *scene.breaches.between(sentence.first, word.start)]
    if not any(m.entry.form == "truce" for m in told):
        return False
    if lowers[word.start] in BREACHES:
        return lowers[word.start - 1] == "in" and lowers[word.end : word.end + 2] == ["of", "it"]
    passive = lowers[word.start - 1] in AUXILIARIES and "it" in lowers[max(sentence.first, word.start - 3) : word.start]
    return passive or lowers[word.end : word.end + 1] == ["it"]


def told_breach(scene: Scene, sentence: SentenceSpan) -> Match[BreachTerm] | None:
    """ "Repeated violations", "80 breaches": of the truce that the article is about, without its name."""
    lowers = scene.doc.tokens.lowers
    for word in scene.breaches.of(sentence.index):
        if word.entry.form != "explicit" or lowers[word.start] not in MANY or word.end - word.start > 1:
            continue
        around = (
            *lowers[max(sentence.first, word.start - 2) : word.start],
            *(
                lowers[word.end : min(sentence.past, word.end + _LAW_REACH)]
                if lowers[word.end : word.end + 1] == ["of"]
                else ()
            ),
        )
        if _OTHER_LAW.isdisjoint(around) and lowers[word.end : word.end + 1] != ["against"]:
            return word
    return None


def called_breach(scene: Scene, sentence: SentenceSpan, act: Act) -> Match[BreachTerm] | None:
    """ "In what the ministry called a flagrant breach": said of an act, without the truce's name."""
    lowers = scene.doc.tokens.lowers
    for word in scene.breaches.between(act.past, min(sentence.past, act.past + ACT_REACH)):
        if word.entry.form != "explicit" or lowers[word.start] not in BREACHES:
            continue
        calling = scene.breaches.between(max(act.past, word.start - COUNT_REACH), word.start)
        if any(m.entry.form == "tally" for m in calling) and _OTHER_LAW.isdisjoint(
            lowers[word.end : word.end + _LAW_REACH]
        ):
            return word
    return None


def _parted(scene: Scene, act: Act, word: Match[BreachTerm]) -> bool:
    return abs(scene.bars[act.first] - scene.bars[word.start]) >= 2 * HARD_COST


def judged_breach(scene: Scene, sentence: SentenceSpan) -> Match[BreachTerm] | None:
    """The breach that somebody calls what was told before: "The station spoke of a barefaced breach of the truce"."""
    word = breach_word(scene, sentence, "explicit", None)
    if word is None or scene.acts.of(sentence.index):
        return None
    lowers = scene.doc.tokens.lowers
    before = lowers[sentence.first : word.start]
    if lowers[word.start] not in BREACHES - MANY or not _OPEN.isdisjoint(before):
        return None
    return None if INDEFINITE.isdisjoint(before[-_CALLED_REACH:]) else word
