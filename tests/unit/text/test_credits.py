import pytest

from pipeline.text.credits import credited_agencies, domain_of, publisher_of


@pytest.mark.parametrize(
    ("body", "agencies"),
    [
        ("Jets struck the hills, an AFP correspondent saw.", ("AFP",)),
        ("According to AFP, the hills were struck.", ("AFP",)),
        ("“We left at night,” he told Reuters.", ("Reuters",)),
        ("The Associated Press reported nine dead, and AFP reporters saw six.", ("AFP", "AP")),
        ("DAMASCUS (AFP) Jets struck the hills.", ("AFP",)),
        ("He once worked for Reuters in London.", ()),
        ("An AP course is taught at the school.", ()),
        ("Jets struck the hills near Japan and the spa.", ()),
    ],
)
def test_an_agency_named_as_origin_is_credited(body: str, agencies: tuple[str, ...]) -> None:
    assert credited_agencies(body, ()) == agencies


@pytest.mark.parametrize(
    ("furniture", "agencies"),
    [
        (["With AFP"], ("AFP",)),
        (["- REUTERS"], ("Reuters",)),
        (["(The Harbour Post with AP and AFP)"], ("AFP", "AP")),
        (["Families on the road (Agence France-Presse)"], ("AFP",)),
        (["With reporting by AFP and dpa"], ("AFP", "dpa")),
        (["Download our app", "A spa in the hills"], ()),
    ],
)
def test_an_agency_in_the_furniture_is_credited(furniture: list[str], agencies: tuple[str, ...]) -> None:
    assert credited_agencies("Jets struck the hills.", furniture) == agencies


@pytest.mark.parametrize(
    ("declared", "url", "furniture", "publisher"),
    [
        ("Daily Sabah", None, [], "dailysabah"),
        ("The Harbour Post", "https://www.dailysabah.com/x", [], "The Harbour Post"),
        (None, "https://www.dailysabah.com/world/x", [], "dailysabah"),
        (None, "https://mobile.dailysabah.com/x", [], "dailysabah"),
        (None, "https://news.example.org/x", [], "news.example.org"),
        (None, None, ["(Daily Sabah with AFP)"], "dailysabah"),
        (None, "inbox/report.txt", ["With AFP"], None),
        ("  ", "http://[broken", [], None),
    ],
)
def test_the_publisher_is_declared_or_read_off_the_address_or_a_credit(
    declared: str | None, url: str | None, furniture: list[str], publisher: str | None
) -> None:
    assert publisher_of(declared, url, furniture) == publisher


@pytest.mark.parametrize(
    ("url", "domain"), [("https://www.a.example.org/b", "a.example.org"), ("a/b.txt", None), (None, None)]
)
def test_only_web_addresses_have_a_domain(url: str | None, domain: str | None) -> None:
    assert domain_of(url) == domain
