"""Where an act that breaks a truce took place: the place that it hit, its front, the war's country.

Belongs here: the places of one act under the truces of its article. Does not: places of acts as such (`situate`),
whether the act breaks a truce (`violations`), where bare statements of breach hold (`statements`).
"""

from itertools import pairwise

from pipeline.extract.acts import Act
from pipeline.extract.binding import Binding
from pipeline.extract.breaches import Characterisation
from pipeline.extract.lexicon import Match
from pipeline.extract.model import Place
from pipeline.extract.reference import BreachTerm
from pipeline.extract.scene import Placed, Scene
from pipeline.extract.situate import places_of
from pipeline.extract.spots import places_in
from pipeline.extract.statements import Statements
from pipeline.extract.theatre import is_digest
from pipeline.extract.time import TimeMention
from pipeline.extract.tokens import NUMBER

_AIM_REACH = 12
_TIMES_REACH = 8
_HOME_SENTENCES = 8
# "Along the line of contact", "in the conflict zone".
_FRONTS = frozenset(
    {
        ("conflict", "zone"),
        ("contact", "line"),
        ("of", "contact"),
        ("of", "control"),
        ("combat", "zone"),
        ("war", "zone"),
    }
)
_DIRECTIONS = frozenset({"direction", "directions"})
_FRONT_REACH = 10
# Acts in more provinces than these are told as the whole war's.
_SEVERAL = 3
_MANY = frozenset({"many", "several", "various", "numerous"})
_AREAS = frozenset({"areas", "parts", "places", "provinces", "regions"})
_SUCH = frozenset({"including", "such", "like", "among"})


