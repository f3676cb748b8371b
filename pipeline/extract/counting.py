"""Which numbers can count people at all.

Belongs here: numbers that name or measure something else, shares of a told number, and whether a phrase that is tied to
harm counts people. Does not: quantities themselves (`quantities`), what befell the counted (`predicates`).
"""

from collections.abc import Sequence
from itertools import compress, count

from pipeline.extract.ages import AGED, BOUNDS, IN_WORDS, is_age, is_bound, is_spelled_age, mask_ages
from pipeline.extract.annotate import Annotated, SentenceSpan
from pipeline.extract.bounds import Quantity
from pipeline.extract.clause import GAPPED, HARMED, SAYING, SURVIVAL, TOLD_OUT, Link
from pipeline.extract.grammar import AUXILIARIES, BADLY, FATALLY
from pipeline.extract.nouns import Phrase, company_past
from pipeline.extract.numerals import ORDINALS, SCALES, small
from pipeline.extract.people import LOSSES, OPPOSED
from pipeline.extract.tokens import NUMBER, POSSESSIVES, WORD, Tokens

# A number right behind one of these names a thing ("Division 30", "Resolution 2254", "base 17").
NAMED_BY_NUMBER = frozenset(
    (
        "division brigade regiment battalion corps base resolution article no number unit channel road highway route "
        "page phase chapter section annex group camp room gate checkpoint area zone level grade class type model "
        "version figure table flight"
    ).split()
)
# "The 444 Brigade", "501 battalion", "7 Division", but "2 battalion commanders".
_UNIT_NAMES = frozenset(("brigade", "battalion", "division", "regiment"))
# "School No. 57", "(b. 1983)"
NUMBERED = frozenset(("No", "Nos", "b", "Nr"))
# "The dead number 40"
NUMBERING = frozenset("dead wounded injured displaced refugees casualties fatalities victims killed homeless".split())
NEARLY = frozenset(("nearly", "almost"))
# "300-plus", "some 30-odd", but "a 60-plus-year-old"
ABOUT_SO = frozenset(("plus", "odd"))
CREDITS = frozenset(("©", "copyright", "afp", "reuters", "ap", "epa", "sputnik", "getty"))
MONEY = frozenset(("$", "€", "£", "usd", "us$", "eur"))
FRACTIONS = {
    "half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5, "tenth": 1 / 10, "two-thirds": 2 / 3,
    "three-quarters": 3 / 4, "thirds": 1 / 3, "quarters": 1 / 4, "fifths": 1 / 5,
}  # fmt: skip
# Fewer displaced people than this is a witness telling of a family (the guide's anecdotes), never a count.
SMALLEST_DISPLACEMENT = 10
# "half of the country's pre-war population of about 23 million": from the share to its whole.
POPULATION_REACH = 8
# "More than half of the dead are civilians": those counted before.
BEFALLEN = frozenset("dead victims wounded injured casualties fatalities displaced refugees evacuees uprooted".split())
# "As many", "three times that number"; what stands before the number that a multiple told roughly.
_SO_MANY = frozenset(("many", "that"))
_ASIDE = frozenset((",", "(", ":", "-", "–", "—"))
_HEDGING = frozenset("almost nearly about around roughly more than over some just well".split())
_OFF = 0.25
# "two-thirds of the old town's 30,000 people": from the share to its whole.
OWNED_REACH = 7
# "The group lost six men", "64 soldiers and three civilians".
# "One Cambodian was killed"
NATIONAL = ("an", "ese", "ish", "i")
LOST_MEN = frozenset(("men", "members"))
# "killing five people, and the mayor was seized": behind one person listed they tell what he did or what he said.
DOES = AUXILIARIES | SAYING
ADJACENT_RULES = frozenset(
    (
        "subject-adjacent",
        "subject-listed",
        "object",
        "object-noun",
        "head-noun",
        "adjective",
        "among",
        TOLD_OUT,
        GAPPED,
    )
)
DENIALS = frozenset(("denied", "denies", "deny", "denying", "rejected", "dismissed"))
# "denied reports on Tuesday that 40 soldiers".
DENIAL_REACH = 6
AGREED = frozenset("evacuation evacuated evacuations deal agreement reconciliation evacuees".split())
AGREED_REACH = 16
# Verbs of the displaced that soldiers on the march do too.
MARCHING = frozenset(
    "crossed crossing arrived arrive arriving packed poured pouring pour streamed streaming surged surging entered "
    "slipped slipping swarmed swarming flooded flooding spilled spilling trekked trekking".split()
)
PEOPLED = frozenset("country nation city town village island population community".split())
NEGATIONS = frozenset(("no", "not", "none", "nor"))
_FORESEEING = frozenset("expect expects expected expecting anticipate anticipates anticipated anticipating".split())
_BRACING = frozenset("brace braces braced bracing prepare prepares prepared preparing preparations ready".split())
_FORESEEN_REACH = 4
_LIVES, _SPARED_REACH = "lives of", 16
_ENDANGERED = frozenset(
    "risk risked risking danger jeopardy peril balance save saves saved saving spare spared protect protecting "
    "endanger endangered endangering endangers threaten threatened threatening threatens".split()
)
# "150 people a day", and what makes a day one before or behind another.
SPANS = frozenset(("day", "night", "week", "month", "year"))
BESIDE_DAY = frozenset("after before later earlier ago into from since when that of".split())


