"""A description beside a verb of saying that means its speaker: "the mayor of Goma said", "said two officials".

Belongs here: which description before or behind the verb speaks, and whom it introduces by name. Does not: listed names
of speakers and pronouns (`voices`), how far a description reaches (`phrases`), bodies told before (`bodies`).
"""

from pipeline.extract.annotate import SentenceSpan
from pipeline.extract.bodies import Bodies
from pipeline.extract.grammar import ARTICLES, SUBJECT_RELATIVES
from pipeline.extract.lexicon import Match
from pipeline.extract.person_names import LEAST_NAME
from pipeline.extract.phrases import (
    BANDS,
    BODIES,
    DETERMINERS,
    PREPOSITIONS,
    Phrases,
    Voice,
    spelled,
    tidy,
)
from pipeline.extract.recalled import Recalled
from pipeline.extract.reference import ReportingTerm
from pipeline.extract.scene import HARD_COST, Scene
from pipeline.extract.tokens import WORD

# "Rami Abdel Rahman, head of the Observatory": names of one speaker stand this near to each other.
APPOSITION = 4
_WITHIN = 4
_OF_VICTIMS = 3
_MEANS = frozenset({("network", "of"), ("relies", "on"), ("relying", "on")})
# "Said two local officials".
_OF_TELLERS = DETERMINERS | {"three", "several", "residents", "witnesses", "officials", "doctors", "activists"}
_TELLER_REACH = 5
_DOING = frozenset({"active", "participle"})
OF_BODIES = frozenset("director head chief spokesman spokeswoman spokesperson representative coordinator".split())
# Words from a description to its verb, where a name stands between commas before it too.
_REACH, _ASIDE_REACH = 9, 16
_BEFORE_SAID = frozenset({",", '"', "”", "’", "''"})
# "Kareem Sabbagh, who heads the hospital, said": such a description tells who speaks.
_LEADING = frozenset({"heads", "leads", "chairs", "directs", "represents"})


