"""Weapons that do nothing: kept, moved, lost, shot down, only flown, or there to back those who act.

Belongs here: what a weapon word tells where it tells no act. Does not: the acts of weapons (`acts`), whose they are
(`agents`).
"""

from pipeline.extract.lexicon import Match
from pipeline.extract.reference import ActTerm
from pipeline.extract.scene import Scene
from pipeline.extract.tokens import NUMBER

_FLYING = frozenset(
    "flew fly flies flying flown overflying overflown observe observed observing sent"
    " circled circling hovered hovering buzzed overflew patrolled gone operated spotted"
    " filmed footage video".split()
)
_FLIGHT_REACH = 5
_STOCKING = frozenset(
    "kept keeps stored stores storing stockpiled stockpiles stockpile stockpiling hid hides hidden hiding cache"
    " caches depot depots warehouse warehouses smuggled smuggling smuggle manufactured manufacturing manufacture"
    " unearthed confiscated stash stashes production producing produces develop developing development transfer"
    " transferring".split()
)
_STORED = frozenset({"stored", "stockpiled", "hidden", "kept", "depot", "depots", "cache", "caches", "stockpile"})
_STOCK_REACH = 4
# "Have moved tanks back into the zone", "brought howitzers to the front".
_MOVING = frozenset(
    "moved moving brought bringing amassed massed stationed parked returned withdrawn withdrew withdraw withdrawing"
    " redeployed deployed deploying positioned".split()
)
_MOVE_REACH = 7
_SHARING_REACH = 9
_ENDS = frozenset({",", ".", "fired", "which", "that", "by", "from", "under"})
_FIRED = (["fire"], ["fired"], ["shelled"], ["pounded"], ["opened"], ["fires"])
_UNARMED = frozenset(
    "spy reconnaissance surveillance passenger cargo civilian transport aid relief evacuation commercial".split()
)
_ABOARD = (["on", "that"], ["on", "the"], ["on", "a"], ["aboard", "the"], ["aboard", "a"], ["aboard", "that"])
# "Landed by helicopter", "dropped from helicopters near the village".
_ABOARD_OF = (["by"], ["from"], ["in"], ["aboard"], ["on"])
_KINDS_OF_PLANE = frozenset({"a", "an", "the", "military", "army", "transport", "two", "three"})
_CARRIED = frozenset(
    "landed landing arrived flown airlifted ferried evacuated taken brought transported came left travelled traveled"
    " dropped-off parachuted abseiled rappelled inserted moved".split()
)
_CARRY_REACH = 6
_PILOTS = frozenset({"his", "her"})
_CREW = frozenset({"pilot", "pilots", "crashed", "crash", "officer", "officers"})
_DOWNED = frozenset(
    "destroyed destroying downed downing intercepted intercepting lost seized captured struck hit targeted targeting"
    " bombed attacked withdrew withdrawn withdrawing deployed deploying stationed supplied delivered bought sold"
    " relocated spotted counted filmed".split()
)
# "Have brought in heavy artillery", "its losses are two helicopters and 26 tanks".
_BROUGHT = frozenset({"brought", "bringing", "moved", "moving", "called", "calling"})
_LOSSES = frozenset({"losses", "loss", "inventory", "arsenal", "haul"})
_LOSS_REACH = 40
_SHOT = frozenset({"shot", "shoot", "shooting", "brought", "bringing"})
_NAMING = frozenset({"called", "said", "described"})
_FEW = frozenset("a an the two three four five six seven eight nine ten several some its their enemy number of".split())
_PRIZE_REACH = 4
# "An artillery commander", "its rocket capabilities", "their combat duties": what an army has and is.
_TRADE = frozenset(
    "capability capabilities capacity capacities chief chiefs commander commanders crew crews drill drills duties duty"
    " engineer engineers exercise exercises experience expert experts factory factories instructor instructors manual"
    " mission missions officer officers operator operators plant plants production programme programmes program"
    " programs readiness sector specialist specialists task tasks technology training workshop workshops".split()
)
_TELLING = frozenset("said says say announced reported claimed added confirmed denied stated acknowledged".split())
_LAUNCHERS = (["launcher"], ["launchers"])
_NAMED_BY = frozenset({"noun", "weapon"})


def is_of_trade(scene: Scene, term: Match[ActTerm]) -> bool:
    """Whether arms or combat only tell what somebody is, makes or can do: "a rebel artillery commander"."""
    behind = scene.doc.tokens.lowers[term.end : term.end + 1]
    if behind in _LAUNCHERS:
        return term.entry.act == "bombing"  # "grenade launchers" throw no hand grenades
    if term.entry.form not in _NAMED_BY or term.entry.act in {"bombing", "ground_attack"}:
        return False
    return not _TRADE.isdisjoint(behind)


def is_idle(scene: Scene, weapon: Match[ActTerm]) -> bool:
    """Whether a weapon is only told to be there, to fly or to be lost."""
    return (
        _backs(scene, weapon)
        or _is_prize(scene, weapon)
        or _only_flies(scene, weapon)
        or _shares(scene, weapon)
        or _carries(scene, weapon)
        or _speaks(scene, weapon)
    )


