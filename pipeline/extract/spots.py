"""Which of the places that a sentence names can be where something happened.

Belongs here: places of writing, of talk and those that stand for a government. Does not: where people only sit or lie
(`venues`) or came from (`provenance`), choosing among the rest (`placing`).
"""

from collections.abc import Sequence
from itertools import pairwise

from pipeline.extract.abodes import is_abode, shelters_speaker
from pipeline.extract.clause import UNRELATED
from pipeline.extract.governments import LOCATIVE, TELLS, says, speaks
from pipeline.extract.homes import is_home
from pipeline.extract.lexicon import Match
from pipeline.extract.memo import per_article
from pipeline.extract.provenance import is_origin
from pipeline.extract.reference import ReportingTerm
from pipeline.extract.scene import Placed, Scene
from pipeline.extract.stations import is_launch_site, is_station
from pipeline.extract.venues import (
    before_owner,
    is_second_venue,
    is_speakers_house,
    is_told_at,
    is_venue,
    speaks_abroad,
)

# Words before a name in which a place that people moved to is looked for.
_TARGET_REACH = 6
# "Villages bordering the Badia", "went home through Al-Qaim".
_BESIDE_WORDS = frozenset({"bordering", "borders", "overlooking", "facing"})
_WAY_WORDS = frozenset({"through", "via"})
_MOVED = frozenset({"displaced", "returned"})
# "According to United Nations workers in Goma".
_CREDIT_REACH = 10
_NAME = 4
_LINE_ENDS = ([":"], ["-"], ["–"], ["—"], ["--"])
_WAR_REACH, _WAY_REACH = 4, 4
_WAYS = frozenset({("way", "to"), ("heading", "to"), ("heading", "for"), ("bound", "for"), ("headed", "to")})
# "Officials in Armenia yesterday told of shelling".
_OFFICIALS = frozenset({"officials", "authorities", "officers", "ministers", "diplomats", "commanders"})
_OFFICES = _OFFICIALS | frozenset("official police army military ministry spokesman spokeswoman government".split())
_WARDS = frozenset("source sources doctor doctors medic medics surgeon nurse hospital hospitals".split())
_DWELLERS = _WARDS | frozenset("mayor residents rescuers paramedics firefighters witnesses locals".split())
LOCALS = _OFFICES | _DWELLERS
_POSTS = _OFFICES | frozenset("minister chief head adviser diplomat analyst".split())
_TOWNS = frozenset({"city", "town"})
_SAID_REACH, _ASIDE_REACH = 3, 12
_HOUSES = frozenset({"ministry", "ministries", "cabinet", "embassy"})
_INFORMANTS = frozenset({"sources", "contacts", "informants", "activists", "medics", "correspondents"})
# "Tal Abyad, a border town held by rebels some 90 kilometres north of the city of Raqqa".
_BEARING_REACH = 16
_OWNED_REACH = 6
_ENVOYS = frozenset("envoy ambassador diplomat diplomats consul embassy consulate ally allies minister".split())
_COMPASS = ("north", "south", "east", "west")
# "In the capital Khartoum, ...", "in Moscow, a spokesman for the defence ministry denied that".
_OPENING_CAPITAL, _STATEMENT_REACH = 3, 14
_DESCRIBED_REACH = 12
_PROVINCES = frozenset({"province", "region", "state", "governorate", "oblast", "department", "county"})
# "The ministry in Ankara later said".
_BEFORE_VERB = (["later"], ["also"], ["then"], ["earlier"], ["subsequently"])
_STATED_REACH = 9
_HARMED = frozenset({"killed", "injured"})
_BORDERS = frozenset({"border", "borders", "frontier", "frontiers"})
_AND = frozenset({"and", "or", "while", ";"})
_FORCES = frozenset("forces troops army armies militia militias soldiers fighters".split())


