"""Hostile acts told in an article: what was done, by whom, to whom; and the act behind a figure.

Belongs here: grouping act words into acts, their agents, and choosing the act that governs a figure. Does not: when and
where an act happened (`situate`), whether it breaks a truce (`violations`).
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.extract.annotate import Annotated, SentenceSpan
from pipeline.extract.lexicon import Match
from pipeline.extract.reference import ActTerm, Reference
from pipeline.extract.scene import HARD_COST, Scene, SideMention, provinces_in, scene_of

# Words of one act stand close: "launched a fresh ground offensive", "warplanes have repeatedly pounded".
_GROUP_GAP = 5
# An agent phrase opens within this many words after the act ("strikes on the town carried out by ...").
_BY_REACH = 9
# A subject stands within this many words before its verb; longer gaps belong to another clause.
_SUBJECT_REACH = 14
# Modifiers of an act noun: "Syrian and Russian air strikes", "the army's heavy artillery".
_MODIFIER_REACH = 3
_TARGET_REACH = 16
_OBLIQUE_REACH = 5
# The act that carries a figure is told at most this many sentences before it, or in the title or lead.
_CARRY_SENTENCES = 3
# An agent is looked for this far around a figure, and in the title and lead; no story needs more acts than this.
_NEAR_SENTENCES = 30
_LEAD_SENTENCES = 3
_MOST_ACTS = 200

_TARGET_PREPOSITIONS = frozenset(
    "on against in at of near over into to inside around from targeting between toward towards for by with"
    " outside among like".split()
)
_AUXILIARIES = frozenset("was were is are been being be got".split())
_LINKS = frozenset("and or 's ’s & -".split())
_PARTICIPLES = frozenset("held run taken seen made known put lost won overrun led sent given".split())
_DETERMINERS = frozenset("the a an its their other several some more all".split())
_GERUND_OPENERS = frozenset("after before by while when through in".split())
_DEFINITE = frozenset("the this that these those such".split())
_PRONOUNS = frozenset("its their".split())
_NO_MODIFIERS = _TARGET_PREPOSITIONS | frozenset(
    "the a an of . , have has had who which that after before as when while because".split()
)
_AIMED = frozenset({"targeted", "attacked", "struck", "hit"})
_OF_SUBJECT = frozenset(
    {
        "offensive",
        "ground offensive",
        "assault",
        "air strike",
        "strike",
        "attack",
        "advances",
        "suicide attack",
        "suicide bomber",
    }
)
_BLAMED = frozenset({"chemical", "bombing", "air_strike", "shelling", "unspecified"})
_FROM_AFAR = {"air_strike", "shelling"}
_AIR_FORCES = frozenset({"government", "russia", "us_coalition", "turkey", "israel"})
_Finder = Callable[[Scene, SentenceSpan, list[Match[ActTerm]]], list[str] | None]
_EVENT_FORMS = frozenset({"noun", "verb", "weapon", "capture"})


@dataclass(frozen=True, slots=True)
class Act:
    """One hostile act as told at one place; `start` and `end` are offsets, `first` and `past` token positions."""

    start: int
    end: int
    sentence: int
    first: int
    past: int
    act: str
    cause: str | None
    agents: str | None
    target: str | None
    weak: bool
    act_word: str
    capture: bool
    negated: bool
    hypothetical: bool
    background: bool
    agent_trace: str
    refers: bool = False

    @property
    def told(self) -> bool:
        """Whether the text tells it as having happened."""
        return not (self.negated or self.hypothetical or self.background)


@dataclass(frozen=True, slots=True)
class Harm:
    """How counted people came to harm: cause and side, with the words that decided it."""

    cause: str | None
    perpetrator: str | None
    trace: str
    act: Act | None = None


def find_acts(doc: Annotated, reference: Reference) -> list[Act]:
    """Every hostile act told, in reading order, agents resolved through the discourse."""
    scene = scene_of(doc)
    acts: list[Act] = []
    for sentence in doc.sentences:
        terms = scene.acts.of(sentence.index)
        if terms:
            acts.extend(_sentence_acts(scene, sentence, terms))
    return _carry_agents(scene, acts)


# --- grouping --------------------------------------------------------------------------------------------------------


def _sentence_acts(scene: Scene, sentence: SentenceSpan, terms: Sequence[Match[ActTerm]]) -> list[Act]:
    groups: list[list[Match[ActTerm]]] = []
    for term in _readings(scene, terms):
        if term.entry.form not in _EVENT_FORMS or (term.entry.form == "weapon" and _backs(scene, term)):
            continue
        if groups and _joins(scene, groups[-1], term):
            groups[-1].append(term)
        else:
            groups.append([term])
    acts = [_act(scene, sentence, group) for group in groups]
    return [act for act in acts if act is not None]


def _readings(scene: Scene, terms: Sequence[Match[ActTerm]]) -> list[Match[ActTerm]]:
    """One reading for each place where a word is both noun and verb ("shells", "strikes", "battles")."""
    chosen: list[Match[ActTerm]] = []
    for term in terms:
        if chosen and chosen[-1].start == term.start:
            if term.entry.form == "verb" and _is_verb(scene, term):
                chosen[-1] = term
        else:
            chosen.append(term)
    return chosen


def _backs(scene: Scene, weapon: Match[ActTerm]) -> bool:
    """Whether a weapon only supports the one who acts ("troops backed by Russian warplanes")."""
    near = scene.acts.between(max(0, weapon.start - 6), weapon.start)
    return any(m.entry.form == "backing" and weapon.start - m.end <= 3 for m in near)


def _is_verb(scene: Scene, term: Match[ActTerm]) -> bool:
    """A form that is noun or verb is a verb between a subject and an object ("jets hit the town")."""
    lowers = scene.doc.tokens.lowers
    following = lowers[term.end] if term.end < len(lowers) else ""
    before = lowers[term.start - 1] if term.start else ""
    if before in _DEFINITE or before in {"a", "of", "by", "in"}:
        return False
    return following in {"the", "a", "an", "its", "their", "them"} or bool(scene.sides.between(term.end, term.end + 1))


def _joins(scene: Scene, group: list[Match[ActTerm]], term: Match[ActTerm]) -> bool:
    last = group[-1]
    gap = term.start - last.end
    bars = scene.bars
    if gap > _GROUP_GAP or bars[term.start] - bars[last.end - 1] >= HARD_COST:
        return False
    lowers = scene.doc.tokens.lowers
    if any(lowers[k] in {"and", "or"} for k in range(last.end, term.start)) and not (
        last.entry.weak and term.entry.weak
    ):
        return False
    if term.entry.form == "weapon" or any(t.entry.form == "weapon" for t in group):
        return True
    strong = next((t.entry.act for t in group if not t.entry.weak and t.entry.act != "unspecified"), None)
    mine = None if term.entry.weak or term.entry.act == "unspecified" else term.entry.act
    if strong is not None and mine is not None:
        return strong == mine
    return True


def _act(scene: Scene, sentence: SentenceSpan, group: list[Match[ActTerm]]) -> Act | None:
    first, past = group[0].start, group[-1].end
    agents, how = _agents(scene, sentence, group)
    entry = _kind(group, agents is not None)
    if entry is None or (entry.act == "clash" and scene.doc.tokens.lowers[past : past + 1] == ["for"]):
        return None
    act, cause = entry.act, entry.cause
    if entry.weak and act == "unspecified" and _on_position(scene, sentence, group):
        act, cause = "ground_attack", "ground_fighting"
    if act == "clash":
        agents, how = None, "two-sided"
    tokens = scene.doc.tokens
    negated, hypothetical, background = _doubts(scene, sentence, first)
    return Act(
        tokens.starts[first],
        tokens.ends[past - 1],
        sentence.index,
        first,
        past,
        act,
        cause,
        agents,
        _target(scene, sentence, group),
        all(t.entry.weak for t in group),
        entry.term,
        all(t.entry.form == "capture" for t in group),
        negated,
        hypothetical,
        background,
        how,
    )


def _on_position(scene: Scene, sentence: SentenceSpan, group: list[Match[ActTerm]]) -> bool:
    """Whether an attack falls on what is held by force ("attacked an army base")."""
    past = group[-1].end
    return any(m.entry.form == "position" for m in scene.acts.between(past, min(sentence.past, past + _TARGET_REACH)))


def _kind(group: list[Match[ActTerm]], has_agent: bool) -> ActTerm | None:
    """The word that says what kind of act it is; None for lone verbs of nobody that say nothing ("hit", "launched")."""
    for wanted in (
        [t for t in group if t.entry.act == "chemical"],
        [t for t in group if t.entry.form == "weapon"],
        [t for t in group if not t.entry.weak],
        [t for t in group if t.entry.cause is not None],
    ):
        if wanted:
            return wanted[0].entry
    noun = next((t.entry for t in group if t.entry.form == "noun"), None)
    if noun is not None:
        return noun
    return next((t.entry for t in group if t.entry.term in _AIMED), None) if has_agent else None


def _doubts(scene: Scene, sentence: SentenceSpan, first: int) -> tuple[bool, bool, bool]:
    """Whether an act is denied, only possible, or an old one ("earlier bouts of fighting")."""
    forms: set[str] = set()
    lowers = scene.doc.tokens.lowers
    if any(m.entry.kind == "judgement" for m in scene.reports.between(max(sentence.first, first - 8), first)):
        forms.add("past")
    for match in scene.acts.between(max(sentence.first, first - 4), first):
        if scene.bars[first] == scene.bars[match.end - 1] and "and" not in lowers[match.end : first]:
            forms.add(match.entry.form)
    return "negation" in forms, "modal" in forms, "past" in forms


# --- agents ----------------------------------------------------------------------------------------------------------


def _agents(scene: Scene, sentence: SentenceSpan, group: list[Match[ActTerm]]) -> tuple[str | None, str]:
    finders: list[tuple[_Finder, str]] = [
        (_by_agents, "agent phrase"),
        (_of_agents, "owner"),
        (_owners, "owner"),
        (_subject, "subject"),
    ]
    if group[0].entry.form in {"verb", "capture"} and not _is_passive(scene.doc.tokens.lowers, group[0].start):
        finders = [(_subject, "subject"), (_of_agents, "owner"), (_owners, "owner"), (_by_agents, "agent phrase")]
    for find, name in finders:
        sides = find(scene, sentence, group)
        if sides is None:
            return None, "one of several suspects"
        if sides:
            return join_sides(sides), name
    return None, ""


def join_sides(sides: Sequence[str]) -> str | None:
    """Sides as the contract writes them: distinct, alphabetical, joined with a plus."""
    return "+".join(sorted(set(sides))) or None


def _of_agents(scene: Scene, sentence: SentenceSpan, group: list[Match[ActTerm]]) -> list[str] | None:
    """ "Warplanes of the regime", "jets from the coalition"."""
    weapon = next((t for t in reversed(group) if t.entry.form == "weapon" or t.entry.term in _OF_SUBJECT), None)
    lowers = scene.doc.tokens.lowers
    if weapon is None or weapon.end >= sentence.past or lowers[weapon.end] not in {"of", "from", "belonging"}:
        return []
    return _chain(scene, weapon.end + 1, sentence.past)


def _by_agents(scene: Scene, sentence: SentenceSpan, group: list[Match[ActTerm]]) -> list[str] | None:
    lowers = scene.doc.tokens.lowers
    start, end = group[0].end, group[-1].end
    for k in range(start, min(sentence.past, end + _BY_REACH)):
        if scene.bars[k] - scene.bars[start - 1] >= HARD_COST or (k > end and k in scene.act_nouns):
            break
        if lowers[k] == "by" or (lowers[k] == "from" and _weapon_follows(scene, k)):
            if (
                "under" in lowers[end:k]
                or _after_backing(scene, k + 1)
                or _brokers(scene, k - 1)
                or _other_participle(scene, k - 1)
            ):
                continue
            return _chain(scene, k + 1, sentence.past)
    return []


def _brokers(scene: Scene, position: int) -> bool:
    """Whether what was done by someone is a truce: "the deal brokered by Moscow"."""
    forms = {m.entry.form for m in scene.breaches.between(position, position + 1)}
    return not forms.isdisjoint({"agree", "announce", "truce", "deal"})


def _other_participle(scene: Scene, position: int) -> bool:
    """Whether what was done by someone is no act: "controlled by", "reported by", "held by"."""
    word = scene.doc.tokens.lowers[position]
    if not (word.endswith("ed") or word in _PARTICIPLES):
        return False
    return not any(m.entry.form == "verb" for m in scene.acts.between(max(0, position - 1), position + 1))


def _weapon_follows(scene: Scene, position: int) -> bool:
    return any(m.entry.form == "weapon" for m in scene.acts.between(position, position + 5))


def _chain(scene: Scene, first: int, stop: int) -> list[str] | None:
    """Sides of a noun phrase with what is coordinated: "by Russia and the regime"; None for "Russian or Syrian"."""
    found: list[str] = []
    lowers = scene.doc.tokens.lowers
    reach = first + 3
    for side in scene.sides.between(first, min(stop, first + 14)):
        if side.first > reach:
            break
        between = lowers[max(first, reach - 3) : side.first]
        if found and "or" in between:
            return None
        if found and not ({"and", "/", "&"} & set(between)) and side.first > reach - 3:
            break
        if any(word in _TARGET_PREPOSITIONS and word != "of" for word in between):
            break
        found.append(side.side)
        reach = side.past + 3
    return found


def _after_backing(scene: Scene, position: int) -> bool:
    """Whether the words that end at `position` say that the following side only helps ("backed by")."""
    return any(
        m.entry.form == "backing" and m.start < position <= m.end
        for m in scene.acts.between(max(0, position - 4), position)
    )


def _owners(scene: Scene, sentence: SentenceSpan, group: list[Match[ActTerm]]) -> list[str] | None:
    """Sides that own an act noun or weapon: "Russian and regime air raids", "the army's artillery"."""
    noun = next((t for t in group if t.entry.form in {"noun", "weapon"}), None)
    if noun is None:
        return []
    found: list[str] = []
    limit = noun.start
    lowers = scene.doc.tokens.lowers
    for side in reversed(scene.sides.between(max(sentence.first, noun.start - 12), noun.end)):
        gap = lowers[side.past : limit]
        if len(gap) > _MODIFIER_REACH or any(w in _NO_MODIFIERS for w in gap) or _says(scene, side.past, limit):
            break
        if found and "or" in gap:
            return None
        if found and not (len(gap) <= 1 or {"and", "/"} & set(gap)):
            break
        if _after_preposition(scene, sentence, side):
            break
        found.append(side.side)
        limit = side.first
    return found


def _says(scene: Scene, first: int, past: int) -> bool:
    return any(m.entry.form == "verb" for m in scene.reports.between(first, past))


def _after_preposition(scene: Scene, sentence: SentenceSpan, side: SideMention) -> bool:
    """Whether a side is what an act falls on or stands by ("strikes on rebel positions", "backed by Russian jets")."""
    lowers = scene.doc.tokens.lowers
    k = side.first - 1
    while k >= sentence.first and (lowers[k] in {"the", "a", "an"} or scene.doc.tokens.kinds[k] == "s"):
        k -= 1
    if k < sentence.first:
        return False
    return lowers[k] in {"on", "against", "targeting", "hit", "hits", "between"} or _after_backing(scene, k + 1)


def _subject(scene: Scene, sentence: SentenceSpan, group: list[Match[ActTerm]]) -> list[str] | None:
    """Sides in the subject of an active verb: "Islamic State militants stormed"."""
    verb = next((t for t in group if t.entry.form != "weapon"), None)
    if verb is not None and verb.entry.form == "noun":
        return []
    lowers = scene.doc.tokens.lowers
    if verb is None or _is_passive(lowers, verb.start):
        return []
    return subject_sides(scene, sentence, verb.start) or _pronoun(scene, sentence, verb.start)


def _pronoun(scene: Scene, sentence: SentenceSpan, verb: int) -> list[str]:
    """ "The group struck when it stormed ...": a pronoun for the first side of the sentence."""
    lowers = scene.doc.tokens.lowers
    if not {"it", "they"} & set(lowers[max(sentence.first, verb - 2) : verb]):
        return []
    return [s.side for s in scene.sides.between(sentence.first, verb) if not _oblique(scene, sentence, s)][:1]


def _is_passive(lowers: list[str], verb: int) -> bool:
    """ "Was shelled" is passive, "are shelling" and "had shelled" are not."""
    return verb > 0 and lowers[verb - 1] in _AUXILIARIES and not lowers[verb].endswith("ing")


def subject_sides(scene: Scene, sentence: SentenceSpan, verb: int) -> list[str]:
    """Sides of the noun phrase before an active verb, without those that only back it."""
    lowers = scene.doc.tokens.lowers
    if lowers[verb].endswith("ing") and verb > sentence.first and lowers[verb - 1] in _GERUND_OPENERS:
        return [s.side for s in scene.sides.between(sentence.first, verb) if not _oblique(scene, sentence, s)][:1]
    candidates = scene.sides.between(max(sentence.first, verb - _SUBJECT_REACH), verb)
    told_of_itself = not {"it", "they"}.isdisjoint(lowers[max(sentence.first, verb - 2) : verb])
    found: list[str] = []
    limit = verb
    for side in reversed(candidates):
        if scene.bars[verb - 1] - scene.bars[side.past - 1] >= HARD_COST or (
            not told_of_itself and _says(scene, side.past, verb)
        ):
            break
        if _oblique(scene, sentence, side):
            continue
        if found and not _coordinated(lowers, side.past, limit):
            break
        found.append(side.side)
        limit = side.first
    return found


def _coordinated(lowers: list[str], start: int, stop: int) -> bool:
    return (stop - start <= 4 and bool({"and", "or", "/", "&"} & set(lowers[start:stop]))) or stop - start <= 1


def _oblique(scene: Scene, sentence: SentenceSpan, side: SideMention) -> bool:
    """Whether a side stands in a phrase of place or aim ("attacks on civilians and security forces", "near rebels")."""
    lowers = scene.doc.tokens.lowers
    k = side.first - 1
    steps = _OBLIQUE_REACH
    while k >= sentence.first and steps:
        word = lowers[k]
        if word == "of" and any(m.entry.form == "unit" for m in scene.acts.between(k - 1, k)):
            return False
        if word in _TARGET_PREPOSITIONS or any(m.entry.form == "backing" for m in scene.acts.between(k, k + 1)):
            return True
        if word in {"and", ","}:
            steps = max(steps - 1, 2)
        elif word not in _DETERMINERS:
            steps = min(steps - 1, 1)
            if any(t.past > k for t in scene.times.between(k - 2, k + 1)):
                return False
        k -= 1
    return _after_backing(scene, side.first) or _after_backing(scene, side.first - 1)


def _target(scene: Scene, sentence: SentenceSpan, group: list[Match[ActTerm]]) -> str | None:
    """The side that an act falls on: the object of its verb, or what "on" and "against" bring."""
    lowers = scene.doc.tokens.lowers
    past = group[-1].end
    for side in scene.sides.between(past, min(sentence.past, past + _TARGET_REACH)):
        if scene.bars[side.first] - scene.bars[past - 1] >= HARD_COST:
            return None
        words = lowers[max(past, side.first - 4) : side.first]
        if side.first - past > 8 and not {"on", "against"} & set(words):
            continue
        if "by" in words and not {"on", "against"} & set(words):
            continue
        return side.side
    return None


# --- discourse -------------------------------------------------------------------------------------------------------


def _carry_agents(scene: Scene, acts: list[Act]) -> list[Act]:
    """Let acts that point back ("the attack") share kind and agent with what they point at; settle bare bombings."""
    responsible = _claimed(scene)
    accused = _accused_in(scene.doc)
    aerial = any(m.entry.act == "air_strike" and not m.entry.weak for m in scene.acts.items)
    out: list[Act] = []
    for act in acts:
        act = _instrument(scene, act, out)
        k = _antecedent(scene, act, out)
        if k is not None:
            act, out[k] = _unified(act, out[k])
        if act.agents is None and act.act == "bombing" and responsible:
            act = replace(act, agents=responsible, agent_trace="claimed responsibility")
        if act.agents is None and act.act != "clash" and act.sentence in accused:
            act = replace(act, agents=accused[act.sentence], agent_trace="accused")
        out.append(_bombing(act, aerial))
    return out


def _instrument(scene: Scene, act: Act, before: list[Act]) -> Act:
    """Means belong to the one who uses them: "jets attacked the town with chemical weapons"."""
    if act.agents is not None or not before or before[-1].sentence != act.sentence or before[-1].agents is None:
        return act
    lowers = scene.doc.tokens.lowers
    user = before[-1]
    if lowers[act.first - 1] in {"with", "using"} and scene.bars[act.first] - scene.bars[user.past - 1] < HARD_COST:
        return replace(act, agents=user.agents, agent_trace=f"{user.agent_trace}, its means")
    return act


def _unified(act: Act, earlier: Act) -> tuple[Act, Act]:
    """Both mentions of one act with what either says of it."""
    act = replace(act, refers=True)
    if act.weak and earlier.cause is not None:
        act = replace(act, act=earlier.act, cause=earlier.cause)
    if act.act == "clash":
        return act, earlier
    if act.agents is None and earlier.agents is not None:
        act = replace(act, agents=earlier.agents, agent_trace=f"as in sentence {earlier.sentence}")
    elif earlier.agents is None and act.agents is not None and earlier.act != "clash":
        earlier = replace(earlier, agents=act.agents, agent_trace=f"as in sentence {act.sentence}")
    return act, earlier


def _bombing(act: Act, aerial: bool) -> Act:
    """A bare "bombing" is from the air where only those with an air force are told of, else a bomb on the ground."""
    if act.act != "bombing" or not act.weak or not act.act_word.startswith("bomb"):
        return act
    sides = set(act.agents.split("+")) if act.agents else set()
    if sides <= _AIR_FORCES and (sides or aerial):
        return replace(act, act="air_strike", cause="air_strike")
    return act


def _antecedent(scene: Scene, act: Act, before: list[Act]) -> int | None:
    """The earlier act that "the attack", "their strikes" or "the terrorist attacks" takes up."""
    if not _points_back(scene, act):
        return None
    for k in range(len(before) - 1, max(-1, len(before) - 7), -1):
        earlier = before[k]
        if act.sentence - earlier.sentence > 2:
            return None
        if earlier.told and (earlier.act == act.act or (act.weak and earlier.act not in {"clash", "unspecified"})):
            if act.agents and earlier.agents and act.agents != earlier.agents:
                continue
            return k
    return None


def _points_back(scene: Scene, act: Act) -> bool:
    if not any(m.entry.form == "noun" for m in scene.acts.between(act.first, act.first + 1)):
        return False
    lowers = scene.doc.tokens.lowers
    k = act.first - 1
    while k > 0 and act.first - k <= 3 and any(s.past == k + 1 for s in scene.sides.between(k - 2, k + 1)):
        k -= 1
    return k >= 0 and (lowers[k] in _DEFINITE or any(w in _PRONOUNS for w in lowers[max(0, act.first - 3) : act.first]))


@lru_cache(maxsize=2)
def _accused_in(doc: Annotated) -> dict[int, str]:
    return _accused(scene_of(doc))


def _accused(scene: Scene) -> dict[int, str]:
    """Per sentence the one side that it accuses or blames: "the opposition blamed the army for the attack"."""
    found: dict[int, str] = {}
    for match in scene.breaches.items:
        if match.entry.form != "accuse" or match.entry.kind != "one":
            continue
        sentence = scene.doc.sentence_at(scene.doc.tokens.starts[match.start])
        sides = scene.sides.between(match.end, min(sentence.past, match.end + 5))
        if sides and sides[0].first - match.end <= 2:
            found[sentence.index] = sides[0].side
    return found


def _claimed(scene: Scene) -> str | None:
    for match in scene.acts.items:
        if match.entry.form == "claim":
            sentence = scene.doc.sentence_at(scene.doc.tokens.starts[match.start])
            lowers = scene.doc.tokens.lowers
            if match.start > sentence.first and {"no", "nobody"} & set(
                lowers[max(sentence.first, match.start - 5) : match.start]
            ):
                continue
            sides = subject_sides(scene, sentence, match.start)
            if sides:
                return join_sides(sides)
    return None


# --- the act behind a figure -----------------------------------------------------------------------------------------


def cause_and_agent(doc: Annotated, acts: Sequence[Act], sentence_index: int, first: int, past: int) -> Harm:
    """How the people counted at tokens `first` to `past` came to harm, and by whom."""
    scene = scene_of(doc)
    told = _around(acts, sentence_index)
    sentence = doc.sentences[sentence_index]
    verb_agent = _harm_verb_agent(scene, sentence, first, past)
    act = _nearest(scene, told, sentence_index, first, past)
    how = "in its sentence"
    if act is not None and act.cause is None:
        act = _told_elsewhere(told, act)
    elif act is None:
        act = _carried(scene, told, sentence_index)
        how = f"carried from sentence {act.sentence}" if act is not None else ""
    if act is None:
        cause = _measure_cause(scene, sentence_index, first, past)
        return Harm(cause, verb_agent, "harm verb" if verb_agent or cause else "not told")
    if verb_agent is None and act.agents is None and act.act != "clash":
        act = _with_agent(scene, told, act, sentence_index)
    return _harm(act, verb_agent, how)


def _with_agent(scene: Scene, acts: Sequence[Act], act: Act, index: int) -> Act:
    """The act with the agent that the story names for acts of its kind, nearest first, in the same place."""
    best: tuple[tuple[int, int], Act] | None = None
    here = provinces_in(scene, index)
    for other in acts:
        alike = other.cause == act.cause or (act.weak and {other.cause, act.cause} == _FROM_AFAR)
        if other.agents is None or not alike or other.capture:
            continue
        there = provinces_in(scene, other.sentence)
        if here and there and not here & there:
            continue
        price = (abs(other.sentence - index), other.first)
        if best is None or price < best[0]:
            best = price, other
    if best is None:
        blamed = set(_accused_in(scene.doc).values())
        if len(blamed) == 1 and act.act in _BLAMED:
            return replace(act, agents=blamed.pop(), agent_trace="the only side accused")
        return act
    return replace(act, agents=best[1].agents, agent_trace=f"as in sentence {best[1].sentence}")


def _told_elsewhere(acts: Sequence[Act], act: Act) -> Act:
    """An act of no kind ("attacks", "targeted") with the kind that the sentences around it tell of the same side."""
    for index in (act.sentence, act.sentence + 1, act.sentence - 1, act.sentence + 2, act.sentence + 3):
        for other in _sentence_of(acts, index):
            if other.cause is not None and not other.capture and (act.agents is None or other.agents == act.agents):
                return replace(act, cause=other.cause, agents=act.agents or other.agents)
    return act


def _harm(act: Act, verb_agent: str | None, how: str) -> Harm:
    agent = verb_agent or act.agents
    return Harm(act.cause, agent, f"{act.act} {how}" + (f", {act.agent_trace}" if agent else ""), act)


def _around(acts: Sequence[Act], index: int) -> list[Act]:
    """The acts told as done near a sentence, and those of the title and lead."""
    left = bisect_left(acts, index - _NEAR_SENTENCES, key=lambda a: a.sentence)
    right = bisect_left(acts, index + _NEAR_SENTENCES, key=lambda a: a.sentence)
    lead = bisect_left(acts, _LEAD_SENTENCES, hi=left, key=lambda a: a.sentence)
    near = [*acts[: min(lead, _MOST_ACTS)], *acts[left : min(right, left + _MOST_ACTS)]]
    return [act for act in near if act.told or (act.background and act.sentence == index)]


def _sentence_of(acts: Sequence[Act], index: int) -> Sequence[Act]:
    left = bisect_left(acts, index, key=lambda a: a.sentence)
    right = bisect_left(acts, index + 1, key=lambda a: a.sentence)
    return acts[left:right]


def _nearest(scene: Scene, acts: Sequence[Act], index: int, first: int, past: int) -> Act | None:
    candidates = _sentence_of(acts, index)
    if not candidates:
        return None
    return min(candidates, key=lambda act: (_price(scene, act, first, past), act.first))


def _price(scene: Scene, act: Act, first: int, past: int) -> int:
    if act.first >= past:
        gap = scene.distance(past - 1, act.first)
    else:
        gap = scene.distance(min(act.past - 1, first), first)
    return gap + (6 if act.capture else 0) + (4 if act.cause is None else 0)


def _carried(scene: Scene, acts: Sequence[Act], index: int) -> Act | None:
    for back in range(1, _CARRY_SENTENCES + 1):
        candidates = [a for a in _sentence_of(acts, index - back) if a.cause is not None and not a.capture]
        if candidates:
            return candidates[-1]
    return None


def _measure_cause(scene: Scene, index: int, first: int, past: int) -> str | None:
    causes = [
        (min(abs(m.start - past), abs(first - m.end)), m.entry.cause) for m in scene.measures.of(index) if m.entry.cause
    ]
    return min(causes, default=(0, None), key=lambda pair: pair[0])[1]


def _event_between(scene: Scene, first: int, past: int) -> bool:
    return any(m.entry.form in {"noun", "weapon"} for m in scene.acts.between(first, past))


def _harm_verb_agent(scene: Scene, sentence: SentenceSpan, first: int, past: int) -> str | None:
    """The side that kills in "the army killed 12 rebels" or "12 people were killed by government forces"."""
    lowers = scene.doc.tokens.lowers
    for match in scene.measures.between(max(sentence.first, first - 12), min(sentence.past, past + 12)):
        if match.entry.measure not in {"killed", "injured"} or match.entry.form not in {"participle", "active"}:
            continue
        if match.end <= first and lowers[match.start - 1] not in _AUXILIARIES and match.start > sentence.first:
            sides = subject_sides(scene, sentence, match.start)
            if sides and not _event_between(scene, max(sentence.first, match.start - 5), match.start):
                return join_sides(sides)
        elif match.start >= past and match.end < sentence.past and lowers[match.end] == "by":
            agents = _chain(scene, match.end + 1, sentence.past)
            if agents:
                return join_sides(agents)
    return None
