"""The extractor: one article in, its claims, violation reports and truces out.

Belongs here: the order of the finders and the version of the rules. Does not: any rule.
"""

import hashlib
from datetime import date
from functools import cached_property
from pathlib import Path

from pipeline.collector import collector_paused
from pipeline.extract.annotate import Annotated, annotate
from pipeline.extract.attribution import attribute
from pipeline.extract.claims import find_claims
from pipeline.extract.events import find_acts
from pipeline.extract.figures import find_figures
from pipeline.extract.memo import forget_article
from pipeline.extract.model import Extraction
from pipeline.extract.reference import Reference
from pipeline.extract.truces import find_truces
from pipeline.extract.violations import find_violations
from pipeline.text.model import Article

# Raised with every change of a rule; the reference tables count for themselves (see `Extractor.version`).
RULES_VERSION = "2.12.0"
EXTRACTED_LANGUAGE = "en"


class Extractor:
    """Rules with their vocabularies; `version` names both, so that a changed word list works everything on again."""

    def __init__(self, reference: Reference) -> None:
        self.reference = reference

    @classmethod
    def load(cls, reference_dir: Path, cache_dir: Path | None = None) -> "Extractor":
        """Read the vocabularies; raises `ReferenceTableError` naming the table that cannot be used."""
        return cls(Reference.load(reference_dir, cache_dir))

    @cached_property
    def version(self) -> str:
        """`rules+vocabulary`: the rules' number and eight digits of the hash of every reference table."""
        return version_of(self.reference.directory)

    def extract(self, article: Article, published_on: date | None) -> Extraction:
        """All that the article yields; nothing where its language is not extracted."""
        if article.language != EXTRACTED_LANGUAGE:
            return Extraction((), (), ())
        # What an article needs lives until it is done: looking for cycles among it took a tenth of the time.
        with collector_paused():
            try:
                return self._extract(annotate(article, published_on, self.reference))
            finally:
                forget_article()

    def _extract(self, doc: Annotated) -> Extraction:
        figures = find_figures(doc, self.reference)
        truces = find_truces(doc, self.reference)
        if not (figures or truces):
            return Extraction((), (), ())
        acts = find_acts(doc, self.reference)
        speakers = attribute(doc)
        claims = find_claims(doc, figures, acts, truces, speakers)
        violations = find_violations(doc, acts, truces, speakers, self.reference)
        return Extraction(tuple(claims), tuple(violations), tuple(truce.mention for truce in truces))


def version_of(reference_dir: Path) -> str:
    """The version that an extractor on these tables has, without loading them."""
    digest = hashlib.sha256()
    for path in sorted([*reference_dir.glob("*.csv"), *reference_dir.glob("*.tsv")]):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return f"{RULES_VERSION}+{digest.hexdigest()[:8]}"
