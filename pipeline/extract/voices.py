"""Whom a listed name beside a verb of saying means, and the readings of all others who may speak.

Belongs here: listed names of speakers beside a verb, whom they stand for, the asides between the two. Does not:
descriptions (`descriptions`), "he" and "the group" (`recalled`), states and armed sides that speak (`powers`), which
words credit somebody (`frames`), which of two speakers a figure has (`attribution`), the list itself (`speakers.csv`).
"""

from bisect import bisect_right
from collections.abc import Sequence

from pipeline.extract.annotate import SentenceSpan
from pipeline.extract.bodies import Bodies
from pipeline.extract.descriptions import APPOSITION, OF_BODIES, Descriptions
from pipeline.extract.grammar import ARTICLES, AUXILIARIES, HAVE, OWNING
from pipeline.extract.lexicon import Match
from pipeline.extract.named import Names
from pipeline.extract.numerals import NUMBER_WORDS
from pipeline.extract.person_names import LEAST_NAME
from pipeline.extract.phrases import (
    BANDS,
    FOR_IT,
    OFFICES,
    SPOKESMEN,
    Phrases,
    Spoken,
    Voice,
    body_name,
    kind_of,
    spelled,
    tidy,
)
from pipeline.extract.recalled import Recalled
from pipeline.extract.reference import ReportingTerm, SpeakerAlias
from pipeline.extract.scene import HARD_COST, Scene
from pipeline.extract.tokens import NUMBER, POSSESSIVE, WORD

# A speaker's name stands this near to its verb; appositions ("head of ...", "which monitors ...") lie between.
_SUBJECT_REACH = 16
# Asides between a subject and its verb (a name, a relative clause) are no longer than this.
_ASIDE_REACH = 25
_OPENING_WORDS = 4
_SPEAKING = frozenset(
    "speaking citing quoting requesting asking insisting declining describing giving briefing commenting posting"
    " writing referring confirming announcing".split()
)
_RELATIVES = frozenset({"which", "who", "whose", "where", "based"}) | _SPEAKING
_PARTICIPLES = frozenset({"set", "led", "run", "known", "made", "part", "home"})
_ASIDES = _RELATIVES | ARTICLES | {"in", "an", "one", "its", "on"}
_NAMING = frozenset({"verb", "before_speaker"})
_CLAUSE_REACH = 14
# Words between those harmed and the verb of somebody else.
_APART = 2
_OUTLETS = frozenset({"outlet", "agency"})
# "..., said Ahmed Khaled spokesperson", "..., said Ali Hadi in a statement"
_BEHIND_NAME = OF_BODIES | {"in", "on", "at", "to", "who", "from"}
# Marks that set off a dateline.
DASHES = frozenset({"-", "–", "—", "_"})
# "A source at the hospital" is a hospital source.
_SOURCES = frozenset({"source", "sources", "official", "officials"})
# "told SANA", "fled Boko Haram, the governor said"
_DONE_TO = frozenset("told to against by flee fled fleeing escape escaped escaping fighting fought joined".split())
# "Iraqi government data show": a count that says whose it is without an "'s".
SHOWING = frozenset("show shows showed indicate indicates indicated suggest suggests suggested reveal reveals".split())
_OWN = frozenset({"its", "their", "his", "her"})
# "The health ministry of the Houthi rebels", "a group close to the rebels": from the body to the preposition.
_OWNED_REACH = 4
_EARLIER = frozenset({"earlier", "later", "also", "since", "already", "now", "previously", "meanwhile"})


