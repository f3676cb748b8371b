"""Names of places as the gazetteer folds them, and the layout of its index: what its builder and its reader share.

Belongs here: folding of spellings, consonant skeletons, constants of the index file, rows of our reference files. Does
not: writing the index (`gazetteer_builder`) or looking a name up (`gazetteer`).
"""

import csv
import re
import struct
import unicodedata
import zlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pipeline.extract.model import PlacePrecision

PlaceKind = Literal["country", "admin1", "admin2", "city", "part", "area"]

FORMAT = 12
"""Raise when folding or the layout of the index changes: older caches are then left alone and a new one is built."""

INPUTS = ("countries.csv", "admin1.csv", "districts.tsv", "villages.tsv", "towns.tsv", "place_aliases.csv")
KINDS: tuple[PlaceKind, ...] = ("country", "admin1", "admin2", "city", "part", "area")
PRECISION_OF_KIND: dict[PlaceKind, PlacePrecision] = {
    "country": "country",
    "admin1": "admin1",
    "admin2": "admin2",
    "city": "exact",
    "part": "exact",
    "area": "admin2",
}
PRECISIONS: tuple[PlacePrecision, ...] = ("exact", "admin2", "admin1", "country")

ARTICLES = frozenset("al el as ash an at az ar ad ed es ez et er en ul esh eth ath adh ech".split())
"""The Arabic article in its assimilated forms."""

ARABIC = frozenset("SY IQ YE LB JO PS LY SD EG SA TN DZ MA MR KW OM AE QA BH DJ".split())
"""Countries in whose names the article comes and goes ("al-Bab", "Bab")."""

FUZZY = ARABIC | frozenset("IL IR AF PK TR SS SO ET ER TD ML NE NG CM CF BF UA RU AM AZ MM TJ TM UZ KG KZ BD".split())
"""Countries whose names reach English through many transliterations: only there a consonant skeleton may match."""

WELL_MAPPED = frozenset(
    "US CA GB FR DE IT ES PT NL BE CH AT DK SE NO FI IE PL CZ SK HU GR AU NZ JP KR SG IS LU".split()
)
"""Countries with one settled Latin spelling: alternate names of their small places only add homonyms."""
WELL_MAPPED_POPULATION = 50_000

SKELETON_LENGTH = 4
"""Shorter consonant skeletons merge unrelated names (Hama, Homs, Ham …)."""
LONGEST_NAME = 6

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘`´ʿʾʻʼʹ′ˈ"))
_LETTERS = {"ı": "i", "ə": "a", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe"}
_NOT_ALNUM = re.compile(r"[^a-z0-9]+")
RECORD = struct.Struct("<IiiIHHBBBxI")
HEADER = struct.Struct("<8sIIIIII")
MAGIC = b"CLGAZ\0\0\0"
NO_COORDINATE = 0x7FFFFFFF
SCALE = 100_000


def _plain(letter: str) -> str | None:
    """What one character becomes when a name is folded."""
    small = letter.lower()
    parts = unicodedata.normalize("NFKD", _LETTERS.get(small, small))
    kept = "".join(c for c in parts if not unicodedata.combining(c))
    return _NOT_ALNUM.sub(" ", kept) or None


_FOLDED: dict[int, str | None] = {
    code: _plain(chr(code)) for block in ((0, 0x250), (0x300, 0x370), (0x1E00, 0x1F00)) for code in range(*block)
}
_FOLDED |= _APOSTROPHES


def fold(name: str) -> str:
    """Lower-case ASCII words of a name, apostrophes gone and all else between words one space."""
    folded = name.translate(_FOLDED)
    if not folded.isascii():
        folded = "".join(_plain(c) or "" for c in folded)
    return " ".join(folded.split())


def without_articles(words: Sequence[str]) -> list[str]:
    """The words of a folded name without Arabic articles; the last word always stays."""
    return [w for i, w in enumerate(words) if w not in ARTICLES or i == len(words) - 1]


_SAME_SOUND = tuple(
    pair.split("=") for pair in "sch=S sh=S ch=S kh=k gh=g dj=j dh=d dz=d th=t ph=f q=k c=k v=f".split()
)
"""Letters that transliterations swap, longest first."""
_VOWELS = dict.fromkeys(map(ord, "aeiouwy"))
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=1 << 16)
def _consonants(word: str) -> str:
    for letters, sound in _SAME_SOUND:
        word = word.replace(letters, sound)
    return _DOUBLED.sub(r"\1", word.removesuffix("h").translate(_VOWELS))


def skeleton(words: Sequence[str]) -> str | None:
    """Consonants of a name as most transliterations agree on them; None when too few to tell names apart."""
    bare = without_articles(words)
    head = "A" if bare and bare[0][0] in "aeiouwy" else ""
    joined = head + "".join(map(_consonants, bare))
    return joined if len(joined) >= SKELETON_LENGTH else None


def hash_key(key: str) -> int:
    """Under which number a key stands in the index."""
    data = key.encode()
    return zlib.crc32(data) << 32 | zlib.adler32(data)


def ascii_name(name: str) -> str:
    """A transliterated name as newsrooms print it: no diacritics, no ayn, a hyphen after the leading article."""
    plain = "".join(
        c for c in unicodedata.normalize("NFKD", name.translate(_APOSTROPHES)) if not unicodedata.combining(c)
    )
    head, _, rest = plain.partition(" ")
    return f"{head}-{rest}" if rest and head.lower() in ARTICLES else plain


def read_rows(path: Path) -> list[dict[str, str]]:
    """Rows of a reference file, comma- or tab-separated by its ending; a missing file has none."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter="\t" if path.suffix == ".tsv" else ","))


def split_cell(cell: str | None) -> list[str]:
    """The parts of a cell that holds several."""
    return [part.strip() for part in (cell or "").split(";") if part.strip()]
