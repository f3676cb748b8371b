"""Whether the displaced of a figure are so at a date (stock) or became so in a window (flow).

Belongs here: reading the basis from the words around a figure. Does not: which terms and nouns tell a state by
themselves (`clause.standing`, `measure_terms`), the window (`timing`).
"""

from collections.abc import Sequence

from pipeline.extract.annotate import Annotated, SentenceSpan
from pipeline.extract.clause import Link
from pipeline.extract.counting import FRACTIONS
from pipeline.extract.grammar import HAVE
from pipeline.extract.nouns import Phrase
from pipeline.extract.shelter import lodges
from pipeline.extract.toll_words import REACHED, ROSE

_SETTLED = frozenset(("taken refuge", "taken shelter", "found refuge", "found shelter", "found sanctuary"))
_STATES = frozenset(("displaced", "internally displaced", "uprooted"))
_BEING = frozenset("are is remain remains still now living".split())
_CAUSED = frozenset("caused causing created creating generated produced producing left leaving".split())
_LODGED = frozenset("living staying sheltering residing camped hosted housed lodged".split())
_PASSING = frozenset(("being", "reported", "said", "believed"))
_HOSTING = frozenset("host hosts hosting hosted house houses housing shelters sheltering accommodates".split())
# "As of 1 October some 123,000 people were displaced": before the counted, or behind what is told of them.
_BEFORE, _BEHIND = 9, 6
_NUMBER = frozenset("number numbered now are were total totalled come".split())
_STANDING = frozenset(("stood", "stands", "numbered"))
# "The number of displaced people has risen to two million".
_GROWING = ROSE | REACHED
_NUMBERS = frozenset(("number", "total"))
_NUMBER_REACH = 5
# "Of the 2.1 million displaced", "the displaced number 78,000"
_BARE = "displaced"


def basis_of(doc: Annotated, sentence: SentenceSpan, phrase: Phrase, link: Link) -> str:
    """'stock' or 'flow', as the words tell."""
    if link.measure != "displaced":
        return "flow"
    lowers = doc.tokens.lowers
    gone = link.rule == "leaving" or (link.term is not None and link.term.form == "intransitive")
    whole = phrase.of_whole is not None and gone  # "two-thirds of the 900 people have fled"
    share = lowers[phrase.quantity.end - 1] in FRACTIONS and link.rule != "object" and not whole
    if share or _is_state(lowers, phrase, link) or _has_settled(lowers, link):
        return "stock"
    if link.term is not None and link.term.term == "homeless" and _BEING.isdisjoint(lowers[phrase.end : link.term_at]):
        return "stock" if _is_hosted(lowers, phrase) else "flow"  # "leaving 400 people homeless"
    counted = (
        _stands_at(lowers, phrase, link)
        or _are_the_displaced(lowers, phrase, link)
        or _is_as_of(lowers, sentence, phrase, link)
    )
    return "stock" if counted or _is_hosted(lowers, phrase) else link.basis or "flow"


def _stands_at(lowers: Sequence[str], phrase: Phrase, link: Link) -> bool:
    """'The number of displaced stood at 2 million', 'the displaced in Bor numbered 9,000'."""
    toll = link.rule.startswith("toll") and 0 <= link.term_at < phrase.start
    between = lowers[link.term_at : phrase.start] if toll else []
    if not _STANDING.isdisjoint(between):
        return True
    counted = toll and not _NUMBERS.isdisjoint(lowers[max(0, link.term_at - _NUMBER_REACH) : link.term_at])
    return counted and not _GROWING.isdisjoint(between)


def _has_settled(lowers: Sequence[str], link: Link) -> bool:
    """'900 families have taken refuge in a camp', 'had found shelter at the base': they are there."""
    if link.term is None or link.term.term not in _SETTLED:
        return False
    return lowers[link.term_at - 1] in HAVE and lowers[link.term_at + 2 : link.term_at + 3] in (["in"], ["at"])


def _is_state(lowers: Sequence[str], phrase: Phrase, link: Link) -> bool:
    """'1.5 million people are displaced', 'the camps hold 9,000 displaced people': who is, not who was."""
    if link.rule == "adjective":
        caused = phrase.start > 0 and lowers[phrase.start - 1] in _CAUSED  # "attacks caused 900 displaced people"
        return "newly" not in lowers[phrase.start : phrase.end] and not caused
    if phrase.adjective is not None and phrase.adjective.measure == "displaced" and lowers[phrase.end] in _LODGED:
        return True  # "25,000 displaced people living at Rann, who had fled from the rebels"
    between = lowers[phrase.end : max(phrase.end, link.term_at)]
    state = link.term is not None and link.term.term in _STATES
    return state and bool({"are", "is"} & set(between)) and _PASSING.isdisjoint(between)


def _is_hosted(lowers: Sequence[str], phrase: Phrase) -> bool:
    """'hosting close to 45,000 people displaced by the war', 'home to some 900,000 uprooted Syrians'."""
    before = lowers[max(0, phrase.start - 2) : phrase.start]
    if before[-1:] == ["for"]:
        return lodges(lowers, phrase.start - 1)
    return before[-1:] != [] and (before[-1] in _HOSTING or before == ["home", "to"])


def _are_the_displaced(lowers: Sequence[str], phrase: Phrase, link: Link) -> bool:
    """'of the 2.1 million displaced', 'the displaced number 78,000', not '40 killed and 5,000 displaced'."""
    if phrase.head is None:
        told = lowers[link.term_at - 1 : link.term_at + 1] if link.term_at > 0 else []
        return told == ["the", _BARE] and link.term_at < phrase.start and lowers[link.term_at + 1] in _NUMBER
    bare = link.rule == "head-noun" and phrase.head.word == _BARE
    return bare and lowers[phrase.start - 1] == "the"


def _is_as_of(lowers: Sequence[str], sentence: SentenceSpan, phrase: Phrase, link: Link) -> bool:
    """'As of 1 October some 123,000 people were displaced': a day's count, no day's flight."""
    if link.term is None or link.term.term not in _STATES:
        return False
    if link.term_at < sentence.first:
        return False
    behind = max(phrase.end, link.term_at)
    before = lowers[max(sentence.first, phrase.start - _BEFORE) : phrase.start]
    spans = (before, lowers[behind : min(sentence.past, behind + _BEHIND)])
    return any(words[k : k + 2] == ["as", "of"] for words in spans for k in range(len(words) - 1))
