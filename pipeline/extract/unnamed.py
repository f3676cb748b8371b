"""Who a number without a noun counts: "six others", "the toll among the soldiers", "killing 15".

Belongs here: reading them from what stands before the number. Does not: nouns that say it themselves (`people`).
"""

from collections.abc import Sequence

from pipeline.extract.ages import are_under_age
from pipeline.extract.annotate import Annotated
from pipeline.extract.belonging import (
    Counted,
    Identity,
    loser,
    side_meant,
    side_of,
)
from pipeline.extract.boasts import of_boast
from pipeline.extract.clause import HARMED, INCLUSION, MOVED, SAYING, Link
from pipeline.extract.demonyms import people_between
from pipeline.extract.grammar import ITS
from pipeline.extract.nouns import NounReader, Phrase
from pipeline.extract.numerals import NUMBER_WORDS
from pipeline.extract.own_men import HIS, owner, side_of_officer
from pipeline.extract.parties import SideMention
from pipeline.extract.scene import scene_of
from pipeline.extract.states import side_of_state
from pipeline.extract.struck import those_struck
from pipeline.extract.tokens import MARK, NUMBER, POSSESSIVE
from pipeline.extract.toll_words import COUNTS, REACHED, ROSE, STANDS

# The rule of a number that repeats what was counted before.
RETOLD = "figure told again"
# Heads that name nobody: "six others", "15 injured".
UNNAMED = frozenset(("others", "dead", "wounded", "injured"))
AMONG = frozenset(("among", "of"))
SUFFERING = frozenset(("suffered", "suffering", "sustained", "lost"))
_LOSSES = " losses"
# Losses in which anybody may be counted: "its losses", "human losses".
_OF_ANYBODY = frozenset(("its", "their", "own", "human"))
MILITARY = frozenset(("military", "battlefield", "combat"))
OWN_REACH = 4
SIDE_REACH = 6
CALLED_CIVILIANS = ("civilian", "civilians", "citizen", "citizens", "non-combatants")
ON = (["on"], ["from"])
# "suffered heavy casualties in the fighting, with 37 dead"
SUFFERING_REACH = 12
LOSSES = frozenset(("losses", "casualties", "dead", "casualty"))
WITHIN, RANKS_OF = frozenset(("among", "in", "from", "within")), frozenset("ranks troops forces fighters men".split())
# "Twenty rebels were arrested and five killed": from a number back to the noun of the one before.
CLAUSE_REACH = 12
_UNCOUNTED = frozenset("no several many some most few number others".split())
# From "84 civilian casualties" to the dead among them.
CASUALTIES_REACH = 20
# From "four of whom" back to the noun that it points to.
ANTECEDENT_REACH = 9
MEN = frozenset(("men", "troops", "people", "forces"))
ADDING = frozenset(("another", "further"))
# From "number of" to the noun of those it counts, or to the harm word behind it.
NUMBERED_REACH = 8
DOERS_FOLLOW = frozenset(("by", "since", "when", "after", "as"))
TOLLS = ("toll", "object-noun")
# "the toll of the army now stands at": what goes on behind a side that owns a toll.
BEHIND_SIDE = ROSE | REACHED | STANDS | frozenset("now has had have is was were at to killed".split())
# Figures before "the toll" that tell whom it counts.
TOLD_REACH = 3
RESTRICTING = SAYING - {"according"} | {"only", "just", "that", "merely"}
# "Eight dead from the raids on the town on Friday, all of them civilians": from the number to "all".
ASIDE_REACH = 12
ASIDE, ALL_OF = frozenset((",", "(", "–", "—")), frozenset(("of", "civilian", "civilians"))
_LEADERS = frozenset("commander leader chief commanders leaders".split())
# Verbs with which somebody else brings a count of his own.
COUNTING = frozenset("counted counts recorded records registered documented listed tallied verified".split())


