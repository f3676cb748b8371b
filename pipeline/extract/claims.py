"""Figures to claims: each figure with its time, place, speaker, cause and set.

Belongs here: gathering what the finders say about a figure into the columns of `claims`. Does not: any finding.
"""

import hashlib
from collections.abc import Sequence
from datetime import timedelta

from pipeline.extract.acts import Act
from pipeline.extract.annotate import Annotated
from pipeline.extract.attackers import tie_attackers
from pipeline.extract.attribution import Attributions
from pipeline.extract.beginnings import counting_since, fought_since, running_since, whole_war
from pipeline.extract.carried import LEAD
from pipeline.extract.clause import GAPPED
from pipeline.extract.demonyms import people_between
from pipeline.extract.figure import Figure
from pipeline.extract.grammar import HAVE
from pipeline.extract.harm import Harm, Harmed, cause_and_agent
from pipeline.extract.headlines import settle_headlines
from pipeline.extract.inclusion import SUBJECT_RULES
from pipeline.extract.model import Claim, Place, Window
from pipeline.extract.outdated import told_as_outdated
from pipeline.extract.parts import tie_parts, under_latest_counts
from pipeline.extract.places import contains, same_area
from pipeline.extract.roundups import tie_places
from pipeline.extract.routes import TAKEN_IN, moved_place, route_of
from pipeline.extract.scene import scene_of
from pipeline.extract.sets import Draft, merge_repeats
from pipeline.extract.situate import REPORTED, WHOLE_WAR, country_of, place_of, window_of
from pipeline.extract.sums import tie_sums
from pipeline.extract.truces import Truce
from pipeline.extract.unnamed import RETOLD
from pipeline.extract.wars import day_stands
from pipeline.extract.widening import widened

# Dead or hurt, and people uprooted, that no day has without the sentence's saying so.
_MANY_HARMED = 1_000
_MANY_UPROOTED = 100_000
# No month of the wars in the table of conflicts has so many dead or uprooted people.
_A_WARS = 200_000
# No day has so many, though the sentence names the day on which somebody counted them.
# Of 40 figures half as large with an act carried from another sentence people gave one that act for its cause.
_BY_THE_WAR = 100_000
_NO_DAYS = 10_000
# What one offensive uproots stays below.
_A_WARS_UPROOTED = 1_000_000
A_WARS = "too many for these days"
# "The village houses 900 families from a town which fell last year": verbs of the present.
_HOSTS = frozenset("hosts houses shelters holds accommodates lodges hosting housing sheltering holding".split())
_LONG_AGO = timedelta(days=60)
_ONE_EVENT = timedelta(days=2)
_WAR = frozenset(
    "fighting clashes conflict violence war warfare hostilities unrest insurgency takeover offensive".split()
)
_IN_A_FAMILY = 5
# Sentences from a count to one that repeats it.
_RETOLD_REACH = 2
# "after a drone strike of the US had killed Omar Haddad"
_BEFORE_REACH = 10


def find_claims(
    doc: Annotated, figures: Sequence[Figure], acts: Sequence[Act], truces: Sequence[Truce], speakers: Attributions
) -> list[Claim]:
    """The claims of an article in reading order."""
    drafts = [_draft(doc, figure, acts, truces, speakers) for figure in figures]
    drafts = _placed_as_counted_before(_dated_by_parts(under_latest_counts(drafts)))
    drafts = merge_repeats([_of_whole(doc, draft, drafts) for draft in drafts])
    drafts = settle_headlines(tie_places(tie_parts(tie_sums(drafts))))
    drafts = [_credited(_harmed_as_whole(draft, drafts), speakers) for draft in drafts]
    drafts = tie_attackers(drafts)
    ids = [_claim_id(doc, draft) for draft in drafts]
    claims = [_claim(doc, draft, ids, k) for k, draft in enumerate(drafts)]
    return sorted(claims, key=lambda claim: (claim.char_start, claim.claim_id))


