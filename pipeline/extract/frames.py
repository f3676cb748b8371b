"""The phrases of an article that credit a speaker: "X said", "according to X", "he added".

Belongs here: finding these frames, and whom pronouns, surnames and descriptions in them mean. Does not: which frame
governs a figure (`attribution`), names of speakers (`speakers.csv`).
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract.annotate import SentenceSpan
from pipeline.extract.brackets import credit_in_brackets
from pipeline.extract.lexicon import Match
from pipeline.extract.reference import ReportingTerm, SpeakerAlias
from pipeline.extract.scene import HARD_COST, Scene, SideMention
from pipeline.extract.tokens import POSSESSIVE

# A speaker's name stands this near to its verb; appositions ("head of ...", "which monitors ...") lie between.
_SUBJECT_REACH = 16
_OBJECT_REACH = 12
_TALLY_REACH = 5
# "Rami Abdel Rahman, head of the Observatory": names of one speaker stand this near to each other.
_APPOSITION = 4
# Words after a closing "X said" that belong to it: a weekday, "in a statement", "by telephone".
_TAIL = 4
# How many sentences a speaker is remembered for "he added", "the group said".
_MEMORY = 6
_NAMING = frozenset({"verb", "before_speaker"})
_DETERMINERS = frozenset("the a an its their his her another one two some local".split())
_COPULAS = frozenset("is are was were be been being".split())
_TITLE_KINDS = frozenset({"monitor", "rights_group", "un", "rescue", "state_media", "agency", "outlet"})
_NP_LINKS = frozenset("of at in from for and".split())
_OUTLETS = frozenset({"outlet", "agency"})
_CLAUSE_OPENERS = frozenset({",", ";", "while", "but", "as", "after", "when", "adding", "hours"})
_SAID_WHEN = frozenset({"on", "late", "early", "in", "a", "statement"})
_PREPOSITIONS = frozenset("of in at on to from by with against for over under near between".split())
_VOICES = frozenset({"state_media", "outlet", "agency"})
_BODIES = frozenset(
    {"monitor", "un", "state_media", "agency", "outlet", "rescue", "rights_group", "activists", "official"}
)


@dataclass(frozen=True, slots=True)
class Frame:
    """One crediting phrase: tokens `first` to `past` (speaker and verb), and the sides of it that it governs."""

    sentence: int
    first: int
    past: int
    speaker: str
    kind: str
    left: bool
    right: bool
    trace: str


class FrameReader:
    """Reads sentences in order and remembers who spoke."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.frames: list[Frame] = []
        self._names: dict[str, tuple[str, str]] = {}
        # Names of sides and places beside a speaker are no names of its people.
        self._others = {spot for side in scene.sides.items for spot in range(side.first, side.past)}
        self._others.update(spot for place in scene.places.items for spot in range(place.first, place.past))
        self._named_starts = [m.start for m in scene.speakers.items if m.entry.kind != "generic"]
        self._named = [m for m in scene.speakers.items if m.entry.kind != "generic"]

    def read(self, sentence: SentenceSpan) -> None:
        """Add the frames of a sentence; sentences come in reading order."""
        scene = self.scene
        taken = sentence.first
        if sentence.is_title:
            self._title(sentence)
            return
        for term in scene.reports.of(sentence.index):
            form = term.entry.form
            frame = None
            if form == "verb":
                frame = self._verb_frame(sentence, term, taken)
            elif form == "tally":
                frame = self._tally_frame(sentence, term, taken)
            elif form == "before_speaker":
                frame = self._before_frame(sentence, term)
            elif form == "gerund":
                frame = self._gerund_frame(sentence, term)
            if frame is not None:
                self.frames.append(frame)
                taken = max(taken, term.end)
        self._head(sentence)
        self._bracket(sentence)

    def _head(self, sentence: SentenceSpan) -> None:
        """ "UNHCR: at least 20,000 people have fled"."""
        match = next(iter(self.scene.speakers.between(sentence.first, sentence.first + 2)), None)
        if (
            match is None
            or match.entry.kind == "generic"
            or self.scene.doc.tokens.lowers[match.end : match.end + 1] != [":"]
        ):
            return
        speaker, kind = self._resolve(match)
        self.frames.append(
            Frame(sentence.index, match.start, match.end, speaker, kind, False, True, f"«{match.entry.alias}:»")
        )

    def _bracket(self, sentence: SentenceSpan) -> None:
        """ "Some 2,000 families fled (OCHA, May 2018)."."""
        credit = credit_in_brackets(self.scene, sentence)
        if credit is None:
            return
        first, past, acronym, match = credit
        speaker, kind = self._resolve(match) if match is not None else (acronym or "", "official")
        heads = first <= sentence.first + 1
        self.frames.append(
            Frame(sentence.index, first, past, speaker, kind, not heads, heads, f"«{speaker}» in brackets")
        )

    # frames

    def _verb_frame(self, sentence: SentenceSpan, term: Match[ReportingTerm], taken: int) -> Frame | None:
        if self._is_adjective(term):
            return None
        anaphor = self._anaphor_before(sentence, term, taken)
        if anaphor is not None and anaphor[1] == term.start:
            return self._subject_frame(sentence, term, anaphor)
        inverted = self._speaker_after(sentence, term, 3) if term.entry.term != "told" else None
        subject = self._speaker_before(sentence, term, taken)
        if subject is not None:
            subject = self._adjacent(sentence, term, taken, subject) or subject
        if subject is not None and (inverted is None or subject[1] >= term.start - 2):
            return self._subject_frame(sentence, term, subject)
        if inverted is not None:
            match, speaker, kind = inverted
            self._learn(sentence, term.end, match.end + 6, speaker, kind)
            return Frame(
                sentence.index,
                term.start,
                match.end,
                speaker,
                kind,
                True,
                False,
                f"«{term.entry.term} {match.entry.alias}»",
            )
        if anaphor is not None:
            return self._subject_frame(sentence, term, anaphor)
        phrase = self._phrase_before(sentence, term, taken) or self._side_before(term, taken)
        if phrase is not None:
            return self._subject_frame(sentence, term, phrase)
        return None

    def _side_before(self, term: Match[ReportingTerm], taken: int) -> tuple[int, int, str, str, str] | None:
        """A party to the fight that speaks for itself: "the militia said"."""
        sides = self.scene.sides.between(max(taken, term.start - 4), term.start)
        if not sides or sides[-1].past != term.start or (sides[-1].kind, sides[-1].role) != ("name", "armed"):
            return None
        side = sides[-1]
        if side.actor is None:
            return None
        return side.first, side.past, side.actor, "official", side.actor

    def _adjacent(
        self, sentence: SentenceSpan, term: Match[ReportingTerm], taken: int, named: tuple[int, int, str, str, str]
    ) -> tuple[int, int, str, str, str] | None:
        """The description right before the verb, where a known name stands off ("11 police died, an official said")."""
        first, past = named[0], named[1]
        if term.start - past <= _APPOSITION:
            return None
        phrase = self._phrase_before(sentence, term, max(taken, past))
        if phrase is None or phrase[1] != term.start or phrase[0] - past <= 2:
            return None
        return phrase if self._starts_clause(phrase[0]) and first < phrase[0] else None

    def _starts_clause(self, position: int) -> bool:
        tokens = self.scene.doc.tokens
        if tokens.lowers[position - 1] in _PREPOSITIONS:
            return False
        return tokens.lowers[position] in _DETERMINERS or tokens.texts[position - 1] in {",", "and"}

    def _tally_frame(self, sentence: SentenceSpan, term: Match[ReportingTerm], taken: int) -> Frame | None:
        """ "The White Helmets gave a toll of ...": verbs of many meanings, that report only for a known speaker."""
        subject = self._speaker_before(sentence, term, max(taken, term.start - _TALLY_REACH))
        if subject is None:
            subject = self._anaphor_before(sentence, term, taken, _TALLY_REACH)
        return self._subject_frame(sentence, term, subject) if subject is not None else None

    def _is_adjective(self, term: Match[ReportingTerm]) -> bool:
        """ "An estimated 900", "13 alleged attacks", "it is estimated" credit nobody."""
        lowers = self.scene.doc.tokens.lowers
        before = lowers[term.start - 1] if term.start else ""
        return before in _COPULAS or (before in {"a", "an", "the", "of"} and term.entry.form == "verb")

    def _subject_frame(
        self, sentence: SentenceSpan, term: Match[ReportingTerm], subject: tuple[int, int, str, str, str]
    ) -> Frame:
        first, past, speaker, kind, words = subject
        rest = sentence.past - term.end
        closing = first - sentence.first > 3 and (rest <= _TAIL or self._clause_ends(term.end))
        self._learn(sentence, first - 4, term.start, speaker, kind)
        left = closing or (first - sentence.first > 3 and self._quote_before(first))
        right = not closing or rest > _TAIL
        return Frame(
            sentence.index, first, max(past, term.end), speaker, kind, left, right, f"«{words} {term.entry.term}»"
        )

    def _before_frame(self, sentence: SentenceSpan, term: Match[ReportingTerm]) -> Frame | None:
        found = self._speaker_after(sentence, term, _OBJECT_REACH)
        if found is not None:
            match, speaker, kind = found
            past, words = match.end, match.entry.alias
            self._learn(sentence, term.end, match.end, speaker, kind)
        else:
            phrase = self._phrase_after(sentence, term)
            if phrase is None:
                return None
            _, past, speaker, kind, words = phrase
        if term.entry.term == "citing" and self._speaks_itself(sentence):
            return None
        opening = term.start - sentence.first <= 2
        right = opening or sentence.past - past > _TAIL
        return Frame(
            sentence.index, term.start, past, speaker, kind, not opening, right, f"«{term.entry.term} {words}»"
        )

    def _speaks_itself(self, sentence: SentenceSpan) -> bool:
        """Whether the one who cites is no carrier of news: "two officials said, citing hospital staff"."""
        last = self.frames[-1] if self.frames else None
        return last is not None and last.sentence == sentence.index and last.kind not in _VOICES

    def _gerund_frame(self, sentence: SentenceSpan, term: Match[ReportingTerm]) -> Frame | None:
        if not self.frames or self.frames[-1].sentence != sentence.index:
            return None
        last = self.frames[-1]
        return Frame(
            sentence.index,
            term.start,
            term.end,
            last.speaker,
            last.kind,
            False,
            True,
            f"{last.trace} … {term.entry.term}",
        )

    def _title(self, sentence: SentenceSpan) -> None:
        texts = self.scene.doc.tokens.texts
        for match in self.scene.speakers.of(sentence.index):
            opening = match.start - sentence.first <= 1
            closing = sentence.past - match.end <= 2
            colon = ":" in texts[match.end : match.end + 1] or (
                match.start > 0 and texts[match.start - 1] in {":", "-", "–"}
            )
            speaker, kind = self._resolve(match)
            verb = any(r.entry.form == "verb" for r in self.scene.reports.between(match.end, match.end + 1))
            described = match.entry.kind == "generic" or kind == "state_media" or kind == "monitor"
            if kind in _TITLE_KINDS and ((opening and (colon or verb)) or (closing and (colon or described))):
                self.frames.append(
                    Frame(
                        sentence.index,
                        match.start,
                        match.end,
                        speaker,
                        kind,
                        True,
                        True,
                        f"title «{match.entry.alias}»",
                    )
                )
                return

    # who

    def _speaker_before(
        self, sentence: SentenceSpan, term: Match[ReportingTerm], taken: int
    ) -> tuple[int, int, str, str, str] | None:
        low = max(taken, term.start - _SUBJECT_REACH, sentence.first)
        matches = self.scene.speakers.between(low, term.start)
        matches = [
            m
            for m in matches
            if self.scene.bars[term.start] - self.scene.bars[m.end - 1] < HARD_COST
            and not self._is_object(m)
            and not self._is_part(m)
        ]
        if not matches:
            return None
        chain = [matches[-1]]
        for match in reversed(matches[:-1]):
            if chain[-1].start - match.end > _APPOSITION:
                break
            chain.append(match)
        best = self._most_specific(chain)
        speaker, kind = self._resolve(best)
        return chain[-1].start, chain[0].end, speaker, kind, best.entry.alias

    def _is_part(self, match: Match[SpeakerAlias]) -> bool:
        """Whether an outlet's name only opens a longer one ("the National Theatre")."""
        tokens = self.scene.doc.tokens
        following = tokens.texts[match.end] if match.end < len(tokens) else ""
        return match.entry.kind == "outlet" and following[:1].isupper() and tokens.kinds[match.end] == "w"

    def _is_object(self, match: Match[SpeakerAlias]) -> bool:
        """Whether a speaker's name is only told to or belongs to another noun ("told SANA", "to Reuters")."""
        before = self.scene.doc.tokens.lowers[max(0, match.start - 2) : match.start]
        if before and before[-1] == "the":
            before = before[:-1]
        return bool(before) and before[-1] in {"told", "to", "against", "by"}

    def _speaker_after(
        self, sentence: SentenceSpan, term: Match[ReportingTerm], reach: int
    ) -> tuple[Match[SpeakerAlias], str, str] | None:
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
        near = [m for m in matches if m.start - matches[0].end <= 6]
        best = self._most_specific(near)
        speaker, kind = self._resolve(best)
        return best, speaker, kind

    def _most_specific(self, matches: Sequence[Match[SpeakerAlias]]) -> Match[SpeakerAlias]:
        return min(matches, key=lambda m: (m.entry.kind in _OUTLETS, m.entry.kind == "generic", m.start))

    def _resolve(self, match: Match[SpeakerAlias]) -> tuple[str, str]:
        """A description stands for the named speaker of its kind that is told nearest, before or after."""
        entry = match.entry
        if entry.kind != "generic":
            return self._fuller(match) or entry.speaker, entry.kind
        kind = self._described(match)
        named = self._nearest_named(match.start, {"monitor", "rights_group"}) if kind == "monitor" else None
        if named is not None:
            return named.speaker, named.kind
        return self._extended(match), kind

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
                return "monitor" if term.entry.kind == "monitor" else term.entry.kind
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
            while past < len(tokens) and (tokens.texts[past][0].isupper() or self._is_source_noun(past)):
                past += 1
            return _tidy(" ".join(tokens.texts[match.start : past]))
        return match.entry.speaker

    def _nearest_named(self, position: int, kinds: set[str]) -> SpeakerAlias | None:
        k = bisect_right(self._named_starts, position)
        for match in (*self._named[k : k + 8], *reversed(self._named[max(0, k - 8) : k])):
            if match.entry.kind in kinds:
                return match.entry
        return None

    def _anaphor_before(
        self, sentence: SentenceSpan, term: Match[ReportingTerm], taken: int, reach: int = 3
    ) -> tuple[int, int, str, str, str] | None:
        cues = [
            m
            for m in self.scene.reports.between(max(taken, term.start - reach), term.start + 3)
            if m.entry.form == "anaphor"
        ]
        for cue in cues:
            if cue.start > term.start and cue.start != term.end:
                continue
            last = self._last(sentence.index, cue)
            if last is not None:
                return cue.start, cue.end, last.speaker, last.kind, f"{cue.entry.term} = {last.speaker}:"
        return self._surname_before(term, taken)

    def _surname_before(self, term: Match[ReportingTerm], taken: int) -> tuple[int, int, str, str, str] | None:
        tokens = self.scene.doc.tokens
        for k in (term.start - 1, term.end):
            if taken <= k < len(tokens) and tokens.texts[k] in self._names:
                speaker, kind = self._names[tokens.texts[k]]
                return k, k + 1, speaker, kind, tokens.texts[k]
        return None

    def _last(self, sentence: int, cue: Match[ReportingTerm]) -> Frame | None:
        """The speaker that a pronoun or "the ministry" takes up: the last of its kind, or the one that is called so."""
        kind, noun = cue.entry.kind, self.scene.doc.tokens.lowers[cue.end - 1]
        fitting: list[Frame] = []
        for frame in reversed(self.frames[-_MEMORY:]):
            if sentence - frame.sentence > _MEMORY:
                break
            if kind == "monitor" and frame.kind not in {"monitor", "rights_group", "activists"}:
                continue
            if kind == "body" and frame.kind not in _BODIES:
                continue
            if noun == "group" and frame.kind in {"official", "un", *_VOICES}:
                continue
            fitting.append(frame)
        if kind == "monitor":
            fitting.sort(key=lambda frame: frame.kind == "activists")
        return next((f for f in fitting if noun in f.speaker.lower().split()), fitting[0] if fitting else None)

    def _learn(self, sentence: SentenceSpan, first: int, past: int, speaker: str, kind: str) -> None:
        """Remember the capitalised names beside a speaker, so that "Nesirky said" finds the UN again."""
        tokens = self.scene.doc.tokens
        for k in range(max(first, sentence.first), min(past, sentence.past)):
            text = tokens.texts[k]
            if len(text) > 3 and text[0].isupper() and k not in self._others:
                self._names.setdefault(text, (speaker, kind))

    def _phrase_before(
        self, sentence: SentenceSpan, term: Match[ReportingTerm], taken: int
    ) -> tuple[int, int, str, str, str] | None:
        nouns = [
            m
            for m in self.scene.reports.between(max(taken, sentence.first, term.start - 9), term.start)
            if m.entry.form == "source_noun" and self.scene.bars[term.start] - self.scene.bars[m.end - 1] < HARD_COST
        ]
        if not nouns:
            return None
        phrase = self._phrase(sentence, nouns[0], term.start, taken)
        if phrase[1] < term.start and len(nouns) > 1:
            last = self._phrase(sentence, nouns[-1], term.start, taken)
            return last if last[1] == term.start else phrase
        return phrase

    def _phrase_after(
        self, sentence: SentenceSpan, term: Match[ReportingTerm]
    ) -> tuple[int, int, str, str, str] | None:
        nouns = [
            m
            for m in self.scene.reports.between(term.end, min(sentence.past, term.end + 7))
            if m.entry.form == "source_noun" and self.scene.bars[m.start] == self.scene.bars[term.end - 1]
        ]
        if not nouns:
            return None
        return self._phrase(sentence, nouns[0], sentence.past, term.end)

    def _phrase(
        self, sentence: SentenceSpan, noun: Match[ReportingTerm], stop: int, low: int
    ) -> tuple[int, int, str, str, str]:
        """The noun phrase around a source noun: "a source at Homs Governorate", "Kurdish police"."""
        tokens = self.scene.doc.tokens
        first = noun.start
        while first > max(low, sentence.first) and self._modifies(first - 1):
            first -= 1
        past = noun.end
        while past < stop and (
            tokens.texts[past][0].isupper()
            or (tokens.lowers[past] in _NP_LINKS and past + 1 < stop and self._opens(past + 1))
            or (tokens.lowers[past] in {"the"} and past > noun.end)
            or self._is_source_noun(past)
        ):
            past += 1
        words = _spelled(tokens.texts[first:past])
        known = self._known(first, past)
        if known is not None:
            return first, past, known.speaker, known.kind, words
        recent = self._recent(noun) if tokens.lowers[first] == "the" else None
        if recent is not None:
            return first, past, recent.speaker, recent.kind, words
        side = self._side_of(first, past)
        if side is not None and side.actor is not None:
            return first, past, side.actor, "official", words
        return first, past, _tidy(words), noun.entry.kind, words

    def _recent(self, noun: Match[ReportingTerm]) -> Frame | None:
        """The named speaker told before that "the rescuers" or "the monitor" are."""
        kind = noun.entry.kind
        if kind not in {"rescue", "monitor"}:
            return None
        return next((f for f in reversed(self.frames[-_MEMORY:]) if f.kind == kind and f.speaker[:1].isupper()), None)

    def _known(self, first: int, past: int) -> SpeakerAlias | None:
        """The speaker of the vocabulary whose name is the whole description."""
        near = self.scene.speakers.between(first, first + 2)
        return next((m.entry for m in near if m.end >= past and m.entry.kind != "generic"), None)

    def _side_of(self, first: int, past: int) -> SideMention | None:
        """The armed side whose man speaks: "the militia's spokesman"."""
        near = self.scene.sides.between(max(0, first - 3), past)
        return next((s for s in near if s.kind == "name" and s.role == "armed" and s.past >= first - 1), None)

    def _is_source_noun(self, position: int) -> bool:
        return any(m.entry.form == "source_noun" for m in self.scene.reports.between(position, position + 1))

    def _opens(self, position: int) -> bool:
        tokens = self.scene.doc.tokens
        return tokens.texts[position][0].isupper() or tokens.lowers[position] in {"the"}

    def _modifies(self, position: int) -> bool:
        tokens = self.scene.doc.tokens
        lower = tokens.lowers[position]
        return (
            lower in _DETERMINERS
            or (tokens.texts[position][0].isupper() and tokens.kinds[position] == "w")
            or (tokens.kinds[position] == POSSESSIVE and self._modifies(position - 1))
            or self._is_source_noun(position)
        )

    def _clause_ends(self, position: int) -> bool:
        """Whether a comma or a new statement follows: "..., the army said on Monday, a day after ..."."""
        lowers = self.scene.doc.tokens.lowers
        for timed in self.scene.times.between(position, position + 3):
            if all(word in _SAID_WHEN for word in lowers[position : timed.first]):
                position = timed.past
                break
        return position + 1 < len(lowers) and lowers[position] in _CLAUSE_OPENERS

    def _quote_before(self, position: int) -> bool:
        return position > 0 and self.scene.doc.tokens.texts[position - 1] in {'"', "”", "’", ","}


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