def of_unnamed(
    doc: Annotated,
    reader: NounReader,
    phrase: Phrase,
    link: Link,
    here: Sequence[Counted],
    earlier: Sequence[Counted],
) -> Identity | None:
    """Who a number without a noun counts, by what stands before it."""
    if phrase.partitive and phrase.head is None and are_under_age(doc.tokens, phrase.end):
        return Identity("children", None, None, "under age")
    told = (
        _of_antecedent(doc, reader, phrase, here)
        or on_side(doc, phrase, link)
        or _told_before(doc, reader, phrase, link)
        or _of_casualties(doc, reader, phrase, link)
        or _retold(link, here, earlier)
    )
    if told is None and (phrase.pronoun or phrase.partitive or not here):
        told = those_struck(doc, reader, phrase, link, earlier)
    own = not here or "own" in doc.tokens.lowers[max(0, phrase.start - OWN_REACH) : phrase.start]
    if told is None and own and link.rule.startswith((*TOLLS, "head-noun")):
        told = _own_dead(doc, phrase) or (same_dead(link, earlier) if link.rule.startswith(TOLLS) else None)
    if told is None and not here and not phrase.partitive:
        told = _of_clause_before(doc, reader, phrase) or of_boast(doc, phrase, link, earlier)
    if told is not None or link.rule.startswith("toll"):
        return told
    if "among" in doc.tokens.lowers[max(0, phrase.start - 2) : phrase.start]:
        return None  # "three nurses were among the 19 killed", of whom it is not told who they were
    if here and _counted_anew(doc.tokens.lowers[here[-1].phrase.end : phrase.start]):
        return None
    copied = _elliptical(doc.tokens.lowers, phrase, link.measure, here, earlier)
    if copied is None or (link.measure in MOVED and copied.measure not in MOVED and not phrase.partitive):
        return None  # "70 rebels were killed and 3,000 fled"
    return Identity(copied.population, copied.affiliation, copied.actor, "as the figure before it")


def on_side(doc: Annotated, phrase: Phrase, link: Link) -> Identity | None:
    """'37 dead on the regime side', '12 died on the army's side and nine on the rebels'': fighters of that side."""
    words, end = doc.tokens.lowers, phrase.end + (doc.tokens.lowers[phrase.end : phrase.end + 1] == ["more"])
    if words[end : end + 1] not in ON and link.term is not None and end <= link.term_at <= end + OWN_REACH:
        end = link.term_at + len(link.term.term.split())
    lowers = words[end : end + SIDE_REACH]
    if lowers[:1] not in ON:
        return None
    past = end + (lowers.index("side") if "side" in lowers else SIDE_REACH)
    sides = scene_of(doc).sides.between(end + 1, past)
    if not sides or not ("side" in lowers or _owns(doc, sides[0].past)):
        return None
    return Identity("combatants", sides[0].side, sides[0].actor, "on one side")


def _of_antecedent(doc: Annotated, reader: NounReader, phrase: Phrase, here: Sequence[Counted]) -> Identity | None:
    """'The rebels had shelled his soldiers at Wau, four of whom were wounded': some of the people told right before."""
    lowers = doc.tokens.lowers
    them = phrase.partitive and "them" in lowers[phrase.start : phrase.end + 1]
    if not them and not (phrase.pronoun and "whom" in lowers[phrase.start : phrase.end]):
        return None
    low = max(doc.sentence_at(doc.tokens.starts[phrase.start]).first, phrase.start - ANTECEDENT_REACH)
    at = next((k for k in range(phrase.start - 1, low - 1, -1) if k in reader.persons), low)
    noun = reader.persons.get(at)
    if noun is None or not noun.entry.plural or noun.entry.measure or (here and here[-1].phrase.end > at):
        return None
    if them:
        if noun.entry.population != "civilians" or phrase.head is not None:
            return None
        return Identity("civilians", None, None, f"«{noun.entry.word}» told before")
    men = lowers[at - 1] in HIS and (noun.entry.word in MEN or noun.entry.population == "combatants")
    if men:
        served = side_of_officer(doc, at)
        return Identity("combatants", served and served.side, served and served.actor, "men of an officer")
    if noun.entry.population != "combatants":
        return None
    side = next((s for s in scene_of(doc).sides.between(max(0, at - 3), noun.end) if s.past >= at), None)
    told = side_meant(doc, side) if side is not None else side_of(doc, noun.entry, phrase)
    return Identity("combatants", told, side and side.actor, f"«{noun.entry.word}» told before")


