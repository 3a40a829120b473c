"""Short names for files, addresses and the terminal."""

from scheduler.rules.short_keys import free_key, stem_of


def test_a_stem_is_the_latin_words_of_a_name() -> None:
    assert stem_of("Ha Noi (Việt Nam)", otherwise="city") == "ha-noi-vi-t-nam"
    assert stem_of("ฮานอย", otherwise="city") == "city"
    assert len(stem_of("a" * 80, otherwise="city")) == 40


def test_a_key_that_is_taken_gets_a_number() -> None:
    assert free_key("city", taken=()) == "city"
    assert free_key("city", taken={"city", "city-2"}) == "city-3"