class Descriptions:
    """Reads the descriptions of who speaks in one article."""

    def __init__(self, scene: Scene, phrases: Phrases, recalled: Recalled, bodies: Bodies) -> None:
        self._scene = scene
        self._phrases = phrases
        self._recalled = recalled
        self._bodies = bodies

    def before(self, sentence: SentenceSpan, term: Match[ReportingTerm], taken: int) -> Voice | None:
        """The description that is the verb's subject: "the mayor of Goma said"."""
        nouns = self._nouns_before(sentence, term, taken, _REACH)
        if not nouns and self._scene.doc.tokens.texts[term.start - 1] == ",":
            nouns = self._nouns_before(sentence, term, taken, _ASIDE_REACH)
        if not nouns:
            return None
        phrase = self.read(sentence, nouns[0], term.start, taken)
        if phrase.past < term.start and self._is_done_to(phrase.first):
            return None
        if phrase.past < term.start and len(nouns) > 1:
            last = self.read(sentence, nouns[-1], term.start, taken)
            if last.past != term.start:
                return phrase
            return self._whole(phrase, last) or last
        return phrase

    def _nouns_before(
        self, sentence: SentenceSpan, term: Match[ReportingTerm], taken: int, reach: int
    ) -> list[Match[ReportingTerm]]:
        """The nouns within reach of a verb that may be its subject."""
        return [
            m
            for m in self._scene.reports.between(max(taken, sentence.first, term.start - reach), term.start)
            if self._is_noun(m)
            and self._scene.bars[term.start] - self._scene.bars[m.end - 1] < HARD_COST
            and not self._scene.measures.between(m.end + _OF_VICTIMS * self._is_of_victims(m.end), term.start)
            and not self.is_means(m.start)
            and self._scene.doc.tokens.lowers[m.start - 1] != "by"
        ]

    def _whole(self, phrase: Voice, last: Voice) -> Voice | None:
        """A description that goes on behind a preposition: "workers at the city's two hospitals"."""
        tokens = self._scene.doc.tokens
        gap = tokens.lowers[phrase.past : last.first]
        if len(gap) > _WITHIN or not {"at", "of", "in", "from", "on", "with"} & set(gap[:1]) or "," in gap:
            return None
        words = spelled(tokens.texts[phrase.first : last.past])
        named = [word for word in tokens.texts[last.first : last.past] if word[0].isupper()]
        if gap[:1] == ["of"] and len(named) == 1 and tokens.lowers[last.past - 1] in BANDS:
            owned = f"{named[0]} {tidy(phrase.words)}"  # "the health ministry of the Houthi rebels"
            return phrase._replace(past=last.past, speaker=owned, words=words)
        return phrase._replace(past=last.past, speaker=tidy(words), words=words)

    def behind(self, sentence: SentenceSpan, term: Match[ReportingTerm]) -> Voice | None:
        """The description behind a verb that closes what is told: "rebels attacked posts, said the official"."""
        tokens = self._scene.doc.tokens
        if tokens.texts[term.start - 1] not in _BEFORE_SAID or term.entry.term != "said":
            return None
        if tokens.lowers[term.end : term.end + 1] and tokens.lowers[term.end] not in _OF_TELLERS:
            return None
        noun = next(
            (m for m in self._scene.reports.between(term.end, term.end + _TELLER_REACH) if self._is_noun(m)), None
        )
        if noun is None or self._scene.bars[noun.start] != self._scene.bars[term.end]:
            return None
        if any(m.entry.form in _DOING for m in self._scene.measures.between(term.end, noun.start)):
            return None  # "the force, which holds the town, said its troops killed 14 rebels"
        voice = self.read(sentence, noun, sentence.past, term.end)
        closed = voice.past >= sentence.past or tokens.texts[voice.past] in {",", ".", "("}
        return voice if closed or tokens.lowers[voice.past] in PREPOSITIONS | {"who"} else None

    def after(self, sentence: SentenceSpan, term: Match[ReportingTerm]) -> Voice | None:
        """The description that follows: "according to two hospital workers"."""
        nouns = [
            m
            for m in self._scene.reports.between(term.end, min(sentence.past, term.end + 7))
            if self._is_noun(m) and self._scene.bars[m.start] == self._scene.bars[term.end - 1]
        ]
        if not nouns:
            return None
        return self.read(sentence, nouns[0], sentence.past, term.end)

    def introduced(self, sentence: SentenceSpan, term: Match[ReportingTerm]) -> Voice | None:
        """Somebody of no list by the words behind the name: "said Kareem Sabbagh, a doctor in Binnish"."""
        tokens = self._scene.doc.tokens
        first = self._phrases.untitled(term.end)
        past = self._phrases.name_past(first, min(sentence.past, first + APPOSITION))
        at = past + (tokens.texts[past : past + 1] == [","])
        if past - first < LEAST_NAME or at >= sentence.past:
            return None
        near = self._scene.reports.between(at, min(sentence.past, at + APPOSITION))
        noun = next((m for m in near if m.entry.form == "source_noun"), None)
        if noun is None or not (tokens.lowers[at] in ARTICLES or (at > past and self._leads_to(at, noun.start))):
            return None
        voice = self.read(sentence, noun, sentence.past, at)
        if noun.entry.kind in BODIES or "(" in voice.speaker or voice.speaker != tidy(voice.words):
            return voice
        return voice._replace(first=term.end, speaker=f"{spelled(tokens.texts[first:past])} ({voice.speaker})")

    def adjacent(self, sentence: SentenceSpan, term: Match[ReportingTerm], taken: int, named: Voice) -> Voice | None:
        """The description right before the verb, where a known name stands off ("11 police died, an official said")."""
        apart = self._scene.doc.tokens.texts[named.past] == ","
        if term.start - named.past <= (2 if apart else APPOSITION):
            return None
        phrase = self.before(sentence, term, max(taken, named.past))
        if phrase is None or phrase.past != term.start:
            return None
        # "raids by rebels, a tribal leader said" parts the two; "the rebels, a band of 40, said" does not
        if phrase.first - named.past <= 2 and not apart:
            return None
        return phrase if self._starts_clause(phrase.first) and named.first < phrase.first else None

    def read(self, sentence: SentenceSpan, noun: Match[ReportingTerm], stop: int, low: int) -> Voice:
        """The description around a noun; who speaks for a body told before is that body."""
        voice = self._phrases.read(sentence, noun, stop, low)
        body = self._bodies.meant(sentence, noun, voice)
        return voice if body is None else voice._replace(speaker=body.speaker, kind=body.kind)

    def _is_noun(self, match: Match[ReportingTerm]) -> bool:
        """Whether a noun describes a speaker; "the director of the hospital" takes up none told before."""
        if match.entry.form == "anaphor" and match.entry.kind == "person" and match.end - match.start > 1:
            behind = self._scene.doc.tokens.lowers[match.end : match.end + 1]
            return behind == ["of"] or (behind == [","] and self._is_introduced(match))
        return match.entry.form == "source_noun" or (match.entry.form == "anaphor" and self._recalled.names(match))

    def _is_introduced(self, match: Match[ReportingTerm]) -> bool:
        """ "The doctor, Ali Haidar, said": told of for the first time; "the director" may be of a body told before."""
        tokens, first = self._scene.doc.tokens, match.end + 1
        if self._phrases.spoken and tokens.lowers[match.end - 1] in OF_BODIES:
            return False
        texts = tokens.texts
        past = self._phrases.name_past(first, min(len(texts), first + LEAST_NAME + APPOSITION))
        return past - first >= LEAST_NAME and texts[past : past + 1] == [","]

    def _is_done_to(self, first: int) -> bool:
        """Whether a description stands right behind a verb in a clause of its own: "which runs services in Goma"."""
        lowers = self._scene.doc.tokens.lowers
        verb = lowers[first - 1]
        return lowers[first - 2] in SUBJECT_RELATIVES and verb.endswith("s") and verb not in _LEADING

    def _is_of_victims(self, past: int) -> bool:
        """ "Relatives of the dead", "a doctor treating the wounded" is no harm told."""
        lowers = self._scene.doc.tokens.lowers
        return lowers[past : past + 2] in (["of", "the"], ["of", "those"], ["treating", "the"])

    def is_means(self, position: int) -> bool:
        """ "An Observatory with a network of sources", "which relies on sources" speaks itself."""
        lowers = self._scene.doc.tokens.lowers
        return tuple(lowers[max(0, position - 2) : position]) in _MEANS

    def _leads_to(self, at: int, noun: int) -> bool:
        """Whether only plain words stand before a noun: "country head", "regional director"."""
        tokens = self._scene.doc.tokens
        return all(tokens.kinds[k] == WORD and tokens.lowers[k] not in PREPOSITIONS for k in range(at, noun))

    def _starts_clause(self, position: int) -> bool:
        tokens = self._scene.doc.tokens
        if tokens.lowers[position - 1] in PREPOSITIONS:
            return False
        return tokens.lowers[position] in DETERMINERS or tokens.texts[position - 1] in {",", "and"}