def _owns(doc: Annotated, at: int) -> bool:
    """'nine on the rebels'': an owner's ending with nothing owned behind it."""
    tokens = doc.tokens
    owner = tokens.kinds[at : at + 1] == [POSSESSIVE] or tokens.texts[at : at + 1] in (["'"], ["’"])
    return owner and tokens.kinds[at + 1 : at + 2] in ([], [MARK])


def _of_casualties(doc: Annotated, reader: NounReader, phrase: Phrase, link: Link) -> Identity | None:
    """'84 civilian casualties, 31 killed and 53 injured': the dead and the hurt of those."""
    if link.measure not in HARMED:
        return None
    low = max(doc.sentence_at(doc.tokens.starts[phrase.start]).first, phrase.start - CASUALTIES_REACH)
    words = doc.tokens.lowers[low : phrase.start]
    if "casualties" not in words:
        return None
    at = low + len(words) - 1 - words[::-1].index("casualties")
    noun = reader.persons.get(at - 1)
    if noun is None or noun.entry.population not in ("civilians", "children", "women"):
        return None
    return Identity(noun.entry.population, None, None, f"«{noun.entry.word} casualties»")


def _of_clause_before(doc: Annotated, reader: NounReader, phrase: Phrase) -> Identity | None:
    """'220 rebels surrendered and 40 were killed': some of those counted before, whom nothing befell."""
    lowers, kinds = doc.tokens.lowers, doc.tokens.kinds
    low = max(doc.sentence_at(doc.tokens.starts[phrase.start]).first, phrase.start - CLAUSE_REACH)
    start = phrase.start
    while start > low and lowers[start - 1] in RESTRICTING:
        start -= 1  # "denied that 30 of its men had died, saying that only four"
    if lowers[start - 1 : start] not in (["and"], ["but"], [","], [";"]):
        return None
    at = next((k for k in range(start - 1, low - 1, -1) if k in reader.persons), low)
    noun = reader.persons.get(at)
    if noun is None or not noun.entry.plural or noun.entry.measure or noun.entry.population == "all":
        return None
    # "No soldiers died, 19 were hurt", "several soldiers were killed and 16 others wounded"
    near = range(max(low - 3, at - 4, 0), at)
    counted = any(kinds[k] == NUMBER or lowers[k] in NUMBER_WORDS or lowers[k] in _UNCOUNTED for k in near)
    if not counted or noun.end >= start - 1:
        return None
    side = next((s for s in scene_of(doc).sides.between(max(0, at - 3), noun.end) if s.past >= at), None)
    told = side.side if side is not None else side_of(doc, noun.entry, phrase)
    fighters = noun.entry.population == "combatants"
    return Identity(noun.entry.population, told if fighters else None, None, f"«{noun.entry.word}» counted before")


