"""The hostile acts of an article, each with what the sentences around it say of its kind and its agent.

Belongs here: acts that point back, means and their users, claims of responsibility, accusations. Does not: the words
of one sentence (`acts`, `agents`), the act behind a figure (`harm`), when and where an act happened (`situate`),
whether it breaks a truce (`violations`).
"""

from bisect import bisect_left
from collections.abc import Sequence

from pipeline.extract.act_kinds import AIMED, FLYING
from pipeline.extract.acts import DEFINITE, Act, sentence_acts
from pipeline.extract.annotate import Annotated, SentenceSpan
from pipeline.extract.doers import chain, first_named, join_sides, subject_sides
from pipeline.extract.lexicon import Match
from pipeline.extract.memo import per_article
from pipeline.extract.parties import SideMention
from pipeline.extract.reference import ActTerm, Reference
from pipeline.extract.scene import HARD_COST, Scene, scene_of
from pipeline.extract.states import AIR_FORCES, GROUPS

_PRONOUNS = frozenset("its their".split())
_TAKEN_UP = frozenset({"it", "them"})
# Acts of unknown gunmen and bombers, for which a group answers afterwards, in one of the next sentences.
_CLAIMED = frozenset({"bombing", "shooting", "unspecified"})
_CLAIM_REACH = 5
_NOBODY = frozenset({"no", "nobody", "none", "not", "without", "neither"})
_CHARGES = frozenset({"over", "for", "responsible", "accountable"})
_CHARGE_REACH = 5
# Acts before a definite one among which its kind is looked for.
_RECALLED = 12
_TERRORISTS = frozenset({"terrorist", "militant", "extremist", "jihadist", "takfiri"})
_RAIDERS = frozenset(
    "gunmen attackers raiders assailants bandits gang gangs herdsmen rustlers machete machetes motorbikes motorcycles"
    " horseback beheaded hacked".split()
)
_ON_FOOT = frozenset(
    "soldiers troops commandos police policemen paratroopers marines guerrillas gunmen infantry rebels".split()
)
_FOOT_REACH = 40
# What is aimed with, and words that leave open with what.
_MEANS = frozenset({"air_strike", "shelling"})
_ATTACKS = frozenset({"attack", "strike", "raid", "bombing", "bombardment", "airstrike", "massacre"})
# Sentences of title and lead.
_LEAD = 3
# "Blamed the army and Russia's Wagner group": from the conjunction to the second side.
_BESIDE_REACH = 4
_SIMILAR_REACH = 2
_POUNDING = frozenset({"bombed", "pounded", "bombarded"})
_WITH = frozenset({"with", "using"})
_MEANS_REACH = 4
_BOMBERS_REACH = 4
# "The jets were Russian", "the planes belonged to the army".
_WHOSE = (["were"], ["was"], ["belonged"])
# "Helicopters also dropped", "Warplanes later bombed".
_TOO = frozenset({"also", "later", "then", "too", "meanwhile", "subsequently", "afterwards"})
_TOO_REACH = 4


def find_acts(doc: Annotated, reference: Reference) -> list[Act]:
    """Every hostile act told, in reading order, agents resolved through the discourse."""
    return list(acts_of(doc))


@per_article
def acts_of(doc: Annotated) -> Sequence[Act]:
    """The same, worked out once: whose men the counted are is asked before."""
    scene = scene_of(doc)
    acts: list[Act] = []
    for sentence in doc.sentences:
        terms = scene.acts.of(sentence.index)
        if terms:
            acts.extend(sentence_acts(scene, sentence, terms))
    return _carry_agents(scene, acts)