@per_article
def places_in(scene: Scene, index: int) -> list[Placed]:
    """The places of a sentence at which what it tells may have happened."""
    return [
        p
        for p in scene.places.of(index)
        if not (p.mention.in_group_name or p.mention.dateline or shouts(scene, p) or speaks(scene, p))
        and not (
            is_venue(scene, p)
            or is_second_venue(scene, p)
            or _in_credit(scene, p)
            or _heads_line(scene, p)
            or ends_dateline(scene, p)
            or is_origin(scene, index, p)
            or is_station(scene, index, p)
            or is_launch_site(scene, index, p)
            or is_home(scene, index, p)
            or is_abode(scene, index, p)
            or shelters_speaker(scene, p)
        )
        and not (is_told_at(scene, index, p) or _sends_forces(scene, p) or _has_informants(scene, p))
        and not (is_speakers_house(scene, p) or _lies_ahead(scene, p) or _houses_ministry(scene, p))
        and not (_is_bearing(scene, p) or _owns_speaker(scene, p) or _is_abroad(scene, index, p))
        and not speaks_abroad(scene, p)
        and not (_is_organs(scene, p) or _describes_speaker(scene, p) or _is_beside(scene, index, p))
    ]


def _is_beside(scene: Scene, index: int, placed: Placed) -> bool:
    """Whether a place only bounds where it was, or was passed on the way: "villages bordering the Badia"."""
    lowers = scene.doc.tokens.lowers
    if lowers[placed.first - 1] == "and" and (mates := scene.places.between(placed.first - 3, placed.first - 1)):
        return _is_beside(scene, index, mates[-1])  # "bordering Turkey's Hatay and Kilis"
    owner = before_owner(scene, placed.first)
    at = owner - 1 - (lowers[owner - 1] == "the")
    if lowers[at] in _BESIDE_WORDS or (lowers[at] == "with" and lowers[at - 1] in _BORDERS):
        return True
    return lowers[at] in _WAY_WORDS and any(m.entry.measure in _MOVED for m in scene.measures.of(index))


def _describes_speaker(scene: Scene, placed: Placed) -> bool:
    """Whether a place only tells what the speaker does: "the Tracker, which maps violence in Ituri, gave 12"."""
    lowers = scene.doc.tokens.lowers
    if lowers[placed.past : placed.past + 1] != [","]:
        return False
    said = scene.reports.between(placed.past + 1, placed.past + 2)
    if not any(m.entry.form in {"verb", "tally"} for m in said):
        return False
    clause = lowers[max(0, placed.first - _DESCRIBED_REACH) : placed.first]
    return any(pair[0] == "," and pair[1] in {"which", "who", "that"} for pair in pairwise(clause))


def _is_organs(scene: Scene, placed: Placed) -> bool:
    """Whether a country only owns who counts: "according to the government of Mali", "the army of Chad estimated"."""
    if placed.mention.place.precision != "country" or scene.doc.gazetteer is None:
        return False
    lowers, roles = scene.doc.tokens.lowers, scene.doc.gazetteer.vocabulary.roles
    if lowers[placed.first - 1] not in {"of", "in"}:
        return False
    low = max(0, placed.first - _CREDIT_REACH)
    if not any("state_organ" in roles.get(word, ()) or word == "mission" for word in lowers[low : placed.first - 1]):
        return False
    return says(scene, placed) or any(
        m.entry.form == "before_speaker" and scene.bars[m.end - 1] == scene.bars[placed.first]
        for m in scene.reports.between(low, placed.first)
    )


def _is_abroad(scene: Scene, index: int, placed: Placed) -> bool:
    """Whether another country is only named beside the dead: "the defeat of Nazi Germany", "near Venezuela's border".

    Refugees reach countries without a word for where, and a health ministry counts the dead of its own.
    """
    if placed.mention.place.precision != "country" or placed.mention.place.country == scene.country:
        return False
    told = {m.entry.measure for m in scene.measures.of(index)} - {UNRELATED}
    lowers = scene.doc.tokens.lowers
    if not told or not told <= _HARMED or "health" in lowers[placed.past : placed.past + _OWNED_REACH]:
        return False
    if not _BORDERS.isdisjoint(lowers[placed.past : placed.past + 2]) or _owns_people(scene, placed):
        return True
    at = placed.first - 1
    while at > 0 and (lowers[at] in {"the", "neighbouring", "neighboring", "nearby"} or lowers[at].endswith("ern")):
        at -= 1
    return lowers[at] not in LOCATIVE and not placed.mention.direction