def _told_before(doc: Annotated, reader: NounReader, phrase: Phrase, link: Link) -> Identity | None:
    """'the toll among the soldiers has reached 480', 'the group suffered three dead'."""
    lowers = doc.tokens.lowers
    military = link.term is None and lowers[link.term_at - 1] in MILITARY
    if military or _are_military(link):
        named = next(iter(scene_of(doc).sides.between(max(0, link.term_at - 1), link.term_at + 2)), None)
        of_side = not military and lowers[link.term_at] not in MILITARY  # "rebel losses", "enemy losses"
        whose = named if of_side else owner(doc, phrase)
        return Identity("combatants", whose and whose.side, whose and whose.actor, "military losses")
    kind = reader.persons.get(link.term_at - 1) if link.rule.startswith("toll") else None
    if kind is not None and kind.entry.population == "civilians":
        return Identity("civilians", None, None, f"«{kind.entry.word}» deaths")
    if phrase.start and lowers[phrase.start - 1] in SUFFERING:
        side = loser(doc, link._replace(term_at=phrase.start - 1))
        return Identity("combatants", side.side, side.actor, "of the group that lost them") if side else None
    if (side_hurt := _suffering(doc, phrase, link)) is not None:
        return Identity("combatants", side_hurt.side, side_hurt.actor, "of the group that suffered losses")
    if (side_lost := _side_of_toll(doc, phrase, link)) is not None:
        return side_lost
    counted = link.rule.startswith("toll") or lowers[phrase.end : phrase.end + 3] == ["the", "number", "of"]
    numbered = _numbered(doc, reader, phrase, link) if counted else None
    if numbered is not None:
        return numbered
    for at in range(phrase.start - 1, link.term_at - 1, -1) if link.rule.startswith("toll") else ():
        noun = reader.persons.get(at)
        if noun is not None and noun.entry.plural and noun.entry.measure is None and AMONG & set(lowers[at - 3 : at]):
            if noun.entry.population == "all":
                return None
            fighters = noun.entry.population == "combatants"
            theirs = side_of(doc, noun.entry, phrase) if fighters else None
            return Identity(noun.entry.population, theirs, None, f"«{noun.entry.word}» of the toll")
    return None


def _are_military(link: Link) -> bool:
    """'Combat losses', 'rebel losses stand at 40': those of a side that fights."""
    term = link.term.term if link.term is not None else ""
    return term.endswith(_LOSSES) and term.removesuffix(_LOSSES) not in _OF_ANYBODY


def _suffering(doc: Annotated, phrase: Phrase, link: Link) -> SideMention | None:
    """The side of 'The rebels suffered heavy casualties, with 37 dead'."""
    low = max(doc.sentence_at(doc.tokens.starts[phrase.start]).first, phrase.start - SUFFERING_REACH)
    words = doc.tokens.lowers[low : phrase.start]
    verb = next((k for k, word in enumerate(words) if word in SUFFERING), None)
    if verb is None or LOSSES.isdisjoint(words[verb + 1 :]):
        return None
    return loser(doc, link._replace(term=None, term_at=low + verb))


def _side_of_toll(doc: Annotated, phrase: Phrase, link: Link) -> Identity | None:
    """'The fatalities of the army now stand at 19', 'the toll on the rebel side rose to 40': fighters of that side."""
    if not link.rule.startswith("toll") or link.term is None:
        return None
    lowers, start = doc.tokens.lowers, link.term_at + len(link.term.term.split())
    if lowers[start : start + 1] not in (["of"], ["among"], ["on"], ["in"], ["for"]):
        return None
    side = next(iter(scene_of(doc).sides.between(start + 1, min(phrase.start, start + SIDE_REACH))), None)
    if side is None and (state := _state_of_side(doc, start)) is not None:
        return Identity("combatants", state, None, "the toll of a state's side")
    if side is None or set(lowers[start + 1 : side.first]) - {"the", "its", "own"}:
        return None
    past = side.past + (lowers[side.past : side.past + 1] in (["side"], ["forces"], ["ranks"], ["troops"]))
    armed = side.role == "armed" or past > side.past
    tells = lowers[past : past + 1] == ["'s"] or past >= phrase.start or lowers[past] in BEHIND_SIDE
    return Identity("combatants", side.side, side.actor, "the toll of a side") if armed and tells else None


def _state_of_side(doc: Annotated, start: int) -> str | None:
    """'The death toll on the Ukrainian side': the state's men."""
    words = doc.tokens.lowers[start : start + SIDE_REACH]
    people = people_between(doc, start, start + words.index("side")) if "side" in words else None
    if people is None or people.place.country is None:
        return None
    return side_of_state(people.place.country, scene_of(doc).country)


