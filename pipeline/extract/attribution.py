"""Who is credited with what an article says at one place.

Belongs here: which crediting phrase governs a figure, and whose account a sentence without one goes on. Does not:
finding those phrases (`frames`), whether two speakers are one source (the warehouse).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.extract.annotate import Annotated
from pipeline.extract.frame import Frame
from pipeline.extract.frames import FrameReader
from pipeline.extract.naming import named_throughout
from pipeline.extract.relayed import with_carrier
from pipeline.extract.scene import Scene, scene_of

_QUOTES = frozenset({'"', "“"})
_OUTLETS = frozenset({"outlet", "agency"})
# "Another seven people were killed in ..."
_MORE = frozenset({"another", "further"})
_TOLD = frozenset({"told", "to", "telling"})
_TOLD_TO = frozenset({"reporter", "correspondent", "reporters", "correspondents"})
_THEM = frozenset({"they", "he", "she", "both", "all"})
_LIST_REACH = 3
# Speakers whose work it is to count victims of many events, and the sentences over which an account of theirs holds.
_COUNTERS = frozenset({"monitor", "rescue"})
_AROUND = 6
_ORIGIN_REACH = 2
_ALSO_REACH = 7


class Attributions:
    """The frames of an article; asked for the speaker of a figure."""

    def __init__(self, scene: Scene, frames: list[Frame]) -> None:
        self._scene = scene
        self._frames = frames
        self._by_sentence: dict[int, list[Frame]] = {}
        for frame in sorted(frames, key=lambda f: (f.sentence, f.first)):
            self._by_sentence.setdefault(frame.sentence, []).append(frame)
        self.house = _house(scene)

    @property
    def frames(self) -> Sequence[Frame]:
        """All frames in reading order."""
        return self._frames

    def speaker_at(self, sentence_index: int, first: int, past: int) -> tuple[str | None, str]:
        """The speaker credited with what stands at tokens `first` to `past`, and how that was decided."""
        here = self._by_sentence.get(sentence_index, [])
        frame = _governing(self._scene.bars, here, first, past)
        frame = frame or self._origin_of(sentence_index)
        speaker, trace = (frame.speaker, frame.trace) if frame is not None else self._carried(sentence_index)
        return _bare(speaker) if speaker is not None else None, trace

    def _carried(self, index: int) -> tuple[str | None, str]:
        """The speaker of a sentence that names none: of the quotation, the toll or the story that it continues."""
        scene = self._scene
        own = None, "the outlet's own voice"
        if not 0 <= index < len(scene.doc.sentences):
            return own
        counter = self._counter_around(index)
        if _breaks(scene, index):
            return own if counter is None else (counter.speaker, f"told among what {counter.speaker} counts")
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
        if (listed := self._listed_with(index)) is not None:
            return listed.speaker, f"one more of the list: {listed.trace}"
        if before and after and before[-1].speaker == after[0].speaker:
            return after[0].speaker, f"told between two sentences of {after[0].speaker}"
        if after and _is_locals(scene, index, after[0]) and not (before and _is_locals(scene, index, before[-1])):
            return after[0].speaker, f"the next speaks for its place: {after[0].trace}"
        if before and _goes_on(scene, index):
            return before[-1].speaker, f"the paragraph goes on: {before[-1].trace}"
        if (tells := self._frames_of(index + 1)) and _points_back(scene, index + 1, tells[0]):
            return after[0].speaker, f"the sentence after tells on: {after[0].trace}"
        return own if counter is None else (counter.speaker, f"told among what {counter.speaker} counts")

    def _origin_of(self, index: int) -> Frame | None:
        """Who gave the count that a sentence tells: "Bombs killed 12. The toll was given by a hospital"."""
        for behind in range(index + 1, index + 1 + _ORIGIN_REACH):
            if frames := self._frames_of(behind):
                return frames[0] if frames[0].back else None
        return None

    def _counter_around(self, index: int) -> Frame | None:
        """Who counts victims before and behind a sentence, with nobody else told between: its deaths are theirs too."""
        here = self._scene.doc.sentences[index]
        if here.is_title or _is_of_war(self._scene, index):
            return None
        before = next((f for k in range(index - 1, index - _AROUND, -1) if (f := self._frames_of(k))), None)
        after = next((f for k in range(index + 1, index + _AROUND) if (f := self._frames_of(k))), None)
        if before is None or after is None or before[-1].speaker != after[0].speaker:
            return None
        return after[0] if after[0].kind in _COUNTERS and after[0].speaker[:1].isupper() else None

    def _listed_with(self, index: int) -> Frame | None:
        """The last frame of the list that "another seven were killed" and "two guards also died" go on with."""
        sentence = self._scene.doc.sentences[index]
        words = self._scene.doc.tokens.lowers[sentence.first : min(sentence.past, sentence.first + _ALSO_REACH)]
        if words[0] not in _MORE and "also" not in words:
            return None
        for back in range(index - 1, max(-1, index - 1 - _LIST_REACH), -1):
            if _breaks(self._scene, back):
                return None
            if frames := self._frames_of(back):
                return frames[-1]
        return None

    def _frames_of(self, index: int) -> list[Frame]:
        return self._by_sentence.get(index, [])

    def _first_of(self, indexes: range) -> Frame | None:
        return next((self._frames_of(i)[0] for i in indexes if self._frames_of(i)), None)


def _governing(bars: Sequence[int], frames: Sequence[Frame], first: int, past: int) -> Frame | None:
    """The frame that holds a figure: the nearest that looks its way, the source before the outlet that carries it."""
    after = [f for f in frames if f.left and f.first >= past]
    before = [f for f in frames if f.right and f.past <= first]
    inside = [f for f in frames if f.first < past and f.past > first]
    candidates = [*after[:1], *before[-1:], *inside]
    if not candidates:
        return None
    return min(candidates, key=lambda f: (f.kind in _OUTLETS, _gap(bars, f, first, past), f.first))


def _gap(bars: Sequence[int], frame: Frame, first: int, past: int) -> int:
    """Words between a frame and a figure, with a price for clauses that are crossed."""
    if frame.first >= past:
        return frame.first - past + bars[frame.first] - bars[past - 1]
    if frame.past <= first:
        return first - frame.past + bars[first] - bars[frame.past - 1]
    return 0


def _is_locals(scene: Scene, index: int, frame: Frame) -> bool:
    """Whether a speaker is an office of a place that a sentence tells of: "Homs Police Command" for a blast in Homs."""
    if frame.kind != "official":
        return False
    first = frame.speaker.split()[0]
    here = scene.doc.sentences[index]
    places = scene.places.between(here.first, here.past)
    return any(p.mention.surface.split()[0] == first for p in places)


def _goes_on(scene: Scene, index: int) -> bool:
    """Whether a sentence stands in its speaker's paragraph and does not turn to the war as a whole."""
    here, earlier = scene.doc.sentences[index], scene.doc.sentences[index - 1]
    return here.paragraph == earlier.paragraph and not _is_of_war(scene, index)


