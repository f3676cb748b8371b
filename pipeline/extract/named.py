"""People who speak under a name that no list has: "Larissa Gremova, who is retired, said", "Dr. Wali told reporters".

Belongs here: where such a name begins and ends beside a verb of saying. Does not: names with an office or a description
(`phrases`), listed speakers (`speakers.csv`), who is meant by a surname told again (`voices`).
"""

from pipeline.extract.annotate import SentenceSpan
from pipeline.extract.grammar import ARTICLES, HAVE, TITLES
from pipeline.extract.papers import paper_at, paper_before
from pipeline.extract.person_names import LEAST_NAME
from pipeline.extract.phrases import PREPOSITIONS, Phrases, Voice, spelled
from pipeline.extract.scene import Scene
from pipeline.extract.tokens import NUMBER, POSSESSIVE, WORD

# What may stand between a subject and its verb.
ADVERBS = frozenset(
    "also later further earlier initially previously now then again only officially publicly since just already"
    " meanwhile however separately repeatedly subsequently simply both all each".split()
)
# Words before a full stop that end no sentence: "Dr. Wali", "Lt. Gen. Amin".
_TITLES = TITLES | frozenset({"gov", "min", "pres", "sen", "rep", "amb", "dep", "st"})
_OFFICES = {"gov": "governor", "pres": "president", "min": "minister", "amb": "ambassador", "sen": "senator"}
_HONORIFICS = frozenset({"mr", "mrs", "ms", "dr", "gen", "col", "maj", "capt", "lt", "sheikh", "gov"})
# What opens a sentence before its subject, in capitals for that only.
_OPENERS = frozenset(
    "meanwhile earlier later however but and on in also still yet then the a an this these those when while"
    " according as both many some several most nearly about local".split()
)
_PERSONAL = frozenset(
    "who whose of a an the one his her aged head director from known better also nicknamed called calling".split()
)
# "Ali Hussein (Guudlaawe) said"
_BYNAME = 3
# "A spokesman for", "who chairs", "of the"
_BELONGING = frozenset(
    ", of for from at with the a an who which is spokesman spokeswoman spokesperson head director president chief"
    " chairman chair founder member representative official chairs heads leads runs directs works coordinator".split()
)
_BODY_REACH = 8
_ASIDE = 25
_LONGEST = 6
_VERBS_OF_QUOTES = frozenset(
    "said says added recalled explained wrote warned noted recounted claimed stated confirmed alleged asserted".split()
)
_INTRODUCING = frozenset(("a", "an", "who", "whose", "aged", "one"))
_CLOSING = frozenset({'"', "”", "’", "'", ","})
_DAYS = 4
# A shorter single word is seldom who "according to" names.
_LEAST_ALONE = 4