def _speaks(scene: Scene, weapon: Match[ActTerm]) -> bool:
    """Whether it is those who have the weapons that tell something: "the air force said"."""
    return scene.doc.tokens.lowers[weapon.end] in _TELLING


def _carries(scene: Scene, weapon: Match[ActTerm]) -> bool:
    """Whether it only brings somebody: "commandos landed by helicopter", "was taken to Gao by plane"."""
    if weapon.entry.act != "air_strike":
        return False
    before = scene.doc.tokens.lowers[max(0, weapon.start - _CARRY_REACH) : weapon.start]
    while before and before[-1] in _KINDS_OF_PLANE:
        before.pop()
    return before[-1:] in _ABOARD_OF and not _CARRIED.isdisjoint(before) and "." not in before


def _shares(scene: Scene, weapon: Match[ActTerm]) -> bool:
    """Whether it has a part in an act told before: "no raids were flown by the Russian and the Syrian air force"."""
    lowers = scene.doc.tokens.lowers
    before = lowers[max(0, weapon.start - _SHARING_REACH) : weapon.start]
    if weapon.entry.act != "air_strike" or "and" not in before[-3:] or "by" not in before or "by" in before[-3:]:
        return False
    by = weapon.start - len(before) + before.index("by")
    return any(m.entry.form == "noun" and m.entry.act == "air_strike" for m in scene.acts.between(max(0, by - 4), by))


def _backs(scene: Scene, weapon: Match[ActTerm]) -> bool:
    """Whether a weapon only supports the one who acts ("troops backed by Russian warplanes")."""
    near = scene.acts.between(max(0, weapon.start - 6), weapon.start)
    return any(m.entry.form == "backing" and weapon.start - m.end <= 3 for m in near)


def _only_flies(scene: Scene, weapon: Match[ActTerm]) -> bool:
    """ "Jets flew over the town", "a drone circled above", "an air force pilot whose plane crashed"."""
    if weapon.entry.act != "air_strike":
        return False
    lowers = scene.doc.tokens.lowers
    if lowers[weapon.start - 1] in _PILOTS or not _CREW.isdisjoint(lowers[weapon.end : weapon.end + 1]):
        return True
    return not _FLYING.isdisjoint(lowers[weapon.end : weapon.end + _FLIGHT_REACH])


def is_stock(scene: Scene, weapon: Match[ActTerm]) -> bool:
    """Whether arms are only kept, carried or made: "stores rockets", "a car loaded with shells", "a spy plane"."""
    lowers = scene.doc.tokens.lowers
    before = lowers[max(0, weapon.start - _STOCK_REACH) : weapon.start]
    carried = lowers[max(0, weapon.start - 2 * _STOCK_REACH) : weapon.start]
    if (
        not _STOCKING.isdisjoint(before)
        or "loaded" in carried
        or not _STORED.isdisjoint(lowers[weapon.end : weapon.end + 2])
    ):
        return True
    if weapon.entry.act != "air_strike":
        return weapon.entry.term == "artillery" and _is_moved(lowers, weapon)
    return lowers[weapon.start - 1] in _UNARMED or before[-2:] in _ABOARD or before[-3:-1] == ["on", "board"]


def _is_moved(lowers: list[str], gun: Match[ActTerm]) -> bool:
    """Whether guns are only brought somewhere: "moved tanks and rocket launchers back into the zone"."""
    before = lowers[max(0, gun.start - _MOVE_REACH) : gun.start]
    moved = next((k for k, word in enumerate(before) if word in _MOVING), None)
    return moved is not None and _ENDS.isdisjoint(before[moved:]) and lowers[gun.end : gun.end + 1] not in _FIRED


def _is_prize(scene: Scene, weapon: Match[ActTerm]) -> bool:
    """Whether a weapon is only lost or taken ("shot down a drone", "destroyed two helicopters")."""
    lowers = scene.doc.tokens.lowers
    at = weapon.start - 1
    kinds, texts = scene.doc.tokens.kinds, scene.doc.tokens.texts
    whose = scene.sides.between(at - 1, at + 1)
    at = whose[0].first - 1 if whose and whose[-1].past == at + 1 else at  # "shot down a government plane"
    while at > weapon.start - _PRIZE_REACH and (lowers[at] in _FEW or kinds[at] == NUMBER or texts[at].isupper()):
        at -= 1
    if lowers[at] == "in" and lowers[at - 1] in _BROUGHT:
        return True
    before = slice(weapon.start - _PRIZE_REACH + 1, weapon.start)
    counted = NUMBER in kinds[before] or not _FEW.isdisjoint(lowers[before])
    if counted and not _LOSSES.isdisjoint(lowers[max(0, at - _LOSS_REACH) : at + 1]):
        return True
    if lowers[at] in _NAMING and lowers[at - 2] == "what":
        at -= 3  # "struck what it called a rocket launcher"
    return lowers[at] in _DOWNED or (lowers[at] == "down" and lowers[at - 1] in _SHOT)