def _is_of_war(scene: Scene, index: int) -> bool:
    return any(m.entry.form == "war" for m in scene.acts.of(index))


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


def _points_back(scene: Scene, index: int, frame: Frame) -> bool:
    """Whether a sentence takes up an act already told ("the raids hit ...") or those counted ("they had been shot")."""
    lowers, first = scene.doc.tokens.lowers, scene.doc.sentences[index].first
    if lowers[first] in _THEM and frame.left and frame.first > first + 2:
        return True
    return any(
        m.entry.form == "noun" and m.start and lowers[m.start - 1] in {"the", "these", "those"}
        for m in scene.acts.of(index)
    )


def _house(scene: Scene) -> str | None:
    """The state's agency whose story an article is: sources told it, its reporter saw, and no other is named."""
    carriers = [m for m in scene.speakers.items if m.entry.kind in {"state_media", "agency"}]
    names = {m.entry.speaker for m in carriers}
    if len(names) != 1 or carriers[0].entry.kind != "state_media":
        return None
    lowers = scene.doc.tokens.lowers
    told = any(lowers[m.start - 1] in _TOLD or _TOLD_TO & set(lowers[m.end : m.end + 2]) for m in carriers if m.start)
    return carriers[0].entry.speaker if told else None


def attribute(doc: Annotated) -> Attributions:
    """Find every crediting phrase of an article, in one pass."""
    scene = scene_of(doc)
    reader = FrameReader(scene)
    for sentence in doc.sentences:
        reader.read(sentence)
    acronyms = {m.entry.actor: m.entry.acronym for m in doc.actors if m.entry.acronym is not None}
    return Attributions(scene, [_shown(frame, acronyms) for frame in named_throughout(reader.frames)])


def _shown(frame: Frame, acronyms: Mapping[str | None, str]) -> Frame:
    """A frame with its speaker as it is written: a group with its acronym, the unnamed with who carries their words."""
    acronym = acronyms.get(frame.speaker)
    return with_carrier(frame if acronym is None else replace(frame, speaker=f"{frame.speaker} ({acronym})"))


def _bare(speaker: str) -> str:
    """A described speaker without the article: "the health ministry" is written as "health ministry"."""
    return speaker[4:] if speaker.startswith("the ") else speaker