class Names:
    """Reads personal names beside verbs of saying."""

    def __init__(self, scene: Scene, phrases: Phrases) -> None:
        self._scene = scene
        self._phrases = phrases

    def before(self, sentence: SentenceSpan, verb: int, low: int) -> Voice | None:
        """The name that is the subject of the verb, an apposition or a relative clause between them or not."""
        low = max(low, sentence.first)
        past = self._before_byname(self.without_adverbs(verb, low), low)
        paper = paper_before(self._scene, past, low)
        return paper or self._named(sentence, past, low) or self._before_aside(sentence, past, low)

    def after(self, sentence: SentenceSpan, verb: int) -> Voice | None:
        """The name behind the verb of a quotation: '"They burnt it all," recalled Abu Yazan'."""
        tokens = self._scene.doc.tokens
        if tokens.texts[verb - 1] in _CLOSING and (paper := paper_at(self._scene, verb + 1, sentence.past)) is not None:
            return paper
        opening = self._phrases.untitled(verb + 1)
        if opening > verb + 1 and tokens.lowers[verb] in _VERBS_OF_QUOTES:
            past = self._phrases.name_past(opening, min(sentence.past, opening + _LONGEST))
            return self._voice(opening, past) if past > opening else None
        if tokens.lowers[verb] not in _VERBS_OF_QUOTES or tokens.texts[verb - 1] not in _CLOSING:
            return None
        first = self.without_honorific(verb + 1)
        past = self._phrases.name_past(first, min(sentence.past, first + _LONGEST))
        least = LEAST_NAME if first == verb + 1 and not self._is_introduced(past) else 1
        return self._voice(first, past) if past - first >= least else None

    def _is_introduced(self, past: int) -> bool:
        """Whether the words behind a name tell who that is: "Fatima, 34,", "Ali, who fled to Chad"."""
        tokens = self._scene.doc.tokens
        if tokens.texts[past : past + 1] != [","] or past + 1 >= len(tokens):
            return False
        return tokens.kinds[past + 1] == NUMBER or tokens.lowers[past + 1] in _INTRODUCING

    def at(self, sentence: SentenceSpan, first: int) -> Voice | None:
        """The name that opens here: "according to Mohammad Zein, a member of the council"."""
        past = self._phrases.name_past(first, min(sentence.past, first + _LONGEST))
        closed = self._scene.doc.tokens.texts[past : past + 1] in ([","], ["."])
        least = 1 if closed and len(self._scene.doc.tokens.texts[first]) >= _LEAST_ALONE else LEAST_NAME
        return self._voice(first, past) if past - first >= least else None

    def is_given(self, position: int) -> bool:
        """Whether a word may be the given name before a surname; a title or what opens a sentence is none."""
        tokens = self._scene.doc.tokens
        if position < 0 or not self._phrases.is_name(position) or not tokens.texts[position][0].isupper():
            return False
        lower = tokens.lowers[position]
        return lower not in _OPENERS and lower not in _HONORIFICS and self._phrases.source_noun(position) is None

    def without_honorific(self, first: int) -> int:
        """Where the name behind a "Mr" begins, with or without its stop."""
        tokens = self._scene.doc.tokens
        if tokens.lowers[first : first + 1] and tokens.lowers[first] in _HONORIFICS:
            first += 1 + (tokens.texts[first + 1 : first + 2] == ["."])
        return first

    def without_adverbs(self, verb: int, low: int) -> int:
        """Where the subject ends whose verb stands behind auxiliaries and adverbs ("Ali has further said")."""
        lowers = self._scene.doc.tokens.lowers
        while verb - 1 > low and (lowers[verb - 1] in ADVERBS or lowers[verb - 1] in HAVE):
            verb -= 1
        return verb

    def _before_byname(self, past: int, low: int) -> int:
        """Where a name ends behind which another stands in brackets."""
        texts = self._scene.doc.tokens.texts
        if texts[past - 1] != ")":
            return past
        return next((k for k in range(past - 2, max(low, past - 2 - _BYNAME), -1) if texts[k] == "("), past)

    def _before_aside(self, sentence: SentenceSpan, past: int, low: int) -> Voice | None:
        """ "Sharif Hotak, of the provincial council, said", "Emil Youkhan who works there said"."""
        tokens = self._scene.doc.tokens
        closing = self.dated(past, low)
        if closing > low and tokens.lowers[closing - 1] == ",":
            for comma in range(closing - 2, max(low, closing - _ASIDE), -1):
                aged = tokens.kinds[comma + 1] == NUMBER and comma + 2 == closing - 1
                if tokens.lowers[comma] == "," and (aged or tokens.lowers[comma + 1] in _PERSONAL):
                    voice = self._named(sentence, comma, low)
                    if voice is not None:
                        return voice
            return None
        who = next((k for k in range(past - 2, max(low, past - _ASIDE), -1) if tokens.lowers[k] == "who"), None)
        return self._named(sentence, who, low) if who is not None else None

    def dated(self, past: int, low: int) -> int:
        """Where a day begins that stands before the verb: "Nuland, the envoy, on Tuesday told"."""
        for timed in self._scene.times.between(max(low, past - _DAYS), past):
            if timed.past == past:
                first = timed.first
                return first - (self._scene.doc.tokens.lowers[first - 1] == "on")
        return past

    def _named(self, sentence: SentenceSpan, past: int, low: int) -> Voice | None:
        first = self._first(past, low)
        tokens = self._scene.doc.tokens
        while first == sentence.first and first < past and tokens.lowers[first] in _OPENERS:
            first += 1
        if past - first < LEAST_NAME or past - first > _LONGEST or not self._starts(first, sentence):
            return None
        return self._voice(first, past)

    def _first(self, past: int, low: int) -> int:
        """Where the name that ends at `past` begins, with its titles and initials."""
        tokens = self._scene.doc.tokens
        first = past
        while first > low:
            if self._phrases.is_name(first - 1):
                first -= 1
            elif tokens.texts[first - 1] == "." and first - 2 >= low and self._is_short(first - 2):
                first -= 2
            else:
                break
        return first

    def _is_short(self, position: int) -> bool:
        tokens = self._scene.doc.tokens
        return tokens.lowers[position] in _TITLES or (
            len(tokens.texts[position]) == 1 and tokens.texts[position].isupper()
        )

    def _starts(self, first: int, sentence: SentenceSpan) -> bool:
        """Whether a name may be a subject where it begins: it belongs to no word before it."""
        if first == sentence.first:
            return True
        tokens = self._scene.doc.tokens
        before = tokens.lowers[first - 1]
        return before not in PREPOSITIONS and before not in ARTICLES and tokens.kinds[first - 1] != POSSESSIVE

    def _voice(self, first: int, past: int) -> Voice | None:
        tokens = self._scene.doc.tokens
        words = tokens.texts[first:past]
        if self._scene.times.between(first, past) or self._scene.speakers.between(first, past):
            return None
        if tokens.kinds[first] != WORD or not words[0][0].isupper() or all(len(w) > 2 and w.isupper() for w in words):
            return None
        office = _OFFICES.get(words[0].lower())
        if office is not None and self._phrases.name_past(first + 2, past) - first - 2 >= LEAST_NAME:
            name = spelled(tokens.texts[first + 2 : past])
            return Voice(first, past, f"{name} ({office})", "official", spelled(words))
        name = spelled(words).replace(" .", ".")
        body = self._body_of(past)
        return Voice(first, past, *body, name) if body is not None else Voice(first, past, name, "local", name)

    def _body_of(self, past: int) -> tuple[str, str] | None:
        """The listed body for which somebody speaks: "Mons Nyberg, of the UNHCR", "Sudan Ali, who chairs SNHR"."""
        named = next(iter(self._scene.speakers.between(past, past + _BODY_REACH)), None)
        if named is None or named.entry.kind == "generic":
            return None
        gap = self._scene.doc.tokens.lowers[past : named.start]
        return (named.entry.speaker, named.entry.kind) if gap and _BELONGING.issuperset(gap) else None