def mask(doc: Annotated) -> list[bool]:
    """Which tokens are numbers of something else: dates, ages, clock times, names, percentages, money."""
    tokens = doc.tokens
    masked = [False] * len(tokens)
    for start, end in (span for mention in doc.times for span in mention.numbers):
        first, past = tokens.span(start, end)
        for at in range(first, past):
            masked[at] = True
    for at in compress(count(), map("aged".__eq__, tokens.lowers)):
        mask_ages(tokens, at + 1, masked)
    for at in compress(count(), map(AGED.__contains__, tokens.lowers[:-2])):
        if tokens.lowers[at + 1] == "of" and small(tokens.lowers[at + 2]) is not None:
            masked[at + 2] = True
    for at in compress(count(1), map(BOUNDS.__contains__, tokens.lowers[:-1])):
        masked[at] = masked[at] or (tokens.kinds[at] == WORD and is_bound(tokens, at))
    for at in compress(count(), map(IN_WORDS.__contains__, tokens.lowers)):
        masked[at] = masked[at] or is_spelled_age(tokens, at)
    for at in tokens.numbers:
        if not masked[at] and (_names_or_measures(tokens, at) or is_age(tokens, at)):
            masked[at] = True
    return masked


def _credits(tokens: Tokens, at: int) -> bool:
    """'AFP 2018', '© 2019': the year of a picture."""
    year = tokens.texts[at]
    return tokens.lowers[at - 1] in CREDITS and len(year) == 4 and year[:2] in ("19", "20")


def _is_named(tokens: Tokens, at: int) -> bool:
    """'base 17', 'School No. 57', '(b. 1983)'."""
    if "," in tokens.texts[at]:
        return False
    unit = tokens.texts[at + 1 : at + 2]
    if unit and unit[0].lower() in _UNIT_NAMES and (len(tokens.texts[at]) > 1 or unit[0].istitle()):
        return True
    before = tokens.lowers[max(0, at - 2) : at]
    if before[-1:] == ["."]:
        return at > 1 and tokens.texts[at - 2] in NUMBERED
    return before[-1] in NAMED_BY_NUMBER and not (before[-1] == "number" and before[0] in NUMBERING)