def _owns_people(scene: Scene, placed: Placed) -> bool:
    """Whether a country is told of as whose somebody is: "a mine aimed at Pakistan's envoy"."""
    lowers = scene.doc.tokens.lowers
    if lowers[placed.past : placed.past + 1] not in (["'s"], ["’s"]) or scene.doc.gazetteer is None:
        return False
    roles = scene.doc.gazetteer.vocabulary.roles
    return any("title" in roles.get(w, ()) or w in _ENVOYS for w in lowers[placed.past + 1 : placed.past + 3])


def _is_bearing(scene: Scene, placed: Placed) -> bool:
    """Whether a place only tells where the one named right before lies: "Douma, a besieged town east of Damascus"."""
    direction = placed.mention.direction or ""
    if not (direction.startswith(_COMPASS) and direction.endswith(" of")):
        return False
    low = scene.doc.sentence_at(placed.mention.start).first
    before = scene.places.between(max(low, placed.first - _BEARING_REACH), placed.first)
    named = before[-1] if before else None
    if named is None or named.mention.place.precision == "country" or named.mention.dateline:
        return False
    if (named.mention.direction or "").startswith(_COMPASS):
        return False
    apart = not _AND.isdisjoint(scene.doc.tokens.lowers[named.past : placed.first])
    harmed = any(m.entry.measure != UNRELATED for m in scene.measures.between(named.past, placed.first))
    return not apart and not harmed


def ends_dateline(scene: Scene, placed: Placed) -> bool:
    """Whether a name only says where the place of writing lies: "ERBIL, Kurdistan Region - Up to ..."."""
    lowers = scene.doc.tokens.lowers
    if lowers[placed.past : placed.past + 1] not in (["-"], ["–"], ["—"], ["--"], ["("]):
        return False
    back = placed.first - 1 - (lowers[placed.first - 1] == ",")
    before = scene.places.between(max(0, back - 3), back + 1)
    return any(p.past == back + 1 and (p.mention.dateline or shouts(scene, p)) for p in before)


def shouts(scene: Scene, placed: Placed) -> bool:
    """A place in capitals amid plain words is where the story was filed ("DAMASCUS (Sputnik) The army ...")."""
    texts = scene.doc.tokens.texts
    surface = placed.mention.surface
    following = texts[placed.past : placed.past + 2]
    if following[:1] == ["CITY"]:
        following = texts[placed.past + 1 : placed.past + 3]  # "SAN PEDRO CITY - Six were killed"
    if following[:1] == ["/"]:
        following = texts[placed.past + 2 : placed.past + 4]  # "ADEN/DUBAI - Artillery fire"
    return len(surface) > 3 and surface.isupper() and not any(len(word) > 1 and word.isupper() for word in following)


def _sends_forces(scene: Scene, placed: Placed) -> bool:
    """Whether a place only says whose forces they are: "fighting between forces of Puntland and Galmudug"."""
    lowers = scene.doc.tokens.lowers
    at = placed.first
    before = scene.places.between(max(0, at - 4), at - 1) if lowers[at - 1] == "and" else ()
    if before and before[-1].past == at - 1:
        at = before[-1].first
    return at > 1 and lowers[at - 1] == "of" and lowers[at - 2] in _FORCES


def _has_informants(scene: Scene, placed: Placed) -> bool:
    """Whether a country only tells what a speaker follows: "with sources in Syria", "which watches Syria's war"."""
    if placed.mention.place.precision != "country":
        return False
    lowers = scene.doc.tokens.lowers[max(0, placed.first - 2) : placed.first]
    if len(lowers) > 1 and lowers[0] in _INFORMANTS:
        return True
    if lowers[1:] == ["in"] and lowers[0] in _OFFICIALS:
        said = scene.reports.between(placed.past, placed.past + _SAID_REACH)
        if any(m.entry.form == "verb" for m in said):
            return True
    wars = (m.end for m in scene.acts.between(placed.past, placed.past + _WAR_REACH) if m.entry.form == "war")
    return any(m.entry.form == "verb" for end in wars for m in scene.reports.between(end, end + 2))