def _carry_agents(scene: Scene, acts: list[Act]) -> list[Act]:
    """Let acts that point back ("the attack") share kind and agent with what they point at; settle bare bombings."""
    claims = _claims_in(scene.doc)
    only = claims[0][1] if len({side for _, side in claims}) == 1 else None
    accused = accused_in(scene.doc)
    aerial = any(
        m.entry.act == "air_strike" and not m.entry.weak and not _are_men(scene, m.start) for m in scene.acts.items
    )
    only_aerial = aerial and not any(m.entry.act == "shelling" and not m.entry.weak for m in scene.acts.items)
    flown = any(act.act == "air_strike" and not act.weak for act in acts)
    missiles = not flown and any(act.act_word == "missile strike" for act in acts)
    told = {act.sentence for act in acts}
    grounded = not aerial and not _RAIDERS.isdisjoint(scene.doc.tokens.lowers)
    out: list[Act] = []
    for act in acts:
        if act.act == "air_strike" and any(_are_men(scene, k) for k in range(act.first, act.past)):
            act = act._replace(act="bombing", cause="bombing")
        act = _flown_too(scene, _result(scene, _instrument(scene, act, out), out), out)
        if _tells_means(scene, act, out):
            out[-1] = out[-1]._replace(act=act.act, cause=act.cause)
        k = _antecedent(scene, act, out)
        if k is not None:
            act, out[k] = _unified(act, out[k])
        elif out and _is_similar(scene, act, out[-1]):
            act = act._replace(act=out[-1].act, cause=out[-1].cause)
        responsible = _responsible(act, claims, only) if act.agents is None else None
        if responsible is not None:
            act = act._replace(agents=responsible, agent_trace="claimed responsibility")
        if act.agents is None and act.act != "clash":
            blamed = accused.get(act.sentence) or (None if act.sentence + 1 in told else accused.get(act.sentence + 1))
            if blamed and scene.doc.tokens.lowers[act.first - 1] != "against":
                act = act._replace(agents=blamed, agent_trace="accused")
        if missiles and act.act_word == "strike" and act.act == "air_strike" and act.agents not in FLYING:
            act = act._replace(act="shelling", cause="shelling")  # "the strike" of missiles, where nobody flies
        act = _bombing(_bombardment(act, out, only_aerial), aerial)
        out.append(act if aerial else _raid(act, grounded or _is_by_foot(scene, act)))
    return out


def _are_men(scene: Scene, at: int) -> bool:
    """Whether bombers are no planes: "Taliban bombers", "bombers of the insurgency"."""
    lowers = scene.doc.tokens.lowers
    if lowers[at] != "bombers":
        return False
    owners = [s for s in scene.sides.between(max(0, at - _BOMBERS_REACH), at) if s.past == at]
    if lowers[at + 1 : at + 2] in (["of"], ["from"]):
        owners += scene.sides.between(at + 2, at + 2 + _BOMBERS_REACH)
    return any(owner.side in GROUPS for owner in owners)


def _instrument(scene: Scene, act: Act, before: list[Act]) -> Act:
    """Means belong to the one who uses them: "jets attacked the town with chemical weapons"."""
    lowers = scene.doc.tokens.lowers
    if act.agents is not None or act.act == "clash" or lowers[act.first - 1] not in {"with", "using", "by"}:
        return act
    if lowers[act.first - 1] == "by":
        return _manner(scene, act, before)
    if not before or before[-1].sentence != act.sentence or before[-1].agents is None:
        sides = subject_sides(scene, scene.doc.sentences[act.sentence], act.first - 1)
        return act._replace(agents=join_sides(sides[:1]), agent_trace="its means") if sides else act
    user = before[-1]
    if lowers[act.first - 1] in {"with", "using"} and scene.bars[act.first] - scene.bars[user.past - 1] < HARD_COST:
        return act._replace(agents=user.agents, agent_trace=f"{user.agent_trace}, its means")
    return act


def _result(scene: Scene, act: Act, before: list[Act]) -> Act:
    """What comes of an act is of those who act: "rebels stormed the town on Friday, shooting dead 11 men"."""
    lowers = scene.doc.tokens.lowers
    if act.agents is not None or not lowers[act.first].endswith("ing") or lowers[act.first - 1] not in {",", "and"}:
        return act
    if not any(m.entry.form == "verb" and m.start == act.first for m in scene.acts.between(act.first, act.first + 1)):
        return act
    main = before[-1] if before and before[-1].sentence == act.sentence else None
    if main is not None:
        same_clause = scene.bars[act.first] - scene.bars[main.past - 1] < HARD_COST
        return act._replace(agents=main.agents, agent_trace="its result") if main.agents and same_clause else act
    sides = first_named(scene, scene.doc.sentences[act.sentence], act.first)
    return act._replace(agents=join_sides(sides), agent_trace="its result") if sides else act


def _flown_too(scene: Scene, act: Act, before: list[Act]) -> Act:
    """Jets of nobody that "also" strike are of the army that shelled before: "Helicopters also bombed the town"."""
    if act.agents is not None or act.act != "air_strike" or not before or act.sentence - before[-1].sentence != 1:
        return act
    first = scene.doc.sentences[act.sentence].first
    opening = scene.doc.tokens.lowers[first : first + _TOO_REACH]
    last = before[-1].agents
    if last not in AIR_FORCES or _TOO.isdisjoint(opening) or act.first > first + 1 or scene.sides.of(act.sentence):
        return act
    return act._replace(agents=last, agent_trace=f"also, as in sentence {before[-1].sentence}")


