"""Whom the words for armed sides mean in this article's war.

Belongs here: one side for each mention of an actor, a state or a plain "militants", and which of them tell nothing.
Does not: which side a state is on (`states`), what a side did (`acts`, `agents`), whose men the counted are
(`belonging`).
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from pipeline.extract.annotate import Annotated
from pipeline.extract.lexicon import Match
from pipeline.extract.model import Place
from pipeline.extract.reference import ActorAlias, ActTerm, BreachTerm, PersonNoun
from pipeline.extract.states import home_side, side_in, side_of_state
from pipeline.extract.tokens import NUMBER, Tokens

# "RSF-allied" fights for the RSF; who is "-backed" by somebody may be on either side.
_FOLLOWING = ("-allied", "-aligned", "-affiliated", "-linked", "-led")
# Two states at war with each other: the government of neither is the war's own.
_RIVALS = (frozenset({"IND", "PAK"}),)
# "Soldiers who remained loyal to former president X": from those who follow to the one whom they follow.
_LOYAL = frozenset("loyal faithful answering answerable allied aligned affiliated linked".split())
_STAYING = frozenset("who that are were is was remain remained still".split())
_STAYING_REACH = 4
_LEADER_REACH = 7
_COUNT_REACH = 4
_FORCES = frozenset(
    "military troops soldiers forces jets warplanes artillery drones navy helicopters gunboats commandos".split()
)
_OFFICES = frozenset(
    "president vice-president prime ex-president government regime king warlord commander general".split()
)
_OUSTED = frozenset(
    "former ex ex-president ousted deposed toppled fugitive exiled rival warlord renegade rebel".split()
)
_ARMED = frozenset("warplanes jets planes aircraft tanks artillery units militias militia youths gangs thugs".split())
_TITLES = (
    _OFFICES
    | _OUSTED
    | frozenset(
        "the country's 's mr gen maj lt col . marshal field colonel leader strongman vice"
        " minister deputy military eastern northern southern western then embattled late".split()
    )
)
_PLACING = frozenset("in of from to near across for into at over on with and inside around".split())
_OF_WHAT = frozenset({"of", "for"})
_CHARGE_REACH = 4
_HAVING = frozenset({"has", "had", "have", "also"})
_OWNED = 4
# Where Turkey's "terrorists" are the PKK; in Syria they are others as well.
_OF_PKK = frozenset({"TUR", "IRQ"})
_INSURGENTS = frozenset({"islamic_state", "opposition"})
# "Al-Shabab, an armed group linked to al-Qaeda"
_TIES = frozenset("linked affiliated tied ties links affiliate branch offshoot".split())
_TO_PATRON, _PATRON_GAP = frozenset({"to", "with", "of"}), range(2, 9)
_GROUP_WORDS = frozenset("group organisation organization movement faction militia alliance network".split())
_NO_SUBJECT = frozenset(". , ; : on in at by and when after as late early since with ) from for overnight".split())
_WERE = frozenset({"was", "were"})
# What an adjective of a state may own: "French troops", "a Ugandan base".
_OWNED_BY_FORCES = frozenset({"unit", "position"})
# "On the rebel side", "government losses".
_LOSING_SIDE = frozenset({"side", "losses", "casualties"})
_ADJECTIVE_LINKS = frozenset({"and", "or", "/", "-", "&"})


class SideMention(NamedTuple):
    """A side (or a named group of it) at tokens `first` to `past`, in the reading that holds in this article."""

    first: int
    past: int
    side: str
    actor: str | None
    role: str
    kind: str


def parties(
    doc: Annotated, country: str | None, acts: list[Match[ActTerm]], breaches: list[Match[BreachTerm]]
) -> list[SideMention]:
    """The sides that an article names, in reading order, in the reading that holds in the war of `country`."""
    lowers = doc.tokens.lowers
    sides = _telling(_no_addresses(doc, _sides(doc, country)), lowers, acts, doc.persons, breaches)
    sides = _forces_of_states(doc, country, sides)
    sides = [*sides, *_states(doc, country, sides, acts, breaches), *_followers(doc, sides)]
    sides.sort(key=lambda side: side.first)
    sides = _loyal(doc, country, sides)
    sides = _rivals(doc, sides)
    return _militants(doc, country, _phrases(sides, lowers), acts)


def _sides(doc: Annotated, country: str | None) -> list[SideMention]:
    found: list[SideMention] = []
    best: Match[ActorAlias] | None = None
    for match in doc.actors:
        if match.entry.kind == "generic" and country is not None and match.entry.country not in (None, country):
            continue
        if best is not None and match.start != best.start:
            _keep(doc, found, best, country)
            best = None
        if best is None or _rank(match.entry, country) < _rank(best.entry, country):
            best = match
    if best is not None:
        _keep(doc, found, best, country)
    return found


def _no_addresses(doc: Annotated, sides: list[SideMention]) -> list[SideMention]:
    """Without states that only say in which country a town lies: "rockets hit Ashkelon, Israel on Friday"."""
    lowers = doc.tokens.lowers
    closing = [s for s in sides if s.role == "state" and s.first and lowers[s.first - 1] == ","]
    closing = [s for s in closing if not _NO_SUBJECT.isdisjoint(lowers[s.past : s.past + 1]) or s.past == len(lowers)]
    if not closing:
        return sides
    ends = {doc.tokens_of(place.start, place.end)[1] for place in doc.places}
    addresses = {s.first for s in closing if s.first - 1 in ends}
    return [s for s in sides if s.first not in addresses]


def _keep(doc: Annotated, found: list[SideMention], match: Match[ActorAlias], country: str | None) -> None:
    entry = match.entry
    if entry.side:
        side = side_in(doc, match, country) if entry.side == "government" and country is not None else entry.side
        found.append(SideMention(match.start, match.end, side, entry.actor, entry.role, entry.kind))


def _rank(entry: ActorAlias, country: str | None) -> tuple[int, int, int]:
    """Lower is better: the article's own war first, then no war in particular; the outlet's own words before others."""
    theatre = 0 if entry.country == country else 1 if entry.country is None else 2
    return theatre, 0 if entry.publishers else 1, 0 if entry.kind == "name" else 1


def _followers(doc: Annotated, sides: Sequence[SideMention]) -> list[SideMention]:
    """Those told by whom they follow: "RSF-allied militias", where the article names the RSF."""
    lowers = doc.tokens.lowers
    words = " ".join([*lowers, ""])
    if not any(f"{ending} " in words for ending in _FOLLOWING):
        return []
    joined = [k for k, word in enumerate(lowers) if word.endswith(_FOLLOWING)]
    taken = {spot for side in sides for spot in range(side.first, side.past)}
    named = {lowers[side.first]: side for side in sides if side.past - side.first == 1 and side.kind == "name"}
    return [
        leader._replace(first=k, past=k + 1, actor=None, kind="adjective")
        for k in joined
        if k not in taken and (leader := named.get(lowers[k].rsplit("-", 1)[0])) is not None
    ]


def _loyal(doc: Annotated, country: str | None, sides: list[SideMention]) -> list[SideMention]:
    """Armed men by whom they follow: "militiamen loyal to the president", "soldiers who are loyal to X"."""
    lowers = doc.tokens.lowers
    if _LOYAL.isdisjoint(lowers):
        return sides
    found: list[SideMention] = []
    for k in (k for k, word in enumerate(lowers[:-2]) if word in _LOYAL and lowers[k + 1] in {"to", "with"}):
        past = k
        while past > max(0, k - _STAYING_REACH) and lowers[past - 1] in _STAYING:
            past -= 1
        first = _head(doc, sides, past)
        leader = _leader(doc, country, sides, k + 2) if first is not None else None
        if first is not None and leader is not None:
            found.append(leader._replace(first=first, actor=None, role="armed", kind="name"))
    taken = {spot for side in found for spot in range(side.first, side.past)}
    return sorted([*found, *(side for side in sides if side.first not in taken)], key=lambda side: side.first)


def _head(doc: Annotated, sides: Sequence[SideMention], past: int) -> int | None:
    """Where the word for armed men or their arms begins that ends at a position, unless they are counted."""
    men = (m.start for m in doc.persons if m.end == past and m.entry.population == "combatants")
    first = next(men, next((side.first for side in sides if side.past == past and side.role == "armed"), None))
    first = past - 1 if first is None and doc.tokens.lowers[past - 1] in _ARMED else first
    return None if first is None or NUMBER in doc.tokens.kinds[max(0, first - _COUNT_REACH) : first] else first


def _leader(doc: Annotated, country: str | None, sides: Sequence[SideMention], first: int) -> SideMention | None:
    """The side whose leader is named at a position: by an actor's name, or as a president, in office or ousted."""
    lowers = doc.tokens.lowers
    named = next((s for s in sides if first <= s.first < first + _LEADER_REACH), None)
    past = named.first if named is not None else min(first + _LEADER_REACH, len(lowers))
    title = next((k for k in range(first, past) if not _is_title(doc, k)), past)
    if named is not None and title == past:
        return named
    if _OFFICES.isdisjoint(lowers[first:title]):
        return None
    side = home_side(country) if _OUSTED.isdisjoint(lowers[first:title]) else "opposition"
    while title < past and doc.tokens.texts[title][:1].isupper():
        title += 1
    return SideMention(first, title, side, None, "armed", "generic")