def _draft(
    doc: Annotated, figure: Figure, acts: Sequence[Act], truces: Sequence[Truce], speakers: Attributions
) -> Draft:
    index, first, past = figure.sentence.index, figure.phrase.start, figure.phrase.end
    window, window_trace = window_of(doc, truces, index, first, past)
    window, window_trace = _fitting(doc, figure, window, window_trace)
    place, place_trace = place_of(doc, index, first, past)
    if place is not None and (wider := widened(doc, figure, place, window, place_trace)) is not None:
        place, place_trace = wider
    town = place is not None and place.precision == "exact" and _is_a_wars(figure)
    if window_trace.startswith(A_WARS) and (town or "in its sentence" not in place_trace):
        place, place_trace = country_of(scene_of(doc)) or place, window_trace
    if "in its sentence" not in place_trace and _had_been(doc, figure):
        place, place_trace = None, "before what the story tells, and no place told"
    if place is None and figure.measure in ("displaced", "returned"):
        place, place_trace = _homeland(doc, figure)
    route = route_of(doc, figure)
    if (moved := moved_place(doc, figure, route, place)) is not None:
        place, place_trace = moved
    origin, destination = (mention.place.name if mention is not None else None for mention in route)
    source, source_trace = speakers.speaker_at(index, first, past)
    gap = figure.link.term_at if figure.link.rule == GAPPED and not _is_loss(figure) else None
    verb = figure.link.term_at if figure.link.rule in SUBJECT_RULES else -1
    harmed = Harmed(index, first, past, figure.measure, figure.affiliation, source, verb, gap)
    harm = cause_and_agent(doc, acts, harmed)
    wars = window_trace == WHOLE_WAR or (window_trace.startswith(A_WARS) and (figure.quantity.low or 0) >= _NO_DAYS)
    if wars and "carried" in harm.trace:
        harm = Harm(None, None, "a war's toll has the acts of no other sentence for its cause")
    trace = {
        **figure.trace,
        "window": window_trace,
        "place": place_trace,
        "attributed_to": source_trace,
        "cause": harm.trace,
        "perpetrator": harm.trace,
    }
    cause = figure.link.term.cause if figure.link.term is not None and figure.link.term.cause else harm.cause
    words = doc.tokens.lowers[figure.sentence.first : figure.sentence.past]
    at_war = cause is None and not _WAR.isdisjoint(words)
    if figure.measure == "displaced" and (at_war or _by_no_act(figure, cause, harm)):
        cause = "ground_fighting"  # "displaced by the conflict"
    draft = Draft(figure, window, place, source, harm.perpetrator, cause, origin, destination, trace, figure.parent)
    if 0 < index <= LEAD:
        places = scene_of(doc).places.of(index)
        names = frozenset(name for p in places for name in (p.mention.place.name, p.mention.surface))
        draft = draft._replace(beside=names)
    outdated = told_as_outdated(scene_of(doc), figure.sentence, figure.phrase)
    return draft._replace(is_outdated=True) if outdated else draft


def _by_no_act(figure: Figure, cause: str | None, harm: Harm) -> bool:
    """Whether an act told in another sentence drives nobody out alone: shots, a bomb, or one raid so many."""
    many = (figure.quantity.low or 0) >= _BY_THE_WAR
    return cause is not None and "carried" in harm.trace and (many or cause in ("shooting", "bombing"))


def _is_loss(figure: Figure) -> bool:
    """'The rebels lost 45 men and the army 12': whose verb is left out lost them."""
    return figure.link.term is not None and figure.link.term.form == "active-fighters"


def _had_been(doc: Annotated, figure: Figure) -> bool:
    """'They chose him after a drone had killed Omar Haddad': one who died before, wherever that was."""
    lowers, at = doc.tokens.lowers, figure.link.term_at
    before = lowers[max(figure.sentence.first, at - _BEFORE_REACH) : at]
    perfect = before[-1:] == ["had"] or before[-2:] == ["had", "been"]
    return figure.phrase.singular and perfect and "after" in before


