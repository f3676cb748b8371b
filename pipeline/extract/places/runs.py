"""Runs of capitalised words, cut into known names, peoples and the rest.

Belongs here: what a run holds by itself, the same in every text, so that it is remembered. Does not: anything that
looks at the words around the run.
"""

import re
from dataclasses import replace

from pipeline.extract.gazetteer import Entry, Gazetteer, Vocabulary
from pipeline.extract.gazetteer_names import ARTICLES, LONGEST_NAME, fold
from pipeline.extract.places.model import Piece, Run

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĠĢĦĪİĶĻŁŃŅŇŐŒŔŘŚŞŠŢŤŪŮŰŹŻŽƏḤḨṢṬẒ"
_ARTICLES = "al el as ash an at az ar ad ed es ez et er en ul esh".split()
_APART = "al el ash ar ad ez az".split()
_ARTICLE = f"(?:{'|'.join(_ARTICLES)})"
_LETTERS = r"[\w'’‘`´ʿ]*"
_WORD = rf"(?:[UD]\.[SKR]\.(?:A\.)?|['‘`ʿ]?[{_UPPER}]{_LETTERS})"
_LINK = rf"(?:{_ARTICLE}|de (?:la|las|los)|de|da|do|dos|del|des|du|di|la|le|les|los|las|of the|of|and the|wa|va|e|i|y)"
_HYPHENED = rf"(?:{_ARTICLE}|e|i|o|va|wa|la|de|le|les|des|du|del|do|da|dos|et|en|sur|au|aux|sous)"


def _rest(articles: list[str]) -> str:
    """What follows the first letter of one of the articles, behind that letter."""
    return "|".join(f"(?<={article[0]}){article[1:]}" for article in articles)


# All that may begin a run (an article, a capital, a quote before one) stands in one class in front, so that the engine
# skips to it; what was in front is then asked for behind it.
RUN = re.compile(
    rf"[aeu{_UPPER}'‘`ʿ](?<![\w'’].)"
    rf"(?:(?<=[aeu])(?:(?:{_rest(_ARTICLES)})-|(?:{_rest(_APART)}) ){_WORD}"
    rf"|(?<=[UD])\.[SKR]\.(?:A\.)?|(?<=[{_UPPER}]){_LETTERS}|(?<=['‘`ʿ])[{_UPPER}]{_LETTERS})"
    rf"(?:(?:-|[ \u00a0]{{1,2}}(?:{_LINK}[- ])?|-{_HYPHENED}[- ]){_WORD}){{0,15}}"
)
"""Consecutive capitalised words, with the small words that names are built with; no headline is longer."""

_TOKEN = re.compile(r"[UD]\.[SKR]\.(?:A\.)?|[\w'’‘`´ʿ]+")
_POSSESSIVE = re.compile(r"(?:['’]s?|['‘`])$")
_ENGLISH_TOO = frozenset({"an", "as", "at"})
"""Articles that are English words as well: they need a hyphen."""
_CONNECTOR = "~"

_HEADLINE = 5
"""From this many words on a run is a headline, where an unknown neighbour is hardly a surname."""
_SHORT = 3
_ACRONYM = 4
"""Short names of countries other than the proper one ("CAR", "US", "DRC") count only in capitals."""
_LONGEST_ACRONYM = 5
"""Up to here a word in capitals is taken for an acronym unless it is a known place's proper name (HOMS, not SANA)."""
_GLUED = 5
_LARGE = 100_000
_MOST_UNKNOWN = 4
_LONGEST_UNKNOWN_RUN = 6

_BREAKS = frozenset({"function", "calendar"})
_COMMON = _BREAKS | {"people"}
_NEVER_ALONE = frozenset({"modifier", "direction", "organisation", "title", "people", "prefix"})
_NO_NAME = frozenset({"function", "calendar", "title", "organisation", "people"})
_PREFIX = frozenset({"prefix"})
_ADJECTIVAL = frozenset({"adjectival"})
_LINKS = frozenset({"de", "del", "la", "las", "los", "do", "da", "dos"})
"""Words that tie a name to the rest of a longer one: "San Luis de la Reina" is no San Luis."""
_NONE: frozenset[str] = frozenset()

