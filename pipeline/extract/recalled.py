"""Speakers told again: "he", "the group", "the ministry", a surname.

Belongs here: whom such a word takes up, and the names remembered for it. Does not: speakers by their names (`voices`),
names that no list has (`named`).
"""

from itertools import compress, count
from operator import itemgetter

from pipeline.extract.annotate import SentenceSpan
from pipeline.extract.grammar import ARTICLES, TITLES
from pipeline.extract.lexicon import Match
from pipeline.extract.named import Names
from pipeline.extract.phrases import MEMORY, PREPOSITIONS, Phrases, Spoken, Voice
from pipeline.extract.reference import ReportingTerm
from pipeline.extract.scene import Scene
from pipeline.extract.tokens import MARK, POSSESSIVE

# Kinds of speakers that carry what others say.
CARRIERS = frozenset({"state_media", "outlet", "agency"})
_NO_GROUP = CARRIERS | {"official", "un"}
# "The ministry said", which nobody named before, is still a speaker; "the report said" is none.
_BODY_OF_STATE = "the ministry"
_CLAUSE_REACH = 14
_LISTED_REACH = 16
_LEAST_SURNAME = 4
_ARMED_REACH = 120
_NAMED_BODIES = frozenset({"ministry", "department", "committee"})
_OBLIQUE = (["him"], ["her"], ["them"])
# "It" is none of "medical sources" or "a local aid worker".
_PEOPLE = frozenset(
    "sources source doctors doctor medics medic officials official residents resident workers worker spokesman"
    " spokeswoman witnesses witness activists activist locals commander director".split()
)
_BODIES = frozenset(
    {"monitor", "un", "state_media", "agency", "outlet", "rescue", "rights_group", "activists", "official"}
)


