from __future__ import annotations

import pytest

from latticework.clean.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The president of Ecuador meets the prime minister of Samoa in Quito for talks on fishing and trade.", "en"),
        ("Chilean President Ricardo Lagos visits Uruguayan President Jorge Batlle in Montevideo, Uruguay.", "en"),
        ("Recep Tayyip Erdoğan met Radosław Sikorski in Ankara on Monday. Erdoğan said Türkiye supports Ukraine.", "en"),
        ("Der Außenminister sprach am Montag in Wien mit seinem Amtskollegen über die Lage in der Region.", "de"),
        ("Le ministre a rencontré lundi à Rabat son homologue pour parler de la situation au Sahel et de l'aide.", "fr"),
        ("Министр иностранных дел встретился в понедельник в Астане со своим коллегой и обсудил торговлю.", "ru"),
    ],
)
def test_short_texts_full_of_names_are_told_by_the_words_between(text: str, language: str) -> None:
    assert language_of(text) == language


def test_a_text_too_short_to_tell_is_what_the_page_says() -> None:
    assert language_of("Talks in Rome", "it-IT") == "it"
    assert language_of("Talks in Rome") is None
