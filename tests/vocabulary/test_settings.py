"""Settings of one installation: safe where nothing is said, and read from the environment."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from vocabulary.plan import PaperLimits
from vocabulary.settings import Settings
from vocabulary.settings_ground import own_address
from vocabulary.states import Language
from vocabulary.text import Bilingual

ROOT = Path(__file__).parent.parent.parent


def setting(name: str, environment: dict[str, str]) -> str:
    """One setting as a process with this environment reads it."""
    program = f"from vocabulary.settings import Settings; print(Settings().{name})"
    ran = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return ran.stdout.strip()


def test_no_secret_key_is_ever_the_default() -> None:
    assert Settings(instance=Path("x")).secret_key.get_secret_value() == ""


def test_the_address_of_links_follows_the_port() -> None:
    assert setting("base_url", {"PORT": "9123"}) == "http://127.0.0.1:9123"
    assert own_address().startswith("http://127.0.0.1:")


def test_the_environment_says_where_an_instance_stands(tmp_path: Path) -> None:
    assert setting("database_uri", {"SAMAI_INSTANCE": str(tmp_path)}) == f"sqlite:///{tmp_path / 'samai.db'}"
    assert setting("outgoing", {"SAMAI_INSTANCE": str(tmp_path)}) == str(tmp_path / "outgoing")


def test_another_database_can_be_named() -> None:
    assert Settings(database_url="sqlite:////somewhere/else.db").database_uri == "sqlite:////somewhere/else.db"


@pytest.mark.parametrize("kind", ["postgres", "postgresql", "postgresql+psycopg"])
def test_a_postgresql_database_is_named_as_hosts_and_containers_name_it(kind: str) -> None:
    address = setting("database_uri", {"DATABASE_URL": f"{kind}://samai:word@localhost/samai"})
    assert address == "postgresql+psycopg://samai:word@localhost/samai"


def test_our_own_variable_counts_before_the_one_that_everybody_uses() -> None:
    both = {"DATABASE_URL": "postgresql://localhost/other", "SAMAI_DATABASE_URL": "postgresql://localhost/samai"}
    assert setting("database_uri", both) == "postgresql+psycopg://localhost/samai"


def test_what_a_caller_names_counts_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://localhost/other")
    assert Settings(database_url="sqlite:////somewhere/else.db").database_uri == "sqlite:////somewhere/else.db"


def test_the_password_of_a_database_is_not_shown() -> None:
    assert "hush" not in repr(Settings(database_url="postgresql://samai:hush@localhost/samai"))


def test_settings_do_not_change_while_the_service_runs() -> None:
    with pytest.raises(ValidationError):
        setattr(Settings(), "undo_seconds", 0)  # noqa: B010 - the checker knows it as frozen


def test_letters_speak_for_the_desk_that_the_settings_name() -> None:
    desk = Settings(desk_address="desk@mfa.example", desk_name="Social Division").desk
    assert (desk.name, desk.domain, desk.tagged("k7")) == ("Social Division", "mfa.example", "desk+k7@mfa.example")
    assert desk.names.text(Language.THAI) == "Social Division"
    assert Settings(desk_name_th="กองการสังคม").desk.names == Bilingual("Samai", "กองการสังคม")


def test_sizes_of_enclosures_are_written_in_megabytes() -> None:
    assert Settings().paper_limits == PaperLimits()
    assert Settings(enclosure_megabytes=0.5).paper_limits.each == 512 * 1024
