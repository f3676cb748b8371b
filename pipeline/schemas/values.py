"""The closed lists of the contract: what a column may hold.

Belongs here: values that tables and tests agree on. Does not: vocabulary of texts (`seeds/reference`).
"""

from typing import get_args

from pipeline.extract.model import Basis, Measure, PlacePrecision, Precision, Qualifier, Unit
from pipeline.text.model import ContentKind, DateBasis, SentenceKind

MEASURES: tuple[str, ...] = get_args(Measure)
QUALIFIERS: tuple[str, ...] = get_args(Qualifier)
UNITS: tuple[str, ...] = get_args(Unit)
BASES: tuple[str, ...] = get_args(Basis)
WINDOW_PRECISIONS: tuple[str, ...] = get_args(Precision)
PLACE_PRECISIONS: tuple[str, ...] = get_args(PlacePrecision)
DATE_BASES: tuple[str, ...] = get_args(DateBasis)
CONTENT_KINDS: tuple[str, ...] = get_args(ContentKind)
SENTENCE_KINDS: tuple[str, ...] = get_args(SentenceKind)

POPULATIONS = ("all", "civilians", "combatants", "children", "women", "medics", "aid_workers", "journalists")
SIDES = (
    "government",
    "opposition",
    "islamic_state",
    "kurdish_forces",
    "turkey",
    "russia",
    "iran",
    "hezbollah",
    "us_coalition",
    "israel",
    "other",
)
CAUSES = ("air_strike", "shelling", "ground_fighting", "bombing", "shooting", "execution", "chemical")
ACTS = ("air_strike", "shelling", "ground_attack", "clash", "bombing", "shooting", "chemical", "unspecified")
CHARACTERISATIONS = ("explicit", "implied", "inferred")
TRUCE_KINDS = ("ceasefire", "de-escalation zone", "cessation of hostilities", "humanitarian pause")
FETCH_ROLES = ("document", "listing")
FETCH_OUTCOMES = ("kept", "unchanged", "skipped", "failed")
RUN_OUTCOMES = ("new", "nothing_new", "failed")