Match = tuple[int, str, tuple[Entry, ...]]
"""Tokens taken, key, entries."""
_NO_MATCH: Match = (0, "", ())


class _Token:
    """One word of a run."""

    __slots__ = ("article", "capital", "capitals", "end", "roles", "start", "taken", "word")

    def __init__(self, surface: str, match: re.Match[str], vocabulary: Vocabulary) -> None:
        bare = _POSSESSIVE.sub("", match.group())
        self.word = fold(bare)
        self.start = match.start()
        self.end = self.start + len(bare)
        self.capital = not bare[:1].islower()
        self.capitals = bare.isupper()
        hyphen = surface[match.end() : match.end() + 1] == "-"
        self.article = self.word in ARTICLES and (self.word not in _ENGLISH_TOO or hyphen)
        if not self.capital and not self.article and self.word in ARTICLES:
            self.word = _CONNECTOR
        self.roles = vocabulary.roles.get(self.word, _NONE)
        if self.capitals and "adjectival" in self.roles:
            self.roles = _ADJECTIVAL
        self.taken = False


def parse_run(surface: str, gazetteer: Gazetteer) -> Run | None:
    """Cut a run into known names, demonyms and the rest; None when it holds nothing of use."""
    vocabulary = gazetteer.vocabulary
    tokens = [t for t in (_Token(surface, m, vocabulary) for m in _TOKEN.finditer(surface)) if t.word]
    spans: list[tuple[int, int, str, tuple[Entry, ...]]] = []
    demonyms: list[tuple[str, str, int, int]] = []
    i = 0
    while i < len(tokens):
        size, people = _demonym(tokens, i, vocabulary)
        length, key, entries = _longest(tokens, i, gazetteer)
        if entries and (length > size or (length == size and _outranks(entries, key, vocabulary))):
            spans.append((i, i + length, key, entries))
        elif people:
            demonyms.append((*people, tokens[i].start, tokens[i + size - 1].end))
            length = size
        for token in tokens[i : i + length]:
            token.taken = True
        i += max(1, length)
    pieces = _pieces(tokens, spans, vocabulary)
    unknown = None
    if all(p.weak or p.stranger for p in pieces):
        for first, last, _, _ in spans:
            for token in tokens[first:last]:
                token.taken = False
        unknown = _unknown(tokens, vocabulary)
    return Run(pieces, tuple(demonyms), unknown) if pieces or demonyms or unknown else None


def _demonym(tokens: list[_Token], i: int, vocabulary: Vocabulary) -> tuple[int, tuple[str, str] | None]:
    for size in (2, 1):
        if i + size <= len(tokens):
            key = " ".join(t.word for t in tokens[i : i + size])
            people = vocabulary.demonyms.get(key) or (vocabulary.demonyms.get(key[:-1]) if key[-1] == "s" else None)
            if people:
                return size, people
    return 0, None


def _outranks(entries: tuple[Entry, ...], key: str, vocabulary: Vocabulary) -> bool:
    """Whether a name that is also a demonym's form is the place: a country, or the demonym fits only by its plural."""
    return any(e.kind == "country" for e in entries) or key not in vocabulary.demonyms


