"""The phrases of an article that credit a speaker: "X said", "according to X", "he added".

Belongs here: finding these frames and which side of them they govern. Does not: what the words beside one say
(`frame_words`), speakers without a verb (`headed`), whom names, pronouns and descriptions mean (`voices`), which frame
governs a figure (`attribution`).
"""

from dataclasses import replace

from pipeline.extract.annotate import SentenceSpan
from pipeline.extract.frame import Frame
from pipeline.extract.frame_words import QUOTES, REVISING, FrameWords
from pipeline.extract.headed import Headed
from pipeline.extract.holders import with_holder
from pipeline.extract.lexicon import Match
from pipeline.extract.origins import is_of_count, points_back
from pipeline.extract.papers import paper_at
from pipeline.extract.phrases import Voice
from pipeline.extract.powers import party_before, state_before
from pipeline.extract.recalled import CARRIERS
from pipeline.extract.reference import ReportingTerm
from pipeline.extract.relayed import as_passive, is_quoting, relayed, spoken_through
from pipeline.extract.scene import Scene
from pipeline.extract.tellers import Teller, gapped_tellers
from pipeline.extract.voices import SHOWING, Voices

_OBJECT_REACH = 12
_TALLY_REACH = 5
# "An officer of the West African force".
_OF_REACH = 6
# "A hospital has so far counted 12 dead": between who counts and the verb.
_SO_FAR = frozenset("has have had so far earlier later already now since previously also only initially again".split())
# "The Observatory's director in Homs, Ali Hadi, said" is the Observatory's word; further off the name speaks itself.
_NAME_STANDS_OFF = 4
_WITNESS_REACH = 6
# "'s tally for June was", "'s figure stands at"
_STANDS_REACH = 6
_STANDS = frozenset("is was stands stood rose reached shows show showed indicate indicates suggest suggests".split())
# Words after a closing "X said" that belong to it: a weekday, "in a statement", "by telephone".
_TAIL = 4
# "An army source quoted by SANA said" speaks itself.
_QUOTED = "as reported by"
# "UNRWA shared its own tally on Sunday saying", "the military issued a statement later in the day, saying".
_OF_PAPERS, _GIVEN_REACH = frozenset({"saying", "stating", "claiming", "announcing"}), 12
_PAPERS = frozenset("statement communique tally toll report figures message update bulletin post video letter".split())
_GIVING = frozenset("issued released shared published posted circulated put sent gave issues releases".split())
_COUNTED = frozenset("refugees residents villagers civilians survivors victims dead wounded".split())
_SECOND_VERB = frozenset({"but", "and", "however"})
# "The Red Cross is now reporting".
_DOING = frozenset("is are was were now also still already".split())