def _names_or_measures(tokens: Tokens, at: int) -> bool:
    texts, lowers, starts, ends = tokens.texts, tokens.lowers, tokens.starts, tokens.ends
    if at:
        before = lowers[at - 1]
        if before in MONEY or _is_named(tokens, at) or _credits(tokens, at):
            return True
        if ends[at - 1] == starts[at]:
            if tokens.kinds[at - 1] == WORD and texts[at - 1].isupper():
                return True
            if before == "-" and at > 1 and ends[at - 2] == starts[at - 1] and tokens.kinds[at - 2] == WORD:
                return True
    if at + 1 < len(tokens):
        after, glued = lowers[at + 1], starts[at + 1] == ends[at]
        if after in ("%", "percent") or lowers[at + 1 : at + 3] == ["per", "cent"] or (glued and after in ORDINALS):
            return True
        if glued and after == "-" and at + 2 < len(tokens) and starts[at + 2] == ends[at + 1]:
            more = lowers[at + 2] in ABOUT_SO and lowers[at + 3 : at + 4] != ["-"]
            return tokens.kinds[at + 2] == WORD and not more and lowers[at + 2] not in SCALES
        if glued and after == ":" and at + 2 < len(tokens) and tokens.kinds[at + 2] == NUMBER:
            return starts[at + 2] == ends[at + 1]  # "12:30", but "the total is 900: 400 in Bor and ..."
    return False


def fractions(tokens: Tokens, sentence: SentenceSpan, here: Sequence[Quantity], counted: int) -> list[Quantity]:
    """'about half of them', 'a third of the 900 people': a share of a number told before or right behind."""
    lowers = tokens.lowers
    found = []
    words = lowers[sentence.first : max(sentence.first, sentence.past - 2)]
    for at in compress(count(sentence.first), map(FRACTIONS.__contains__, words)):
        if lowers[at + 1] != "of":
            continue
        of_people = "population" in lowers[at + 2 : at + POPULATION_REACH]
        start = at - 1 if at > sentence.first and (lowers[at - 1] in ("a", "one") or small(lowers[at - 1])) else at
        before = [q.value for q in here if q.end <= start and not q.vague_word]
        back = lowers[at + 2] in ("them", "those", "whom") or (
            lowers[at + 2] == "the" and not BEFALLEN.isdisjoint(lowers[at + 3 : at + 4])
        )
        whole = (before[-1] if before else counted) if back else 0
        owned = next((q for q in here if at + 3 <= q.start <= at + OWNED_REACH), None)
        if owned is not None and lowers[owned.hedge_start - 1] in POSSESSIVES:
            whole = owned.value  # "two-thirds of the town's 30,000 people"
        elif lowers[at + 2] in ("the", "these", "those", "its", "their"):
            whole = next((q.value for q in here if at + 3 <= q.start <= at + 5 and q.hedge_start <= at + 4), whole)
            if whole and _is_apposed(lowers, at, before):
                continue
        end = at + 1
        if of_people and (people := _population(lowers, at, here)) is not None:
            whole, end = people.value, people.end
        share = round(whole * FRACTIONS[lowers[at]] * ((start < at and small(lowers[start])) or 1))
        if whole:
            found.append(_share(start, end, share, lowers[max(sentence.first, start - 2) : start]))
    return found + _multiples(lowers, sentence, here)


def _multiples(lowers: Sequence[str], sentence: SentenceSpan, here: Sequence[Quantity]) -> list[Quantity]:
    """'Twelve were killed and twice as many wounded', 'eight died and as many were hurt', 'hurt three times that'."""
    found = []
    for at in compress(count(sentence.first), map(_SO_MANY.__contains__, lowers[sentence.first : sentence.past])):
        end = at + 1
        if lowers[at] == "many":
            start = at - 1
            if start <= sentence.first or lowers[start] != "as" or lowers[end : end + 1] == ["as"]:
                continue
        else:
            start, end = at, at + 1 + (lowers[end : end + 1] in (["number"], ["figure"]))
            if lowers[start - 1] not in ("double", "twice", "times"):
                continue
        factor, start = _factor(lowers, start)
        whole = next((q.value for q in reversed(here) if q.end <= start and not q.vague_word), 0)
        if not whole or not factor:
            continue
        value = whole * factor
        told = next((q for q in here if q.hedge_start == end + 1 and lowers[end] in _ASIDE), None)
        if told is not None and abs(told.value - value) <= value * _OFF:  # "almost four times as many, 166,"
            found.append(told._replace(hedge_start=_before_multiple(lowers, start)))
        else:
            found.append(_share(start, end, value, lowers[max(sentence.first, start - 2) : start]))
    return found