class BreachPlaces:
    """Asked for the places of acts, with the truces of their article."""

    def __init__(self, scene: Scene, binding: Binding, statements: Statements) -> None:
        self.scene = scene
        self.doc = scene.doc
        self.binding = binding
        self.statements = statements

    def told(
        self, act: Act, how: Characterisation, own: TimeMention | None, listed: Match[BreachTerm] | None
    ) -> list[tuple[Place | None, str]]:
        """The places of an act, each with how it is known."""
        if (listed is not None or sums_up(act, how, own)) and not self.scene.places.of(act.sentence):
            return [self.statements.whole_country()]
        if self.is_at_front(act) or (is_counted(self.scene, act) and not self.are_told(act)):
            return [self.statements.area_of(self.binding.nearest(act.first))]
        if how == "inferred" and self._is_everywhere(act):
            return [(self.statements.whole_country()[0], "one of many places in its sentence")]
        aimed = self._aimed_at(act)
        if aimed is not None:
            return [(aimed.mention.place, f"«{aimed.mention.surface}», which it hit, in its sentence")]
        if (country := self._in_country(act)) is not None:
            return [(country.mention.place, f"«{country.mention.surface}» in its sentence")]
        if own is not None and self._sums_truce(act, own):
            return [self.statements.whole_country()]
        found = places_of(self.doc, act.sentence, act.first, act.past)
        if len({place.admin1 for place, _ in found if place is not None}) > _SEVERAL:
            return [self.statements.whole_country()]
        return [self._in_the_war(act, *self._finer(act, place, trace)) for place, trace in found]

    def is_at_front(self, act: Act) -> bool:
        """Whether an act is told of the whole front and no place on it: "shelling along the contact line"."""
        sentence = self.doc.sentences[act.sentence]
        if places_in(self.scene, act.sentence):
            return False
        words = self.doc.tokens.lowers[act.past : min(sentence.past, act.past + _FRONT_REACH)]
        return not _DIRECTIONS.isdisjoint(words) or any(pair in _FRONTS for pair in pairwise(words))

    def _in_country(self, act: Act) -> Placed | None:
        """The country in which fighting is told to go on, where its sentence names nothing else: "clashes in Yemen"."""
        here = self.scene.places.of(act.sentence)
        if len(here) != 1 or here[0].mention.place.precision != "country" or act.act != "clash":
            return None
        lowers, at = self.doc.tokens.lowers, here[0].first - 1
        inside = lowers[at] == "in" and at in (act.past, act.past - 2)
        return here[0] if inside or act.first < here[0].first < act.past else None

    def _sums_truce(self, act: Act, own: TimeMention) -> bool:
        """Whether an act is all that was done since a country's truce: "raids have killed 28 since it took effect"."""
        truce = self.binding.nearest(act.first)
        since = own.kind == "truce" or (own.kind == "since" and own.first == truce.holds_from)
        return since and not (truce.area or self.are_told(act))

    def _finer(self, act: Act, place: Place | None, trace: str) -> tuple[Place | None, str]:
        """The one province that a sentence names with a country: "in Indian Kashmir, troops from India fired"."""
        if place is None or place.precision != "country":
            return place, trace
        inside = [p for p in places_in(self.scene, act.sentence) if p.mention.place.country == place.country]
        inside = [p for p in inside if p.mention.place.admin1]
        if len({p.mention.place.admin1 for p in inside}) != 1:
            return place, trace
        return inside[0].mention.place, f"«{inside[0].mention.surface}» in its sentence"

    def are_told(self, act: Act) -> bool:
        """Whether its sentence names more than a country."""
        return any(p.mention.place.precision != "country" for p in self.scene.places.of(act.sentence))

    def _is_everywhere(self, act: Act) -> bool:
        """Whether the places of an act are only some of its many: "fighting goes on in many areas, including Homs"."""
        sentence = self.doc.sentences[act.sentence]
        words = self.doc.tokens.lowers[act.past : min(sentence.past, act.past + _AIM_REACH)]
        areas = next((k for k, word in enumerate(words) if word in _AREAS and k and words[k - 1] in _MANY), None)
        return areas is not None and not _SUCH.isdisjoint(words[areas + 1 : areas + 3])

    def _aimed_at(self, act: Act) -> Placed | None:
        """The place behind "on" or "at" that an act is told to hit, where another stands before the act."""
        sentence = self.doc.sentences[act.sentence]
        here = places_in(self.scene, act.sentence)
        before = [p for p in here if p.past <= act.first]
        after = next((p for p in here if p.first >= act.past), None)
        into = after is not None and self.doc.tokens.lowers[after.first - 1] == "into"
        if not (before or into) or after is None or after.first > min(sentence.past, act.past + _AIM_REACH):
            return None
        same_clause = self.scene.bars[after.first] == self.scene.bars[act.past - 1]
        words = self.doc.tokens.lowers[act.past : after.first]
        if not same_clause or words[:1] not in (["on"], ["at"], ["against"], ["into"]) or "and" in words:
            return None
        if into:
            return after  # "fired rockets into Israel"
        return after if after.mention.place.admin1 != before[-1].mention.place.admin1 else None

    def _in_the_war(self, act: Act, place: Place | None, trace: str) -> tuple[Place | None, str]:
        """The place itself, or the nearest in the truce's country where it lies in a country without one."""
        if is_digest(self.scene):
            return place, trace
        homes = {country for t in self.binding.truces for country in t.countries}
        if place is None or place.country is None or not homes - {None} or place.country in homes:
            return place, trace
        told_here = trace.endswith("in its sentence")
        for k in range(act.sentence, max(-1, act.sentence - (1 if told_here else _HOME_SENTENCES)), -1):
            for placed in sorted(places_in(self.scene, k), key=lambda p: abs(p.first - act.first)):
                home = placed.mention.place
                if home.precision != "country" and home.country in homes:
                    return home, f"«{placed.mention.surface}», in the truce's country"
        return place, trace


def is_counted(scene: Scene, act: Act) -> bool:
    """Whether it is counted how often an act was done: "opened fire on positions 61 times"."""
    lowers, past = scene.doc.tokens.lowers, scene.doc.sentences[act.sentence].past
    near = lowers[act.past : min(past, act.past + _TIMES_REACH)]
    return "times" in near and scene.doc.tokens.kinds[act.past + near.index("times") - 1] == NUMBER


def sums_up(act: Act, how: Characterisation, own: TimeMention | None) -> bool:
    """Attacks stepped up ever since the truce took effect are a sum of breaches, not one."""
    return how == "explicit" and act.act_word == "attack" and own is not None and own.kind in {"truce", "since"}