def _credited(draft: Draft, speakers: Attributions) -> Draft:
    """A figure that nobody is credited with is the word of the state agency whose story the article is."""
    if draft.source is not None or speakers.house is None:
        return draft
    trace = {**draft.trace, "attributed_to": f"told by {speakers.house}, to whom the sources spoke"}
    return draft._replace(source=speakers.house, trace=trace)


def _of_whole(doc: Annotated, draft: Draft, drafts: Sequence[Draft]) -> Draft:
    """A part counted in its whole's sentence is of the whole's time, unless a time is told between them or behind."""
    figure = draft.figure
    whole = drafts[figure.parent] if figure.parent is not None else None
    if whole is None:
        return draft
    if whole.figure.sentence.index != figure.sentence.index:
        return _as_whole(draft, whole)
    draft = _within_whole(draft, whole)
    if whole.window == draft.window:
        return draft
    if draft.trace["window"].lower().startswith("«since") and _ended_before(whole.window, draft.window):
        return draft._replace(window=Window(draft.window.start, whole.window.end, "range"))
    first, past = whole.figure.phrase.end, figure.sentence.past
    if first > figure.phrase.start or scene_of(doc).times.between(first, past):
        return draft
    return draft._replace(window=whole.window, trace={**draft.trace, "window": whole.trace["window"]})


def _within_whole(draft: Draft, whole: Draft) -> Draft:
    """A part lies nowhere wider than its whole: "14 were killed, nine of them children, in a city in Yemen"."""
    own = draft.place is not None and whole.place is not None and contains(draft.place, whole.place)
    if not own or "in its sentence" not in draft.trace["place"] or draft.figure.measure not in ("killed", "injured"):
        return draft
    return draft._replace(place=whole.place, trace={**draft.trace, "place": f"of its whole: {whole.trace['place']}"})


def _ended_before(whole: Window, part: Window) -> bool:
    """Whether a part runs on behind its whole: "531 died between October and May, including 375 since March"."""
    if whole.end is None or part.start is None or part.end is None:
        return False
    return part.start <= whole.end < part.end


def _harmed_as_whole(draft: Draft, drafts: Sequence[Draft]) -> Draft:
    """A part of which no agent is told was harmed by those who harmed the whole; a war's or a clash's, by anyone."""
    whole = drafts[draft.parent] if draft.parent is not None else draft
    told = draft.trace["perpetrator"]
    one_of_them = draft.figure.included and draft.figure.phrase.singular
    if one_of_them and whole.cause and whole.figure.sentence is not draft.figure.sentence:
        draft = draft._replace(cause=whole.cause)  # "her niece was among those killed": as they were
    if draft.perpetrator or whole.perpetrator is None or draft.figure.measure != whole.figure.measure:
        return draft
    if told.startswith(("a war", "clash")) or draft.figure.affiliation in whole.perpetrator.split("+"):
        return draft
    trace = {**draft.trace, "perpetrator": f"of its whole: {whole.trace['perpetrator']}"}
    own = draft.cause if "carried" not in told else None
    return draft._replace(perpetrator=whole.perpetrator, cause=own or whole.cause or draft.cause, trace=trace)


def _dated_by_parts(drafts: list[Draft]) -> list[Draft]:
    """'327 have died in Bor. ... 76 children were among those killed in the past week': a toll has its part's time."""
    out = list(drafts)
    for draft in drafts:
        whole = draft.figure.parent
        if (
            whole is None
            or not draft.figure.link.rule.startswith("among")
            or "in its sentence" not in draft.trace["window"]
        ):
            continue
        if out[whole].trace["window"] == REPORTED and out[whole].figure.sentence.index < draft.figure.sentence.index:
            trace = {**out[whole].trace, "window": f"of its part: {draft.trace['window']}"}
            out[whole] = out[whole]._replace(window=draft.window, trace=trace)
    return out