def _factor(lowers: Sequence[str], start: int) -> tuple[int, int]:
    """How many times as many the words before `start` tell, and where they begin; 0 of 'half as many'."""
    before = lowers[start - 1]
    if before in ("twice", "double"):
        return 2, start - 1
    if before == "times" and (told := small(lowers[start - 2])) is not None:
        return told, start - 2
    return (0 if before == "half" else 1), start


def _before_multiple(lowers: Sequence[str], start: int) -> int:
    """Over 'almost', 'more than', 'about' before 'four times as many'."""
    while lowers[start - 1] in _HEDGING:
        start -= 1
    return start


def _share(start: int, end: int, share: int, hedge: Sequence[str]) -> Quantity:
    if hedge[-1:] == ["than"] and hedge[:-1] in (["more"], ["less"]):
        low, high = (share, None) if hedge[0] == "more" else (None, share)
        return Quantity(start, end, start - 2, low, high, "at_least" if low else "at_most", after_end=end)
    if not NEARLY.isdisjoint(hedge[-1:]):
        return Quantity(start, end, start - 1, None, share, "nearly", after_end=end)
    if hedge[-1:] == ["over"]:
        return Quantity(start, end, start - 1, share, None, "at_least", after_end=end)
    return Quantity(start, end, start, share, share, "about", after_end=end)


def _population(lowers: Sequence[str], at: int, here: Sequence[Quantity]) -> Quantity | None:
    """'half of the country's pre-war population of about 23 million': how many lived there."""
    wholes = (q for q in here if at + 3 <= q.hedge_start <= at + POPULATION_REACH)
    return next((q for q in wholes if lowers[q.hedge_start - 1] == "of"), None)


def _is_apposed(lowers: Sequence[str], at: int, before: Sequence[int]) -> bool:
    """'600 families came back, almost two thirds of the 900': the share is the number told before."""
    opens = next((k for k in range(at - 1, max(-1, at - 5), -1) if lowers[k] in (",", "–", "—", "(")), None)
    return bool(before) and opens is not None


def counts_people(tokens: Tokens, phrase: Phrase, link: Link, *, lost: bool = False) -> bool:
    """Whether the phrase, tied as it is, counts people (or households); `lost`: known to be men of their own."""
    if (
        _is_ratio(tokens, phrase)
        or _lives_there(tokens, phrase)
        or (link.measure == "displaced" and _is_foreseen(tokens, phrase))
        or (link.term is not None and link.term.term == _LIVES and _may_be_spared(tokens, phrase))
        or (link.measure in HARMED and (_is_rate(tokens, phrase.end) or _is_rate(tokens, _past_term(phrase, link))))
    ):
        return False
    if phrase.quantity.value == 0 or (phrase.start > 0 and tokens.lowers[phrase.start - 1] in NEGATIONS):
        return False
    if tokens.lowers[max(0, phrase.start - 3) : phrase.start] == ["none", "of", "the"] and link.rule != SURVIVAL:
        return False
    if tokens.lowers[phrase.start - 2 : phrase.start] == ["all", "but"]:
        return False  # "all but two of the passengers died"
    if (
        phrase.head is not None
        and phrase.head.word == "deaths"
        and "cases" in tokens.lowers[max(0, phrase.start - 4) : phrase.start]
    ):
        return False
    household = phrase.head is not None and phrase.head.unit == "households"
    if household and phrase.singular and link.measure in ("killed", "injured"):
        return False  # "killed a family of four"
    if household and link.measure in ("killed", "injured") and tokens.lowers[phrase.start - 1] in ("from", "of", "in"):
        return False  # "all of the dead were from two families"
    if _is_denied(tokens.lowers[max(0, phrase.start - DENIAL_REACH) : phrase.start]):
        return False
    if not (lost or _head_fits(tokens, phrase, link)) or not _one_person_fits(tokens, phrase, link):
        return False
    head = phrase.head
    small = phrase.quantity.value < SMALLEST_DISPLACEMENT and (head is None or head.unit == "people")
    return not (link.measure in ("displaced", "returned") and (small or phrase.possessed))


