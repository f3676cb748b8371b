"""Which language a text is in.

Belongs here: a cheap test for English and, only where it leaves doubt, a detector. Does not: what is done with text in
another language (it is kept and marked; the extractor passes over it).
"""

import re
from functools import cache

from lingua import Language, LanguageDetector, LanguageDetectorBuilder

from pipeline.text.vocabulary import words

# Words looked at; newspapers do not change language within a report.
_SAMPLE = 600
_WORD = re.compile(r"[a-z]++(?![^\W\d_])|[^\W\d_]+")
_STOP_WORDS = words("english_function_words", "word")
# Share of function words above which text is English beyond doubt, and below which it is worth asking. English reports
# have 0.30-0.45, headlines 0.1-0.2; French, Spanish, German, Dutch and Turkish ones under 0.08 ("in", "on", "a").
_SURELY_ENGLISH = 0.20
_HARDLY_ENGLISH = 0.10
# Below this many words the detector guesses: short text in Latin letters with English words among them stays English.
_ENOUGH_WORDS = 6
_SCRIPTS = (
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
)
_CANDIDATES = (
    Language.ENGLISH,
    Language.FRENCH,
    Language.SPANISH,
    Language.PORTUGUESE,
    Language.ITALIAN,
    Language.GERMAN,
    Language.DUTCH,
    Language.TURKISH,
    Language.RUSSIAN,
    Language.UKRAINIAN,
    Language.ARABIC,
    Language.PERSIAN,
    Language.SWAHILI,
    Language.SOMALI,
)


def detect_language(text: str) -> str:
    """ISO 639-1 code of the text's language, `und` when it has no words."""
    sample = text[:_SAMPLE]
    tokens = _WORD.findall(sample.lower())
    if not tokens:
        return "und"
    share = sum(map(_STOP_WORDS.__contains__, tokens)) / len(tokens)
    if share >= _SURELY_ENGLISH:
        return "en"
    script = _script(sample)
    if script is not None and script not in ("ar", "ru"):
        return script
    plain = all(map(str.isascii, tokens))
    if script is None and plain and (share >= _HARDLY_ENGLISH or len(tokens) < _ENOUGH_WORDS):
        return "en"
    found = _detector().detect_language_of(sample)
    if found is None:
        return script or "en"
    return found.iso_code_639_1.name.lower()


def _script(sample: str) -> str | None:
    """The language that a foreign script stands for, when most letters are in it."""
    for code, letters in _SCRIPTS:
        if len(letters.findall(sample)) * 2 > len(sample.replace(" ", "")):
            return code
    return None


@cache
def _detector() -> LanguageDetector:
    return LanguageDetectorBuilder.from_languages(*_CANDIDATES).with_low_accuracy_mode().build()