def _houses_ministry(scene: Scene, placed: Placed) -> bool:
    """Whether a place only says where those sit who speak: "the foreign ministry in Yerevan"; health's counts there."""
    lowers = scene.doc.tokens.lowers[max(0, placed.first - 3) : placed.first]
    return lowers[-1:] == ["in"] and not _HOUSES.isdisjoint(lowers[-2:-1]) and lowers[0] != "health"


def _lies_ahead(scene: Scene, placed: Placed) -> bool:
    """Whether people were only on their way there: "the families had been on their way to neighbouring Hasakah"."""
    lowers = scene.doc.tokens.lowers[max(0, placed.first - _WAY_REACH) : placed.first]
    return any(pair in _WAYS for pair in pairwise(lowers))


def _owns_speaker(scene: Scene, placed: Placed) -> bool:
    """Whether a country only owns who speaks: "Turkey's state-run news agency said", "Iran's envoy, X, said"."""
    lowers = scene.doc.tokens.lowers
    owned = lowers[placed.past : placed.past + 1] in (["'s"], ["’s"])
    if placed.mention.place.precision != "country" or not (owned or lowers[placed.past - 1].endswith("s")):
        return False
    nouns = [m for m in scene.reports.between(placed.past, placed.past + _OWNED_REACH) if m.entry.form == "source_noun"]
    return any(
        said.entry.form in TELLS
        for noun in nouns
        for at in (_behind_name(scene, noun.end),)
        for said in scene.reports.between(at, at + 3)
    )


def _behind_name(scene: Scene, at: int) -> int:
    """Where it goes on behind the name of whoever was described: ", Ali Hadi,"."""
    texts = scene.doc.tokens.texts
    if texts[at : at + 1] != [","]:
        return at
    past = at + 1
    while past < min(len(texts), at + 1 + _NAME) and (texts[past][:1].isupper() or "-" in texts[past]):
        past += 1
    return past + 1 if past > at + 1 and texts[past : past + 1] == [","] else at


def is_target(scene: Scene, placed: Placed) -> bool:
    """Whether people only went there: "fled El Geneina towards the border town of Adre"."""
    lowers = scene.doc.tokens.lowers[max(0, placed.first - _TARGET_REACH) : placed.first]
    for word in reversed(lowers):
        if word in {"towards", "toward", "into"}:
            return placed.mention.place.country != scene.country or len(scene.places.of(sentence_of(scene, placed))) > 1
        if word in {"in", "at", "from", "near", ",", "on"}:
            return False
    return False


def _in_credit(scene: Scene, placed: Placed) -> bool:
    """Whether a place stands in a credit with its date: "(Garowe, 28 September)"."""
    lowers = scene.doc.tokens.lowers
    if lowers[max(0, placed.first - 1) : placed.first] != ["("] or lowers[placed.past : placed.past + 1] != [","]:
        return False
    return bool(scene.times.between(placed.past + 1, placed.past + 2))


def _heads_line(scene: Scene, placed: Placed) -> bool:
    """Whether a place opens a report with its day: "Jerusalem, Aug. 1: Troops bombarded ..."."""
    lowers = scene.doc.tokens.lowers
    if lowers[placed.past : placed.past + 1] != [","]:
        return False
    days = scene.times.between(placed.past + 1, placed.past + 2)
    return bool(days) and lowers[days[0].past : days[0].past + 1] in _LINE_ENDS


def names_speaker(scene: Scene, placed: Placed) -> bool:
    """Whether a place only tells who speaks ("the centre in Hmeimim said", "according to aid workers in Goma")."""
    late = scene.doc.tokens.lowers[placed.past : placed.past + 1] in _BEFORE_VERB
    said = scene.reports.between(placed.past, placed.past + 1 + late)
    if any(m.entry.form == "verb" for m in said) or (said and _is_abroad_seat(scene, placed, said)):
        return True
    if scene.doc.tokens.lowers[placed.first - 1] not in {"in", "at"}:
        return False
    low = scene.doc.sentence_at(placed.mention.start).first
    credit = scene.reports.between(max(low, placed.first - _CREDIT_REACH), placed.first)
    return any(
        m.entry.form == "before_speaker"
        and scene.bars[m.end - 1] == scene.bars[placed.first]
        and not scene.measures.between(m.end, placed.first)
        for m in credit
    )


