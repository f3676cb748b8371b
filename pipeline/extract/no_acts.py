"""Words of attack that tell of none by the words beside them: "struck a deal", "the operations room", "shot down".

Belongs here: one word and its next ones. Does not: weapons that do nothing (`weapons`), acts told as not done
(`act_doubts`), acts that only set a scene (`backdrop`), compounds that are always the same ("assault rifle", form
`compound` in `act_terms.csv`).
"""

from pipeline.extract.lexicon import Match
from pipeline.extract.reference import ActTerm
from pipeline.extract.scene import Scene

# "The operations room", "the operation's media office" are of an army, not what it does.
_USED = frozenset({"used", "occupied", "held", "manned"})
_OFFICES = frozenset("room rooms media office centre center command commander spokesman spokesperson hq".split())
# "An advance team of observers", "an advance payment".
_DONE = frozenset({"over", "complete", "completed", "finished"})
_BEHIND_IT = frozenset({",", ".", ";", "and", "but", "on"})
_SENT_AHEAD = tuple(
    [word] for word in "team teams party mission group unit guard payment notice warning copy planning".split()
)
# "Struck a tentative truce", "strike a deal to swap prisoners"; what is made stands right behind its adjectives.
_STRIKING = frozenset({"struck", "strikes", "striking", "strike"})
_MADE = frozenset(
    "accord accords agreement agreements alliance balance bargain ceasefire cease-fire chord compromise deal deals note"
    " pact peace tone truce truces understanding".split()
)
_MADE_REACH = 5
_LANDING = frozenset(
    "commandos troops soldiers paratroopers marines forces men helicopter helicopters plane planes aircraft ship ships"
    " boat boats envoy envoys he she they".split()
)
_ARTICLES = frozenset({"a", "an", "the", "its", "their", "his", "her", "separate", "several"})


def is_no_act(scene: Scene, term: Match[ActTerm]) -> bool:
    """Whether a word of attack tells of none by what stands beside it."""
    return (
        _brings_down(scene, term)
        or _is_of_name(scene, term)
        or _are_users(scene, term)
        or (scene.doc.tokens.lowers[term.start] in _STRIKING and _strikes_deal(scene, term))
        or (scene.doc.tokens.lowers[term.start] == "landed" and _lands(scene, term))
    )


def _lands(scene: Scene, term: Match[ActTerm]) -> bool:
    """Whether men or planes land, and no shells: "commandos landed near the village"."""
    return not _LANDING.isdisjoint(scene.doc.tokens.lowers[max(0, term.start - 3) : term.start])


def _strikes_deal(scene: Scene, term: Match[ActTerm]) -> bool:
    """Whether a truce or deal is what is struck: "had struck a tentative truce on Thursday"."""
    lowers = scene.doc.tokens.lowers
    behind = lowers[term.end : term.end + _MADE_REACH]
    at = next((k for k, word in enumerate(behind) if word in _MADE), None)
    return at is not None and (at == 0 or behind[0] in _ARTICLES)


def _are_users(scene: Scene, term: Match[ActTerm]) -> bool:
    """Whether snipers only use what is hit: "bombs fell on a building used by snipers"."""
    if term.entry.term != "sniper fire":
        return False
    before = scene.doc.tokens.lowers[max(0, term.start - 2) : term.start]
    return before[-1:] == ["by"] and not _USED.isdisjoint(before)


def _brings_down(scene: Scene, term: Match[ActTerm]) -> bool:
    """ "Shot down a drone"."""
    lowers = scene.doc.tokens.lowers
    return lowers[term.end - 1] in {"shot", "shoot", "shooting"} and lowers[term.end : term.end + 1] == ["down"]


def _is_of_name(scene: Scene, term: Match[ActTerm]) -> bool:
    """Whether a word of attack only names something: "the operations room", "an advance team of observers"."""
    if term.entry.term == "operation":
        over = scene.doc.tokens.lowers[term.end : term.end + 2]  # "had declared its operation over"
        return (over[0] in _DONE and over[1] in _BEHIND_IT) or _names_office(scene, term)
    return term.entry.term == "advances" and scene.doc.tokens.lowers[term.end : term.end + 1] in _SENT_AHEAD


def _names_office(scene: Scene, term: Match[ActTerm]) -> bool:
    """Whether an operation is an army's office or name: "the operations room", "the GNA's Dawn of Hope operation"."""
    tokens = scene.doc.tokens
    if not _OFFICES.isdisjoint(tokens.lowers[term.end : term.end + 2]):
        return True
    if tokens.texts[term.start] == "Operation" and _speaks(scene, term.end):
        return True
    before = term.start - 1
    if before < 2 or not _is_capital(tokens.texts[before]) or scene.sides.between(before, before + 1):
        return False
    if any(p.past == before + 1 for p in scene.places.between(max(0, before - 3), before + 1)):
        return False  # "the Afrin operation"
    return _is_capital(tokens.texts[before - 1]) or tokens.lowers[before - 1] in {"of", "the"}


def _is_capital(word: str) -> bool:
    """Whether a word is one of a name: "Burkan", "al-Ghadab"."""
    return word.rpartition("-")[2][:1].isupper()


def _speaks(scene: Scene, past: int) -> bool:
    """Whether a named operation tells or counts something: "Operation Restoring Hope counted 34 breaches"."""
    texts = scene.doc.tokens.texts
    while texts[past][:1].isupper():
        past += 1
    told = any(m.entry.form == "verb" for m in scene.reports.between(past, past + 2))
    return told or any(m.entry.form == "tally" for m in scene.breaches.between(past, past + 2))