def _longest(tokens: list[_Token], i: int, gazetteer: Gazetteer) -> Match:
    """The longest known name that starts at token `i`."""
    token = tokens[i]
    if not token.capital and not token.article:
        return _NO_MATCH
    common = bool(token.roles & _COMMON) and not token.article
    for size in range(min(gazetteer.longest_from(token.word), len(tokens) - i), 1, -1):
        if tokens[i + size - 1].capital:
            key = " ".join(t.word for t in tokens[i : i + size])
            entries = gazetteer.lookup(key)
            ordinary = common or (size == 2 and token.article and tokens[i + 1].roles & _COMMON)
            if entries and not (ordinary and not any(e.curated and (e.primary or size > 2) for e in entries)):
                return size, key, entries
    found = _longest_bare(tokens, i, gazetteer)
    if found[0] or common or not token.capital:
        return found
    if token.roles & _NEVER_ALONE and not _is_town_alone(tokens, i, gazetteer):
        return found
    return _single(tokens, i, gazetteer)


def _is_town_alone(tokens: list[_Token], i: int, gazetteer: Gazetteer) -> bool:
    """Whether a word that names begin with ("Qalat al-Madiq") is a listed town's whole name: "in Qalat"."""
    if not tokens[i].roles <= _PREFIX or i + 1 < len(tokens):
        return False
    return any(e.curated and e.primary for e in gazetteer.lookup(tokens[i].word))


def _longest_bare(tokens: list[_Token], i: int, gazetteer: Gazetteer) -> Match:
    """The same for names whose articles the text has and the gazetteer has not, or the other way round."""
    bare = [j for j in range(i, min(len(tokens), i + 2 * LONGEST_NAME)) if not tokens[j].article]
    if not bare or (bare[0] != i and not tokens[i].article):
        return _NO_MATCH
    words = [_unglued(tokens[j].word, gazetteer) for j in bare]
    for size in range(min(max(1, gazetteer.longest_from(words[0])), len(bare)), 0, -1):
        last = bare[size - 1]
        as_written = last - i + 1 == size and all(words[k] == tokens[i + k].word for k in range(size))
        if as_written or not tokens[last].capital or (size == 1 and tokens[last].roles):
            continue
        key = " ".join(words[:size])
        entries = tuple(e for e in gazetteer.lookup(key) if e.kind != "country")
        if entries:
            return last - i + 1, key, entries
    return _NO_MATCH


def _bare(word: str) -> str:
    """ "alwaer" as "waer": texts that lost their hyphens glue the article on."""
    return word[2:] if len(word) > _GLUED and word.startswith("al") else word


def _unglued(word: str, gazetteer: Gazetteer) -> str:
    """The same for a word that is no name as it stands: "Algeria" is no "al-Geria"."""
    bare = _bare(word)
    return word if bare != word and any(e.primary for e in gazetteer.lookup(word)) else bare


def _single(tokens: list[_Token], i: int, gazetteer: Gazetteer) -> Match:
    """A one-word name: acronyms only in capitals, and an "s" that may have been "'s" taken off."""
    token, word = tokens[i], tokens[i].word
    entries = gazetteer.lookup(word)
    if len(word) <= _ACRONYM and not token.capitals:
        entries = tuple(e for e in entries if e.kind != "country" or e.primary)
    if token.capitals and len(word) <= _LONGEST_ACRONYM and (len(tokens) == 1 or not all(t.capitals for t in tokens)):
        entries = tuple(e for e in entries if e.kind == "country" or (e.primary and _well_known(e)))
    if len(word) > _ACRONYM and word[-1] == "s" and not any(_well_known(e) for e in entries):
        owner = tuple(e for e in gazetteer.lookup(word[:-1]) if _well_known(e))
        if owner and not gazetteer.vocabulary.roles.get(word[:-1]):
            return 1, word[:-1], owner
    return (1, word, entries) if entries else _NO_MATCH


def _well_known(entry: Entry) -> bool:
    """Whether a name may be read into a word that ends in a lost "'s", or into one that may be an acronym."""
    return entry.kind in ("country", "admin1") or (entry.curated and entry.primary) or entry.population >= _LARGE


