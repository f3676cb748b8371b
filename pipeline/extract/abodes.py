"""Where people and groups are at home, sit or have gone to, by a clause about them: "whose office is in Nairobi".

Belongs here: places in clauses that only describe somebody who speaks or fights. Does not: homes of the counted
(`homes`), places of talk and treatment (`venues`), who is harmed there (`placing`).
"""

from pipeline.extract.scene import Placed, Scene

_WHOSE, _WHOSE_REACH = "whose", 14
_CLAUSE_ENDS = frozenset({",", ";", ":", "(", ")", "—", "–", '"', "”"})
_ACTS = frozenset({"noun", "verb", "weapon"})
# "Said Musa Zira, a farmer who fled to the hub of Mubi", "said Bulama Ali, who walked to Mubi".
_WENT_REACH = 9
_FLED = frozenset({"fled", "escaped", "moved"})
_TOWARDS = frozenset({"to", "into", "for", "reached", "towards"})
_PHRASE = frozenset("the a of nearby hub town city village camp capital neighbouring neighboring state".split())


def is_abode(scene: Scene, index: int, placed: Placed) -> bool:
    """Whether a place is only told in what describes a group or a man: "whose headquarters used to be in Jaffna"."""
    lowers, low = scene.doc.tokens.lowers, scene.doc.sentences[index].first
    low = max(low, placed.first - _WHOSE_REACH)
    clause = lowers[low : placed.first]
    if _WHOSE not in clause:
        return False
    opened = placed.first - 1 - clause[::-1].index(_WHOSE)
    if not _CLAUSE_ENDS.isdisjoint(lowers[opened : placed.first]) or scene.measures.between(opened, placed.first):
        return False
    return not any(m.entry.form in _ACTS and m.entry.act for m in scene.acts.between(opened, placed.first))


def shelters_speaker(scene: Scene, placed: Placed) -> bool:
    """Whether only who speaks went there: "said Bulama Ali, who walked to Mubi", "a farmer who fled Gwoza"."""
    lowers = scene.doc.tokens.lowers
    low = max(0, placed.first - _WENT_REACH)
    if "who" not in lowers[low : placed.first]:
        return False
    who = lowers.index("who", low, placed.first)
    at = placed.first - 1
    while at > who and lowers[at] in _PHRASE:
        at -= 1
    if not (lowers[who + 1] in _FLED or (lowers[at] in _TOWARDS and at > who + 1)):
        return False
    said = scene.reports.between(max(0, who - _WENT_REACH), who)
    return any(m.entry.form == "verb" for m in said) and not scene.measures.between(who + 2, placed.first)
