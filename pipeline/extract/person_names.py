"""Names of persons in an article: where one opens and ends, with its titles and initials, and what is none.

Belongs here: words that may be of a personal name. Does not: whom a name belongs to (`named`, `holders`), the words
that describe a speaker (`phrases`).
"""

from pipeline.extract.grammar import AUXILIARIES, TITLES
from pipeline.extract.scene import Scene
from pipeline.extract.tokens import WORD

NAME_OPENINGS = frozenset({"al-", "el-"})
NAME_LINKS = frozenset("al el bin ibn abu de del da do dos la las los van von der".split())
# A surname alone is no full name.
LEAST_NAME = 2
# Words of an aside about who somebody is.
ASIDE = 10
# ", Lt. Gen. Issa Diallo,"
_TITLED = 6


class PersonNames:
    """Reads the personal names of one article."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        # Names of sides and places beside a speaker are no names of its people.
        self.others = {spot for side in scene.sides.items for spot in range(side.first, side.past)}
        self.others.update(spot for place in scene.places.items for spot in range(place.first, place.past))
        self.others -= self._titled(self.others)

    def _titled(self, spots: set[int]) -> set[int]:
        """Words of names behind a rank, whatever town has them too: "Brig. Gen. Ramon Reyes"."""
        tokens = self.scene.doc.tokens
        named: set[int] = set()
        for spot in sorted(spots):
            last = spot - 2 if tokens.texts[spot - 1] == "." else spot - 1
            if (
                spot - 1 in named
                or (last >= 0 and tokens.lowers[last] in TITLES and tokens.texts[last][0].isupper())
                or spot - 2 in named
                or (last > 0 and tokens.texts[last][0].isupper() and self._is_title_end(last - 1))
            ):
                named.add(spot)
        return named

    def is_name(self, position: int) -> bool:
        """Whether a word may belong to a personal name: capitals, no place and no side."""
        tokens = self.scene.doc.tokens
        word = tokens.texts[position]
        if position in self.others or tokens.kinds[position] != WORD:
            return False
        return word[0].isupper() or tokens.lowers[position] in NAME_LINKS or word[:3] in NAME_OPENINGS

    def name_past(self, first: int, stop: int) -> int:
        """Where the personal name that opens at `first` ends; `first` itself where none does."""
        past = first
        while past < stop and (self.is_name(past) or (past > first and self._is_initial(past))):
            past += 1
        return past

    def name_first(self, past: int) -> int:
        """Where the personal name that ends at `past` opens."""
        first = past
        while first > 0 and (self.is_name(first - 1) or (first < past and self._is_initial(first - 1))):
            first -= 1
        return first

    def untitled(self, first: int) -> int:
        """Where a name begins behind its titles: "Dr. Osman al-Haj", "Brig. Gen. Yahya Sarea"."""
        tokens = self.scene.doc.tokens
        while tokens.lowers[first : first + 1] and tokens.lowers[first] in TITLES and tokens.texts[first][0].isupper():
            first += 1 + (tokens.texts[first + 1 : first + 2] == ["."])
        return first

    def name_in_aside(self, past: int, stop: int) -> tuple[int, int, int] | None:
        """The name between commas right before the verb, and its title: "the mayor of the town, Jean Bosco, said"."""
        tokens = self.scene.doc.tokens
        if tokens.texts[stop - 1] != ",":
            return None
        first = self.name_first(stop - 1)
        opening = first if first > past and tokens.texts[first - 1] == "," else self._behind_title(first, past)
        if opening is None or stop - 1 - first < LEAST_NAME or opening - past > ASIDE:
            return None
        between = tokens.lowers[past : opening - 1]
        told = self.scene.measures.between(past, opening) or self.scene.reports.between(past, opening)
        plain = "," not in between and AUXILIARIES.isdisjoint(between) and between[:1] and not told
        return (first, stop - 1, opening) if plain else None

    def _behind_title(self, first: int, low: int) -> int | None:
        """Where the titles before a name open behind a comma: ", General Issa Diallo"."""
        texts = self.scene.doc.tokens.texts
        for at in range(first - 1, max(low, first - _TITLED), -1):
            if texts[at - 1] == ",":
                return at if self.untitled(at) == first else None
        return None

    def _is_title_end(self, position: int) -> bool:
        """Whether a title ends here, with its stop or without: "Gen.", "Captain"."""
        tokens = self.scene.doc.tokens
        at = position - 1 if tokens.texts[position] == "." else position
        return at >= 0 and tokens.lowers[at] in TITLES and tokens.texts[at][0].isupper()

    def _is_initial(self, stop: int) -> bool:
        """Whether a full stop only closes an initial within a name: "Sandeep M. Tamgadge"."""
        texts = self.scene.doc.tokens.texts
        if texts[stop] != "." or stop + 1 >= len(texts) or len(texts[stop - 1]) != 1:
            return False
        return texts[stop - 1].isupper() and self.is_name(stop + 1) and texts[stop + 1][0].isupper()
