"""What stands in examples is no secret and no address."""

import pytest

from vocabulary.placeholders import is_placeholder, is_reserved
from vocabulary.settings import Settings


@pytest.mark.parametrize(
    "word", ["change-me", "Changeme please " * 3, "example", "xxx" * 20, "<key>", "secret", "PASSWORD"]
)
def test_a_word_of_an_example_is_no_secret(word: str) -> None:
    assert is_placeholder(word)


def test_the_examples_of_the_settings_are_no_secrets() -> None:
    for name in ("secret_key", "mail_password"):
        assert is_placeholder(str((Settings.model_fields[name].examples or [""])[0])), name


@pytest.mark.parametrize("word", ["", "9b1d04e57ac2" * 4, "correct horse battery", "my-password-is-long-27"])
def test_what_somebody_chose_is_no_placeholder(word: str) -> None:
    assert not is_placeholder(word)


@pytest.mark.parametrize(
    "name",
    [
        "https://samai.ministry.example",
        "https://samai.example:8443/",
        "desk@mfa.example",
        "smtp.example.com",
        "a.invalid",
    ],
)
def test_names_kept_for_examples_are_known(name: str) -> None:
    assert is_reserved(name)


@pytest.mark.parametrize(
    "name", ["", "https://samai.mfa.go.th", "examples.go.th", "http://127.0.0.1:8000", "desk@mfa.go.th"]
)
def test_names_that_somebody_owns_pass(name: str) -> None:
    assert not is_reserved(name)
