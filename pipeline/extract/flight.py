"""Displacement told by movement: leaving, being driven out or moved, staying in a place of refuge.

Belongs here: such readings of a counted phrase. Does not: words that tell displacement themselves (`subjects`,
`objects`), the vocabulary (`movement`).
"""

from pipeline.extract.clause import BARRIERS, BE, CONTRACTED, RELATIVES, SUBJECT_REACH, Link
from pipeline.extract.crossing import IN_CONTEXT, REGISTRARS
from pipeline.extract.grammar import ADVERBS, AUXILIARIES, DETERMINERS
from pipeline.extract.nouns import Phrase, company_past
from pipeline.extract.shelter import RECEIVING, ShelterReadings

# "left the camp for displaced people outside the city and went home"
_HOMEWARD = 12
_ONWARD = frozenset(("to", "into", "over", "for", "towards", "toward"))
# "were taken out of the valley", "taken out on buses"; "out of the rubble" is a rescue.
_OUT = frozenset(("of", "on", "by", "in"))
_COMING = frozenset(("come", "came", "coming", "gone", "went"))
_RUBBLE = frozenset("rubble debris wreckage ruins car vehicle".split())
# "18,000 are in halls", of the displaced told before, but not "are in hospital".
_ARE = frozenset("are were remain remained stay stayed live lived sleep slept".split())
_NO_REFUGE = frozenset("hospital hospitals need danger prison custody detention critical serious charge favour".split())
_NAME_REACH = 7
_LIVING = frozenset(("residents", "inhabitants"))
_THEM = frozenset(("him", "her", "them", "us", "me"))
ALLOWING = frozenset("allowed allowing enabled enabling let letting helped helping".split())
# From "left" to the name of what was left.
_PLACE_REACH, _HALF_REACH = 4, 6
# "Have moved to urban centres": where those go whom nothing else says to be in flight.
_TOWNS = frozenset("centres centers capital towns cities town city localities neighbourhoods neighborhoods".split())
_TOWN_REACH = 4
_BY_NOW = frozenset(("now", "currently", "still"))
# "The camp was built for 5,000 people but now holds 23,000".
_CAMP_REACH = 12
_MOST = frozenset(("largest", "biggest", "most", "highest", "greatest", "second-largest"))
_REACHING = frozenset(("reached", "reach", "reaching", "entered", "entering"))
_ASIDE = 8
_THOUGHT = frozenset("reported believed said thought estimated feared known understood".split())
_MANAGED = (["managed", "to"], ["able", "to"])
_WANTING = frozenset("need want lack search desperate".split())
# "went to the border to vote", "to the hills around the city".
_NO_FLIGHT = (["to"], ["for"], ["post"], ["around"], ["of"])
# "People living near the jail had to abandon their homes."
_ELSEWHERE = frozenset("the neighbouring neighboring nearby other safer safe another camps".split())
_DWELLING = frozenset(("living", "residing", "from", "of", "near", "in"))
# Who took people "from the village" may have abducted them.
# "flew 120 migrants home to Niger"
_HOME_FROM = frozenset(("to", "from", "on", ",", "."))
_HOMEWARD_VERBS = frozenset(("flew", "brought", "bring", "bringing", "flying", "sent"))
_TAKING = frozenset(("took", "take", "taken", "led", "lifted", "sent", "bring", "brought", "rushed"))
_SENDING = frozenset("put puts putting sent sends sending push pushes pushed pushing chased chasing".split())
_SPANS = frozenset(("day", "night", "week", "month", "hour"))
_VEHICLES = frozenset("bus buses convoy convoys trucks coaches vehicles boats ferries ship ships trains".split())
_FLEETS = frozenset("buses convoy convoys trucks coaches boats ferries ships trains".split())
_VEHICLE_REACH = 8
_OUT_OF_PLACE = 7
_ENTERED = frozenset("registered enrolled tracked".split())
_AREAS = frozenset("province district town city area village camp county".split())
_NOT_YET = CONTRACTED.union(("not", "yet", "unable", "cannot", "never"))
_APPOSED = frozenset((",", "(", ")", "in", "all", "altogether", "total"))