class Recalled:
    """Remembers names beside speakers; asked whom a word takes up."""

    def __init__(self, scene: Scene, phrases: Phrases, reader: Names) -> None:
        self._scene = scene
        self._phrases = phrases
        self._reader = reader
        self._told: dict[str, tuple[str, str]] = {}
        self._full_names: dict[str, int] | None = None
        self._placed = {word for place in scene.doc.places for word in place.surface.split()}

    def learn(self, sentence: SentenceSpan, first: int, past: int, speaker: str, kind: str) -> None:
        """Remember the capitalised names beside a speaker, so that "Nesirky said" finds the UN again."""
        tokens = self._scene.doc.tokens
        for k in range(max(first, sentence.first), min(past, sentence.past)):
            text = tokens.texts[k]
            if len(text) <= 3 or not text[0].isupper():
                continue
            if tokens.lowers[k] in _NAMED_BODIES or self._phrases.source_noun(k) is not None:
                continue  # "the Health Ministry said" makes no surname of "Ministry"
            if (k not in self._phrases.others and text not in self._placed) or self._is_surname(k):
                self._told.setdefault(text, (speaker, kind))

    def taken_up(self, sentence: SentenceSpan, term: Match[ReportingTerm], taken: int, reach: int = 3) -> Voice | None:
        """The speaker that "he", "the group" or a surname beside the verb takes up."""
        for cue in self._scene.reports.between(max(taken, term.start - _CLAUSE_REACH), term.start + 3):
            if cue.entry.form != "anaphor" or (cue.start > term.start and not self._closes(sentence, term, cue)):
                continue
            if cue.start < term.start - reach and not self._phrases.opens_clause(cue.end, term.start):
                continue
            if self._scene.doc.tokens.lowers[cue.end : cue.end + 1] == ["of"] or self._owns(cue) or self.names(cue):
                continue
            last = self.last(sentence.index, cue)
            if last is not None:
                return Voice(cue.start, cue.end, last.speaker, last.kind, f"{cue.entry.term} = {last.speaker}:")
            noun = self._scene.doc.tokens.lowers[cue.end - 1]
            if cue.entry.term == _BODY_OF_STATE or (cue.entry.kind == "person" and cue.end - cue.start > 1):
                return Voice(cue.start, cue.end, noun, "official", f"the {noun}")
        return self._surname_before(term, taken)

    def _owns(self, cue: Match[ReportingTerm]) -> bool:
        """Whether it only tells whose office speaks: "the governor's office"."""
        owning = self._scene.doc.tokens.kinds[cue.end : cue.end + 1] == [POSSESSIVE]
        return owning and self._phrases.source_noun(cue.end + 1) is not None

    def names(self, cue: Match[ReportingTerm]) -> bool:
        """Whether it takes up nobody, but tells what the name behind it is: "the daily Roznama"."""
        following = self._scene.doc.tokens.texts[cue.end : cue.end + 1]
        return cue.entry.kind == "body" and cue.end - cue.start > 1 and bool(following) and following[0][0].isupper()

    def _closes(self, sentence: SentenceSpan, term: Match[ReportingTerm], cue: Match[ReportingTerm]) -> bool:
        """Whether a pronoun behind the verb speaks: "..., said he on Monday", not "the navy said it had sunk"."""
        tokens = self._scene.doc.tokens
        if cue.start != term.end:
            return False
        return cue.end >= sentence.past or tokens.kinds[cue.end] == MARK or tokens.lowers[cue.end] in PREPOSITIONS

    def him(self, term: Match[ReportingTerm]) -> Voice | None:
        """Who is meant by "according to him", the last who spoke, and by "according to Mr Shahbi"."""
        tokens = self._scene.doc.tokens
        if tokens.lowers[term.end : term.end + 1] in _OBLIQUE and self._phrases.spoken:
            last = self._phrases.spoken[-1]
            return Voice(term.end, term.end + 1, last.speaker, last.kind, last.speaker)
        at = self._reader.without_honorific(term.end)
        known = self._known(at) if at < len(tokens) else None
        return Voice(term.end, at + 1, *known, tokens.texts[at]) if known is not None else None

    def taken_up_after(self, sentence: SentenceSpan, term: Match[ReportingTerm]) -> Voice | None:
        """The speaker that "the ministry" behind "according to" takes up."""
        cue = next(iter(self._scene.reports.between(term.end, term.end + 1)), None)
        last = self.last(sentence.index, cue) if cue is not None and cue.entry.form == "anaphor" else None
        if cue is None or last is None or self._scene.doc.tokens.lowers[cue.end : cue.end + 1] == ["of"]:
            return None
        return Voice(cue.start, cue.end, last.speaker, last.kind, f"{cue.entry.term} = {last.speaker}")

    def _surname_before(self, term: Match[ReportingTerm], taken: int) -> Voice | None:
        tokens = self._scene.doc.tokens
        for k in (
            self._reader.without_adverbs(term.start, taken) - 1,
            self._reader.without_honorific(term.end),
        ):
            known = self._known(k) if taken <= k < len(tokens) else None
            if known is not None:
                return Voice(k, k + 1, *known, tokens.texts[k])
        return None

    def _known(self, position: int) -> tuple[str, str] | None:
        """Who was told with this surname: beside a speaker before, or in full anywhere before."""
        tokens = self._scene.doc.tokens
        word = tokens.texts[position]
        if not word[0].isupper() or self._is_listed(position):
            return None
        if word in self._told:
            return self._told[word]
        if len(word) < _LEAST_SURNAME or self._follows_name(position):
            return None
        first = self._in_full().get(word)
        if first is None or first >= position:
            return None
        self._told[word] = f"{tokens.texts[first - 1]} {word}", "local"
        return self._told[word]

    def _in_full(self) -> dict[str, int]:
        """Where each surname first stands behind a given name; found in one pass, when a name is first asked for."""
        if self._full_names is None:
            self._full_names = {}
            texts = self._scene.doc.tokens.texts
            for k in compress(count(), map(str.isupper, map(itemgetter(0), texts))):
                word = texts[k]
                if len(word) >= _LEAST_SURNAME and word not in self._full_names and self._is_full(k):
                    self._full_names[word] = k
        return self._full_names

    def _follows_name(self, position: int) -> bool:
        return self._reader.is_given(position - 1)

    def _is_full(self, position: int) -> bool:
        """Whether a given name stands before a surname."""
        return self._reader.is_given(position - 1) and (self._phrases.is_name(position) or self._is_surname(position))

    def _is_surname(self, position: int) -> bool:
        """Whether a town's name is a person's here: "Colonel Ali Homs", "Mohammad Hama, a village elder"."""
        tokens, given = self._scene.doc.tokens, position - 1
        if not tokens.texts[position][0].isupper() or not self._reader.is_given(given):
            return False
        before = given - 1 - (tokens.texts[given - 1] == ".")
        if before >= 0 and (tokens.lowers[before] in TITLES or self._phrases.source_noun(before) is not None):
            return True
        at = position + 2
        apposed = tokens.texts[position + 1 : at] == [","] and at < len(tokens)
        return apposed and (tokens.lowers[at] in ARTICLES or self._phrases.source_noun(at) is not None)

    def _is_listed(self, position: int) -> bool:
        """Whether a word belongs to a speaker's listed name, which is no surname of another's."""
        near = self._scene.speakers.between(position - _LISTED_REACH, position + 1)
        return any(m.end > position and m.entry.kind != "generic" for m in near)

    def last(self, sentence: int, cue: Match[ReportingTerm]) -> Spoken | None:
        """The speaker that a pronoun or "the ministry" takes up: the last of its kind, or the one that is called so."""
        kind, noun = cue.entry.kind, self._scene.doc.tokens.lowers[cue.end - 1]
        fitting: list[Spoken] = []
        for spoken in reversed(self._phrases.spoken[-MEMORY:]):
            if sentence - spoken.sentence > MEMORY:
                break
            if kind == "monitor" and spoken.kind not in {"monitor", "rights_group", "activists"}:
                continue
            if kind == "body" and (spoken.kind not in _BODIES or _words(spoken.speaker)[-1] in _PEOPLE):
                continue
            if noun == "group" and spoken.kind in _NO_GROUP:
                continue
            fitting.append(spoken)
        if kind == "monitor":
            fitting.sort(key=lambda spoken: spoken.kind == "activists")
        if noun in _NAMED_BODIES:
            return next((s for s in reversed(self._phrases.spoken) if noun in _words(s.speaker)), None)
        if noun == "group" and not fitting:
            return self.armed(sentence, cue.start)
        return next((f for f in fitting if noun in _words(f.speaker)), fitting[0] if fitting else None)

    def armed(self, sentence: int, position: int) -> Spoken | None:
        """The armed group named last, which "the group" and "the militia" are."""
        for side in reversed(self._scene.sides.between(max(0, position - _ARMED_REACH), position)):
            if (side.kind, side.role) == ("name", "armed") and side.actor is not None:
                return Spoken(sentence, side.actor, "official")
        return None


def _words(speaker: str) -> list[str]:
    """The words of a speaker's name: "Jean Bosco (mayor of Goma)" is a mayor, the Russian MoD a ministry."""
    words = speaker.lower().replace("(", "").replace(")", "").split()
    return ["ministry" if word == "mod" else word for word in words]