def _is_agreed(tokens: Tokens, phrase: Phrase) -> bool:
    """'The last 250 rebels left Homs, ending an evacuation', 'left under a deal': fighters who gave up their town."""
    words = tokens.lowers[max(0, phrase.start - AGREED_REACH) : phrase.end + AGREED_REACH]
    return not AGREED.isdisjoint(words)


def _is_ratio(tokens: Tokens, phrase: Phrase) -> bool:
    """'nine in ten residents', 'one out of five children': a share of nobody counted."""
    at = phrase.quantity.start
    before = tokens.lowers[max(0, at - 3) : at]
    small_before = before[-1:] == ["in"] and before[-2:-1] and small(before[-2]) is not None
    out_of = before[-2:] == ["out", "of"] and small(before[0]) is not None
    after = tokens.lowers[phrase.quantity.end : phrase.quantity.end + 3]
    of_such = after[:1] == ["in"] and after[2:] == ["of"] and small(after[1]) is not None
    of_such = of_such or (after[:2] == ["out", "of"] and small(after[2]) is not None)  # "three out of four Malians"
    opens = small_before and tokens.lowers[at - 3 : at - 2] in (["."], [":"], []) and phrase.unknown is None
    return of_such or bool((small_before or out_of) and (opens or phrase.head is not None or phrase.partitive))


def _lives_there(tokens: Tokens, phrase: Phrase) -> bool:
    """'Lebanon, a country of four million, hosts a million Syrians': how many live there."""
    before = tokens.lowers[phrase.start - 2 : phrase.start]
    return phrase.head is None and before[-1:] == ["of"] and before[0] in PEOPLED


def _is_foreseen(tokens: Tokens, phrase: Phrase) -> bool:
    """'expects 40,000 displaced people to arrive', 'braces for up to 9,000 refugees': nobody has come yet."""
    before = tokens.lowers[max(0, phrase.start - _FORESEEN_REACH) : phrase.start]
    if before[-1:] == ["for"]:
        return not _BRACING.isdisjoint(before)
    return not _FORESEEING.isdisjoint(before) and "to" in tokens.lowers[phrase.end : phrase.end + _FORESEEN_REACH]


def _may_be_spared(tokens: Tokens, phrase: Phrase) -> bool:
    """'the lives of 1,500 women are at risk', 'saved the lives of 40 children': nobody has died."""
    ahead = tokens.lowers[phrase.end : phrase.end + _SPARED_REACH]
    ahead = ahead[: ahead.index(".")] if "." in ahead else ahead
    return not (
        _ENDANGERED.isdisjoint(ahead) and _ENDANGERED.isdisjoint(tokens.lowers[max(0, phrase.start - 7) : phrase.start])
    )


def _past_term(phrase: Phrase, link: Link) -> int:
    """The token behind the verb of a subject: "15 were injured every day"."""
    if link.term is None or link.term_at < phrase.end:
        return phrase.end
    return link.term_at + len(link.term.term.split())


def _is_rate(tokens: Tokens, end: int) -> bool:
    """'About 120 deaths a day', but not 'killed 12 people a day after the truce'."""
    words = tokens.lowers[end : end + 3]
    if words[:1] not in (["a"], ["per"], ["every"], ["each"]) or SPANS.isdisjoint(words[1:2]):
        return False
    return words[0] != "a" or BESIDE_DAY.isdisjoint(words[2:3])


def _is_denied(before: Sequence[str]) -> bool:
    """'denied that 40 soldiers', 'denied killing 12'; no rate either: 'an average of 28'. The nearest words decide."""
    if before[-2:-1] == ["average"] or before[-1:] == ["average"]:
        return True
    denial = next((k for k in range(len(before) - 1, -1, -1) if before[k] in DENIALS), None)
    if denial is None or not SAYING.isdisjoint(before[denial + 1 :]):
        return False  # "denied it and said that four had died"
    return before[-1] == "that" or before[denial + 1 : denial + 2] == ["killing"]