def _tells_means(scene: Scene, act: Act, before: list[Act]) -> bool:
    """Whether an act is only the means of the one before: "targeted a post with an anti-tank missile"."""
    if act.act not in _MEANS or not before or before[-1].sentence != act.sentence:
        return False
    if before[-1].act_word not in AIMED and not (before[-1].weak and before[-1].act_word in _POUNDING):
        return False
    lowers = scene.doc.tokens.lowers
    between = lowers[max(before[-1].past, act.first - _MEANS_REACH) : act.first]
    same_clause = scene.bars[act.first] - scene.bars[before[-1].past - 1] < HARD_COST
    return same_clause and not _WITH.isdisjoint(between)


def _manner(scene: Scene, act: Act, before: list[Act]) -> Act:
    """'It accused the militia of breaking the truce by overrunning a post': who is accused does that, too."""
    told = before[-1].agents if before and before[-1].sentence == act.sentence else None
    accused = accused_in(scene.doc).get(act.sentence) or told
    if accused is None or not scene.doc.tokens.lowers[act.first].endswith("ing"):
        return act
    return act._replace(agents=accused, agent_trace="accused")


def _unified(act: Act, earlier: Act) -> tuple[Act, Act]:
    """Both mentions of one act with what either says of it."""
    act = act._replace(refers=True)
    blast = act.act == "bombing" and earlier.act == "ground_attack"
    if (act.weak or earlier.act == "chemical") and earlier.cause is not None and not blast:
        act = act._replace(act=earlier.act, cause=earlier.cause)
    if act.act == "clash":
        return act, earlier
    if (act.agents is None or earlier.agents == "islamic_state") and earlier.agents is not None:
        act = act._replace(agents=earlier.agents, agent_trace=f"as in sentence {earlier.sentence}")
    elif earlier.agents is None and act.agents is not None and act.told and earlier.act != "clash":
        earlier = earlier._replace(agents=act.agents, agent_trace=f"as in sentence {act.sentence}")
    return act, earlier


def _bombing(act: Act, aerial: bool) -> Act:
    """A bare "bombing" is from the air where only those with an air force are told of, else a bomb on the ground."""
    if act.act != "bombing" or not act.weak or not act.act_word.startswith("bomb"):
        return act
    sides = set(act.agents.split("+")) if act.agents else set()
    if (sides <= AIR_FORCES and (sides or aerial)) or (aerial and sides.isdisjoint(GROUPS)):
        return act._replace(act="air_strike", cause="air_strike")
    return act


def _bombardment(act: Act, before: list[Act], only_aerial: bool) -> Act:
    """A bare "bombardment" is from the air where its sentence tells of jets: "raids hit a road under bombardment".

    So is one by those who have an air force, in a story that tells of air strikes and of no guns.
    """
    if act.weak and act.act_word == "missile strike" and only_aerial and act.agents in (None, *AIR_FORCES):
        return act._replace(act="air_strike", cause="air_strike")
    if not act.weak or not act.act_word.startswith("bombard"):
        return act
    if act.agents is not None:
        flown = only_aerial and set(act.agents.split("+")) <= AIR_FORCES
        return act._replace(act="air_strike", cause="air_strike") if flown else act
    last = before[-1] if before and before[-1].sentence == act.sentence else None
    if last is None or last.act != "air_strike":
        return act
    return act._replace(
        act=last.act, cause=last.cause, agents=last.agents, agent_trace=f"{last.agent_trace}, summed up"
    )


def _raid(act: Act, grounded: bool) -> Act:
    """A bare "raid" of those who have no air force, or of mere gunmen, is one on the ground."""
    if act.act != "air_strike" or not act.weak or not act.act_word.startswith("raid"):
        return act
    if act.agents is None and not grounded:
        return act
    if act.agents is None or AIR_FORCES.isdisjoint(act.agents.split("+")):
        return act._replace(act="ground_attack", cause="ground_fighting")
    return act


def _is_by_foot(scene: Scene, act: Act) -> bool:
    """Whether those on foot are told of with an act: "troops shot a man in Jenin. The raid was the first ..."."""
    lowers = scene.doc.tokens.lowers
    if act.act_word != "raid" or act.act != "air_strike" or lowers[act.first - 1] not in DEFINITE:
        return False
    first = scene.doc.sentences[max(0, act.sentence - 1)].first
    return not _ON_FOOT.isdisjoint(lowers[max(first, act.first - _FOOT_REACH) : act.past])