def _placed_as_counted_before(drafts: list[Draft]) -> list[Draft]:
    """'43 died in Colombia, 20 of them in Cali. The government counts 31': a rival count has the place of the first."""
    out = list(drafts)
    for k, draft in enumerate(drafts):
        if draft.figure.link.rule != RETOLD or "in its sentence" in draft.trace["place"]:
            continue
        same = (d for d in reversed(out[:k]) if d.figure.measure == draft.figure.measure and d.figure.parent is None)
        first = next((d for d in same if not d.figure.included), None)
        if first is not None and first.figure.sentence.index >= draft.figure.sentence.index - _RETOLD_REACH:
            trace = {**draft.trace, "place": f"of the count before: {first.trace['place']}"}
            out[k] = draft._replace(place=first.place, trace=trace)
    return out


def _is_countrys(whole: Draft) -> bool:
    """Whether a whole is a total of its country by its own words, though they name no place."""
    return whole.trace["place"].startswith(("a total", "a statistic", "the losses")) and bool(
        whole.place and whole.place.precision == "country"
    )


def _as_whole(draft: Draft, whole: Draft) -> Draft:
    """A part told in a later sentence has the setting of its whole where its own sentence tells none."""
    trace = dict(draft.trace)
    if "in its sentence" not in trace["window"] and draft.figure.basis == "flow":
        draft = draft._replace(window=whole.window)
        trace["window"] = f"of its whole: {whole.trace['window']}"
    vague = draft.place is None or (draft.place.precision == "country" and same_area(draft.place, whole.place))
    told = whole.place is not None and ("in its sentence" in whole.trace["place"] or _is_countrys(whole))
    finer = draft.place is not None and whole.place is not None and contains(whole.place, draft.place)
    own = "in its sentence" in trace["place"] or TAKEN_IN in trace["place"]
    if told and (vague or not own) and not finer:
        draft = draft._replace(place=whole.place)
        trace["place"] = f"of its whole: {whole.trace['place']}"
    return draft._replace(trace=trace)


def _fitting(doc: Annotated, figure: Figure, window: Window, trace: str) -> tuple[Window, str]:
    """The window told around a figure, or a wider one: a state's, or a war's where no such days have so many."""
    inherited = "carried" in trace or trace.startswith(REPORTED)
    if figure.basis == "stock" and inherited:
        told_on = window.end if trace.startswith(REPORTED) else None
        return Window(None, told_on or doc.published_on, None), "a state, as of the report"
    if figure.basis == "stock" and "in its sentence" in trace and _is_host_now(doc, figure, window):
        return Window(None, doc.published_on, None), "a state, as of the report"
    brief = inherited and (trace == REPORTED or _is_days(window))
    if brief and _have_gone(doc, figure) and (since := running_since(doc, figure.sentence.index)) is not None:
        return since
    if not _too_many(figure):
        return window, trace
    wars = whole_war(doc)
    fought = fought_since(doc, figure.sentence.index) if inherited else None
    if fought and (wars.start is None or not day_stands(doc, scene_of(doc).country)):
        return fought, f"{A_WARS}: the fighting told before"
    if wars.start is None or window.end is None or wars.start >= window.end:
        return window, trace
    told_then = trace.startswith(REPORTED) and (figure.quantity.low or 0) >= _NO_DAYS
    if ("carried" in trace and (_is_days(window) or _is_a_wars(figure))) or trace == REPORTED or told_then:
        offensive = figure.measure == "displaced" and (figure.quantity.low or 0) < _A_WARS_UPROOTED
        since = counting_since(doc, figure.sentence.index) if offensive else None
        if since is not None:
            return since
        return wars, f"{A_WARS}: the whole war"
    if figure.measure == "killed" and _is_a_wars(figure) and (window.precision == "month" or _is_days(window)):
        return Window(wars.start, window.end, "range"), f"{A_WARS}: the war until {trace}"
    return window, trace


