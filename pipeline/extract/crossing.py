"""People on the move whom no word of displacement names: who left without a word for what, whom a country took in.

Belongs here: such readings and who can be so told of. Does not: leaving a named place and staying in a camp (`flight`),
the vocabulary (`movement`).
"""

from pipeline.extract.clause import BARRIERS, BE, Link
from pipeline.extract.grammar import ADVERBS, AUXILIARIES, HAVE
from pipeline.extract.sharing import SharedReadings
from pipeline.extract.toll_words import RAISES

# The rule of a link that holds only where the figures before it tell of displacement.
IN_CONTEXT = "hosted in context"
# "4,000 have left since Monday": what may follow a leaving of which no place is told.
_BEHIND_LEAVING = frozenset(", . ; ) since because as in over during after amid and so already alone daily".split())
# "Thousands packed their bags and left Goma": from the counted to the verb behind "and".
PREPARING = frozenset("packed pack packing grabbed gathered loaded locked closed shut collected boarded took".split())
_BEHIND_GONE = frozenset((",", ".", ";", "since"))
_PREPARING_REACH = 9
_GOING = frozenset("left leave leaving fled flee ran run departed headed went moved walked set".split())
_COME = frozenset(("come", "came", "got"))
_WENT = frozenset(
    "come came got gone went go moved headed travelled traveled continued walked walking trekked trekking".split()
)
_LEFT_TOO = frozenset(("went", "gone", "followed"))
_BEHIND_COMING = frozenset(", . ; ) and on by since with during over before at from the".split())
_ONWARD = frozenset(("to", "into", "for", "towards"))
# "bringing to 60,000 the number of people who have so far reached": from the noun to the verb.
_MOVED_HOME = frozenset(("moved", "trekked", "walked", "relocated", "shifted"))
# "To other parts of the country".
_ELSEWHERE = frozenset(("other", "neighbouring", "neighboring"))
_FROM_TO_REACH = 9
_COUNTED_REACH = 8
_CRAMMED_REACH = 10
# "Syrians", "Rohingya", "Yazidi", "Burmese", "Turkmen"
_PEOPLES = ("ns", "a", "i", "is", "ese", "ds", "bs", "ts", "ks", "men", "as", "ms", "es", "os")
_BEFORE_PEOPLE = frozenset(("of", "ethnic", "registered", "displaced", "uprooted", "mostly"))
_PARTS_OF_NAMES = frozenset("South North East West Central Sri Bosnian Burmese Crimean Sierra Congolese".split())
_WITH = frozenset(("at", "in", "with", "as"))
REGISTRARS = frozenset(
    "unhcr iom un u.n refugees displaced refugee idps camp camps shelter shelters commissioner screening reception "
    "transit point".split()
)
_SIGNED_IN = frozenset(("registered", "register", "received", "screened", "processed"))
_REGISTRAR_REACH = 7