def _numbered(doc: Annotated, reader: NounReader, phrase: Phrase, link: Link) -> Identity | None:
    """'the number of rebels killed has risen to 39', 'updated to 31 its count of the rebels killed'."""
    lowers = doc.tokens.lowers
    low, past = max(0, min(link.term_at, phrase.start) - NUMBERED_REACH), link.term_at + NUMBERED_REACH
    of = (k for k in range(low + 1, min(past, len(lowers))) if lowers[k] == "of" and lowers[k - 1] in COUNTS)
    number = next(of, 0) - 1
    if number < 0 or doc.sentence_at(doc.tokens.starts[phrase.start]).first > number:
        return None
    words = lowers[number : number + NUMBERED_REACH]
    # "killed by soldiers", "dead since soldiers came", "the toll of 21 includes soldiers"
    past = next((k for k, word in enumerate(words) if word in DOERS_FOLLOW or word in INCLUSION), NUMBERED_REACH)
    near = range(number + 2, number + past)
    noun = next((m for at in near if (m := reader.persons.get(at)) is not None and m.entry.plural), None)
    if noun is None or noun.entry.measure is not None:
        return None
    if noun.entry.population == "all":
        return Identity("all", None, None, "the number of people")  # "brings to four the number of people killed"
    sides = {s.side for s in scene_of(doc).sides.between(number, noun.end)}
    told = sides.pop() if len(sides) == 1 else None if sides else side_of(doc, noun.entry, phrase)
    side = told if noun.entry.population == "combatants" else None
    return Identity(noun.entry.population, side, None, f"the number of «{noun.entry.word}»")


def _retold(link: Link, here: Sequence[Counted], earlier: Sequence[Counted]) -> Identity | None:
    """'Ten civilians died, the army said. The union counted 14': those of the figure that it repeats."""
    if link.rule != RETOLD:
        return None
    last = next(
        (
            f
            for f in reversed([*earlier[-TOLD_REACH:], *here])
            if f.measure == link.measure and not f.included and f.parent is None
        ),
        None,
    )
    return Identity(last.population, last.affiliation, last.actor, "as the figure it repeats") if last else None


def _own_dead(doc: Annotated, phrase: Phrase) -> Identity | None:
    """'The militia put the number of its own dead at 97'."""
    lowers = doc.tokens.lowers
    words, behind = lowers[max(0, phrase.start - OWN_REACH) : phrase.start], lowers[phrase.end : phrase.end + 3]
    # "listed eight dead among their troops"
    ranks = len(behind) > 2 and behind[0] in WITHIN and behind[1] in ITS and behind[2] in RANKS_OF
    if "own" not in words and not ranks and not are_own_losses(lowers, phrase):
        return None
    side = owner(doc, phrase)
    return Identity("combatants", side.side, side.actor, "its own dead") if side is not None else None


def are_own_losses(lowers: Sequence[str], phrase: Phrase) -> bool:
    """'The rebels put their losses at 12 fighters'."""
    words = lowers[max(0, phrase.start - OWN_REACH) : phrase.start]
    return not LOSSES.isdisjoint(words) and not ITS.isdisjoint(words)


def same_dead(link: Link, earlier: Sequence[Counted]) -> Identity | None:
    """'The monitor put the number of dead at 80': the fighters, where all the dead told before are those."""
    told = [f for f in earlier[-TOLD_REACH:] if f.measure == link.measure]
    sides = {(f.population, f.affiliation, f.actor) for f in told if not f.included}
    if len(sides) != 1 or told[-1].population != "combatants":
        return None
    return Identity(*sides.pop(), "as the figures before it")


def _counted_anew(between: Sequence[str]) -> bool:
    """'The army said two soldiers died, and medics counted nine dead': whom others count is not told."""
    return not COUNTING.isdisjoint(between)