def seats_officials(scene: Scene, placed: Placed) -> bool:
    """Whether a town is only where those sit who tell of what was told before: "Officials in Aden said"."""
    lowers, at = scene.doc.tokens.lowers, placed.first
    if lowers[at - 1] == "of" and lowers[at - 2] in _TOWNS:
        at -= 2 + (lowers[at - 3] == "the")  # "a medical source in the city of Misrata"
    if lowers[at - 1] != "in" or lowers[at - 2] not in _OFFICES | _WARDS or _tells_of_province(scene, placed):
        return False
    return names_speaker(scene, placed) or _tells_behind_aside(scene, placed)


def _tells_behind_aside(scene: Scene, placed: Placed) -> bool:
    """Whether a speaker's verb stands behind a bracket: "a doctor in Gao (320 km east of Timbuktu) told"."""
    lowers = scene.doc.tokens.lowers
    close = {"(": ")", ",": ","}.get(lowers[placed.past] if placed.past < len(lowers) else "")
    if close is None:
        return False
    words = lowers[placed.past + 1 : placed.past + _ASIDE_REACH]
    past = placed.past + words.index(close) + 2 if close in words else placed.past
    return any(m.entry.form == "verb" for m in scene.reports.between(past, past + 1))


def _tells_of_province(scene: Scene, placed: Placed) -> bool:
    """Whether officials tell of their own province: "Authorities in Nangarhar said 900 fled within the province"."""
    if placed.mention.place.precision != "admin1":
        return False
    words = scene.doc.tokens.lowers[placed.past : scene.doc.sentences[sentence_of(scene, placed)].past]
    return any(the == "the" and noun in _PROVINCES for the, noun in pairwise(words))


def _is_abroad_seat(scene: Scene, placed: Placed, said: Sequence[Match[ReportingTerm]]) -> bool:
    """Whether who counts sits in another country: "the Observatory in Britain gave the toll as 17"."""
    if placed.mention.place.country == scene.country or scene.doc.tokens.lowers[placed.first - 1] not in {"in", "at"}:
        return False
    return any(m.entry.form == "tally" and m.start == placed.past for m in said)


def speaks_there(scene: Scene, placed: Placed) -> bool:
    """Whether somebody tells something there: "an official in Kabul said", "said in a statement in Nairobi that"."""
    lowers = scene.doc.tokens.lowers
    if names_speaker(scene, placed) or opens_statement(scene, placed):
        return True
    said = scene.reports.between(max(0, placed.first - _STATED_REACH), placed.first)
    verb = next((m for m in reversed(said) if m.entry.form == "verb"), None)
    if verb is None or lowers[placed.first - 1] != "in":
        return False
    if lowers[placed.first - 2] in _POSTS and "," in lowers[verb.end : placed.first]:
        return not scene.measures.between(verb.end, placed.first)  # "said Andrew Kaweesi, a spokesman in Kampala"
    at_once = verb.end == placed.first - 1 or lowers[placed.past : placed.past + 1] == ["that"]
    return at_once and not scene.measures.between(verb.end, placed.first)


def opens_statement(scene: Scene, placed: Placed) -> bool:
    """Whether a sentence opens with where somebody speaks: "In Moscow, the military denied that it had struck"."""
    sentence, lowers = scene.doc.sentences[sentence_of(scene, placed)], scene.doc.tokens.lowers
    opens = lowers[sentence.first] == "in" and placed.first - sentence.first <= _OPENING_CAPITAL
    if not opens or lowers[placed.past : placed.past + 1] != [","]:
        return False
    said = scene.reports.between(placed.past + 1, placed.past + 1 + _STATEMENT_REACH)
    verb = next((m for m in said if m.entry.form == "verb"), None)
    if verb is None or scene.measures.between(placed.past, verb.start):
        return False
    return _DWELLERS.isdisjoint(lowers[placed.past : verb.start])  # "In Kabul, residents said" it was there


def sentence_of(scene: Scene, placed: Placed) -> int:
    """The index of the sentence that names a place."""
    return scene.doc.sentence_at(placed.mention.start).index
