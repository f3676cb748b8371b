"""Texts that no person wrote: words in any order, sentences cut anywhere. They may give nonsense, never an error.

Belongs here: that the extractor reads anything. Does not: what it reads (the other tests), nor how fast
(`test_long_texts`).
"""

import hashlib
import json
import random
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pipeline.extract.extractor import Extractor
from pipeline.extract.reference import Reference
from pipeline.text.model import RawDocument, Rejected
from pipeline.text.parse import parse_document

GOLD = Path(__file__).parents[3] / "seeds" / "gold"
TEXTS = 150


@pytest.fixture(scope="module")
def sentences() -> list[str]:
    texts = (
        json.loads(line)["text"]
        for path in sorted(GOLD.glob("*.jsonl"))
        if ".gold" not in path.name
        for line in path.read_text(encoding="utf-8").splitlines()
    )
    return [sentence for text in texts for sentence in text.replace("\n", " ").split(". ") if sentence.strip()]


def shuffled(rng: random.Random, sentences: list[str]) -> str:
    """Words of many reports in any order."""
    words = [word for sentence in rng.choices(sentences, k=12) for word in sentence.split()]
    rng.shuffle(words)
    return " ".join(words[: rng.randint(1, len(words))])


def cut(rng: random.Random, sentences: list[str]) -> str:
    """Sentences without their ends or without their beginnings."""
    pieces = []
    for sentence in rng.choices(sentences, k=rng.randint(1, 8)):
        words = sentence.split()
        at = rng.randint(0, len(words) - 1)
        pieces.append(" ".join(words[:at] if rng.random() < 0.5 else words[at:]))
    return ". ".join(pieces)


def ended(rng: random.Random, sentences: list[str]) -> str:
    """A text that ends at any word."""
    words = " ".join(rng.choices(sentences, k=rng.randint(1, 3))).split()
    return " ".join(words[: rng.randint(1, len(words))])


def mixed(rng: random.Random, sentences: list[str]) -> str:
    """Whole sentences of different wars."""
    return "\n\n".join(rng.choices(sentences, k=rng.randint(1, 10)))


@pytest.mark.parametrize("make", [shuffled, cut, ended, mixed])
@pytest.mark.parametrize("published_on", [None, date(2019, 12, 1)])
def test_any_words_are_read_without_an_error_and_every_figure_stands_in_them(
    make: Callable[[random.Random, list[str]], str],
    published_on: date | None,
    reference: Reference,
    sentences: list[str],
) -> None:
    extractor, rng = Extractor(reference), random.Random(make.__name__)
    read = 0
    for _ in range(TEXTS):
        article = parse_document(raw(make(rng, sentences)))
        if isinstance(article, Rejected):
            continue
        read += 1
        for claim in extractor.extract(article, published_on).claims:
            assert claim.evidence in article.text
            assert article.text[claim.char_start : claim.char_end].strip() in claim.evidence
    assert read > TEXTS // 2


@pytest.mark.parametrize(
    "text",
    [
        "killed" * 2000,
        "12" * 5000,
        "12",
        "12:",
        "(",
        "killed 12",
        "Villagers in Homs, Syria came under fire from",
        "Nine people died in Homs, Syria, by the group's own count",
        "In Homs, Syria, soldiers shot 41 men at the edge of a pit, according to two researchers at",
        "Nine people died in Homs, Syria. Slightly over half of them were 17 or",
        "Nine people died in Homs, Syria, by the Observatory figures",
        "A truce began in Homs, Syria on Friday. Shells killed nine people there on Sunday. The",
        "Nine people died in Homs, Syria when rockets were fired from an area held by",
        "The execution of nine men in Sirte, Libya is shown in a video released by",
        "Nine people in Goma, Congo were killed by fighters who are loyal to",
        "Nine people in Gedo, Somalia were bombed by Kenya's",
        "Nine men in Homs, Syria died in a prison run by",
        "Just last week, in the hills of Bor, rebels killed 25 displaced",
        "Shells killed nine people in Homs in Syria. Some 90 were wounded in the country",
        "Shells fell on Homs, Syria after midnight, wounding 50 and more",
        "Nine people died on Friday in the capital of Somalia",
        f"The number of dead in Homs, Syria now stands at {'9' * 6000}. It lies {'9' * 6000} km north of Hama.",
        f"Shells killed 3 people, Karim Haddad ({'9' * 6000}) among them, in Homs, Syria.",
        f"Shells killed {'9' * 12} billion people in Homs, Syria; a {'9' * 5000}-year-old was hurt.",
    ],
)
def test_a_text_without_words_or_with_endless_numbers_is_read(text: str, reference: Reference) -> None:
    article = parse_document(raw(text))
    if not isinstance(article, Rejected):
        assert all(claim.evidence in article.text for claim in Extractor(reference).extract(article, None).claims)


def raw(text: str) -> RawDocument:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return RawDocument("test", "test", "test", text.encode(), "text", digest, datetime(2026, 1, 1, tzinfo=UTC))