def _elliptical(
    lowers: Sequence[str], phrase: Phrase, measure: str, here: Sequence[Counted], earlier: Sequence[Counted]
) -> Counted | None:
    """'five civilians were killed and 20 injured', 'six others', '22 of them': who the figure before it counted."""
    if here:
        if here[-1].phrase.of_whole is not None and here[-1].phrase.of_whole == phrase.quantity.start:
            return None  # "nine of the 12 dead were soldiers"
        if not here[-1].included and _joins(lowers, here[-1].phrase, phrase):
            return None  # "two policemen and four others were killed"
        previous = here[-1] if phrase.partitive else next((f for f in reversed(here) if not f.included), here[-1])
        more = "more" in lowers[phrase.quantity.end : phrase.end + 1]
        alike = phrase.partitive or phrase.singular or more  # "wounding two cooks and killing a third"
        if previous.population == "civilians" and not alike and (_by_trade(previous) or _told_aside(lowers, previous)):
            return None  # "three pilgrims died and dozens were hurt"
        if previous.population in ("children", "women") and phrase.singular and _is_another(lowers, phrase):
            return previous  # "a girl was killed and another wounded"
        if phrase.head is None or previous.population in ("civilians", "combatants"):
            return previous if previous.population not in ("children", "women") or phrase.partitive else None
        return None
    others = (phrase.head is not None and phrase.head.word == "others") or _is_another(lowers, phrase)
    others = others and not _of_several_kinds(earlier)
    more = phrase.head is None and lowers[phrase.quantity.end : phrase.quantity.end + 1] == ["more"]
    more = more and not (earlier and earlier[-1].included)
    others = others or (more and bool(earlier) and earlier[-1].measure == measure)  # "20 more were executed"
    if (phrase.partitive or others) and earlier and earlier[-1].population in ("civilians", "combatants"):
        return earlier[-1]
    fewer = phrase.pronoun and earlier and phrase.quantity.value < earlier[-1].phrase.quantity.value
    if fewer and earlier[-1].population in ("children", "women"):
        return earlier[-1]
    return None


def _joins(lowers: Sequence[str], before: Phrase, phrase: Phrase) -> bool:
    """Whether "others" stand in one breath with those before them, who did not lead them."""
    if (
        phrase.head is None
        or phrase.head.word != "others"
        or (before.head is not None and before.head.word in _LEADERS)
    ):
        return False
    return lowers[before.end : phrase.start] in (["and"], [",", "and"], [","])


def _of_several_kinds(earlier: Sequence[Counted]) -> bool:
    """'A girl was killed and six policemen hurt. Some 25 others ...': anybody, behind people of two kinds."""
    if len(earlier) < 2:
        return False
    last, before = earlier[-1], earlier[-2]
    near = last.phrase.start - before.phrase.end <= CLAUSE_REACH
    return near and not last.included and last.population != before.population


def _is_another(lowers: Sequence[str], phrase: Phrase) -> bool:
    """'Another 14 were hurt', 'a further 32 were injured', 'and another was wounded'."""
    return not ADDING.isdisjoint(lowers[max(0, phrase.start - 1) : phrase.quantity.end])


def _told_aside(lowers: Sequence[str], told: Counted) -> bool:
    """'Eight dead, all of them civilians, and 22 wounded': what is said of all the first."""
    head, near = told.phrase.head, range(told.phrase.end, min(len(lowers) - 2, told.phrase.end + ASIDE_REACH))
    if head is not None and head.population != "all":
        return False
    return any(lowers[k + 1] == "all" and lowers[k] in ASIDE and lowers[k + 2] in ALL_OF for k in near)


def _by_trade(told: Counted) -> bool:
    """'Seven pupils', 'a priest': civilians by what they do, beside whom anyone may be hurt."""
    head = told.phrase.head
    return head is not None and head.measure not in HARMED and not head.word.endswith(CALLED_CIVILIANS)


def is_unnamed(phrase: Phrase) -> bool:
    """Whether nothing in a phrase names those it counts."""
    head = phrase.head
    return (head is None and phrase.unknown is None) or (head is not None and head.word in UNNAMED)
