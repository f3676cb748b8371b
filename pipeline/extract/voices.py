"""Whom a name, a pronoun or a description beside a verb of saying means.

Belongs here: names of speakers and their surnames, "he" and "the group", "a source at Homs Governorate", states that
speak ("Moscow said"), armed sides that do. Does not: which words credit somebody (`frames`), which of two speakers a
figure has (`attribution`), names of speakers (`speakers.csv`).
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.extract.annotate import SentenceSpan
from pipeline.extract.lexicon import Match
from pipeline.extract.reference import ReportingTerm, SpeakerAlias
from pipeline.extract.scene import HARD_COST, Scene, SideMention
from pipeline.extract.tokens import POSSESSIVE, WORD

# A speaker's name stands this near to its verb; appositions ("head of ...", "which monitors ...") lie between.
_SUBJECT_REACH = 16
# "Rami Abdel Rahman, head of the Observatory": names of one speaker stand this near to each other.
_APPOSITION = 4
# How many sentences a speaker is remembered for "he added", "the group said".
_MEMORY = 6
# "The Observatory's tally", "the rebels' count": a possessive mark with or without its letter.
_OWNING = frozenset({"'s", "’s", "'", "’"})
_AUXILIARIES = frozenset({"has", "have", "had"})
_RELATIVES = frozenset({"which", "who", "whose", "based"})
_NAMING = frozenset({"verb", "before_speaker"})
_DETERMINERS = frozenset("the a an its their his her another one two some local".split())
# A surname alone is no full name.
_LEAST_NAME = 2
# Nouns of one person's office, and "the governor", which takes one up.
_OFFICES = frozenset({"office", "person"})
_ARTICLES = frozenset({"the", "a", "an"})
_PLAIN_OFFICE = _ARTICLES | frozenset("its their his her regional local provincial senior district rebel".split())
_NAME_LINKS = frozenset("al el bin ibn abu de van von der".split())
# "Moscow, for its part, has said"
_STATE_REACH = 7
_STATE_GAP = frozenset("has have had also later earlier itself since , for its part".split())
_BEFORE_STATE = frozenset(', ; “ " but and while though although whereas that as'.split())
# "the state disaster authority"
_MODIFIERS = 2
_NP_LINKS = frozenset("of at in from for and".split())
_PREPOSITIONS = frozenset("of in at on to from by with against for over under near between".split())
_OUTLETS = frozenset({"outlet", "agency"})
_VOICES = frozenset({"state_media", "outlet", "agency"})
_BODIES = frozenset(
    {"monitor", "un", "state_media", "agency", "outlet", "rescue", "rights_group", "activists", "official"}
)


class Voice(NamedTuple):
    """A speaker at tokens `first` to `past`; `words` are those of the text."""

    first: int
    past: int
    speaker: str
    kind: str
    words: str


class _Spoken(NamedTuple):
    """A speaker whom the article has credited before."""

    sentence: int
    speaker: str
    kind: str


class Voices:
    """The speakers of an article; remembers who spoke, in reading order."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self._spoken: list[_Spoken] = []
        self._names: dict[str, tuple[str, str]] = {}
        # Names of sides and places beside a speaker are no names of its people.
        self._others = {spot for side in scene.sides.items for spot in range(side.first, side.past)}
        self._others.update(spot for place in scene.places.items for spot in range(place.first, place.past))
        self._named = [m for m in scene.speakers.items if m.entry.kind != "generic"]
        self._named_starts = [m.start for m in self._named]

    # memory

    def remember(self, sentence: int, speaker: str, kind: str) -> None:
        """Somebody was credited; "he added" may mean them."""
        self._spoken.append(_Spoken(sentence, speaker, kind))

    def learn(self, sentence: SentenceSpan, first: int, past: int, speaker: str, kind: str) -> None:
        """Remember the capitalised names beside a speaker, so that "Nesirky said" finds the UN again."""
        tokens = self.scene.doc.tokens
        for k in range(max(first, sentence.first), min(past, sentence.past)):
            text = tokens.texts[k]
            if len(text) > 3 and text[0].isupper() and k not in self._others:
                self._names.setdefault(text, (speaker, kind))

    # names

    def before(
        self, sentence: SentenceSpan, term: Match[ReportingTerm], taken: int, reach: int = _SUBJECT_REACH
    ) -> Voice | None:
        """The listed speaker that ends at most `reach` words before the verb."""
        low = max(taken, term.start - _SUBJECT_REACH, sentence.first)
        matches = [
            m
            for m in self.scene.speakers.between(low, term.start)
            if self._stands_off(m.end, term.start) < reach
            and self.scene.bars[term.start] - self.scene.bars[m.end - 1] < HARD_COST
            and not self._is_object(m)
            and not self._is_part(m)
        ]
        if not matches:
            return None
        chain = [matches[-1]]
        for match in reversed(matches[:-1]):
            if not self._apposed(match, chain[-1]):
                break
            chain.append(match)
        best = self._most_specific(chain)
        office = self._office(sentence, best, term.start, low)
        return office or Voice(chain[-1].start, chain[0].end, *self.resolve(best), best.entry.alias)

    def _apposed(self, left: Match[SpeakerAlias], right: Match[SpeakerAlias]) -> bool:
        """Whether two names are one speaker's: "Rami Abdel Rahman, head of the Observatory"."""
        gap = self.scene.doc.tokens.lowers[left.end : right.start]
        if left.entry.kind == right.entry.kind == "generic" and "and" not in gap:
            return False
        return len(gap) <= _APPOSITION and "," not in gap[1:]

    def _stands_off(self, past: int, verb: int) -> int:
        """Words between a name and its verb, those of a relative clause between commas apart."""
        lowers = self.scene.doc.tokens.lowers
        if past >= verb:
            return 0
        last = verb - 1 - (lowers[verb - 1] in _AUXILIARIES)
        clause = lowers[past] == "," == lowers[last] and lowers[past + 1] in _RELATIVES
        return 0 if clause else verb - past

    def after(self, sentence: SentenceSpan, term: Match[ReportingTerm], reach: int) -> Voice | None:
        """The listed speaker that follows: "said the UN", "according to the UN"."""
        stop = min(sentence.past, term.end + reach)
        matches = [
            m
            for m in self.scene.speakers.between(term.end, stop)
            if self.scene.bars[m.start] - self.scene.bars[term.end - 1] < HARD_COST
        ]
        if not matches:
            return None
        gap = self.scene.doc.tokens.lowers[term.end : matches[0].start]
        if "that" in gap or any(
            r.entry.form in _NAMING for r in self.scene.reports.between(term.end, matches[0].start)
        ):
            return None
        best = self._most_specific([m for m in matches if m.start - matches[0].end <= 6])
        office = self._office(sentence, best, sentence.past, term.end)
        return office or Voice(best.start, best.end, *self.resolve(best), best.entry.alias)

    def _office(self, sentence: SentenceSpan, match: Match[SpeakerAlias], stop: int, low: int) -> Voice | None:
        """A description by an office, beside which its holder may stand: "the governor of Norte, Willem Vidal"."""
        if match.entry.kind != "generic":
            return None
        near = self.scene.reports.between(match.start, match.end)
        noun = next((m for m in near if m.entry.kind in _OFFICES and m.end == match.end), None)
        return self._phrase(sentence, noun, stop, low) if noun is not None else None

    def resolve(self, match: Match[SpeakerAlias]) -> tuple[str, str]:
        """A description stands for the named speaker of its kind that is told nearest, before or after."""
        entry = match.entry
        if entry.kind != "generic":
            return self._fuller(match) or entry.speaker, entry.kind
        kind = self._described(match)
        named = self._nearest_named(match.start, {"monitor", "rights_group"}) if kind == "monitor" else None
        if named is not None:
            return named.speaker, named.kind
        return self._extended(match), kind

    def _is_part(self, match: Match[SpeakerAlias]) -> bool:
        """Whether an outlet's name only opens a longer one ("the National Theatre")."""
        tokens = self.scene.doc.tokens
        following = tokens.texts[match.end] if match.end < len(tokens) else ""
        return match.entry.kind == "outlet" and following[:1].isupper() and tokens.kinds[match.end] == WORD

    def _is_object(self, match: Match[SpeakerAlias]) -> bool:
        """Whether a speaker's name is only told to or belongs to another noun ("told SANA", "to Reuters")."""
        before = self.scene.doc.tokens.lowers[max(0, match.start - 2) : match.start]
        if before and before[-1] == "the":
            before = before[:-1]
        return bool(before) and before[-1] in {"told", "to", "against", "by"}

    def _most_specific(self, matches: Sequence[Match[SpeakerAlias]]) -> Match[SpeakerAlias]:
        return min(matches, key=lambda m: (m.entry.kind in _OUTLETS, m.entry.kind == "generic", m.start))

    def _fuller(self, match: Match[SpeakerAlias]) -> str | None:
        """The named body that "the government" or "the ministry" stands for, when the text named it before."""
        if not match.entry.speaker.startswith("the "):
            return None
        lowers = self.scene.doc.tokens.lowers
        k = bisect_right(self._named_starts, match.start)
        for earlier in reversed(self._named[max(0, k - 40) : k - 1]):
            if lowers[earlier.end - 1] == lowers[match.end - 1] and not earlier.entry.speaker.startswith("the "):
                return earlier.entry.speaker
        return None

    def _described(self, match: Match[SpeakerAlias]) -> str:
        """What a description describes: "a war monitor" a monitor, "a police source" an official."""
        for term in self.scene.reports.between(match.start, match.end):
            if term.entry.form in {"source_noun", "anaphor"}:
                return _kind_of(term)
        return "local"

    def _extended(self, match: Match[SpeakerAlias]) -> str:
        """A description with the body that follows it: "a source at Homs Governorate"."""
        tokens = self.scene.doc.tokens
        past = match.end
        if past + 2 < len(tokens) and tokens.lowers[past] in {"at", "in", "of", "from"}:
            opening = past + 1 + (tokens.lowers[past + 1] == "the")
            if not tokens.texts[opening][0].isupper():
                return match.entry.speaker
            past = opening
            while past < len(tokens) and (tokens.texts[past][0].isupper() or self._source_noun(past) is not None):
                past += 1
            return _tidy(" ".join(tokens.texts[match.start : past]))
        return match.entry.speaker

    def _nearest_named(self, position: int, kinds: set[str]) -> SpeakerAlias | None:
        k = bisect_right(self._named_starts, position)
        for match in (*self._named[k : k + 8], *reversed(self._named[max(0, k - 8) : k])):
            if match.entry.kind in kinds:
                return match.entry
        return None

    # pronouns and surnames

    def taken_up(self, sentence: SentenceSpan, term: Match[ReportingTerm], taken: int, reach: int = 3) -> Voice | None:
        """The speaker that "he", "the group" or a surname beside the verb takes up."""
        for cue in self.scene.reports.between(max(taken, term.start - reach), term.start + 3):
            if cue.entry.form != "anaphor" or (cue.start > term.start and cue.start != term.end):
                continue
            last = self._last(sentence.index, cue)
            if last is not None:
                return Voice(cue.start, cue.end, last.speaker, last.kind, f"{cue.entry.term} = {last.speaker}:")
        return self._surname_before(term, taken)

    def _surname_before(self, term: Match[ReportingTerm], taken: int) -> Voice | None:
        tokens = self.scene.doc.tokens
        for k in (term.start - 1, term.end):
            if taken <= k < len(tokens) and tokens.texts[k] in self._names:
                return Voice(k, k + 1, *self._names[tokens.texts[k]], tokens.texts[k])
        return None

    def _last(self, sentence: int, cue: Match[ReportingTerm]) -> _Spoken | None:
        """The speaker that a pronoun or "the ministry" takes up: the last of its kind, or the one that is called so."""
        kind, noun = cue.entry.kind, self.scene.doc.tokens.lowers[cue.end - 1]
        fitting: list[_Spoken] = []
        for spoken in reversed(self._spoken[-_MEMORY:]):
            if sentence - spoken.sentence > _MEMORY:
                break
            if kind == "monitor" and spoken.kind not in {"monitor", "rights_group", "activists"}:
                continue
            if kind == "body" and spoken.kind not in _BODIES:
                continue
            if noun == "group" and spoken.kind in {"official", "un", *_VOICES}:
                continue
            fitting.append(spoken)
        if kind == "monitor":
            fitting.sort(key=lambda spoken: spoken.kind == "activists")
        return next((f for f in fitting if noun in f.speaker.lower().split()), fitting[0] if fitting else None)

    # descriptions

    def described_before(self, sentence: SentenceSpan, term: Match[ReportingTerm], taken: int) -> Voice | None:
        """The description that is the verb's subject: "the mayor of Goma said"."""
        nouns = [
            m
            for m in self.scene.reports.between(max(taken, sentence.first, term.start - 9), term.start)
            if m.entry.form == "source_noun" and self.scene.bars[term.start] - self.scene.bars[m.end - 1] < HARD_COST
        ]
        if not nouns:
            return None
        phrase = self._phrase(sentence, nouns[0], term.start, taken)
        if phrase.past < term.start and len(nouns) > 1:
            last = self._phrase(sentence, nouns[-1], term.start, taken)
            return last if last.past == term.start else phrase
        return phrase

    def described_after(self, sentence: SentenceSpan, term: Match[ReportingTerm]) -> Voice | None:
        """The description that follows: "according to two hospital workers"."""
        nouns = [
            m
            for m in self.scene.reports.between(term.end, min(sentence.past, term.end + 7))
            if m.entry.form == "source_noun" and self.scene.bars[m.start] == self.scene.bars[term.end - 1]
        ]
        return self._phrase(sentence, nouns[0], sentence.past, term.end) if nouns else None

    def owner(self, sentence: SentenceSpan, term: Match[ReportingTerm], taken: int) -> Voice | None:
        """The speaker to whom a count belongs, with the article before it: "the rebels' own tally"."""
        tokens = self.scene.doc.tokens
        past = term.start - (tokens.lowers[term.start - 1] == "own")
        owned = past - 1 if tokens.texts[past - 1] in _OWNING else past
        if owned <= max(taken, sentence.first) or owned == past:
            return None
        voice = self._ending_at(sentence, owned, taken)
        if voice is None:
            return None
        return voice._replace(first=voice.first - (tokens.lowers[voice.first - 1] == "the"))

    def _ending_at(self, sentence: SentenceSpan, past: int, taken: int) -> Voice | None:
        """The listed speaker or the description whose last word stands before `past`."""
        low = max(taken, sentence.first, past - _SUBJECT_REACH)
        listed = [m for m in self.scene.speakers.between(low, past) if m.end == past]
        if listed:
            return Voice(listed[0].start, past, *self.resolve(listed[0]), listed[0].entry.alias)
        noun = self._source_noun(past - 1)
        return self._phrase(sentence, noun, past, low) if noun is not None and noun.end == past else None

    def adjacent(self, sentence: SentenceSpan, term: Match[ReportingTerm], taken: int, named: Voice) -> Voice | None:
        """The description right before the verb, where a known name stands off ("11 police died, an official said")."""
        if term.start - named.past <= _APPOSITION:
            return None
        phrase = self.described_before(sentence, term, max(taken, named.past))
        if phrase is None or phrase.past != term.start or phrase.first - named.past <= 2:
            return None
        return phrase if self._starts_clause(phrase.first) and named.first < phrase.first else None

    def _starts_clause(self, position: int) -> bool:
        tokens = self.scene.doc.tokens
        if tokens.lowers[position - 1] in _PREPOSITIONS:
            return False
        return tokens.lowers[position] in _DETERMINERS or tokens.texts[position - 1] in {",", "and"}

    def _phrase(self, sentence: SentenceSpan, noun: Match[ReportingTerm], stop: int, low: int) -> Voice:
        """The noun phrase around a source noun: "a source at Homs Governorate", "Kurdish police"."""
        tokens = self.scene.doc.tokens
        first = noun.start
        while first > max(low, sentence.first) and self._modifies(first - 1):
            first -= 1
        first = self._determined(first, max(low, sentence.first))
        past = noun.end
        while past < stop and (
            tokens.texts[past][0].isupper()
            or (tokens.lowers[past] in _NP_LINKS and past + 1 < stop and self._opens(past + 1))
            or (tokens.lowers[past] in {"the"} and past > noun.end)
            or self._source_noun(past) is not None
        ):
            past += 1
        words = _spelled(tokens.texts[first:past])
        known = self._known(first, past)
        if known is not None:
            return Voice(first, past, known.speaker, known.kind, words)
        recent = self._recent(noun) if tokens.lowers[first] == "the" else None
        if recent is not None:
            return Voice(first, past, recent.speaker, recent.kind, words)
        side = self._side_of(first, past)
        if side is not None and side.actor is not None:
            return Voice(first, past, side.actor, "official", words)
        return self._holder(Voice(first, past, _tidy(words), _kind_of(noun), words), noun, stop)

    def _determined(self, first: int, low: int) -> int:
        """The article that opens a phrase, plain modifiers further left: "the state disaster authority"."""
        lowers, kinds = self.scene.doc.tokens.lowers, self.scene.doc.tokens.kinds
        for at in range(first - 1, max(low, first - 1 - _MODIFIERS) - 1, -1):
            if lowers[at] in _ARTICLES or kinds[at] == POSSESSIVE:
                return at + (kinds[at] == POSSESSIVE)
            if kinds[at] != WORD or lowers[at] in _PREPOSITIONS or self.scene.acts.between(at, at + 1):
                break
        return first

    def _recent(self, noun: Match[ReportingTerm]) -> _Spoken | None:
        """The named speaker told before that "the rescuers" or "the monitor" are."""
        kind = noun.entry.kind
        if kind not in {"rescue", "monitor"}:
            return None
        return next((f for f in reversed(self._spoken[-_MEMORY:]) if f.kind == kind and f.speaker[:1].isupper()), None)

    def _known(self, first: int, past: int) -> SpeakerAlias | None:
        """The speaker of the vocabulary whose name is the whole description."""
        near = self.scene.speakers.between(first, first + 2)
        return next((m.entry for m in near if m.end >= past and m.entry.kind != "generic"), None)

    def _source_noun(self, position: int) -> Match[ReportingTerm] | None:
        near = self.scene.reports.between(position, position + 1)
        return next((m for m in near if m.entry.form == "source_noun"), None)

    def _opens(self, position: int) -> bool:
        tokens = self.scene.doc.tokens
        return tokens.texts[position][0].isupper() or tokens.lowers[position] in {"the"}

    def _modifies(self, position: int) -> bool:
        tokens = self.scene.doc.tokens
        lower = tokens.lowers[position]
        return (
            lower in _DETERMINERS
            or (tokens.texts[position][0].isupper() and tokens.kinds[position] == WORD)
            or (tokens.kinds[position] == POSSESSIVE and self._modifies(position - 1))
            or self._source_noun(position) is not None
        )

    # holders of offices

    def _holder(self, phrase: Voice, noun: Match[ReportingTerm], stop: int) -> Voice:
        """A description without the name of its holder, and the name where the office alone says nothing.

        "The mayor of Goma, Jean Bosco, said" is the mayor of Goma; "governor Willem Vidal said" is Willem Vidal.
        """
        texts = self.scene.doc.tokens.texts
        first, past, office_past = phrase.first, phrase.past, phrase.past
        name = phrase.past, phrase.past
        if phrase.past - noun.end >= _LEAST_NAME and self._name_past(noun.end, phrase.past) == phrase.past:
            name, office_past = (noun.end, phrase.past), noun.end
        elif texts[past : past + 1] == [","]:
            name = past + 1, self._name_past(past + 1, stop)
            past = name[1] + (texts[name[1] : name[1] + 1] == [","])
        if (
            name[1] - name[0] < _LEAST_NAME
            and texts[first - 1] == ","
            and texts[phrase.past : phrase.past + 1] == [","]
        ):
            name, past = (self._name_first(first - 1), first - 1), phrase.past + 1
            first = name[0]
        if name[1] - name[0] < _LEAST_NAME:
            return phrase
        office = texts[phrase.first : office_past]
        speaker = name_words if (name_words := self._bare(phrase, noun, office, name)) else _tidy(_spelled(office))
        return phrase._replace(first=first, past=past, speaker=speaker)

    def _bare(self, phrase: Voice, noun: Match[ReportingTerm], office: Sequence[str], name: tuple[int, int]) -> str:
        """The holder's name, where the words of the office tell of no body and no place; else nothing."""
        plain = all(word.lower() in _PLAIN_OFFICE for word in office[: noun.start - phrase.first])
        bare = plain and len(office) == noun.end - phrase.first and not self._other_body(phrase, noun)
        return _spelled(self.scene.doc.tokens.texts[slice(*name)]) if bare and noun.entry.kind in _OFFICES else ""

    def _other_body(self, phrase: Voice, noun: Match[ReportingTerm]) -> bool:
        """Whether a body stands in the phrase beside the office: "the police chief"."""
        near = self.scene.reports.between(phrase.first, phrase.past)
        return any(m.entry.form == "source_noun" and m.entry.kind != "office" for m in near if m != noun)

    def _name_past(self, first: int, stop: int) -> int:
        """Where the personal name that opens at `first` ends; `first` itself where none does."""
        past = first
        while past < stop and self._is_name(past):
            past += 1
        return past

    def _name_first(self, past: int) -> int:
        first = past
        while first > 0 and self._is_name(first - 1):
            first -= 1
        return first

    def _is_name(self, position: int) -> bool:
        tokens = self.scene.doc.tokens
        word = tokens.texts[position]
        if position in self._others or tokens.kinds[position] != WORD:
            return False
        return word[0].isupper() or tokens.lowers[position] in _NAME_LINKS or word[:3] in {"al-", "el-"}

    # parties and states

    def state(self, sentence: SentenceSpan, term: Match[ReportingTerm], taken: int) -> Voice | None:
        """A state by its name or its capital, as the subject right before the verb: "Moscow has said"."""
        doc = self.scene.doc
        if doc.tokens.lowers[term.end : term.end + 1] in (["to"], ["by"], ["in"]):
            return None
        places = self.scene.places.between(max(taken, sentence.first, term.start - _STATE_REACH), term.start)
        if not places:
            return None
        place = places[-1]
        known = doc.states.get(place.mention.place.country or "")
        if known is None or not (place.mention.kind == "country" or place.mention.place.name == known.capital):
            return None
        opens = place.first == sentence.first or doc.tokens.lowers[place.first - 1] in _BEFORE_STATE
        if not opens or not all(word in _STATE_GAP for word in doc.tokens.lowers[place.past : term.start]):
            return None
        return Voice(place.first, term.start, known.government, "official", place.mention.surface)

    def party(self, term: Match[ReportingTerm], taken: int) -> Voice | None:
        """A party to the fight that speaks for itself: "the militia said"."""
        sides = self.scene.sides.between(max(taken, term.start - 4), term.start)
        if not sides or sides[-1].past != term.start or (sides[-1].kind, sides[-1].role) != ("name", "armed"):
            return None
        side = sides[-1]
        if side.actor is None:
            return None
        return Voice(side.first, side.past, side.actor, "official", side.actor)

    def _side_of(self, first: int, past: int) -> SideMention | None:
        """The armed side whose man speaks: "the militia's spokesman"."""
        near = self.scene.sides.between(max(0, first - 3), past)
        return next((s for s in near if s.kind == "name" and s.role == "armed" and s.past >= first - 1), None)


def _kind_of(noun: Match[ReportingTerm]) -> str:
    """The kind of speaker that a noun makes; one who holds an office speaks for it."""
    return "official" if noun.entry.kind in _OFFICES else noun.entry.kind


def _spelled(words: Sequence[str]) -> str:
    return " ".join(words).replace(" 's", "'s").replace(" ’s", "’s")


def _tidy(words: str) -> str:
    """A source by the body that it speaks for: "A source at Homs Governorate" is Homs Governorate."""
    parts = words.split()
    while parts and parts[0].lower() in {"the", "a", "an"}:
        parts = parts[1:]
    lowered = [p.lower() for p in parts]
    if lowered[:2] in (
        ["source", "at"],
        ["source", "in"],
        ["sources", "at"],
        ["official", "at"],
        ["officials", "at"],
    ) and any(p[0].isupper() for p in parts[2:]):
        parts = [p for p in parts[2:] if p.lower() != "the"]
    elif lowered and lowered[-1] in {"source", "sources"} and len(parts) > 1 and parts[0][0].isupper():
        parts = parts[:-1]
    return " ".join(parts)