class FlightReadings(ShelterReadings):
    """What a sentence tells of people on the move."""

    def _departed(self, i: int, at: int) -> Link | None:
        """'abandoned their farms', 'had to leave the village': people leave their homes."""
        words = self.movement
        if self.lowers[at] not in words.departing or not self._does(i, at):
            return None
        own = self.lowers[at + 1 : at + 2]
        theirs = own == ["their"]
        if self._lives_there(i):
            theirs = theirs or own in (["the"], ["home"], ["homes"])
        homes = self.lowers[at + 1 : min(self.past, at + 4)]
        return Link("displaced", None, at, "leaving") if theirs and not words.home.isdisjoint(homes) else None

    def _headed(self, i: int, at: int) -> Link | None:
        """'went to the hills', 'took to the road', 'crossed the river into Uganda'; 'were taken to shelters'."""
        words = self.movement
        taken = self.lowers[at] in words.carrying and self.lowers[at - 1] in BE
        if not (taken or self.lowers[at] in words.heading) or not self._does(i, at):
            return None
        if self.lowers[at] in _COMING and self.lowers[at + 1 : at + 3] == ["out", "of"] and self._is_named(at + 3):
            return Link("displaced", None, at, "leaving")  # "have come out of the country"
        if taken and self.lowers[at + 1 : at + 2] == ["out"] and self.lowers[at + 2 : at + 3] != []:
            out = self.lowers[at + 2] in _OUT and _RUBBLE.isdisjoint(self.lowers[at + 3 : at + 6])
            return Link("displaced", None, at, "leaving") if out else None
        onward = next((k for k in range(at + 1, min(self.past, at + 6)) if self.lowers[k] in _ONWARD), 0)
        if not onward or self.starts.get(at + 1) is not None:
            return None
        crossed = self.lowers[at] == "crossed" and self._is_named(onward + 1)
        sheltered = self._refuge(onward, self.past, "flow") if self.lowers[at] == "went" else None
        if sheltered is not None:
            return sheltered
        carried = taken and self._is_resident(i) and self._names_place(onward + 1)
        if crossed or carried or self._is_haven(i, onward):
            return Link("displaced", None, at, "leaving")
        return None

    def _carried(self, i: int) -> Link | None:
        """'moved 900 people to safety', 'took 110 of them off by sea', 'moved 96 people out of the villages'."""
        phrase, words = self.phrases[i], self.movement
        verb = self.lowers[phrase.start - 1] if phrase.start > self.first else ""
        if self._hypothetical_verb(phrase.start - 1):
            return None  # "trucks are to take 900 people out of the town"
        led_out = verb == "out" and phrase.start - 2 >= self.first and self.lowers[phrase.start - 2] in words.carrying
        if led_out and self._lives_there(i) and self.lowers[phrase.start - 2] not in ("took", "take"):
            return Link("displaced", None, phrase.start - 2, "driven")
        if verb in words.carrying and self._by_vehicle(phrase):
            return Link("displaced", None, phrase.start - 1, "driven")
        end = company_past(self.lowers, phrase.end)
        company = end > phrase.end  # "buses carried 900 rebels and their families to Idlib"
        driven = verb in words.driving - _SENDING and self.lowers[end : end + 1] == ["from"]
        if (
            not (driven or verb in words.carrying)
            or not (self._lives_there(i) or phrase.pronoun or company)
            or end + 1 >= self.past
        ):
            return None
        after = self.lowers[end : end + 2]
        if after[0] == "home" and (after[1] in _HOME_FROM or verb in _HOMEWARD_VERBS):
            return Link("returned", None, phrase.start - 1, "driven")
        out = after == ["out", "of"] and self._names_place(end + 2)
        out = out or (after[0] == "from" and verb not in _TAKING and self._names_place(end + 1))
        off = phrase.pronoun and after[0] == "off"
        foot = after == ["on", "foot"]
        haven = after[0] in ("to", "into") and (self._is_haven(i, end) or (company and self._is_named(end + 1)))
        if off:
            return Link("displaced", None, phrase.start - 1, IN_CONTEXT)
        return Link("displaced", None, phrase.start - 1, "driven") if out or foot or haven else None

    def _by_vehicle(self, phrase: Phrase) -> bool:
        """'Buses took 300 fighters and their relatives from Barzeh to Jarablus'."""
        before = self.lowers[max(self.first, phrase.start - _VEHICLE_REACH) : phrase.start]
        if _VEHICLES.isdisjoint(before):
            return False
        past = min(self.past - 1, phrase.end + _VEHICLE_REACH)
        return any(self.lowers[k] in ("from", "out") and self._names_place(k + 1) for k in range(phrase.end, past))

    def _names_place(self, at: int) -> bool:
        """'Goma', 'the besieged enclave', 'their villages'."""
        past = min(self.past, at + _OUT_OF_PLACE)
        past = next((k for k in range(at, past) if self.lowers[k] in BARRIERS or self.lowers[k] in ",;"), past)
        there = not self.movement.left_place.isdisjoint(self.lowers[at:past])
        return there or self._is_home(at) or any(self._is_named(k) for k in range(at, past))

    def _kept_away(self, i: int) -> Link | None:
        """'barred 90 families from going back', '900 people have not come back', '48 families are yet to go home'."""
        phrase, words, end = self.phrases[i], self.movement, self.phrases[i].end
        if phrase.head is not None and not self._lives_there(i):
            return None
        reach = min(self.past, end + SUBJECT_REACH // 2)
        stop = next((k for k in range(end, reach) if k in self.starts or self.lowers[k] == ";"), reach)
        barred = phrase.start > self.first and self.lowers[phrase.start - 1] in words.barring
        if self.lowers[end : end + 1] == ["from"] and not barred:
            return None
        for at in range(end, stop):
            away = self.lowers[at] == "from" and (barred or self.lowers[at - 1] in words.barring)
            away = away or (not barred and self.lowers[at] in _NOT_YET)
            gone = [k for k in range(at + 1, min(stop, at + 4)) if self.lowers[k] in words.back] if away else []
            if gone and self.lowers[gone[-1] + 1] not in DETERMINERS:
                return Link("displaced", None, at, "driven", basis="stock")
        return None

    def _hosted(self, i: int) -> Link | None:
        """'the camp holds 900', 'the town hosts 90 families', 'the camp, where 900 people were living'.

        Away from a camp the link is only told to hold where displacement is what the text is about (`IN_CONTEXT`).
        """
        phrase, words = self.phrases[i], self.movement
        named = self._is_people(i)
        if phrase.singular or not (named or self._lives_there(i) or phrase.bare):
            return None
        verb = self.lowers[phrase.start - 1] if phrase.start > self.first else ""
        end = phrase.end + (self.lowers[phrase.end : phrase.end + 1] == [")"])
        after = self.lowers[end : min(self.past, end + 5)]
        there = not words.staying_there.isdisjoint(after)
        if self._is_placed(phrase):
            return Link("displaced", None, phrase.start - 1, IN_CONTEXT, included=True)
        if self.lowers[phrase.start - 2 : phrase.start] == ["presence", "of"]:
            return Link("displaced", None, phrase.start - 1, IN_CONTEXT, basis="stock")
        if verb in words.counting and named and after[:1] == ["in"] and self._is_registrar(phrase.start):
            return Link("displaced", None, phrase.start - 1, "hosted", basis="stock")
        if verb == "registered" or not _ENTERED.isdisjoint(after[1:3]):
            as_such = {"as", "for", "to"}.isdisjoint(after[:4])
            return Link("displaced", None, phrase.start - 1, IN_CONTEXT, basis="stock") if as_such else None
        if verb in words.hosting and self._hypothetical_verb(phrase.start - 1):
            return None
        if verb == "where" and phrase.head is not None and phrase.head.word in _LIVING:
            return None  # "the city where a million residents live"
        hosted = there if verb == "where" or "there" in after[1:] else verb in words.hosting
        if not hosted:
            return self._with_most(phrase) if verb == "with" else None
        camp = any(self._is_camp(k) for k in range(max(self.first, phrase.start - _CAMP_REACH), phrase.start))
        camp = camp or (verb == "where" and self._tells_of_displaced(phrase.start))
        basis = "flow" if verb in RECEIVING else "stock"
        return Link("displaced", None, phrase.start - 1, "hosted" if camp else IN_CONTEXT, basis=basis)

    def _is_registrar(self, past: int) -> bool:
        """'UNHCR counts 12,000 Burundians in Rwanda': an agency for refugees counts none but those."""
        return not REGISTRARS.isdisjoint(self.lowers[self.first : past])

    def _with_most(self, phrase: Phrase) -> Link | None:
        """'Benghazi has the largest displaced community in the country, with 36,500.'"""
        start, end = phrase.start, phrase.end
        most = self.lowers[start - 2] == "," and not _MOST.isdisjoint(self.lowers[self.first : start])
        ends = end >= self.past or self.lowers[end] in (".", ",", ";", "and")
        if not most or not ends or not self._tells_of_displaced(start):
            return None
        return Link("displaced", None, start - 1, "hosted", basis="stock")

    def _tells_of_displaced(self, past: int) -> bool:
        """'Displaced families are put up in schools, where', 'people are being housed in a hall, where'."""
        for at in range(self.first, past):
            noun = self.reader.persons.get(at)
            if noun is not None and noun.entry.measure == "displaced":
                return True
            if any(match.entry.measure == "displaced" for match in self.triggers.get(at, ())):
                return True
            if self.lowers[at] in self.movement.lodging and self.lowers[at - 1] in ("being", "are"):
                return True
        return False

    def _is_placed(self, phrase: Phrase) -> bool:
        """'To Bor (85 families), to Yei (55 families)': so many of the displaced reached each place."""
        beside = self.lowers[phrase.start - 1 : phrase.start], self.lowers[phrase.end : phrase.end + 1]
        named = self.reader.tokens.texts[phrase.start - 2][:1].isupper() or self.lowers[phrase.start - 2] in _AREAS
        return beside == (["("], [")"]) and named and phrase.head is not None and phrase.head.unit == "households"

    def _outdoors(self, i: int, at: int) -> Link | None:
        """'1,300 inhabitants are in the bush'."""
        where = self.lowers[at + 1 : at + 4]
        inside = where[:2] == ["in", "the"] and where[-1] in self.movement.outdoors
        return Link("displaced", None, at, "leaving", basis="stock") if inside and self._lives_there(i) else None

    def _does(self, i: int, at: int) -> bool:
        """Whether the verb at `at` is plainly said of the phrase, who are no fighters."""
        head = self.phrases[i].head
        if head is not None and (head.population == "combatants" or head.role == "event"):
            return False
        between = self._between(i, at)
        if between[:1] and between[0] in _DWELLING:
            between = between[next((k for k, word in enumerate(between) if word in AUXILIARIES), 0) :]
        if between[-1:] == ["to"]:
            between = between[:-1] if between[-2:-1] in (["had"], ["have"], ["has"]) else ["to"]
        return all(w in AUXILIARIES or w in ADVERBS or w in _APPOSED for w in between)

    def _is_resident(self, i: int) -> bool:
        head = self.phrases[i].head
        return head is not None and head.word in self.movement.resident

    def _lives_there(self, i: int) -> bool:
        phrase = self.phrases[i]
        if phrase.head is None:
            return phrase.unknown is None and phrase.quantity.vague_word and not phrase.partitive  # "thousands"
        return phrase.head.word in self.movement.dweller

    def _is_haven(self, i: int, preposition: int) -> bool:
        """'to safety', 'into the hills', 'to their relatives', 'to the camps'."""
        for at in range(preposition + 1, min(self.past, preposition + 5)):
            if self.lowers[at] in self.movement.haven:
                return True
            if self.lowers[at] in self.movement.refuge_way:
                return self._lives_there(i) and self.lowers[at + 1 : at + 2] not in _NO_FLIGHT
            if self.lowers[at] in BARRIERS or self.lowers[at] == ",":
                return False
        return False

    def _is_home(self, at: int) -> bool:
        return not self.movement.home.isdisjoint(self.lowers[at : min(self.past, at + 4)])

    def _is_named(self, at: int) -> bool:
        return at < self.past and self.reader.tokens.texts[at][:1].isupper()

    def _driven(self, i: int, at: int) -> Link | None:
        """'forced 6,320 families into camps', 'drove 900 people to the river', 'forced 250 people to leave'."""
        phrase = self.phrases[i]
        listed = self.lowers[phrase.end] == "and" and at == phrase.end + 2
        marks = (self.lowers[phrase.end], self.lowers[at - 1])
        aside = marks == (",", ",") and at - phrase.end <= _ASIDE  # "forced 900 people, most of the village, to leave"
        beside = at <= phrase.end + 1 or listed or aside or marks == ("(", ")")
        beside = beside or self._only_from(phrase.end, at)  # "ordered 900 residents of Bor to leave"
        verb = self.lowers[phrase.start - 1] if phrase.start > self.first else ""
        if verb in self.movement.driving and self.lowers[phrase.end : phrase.end + 2] == ["to", "flight"]:
            return Link("displaced", None, at, "driven")  # "put 900 to flight"
        people = phrase.head.population != "combatants" if phrase.head is not None else self._is_people(i)
        if not beside or not (people or self._are_driven_out(i, at)):
            return None
        word, after = self.lowers[at], self.lowers[at + 1 : at + 2]
        words = self.movement
        gone = verb in words.driving and (word in words.away or (word == "to" and self._is_place(at + 1)))
        gone = gone or (verb in words.driving and word == "from" and self._are_driven_out(i, at))
        if verb in words.ordering and word == "to" and after and after[0] in words.going:
            gone = gone or after[0] in words.departing or self.lowers[at + 2 : at + 3] not in (["their"], ["the"])
        return Link("displaced", None, at, "driven") if gone else None

    def _only_from(self, first: int, past: int) -> bool:
        """Whether only the name of a place stands between: "of Fort McMurray"."""
        if self.lowers[first] not in ("of", "in", "from") or past - first > _NAME_REACH:
            return False
        texts = self.reader.tokens.texts[first + 1 : past]
        return all(text[:1].isupper() or text in ("the", "of", "and", ",") for text in texts)

    def _are_driven_out(self, i: int, at: int) -> bool:
        """'forced at least 30,000 out of their homes', 'forced 4,000 from their villages', 'forced 900 to flee'."""
        if not self._are_dwellers(i):
            return False
        if self.lowers[at] == "to":
            return self.lowers[at + 1 : at + 2] != [] and self.lowers[at + 1] in self.movement.going
        return "their" in self.lowers[at : at + 4] and self._is_home(at)

    def _transferred(self, i: int) -> Link | None:
        """'authorities transferred 9,000 residents'."""
        phrase = self.phrases[i]
        verb = self.lowers[phrase.start - 1] if phrase.start > self.first else ""
        moved = (
            phrase.head is not None
            and phrase.head.word in self.movement.resident
            and verb in self.movement.transferring
            and not self._hypothetical_verb(phrase.start - 1)
        )
        return Link("displaced", None, phrase.start - 1, "driven") if moved else None

    def _is_place(self, at: int) -> bool:
        return at < self.past and (self.lowers[at] in _ELSEWHERE or self.reader.tokens.texts[at][:1].isupper())

    def _housed(self, at: int, reach: int) -> Link | None:
        """'live in overcrowded camps', 'were still in nine evacuation centres' (stock), 'moved to shelters' (flow)."""
        after = at + 1
        while after < reach and self.lowers[after] in ADVERBS:
            after += 1
        if after >= reach or self.lowers[after] not in ("in", "at", "inside", "with", "to", "into"):
            return None
        moved = self.lowers[after] in ("to", "into")
        link = self._refuge(after, reach, "flow" if moved else "stock")
        named = moved and self.lowers[at] in self.movement.moved and self.reader.tokens.texts[after + 1 : after + 2]
        if link is None and named and self.lowers[at - 1] not in DETERMINERS:
            if not (named[0][:1].isupper() or self._is_town(after + 1)):
                return None
            return Link("displaced", None, at, "leaving")
        return link

    def _is_town(self, at: int) -> bool:
        """'to urban centres', 'to the provincial capital', 'to nearby towns'."""
        for k in range(at, min(self.past, at + _TOWN_REACH)):
            if self.lowers[k] in _TOWNS:
                return True
            if self.lowers[k] in BARRIERS or self.lowers[k] in ",;":
                return False
        return False

    def _refuge(self, preposition: int, reach: int, basis: str) -> Link | None:
        for index in range(preposition + 1, min(reach, preposition + 7)):
            for match in self.reader.triggers.get(index, ()):
                if match.entry.form == "refuge":
                    return Link(match.entry.measure, match.entry, index, "subject-adjacent", basis=basis)
            if self.lowers[index] in BARRIERS or self.lowers[index] in RELATIVES or self.lowers[index] in _WANTING:
                return None
        return None

    def _elsewhere(self, i: int) -> Link | None:
        """'12,000 are staying in halls', '640 still sleep in the stadium': a part of the displaced told before."""
        phrase, at = self.phrases[i], self.phrases[i].end
        if not phrase.bare or phrase.singular:
            return None
        while at < self.past and self.lowers[at] in ADVERBS:
            at += 1
        if at + 2 >= self.past or self.lowers[at] not in _ARE or self.lowers[at + 1] not in ("in", "at", "with"):
            return None
        if not _NO_REFUGE.isdisjoint(self.lowers[at + 2 : at + 5]) or self.lowers[at + 2] in _THEM:
            return None
        return Link("displaced", None, at, IN_CONTEXT, included=True, basis="stock")

    def _in_refuge(self, i: int) -> Link | None:
        """'195,000 Iraqis in 21 camps': nothing else is told of them than where they shelter."""
        at = self.phrases[i].end
        at += at < self.past and self.lowers[at] in _BY_NOW
        if at < self.past and self.lowers[at] in ("in", "at", "inside"):
            return self._refuge(at, min(self.past, at + 6), "stock")
        return None

    def _before_leaving(self, i: int, at: int) -> list[str]:
        """The words from the counted to the verb, without what only says who they are or how they managed."""
        between = self._between(i, at)
        if between[:1] == ["from"]:
            between = between[next((k for k, word in enumerate(between) if word in AUXILIARIES), 0) :]
        if between[:2] == ["on", "board"] or between[:1] == ["aboard"]:
            before = self.lowers[max(self.first, self.phrases[i].start - _VEHICLE_REACH) : self.phrases[i].start]
            if not _FLEETS.isdisjoint(before):  # "14 buses with 700 people on board left Harasta"
                between = between[2 - (between[0] == "aboard") :]
        between = between[company_past(between, 0) :]  # "900 rebels and their families left the town"
        if between[-2:] in _MANAGED:
            between = between[:-2]  # "two families managed to leave the town"
        if between[-2:] == ["to", "have"] and between[-3:-2] and between[-3] in _THOUGHT:
            between = ["have"]  # "12,000 people are reported to have left the town"
        if between[-1:] == ["to"] and between[-2:-1] and between[-2] in ("had", "having"):
            between = between[:-1]  # "900 families have had to leave Marib"
        if between[:1] == ["a"] and between[1:2] and between[1] in _SPANS:
            between = between[2:]  # "some 3,000 people a day are leaving Grozny"
        verb = self.lowers[self.phrases[i].start - 1]
        if between == ["to"] and verb in ALLOWING:
            between = []  # "a deal that allowed 900 people to leave the town"
        if between[:1] == [","] and "," in between[1:]:
            between = between[len(between) - between[::-1].index(",") :]  # ", a tenth of the population, have left"
        return between

    def _leaves_place(self, i: int, at: int) -> bool:
        """'4,500 people left eastern Aleppo'."""
        if self.lowers[self.phrases[i].start - 1 : self.phrases[i].start] == ["for"]:
            return False
        between = self._before_leaving(i, at)
        if between[-1:] in (["are"], ["were"], ["is"], ["was"], ["be"], ["been"]) and self.lowers[at] == "left":
            return False  # "only 900 people are left in the town"
        if self._is_gone(i, at):
            return not self._has_number(at) and not self._goes_home(at)
        if not all(w in AUXILIARIES or w in ADVERBS or w in ("(", ")") for w in between):
            return False
        named = self._names_left(at)
        if not named and self.lowers[at] in _REACHING:
            named = self._refuge(at, min(self.past, at + _PLACE_REACH), "flow") is not None
        return named and not self._has_number(at) and not self._goes_home(at)

    def _names_left(self, at: int) -> bool:
        """Whether a place stands behind a verb of leaving: "left eastern Aleppo", "reached the capital"."""
        texts = self.reader.tokens.texts
        long = "of" in self.lowers[at + 3 : at + 5] or "-" in self.lowers[at + 2 : at + 5]
        reach = _HALF_REACH if long else _PLACE_REACH  # "the eastern half of Bor", "the rebel-held town"
        return any(
            texts[n][:1].isupper() or self.lowers[n] in self.movement.left_place
            for n in range(at + 1, min(self.past, at + reach))
        )

    def _has_number(self, at: int) -> bool:
        """'left nine dead', but not 'left four besieged towns'."""
        other = self.starts.get(at + 1)
        if other is None:
            return False
        past = min(self.past, self.phrases[other].quantity.end + 4)
        return self.movement.left_place.isdisjoint(self.lowers[self.phrases[other].quantity.end : past])

    def _goes_home(self, at: int) -> bool:
        """'300 families left the camp and went back to their villages'."""
        for k in range(at + 1, min(self.past, at + _HOMEWARD)):
            if k in self.starts or self.lowers[k] in BARRIERS:
                return False
            if any(match.entry.measure == "returned" for match in self.triggers.get(k, ())):
                return self.lowers[k - 1] in ("and", "to")
        return False