def _is_title(doc: Annotated, at: int) -> bool:
    """Whether a word only tells what a leader is or where: "the Syrian president", "eastern commander"."""
    start = doc.tokens.starts[at]
    return doc.tokens.lowers[at] in _TITLES or any(p.start <= start < p.end for p in (*doc.peoples, *doc.places))


def _forces_of_states(doc: Annotated, country: str | None, sides: list[SideMention]) -> list[SideMention]:
    """The forces of a state under its name: "Kenya's air force bombed a camp in Somalia"."""
    lowers = doc.tokens.lowers
    at = {side.first: side for side in sides}
    found: list[SideMention] = []
    for mention in doc.places:
        owner = mention.place.country
        if owner is None or mention.place.precision != "country":
            continue
        first, past = doc.tokens_of(mention.start, mention.end)
        if first in at or lowers[past : past + 1] not in (["'s"], ["’s"]):
            continue
        forces = at.get(past + 1)
        generic = forces is not None and (forces.kind, forces.role) == ("generic", "armed")
        if forces is not None and generic and forces.side == home_side(country):
            found.append(forces._replace(first=first, side=side_of_state(owner, country), kind="name"))
            sides = [side for side in sides if side is not forces]
        elif forces is None and lowers[past + 1 : past + 2] and lowers[past + 1] in _FORCES:
            found.append(SideMention(first, past + 2, side_of_state(owner, country), None, "armed", "name"))
    return sorted([*sides, *found], key=lambda side: side.first) if found else sides


