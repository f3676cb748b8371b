"""Sentences as any newsroom writes them, and the figures that a reader takes from each.

A figure is written as its measure, its bounds and whom it counts: `killed 12- soldiers` has no upper bound. Belongs
here: whole sentences. Does not: the reading of single words (`test_quantities`, `test_lexicon`).
"""

import pytest

from pipeline.extract.figure import Figure
from pipeline.extract.figures import find_figures
from pipeline.extract.reference import Reference
from tests.unit.extract.conftest import MakeDoc


def _written(figure: Figure) -> str:
    low, high = figure.quantity.low, figure.quantity.high
    bounds = str(low) if low == high else f"{'' if low is None else low}-{'' if high is None else high}"
    return f"{figure.measure} {bounds} {figure.population}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No servicemen were killed, 19 were wounded.", "injured 19 combatants"),
        ("A bomber killed nine mourners and wounded 25 more.", "killed 9 civilians; injured 25 civilians"),
        ("Three pilgrims died and dozens were hurt.", "killed 3 civilians; injured 24-99 all"),
        ("Five civilians died and ten were hurt.", "killed 5 civilians; injured 10 civilians"),
        ("A family of five was wiped out.", "killed 5 all"),
        ("A boy of 12 stepped on a mine near Bor on Friday and was killed.", "killed 1 children"),
        ("A soldier tried to defuse a bomb and was wounded.", "injured 1 combatants"),
        ("A soldier freed a boy who had hidden and was not killed.", ""),
        ("A 17-year-old, Ahmet Aydin, was hit in the head and did not survive.", "killed 1 children"),
        ("The raid cost 22 rebels and 17 soldiers their lives.", "killed 22 combatants; killed 17 combatants"),
        ("One orderly was killed.", "killed 1 medics"),
        ("Twelve people were killed and twice as many were hurt.", "killed 12 all; injured 24 all"),
        ("Twelve people were killed and three times as many wounded.", "killed 12 all; injured 36 all"),
        ("Eight soldiers died and as many were wounded.", "killed 8 combatants; injured 8 combatants"),
        ("As many as 12 people died.", "killed -12 all"),
        ("The body of a kidnapped engineer was found in the river.", "killed 1 all"),
        ("He saw the body of a child.", ""),
        ("Six traders who had been kidnapped were killed in Bangui.", "killed 6 civilians"),
        ("Three men who were abducted were shot dead in Cali.", "killed 3 all"),
        ("There were 40 children among the refugees in Goz Beida.", "displaced 40 children"),
        (
            "Two police were hurt. Troops sought civilians under fire and evacuated 46 of them.",
            "injured 2 combatants; displaced 46 civilians",
        ),
        ("A bomber struck, killing himself and 15 worshippers.", "killed 15 civilians"),
        ("The Red Cross said two of its staff were shot dead.", "killed 2 aid_workers"),
        ("The army killed 11 gunmen while losing four of its own.", "killed 11 combatants; killed 4 combatants"),
        ("Four soldiers were killed and a fifth died in hospital.", "killed 4 combatants; killed 1 combatants"),
        ("The battle cost the army 17 men.", "killed 17 combatants"),
        ("The war cost 40 people their jobs.", ""),
        ("None of the 40 passengers survived.", "killed 40 civilians"),
        ("There were no survivors among the 33 people on board.", "killed 33 all"),
        ("Dead: 12. Wounded: 30.", "killed 12 all; injured 30 all"),
        ("Twelve people died on the army's side and nine on the rebels'.", "killed 12 combatants; killed 9 combatants"),
        ("The army said 220 rebels surrendered and 40 were killed.", "killed 40 combatants"),
        ("Twenty rebels were arrested and five killed.", "killed 5 combatants"),
        ("Six people were wounded, two critically.", "injured 6 all; injured 2 all"),
        ("Five villagers were hurt, one seriously.", "injured 5 civilians; injured 1 civilians"),
        ("The army put its losses at 15 dead and 48 wounded.", "killed 15 combatants; injured 48 combatants"),
        ("The rebels suffered heavy casualties, with 37 dead.", "killed 37 combatants"),
        ("The strike wiped out a family of nine.", "killed 9 all"),
        ("Nine out of the 14 dead were from one family.", "killed 9 all; killed 14 all"),
        ("All but two of the passengers were killed.", ""),
        ("Shelling killed a couple and their daughter.", "killed 2 all; killed 1 children"),
        ("The dead were Omar Haddad, 34, and his brother Khaled, 29.", ""),
        ("The raid killed at least 14 and wounded many more.", "killed 14- all"),
        ("The raid killed 14, and also wounded the mayor.", "killed 14 all; injured 1 all"),
        ("Shells killed a family of five.", "killed 5 all"),
        ("Mortars killed a woman and her two daughters at home.", "killed 1 women; killed 2 children"),
        ("A man, his wife and their three children died.", "killed 1 all; killed 1 women; killed 3 children"),
        ("Nine aid staff who ran a clinic there were among those killed.", "killed 9 aid_workers"),
        ("A raid left 14 people dead and 30 others with injuries.", "killed 14 all; injured 30 all"),
        ("Two brothers aged 7 and 9 were killed by a mine.", "killed 2 children"),
        ("Two brothers aged 17 and 29 were killed by a mine.", "killed 2 all"),
        ("Fifteen people, including 11 members of one family, were killed.", "killed 15 all; killed 11 all"),
        ("Twelve women and children were killed.", "killed 12 all"),
        ("Ten women and five children were killed.", "killed 10 women; killed 5 children"),
        ("Two members of the Syrian Civil Defence were killed.", "killed 2 aid_workers"),
        ("A journalist working for a radio station was killed.", "killed 1 journalists"),
        ("Eighteen insurgents and one security force member died.", "killed 18 combatants; killed 1 combatants"),
        ("Four journalists sustained light wounds.", "injured 4 journalists"),
        ("Snipers picked off two guards.", "killed 2 combatants"),
        ("Up to 90,000 people are thought to have fled.", "displaced -90000 all"),
        ("The troops protect civilians, some 890,000 of whom have fled their homes.", "displaced 890000 civilians"),
        ("Nearly 300 families left the camp and went back to their villages.", "returned -300 all"),
        ("It counted more than 12,500 arrivals at Hamdayet.", "displaced 12500- all"),
        ("The exodus has reached 40,000 people.", "displaced 40000 all"),
        ("Over 2,000 people were granted safe passage out of Zabadani.", "displaced 2000- all"),
        ("It put the death toll at as high as 91,000.", "killed -91000 all"),
        ("It accused the army of gassing many hundreds of people.", "killed 200-999 all"),
        ("The attack saw dozens suffering respiratory problems.", "injured 24-99 all"),
        ("A raid killed 14 people including three children fleeing there.", "killed 14 all; killed 3 children"),
        ("Up to 80 IS fighters were destroyed there.", "killed -80 combatants"),
        ("65 bodies of civilians were found.", "killed 65 civilians"),
        ("Five children, four of them brothers, were killed.", "killed 5 children; killed 4 children"),
        ("The source said 4 civilian were injured.", "injured 4 civilians"),
        ("Eight pupils between 16 and 19 years old and two boys died.", "killed 8 children; killed 2 children"),
        ("Nine students between 8 and 13 years old died.", "killed 9 children"),
        ("Seventeen people were killed, two of them ambulance crew.", "killed 17 all; killed 2 medics"),
        (
            "It said 150 bodies were counted in Arbin 91 in Saqba and 40 in Duma.",
            "killed 150 all; killed 91 all; killed 40 all",
        ),
        ("IS killed 270 security guards there.", "killed 270 combatants"),
        ("Up to 80 (IS group) fighters were destroyed.", "killed -80 combatants"),
        ("The war has killed many hundreds of thousands of people.", "killed 200000-999999 all"),
        (
            "A woman and her three sons as well as another boy were killed.",
            "killed 1 women; killed 3 children; killed 1 children",
        ),
        ("Five guards and 14 rebels made up the rest of the dead.", "killed 5 combatants; killed 14 combatants"),
        ("The gas left hundreds suffering symptoms.", "injured 200-999 all"),
        ("It said that least one person was killed.", "killed 1- all"),
        ("Among the dead in the blast in Namar were a woman and a child.", "killed 1 women; killed 1 children"),
        ("Two members of the White Helmets rescue group were among the victims.", "killed 2 aid_workers"),
        (
            "Seven nurses including a nun were among at least 31 people killed.",
            "killed 7 medics; killed 1 civilians; killed 31- all",
        ),
        ("The fight left some 52 dead on the regime side.", "killed 52 combatants"),
        ('"Dozens" of Islamist rebels died.', "killed 24-99 combatants"),
        ("Rockets hurt three persons from the medical staff.", "injured 3 medics"),
        ("The teenage son of a defence contractor was killed.", "killed 1 children"),
        ("About 45 buses carrying 3000 people left the rebel-held town of Bor.", "displaced 3000 all"),
        ("Rebels killed 25 people near Kaya, three survivors said.", "killed 25 all"),
        ("AFP 2019 Nadia Haddad A US Marine Dies of Wounds.", "killed 1 combatants"),
    ],
)
def test_every_figure_of_a_plain_sentence_is_found(
    text: str, expected: str, doc: MakeDoc, reference: Reference
) -> None:
    assert "; ".join(map(_written, find_figures(doc(text), reference))) == expected


@pytest.mark.parametrize(
    "text",
    [
        "No one was hurt in the attack.",
        "Police arrested 43 people.",
        "About 600 fighters took part in the parade.",
        "The army fired 40 rockets at the town of 20,000 people.",
        "Some 20,000 people are at risk of being displaced.",
        "Up to 20,000 people could be forced to flee.",
        "A further 30 people are missing.",
        "Militants abducted 20 women.",
        "It showed wrecked shops and dozens of burned out vehicles.",
        "At least 45 militants have been killed or wounded.",
    ],
)
def test_nobody_is_counted_whom_nothing_befell(text: str, doc: MakeDoc, reference: Reference) -> None:
    assert find_figures(doc(text), reference) == []