def _pieces(
    tokens: list[_Token], spans: list[tuple[int, int, str, tuple[Entry, ...]]], vocabulary: Vocabulary
) -> tuple[Piece, ...]:
    """The known names of a run; what follows a first name that is a town's as well is the surname."""
    pieces: list[Piece] = []
    for k, span in enumerate(spans):
        piece = _piece(tokens, span, vocabulary)
        if k and len(tokens) < _HEADLINE and pieces[-1].stranger and spans[k - 1][1] == span[0]:
            piece = replace(piece, stranger=True)  # "Sergeant Musa Bello"
        pieces.append(piece)
    return tuple(pieces)


def _piece(tokens: list[_Token], span: tuple[int, int, str, tuple[Entry, ...]], vocabulary: Vocabulary) -> Piece:
    first, last, key, entries = span
    bare = [t for t in tokens[first:last] if not t.article]
    word = vocabulary.not_places.get(_bare(bare[0].word)) if len(bare) == 1 else None
    left = _beside(tokens, range(first - 1, -1, -1))
    right = _beside(tokens, range(last, len(tokens)))
    short = len(key) <= _SHORT and not any(e.kind == "country" or (e.curated and e.primary) for e in entries)
    weak = word is not None or short or (len(bare) == 1 and bool(bare[0].roles - _ADJECTIVAL))
    group = "organisation" in right or (
        "organisation" in left and last == len(tokens) and not left & {"camp", "settlement"}
    )
    return Piece(
        tokens[first].start,
        tokens[last - 1].end,
        key,
        entries,
        weak,
        _is_stranger(tokens, span, left, right, word),
        group,
        word == "person",
        "?" in right and len(tokens) < _HEADLINE,
    )


def _is_stranger(
    tokens: list[_Token],
    span: tuple[int, int, str, tuple[Entry, ...]],
    left: set[str],
    right: set[str],
    word: str | None,
) -> bool:
    """Whether a name's capitalised neighbours make it part of a person's or of another place's name."""
    first, _, key, entries = span
    if "title" in left or (word == "person" and bool(left | right)):
        return True
    if first and not tokens[first - 1].taken and "prefix" in tokens[first - 1].roles:
        return True
    if "?" not in left | right:
        return False
    listed = any(e.curated and e.primary for e in entries)
    if len(tokens) >= _HEADLINE:
        return not (listed or any(e.kind in ("country", "admin1") for e in entries))
    towns = any(e.kind == "city" for e in entries) or " " in key
    return not (listed and towns and word is None)


def _beside(tokens: list[_Token], order: range) -> set[str]:
    """Roles of the capitalised words that touch a name on one side; "?" for a word that has none."""
    seen: set[str] = set()
    of = False
    for j in order:
        token = tokens[j]
        if token.word in ("of", "for") and order.step < 0:
            of = True
            continue
        if token.word in _LINKS and order.step > 0 and not token.capital:
            continue
        if token.taken or not token.capital or token.roles & _BREAKS:
            break
        if token.roles or not (token.capitals and len(token.word) <= _LONGEST_ACRONYM):
            seen |= token.roles or ({"?"} if not of else set())
    return seen


def _unknown(tokens: list[_Token], vocabulary: Vocabulary) -> tuple[int, int, tuple[str, ...]] | None:
    """The part of a run that could be the name of an unlisted place."""
    if len(tokens) > _LONGEST_UNKNOWN_RUN or any(t.roles & {"title", "organisation", "calendar"} for t in tokens):
        return None
    names = [
        j
        for j, t in enumerate(tokens)
        if not t.taken
        and t.capital
        and not t.roles & _NO_NAME
        and t.roles <= _PREFIX
        and vocabulary.not_places.get(t.word) != "word"
    ]
    if not names or len(names) > _MOST_UNKNOWN:
        return None
    first, last = names[0], names[-1]
    if first and tokens[first - 1].article:
        first -= 1
    return tokens[first].start, tokens[last].end, tuple(t.word for t in tokens[first : last + 1])