def _states(
    doc: Annotated,
    country: str | None,
    sides: list[SideMention],
    acts: list[Match[ActTerm]],
    breaches: list[Match[BreachTerm]],
) -> list[SideMention]:
    """Countries that act or are accused under their bare names: "Pakistan shelled", "accused Pakistan of shelling"."""
    verbs = {m.start for m in acts if m.entry.form == "verb"}
    verbs |= {m.start for m in breaches if m.entry.form == "explicit"}
    charges = {m.end for m in breaches if m.entry.form == "accuse"}
    taken = {spot for side in sides for spot in range(side.first, side.past)}
    found: list[SideMention] = []
    for mention in doc.places:
        place = mention.place
        if place.country is None or not (place.precision == "country" or _is_capital(doc, place)):
            continue
        first, past = doc.tokens_of(mention.start, mention.end)
        charged = _is_charged(doc, first, past, charges)
        if not charged and (mention.in_group_name or place.precision != "country"):
            continue
        if first not in taken and (_acts(doc, first, past, verbs) or not charges.isdisjoint({first, first - 1})):
            found.append(SideMention(first, past, side_of_state(place.country, country), None, "state", "name"))
    return found


def _is_capital(doc: Annotated, place: Place) -> bool:
    known = doc.states.get(place.country or "")
    return known is not None and known.capital == place.name


def _is_charged(doc: Annotated, first: int, past: int, charges: set[int]) -> bool:
    """Whether a capital stands for its state: "accused Baku of shelling", "blamed Moscow for"."""
    return first in charges and not _OF_WHAT.isdisjoint(doc.tokens.lowers[past : past + _CHARGE_REACH])


def _acts(doc: Annotated, first: int, past: int, verbs: set[int]) -> bool:
    """Whether a name is the subject of the verb of an act: nothing before it makes it a place."""
    lowers = doc.tokens.lowers
    before = lowers[first - 1] if first else "."
    if before in _PLACING:
        return False
    at = past + 1 if past < len(lowers) and lowers[past] in _HAVING else past
    at += at + 1 < len(lowers) and at > past and lowers[at].endswith("ly")
    return at in verbs and not (at == past + 1 and lowers[at].endswith("ing"))