class CrossingReadings(SharedReadings):
    """Leaving, being taken in and being registered, told without a place or a word of displacement."""

    def _are_dwellers(self, i: int) -> bool:
        """'residents', 'thousands', '2,300', '600 Rohingya': no fighters, and no things."""
        phrase = self.phrases[i]
        if phrase.head is not None:
            return phrase.head.word in self.movement.dweller or phrase.head.word[:1].isupper()
        if phrase.unknown is None:
            return not phrase.singular and (not phrase.partitive or phrase.of_whole is not None)
        return self._is_people(i)

    def _is_people(self, i: int) -> bool:
        """'600 Rohingya', '3.6 million Syrians': a people by its name."""
        phrase = self.phrases[i]
        if phrase.head is not None and phrase.head.plural and phrase.head.word[:1].isupper():
            return phrase.head.population == "all"  # "130,000 Syrian Kurds"
        if phrase.unknown is None or phrase.singular or phrase.quantity.value == 1:
            return False
        texts = self.reader.tokens.texts
        before = range(phrase.quantity.end, phrase.head_at)
        if not all(self.lowers[k] in _BEFORE_PEOPLE or texts[k] in _PARTS_OF_NAMES for k in before):
            return False
        return self.reader.tokens.texts[phrase.head_at][:1].isupper() and phrase.unknown.endswith(_PEOPLES)

    def _only_passes(self, i: int, link: Link | None) -> bool:
        """'Some 400 detainees escaped', 'hundreds of protesters fled tear gas': no homes are left."""
        head = self.phrases[i].head
        if link is None or link.measure != "displaced" or head is None or link.rule == "among":
            return False
        moved = link.term is None or link.term.form == "intransitive"
        return moved and head.word in self.movement.passing

    def _crammed(self, i: int) -> Link | None:
        """'35,000 people, most of them Christians, are crammed into the grounds of the mission'."""
        if not self._are_dwellers(i):
            return None
        for at in range(self.phrases[i].end, min(self.past - 1, self.phrases[i].end + _CRAMMED_REACH)):
            if self.lowers[at] in self.movement.crowding and self.lowers[at + 1] in ("into", "in", "inside", "at"):
                inside = self.lowers[at + 2 : min(self.past, at + _CRAMMED_REACH)]
                there = not self.movement.sanctuary.isdisjoint(inside)
                return Link("displaced", None, at, "leaving", basis="stock") if there else None
            if self.lowers[at] in BARRIERS or self.lowers[at] == ";":
                return None
        return None

    def _is_gone(self, i: int, at: int) -> bool:
        """'Two-thirds of the 30,000 people have left': the place is what the text is about."""
        if self.lowers[at] not in ("left", "departed", "gone") or not self._are_dwellers(i):
            return False
        between = self._between(i, at)
        if between[:1] and between[0] in (
            "of",
            "in",
            "from",
        ):  # "all 900 inhabitants of the village of Kirra have left"
            between = between[next((k for k, word in enumerate(between) if word in AUXILIARIES), 0) :]
        perfect = not HAVE.isdisjoint(between) and BE.isdisjoint(between)
        behind = _BEHIND_LEAVING if self.lowers[at] != "gone" else _BEHIND_GONE
        ends = at + 1 >= self.past or self.lowers[at + 1] in behind
        return perfect and ends and all(w in AUXILIARIES or w in ADVERBS for w in between)

    def _packs(self, i: int, at: int) -> Link | None:
        """'packed their bags and left', 'grabbed what they could and ran'."""
        if self.lowers[at] not in PREPARING or not self._are_dwellers(i):
            return None
        if not all(w in AUXILIARIES or w in ADVERBS for w in self._between(i, at)):
            return None
        for k in range(at + 1, min(self.past - 1, at + _PREPARING_REACH)):
            if self.lowers[k] == "and" and self.lowers[k + 1] in _GOING:
                return Link("displaced", None, k + 1, "leaving")
            if k in self.starts or (self.lowers[k] in BARRIERS and self.lowers[k] != "what"):
                return None
        return None

    def _went_on(self, i: int, at: int) -> Link | None:
        """'Another 22,000 have gone to Macedonia': where else the displaced told before went."""
        if self.lowers[at] not in _WENT or not self._are_dwellers(i):
            return None
        after = self.lowers[at + 1 : at + 3]
        out = self.lowers[at] in _COME and after[:1] in (["out"], ["in"], ["there"]) and self._ends_coming(at + 2)
        out = out or (self.lowers[at] in _LEFT_TOO and self._ends_coming(at + 1))  # "in the next village 90 went"
        out = out or after[:1] == ["abroad"]
        named = at + 2 < self.past and self.reader.tokens.texts[at + 2][:1].isupper()
        if not out and (not named or after[0] not in _ONWARD):
            return None
        between = self._between(i, at)
        if between[:1] == ["from"] and BARRIERS.isdisjoint(between) and "," not in between:
            between = between[next((k for k, w in enumerate(between) if w in AUXILIARIES), len(between)) :]
        told = all(w in AUXILIARIES or w in ADVERBS for w in between)
        camp = after[:1] == ["there"] and any(self._is_camp(k) for k in range(self.first, self.phrases[i].start))
        return Link("displaced", None, at, "leaving" if camp else IN_CONTEXT) if told else None

    def _is_camp(self, at: int) -> bool:
        return any(
            match.entry.form == "refuge" and match.entry.basis == "stock" for match in self.reader.triggers.get(at, ())
        )

    def _ends_coming(self, at: int) -> bool:
        """'Another 850 had come in, most of them on foot', 'a further 350 came there on Sunday'."""
        return at >= self.past or self.lowers[at] in _BEHIND_COMING

    def _resettled(self, i: int, at: int) -> Link | None:
        """'Some 3,000 persons have moved from Mogadishu to Afgooye'."""
        if self.lowers[at] not in _MOVED_HOME or self.lowers[at + 1 : at + 2] != ["from"] or not self._are_dwellers(i):
            return None
        if not all(w in AUXILIARIES or w in ADVERBS for w in self._between(i, at)):
            return None
        texts = self.reader.tokens.texts
        there = range(at + 3, min(self.past - 1, at + _FROM_TO_REACH))
        named = any(
            self.lowers[k] in _ONWARD and (texts[k + 1][:1].isupper() or self.lowers[k + 1] in _ELSEWHERE)
            for k in there
        )
        return Link("displaced", None, at, "leaving") if named and texts[at + 2][:1].isupper() else None

    def _brought_to(self, i: int) -> Link | None:
        """'bringing to 60,000 the number who have reached Albania'."""
        start, end = self.phrases[i].start, self.phrases[i].end
        if self.lowers[start - 1] != "to" or self.lowers[start - 2] not in RAISES or end + 2 >= self.past:
            return None
        at = end + (self.lowers[end] == "the")
        at += self.lowers[at] in ("total", "overall")
        if at >= self.past or self.lowers[at] not in ("number", "total", "tally", "count"):
            return None
        for k in range(at + 1, min(self.past, at + _COUNTED_REACH)):
            if k in self.starts or self.lowers[k] in (",", ";"):
                return None
            reached = self.lowers[k] in self.movement.leaving and self.lowers[at + 1] in ("who", "that", "of")
            if reached and k + 1 < self.past and self.reader.tokens.texts[k + 1][:1].isupper():
                return Link("displaced", None, k, "toll-number")
        return None

    def _signed_in(self, i: int) -> Link | None:
        """'4,000 families have registered at the camp', '900 people were registered as refugees'."""
        phrase = self.phrases[i]
        at = phrase.end
        while at < self.past and (self.lowers[at] in AUXILIARIES or self.lowers[at] in ADVERBS):
            at += 1
        if at + 1 >= self.past or self.lowers[at] not in _SIGNED_IN or not self._are_dwellers(i):
            return None
        after = self.lowers[at + 1 : min(self.past, at + 1 + _REGISTRAR_REACH)]
        if after[0] not in _WITH or REGISTRARS.isdisjoint(after):
            return None
        return Link("displaced", None, at, "leaving")
