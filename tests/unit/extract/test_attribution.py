"""Who is credited with a figure."""

from collections.abc import Callable

import pytest

from pipeline.extract.annotate import Annotated
from pipeline.extract.attribution import attribute

MakeDoc = Callable[..., Annotated]


def speaker(doc: MakeDoc, text: str, number: str, title: str | None = None) -> str | None:
    annotated = doc(text, title=title)
    start = annotated.text.index(number)
    first, past = annotated.tokens_of(start, start + len(number))
    return attribute(annotated).speaker_at(annotated.sentence_at(start).index, first, past)[0]


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("According to the Syrian Observatory for Human Rights, 14 people died.", "14", "SOHR"),
        ("Floods have uprooted 14,000 people (OCHA, October 2018).", "14,000", "OCHA"),
        ("(Source: DSWD-DROMIC, 6PM) 14,000 families were moved to halls.", "14,000", "DSWD-DROMIC"),
        ("Some 14,000 people fled the town (IOM).", "14,000", "IOM"),
        ("UNHCR: Some 14,000 people have fled to Chad.", "14,000", "UNHCR"),
        ("The municipality reported that 14,000 people lost their homes.", "14,000", "municipality"),
        ("The International Rescue Corps (IRC) came. In all 14,000 people fled Ayod (Jonglei).", "14,000", None),
        ("The Observatory said 14 people died.", "14", "SOHR"),
        ("14 people died in Hama on Monday, the Observatory said.", "14", "SOHR"),
        (
            "14 people died in Hama on Monday a war monitor said. The Observatory has a network of sources.",
            "14",
            "SOHR",
        ),
        ("14 people died, said Rami Abdel Rahman, who leads the Syrian Observatory for Human Rights.", "14", "SOHR"),
        ("State news agency SANA reported that 14 people died.", "14", "SANA"),
        ("SANA quoted a source at Hama Hospital as saying 14 people died.", "14", "Hama Hospital"),
        ("A source at Homs Governorate told SANA that 14 people died.", "14", "Homs Governorate"),
        ("The United Nations says 14,000 people have fled.", "14,000", "UN"),
        ("14 people died when the roof of the market fell in.", "14", None),
        (
            "More than 90 people died, according to the Observatory, while 8,000 fled, according to the UN.",
            "90",
            "SOHR",
        ),
        (
            "More than 90 people died, according to the Observatory, while 8,000 fled, according to the UN.",
            "8,000",
            "UN",
        ),
        ("The Observatory counts 90 dead, and the UN says that 8,000 people fled.", "8,000", "UN"),
        ("The Observatory said a bridge was hit. It said 14 people died.", "14", "SOHR"),
        ("“The school was hit,” said UN spokesman Jens Laerke. Laerke said 14 children died.", "14", "UN"),
        ("Residents said 14 people died.", "14", "residents"),
        ("The White Helmets gave a higher toll: 14 dead.", "14", "Syria Civil Defence"),
        ("The Observatory counted 90 dead, many of them in Homs. Among the dead were 14 children.", "14", "SOHR"),
        ("An estimated 14 people died in the flood.", "14", None),
    ],
)
def test_a_figure_is_its_speakers(doc: MakeDoc, text: str, number: str, expected: str | None) -> None:
    assert speaker(doc, text, number) == expected


def test_a_speaker_told_to_an_agency_stays_the_speaker(doc: MakeDoc) -> None:
    text = "“14 bodies were found,” Observatory director Rami Abdel Rahman told AFP."
    assert speaker(doc, text, "14") == "SOHR"


def test_the_wars_toll_at_the_end_is_nobodys(doc: MakeDoc) -> None:
    text = "The Observatory said a bridge was hit. The war has killed more than 140,000 people since 2011."
    assert speaker(doc, text, "140,000") is None


def test_another_story_ends_the_speakers_hold(doc: MakeDoc) -> None:
    text = "The Observatory said a bridge was shelled. Elsewhere 14 people died in shelling."
    assert speaker(doc, text, "14") is None


def test_a_title_speaks_with_its_closing_word(doc: MakeDoc) -> None:
    body = "The blast hit a market, the Syrian Observatory for Human Rights said."
    assert speaker(doc, body, "14", title="Blast kills 14 in Hama: monitor") == "SOHR"


def test_the_middle_of_an_account_is_the_same_speakers(doc: MakeDoc) -> None:
    text = (
        "The village fell at noon, the Observatory said. At least 14 fighters were killed. "
        "Eight soldiers died as well, the Observatory said."
    )
    assert speaker(doc, text, "14") == "SOHR"


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("Forty people died here since May, the clinic's office said, 14 of them on the first day.", "14", "office"),
        (
            "Shells fell on a village late on Friday, the deputy commissioner said, killing 14 women.",
            "14",
            "commissioner",
        ),
        ("The Provincial Relief Authority says 14 people drowned.", "14", "Provincial Relief Authority"),
        ("A bomb went off near the National Theatre killing 14 people, an ambulance crew said.", "14", None),
        ("A lorry bomb killed 14 members of the Asayish and two boys, a Kurdish official said.", "14", "official"),
        ("Fourteen people died, two aid workers said on Monday, citing hospital staff.", "Fourteen", "aid workers"),
        ("The health ministry said two men were hurt. It put Sunday's dead at 14.", "14", "health ministry"),
        ("The health ministry said two men died. The ministry had first given a toll of 14.", "14", "health ministry"),
        ("State TV said troops retook the road and the monitor said 14 rebels had died.", "14", "monitor"),
        (
            "Abu Karim, the MILF's spokesman, belied this. He said 14 soldiers died.",
            "14",
            "Moro Islamic Liberation Front",
        ),
        ("Officials at the Karama hospital said 14 of the wounded were children.", "14", "Karama hospital"),
        ("The health ministry in Gaza says 14 people were killed.", "14", "Gaza health ministry"),
        (
            "Soldiers shot two men the health ministry says as villagers walked home. It said 14 were hurt.",
            "14",
            "health",
        ),
        ("The governor said the bridge was shelled. Another 14 people were wounded.", "14", "governor"),
        ("Fourteen villagers were shot, according to a letter by the local diocese.", "Fourteen", "diocese"),
    ],
)
def test_described_speakers_and_frames_inside_a_sentence(
    doc: MakeDoc, text: str, number: str, expected: str | None
) -> None:
    told = speaker(doc, text, number)
    assert told is None if expected is None else expected in (told or "")
