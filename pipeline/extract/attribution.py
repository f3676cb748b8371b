"""Who is credited with what an article says at one place.

Belongs here: finding the frames that credit a speaker ("X said", "according to X", "he added") and what they govern.
Does not: names of speakers (`speakers.csv`), whether two speakers are one source (the warehouse).
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract.annotate import Annotated, SentenceSpan
from pipeline.extract.lexicon import Match
from pipeline.extract.reference import ReportingTerm, SpeakerAlias
from pipeline.extract.scene import HARD_COST, Scene, scene_of

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
_QUOTES = frozenset({'"', "“"})
_TITLE_KINDS = frozenset({"monitor", "rights_group", "un", "rescue", "state_media", "agency", "outlet"})
_NP_LINKS = frozenset("of at in from for and".split())
_OUTLETS = frozenset({"outlet", "agency"})
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


class Attributions:
    """The frames of an article; asked for the speaker of a figure."""

    def __init__(self, scene: Scene, frames: list[Frame]) -> None:
        self._scene = scene
        self._frames = frames
        self._by_sentence: dict[int, list[Frame]] = {}
        for frame in frames:
            self._by_sentence.setdefault(frame.sentence, []).append(frame)

    @property
    def frames(self) -> Sequence[Frame]:
        """All frames in reading order."""
        return self._frames

    def speaker_at(self, sentence_index: int, first: int, past: int) -> tuple[str | None, str]:
        """The speaker credited with what stands at tokens `first` to `past`, and how that was decided."""
        here = self._by_sentence.get(sentence_index, [])
        frame = _governing(here, first, past)
        if frame is not None:
            return frame.speaker, frame.trace
        return self._carried(sentence_index)

    def _carried(self, index: int) -> tuple[str | None, str]:
        """The speaker of a sentence that names none: of the quotation, the toll or the story that it continues."""
        scene = self._scene
        own = None, "the outlet's own voice"
        if not 0 <= index < len(scene.doc.sentences) or _breaks(scene, index):
            return own
        if scene.doc.sentences[index].is_title:
            frame = self._first_of(range(index + 1, index + 3))
            return (frame.speaker, f"the story under the title: {frame.trace}") if frame else own
        before, after = self._frames_of(index - 1), self._frames_of(index + 1) or self._frames_of(index + 2)
        if before and (
            scene.in_quote(index)
            or _divides(scene, index)
            or _opens_quote(scene, index)
            or _same_acts(scene, index - 1, index)
        ):
            return before[-1].speaker, f"continued from the sentence before: {before[-1].trace}"
        if before and after and before[-1].speaker == after[0].speaker:
            return after[0].speaker, f"told between two sentences of {after[0].speaker}"
        if self._frames_of(index + 1) and _points_back(scene, index + 1):
            return after[0].speaker, f"the sentence after tells on: {after[0].trace}"
        return own

    def _frames_of(self, index: int) -> list[Frame]:
        return self._by_sentence.get(index, [])

    def _first_of(self, indexes: range) -> Frame | None:
        return next((self._frames_of(i)[0] for i in indexes if self._frames_of(i)), None)


def _governing(frames: Sequence[Frame], first: int, past: int) -> Frame | None:
    """The frame that holds a figure: the nearest that looks its way, the source before the outlet that carries it."""
    after = [f for f in frames if f.left and f.first >= past]
    before = [f for f in frames if f.right and f.past <= first]
    inside = [f for f in frames if f.first < past and f.past > first]
    candidates = [*after[:1], *before[-1:], *inside]
    if not candidates:
        return None
    return min(candidates, key=lambda f: (f.kind in _OUTLETS, _gap(f, first, past), f.first))


def _gap(frame: Frame, first: int, past: int) -> int:
    return max(0, frame.first - past, first - frame.past)


def _breaks(scene: Scene, sentence_index: int) -> bool:
    return any(m.entry.form == "break" for m in scene.reports.of(sentence_index))


def _divides(scene: Scene, index: int) -> bool:
    """ "Four of the dead were children" goes on with the toll before it."""
    first = scene.doc.sentences[index].first
    return any(m.entry.form == "continues" for m in scene.reports.between(first, first + 6))


def _opens_quote(scene: Scene, index: int) -> bool:
    return scene.doc.tokens.texts[scene.doc.sentences[index].first] in _QUOTES


def _same_acts(scene: Scene, left: int, right: int) -> bool:
    """Whether both sentences tell of the same kind of act, so that the second carries on the first's account."""
    kinds = {m.entry.act for m in scene.acts.of(left) if m.entry.act and not m.entry.weak}
    return any(m.entry.act in kinds for m in scene.acts.of(right) if not m.entry.weak)


