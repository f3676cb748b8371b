"""One battle as four outlets told of it, and a quieter report, as rows of the raw tables.

Belongs here: the rows. Does not: what the ledger makes of them.
"""

from typing import Any

from tests.integration.raw_warehouse import Row

WEEKEND = {
    "window_start": "2019-11-30",
    "window_end": "2019-12-01",
    "cause": "ground_fighting",
    "attributed_to": "SOHR",
}
TRUCE = "syr-idlib-2019-08-31"
AFP = {"agencies": ["AFP"], "wire_story_id": "wire_1"}


def claim(claim_id: str, low: int | None, high: int | None, **more: Any) -> Row:
    """A claim of the document that its id begins with."""
    return {
        "claim_id": claim_id,
        "document_id": claim_id.split("-")[0],
        "low": low,
        "high": high,
        "evidence": f"Sentence {claim_id}.",
        **more,
    }


def fighters(claim_id: str, low: int | None, side: str | None = None, **more: Any) -> Row:
    """An exact count of fighters killed that weekend."""
    return claim(claim_id, low, low, population="combatants", affiliation=side, **WEEKEND, **more)


# One battle in four reports of one wire story, the last of them a day later; a quieter report of six weeks on.
BATTLE: dict[str, list[Row]] = {
    "documents": [
        {"document_id": "radio", "publisher": "Radio One", "published_on": "2019-12-01", **AFP},
        {"document_id": "paper", "publisher": "The Paper", "published_on": "2019-12-01", "wire_story_id": "wire_1"},
        {"document_id": "translated", "publisher": "Le Monde Autre", "published_on": "2019-12-01", **AFP},
        {"document_id": "update", "publisher": "Site Two", "published_on": "2019-12-02", **AFP},
        {"document_id": "january", "publisher": "The Gulf Post", "published_on": "2020-01-17"},
    ],
    "claims": [
        claim("radio-0", None, 70, qualifier="nearly", **WEEKEND),
        fighters("radio-1", 69, char_start=90),
        claim(
            "radio-2",
            36,
            None,
            qualifier="at_least",
            population="combatants",
            affiliation="government",
            part_of_claim_id="radio-1",
            **WEEKEND,
        ),
        claim(
            "radio-3",
            370000,
            None,
            qualifier="at_least",
            window_start="2011-03-15",
            window_end="2019-12-01",
            place="Syria",
            place_id=163843,
            admin1=None,
            place_precision="country",
        ),
        claim(
            "radio-4",
            200000,
            999999,
            qualifier="vague",
            measure="displaced",
            window_end="2019-12-01",
            evidence="Hundreds of thousands have left the south of the province since the spring offensive.",
        ),
        claim("paper-0", 40, 99, qualifier="vague", **{**WEEKEND, "attributed_to": None}),
        fighters("paper-1", 69, char_start=90),
        claim(
            "paper-2",
            20000,
            99999,
            qualifier="vague",
            measure="displaced",
            window_end="2019-12-01",
            evidence="Tens of thousands have left the south of the province since the spring offensive.",
        ),
        claim(
            "paper-3",
            2147,
            2147,
            measure="displaced",
            unit="households",
            window_start="2019-11-29",
            window_end="2019-11-30",
            evidence="Both units.",
        ),
        claim(
            "paper-4",
            11812,
            11812,
            measure="displaced",
            window_start="2019-11-29",
            window_end="2019-11-30",
            evidence="Both units.",
        ),
        claim(
            "paper-5", 962000, 962000, qualifier="about", measure="displaced", basis="stock", window_end="2019-12-01"
        ),
        fighters("translated-0", 36, "government", evidence="Both sides."),
        fighters("translated-1", 33, "opposition", evidence="Both sides."),
        claim(
            "translated-2",
            None,
            470,
            qualifier="nearly",
            population="combatants",
            window_start="2019-08-31",
            window_end="2019-12-01",
            attributed_to="SOHR",
        ),
        claim("update-0", None, 100, qualifier="nearly", **WEEKEND),
        fighters("update-1", 51, "government", part_of_claim_id="update-0", evidence="Both sides."),
        fighters("update-2", 45, "opposition", part_of_claim_id="update-0", evidence="Both sides."),
        claim("january-0", 40, None, qualifier="at_least", window_start="2020-01-16", window_end="2020-01-16"),
        claim("january-1", 39, 39, window_start="2020-01-16", window_end="2020-01-16", char_start=50),
        claim(
            "january-2",
            19,
            19,
            population="civilians",
            window_start="2020-01-15",
            window_end="2020-01-15",
            cause="air_strike",
            attributed_to="SOHR",
        ),
    ],
    "violation_reports": [
        {
            "violation_report_id": f"{name}-v",
            "document_id": name,
            "ceasefire_id": TRUCE,
            "window_start": "2019-11-30",
            "window_end": "2019-12-01",
            "alleged_by": "SOHR",
            "characterisation": how,
        }
        for name, how in (("radio", "implied"), ("paper", "inferred"), ("update", "explicit"))
    ]
    + [
        {
            "violation_report_id": "january-v",
            "document_id": "january",
            "act": "air_strike",
            "window_start": "2020-01-15",
            "window_end": "2020-01-15",
        },
        {
            "violation_report_id": "january-w",
            "document_id": "january",
            "act": "shelling",
            "ceasefire_id": TRUCE,
            "window_start": "2019-08-01",
            "window_end": "2019-08-01",
        },
    ],
    "truce_mentions": [
        {"truce_mention_id": "radio-t", "document_id": "radio", "ceasefire_id": TRUCE},
        {
            "truce_mention_id": "january-t",
            "document_id": "january",
            "name": "a tribal truce",
            "country": "XKX",
            "effective_on": "2019-06-01",
        },
    ],
    "refresh_log": [
        {
            "refresh_id": "r",
            "started_at": "2020-02-01 00:00:00",
            "documents_seen": 5,
            "documents_new": 5,
            "documents_unchanged": 0,
            "documents_quarantined": 0,
            "claims": 20,
            "seconds": 1.5,
        }
    ],
}
