"""The words that describe a speaker: "a source at Homs Governorate", "the mayor of Goma, Jean Bosco".

Belongs here: how far a description reaches, the body or side that it names, the holder of an office. Does not: which
description is the subject of which verb (`voices`), listed names of speakers (`speakers.csv`).
"""

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.extract.annotate import SentenceSpan
from pipeline.extract.gazetteer_names import fold
from pipeline.extract.grammar import ARTICLES, TITLES
from pipeline.extract.lexicon import Match
from pipeline.extract.parties import SideMention
from pipeline.extract.person_names import ASIDE, LEAST_NAME, NAME_LINKS, NAME_OPENINGS, PersonNames
from pipeline.extract.reference import ReportingTerm, SpeakerAlias
from pipeline.extract.scene import Placed, Scene
from pipeline.extract.tokens import POSSESSIVE, WORD

DETERMINERS = frozenset("the a an its their his her another one two some local".split())
# Nouns of one person's office, and "the governor", which takes one up.
OFFICES = frozenset({"office", "person"})
# Shorter ones are seldom names of bodies.
_LETTERS = 3
# "Provincial governor", "deputy district chief", "a senior security official".
_RANKS = frozenset(
    "provincial regional district county village city town national federal state municipal military health security"
    " senior deputy vice assistant interim acting former top high-ranking medical tribal religious main"
    " central local".split()
)
# Ministries that count the dead; ministers of others speak for themselves.
_PORTFOLIOS = frozenset("health interior defence defense migration emergencies".split())
# "The prime minister's office", "the deputy governor's office".
_FIRST_OF = frozenset({"prime", "deputy", "acting", "provincial", "regional"})
_PRONOUNS = frozenset({"which", "who", "whose"})
_TELLING = frozenset({"verb", "gerund", "before_speaker"})
# Kinds of listed bodies whose people speak for them.
_SPOKEN_FOR = frozenset({"monitor", "rescue", "un", "rights_group"})
FOR_IT = frozenset("of for at from with the mission operations programme emergency country".split())
# Each is one person, and no body by the name of an office.
_RANKED = frozenset("captain lieutenant sergeant major brigadier soldier paratrooper".split())
_PERSONS = frozenset({"official", "officer", "diplomat", "envoy", "policeman"}) | _RANKED
# "Army spokesman Paul Ndosi" is the army, "defence spokesman Col. Paul Ndosi" himself.
SPOKESMEN = frozenset({"spokesman", "spokeswoman", "spokesperson"})
_MERE_SPOKESMEN = SPOKESMEN | {"defence", "defense"}
_FOR_OTHERS = _PERSONS | SPOKESMEN
# Those whose people speak: "a spokesman for the Croatian government".
BANDS = frozenset(
    "rebels protesters fighters separatists insurgents militants militia junta government opposition".split()
)
_SERVED = BANDS | {"movement", "coalition", "alliance", "group", "faction", "force", "forces", "administration"}
# "The governor of the Centre-Nord region".
_AREAS = frozenset("region province state district county governorate department municipality".split())
# Bodies that sit in a capital and are the state's.
_CENTRAL = frozenset(
    "ministry government parliament staff army military navy officials authorities prosecutor presidency".split()
)
# Kinds of nouns that make their phrase the word of a body, whoever speaks it.
BODIES = frozenset({"official", "outlet", "monitor"})
# "A source in Homs Governorate" is the governorate, "a source in Hasaka" none.
_OF_STATE = frozenset(
    "governorate province command police ministry hospital directorate council department office administration service"
    " center centre agency army forces municipality party authority committee".split()
)
# "the state disaster authority"
_MODIFIERS = 2
_NP_LINKS = frozenset("of at in from for and".split())
_LINKED = ARTICLES | {"of", "at"}
PREPOSITIONS = frozenset("of in at on to from by with against for over under near between".split())
# How many sentences a speaker is remembered for "he added", "the group said".
MEMORY = 6

# "The health ministry of North Darfur" is the North Darfur health ministry.
_BODIES = frozenset("ministry authorities army police municipality government council administration governor".split())
# "The city's mayor", "the region's governor".
_TOWNS = frozenset(("city", "town", "village"))
_PROVINCES = frozenset("province region state governorate oblast".split())
# Sentences back to the town that "the city's mayor" means.
_AREA_BACK = 2


class Voice(NamedTuple):
    """A speaker at tokens `first` to `past`; `words` are those of the text."""

    first: int
    past: int
    speaker: str
    kind: str
    words: str


