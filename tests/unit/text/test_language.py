import pytest

from pipeline.text.language import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Shells hit the market of Binnish and killed seven people.", "en"),
        ("Blast kills six", "en"),
        ("Car bomb kills 12 near Homs checkpoint", "en"),
        ("500 families displaced Idlib floods", "en"),
        ("SUICIDE BOMBER KILLS FOUR SOLDIERS IN HAMA", "en"),
        ("Mueren siete personas en un mercado del norte tras un bombardeo, según los médicos.", "es"),
        ("Sept personnes sont mortes au marché, selon des médecins de la ville.", "fr"),
        ("Bei einem Angriff auf den Markt sind sieben Menschen getötet worden.", "de"),
        ("Pazar yerine düzenlenen saldırıda yedi kişi hayatını kaybetti.", "tr"),
        ("مقتل سبعة أشخاص في قصف على سوق المدينة", "ar"),
        ("Семь человек погибли при обстреле рынка", "ru"),
        ("市场遭炮击七人死亡", "zh"),
        ("12 345 - 67", "und"),
        ("", "und"),
    ],
)
def test_the_language_is_told(text: str, language: str) -> None:
    assert detect_language(text) == language
