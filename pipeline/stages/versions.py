"""What a stage's results depend on besides its input: code and vocabularies, as one short hash.

Belongs here: hashing our own files. Does not: reading them for their meaning.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from pipeline.store import digest

ROOT = Path(__file__).resolve().parents[2]


def files_hash(paths: Iterable[Path]) -> str:
    """A hash over the names and bytes of files, in any order; line ends of a checkout do not count."""
    found = hashlib.sha256()
    for path in sorted(paths):
        found.update(path.name.encode() + b"\x1f")
        found.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\x1e")
    return found.hexdigest()[:12]


def code_hash(package: str) -> str:
    """Changes when the code of a package does."""
    return files_hash((ROOT / "pipeline" / package).rglob("*.py"))


def text_version(reference: Path) -> str:
    """Changes when the text stage or a vocabulary does: then everything is parsed again."""
    vocabularies = (path for path in reference.iterdir() if path.suffix in (".csv", ".tsv"))
    return digest(code_hash("text"), files_hash(vocabularies))[:12]