class Spoken(NamedTuple):
    """A speaker whom the article has credited before."""

    sentence: int
    speaker: str
    kind: str


class Phrases(PersonNames):
    """Reads descriptions; `spoken` are the speakers credited before, in reading order."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        self.spoken: list[Spoken] = []

    def read(self, sentence: SentenceSpan, noun: Match[ReportingTerm], stop: int, low: int) -> Voice:
        """The noun phrase around a source noun: "a source at Homs Governorate", "Kurdish police"."""
        tokens = self.scene.doc.tokens
        first = noun.start
        while first > max(low, sentence.first) and self._modifies(first - 1) and tokens.lowers[first] not in ARTICLES:
            first -= 1
        first = self._owned(self._determined(first, max(low, sentence.first)))
        past = noun.end
        while past < stop and (
            tokens.texts[past][0].isupper()
            or (past > noun.end and tokens.lowers[past][:3] in NAME_OPENINGS)
            or (tokens.lowers[past] in _NP_LINKS and past + 1 < stop and self._goes_on(past + 1))
            or (tokens.lowers[past] in {"the"} and past > noun.end)
            or (past > noun.end and tokens.lowers[past - 1] in _LINKED and self._qualifies(past))
            or (past > noun.end + 1 and tokens.lowers[past] in NAME_LINKS and self._opens(past + 1))
            or (past > noun.end + 1 and tokens.lowers[past] in _SERVED and tokens.lowers[noun.end] in FOR_IT)
            or (past > noun.end + 1 and tokens.lowers[past] in _AREAS and tokens.texts[past - 1][0].isupper())
            or self.source_noun(past) is not None
            or (past > noun.end and tokens.lowers[past] in _RANKS and self.source_noun(past + 1) is not None)
            or (tokens.texts[past] == "." and past + 1 < stop and (self._is_title_end(past) or self._is_initial(past)))
        ):
            behind = self.source_noun(past)
            past = past + 1 if behind is None else min(stop, behind.end)
        while past > noun.end and (tokens.lowers[past - 1] == "the" or tokens.lowers[past - 1] in _NP_LINKS):
            past -= 1
        words = spelled(tokens.texts[first:past])
        known = self._known(first, past) or self._body_in(first, noun, past)
        if known is not None:
            return Voice(first, past, known.speaker, known.kind, words)
        named = tokens.texts[noun.start][0].isupper() and noun.start > first + 1
        recent = self._recent(noun) if tokens.lowers[first] == "the" and not named else None
        if recent is not None:
            return Voice(first, past, recent.speaker, recent.kind, words)
        side = self._side_of(first, past)
        if side is not None and side.actor is not None:
            near = self.scene.speakers.between(side.first, side.past)
            listed = next((m.entry for m in near if m.entry.kind != "generic"), None)
            return Voice(first, past, side.actor if listed is None else listed.speaker, "official", words)
        if (body := self._served_by(noun, past)) is not None:
            return Voice(first, past, body, kind_of(noun), words)
        speaker = self.of_place(first, past) if kind_of(noun) == "official" else None
        speaker = speaker or self._of_area(sentence, first, past) or tidy(words) + self._abbreviated(first, past)
        return self._holder(Voice(first, past, speaker, kind_of(noun), words), self._head_noun(noun), stop)

    def _served_by(self, noun: Match[ReportingTerm], past: int) -> str | None:
        """The body of no list for which a mere spokesman speaks: "a spokesman for the rebel movement"."""
        tokens, opening = self.scene.doc.tokens, noun.end + 1
        if tokens.lowers[noun.start] not in SPOKESMEN or tokens.lowers[noun.end : opening] != ["for"]:
            return None
        held = any(m.entry.kind in OFFICES for m in self.scene.reports.between(opening, past))
        return None if held or past <= opening else tidy(spelled(tokens.texts[opening:past]))

    def _of_area(self, sentence: SentenceSpan, first: int, past: int) -> str | None:
        """ "Mayor of Dnipro" for "the city's mayor", where the text named the city last."""
        tokens = self.scene.doc.tokens
        at = first + (tokens.lowers[first] == "the")
        wide = tokens.lowers[at] in _PROVINCES
        if not (wide or tokens.lowers[at] in _TOWNS) or tokens.kinds[at + 1 : at + 2] != [POSSESSIVE] or at + 2 >= past:
            return None
        for index in range(sentence.index, max(-1, sentence.index - 1 - _AREA_BACK), -1):
            for placed in reversed(self.scene.places.of(index)):
                place = placed.mention.place
                fits = placed.first < first and not placed.mention.in_group_name
                if fits and (place.precision == "exact" or (wide and place.admin1)):
                    return f"{spelled(tokens.texts[at + 2 : past])} of {place.admin1 if wide else place.name}"
        return None

    def is_linked(self, noun: Match[ReportingTerm], position: int) -> bool:
        """Whether a body is told right behind a noun: "a spokesman for", "head of mission at"."""
        gap = self.scene.doc.tokens.lowers[self._head_noun(noun).end : position]
        return bool(gap) and FOR_IT.issuperset(gap)

    def _head_noun(self, noun: Match[ReportingTerm]) -> Match[ReportingTerm]:
        """The last of nouns that stand together: a "militia leader" leads, "the mayor's spokesman" is no mayor."""
        while True:
            at = noun.end + (self.scene.doc.tokens.kinds[noun.end : noun.end + 1] == [POSSESSIVE])
            behind = self.source_noun(at)
            if behind is None or behind.start != at:
                return noun
            noun = behind

    def _abbreviated(self, first: int, past: int) -> str:
        """ " (FDMA)" behind the name that it shortens."""
        texts = self.scene.doc.tokens.texts
        told = texts[past : past + 3]
        if len(told) < 3 or told[0] != "(" or told[2] != ")" or not told[1].isupper() or len(told[1]) < _LETTERS:
            return ""
        initials = [word[0] for word in texts[first:past] if word[0].isupper()]
        return f" ({told[1]})" if initials == list(told[1]) else ""

    def of_place(self, first: int, past: int) -> str | None:
        """A body of a state or a place in one form: "Lebanon's prime minister", "officials in Russia"."""
        texts, kinds = self.scene.doc.tokens.texts, self.scene.doc.tokens.kinds
        for place in self.scene.places.between(first, past):
            owner = self._owner(place, first, past)
            if place.first == first and kinds[place.past] == POSSESSIVE and place.past + 1 < past:
                return f"{owner or spelled(texts[place.first : place.past])} {spelled(texts[place.past + 1 : past])}"
            if place.past != past or texts[place.first - 1] not in {"of", "in"}:
                continue
            body = tidy(spelled(texts[first : place.first - 1]))
            if owner is not None:
                return tidy(f"{owner} {body}")
            if texts[place.first - 1] == "of" and body.split()[-1:] and body.split()[-1].lower() in _BODIES:
                return f"{spelled(texts[place.first : past])} {body}"  # "the health ministry of North Darfur"
        return None

    def _owner(self, place: Placed, first: int, past: int) -> str | None:
        """The adjective of the state whose body a description is, told by its name or its capital."""
        where = place.mention.place
        known = self.scene.doc.states.get(where.country or "")
        if known is None or not known.government:
            return None
        central = not _CENTRAL.isdisjoint(self.scene.doc.tokens.lowers[first:past])
        seat = central and fold(where.name) == fold(known.capital)
        return known.government.rsplit(" ", 1)[0] if seat or place.mention.kind == "country" else None

    def _determined(self, first: int, low: int) -> int:
        """The article that opens a phrase, plain modifiers further left: "the state disaster authority"."""
        lowers, kinds = self.scene.doc.tokens.lowers, self.scene.doc.tokens.kinds
        if lowers[first] in ARTICLES:
            return first  # "late in the day the Defence Army said"
        for at in range(first - 1, max(low, first - 1 - _MODIFIERS) - 1, -1):
            if lowers[at] in ARTICLES or kinds[at] == POSSESSIVE:
                return at + (kinds[at] == POSSESSIVE)
            if kinds[at] != WORD or lowers[at] in PREPOSITIONS or self.scene.acts.between(at, at + 1):
                break
        return first

    def _owned(self, first: int) -> int:
        """Where the office opens that owns what is described: "the governor's office"."""
        if first < 1 or self.scene.doc.tokens.kinds[first - 1] != POSSESSIVE:
            return first
        near = self.scene.reports.between(max(0, first - _LETTERS), first)
        owner = next((m.start for m in near if m.end == first - 1 and m.entry.kind in OFFICES), None)
        if owner is None:
            return first
        prime = self.scene.doc.tokens.lowers[owner - 1] in _FIRST_OF
        return owner - prime

    def _known(self, first: int, past: int) -> SpeakerAlias | None:
        """The speaker of the vocabulary whose name is the whole description."""
        near = self.scene.speakers.between(first, first + 2)
        return next((m.entry for m in near if m.end >= past and m.entry.kind != "generic"), None)

    def _body_in(self, first: int, noun: Match[ReportingTerm], past: int) -> SpeakerAlias | None:
        """The listed body for which a person speaks: "the UNHCR representative", "a spokeswoman for the WHO"."""
        for match in self.scene.speakers.between(first, past):
            if match.entry.kind not in _SPOKEN_FOR or match.end > past:
                continue
            if match.end == noun.start or self.is_linked(noun, match.start):
                return match.entry
        return None

    def source_noun(self, position: int) -> Match[ReportingTerm] | None:
        """The noun at a position that makes a speaker of its phrase."""
        near = self.scene.reports.between(position, position + 1)
        return next((m for m in near if m.entry.form == "source_noun"), None)

    def _goes_on(self, position: int) -> bool:
        return self._opens(position) or self.source_noun(position) is not None

    def _qualifies(self, position: int) -> bool:
        """Whether a plain word stands before the noun of a body: "head of the rebel administration"."""
        tokens = self.scene.doc.tokens
        return tokens.kinds[position] == WORD and self.source_noun(position + 1) is not None

    def _opens(self, position: int) -> bool:
        tokens = self.scene.doc.tokens
        return tokens.texts[position][0].isupper() or tokens.lowers[position] in {"the"}

    def _modifies(self, position: int) -> bool:
        tokens = self.scene.doc.tokens
        lower = tokens.lowers[position]
        return (
            lower in DETERMINERS
            or lower in _RANKS
            or (tokens.texts[position][0].isupper() and tokens.kinds[position] == WORD)
            or (tokens.kinds[position] == POSSESSIVE and self._modifies(position - 1))
            or self.source_noun(position) is not None
        )

    def _holder(self, phrase: Voice, noun: Match[ReportingTerm], stop: int) -> Voice:
        """A description with the name of whom it describes; one who speaks for a body is that body.

        "The mayor of Goma, Jean Bosco" is "Jean Bosco (mayor of Goma)"; "police spokesman Paul Ndosi" is the police,
        and "Kivu Rights Watch, a local group" Kivu Rights Watch.
        """
        texts, lowers = self.scene.doc.tokens.texts, self.scene.doc.tokens.lowers
        if lowers[phrase.first - 1] in FOR_IT and lowers[phrase.first - 2] in _FOR_OTHERS:
            return phrase  # "the spokesman of the governor, Hai Khateby": who is named holds another office
        name, first, past, office_past = self._name_beside(phrase, noun, stop)
        if name[1] - name[0] < LEAST_NAME:
            return phrase
        office = self.of_place(phrase.first, office_past) or tidy(spelled(texts[phrase.first : office_past]))
        if all(lowers[k] in _RANKS or self.source_noun(k) is not None for k in range(phrase.first, office_past)):
            office = office.lower()
        if kind_of(noun) == "monitor":
            return phrase._replace(first=first, past=past, speaker=body_name(texts[slice(*name)]))
        mere = _MERE_SPOKESMEN.issuperset(office.lower().split())
        if noun.entry.kind in BODIES and texts[noun.end - 1].lower() not in _PERSONS and not mere:
            return phrase._replace(first=first, past=past, speaker=office)
        office, holder = _unranked(office.replace("'s ", " ").replace("’s ", " ")), spelled(texts[slice(*name)])
        ministry = self._ministry_of(office)
        speaker = f"{holder} ({office})" if ministry is None else f"{ministry} ({holder})"
        return phrase._replace(first=first, past=past, speaker=speaker)

    def _name_beside(
        self, phrase: Voice, noun: Match[ReportingTerm], stop: int
    ) -> tuple[tuple[int, int], int, int, int]:
        """The name in, behind or before a description; where the two open and end together, where the office ends."""
        texts = self.scene.doc.tokens.texts
        first, past, office_past = phrase.first, phrase.past, phrase.past
        name = past, past
        opening = self.untitled(noun.end)
        if phrase.past - opening >= LEAST_NAME and self.name_past(opening, phrase.past) == phrase.past:
            name, office_past = (opening, phrase.past), noun.end
        elif opening > noun.end and self.name_past(opening, stop) - opening >= LEAST_NAME:
            name, office_past = (opening, self.name_past(opening, stop)), noun.end
            past = name[1]
        elif texts[past : past + 1] == [","]:
            opening = self.untitled(past + 1)
            name = opening, self.name_past(opening, stop)
            past = name[1] + (texts[name[1] : name[1] + 1] == [","])
        elif (aside := self.name_in_aside(phrase.past, stop)) is not None:
            name, past, office_past = aside[:2], stop, aside[2] - 1
        if (
            name[1] - name[0] < LEAST_NAME
            and texts[first - 1] == ","
            and "," in texts[phrase.past : min(stop, phrase.past + ASIDE)]
        ):
            past = texts.index(",", phrase.past) + 1
            name = self.name_first(first - 1), first - 1
            first = name[0]
        return name, first, past, office_past

    def _ministry_of(self, office: str) -> str | None:
        """The body for which a minister speaks: "the Syrian health minister" speaks for the Syrian health ministry."""
        words = office.split()
        if len(words) < LEAST_NAME or words[-1].lower() != "minister" or words[-2].lower() not in _PORTFOLIOS:
            return None
        known = self.scene.doc.states.get(self.scene.country or "")
        owned = words[0][:1].isupper() and len(words) > LEAST_NAME
        owner = known.government.rsplit(" ", 1)[0] if known is not None and known.government and not owned else ""
        return f"{owner} {' '.join(words[:-1])} ministry".strip()

    def opens_clause(self, position: int, verb: int) -> bool:
        """Whether a relative clause without its commas lies before a verb: "the group which has members there said"."""
        lowers = self.scene.doc.tokens.lowers
        if lowers[position] not in _PRONOUNS:
            return False
        told = (r for r in self.scene.reports.between(position, verb) if lowers[r.start - 1] != "be")
        return not any(r.entry.form in _TELLING for r in told)  # "who did not wish to be named"

    def _side_of(self, first: int, past: int) -> SideMention | None:
        """The armed side whose man speaks: "the militia's spokesman"."""
        texts = self.scene.doc.tokens.texts
        near = self.scene.sides.between(max(0, first - 3), past)
        near = [s for s in near if s.kind == "name" and s.role == "armed" and s.past >= first - 1]
        return next((s for s in near if "," not in texts[s.past : first]), None)  # "by rebels, a local source said"

    def _recent(self, noun: Match[ReportingTerm]) -> Spoken | None:
        """The named speaker told before that "the rescuers" or "the monitor" are."""
        kind = noun.entry.kind
        if kind not in {"rescue", "monitor"}:
            return None
        return next((f for f in reversed(self.spoken[-MEMORY:]) if f.kind == kind and f.speaker[:1].isupper()), None)


def _unranked(office: str) -> str:
    """An office without the rank of its holder: "army spokesman Major"."""
    words = office.split()
    while len(words) > 1 and words[-1].lower() in TITLES:
        words = words[:-1]
    return " ".join(words)


def kind_of(noun: Match[ReportingTerm]) -> str:
    """The kind of speaker that a noun makes; one who holds an office speaks for it."""
    return "official" if noun.entry.kind in OFFICES else noun.entry.kind


def spelled(words: Sequence[str]) -> str:
    """Words as text has them, possessive endings joined."""
    return " ".join(words).replace(" 's", "'s").replace(" ’s", "’s").replace(" . ", ". ")


def body_name(texts: Sequence[str]) -> str:
    """A body by its name, without the article that opens a sentence."""
    return spelled(texts[1:] if texts[0] == "The" else texts)


def tidy(words: str) -> str:
    """A source by the body that it speaks for: "A source at Homs Governorate" is Homs Governorate."""
    parts = words.split()
    while parts and parts[0].lower() in {"the", "a", "an", "its", "their"}:
        parts = parts[1:]
    lowered = [p.lower() for p in parts]
    if (
        lowered[:2]
        in (
            ["source", "at"],
            ["source", "in"],
            ["sources", "at"],
            ["official", "at"],
            ["officials", "at"],
        )
        and any(p[0].isupper() for p in parts[2:])
        and (lowered[1] == "at" or lowered[-1] in _OF_STATE)
    ):
        parts = [p for p in parts[2:] if p.lower() != "the"]
    elif lowered and lowered[-1] in {"source", "sources"} and len(parts) > 1 and parts[0][0].isupper():
        parts = parts[:-1]
    return " ".join(parts)