class FrameReader(FrameWords):
    """Reads sentences in order and remembers who spoke."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        self.frames: list[Frame] = []
        self._voices = Voices(scene)
        self._headed = Headed(scene, self._voices)

    def read(self, sentence: SentenceSpan) -> None:
        """Add the frames of a sentence; sentences come in reading order."""
        taken, before = sentence.first, len(self.frames)
        if sentence.is_title:
            self._keep(self._headed.title(sentence))
            return
        for term in self.scene.reports.of(sentence.index):
            frame = self._frame_of(sentence, term, taken)
            if frame is not None:
                self._add(frame)
                taken = taken if term.entry.term == _QUOTED else max(taken, term.end)
        for teller in gapped_tellers(self.scene, sentence):
            self._second_teller(sentence, teller)
        self._keep(self._headed.head(sentence))
        self._keep(self._headed.bracket(sentence))
        self.frames[before:] = relayed(self.scene, self.frames[before:])

    def _keep(self, frame: Frame | None) -> None:
        if frame is not None:
            self._add(frame)

    def _frame_of(self, sentence: SentenceSpan, term: Match[ReportingTerm], taken: int) -> Frame | None:
        """The frame of a crediting word, by its form."""
        form = term.entry.form
        texts = self.scene.doc.tokens.texts
        if texts[term.start : term.end + 1] == ["blamed", "on"]:
            return None  # "an attack blamed on the militia"
        if texts[term.start] == "Said" and term.start > sentence.first and texts[term.start - 1].istitle():
            return None  # "the district of Sheikh Said", "Port Said"
        if form == "verb" and term.start == sentence.first and texts[term.end : term.end + 1] == ["of"]:
            return None  # "Estimates of rebels killed"
        if form == "before_speaker" and (passive := as_passive(self.scene, sentence, term)) is not None:
            return self._quoted_frame(sentence, passive, taken) or self._before_frame(sentence, term)
        if form == "before_speaker" or (form == "origin" and is_of_count(self.scene, sentence, term)):
            return self._before_frame(sentence, term)
        if form == "gerund":
            return self._gerund_frame(sentence, term)
        read = {
            "verb": self._verb_frame,
            "witness": self._witness_frame,
            "tally": self._tally_frame,
            "own_count": self._count_frame,
        }.get(form)
        return read(sentence, term, taken) if read is not None else None

    def _second_teller(self, sentence: SentenceSpan, teller: Teller) -> None:
        """ "Police spoke of 30 dead, the Red Cross of 45"."""
        voice = self._voices.ending_at(sentence, teller.noun + 1, teller.first)
        if voice is not None:
            trace = f"«{voice.words} ... {self.scene.doc.tokens.texts[teller.number]}»"
            frame = Frame(sentence.index, teller.first, teller.number, voice.speaker, voice.kind, False, True, trace)
            self.frames.append(frame)
            self._voices.remember(frame.sentence, frame.speaker, frame.kind)

    def _add(self, frame: Frame) -> None:
        """Keep a frame; one that lies in it only told who carries its speaker's words."""
        last = self.frames[-1] if self.frames else None
        if last is not None and last.sentence == frame.sentence and frame.first <= last.first < last.past <= frame.past:
            cue = next(iter(self.scene.reports.between(last.first, last.first + 1)), None)
            if cue is not None and is_quoting(self.scene, cue):
                self.frames.pop()
                frame = spoken_through(frame, frame, last)
        self.frames.append(frame)
        self._voices.remember(frame.sentence, frame.speaker, frame.kind)

    def _verb_frame(self, sentence: SentenceSpan, term: Match[ReportingTerm], taken: int) -> Frame | None:
        if self._is_adjective(term) or self._is_relative(sentence, term):
            return None
        term = self._behind_carrier(sentence, term)
        voices = self._voices
        anaphor = voices.recalled.taken_up(sentence, term, taken)
        if anaphor is not None and anaphor.past == term.start:
            return self._subject_frame(sentence, term, anaphor)
        state = state_before(self.scene, voices.phrases, sentence, term, taken)
        if state is not None:
            return self._subject_frame(sentence, term, state)
        inverted = voices.after(sentence, term, 3) if term.entry.term != "told" else None
        closes = self._closes_quote(term)
        subject, named = (None, None) if closes else self._subject(sentence, term, taken)
        if subject is not None and self._is_told_of_others(subject, term):
            return None
        if subject is not None and (inverted is None or subject.past >= term.start - 2):
            return self._subject_frame(sentence, term, subject)
        quoted = self.scene.doc.tokens.texts[term.start - 1] in QUOTES
        introduced = voices.descriptions.introduced(sentence, term) if quoted or term.entry.term == "said" else None
        introduced = (
            introduced or voices.names.after(sentence, term.start) or voices.descriptions.behind(sentence, term)
        )
        if introduced is not None and inverted is not None and introduced.speaker.endswith(")"):
            introduced = None if self._is_listed_at(term.end) else introduced
        if introduced is not None:
            return self._inverted_frame(sentence, term, introduced)
        described = anaphor or (None if closes else voices.descriptions.before(sentence, term, taken))
        opens = described is not None and described.first <= sentence.first + 1 and described.past == term.start
        if inverted is not None and not opens:
            return self._inverted_frame(sentence, term, inverted)
        subject = self._unlisted(sentence, term, taken, described, named) or party_before(self.scene, term, taken)
        return self._frame_around(sentence, term, subject) if subject is not None else None

    def _frame_around(self, sentence: SentenceSpan, term: Match[ReportingTerm], voice: Voice) -> Frame | None:
        """The frame of a verb and a subject on either side of it."""
        if voice.first >= term.end:
            return self._inverted_frame(sentence, term, voice)
        return None if self._is_told_of_others(voice, term) else self._subject_frame(sentence, term, voice)

    def _quoted_frame(self, sentence: SentenceSpan, term: Match[ReportingTerm], taken: int) -> Frame | None:
        """ "The governor was quoted by Reuters as saying"."""
        voices = self._voices
        anaphor = voices.recalled.taken_up(sentence, term, taken)
        subject, named = self._subject(sentence, term, taken)
        subject = anaphor or subject
        if subject is None:
            subject = self._unlisted(sentence, term, taken, voices.descriptions.before(sentence, term, taken), named)
        return self._subject_frame(sentence, term, subject) if subject is not None else None

    def _behind_carrier(self, sentence: SentenceSpan, term: Match[ReportingTerm]) -> Match[ReportingTerm]:
        """A verb from where its subject ends, before who carries it: "medics quoted by AFP said"."""
        last = self.frames[-1] if self.frames else None
        if last is None or (last.sentence, last.past) != (sentence.index, term.start):
            return term
        cue = next(iter(self.scene.reports.between(last.first, last.first + 1)), None)
        return term._replace(start=last.first) if cue is not None and is_quoting(self.scene, cue) else term

    def _subject(
        self, sentence: SentenceSpan, term: Match[ReportingTerm], taken: int
    ) -> tuple[Voice | None, Voice | None]:
        """The listed speaker before a verb, and the name of no list that stands nearer to it."""
        subject = self._voices.before(sentence, term, taken)
        if subject is not None:
            subject = self._voices.descriptions.adjacent(sentence, term, taken, subject) or subject
            if self._voices.stands_off(subject.past, term.start) == 0:
                return subject, None
        named = self._voices.names.before(sentence, term.start, taken)
        if named is not None and subject is not None and named.first - subject.past > _NAME_STANDS_OFF:
            return None, named
        return subject, named

    def _unlisted(
        self,
        sentence: SentenceSpan,
        term: Match[ReportingTerm],
        taken: int,
        described: Voice | None,
        named: Voice | None,
    ) -> Voice | None:
        """The description or the name that is the subject of a verb, near to it or standing off."""
        if named is not None and (described is None or described.past + 1 < named.first):
            described = named
        if described is None or described.past < term.start:
            return self._standing_off(sentence, term, taken) or described
        return described

    def _standing_off(self, sentence: SentenceSpan, term: Match[ReportingTerm], taken: int) -> Voice | None:
        """The subject of a verb behind asides, or of a second verb: "SANA was silent on it but said"."""
        aside = self._voices.aside(sentence, term, taken)
        if aside < term.start:
            return self._behind_aside(sentence, term._replace(start=aside), taken)
        if self.scene.doc.tokens.lowers[term.start - 1] not in _SECOND_VERB:
            return None
        last = self.frames[-1] if self.frames else None
        if last is not None and last.sentence == sentence.index:
            return Voice(term.start, term.start, last.speaker, last.kind, last.speaker)
        return self._voices.opening(sentence, term)

    def _behind_aside(self, sentence: SentenceSpan, term: Match[ReportingTerm], taken: int) -> Voice | None:
        """The subject of a verb that begins where the asides behind the subject do."""
        voice = self._voices.before(sentence, term, taken, 1) or self._voices.descriptions.before(sentence, term, taken)
        return voice if voice is not None and self._reaches(voice.past, term.start) else None

    def _reaches(self, past: int, aside: int) -> bool:
        """Whether a subject ends at an aside, or what it belongs to does: "an officer of the regional force, who"."""
        if past == aside:
            return True
        gap = self.scene.doc.tokens.lowers[past:aside]
        return len(gap) <= _OF_REACH and gap[:1] in (["of"], ["with"], ["at"], ["from"], ["in"]) and "," not in gap

    def _inverted_frame(self, sentence: SentenceSpan, term: Match[ReportingTerm], voice: Voice) -> Frame:
        """ "..., said the UN"."""
        voice = with_holder(self.scene, self._voices.phrases, sentence, voice)
        self._voices.recalled.learn(sentence, term.end, voice.past + 6, voice.speaker, voice.kind)
        trace = f"«{term.entry.term} {voice.words}»"
        return Frame(sentence.index, term.start, voice.past, voice.speaker, voice.kind, True, False, trace)

    def _tally_frame(self, sentence: SentenceSpan, term: Match[ReportingTerm], taken: int) -> Frame | None:
        """ "The White Helmets gave a toll of ...": verbs of many meanings, that report only what somebody counted."""
        voices = self._voices
        if self._is_adjective(term):
            return None
        if term.entry.term == REVISING and not self._revises_count(sentence, term):
            return None
        subject = voices.before(sentence, term, taken, _TALLY_REACH)
        subject = subject or voices.recalled.taken_up(sentence, term, taken, _TALLY_REACH)
        if subject is None and self._counts(sentence, term):
            subject = self._counter(sentence, term, taken)
        return self._subject_frame(sentence, term, subject) if subject is not None else None

    def _counter(self, sentence: SentenceSpan, term: Match[ReportingTerm], taken: int) -> Voice | None:
        """Who counts, by a state's name or a description, right before the verb or before an aside."""
        voices = self._voices
        term = term._replace(start=voices.names.dated(term.start, taken))
        subject = state_before(self.scene, voices.phrases, sentence, term, taken) or voices.descriptions.before(
            sentence, term, taken
        )
        if subject is not None and _SO_FAR.issuperset(self.scene.doc.tokens.lowers[subject.past : term.start]):
            return subject
        aside = voices.aside(sentence, term, taken)
        return self._behind_aside(sentence, term._replace(start=aside), taken) if aside < term.start else None

    def _witness_frame(self, sentence: SentenceSpan, term: Match[ReportingTerm], taken: int) -> Frame | None:
        """ "An AFP photographer saw six bodies": what an outlet's own people saw is told by it."""
        subject = self._voices.before(sentence, term, taken, _WITNESS_REACH)
        if subject is None or subject.kind not in CARRIERS:
            return None
        nouns = self.scene.reports.between(subject.first, term.start)
        if not any(m.entry.form == "source_noun" for m in nouns):
            return None
        return self._subject_frame(sentence, term, subject)

    def _count_frame(self, sentence: SentenceSpan, term: Match[ReportingTerm], taken: int) -> Frame | None:
        """ "By the Observatory's tally"."""
        tokens = self.scene.doc.tokens
        voice = self._voices.owner(sentence, term, taken)
        if voice is None:
            return None
        if tokens.lowers[voice.first - 1] != "by":
            return self._standing_count(sentence, term, voice)
        opening = voice.first - 1 - sentence.first <= 2
        trace = f"«{voice.words}'s {term.entry.term}»"
        return Frame(sentence.index, voice.first - 1, term.end, voice.speaker, voice.kind, not opening, opening, trace)

    def _standing_count(self, sentence: SentenceSpan, term: Match[ReportingTerm], voice: Voice) -> Frame | None:
        """ "UNAMI's tally for June was 662", "state television's figure stands at 215"."""
        lowers = self.scene.doc.tokens.lowers[term.end : min(sentence.past, term.end + _STANDS_REACH)]
        if lowers[:1] and lowers[0] in SHOWING and sentence.past - term.end <= _TAIL:
            trace = f"«{voice.words} {term.entry.term} {lowers[0]}»"
            return Frame(sentence.index, voice.first, term.end, voice.speaker, voice.kind, True, False, trace)
        if voice.first - sentence.first > 1 or _STANDS.isdisjoint(lowers) or not self._counts(sentence, term):
            return None
        trace = f"«{voice.words}'s {term.entry.term}»"
        return Frame(sentence.index, voice.first, term.end, voice.speaker, voice.kind, False, True, trace)

    def _subject_frame(self, sentence: SentenceSpan, term: Match[ReportingTerm], voice: Voice) -> Frame:
        voice = with_holder(self.scene, self._voices.phrases, sentence, voice)
        first = voice.first
        rest = sentence.past - term.end
        closing = first - sentence.first > 3 and (rest <= _TAIL or self._clause_ends(term.end))
        closing = closing and not (rest <= _TAIL and self._counts(sentence, term) and not self._dated(sentence, term))
        self._voices.recalled.learn(sentence, first - 4, term.start, voice.speaker, voice.kind)
        left = (
            closing
            or self._is_parenthetic(first, term.end)
            or (first - sentence.first > 3 and (self._quote_before(first) or self._told(sentence, first, term)))
        )
        right = not closing or rest > _TAIL
        trace = f"«{voice.words} {term.entry.term}»"
        past = max(voice.past, term.end)
        return Frame(sentence.index, first, past, voice.speaker, voice.kind, left, right, trace)

    def _before_frame(self, sentence: SentenceSpan, term: Match[ReportingTerm]) -> Frame | None:
        voice = self._voices.recalled.him(term) or self._voices.after(sentence, term, _OBJECT_REACH)
        if voice is not None:
            self._voices.recalled.learn(sentence, term.end, voice.past, voice.speaker, voice.kind)
        else:
            voice = self._voices.recalled.taken_up_after(sentence, term) or self._voices.descriptions.after(
                sentence, term
            )
        if term.entry.term == "according to" and (voice is None or voice.speaker[:1].islower()):
            voice = self._voices.names.at(sentence, term.end) or voice
        voice = voice or paper_at(self.scene, term.end, sentence.past)
        if voice is not None and voice.kind != "outlet":
            self._voices.recalled.learn(sentence, term.end, voice.past, voice.speaker, voice.kind)
        if voice is None or (term.entry.term == "citing" and self._speaks_itself(sentence)):
            return None
        lowers = self.scene.doc.tokens.lowers
        counted = lowers[term.end - 1] == "of" and (self._are_harmed(voice.past) or lowers[voice.past - 1] in _COUNTED)
        if counted or voice.past in self.scene.act_nouns:
            return None  # "the toll from Islamic State attacks", "the tally of soldiers killed", "figures of refugees"
        voice = with_holder(self.scene, self._voices.phrases, sentence, voice)
        opening = term.start - sentence.first <= 2
        right = opening or sentence.past - voice.past > _TAIL or self._put_at(voice.past)
        trace = f"«{term.entry.term} {voice.words}»"
        back = points_back(self.scene, sentence, term.start)
        frame = Frame(
            sentence.index, term.start, voice.past, voice.speaker, voice.kind, not opening, right, trace, back
        )
        carrier = self._voices.before(sentence, term, sentence.first, 1) if is_quoting(self.scene, term) else None
        return frame if carrier is None else spoken_through(frame, frame, carrier)

    def _are_harmed(self, at: int) -> bool:
        """Whether a participle of harm stands there."""
        return any(m.entry.form == "participle" for m in self.scene.measures.between(at, at + 1))

    def _speaks_itself(self, sentence: SentenceSpan) -> bool:
        """Whether the one who cites is no carrier of news: "two officials said, citing hospital staff"."""
        last = self.frames[-1] if self.frames else None
        return last is not None and last.sentence == sentence.index and last.kind not in CARRIERS

    def _gerund_frame(self, sentence: SentenceSpan, term: Match[ReportingTerm]) -> Frame | None:
        if not self.frames or self.frames[-1].sentence != sentence.index:
            return self._with_teller(sentence, term)
        last = self.frames[-1]
        own = self._voices.before(sentence, term, max(sentence.first, last.past), 1)
        if own is not None:
            trace = f"«{own.words} {term.entry.term}»"
            return Frame(sentence.index, own.first, term.end, own.speaker, own.kind, False, True, trace)
        trace = f"{last.trace} … {term.entry.term}"
        return replace(last, first=term.start, past=term.end, left=False, right=True, trace=trace, back=False)

    def _issuer(self, sentence: SentenceSpan, term: Match[ReportingTerm]) -> Voice | None:
        """Who gave out what says so: "the military issued a statement saying"."""
        given = self.scene.doc.tokens.lowers[max(sentence.first, term.start - _GIVEN_REACH) : term.start]
        if term.entry.term not in _OF_PAPERS or _PAPERS.isdisjoint(given) or _GIVING.isdisjoint(given):
            return None
        return self._voices.opening(sentence, term)

    def _with_teller(self, sentence: SentenceSpan, term: Match[ReportingTerm]) -> Frame | None:
        """ "With officials reporting sixteen dead": a gerund whose own subject stands right before it."""
        lowers, start = self.scene.doc.tokens.lowers, term.start
        while start > sentence.first and lowers[start - 1] in _DOING:
            start -= 1
        term = term._replace(start=start)
        own = self._voices.before(sentence, term, sentence.first, 1)
        own = own or self._voices.descriptions.before(sentence, term, sentence.first)
        if own is None or own.past != term.start:
            own = self._issuer(sentence, term)
        if own is None:
            return None
        trace = f"«{own.words} {term.entry.term}»"
        return Frame(sentence.index, own.first, term.end, own.speaker, own.kind, False, True, trace)