def _rivals(doc: Annotated, sides: list[SideMention]) -> list[SideMention]:
    """Both armies as "other" where two states fight each other in the places of both: the war is neither's own."""
    named = {m.entry.country for m in doc.actors if m.entry.country and m.entry.side == "government"}
    acting = {doc.tokens.starts[side.first] for side in sides if side.role == "state"}
    named.update(m.place.country or "" for m in doc.places if m.start in acting and m.place.precision == "country")
    fought_in = {m.place.country for m in doc.places if m.place.precision != "country" and not m.in_group_name}
    if not any(pair <= named and pair <= fought_in for pair in _RIVALS):
        return sides
    return [side._replace(side="other") if side.side == "government" else side for side in sides]


def _telling(
    sides: list[SideMention],
    lowers: list[str],
    acts: list[Match[ActTerm]],
    persons: list[Match[PersonNoun]],
    breaches: list[Match[BreachTerm]],
) -> list[SideMention]:
    """Without adjectives that own no act, breach, weapon or people ("al-Qaeda's Syrian affiliate")."""
    nouns = {m.start for m in acts if m.entry.act or m.entry.form in _OWNED_BY_FORCES} | {m.start for m in persons}
    nouns |= {m.start for m in breaches if m.entry.form == "explicit"}
    weapons = {m.end for m in acts if m.entry.form == "weapon"}
    starts = {side.first for side in sides if side.kind != "adjective"}
    sides = [side for side in sides if side.kind != "adjective" or not _is_of_others(side, lowers)]
    return [
        side
        for side in sides
        if side.kind != "adjective"
        or not nouns.isdisjoint(range(side.past, side.past + 3))
        or side.past in starts
        or (side.past < len(lowers) and lowers[side.past] in _ADJECTIVE_LINKS)
        or (side.role == "armed" and side.past < len(lowers) and lowers[side.past] in _LOSING_SIDE)
        or (side.first > 1 and lowers[side.first - 1] == "be" and lowers[side.first - 2] == "to")
        or (lowers[side.first - 1] in _WERE and side.first - 1 in weapons)  # "the jets were Russian"
    ]


def _is_of_others(side: SideMention, lowers: list[str]) -> bool:
    """Whether a body's name stands for a band of any others: "a coalition of armed groups", "of militias"."""
    return lowers[side.past : side.past + 1] == ["of"] and side.past - side.first == 1


def _phrases(sides: list[SideMention], lowers: list[str]) -> list[SideMention]:
    """Names with the plain words beside them as one mention ("Islamic State militants", "jihadists from Nusra").

    "Syrian rebels" are rebels: an adjective of the state yields to a word that names another side.
    """
    joined: list[SideMention] = []
    for side in sides:
        last = joined[-1] if joined else None
        if last is not None and side.kind == last.kind == "name" and _is_patron(last, side, lowers):
            continue
        if last is not None and side.kind == "name" and _owns(last, side, lowers):
            joined[-1] = side
        elif (
            last is not None
            and last.kind == "generic"
            and side.kind == "name"
            and _links(lowers, last.past, side.first)
        ) or (last is not None and side.kind == "name" and side.first == last.past and _is_group(last, lowers)):
            joined[-1] = side._replace(first=last.first)
        elif last is None or side.first > last.past or side.first < last.first or side.kind == "name":
            joined.append(side)
        elif last.kind == "adjective" and last.side == "government":
            joined[-1] = side._replace(first=last.first)
        else:
            joined[-1] = last._replace(past=max(last.past, side.past))
    return joined


def _is_patron(group: SideMention, side: SideMention, lowers: list[str]) -> bool:
    """Whether a name only tells whose friends another group's men are: "al-Shabab, a group linked to al-Qaeda"."""
    gap = lowers[group.past : side.first]
    return (
        len(gap) in _PATRON_GAP
        and gap[-1 - (gap[-1] == "the")] in _TO_PATRON
        and not _TIES.isdisjoint(gap[-3:])
        and "." not in gap
    )


def _owns(owner: SideMention, side: SideMention, lowers: list[str]) -> bool:
    """Whether a state only owns what another name tells: "Syria's al-Qaeda affiliate" does nothing for Syria."""
    gap = lowers[owner.past : side.first]
    possessive = lowers[owner.past - 1].endswith("s") or gap[:1] in (["'s"], ["’s"])
    return owner.role == "state" and possessive and len(gap) <= _OWNED and not _ADJECTIVE_LINKS & set(gap)


def _links(lowers: list[str], first: int, past: int) -> bool:
    return 1 <= past - first <= 2 and lowers[first] in {"from", "of"} and lowers[past - 1] in {"from", "of", "the"}