def _points_back(scene: Scene, index: int) -> bool:
    """Whether a sentence takes up an act already told ("the raids hit ...")."""
    lowers = scene.doc.tokens.lowers
    return any(
        m.entry.form == "noun" and m.start and lowers[m.start - 1] in {"the", "these", "those"}
        for m in scene.acts.of(index)
    )


def attribute(doc: Annotated) -> Attributions:
    """Find every crediting phrase of an article, in one pass."""
    scene = scene_of(doc)
    reader = _Reader(scene)
    for sentence in doc.sentences:
        reader.read(sentence)
    return Attributions(scene, reader.frames)


class _Reader:
    """Reads sentences in order and remembers who spoke."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.frames: list[Frame] = []
        self._names: dict[str, tuple[str, str]] = {}
        self._named_starts = [m.start for m in scene.speakers.items if m.entry.kind != "generic"]
        self._named = [m for m in scene.speakers.items if m.entry.kind != "generic"]

    def read(self, sentence: SentenceSpan) -> None:
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

    # frames

    def _verb_frame(self, sentence: SentenceSpan, term: Match[ReportingTerm], taken: int) -> Frame | None:
        if self._is_adjective(term):
            return None
        anaphor = self._anaphor_before(sentence, term, taken)
        if anaphor is not None and anaphor[1] == term.start:
            return self._subject_frame(sentence, term, anaphor)
        inverted = self._speaker_after(sentence, term, 3) if term.entry.term != "told" else None
        subject = self._speaker_before(sentence, term, taken)
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
        phrase = self._phrase_before(sentence, term, taken)
        if phrase is not None:
            return self._subject_frame(sentence, term, phrase)
        return None

    def _tally_frame(self, sentence: SentenceSpan, term: Match[ReportingTerm], taken: int) -> Frame | None:
        """ "The White Helmets gave a toll of ...": verbs of many meanings, that report only for a known speaker."""
        subject = self._speaker_before(sentence, term, max(taken, term.start - _TALLY_REACH))
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
        return Frame(
            sentence.index, first, max(past, term.end), speaker, kind, left, not closing, f"«{words} {term.entry.term}»"
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
        opening = term.start - sentence.first <= 2
        return Frame(
            sentence.index, term.start, past, speaker, kind, not opening, opening, f"«{term.entry.term} {words}»"
        )

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
            if self.scene.bars[term.start] - self.scene.bars[m.end - 1] < HARD_COST and not self._is_object(m)
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
        if (
            past + 1 < len(tokens)
            and tokens.lowers[past] in {"at", "in", "of", "from"}
            and tokens.texts[past + 1][0].isupper()
        ):
            past += 1
            while past < len(tokens) and tokens.texts[past][0].isupper():
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
        self, sentence: SentenceSpan, term: Match[ReportingTerm], taken: int
    ) -> tuple[int, int, str, str, str] | None:
        cues = [
            m
            for m in self.scene.reports.between(max(taken, term.start - 3), term.start + 3)
            if m.entry.form == "anaphor"
        ]
        for cue in cues:
            if cue.start > term.start and cue.start != term.end:
                continue
            last = self._last(sentence.index, cue.entry.kind)
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

    def _last(self, sentence: int, kind: str) -> Frame | None:
        for frame in reversed(self.frames[-_MEMORY:]):
            if sentence - frame.sentence > _MEMORY:
                return None
            if kind == "monitor" and frame.kind not in {"monitor", "rights_group", "activists"}:
                continue
            if kind == "body" and frame.kind not in _BODIES:
                continue
            return frame
        return None

    def _learn(self, sentence: SentenceSpan, first: int, past: int, speaker: str, kind: str) -> None:
        """Remember the capitalised names beside a speaker, so that "Nesirky said" finds the UN again."""
        tokens = self.scene.doc.tokens
        for k in range(max(first, sentence.first), min(past, sentence.past)):
            text = tokens.texts[k]
            if len(text) > 3 and text[0].isupper():
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
        return self._phrase(sentence, nouns[0], term.start, taken)

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
        words = " ".join(tokens.texts[first:past])
        return first, past, _tidy(words), noun.entry.kind, words

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
            or self._is_source_noun(position)
        )

    def _clause_ends(self, position: int) -> bool:
        """Whether a comma or a new statement follows: "..., the army said, a day after ..."."""
        lowers = self.scene.doc.tokens.lowers
        return position + 1 < len(lowers) and (lowers[position] in {",", ";"} or lowers[position] in {"while", "but"})

    def _quote_before(self, position: int) -> bool:
        return position > 0 and self.scene.doc.tokens.texts[position - 1] in {'"', "”", "’", ","}


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
