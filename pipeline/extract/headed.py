"""Speakers without a verb: "UNHCR: at least 20,000 have fled", "12 killed in Hama - officials", "(OCHA, May 2018)".

Belongs here: who stands before a colon, in a headline or in brackets. Does not: verbs of saying (`frames`), whom the
names mean (`voices`).
"""

from pipeline.extract.annotate import SentenceSpan
from pipeline.extract.brackets import credit_in_brackets
from pipeline.extract.frame import Frame
from pipeline.extract.scene import Scene
from pipeline.extract.tokens import NUMBER
from pipeline.extract.voices import DASHES, Voices

_HEAD_REACH = 8
_OF_TIME = DASHES | {":", ".", "gmt", "am", "pm", "h", "utc", "local", "time"}
# "Observatory director Rami Abdulrahman:" names its man with few words.
_NAMES = 4
_TITLE_KINDS = frozenset({"monitor", "rights_group", "un", "rescue", "state_media", "agency", "outlet"})
# The outlet's own, in a transcript: "REPORTER: Nine were hurt."
_OWN_PEOPLE = frozenset("REPORTER CORRESPONDENT HOST PRESENTER ANCHOR Reporter Correspondent Host Presenter".split())


class Headed:
    """Reads who stands at the head or the end of a line."""

    def __init__(self, scene: Scene, voices: Voices) -> None:
        self._scene = scene
        self._voices = voices

    def head(self, sentence: SentenceSpan) -> Frame | None:
        """ "UNHCR: at least 20,000 people have fled", "Police in Odessa: One man was shot dead"."""
        opening = self._behind_time(sentence)
        match = next(iter(self._scene.speakers.between(opening, opening + 2)), None)
        if match is None or match.entry.kind == "generic":
            return self._described(sentence)
        past = match.end
        while past < sentence.past and past - match.end < _NAMES and self._scene.doc.tokens.texts[past][0].isupper():
            past += 1
        if self._scene.doc.tokens.lowers[past : past + 1] != [":"]:
            return None
        speaker, kind = self._voices.resolve(match)
        return Frame(sentence.index, match.start, match.end, speaker, kind, False, True, f"«{match.entry.alias}:»")

    def _behind_time(self, sentence: SentenceSpan) -> int:
        """Where a line of a ticker begins behind its time: "13:22 GMT: The Observatory: ..."."""
        tokens, at = self._scene.doc.tokens, sentence.first
        if at >= sentence.past or tokens.kinds[at] != NUMBER:
            return at
        while at < min(sentence.past, sentence.first + _HEAD_REACH) and (
            tokens.kinds[at] == NUMBER or tokens.lowers[at] in _OF_TIME
        ):
            at += 1
        return at

    def _described(self, sentence: SentenceSpan) -> Frame | None:
        """A description before a colon that opens a sentence, behind a time or not ("14:08 - Police in Odessa:")."""
        tokens, first = self._scene.doc.tokens, sentence.first
        limit = min(sentence.past, first + _HEAD_REACH)
        if ":" not in tokens.texts[first:limit] or tokens.texts[first] in _OWN_PEOPLE:
            return None
        noun = next((m for m in self._scene.reports.between(first, limit) if m.entry.form == "source_noun"), None)
        voice = self._voices.phrases.read(sentence, noun, sentence.past, first) if noun is not None else None
        if voice is None or tokens.texts[voice.past : voice.past + 1] != [":"]:
            return None
        if voice.first > first and tokens.texts[voice.first - 1] not in DASHES and self._behind_time(sentence) == first:
            return None
        trace = f"«{voice.words}:»"
        return Frame(sentence.index, voice.first, voice.past, voice.speaker, voice.kind, False, True, trace)

    def bracket(self, sentence: SentenceSpan) -> Frame | None:
        """ "Some 2,000 families fled (OCHA, May 2018)."."""
        credit = credit_in_brackets(self._scene, sentence)
        if credit is None:
            return None
        first, past, acronym, match = credit
        speaker, kind = self._voices.resolve(match) if match is not None else (acronym or "", "official")
        heads = first <= sentence.first + 1
        return Frame(sentence.index, first, past, speaker, kind, not heads, heads, f"«{speaker}» in brackets")

    def title(self, sentence: SentenceSpan) -> Frame | None:
        """Whom a headline credits: "SANA: 12 killed", "12 killed in Hama, monitor says"."""
        texts = self._scene.doc.tokens.texts
        for match in self._scene.speakers.of(sentence.index):
            opening = match.start - sentence.first <= 1
            closing = sentence.past - match.end <= 2
            colon = ":" in texts[match.end : match.end + 1] or (
                match.start > 0 and texts[match.start - 1] in {":", "-", "–"}
            )
            speaker, kind = self._voices.resolve(match)
            verb = any(r.entry.form == "verb" for r in self._scene.reports.between(match.end, match.end + 1))
            described = match.entry.kind == "generic" or kind == "state_media" or kind == "monitor"
            if kind in _TITLE_KINDS and ((opening and (colon or verb)) or (closing and (colon or described))):
                trace = f"title «{match.entry.alias}»"
                return Frame(sentence.index, match.start, match.end, speaker, kind, True, True, trace)
        return self._described(sentence) or self._title_tail(sentence)

    def _title_tail(self, sentence: SentenceSpan) -> Frame | None:
        """ "12 killed in Hama - officials", "12 killed in Hama, police say"."""
        tokens = self._scene.doc.tokens
        verb = next(
            (r for r in self._scene.reports.between(sentence.past - 1, sentence.past) if r.entry.form == "verb"), None
        )
        past = verb.start if verb is not None else sentence.past
        nouns = self._scene.reports.between(max(sentence.first, past - _HEAD_REACH), past)
        noun = next((m for m in nouns if m.entry.form == "source_noun"), None)
        voice = self._voices.phrases.read(sentence, noun, past, sentence.first) if noun is not None else None
        if voice is None or voice.past != past or voice.first <= sentence.first:
            return None
        before = tokens.texts[voice.first - 1]
        if before in DASHES or before == ":" or (verb is not None and before == ","):
            trace = f"title «{voice.words}»"
            return Frame(sentence.index, voice.first, voice.past, voice.speaker, voice.kind, True, False, trace)
        return None