def _is_host_now(doc: Annotated, figure: Figure, window: Window) -> bool:
    """'The village houses 900 families from Daraya, which fell last year': a time of long ago is no host's."""
    if doc.published_on is None or window.end is None or doc.published_on - window.end < _LONG_AGO:
        return False
    return doc.tokens.lowers[figure.phrase.start - 1] in _HOSTS


def _have_gone(doc: Annotated, figure: Figure) -> bool:
    """'Almost 310,000 have fled': so many by now, on no one day."""
    if figure.measure not in ("displaced", "returned") or not _NO_DAYS <= figure.quantity.value < _A_WARS_UPROOTED:
        return False
    verb = max(figure.phrase.end, figure.link.term_at)
    between = doc.tokens.lowers[figure.phrase.end : verb + 1]
    headline = figure.sentence.is_title and between[:-1] == []
    return headline or (not HAVE.isdisjoint(between) and "had" not in between)


def _too_many(figure: Figure) -> bool:
    """Whether a figure is that of a war, where its sentence names no time."""
    least = figure.quantity.value if figure.quantity.low is None else figure.quantity.low
    people = least * (_IN_A_FAMILY if figure.unit == "households" else 1)
    return people >= (_MANY_UPROOTED if figure.measure in ("displaced", "returned") else _MANY_HARMED)


def _is_a_wars(figure: Figure) -> bool:
    """Whether no months of fighting have so many."""
    killed = figure.measure == "killed"
    return figure.quantity.value >= (_A_WARS if killed else _A_WARS_UPROOTED)


def _is_days(window: Window) -> bool:
    """Whether a window is that of one event."""
    return window.start == window.end or (
        window.start is not None and window.end is not None and window.end - window.start <= _ONE_EVENT
    )


def _homeland(doc: Annotated, figure: Figure) -> tuple[Place | None, str]:
    """'52,000 Afghans crossed the border': the country that the counted people are named after."""
    people = people_between(doc, figure.phrase.start, figure.phrase.end)
    if people is None:
        return None, "no place is told"
    return people.place, f"the country of «{people.surface}»"


def _claim_id(doc: Annotated, draft: Draft) -> str:
    figure = draft.figure
    parts = (
        doc.article.document_id, figure.measure, figure.quantity.low, figure.quantity.high, figure.unit,
        figure.population, figure.affiliation, doc.tokens.starts[draft.shown.quantity.start],
    )  # fmt: skip
    return "clm_" + hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()[:16]


def _claim(doc: Annotated, draft: Draft, ids: list[str], index: int) -> Claim:
    figure, shown = draft.figure, draft.shown
    tokens = doc.tokens
    number = shown.quantity
    return Claim(
        claim_id=ids[index],
        document_id=doc.article.document_id,
        measure=figure.measure,  # type: ignore[arg-type]
        low=figure.quantity.low,
        high=figure.quantity.high,
        best=figure.quantity.best,
        qualifier=figure.quantity.qualifier,
        unit=figure.unit,  # type: ignore[arg-type]
        population=figure.population,
        affiliation=figure.affiliation,
        actor=figure.actor,
        basis=figure.basis,  # type: ignore[arg-type]
        window=draft.window,
        place=draft.place,
        origin=draft.origin,
        destination=draft.destination,
        attributed_to=draft.source,
        perpetrator=draft.perpetrator,
        cause=draft.cause,
        part_of_claim_id=ids[draft.parent] if draft.parent is not None else None,
        evidence=doc.text[shown.sentence.start : shown.sentence.end],
        char_start=tokens.starts[number.start],
        char_end=tokens.ends[number.end - 1],
        mentions=draft.mentions,
        is_outdated=draft.is_outdated,
        trace=draft.trace,
    )
