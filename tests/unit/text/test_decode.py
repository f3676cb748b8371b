import pytest

from pipeline.text.decode import decode

SENTENCE = "Le gouverneur d’Alep – 12 blessés – a été évacué, dit l’Observatoire."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_text_is_read_in_its_encoding(encoding: str) -> None:
    assert decode(SENTENCE.encode(encoding)) == SENTENCE


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "Взрыв в Алеппо унёс шесть жизней, сообщает агентство."),
        ("cp1256", "قتل ستة مدنيين في انفجار في حلب أمس"),
    ],
)
def test_other_alphabets_are_detected(encoding: str, text: str) -> None:
    assert decode((text * 8).encode(encoding)) == text * 8


def test_a_declared_encoding_of_a_page_is_believed() -> None:
    page = '<html><head><meta charset="iso-8859-9"></head><body>Şırnak\'ta çatışma</body></html>'
    assert decode(page.encode("iso-8859-9"), markup=True) == page


def test_a_broken_byte_does_not_change_the_encoding() -> None:
    data = "Zwölf Menschen flohen über die Brücke für Fußgänger".encode() + b"\xff" + " – später mehr".encode()
    assert decode(data) == "Zwölf Menschen flohen über die Brücke für Fußgänger\ufffd – später mehr"


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n1 0 obj",
        b"PK\x03\x04rest of an archive",
        b"\x89PNG\r\n\x1a\n",
        bytes(range(1, 32)) * 20,
        b"\x00" * 400,
    ],
)
def test_binary_is_no_text(data: bytes) -> None:
    assert decode(data) is None


def test_a_few_nul_bytes_are_still_text() -> None:
    assert decode(b"Shells hit\x00 the market of Binnish at noon") == "Shells hit\x00 the market of Binnish at noon"


def test_nothing_is_text_too() -> None:
    assert decode(b"") == ""