class Voices:
    """The speakers of an article; remembers who spoke, in reading order."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.phrases = Phrases(scene)
        self.names = Names(scene, self.phrases)
        self.recalled = Recalled(scene, self.phrases, self.names)
        self.bodies = Bodies(scene, self.phrases, self.recalled)
        self.descriptions = Descriptions(scene, self.phrases, self.recalled, self.bodies)
        self._named = [m for m in scene.speakers.items if m.entry.kind != "generic"]
        self._named_starts = [m.start for m in self._named]

    def remember(self, sentence: int, speaker: str, kind: str) -> None:
        """Somebody was credited; "he added" may mean them."""
        self.phrases.spoken.append(Spoken(sentence, speaker, kind))

    def before(
        self, sentence: SentenceSpan, term: Match[ReportingTerm], taken: int, reach: int = _SUBJECT_REACH
    ) -> Voice | None:
        """The listed speaker that ends at most `reach` words before the verb."""
        low = max(taken, term.start - _SUBJECT_REACH, sentence.first)
        clause = self.scene.bars[term.start - (2 if self.scene.doc.tokens.lowers[term.start - 1] == "meanwhile" else 0)]
        matches = [
            m
            for m in self.scene.speakers.between(low, term.start)
            if (off := self.stands_off(m.end, term.start)) < reach
            and (off == 0 or clause - self.scene.bars[m.end - 1] < HARD_COST)
            and not self._is_object(m)
            and not self._is_carrier_of_story(m)
            and not self._is_part(m)
            and not self.descriptions.is_means(m.start)
            and not self._owns_office(m)
            and not self._only_owns(m)
            and not self._is_served(m)
            and not self._is_harmed(m, term.start)
            and not (m.entry.kind == "generic" and self.scene.measures.between(m.end, term.start))
        ]
        matches = self._owned(matches)
        if not matches or self._is_inverted(sentence, term):
            return None
        subject = next((m for m in matches[:-1] if not self.stands_off(m.end, term.start)), None)
        matches = [subject] if subject is not None else matches
        chain = [matches[-1]]
        for match in reversed(matches[:-1]):
            if not self._apposed(match, chain[-1], term.start):
                break
            chain.append(match)
        best = self._most_specific(chain)
        office = self._office(sentence, best, term.start, low) or self._named_beside(best, term.start)
        return office or Voice(chain[-1].start, chain[0].end, *self.resolve(best), best.entry.alias)

    def _is_carrier_of_story(self, match: Match[SpeakerAlias]) -> bool:
        """Whether it is the agency in the dateline: "(TASS) - The authorities reported"."""
        texts = self.scene.doc.tokens.texts
        if texts[match.end] != ")" or texts[match.start - 1] != "(":
            return False
        return texts[match.end + 1] in DASHES

    def _only_owns(self, match: Match[SpeakerAlias]) -> bool:
        """Whether it only says whose a body is: "the health ministry of the Houthi rebels", "a group close to them"."""
        tokens, at = self.scene.doc.tokens, match.start - 1
        if match.entry.kind != "generic" or tokens.lowers[match.end - 1] not in BANDS:
            return False
        while at > 1 and (tokens.texts[at][:1].isupper() or tokens.lowers[at] in ARTICLES):
            at -= 1
        if tokens.lowers[at] not in {"of", "to"}:
            return False
        return any(self.phrases.source_noun(k) is not None for k in range(max(0, at - _OWNED_REACH), at))

    def _is_served(self, match: Match[SpeakerAlias]) -> bool:
        """Whether somebody named speaks for an office: "Attaullah Khan, a spokesman for the governor, said"."""
        tokens, at = self.scene.doc.tokens, match.start - 1
        at -= tokens.lowers[at] in ARTICLES
        if match.entry.kind != "generic" or at < LEAST_NAME or tokens.lowers[at] not in {"for", "of"}:
            return False
        noun = at - 1
        noun -= tokens.lowers[noun - 1] in ARTICLES
        apposed = tokens.texts[noun - 1] == "," and self.phrases.is_name(noun - 2)
        return apposed and tokens.lowers[at - 1] in OF_BODIES

    def _is_harmed(self, match: Match[SpeakerAlias], verb: int) -> bool:
        """Whether it is whom an act befell: "a strike killed 11 villagers in Kanbalu, a fighter told"."""
        at = match.start - 1
        if match.entry.kind != "generic" or verb - match.end < _APART:
            return False
        counted = self.scene.doc.tokens.kinds[at] == NUMBER or self.scene.doc.tokens.lowers[at] in NUMBER_WORDS
        return counted and any(m.end == at for m in self.scene.measures.between(max(0, at - 2), at))

    def _is_inverted(self, sentence: SentenceSpan, term: Match[ReportingTerm]) -> bool:
        """Whether who speaks stands behind the verb: "NATO jets did not stop them, said Ivan Petrov, a spokesman"."""
        tokens = self.scene.doc.tokens
        if tokens.texts[term.start - 1] != "," or self.scene.times.between(term.end, term.end + 1):
            return False
        if self.descriptions.behind(sentence, term) is not None:
            return True
        first = self.phrases.untitled(term.end)
        past = self.phrases.name_past(first, sentence.past)
        closed = past >= sentence.past or tokens.texts[past] in {",", ".", "("} or tokens.lowers[past] in _BEHIND_NAME
        return past - first >= LEAST_NAME and closed

    def _owned(self, matches: Sequence[Match[SpeakerAlias]]) -> list[Match[SpeakerAlias]]:
        """Speakers without those who only own another: "Hezbollah's al-Manar TV", "the UN's relief office OCHA"."""
        return [m for k, m in enumerate(matches) if k + 1 == len(matches) or not self._owns(m, matches[k + 1])]

    def _owns(self, left: Match[SpeakerAlias], right: Match[SpeakerAlias]) -> bool:
        lowers = self.scene.doc.tokens.lowers
        lost = lowers[left.end - 1] == left.entry.alias.split()[-1].lower() + "s"
        possessive = lost or lowers[left.end : left.end + 1] in (["'s"], ["’s"])
        return possessive and left.entry.kind != "generic" and right.start - left.end <= APPOSITION

    def _named_beside(self, match: Match[SpeakerAlias], stop: int) -> Voice | None:
        """A body by the name beside its description: "a monitoring group, Yesh Nyan Watch, reported"."""
        tokens = self.scene.doc.tokens
        if match.entry.kind != "generic" or self._described(match) != "monitor":
            return None
        before = match.start - 1 - (tokens.lowers[match.start - 1] in ARTICLES)
        if tokens.texts[before] == ",":
            first = self.phrases.name_first(before)
            if before - first >= LEAST_NAME:
                return Voice(first, match.end, body_name(tokens.texts[first:before]), "monitor", match.entry.alias)
        if tokens.texts[match.end] != ",":
            return None
        past = self.phrases.name_past(match.end + 1, stop)
        if past - match.end <= LEAST_NAME or tokens.texts[past] not in {",", "("}:
            return None
        return Voice(match.start, past, spelled(tokens.texts[match.end + 1 : past]), "monitor", match.entry.alias)

    def _apposed(self, left: Match[SpeakerAlias], right: Match[SpeakerAlias], verb: int) -> bool:
        """Whether two names are one speaker's: "Rami Abdel Rahman, head of the Observatory"."""
        gap = self.scene.doc.tokens.lowers[left.end : right.start]
        if self.scene.times.between(left.end, right.start):
            return False
        if left.entry.kind == right.entry.kind == "generic" and "and" not in gap:
            return False
        if "and" in gap[:-2]:
            return False  # "between Hezbollah and local fighters, the Observatory said"
        behind = self.scene.doc.tokens.lowers[right.end : verb]
        if gap[:1] == [","] and right.entry.kind == "generic" and "," not in behind:
            return False  # "a raid by Hezbollah, a medical source said": an apposition ends in a comma
        return len(gap) <= APPOSITION and "," not in gap[1:]

    def stands_off(self, past: int, verb: int) -> int:
        """Words between a name and its verb, those of a relative clause between commas apart."""
        lowers = self.scene.doc.tokens.lowers
        if past >= verb:
            return 0
        last = verb - 1 - (lowers[verb - 1] in HAVE)
        clause = lowers[past] == "," == lowers[last] and (
            lowers[past + 1] in _ASIDES or _is_participle(lowers[past + 1])
        )
        clause = clause and not any(r.entry.form == "verb" for r in self.scene.reports.between(past, last))
        return 0 if clause or self.phrases.opens_clause(past, verb) else verb - past

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
        if "," in gap and (matches[0].entry.kind == "generic" or self._acts(matches[0].end)):
            return None
        if term.entry.form == "verb" and not gap and self._goes_on(matches[0]):
            return None
        if "that" in gap or any(
            r.entry.form in _NAMING for r in self.scene.reports.between(term.end, matches[0].start)
        ):
            return None
        if any(word in NUMBER_WORDS or word.isdigit() for word in gap):
            return None
        said = next((r.start for r in self.scene.reports.between(matches[0].end, stop) if r.entry.form == "verb"), stop)
        near = [m for m in matches if m.start - matches[0].end <= 6 and m.start <= said]
        lowers = self.scene.doc.tokens.lowers
        near = [m for k, m in enumerate(near) if not k or (lowers[m.start - 1] != "from" and not self._acts(m.end))]
        best = self._most_specific(self._owned(near))
        office = self._office(sentence, best, sentence.past, term.end)
        return office or Voice(best.start, best.end, *self.resolve(best), best.entry.alias)

    def _goes_on(self, match: Match[SpeakerAlias]) -> bool:
        """Whether a description opens what is said: "the mayor said rebels had killed ten"."""
        return match.entry.kind == "generic" and self.scene.doc.tokens.lowers[match.end] in AUXILIARIES

    def _acts(self, at: int) -> bool:
        """Whether what stands right behind tells what a party did: "according to medics, the Houthis shelled Marib"."""
        done = self.scene.acts.between(at, at + 2)
        return any(m.entry.form == "verb" for m in done) or bool(self.scene.measures.between(at, at + 2))

    def _office(self, sentence: SentenceSpan, match: Match[SpeakerAlias], stop: int, low: int) -> Voice | None:
        """A description by an office, beside which its holder may stand: "the governor of Norte, Willem Vidal"."""
        if match.entry.kind != "generic":
            return None
        near = self.scene.reports.between(match.start, match.end)
        nouns = [m for m in near if m.end == match.end]
        noun = next((m for m in nouns if m.entry.form == "source_noun" or m.entry.kind in OFFICES), None)
        if noun is None or self._owns_office(match):
            return None
        before = match.start - 1 - (self.scene.doc.tokens.lowers[match.start - 1] in ARTICLES)
        if self.scene.doc.tokens.lowers[before] in FOR_IT and self.phrases.source_noun(before - 1) is not None:
            return None  # "Hai Khateby, spokesman for the governor"
        voice = self.descriptions.read(sentence, noun, stop, low)
        named = voice.speaker.endswith(")") and self.phrases.source_noun(match.end) is None
        if noun.end == match.end and self.scene.doc.tokens.lowers[noun.start] in SPOKESMEN:
            named = named or voice.speaker != self.scene.doc.tokens.lowers[noun.start]  # "a spokesman for the movement"
        return voice if noun.entry.kind in OFFICES or named else None

    def _owns_office(self, match: Match[SpeakerAlias]) -> bool:
        """Whether a description only owns who speaks: "the governor's spokesman", "the mayor's office"."""
        owning = self.scene.doc.tokens.kinds[match.end : match.end + 1] == [POSSESSIVE]
        if match.entry.kind != "generic" or not owning or self.phrases.source_noun(match.end + 1) is None:
            return False
        if self.scene.doc.tokens.lowers[match.end + 1] not in SPOKESMEN:
            return True
        held = self.scene.reports.between(match.start, match.end)  # "the army's spokesman" is the army
        return any(m.entry.kind in OFFICES for m in held)

    def resolve(self, match: Match[SpeakerAlias]) -> tuple[str, str]:
        """A description stands for the named speaker of its kind that is told nearest, before or after."""
        entry = match.entry
        if entry.kind != "generic":
            return self._fuller(match) or entry.speaker, entry.kind
        kind = self._described(match)
        same = self.bodies.same(match.start, match.end)
        if same is not None:
            return same.speaker, same.kind
        known = self.scene.doc.tokens.lowers[match.start - 1 : match.start + 1].count("the") > 0
        single = kind == "monitor" and not self.scene.doc.tokens.lowers[match.end - 1].endswith("s")
        named = self._nearest_named(match.start, {"monitor", "rights_group"}, known) if single else None
        if known and kind == "rescue":
            named = next(
                (m.entry for m in reversed(self._named) if m.end <= match.start and m.entry.kind == kind), None
            )
        if named is not None:
            return named.speaker, named.kind
        return self._extended(match), kind

    def _is_part(self, match: Match[SpeakerAlias]) -> bool:
        """Whether a name only opens a longer one: "the National Theatre", "Abdul Rahman Rahimi" in Kabul."""
        tokens, entry = self.scene.doc.tokens, match.entry
        abroad = entry.kind == "monitor" and entry.country not in (None, self.scene.country)
        if entry.kind != "outlet" and not abroad:
            return False
        following = tokens.texts[match.end] if match.end < len(tokens) else ""
        return following[:1].isupper() and tokens.kinds[match.end] == WORD

    def _is_object(self, match: Match[SpeakerAlias]) -> bool:
        """Whether a speaker's name is only told to or belongs to another noun ("told SANA", "to Reuters")."""
        before = self.scene.doc.tokens.lowers[max(0, match.start - 2) : match.start]
        if before and before[-1] == "the":
            before = before[:-1]
        return bool(before) and before[-1] in _DONE_TO

    def _most_specific(self, matches: Sequence[Match[SpeakerAlias]]) -> Match[SpeakerAlias]:
        return min(matches, key=lambda m: (m.entry.kind in _OUTLETS, m.entry.kind == "generic", m.start))

    def _fuller(self, match: Match[SpeakerAlias]) -> str | None:
        """The named body that "the government" or "the coalition" stands for, when the text named it before."""
        if not match.entry.alias.startswith("the ") and not match.entry.speaker.startswith("the "):
            return None
        lowers = self.scene.doc.tokens.lowers
        alias, noun = match.entry.alias, lowers[match.end - 1]
        k = bisect_right(self._named_starts, match.start)
        for _, end, entry in reversed(self._named[max(0, k - 40) : k - 1]):
            if lowers[end - 1] == noun and entry.alias != alias and not entry.speaker.startswith("the "):
                return entry.speaker
        return None

    def _described(self, match: Match[SpeakerAlias]) -> str:
        """What a description describes: "a war monitor" a monitor, "a police source" an official."""
        near = [t for t in self.scene.reports.between(match.start - 1, match.end) if t.end > match.start]
        if any(t.entry.form == "anaphor" and t.entry.kind == "monitor" for t in near):
            return "monitor"
        nouns = (kind_of(t) for t in reversed(near) if t.entry.form == "source_noun")
        return next(nouns, "official" if near else "local")

    def _extended(self, match: Match[SpeakerAlias]) -> str:
        """A description with the body that follows it: "a source at Homs Governorate"."""
        tokens = self.scene.doc.tokens
        past = match.end
        if past + 2 < len(tokens) and tokens.lowers[past] in {"at", "in", "of", "from"}:
            opening = past + 1 + (tokens.lowers[past + 1] == "the")
            if not tokens.texts[opening][0].isupper():
                noun = self.phrases.source_noun(opening)
                if noun is None or tokens.lowers[past - 1] not in _SOURCES:
                    return match.entry.speaker
                return f"{' '.join(tokens.lowers[opening : noun.end])} {tokens.lowers[past - 1]}"
            past = opening
            while past < len(tokens) and (
                tokens.texts[past][0].isupper() or self.phrases.source_noun(past) is not None
            ):
                past += 1
            return self.phrases.of_place(match.start, past) or tidy(" ".join(tokens.texts[match.start : past]))
        return match.entry.speaker

    def _nearest_named(self, position: int, kinds: set[str], known: bool) -> SpeakerAlias | None:
        """ "A monitor" is named behind, if at all; "the monitor" was told before."""
        k = bisect_right(self._named_starts, position)
        behind, before = self._named[k : k + 8], self._named[max(0, k - 8) : k][::-1]
        for match in (*before, *behind) if known else (*behind, *before):
            if match.entry.kind in kinds:
                return match.entry
        return None

    def owner(self, sentence: SentenceSpan, term: Match[ReportingTerm], taken: int) -> Voice | None:
        """The speaker to whom a count belongs, with the article before it: "the rebels' own tally"."""
        tokens = self.scene.doc.tokens
        listed = next((m for m in self.scene.speakers.between(term.start - 3, term.start) if m.end >= term.end), None)
        if listed is not None:
            return Voice(listed.start, term.end, *self.resolve(listed), listed.entry.alias)
        past = term.start - (tokens.lowers[term.start - 1] == "own")
        if tokens.lowers[past - 1] in _OWN:
            return self._teller_itself(sentence, past - 1)
        owned = past - 1 if tokens.texts[past - 1] in OWNING else past
        shows = not SHOWING.isdisjoint(tokens.lowers[term.end : term.end + 1])
        if owned <= max(taken, sentence.first):
            return None
        voice = self.ending_at(sentence, owned, taken)
        bare = owned == past and not shows
        if voice is None or (bare and tokens.lowers[voice.first - 1] != "by"):  # "by UN count"
            return None
        return voice._replace(first=voice.first - (tokens.lowers[voice.first - 1] == "the"))

    def _teller_itself(self, sentence: SentenceSpan, at: int) -> Voice | None:
        """Who "by its own count" is: the speaker or the side that the sentence tells of."""
        named = [m for m in self.scene.speakers.between(sentence.first, at) if m.entry.kind != "generic"]
        if named:
            return Voice(at, at + 1, *self.resolve(named[0]), named[0].entry.alias)
        side = next((s for s in self.scene.sides.between(sentence.first, at) if s.actor is not None), None)
        if side is not None and side.actor is not None:
            return Voice(at, at + 1, side.actor, "official", side.actor)
        place = next((p for p in self.scene.places.between(sentence.first, at) if p.mention.kind == "country"), None)
        known = self.scene.doc.states.get(place.mention.place.country or "") if place is not None else None
        return Voice(at, at + 1, known.government, "official", known.government) if known is not None else None

    def ending_at(self, sentence: SentenceSpan, past: int, taken: int) -> Voice | None:
        """The listed speaker or the description whose last word stands before `past`."""
        low = max(taken, sentence.first, past - _SUBJECT_REACH)
        listed = [m for m in self.scene.speakers.between(low, past) if m.end == past]
        if listed:
            return Voice(listed[0].start, past, *self.resolve(listed[0]), listed[0].entry.alias)
        noun = self.phrases.source_noun(past - 1)
        return self.descriptions.read(sentence, noun, past, low) if noun is not None and noun.end == past else None

    def aside(self, sentence: SentenceSpan, term: Match[ReportingTerm], taken: int) -> int:
        """Where the asides before a verb begin: "the coordinator, Natalia Karpo, who works there, said"."""
        lowers = self.scene.doc.tokens.lowers
        at = closing = term.start - 1
        while at > max(taken, sentence.first) and (lowers[at] in HAVE or lowers[at] in _EARLIER):
            at = closing = at - 1
        low = max(taken, sentence.first)
        while lowers[closing] == ",":
            commas = [k for k in range(max(low, closing - _ASIDE_REACH), closing) if lowers[k] == ","]
            first = commas[-1] + 1 if commas else closing
            if not commas or (
                lowers[first] not in _RELATIVES
                and not _is_participle(lowers[first])
                and self.phrases.name_past(first, closing) != closing
            ):
                break
            closing = commas[-1]
        if closing < at:
            return closing
        clauses = (k for k in range(term.start - 1, max(low, term.start - _CLAUSE_REACH), -1))
        return next((k for k in clauses if self.phrases.opens_clause(k, term.start)), term.start)

    def opening(self, sentence: SentenceSpan, term: Match[ReportingTerm]) -> Voice | None:
        """The subject with which a sentence opens, for a second verb of its: "SANA was silent on it but said"."""
        first = sentence.first + (self.scene.doc.tokens.lowers[sentence.first] in ARTICLES)
        listed = [m for m in self.scene.speakers.between(sentence.first, first + _OPENING_WORDS) if m.end < term.start]
        if listed:
            best = self._most_specific(listed)
            return Voice(best.start, best.end, *self.resolve(best), best.entry.alias)
        for cue in self.scene.reports.between(sentence.first, sentence.first + 1):
            last = self.recalled.last(sentence.index, cue) if cue.entry.form == "anaphor" else None
            if last is not None:
                return Voice(cue.start, cue.end, last.speaker, last.kind, f"{cue.entry.term} = {last.speaker}:")
        noun = next((k for k in range(first, first + 3) if self.phrases.source_noun(k) is not None), None)
        match = self.phrases.source_noun(noun) if noun is not None and noun < term.start else None
        return self.descriptions.read(sentence, match, term.start, sentence.first) if match is not None else None


def _is_participle(word: str) -> bool:
    """Whether a word opens an aside about the subject: "the council, set up by rebels in 2019, said"."""
    return word.endswith("ed") or word in _PARTICIPLES