def _antecedent(scene: Scene, act: Act, before: list[Act]) -> int | None:
    """The earlier act that "the attack", "their strikes" or "the terrorist attacks" takes up."""
    if not _points_back(scene, act):
        return None
    near = [k for k in range(len(before) - 1, max(-1, len(before) - 7), -1) if act.sentence - before[k].sentence <= 2]
    aerial = act.act == "air_strike" and any(b.act == "air_strike" for b in before[-_RECALLED:])
    far = [k for k in range(len(before) - 1, -1, -1) if 2 < act.sentence - before[k].sentence <= _RECALLED // 2]
    alike = [k for k in far if before[k].act == act.act == "air_strike" and before[k].agents is not None]
    gas = _gas_of(scene, act, before)
    if gas is not None:
        return gas
    for k in [*sorted(near, key=lambda k: before[k].act != act.act), *alike]:
        earlier = before[k]
        if aerial and earlier.act == "ground_attack":
            continue  # "the raid" is the one from the air, not the storming told since
        vague = {"clash"} if act.act_word == "raid" and earlier.act_word == "attacked" else {"clash", "unspecified"}
        if earlier.told and (earlier.act == act.act or (act.weak and earlier.act not in vague)):
            if (
                act.agents
                and earlier.agents
                and act.agents != earlier.agents
                and not _are_terrorists(scene, act, earlier)
            ):
                continue
            return k
    return None


def _is_similar(scene: Scene, act: Act, last: Act) -> bool:
    """Whether attacks are of the kind told last: "similar attacks on the city killed ten"."""
    if not act.weak or act.act != "unspecified" or last.cause is None:
        return False
    near = scene.doc.tokens.lowers[max(0, act.first - 2) : act.first + 1]
    return "similar" in near and act.sentence - last.sentence <= _SIMILAR_REACH


def _are_terrorists(scene: Scene, act: Act, earlier: Act) -> bool:
    """Whether "the terrorist attacks" are those by Islamic State told right before."""
    if earlier.agents != "islamic_state" or act.sentence - earlier.sentence > 1:
        return False
    return not _TERRORISTS.isdisjoint(scene.doc.tokens.lowers[max(0, act.first - 1) : act.past])


def _gas_of(scene: Scene, act: Act, before: list[Act]) -> int | None:
    """The gas attack of the title or lead that "the attack" is all through its story, with whatever it was carried."""
    if scene.doc.tokens.lowers[act.first] not in _ATTACKS:
        return None
    gas = [k for k, earlier in enumerate(before) if earlier.act == "chemical" and earlier.told]
    if not gas or before[gas[0]].sentence > _LEAD or act.sentence - before[gas[-1]].sentence > _RECALLED:
        return None
    agents = before[gas[-1]].agents
    return gas[-1] if None in (agents, act.agents) or agents == act.agents else None


def _points_back(scene: Scene, act: Act) -> bool:
    lowers = scene.doc.tokens.lowers
    terms = scene.acts.between(act.first, act.first + 1)
    if not any(m.entry.form == "noun" or (m.entry.form == "weapon" and _tells_whose(lowers, act, m)) for m in terms):
        return False
    k = act.first - 1
    while k > 0 and act.first - k <= 3 and any(s.past == k + 1 for s in scene.sides.between(k - 2, k + 1)):
        k -= 1
    return k >= 0 and (lowers[k] in DEFINITE or any(w in _PRONOUNS for w in lowers[max(0, act.first - 3) : act.first]))


def _tells_whose(lowers: list[str], act: Act, weapon: Match[ActTerm]) -> bool:
    """Whether a sentence only says whose a weapon was: "the jets were Russian", "the drone belonged to the army"."""
    return act.agents is not None and lowers[weapon.end : weapon.end + 1] in _WHOSE


@per_article
def accused_in(doc: Annotated) -> dict[int, str]:
    """Per sentence the one side that it accuses or blames."""
    return _accused(scene_of(doc))


def _accused(scene: Scene) -> dict[int, str]:
    """Per sentence the one side that it accuses or blames: "the opposition blamed the army for the attack"."""
    found: dict[int, str] = {}
    for match in scene.breaches.items:
        accuses = match.entry.form == "accuse" and match.entry.kind == "one"
        if accuses and (side := _charged(scene, match.end)) is not None:
            found[scene.doc.sentence_at(scene.doc.tokens.starts[match.start]).index] = _and_with(scene, side)
    for term in scene.acts.items:
        if term.entry.form == "blame":
            side = _charged(scene, term.end)
            past = max(term.end + 1, side.past) if side is not None else term.end
            if side is not None and not _CHARGES.isdisjoint(scene.doc.tokens.lowers[past : past + _CHARGE_REACH]):
                found[scene.doc.sentence_at(scene.doc.tokens.starts[term.start]).index] = side.side
    return found


def _and_with(scene: Scene, side: SideMention) -> str:
    """The side that is blamed, with another that is blamed beside it: "blamed the army and Russia's Wagner group"."""
    past = side.past + (scene.doc.tokens.lowers[side.past : side.past + 1] == ["and"])
    sentence = scene.doc.sentence_at(scene.doc.tokens.starts[side.first])
    beside = chain(scene, past, min(sentence.past, past + _BESIDE_REACH)) if past > side.past else None
    return join_sides([side.side, *(beside or ())]) or side.side


def _charged(scene: Scene, position: int) -> SideMention | None:
    """The side right behind a word of blame."""
    sentence = scene.doc.sentence_at(scene.doc.tokens.starts[position - 1])
    sides = scene.sides.between(position, min(sentence.past, position + 5))
    if scene.doc.tokens.lowers[position] in _TAKEN_UP:  # "calls the PKK terrorists and blames it for 30,000 deaths"
        before = [side for side in scene.sides.between(sentence.first, position) if side.role == "armed"]
        return next((s for s in reversed(before) if s.kind == "name"), before[-1] if before else None)
    if not sides or scene.bars[sides[0].first] > scene.bars[position - 1]:
        return None
    return sides[0]


# --- responsibility --------------------------------------------------------------------------------------------------


def answered(doc: Annotated, sentence: int) -> str | None:
    """The side that answers, there or in one of the next sentences, for what a sentence tells."""
    return _answer(_claims_in(doc), sentence)


@per_article
def _claims_in(doc: Annotated) -> list[tuple[int, str]]:
    return _claims(scene_of(doc))


def _claims(scene: Scene) -> list[tuple[int, str]]:
    """The sentences in which a side says, or bears the marks, that it did what was told before."""
    found: list[tuple[int, str]] = []
    for match in scene.acts.items:
        if match.entry.form not in {"claim", "claim of", "claimed by"}:
            continue
        if match.entry.form == "claim of" and not _of_an_act(scene, match.end):
            continue
        sentence = scene.doc.sentence_at(scene.doc.tokens.starts[match.start])
        lowers = scene.doc.tokens.lowers
        if match.entry.form == "claimed by":
            sides = chain(scene, match.end, sentence.past) or []
        elif _NOBODY.isdisjoint(lowers[max(sentence.first, match.start - 5) : match.start]):
            sides = _claimants(scene, sentence, match.start)
        else:
            continue
        joined = join_sides(sides)
        if joined is not None:
            found.append((sentence.index, joined))
    return found


def _claimants(scene: Scene, sentence: SentenceSpan, position: int) -> list[str]:
    """Who claims: a group sooner than the state that it fights ("JNIM, which fights Mali's government, claimed")."""
    sides = subject_sides(scene, sentence, position)
    named = [s.side for s in scene.sides.between(sentence.first, position) if (s.role, s.kind) == ("armed", "name")]
    if named and named[0] not in sides and not (sides and sides[0] in named):
        return named[:1]
    return sides or first_named(scene, sentence, position)


def _of_an_act(scene: Scene, position: int) -> bool:
    """Whether "claimed" or "carried out" is followed by an act told before ("the bombing", "this attack")."""
    lowers = scene.doc.tokens.lowers
    opening = lowers[position : position + 1]
    near = range(position + 1, position + 4)
    if DEFINITE.isdisjoint(opening) and lowers[position - 2 : position] != ["blamed", "for"]:
        return False
    deaths = scene.measures.between(near.start, near.stop)
    return not scene.act_nouns.isdisjoint(near) or any(m.entry.form == "noun" for m in deaths)


def _responsible(act: Act, claims: Sequence[tuple[int, str]], only: str | None) -> str | None:
    """The side that answers for an act: the nearest claim after it; a story's only claim holds for all its bombings."""
    if act.act not in _CLAIMED and not (act.weak and act.act_word == "raid"):
        return None
    return _answer(claims, act.sentence) or (only if act.act == "bombing" else None)


def _answer(claims: Sequence[tuple[int, str]], sentence: int) -> str | None:
    k = bisect_left(claims, (sentence, ""))
    return claims[k][1] if k < len(claims) and claims[k][0] - sentence <= _CLAIM_REACH else None