def _head_fits(tokens: Tokens, phrase: Phrase, link: Link) -> bool:
    """Whether what is counted can suffer what is told: only fighters are "destroyed", only homes "evacuated"."""
    head, term = phrase.head, link.term
    of_their_own = "own" in tokens.lowers[phrase.quantity.end : phrase.end]
    if term is not None and term.form == "active-fighters" and not of_their_own:
        as_many = link.rule in ("coordinated", GAPPED) and (head is not None or phrase.unknown is None)
        lost = term.term in LOSSES and (as_many or (head is not None and head.word in LOST_MEN))
        lost = lost or (head is None and "family" in tokens.lowers[phrase.start : phrase.quantity.start])
        members = head is not None and head.word in LOST_MEN and term.term not in LOSSES  # "took out four IS members"
        return lost or members or (head is not None and head.population == "combatants")
    if head is not None and head.role == "dwelling":
        return (
            link.measure == "displaced" and link.rule.startswith("subject") and "evacuat" in (term.term if term else "")
        )
    if head is None and phrase.unknown is not None and phrase.unknown not in OPPOSED:
        capital = tokens.texts[phrase.head_at][:1].isupper()
        national = capital and phrase.unknown.endswith(NATIONAL) and link.rule == "subject-adjacent"
        return (phrase.quantity.value != 1 or national) and (link.rule in ADJACENT_RULES or capital)
    marching = term is not None and link.measure == "displaced" and term.term.split()[0] in MARCHING
    if link.rule == "leaving" or marching:
        with_others = company_past(tokens.lowers, phrase.end) > phrase.end
        return (
            head is None
            or with_others
            or _is_agreed(tokens, phrase)
            or not (head.population == "combatants" or head.word in ("members", "men", "elements"))
        )
    return True


def _tells_of_one(tokens: Tokens, phrase: Phrase) -> bool:
    """'One of the victims, Lina, was 16', 'one of them was Omar Haddad', 'Omar Haddad was one of those killed'."""
    if phrase.start > 0 and tokens.lowers[phrase.start - 1] in ("is", "was"):
        return True
    behind = tokens.lowers[phrase.end : phrase.end + 2]
    capital = tokens.texts[phrase.end + 1 : phrase.end + 2] != [] and tokens.texts[phrase.end + 1][:1].isupper()
    return capital and (behind[:1] == [","] or (phrase.pronoun and behind[:1] in (["was"], ["is"])))


def _was_killed(phrase: Phrase, link: Link) -> bool:
    """'A gunman was shot dead': by others, where a bomber may be meant to have died of the bomb."""
    bomber = phrase.head is not None and "bomber" in phrase.head.word
    return not bomber and link.term is not None and link.term.form == "participle"


def _one_person_fits(tokens: Tokens, phrase: Phrase, link: Link) -> bool:
    """Whether one person is told of well enough; bombers who die in their own attack are no toll."""
    adjacent = link.rule in ADJACENT_RULES
    bomber = phrase.head is not None and phrase.head.role == "perpetrator"
    if bomber and link.term is not None and link.term.term.endswith("themselves up"):
        return False
    if phrase.singular:
        does = phrase.end < len(tokens) and tokens.lowers[phrase.end] in DOES
        listed = link.rule == "coordinated" and not does
        attacks = bomber and link.rule != "object" and not _was_killed(phrase, link)
        return not attacks and (adjacent or link.included or listed)
    if phrase.quantity.value != 1 or phrase.head is not None or adjacent:
        return True
    if link.included and not (BADLY | FATALLY).isdisjoint(tokens.lowers[phrase.end - 1 : phrase.end + 1]):
        return True  # "five were hurt, one seriously", "..., one of them badly"
    if link.included and phrase.partitive and _tells_of_one(tokens, phrase):
        return True
    # "two died in Avdiivka and one in Toretsk", "three were killed by snipers and one by a mine"
    behind = tokens.lowers[phrase.end : phrase.end + 2]
    told_on = behind[:1] in (["by"], ["in"], ["at"], ["near"], ["from"], ["of"]) and behind != ["by", "one"]
    return link.rule == "coordinated" and told_on
