"""Which reports tell the same wire story.

Belongs here: near-copies by shared wording (MinHash), and retold or translated copies by shared names and numbers where
the same agency is credited. Does not: dates (`dating` says which days lie close enough), nor the independence of
speakers (decided in the warehouse).
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from rensa import RMinHash, RMinHashLSH

from pipeline.text.model import Article
from pipeline.text.vocabulary import words

_SHINGLE = 4
# Share of the shorter text's four-word runs that the longer one holds too. Edited copies of one wire story in the
# sample reports share 0.29-0.64; two reports of one outlet about different days up to 0.20, by standing background.
COPIED = 0.21
# A story without a date may lie years from its look-alike: its copy has to be closer.
COPIED_UNDATED = 0.28
# Share of common names and numbers, and how many numbers: 0.30-0.39 and three or more between the translated sample
# report and its siblings, under 0.25 and one to an unrelated report about the same province and speakers.
_RETOLD = 0.29
_RETOLD_SAME_DAY = 0.22
_RETOLD_NUMBERS = 3
# Copies of one wire story appear within this many days.
STORY_DAYS = 3
# 48 bands of two rows find a pair that shares a sixth of its runs four times in five, one that shares a third always.
_BANDS, _ROWS = 48, 2
# Likeness from which the index is asked for; the bands decide what it finds.
_LEAST = 0.15
_SEED = 1
_WORD = re.compile(r"\w+")
# A capitalised word that does not open a sentence. The capital stands first, so that the engine skips to the next one.
_NAME = re.compile(r"[A-Z](?<!^.)(?<!\w.)(?<![.!?]\s.)[a-z]{2,}")
_NUMBER = re.compile(r"\d[\d,]*\d")
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_FUNCTION_WORDS = words("english_function_words", "word")


@dataclass(frozen=True, slots=True)
class Link:
    """Two reports, by position, that share text (`copied`) or only names and numbers."""

    first: int
    second: int
    share: float
    copied: bool


@dataclass(frozen=True, slots=True)
class _Print:
    """What a report is compared by."""

    runs: frozenset[str]
    features: frozenset[str]
    numbers: frozenset[str]
    agencies: frozenset[str]
    publisher: str | None


def find_links(articles: Sequence[Article], days: Sequence[date | None]) -> list[Link]:
    """Every pair of reports that tells one story; pairs whose days are both known and lie apart are none."""
    prints = [_fingerprint(article) for article in articles]
    found: dict[tuple[int, int], Link] = {}
    for first, second in _close_pairs(_similar([(at, item.runs) for at, item in enumerate(prints)]), days):
        share = _contained(prints[first].runs, prints[second].runs)
        if share >= (COPIED if days[first] and days[second] else COPIED_UNDATED):
            found[first, second] = Link(first, second, share, copied=True)
    for first, second in _close_pairs(_same_agency(prints, days), days):
        near = days[first] is not None and days[first] == days[second]
        if (first, second) not in found and _is_retold(prints[first], prints[second], near):
            share = _jaccard(prints[first].features, prints[second].features)
            found[first, second] = Link(first, second, share, copied=False)
    return [found[pair] for pair in sorted(found)]


def _close_pairs(pairs: Iterator[tuple[int, int]], days: Sequence[date | None]) -> Iterator[tuple[int, int]]:
    for first, second in pairs:
        one, other = days[first], days[second]
        if one is None or other is None or abs((one - other).days) <= STORY_DAYS:
            yield first, second


def _fingerprint(article: Article) -> _Print:
    numbers = _numbers(article.text)
    return _Print(
        _runs(_WORD.findall(article.text.lower())),
        _names(article.text) | numbers,
        numbers,
        frozenset(article.agencies),
        article.publisher,
    )


def _runs(tokens: Sequence[str]) -> frozenset[str]:
    """Every four words that stand in a row; all words of a text that has fewer."""
    if len(tokens) < _SHINGLE:
        return frozenset([" ".join(tokens)])
    return frozenset(map(" ".join, zip(*(tokens[at:] for at in range(_SHINGLE)), strict=False)))


def _numbers(text: str) -> frozenset[str]:
    numbers = {number.replace(",", "") for number in _NUMBER.findall(text)}
    return frozenset(number for number in numbers if not _YEAR.match(number))


def _names(text: str) -> frozenset[str]:
    return frozenset(map(str.lower, _NAME.findall(text))) - _FUNCTION_WORDS


def likeness(one: Article, other: Article) -> float:
    """Share of the names and numbers of two reports that stand in both."""
    return _jaccard(_names(one.text) | _numbers(one.text), _names(other.text) | _numbers(other.text))


def _similar(items: Sequence[tuple[int, frozenset[str]]]) -> Iterator[tuple[int, int]]:
    """Pairs of keys whose sets probably overlap, the smaller key first."""
    index = RMinHashLSH(threshold=_LEAST, num_perm=_BANDS * _ROWS, num_bands=_BANDS)
    for key, members in items:
        if not members:
            continue
        sketch = RMinHash(num_perm=_BANDS * _ROWS, seed=_SEED)
        sketch.update(list(members))
        for other in sorted(index.query(sketch)):
            yield other, key
        index.insert(key, sketch)


def _same_agency(prints: Sequence[_Print], days: Sequence[date | None]) -> Iterator[tuple[int, int]]:
    """Pairs that credit the same agency: of near days, or similar in names and numbers where a day is not known."""
    by_day: dict[tuple[str, date], list[int]] = defaultdict(list)
    for index, item in enumerate(prints):
        day = days[index]
        for agency in item.agencies:
            if day is not None:
                by_day[agency, day].append(index)
    pairs: set[tuple[int, int]] = set()
    for (agency, day), members in by_day.items():
        later = [i for step in range(1, STORY_DAYS + 1) for i in by_day.get((agency, day + timedelta(days=step)), ())]
        pairs.update(combinations(members, 2))
        pairs.update((min(a, b), max(a, b)) for a in members for b in later)
    if any(day is None for day in days):
        pairs.update(_same_agency_undated(prints, days))
    yield from sorted(pairs)


def _same_agency_undated(prints: Sequence[_Print], days: Sequence[date | None]) -> Iterator[tuple[int, int]]:
    crediting = [(index, item.features) for index, item in enumerate(prints) if item.agencies]
    for first, second in _similar(crediting):
        undated = days[first] is None or days[second] is None
        if undated and prints[first].agencies & prints[second].agencies:
            yield first, second


def _is_retold(one: _Print, other: _Print, same_day: bool) -> bool:
    """True for the same story in other words; one outlet tells a new story each time."""
    if one.publisher is not None and one.publisher == other.publisher:
        return False
    share, numbers = (_RETOLD_SAME_DAY, 2) if same_day else (_RETOLD, _RETOLD_NUMBERS)
    return len(one.numbers & other.numbers) >= numbers and _jaccard(one.features, other.features) >= share


def _contained(one: frozenset[str], other: frozenset[str]) -> float:
    """Share of the smaller set that the larger one holds."""
    return len(one & other) / max(1, min(len(one), len(other)))


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, len(one | other))