def _is_group(side: SideMention, lowers: list[str]) -> bool:
    """ "Militant group Islamic State" is one mention: a class word in the singular brings the name."""
    return side.kind == "generic" and lowers[side.past - 1] in _GROUP_WORDS


def _militants(
    doc: Annotated, country: str | None, sides: list[SideMention], acts: list[Match[ActTerm]]
) -> list[SideMention]:
    """Plain "militants" are Islamic State's where no other armed group against the state is named.

    "The militants" and "the extremist group" are so too right after Islamic State was named.
    """
    named = {side.side for side in sides if side.kind == "name"}
    kurdish = country in _OF_PKK and "kurdish_forces" in named and "turkey" in named and named.isdisjoint(_INSURGENTS)
    if "islamic_state" not in named and not kurdish:
        return sides
    tokens, lowers = doc.tokens, doc.tokens.lowers
    spots = {spot for match in acts if match.entry.form == "militant" for spot in range(match.start, match.end)}
    if kurdish:  # "Turkish jets hit PKK positions, killing nine terrorists"
        of_them = (s for s in sides if s.kind != "name" and s.side == "opposition" and s.first in spots)
        theirs = {side.first for side in of_them}
        return [side._replace(side="kurdish_forces") if side.first in theirs else side for side in sides]
    last = None if "opposition" in named else "islamic_state"
    told: list[SideMention] = []
    for side in sides:
        if side.kind == "name" and side.side in _INSURGENTS and "opposition" in named:
            last = last if _is_harmed(side, tokens) else side.side
        elif (
            last == "islamic_state"
            and side.kind != "name"
            and side.side == "opposition"
            and not spots.isdisjoint(range(side.first, side.past))
            and not are_terrorists_elsewhere(doc, side)
            and (
                "opposition" not in named or "the" in lowers[side.first - 2 : side.first] or _is_one_group(side, lowers)
            )
        ):
            side = side._replace(side="islamic_state")
        told.append(side)
    return told


def are_terrorists_elsewhere(doc: Annotated, side: SideMention) -> bool:
    """Whether "terrorists", the state's word for all its foes, are told of in no province where Islamic State is.

    "Terrorist groups shelled Aleppo. ... In Deir ez-Zor ISIS terrorists fired mortars": those of Aleppo are others.
    """
    if not any(word.startswith("terror") for word in doc.tokens.lowers[side.first : side.past]):
        return False
    theirs = _provinces_of_islamic_state(doc)
    here = _provinces_told(doc)[doc.sentence_at(doc.tokens.starts[side.first]).index]
    return bool(here) and theirs is not None and here.isdisjoint(theirs)


@lru_cache(maxsize=2)
def _provinces_of_islamic_state(doc: Annotated) -> frozenset[str] | None:
    """The provinces of which the sentences that name Islamic State tell; None where one of them tells of none."""
    told = _provinces_told(doc)
    at = {doc.sentence_at(doc.tokens.starts[m.start]).index for m in doc.actors if m.entry.side == "islamic_state"}
    where = [told[index] for index in at]
    return frozenset().union(*where) if all(where) else None


@lru_cache(maxsize=2)
def _provinces_told(doc: Annotated) -> list[frozenset[str]]:
    """The provinces that each sentence names, or else the last before it that names any."""
    named: defaultdict[int, set[str]] = defaultdict(set)
    for mention in doc.places:
        if mention.place.admin1 and not mention.in_group_name and not mention.dateline:
            named[doc.sentence_at(mention.start).index].add(mention.place.admin1)
    told: list[frozenset[str]] = []
    for sentence in doc.sentences:
        here = frozenset(named.get(sentence.index, ()))
        told.append(here or (told[-1] if told else frozenset()))
    return told


def _is_one_group(side: SideMention, lowers: list[str]) -> bool:
    """ "A jihadist group", told after a group's name, describes that group again."""
    return lowers[side.first - 1] in {"a", "an"} and lowers[side.past - 1] in _GROUP_WORDS


def _is_harmed(side: SideMention, tokens: Tokens) -> bool:
    """Whether a side is what was counted or attacked ("41 rebels", "against the rebels"): "the group" is another."""
    opening = max(0, side.first - 4)
    return (
        NUMBER in tokens.kinds[max(0, side.first - 2) : side.first] or "against" in tokens.lowers[opening : side.first]
    )
