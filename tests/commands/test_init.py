"""A new installation at the terminal."""

import re
import sqlite3
import stat
import tomllib
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import Result
from flask_migrate import upgrade

from commands.anew import MIGRATIONS
from tests.conftest import make_app
from tests.fixtures import Letter
from tests.keeping import stamp
from vocabulary.settings import Settings

FLAGS = (
    *("--base-url", "https://samai.mfa.go.th", "--language", "en", "--desk-name", "Social Division"),
    *("--desk-address", "social@mfa.go.th", "--admin-name", "Ms Anong Tuayang", "--admin-address", "anong@mfa.go.th"),
)


def initialised(instance: Path, *words: str, typed: str | None = None) -> Result:
    app = make_app(Settings(instance=instance))
    with app.app_context():
        return app.test_cli_runner().invoke(args=["init", *words], input=typed)


def written(instance: Path) -> dict[str, object]:
    return tomllib.loads((instance / "config.toml").read_text())


def people(instance: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(instance / "samai.db")) as database:
        return database.execute("SELECT name_en, name_th, email, duty, language FROM person").fetchall()


def test_flags_alone_make_an_installation_and_print_the_first_link(tmp_path: Path) -> None:
    result = initialised(tmp_path, "--no-input", *FLAGS)
    assert result.exit_code == 0, result.output
    assert re.fullmatch(r"https://samai\.mfa\.go\.th/sign-in/link/\S+\n", result.stdout)
    assert "once, within 24 hours; a new one: flask account link anong@mfa.go.th" in result.stderr
    config = written(tmp_path)
    key = str(config.pop("secret_key"))
    assert len(key) == 64
    assert config == {
        "base_url": "https://samai.mfa.go.th",
        "language": "en",
        "desk_name": "Social Division",
        "desk_address": "social@mfa.go.th",
    }
    assert stat.S_IMODE((tmp_path / "config.toml").stat().st_mode) == 0o600
    assert not (tmp_path / "secret_key").exists(), "the key has one place"
    assert Settings(instance=tmp_path).secret_key.get_secret_value() == key
    assert people(tmp_path) == [("Ms Anong Tuayang", "", "anong@mfa.go.th", "administrator", "en")]


def test_the_questions_are_asked_again_until_the_answers_can_be_used(tmp_path: Path) -> None:
    typed = (
        "samai.mfa.go.th\nhttps://samai.mfa.go.th\nxx\nth\nSocial Division\nกองการสังคม\nsocial\nsocial@mfa.go.th\n"
        "smtp.mfa.go.th\nssl\ntls\n465\nsamai\nchange-me\nd0-n0t-gu3ss\nนางสาวอนงค์ ตัวอย่าง\nanong@mfa.go.th\n"
    )
    result = initialised(tmp_path, typed=typed)
    assert result.exit_code == 0, result.output
    for words in (
        "--base-url: write the whole address",
        "--language: Input should be 'th' or 'en'",
        "--desk-address: write one e-mail address",
        "--mail-tls: Input should be 'starttls', 'tls' or 'none'",
        "--mail-password: this is a placeholder",
    ):
        assert words in result.stderr
    config = written(tmp_path)
    assert (config["mail_port"], config["mail_tls"], config["mail_password"]) == (465, "tls", "d0-n0t-gu3ss")
    assert (config["desk_name"], config["desk_name_th"]) == ("Social Division", "กองการสังคม")
    assert people(tmp_path) == [("", "นางสาวอนงค์ ตัวอย่าง", "anong@mfa.go.th", "administrator", "th")]


def test_what_no_flag_says_and_nobody_can_be_asked_is_named(tmp_path: Path) -> None:
    result = initialised(tmp_path, "--no-input")
    assert result.exit_code == 1
    assert result.stderr == "--desk-address is missing. Say it, or leave out --no-input and be asked.\n"
    assert initialised(tmp_path, "--no-input", *FLAGS, "--mail-host", "smtp.x.go.th", "--mail-port", "many").exit_code
    assert not (tmp_path / "config.toml").exists()


def test_what_was_cut_short_goes_on_with_the_settings_that_were_written(tmp_path: Path) -> None:
    result = initialised(tmp_path, "--no-input", *FLAGS[:-2], "--admin-address", "nobody")
    assert result.exit_code == 1
    before = written(tmp_path)
    result = initialised(tmp_path, "--no-input", *FLAGS)
    assert "config.toml is here already and stays as it is." in result.stderr
    assert (result.exit_code, written(tmp_path)) == (0, before)


def test_an_installation_that_is_set_up_is_not_made_again(tmp_path: Path) -> None:
    assert initialised(tmp_path, "--no-input", *FLAGS).exit_code == 0
    before = (tmp_path / "config.toml").read_bytes()
    result = initialised(tmp_path, "--no-input", *FLAGS)
    assert result.exit_code == 1
    assert "is set up already. For a new sign-in link: flask account link anong@mfa.go.th" in result.stderr
    assert (tmp_path / "config.toml").read_bytes() == before


def test_an_instance_in_use_is_left_alone_before_anything_is_asked(letter: Letter, settings: Settings) -> None:
    stamp()
    result = initialised(settings.instance, "--no-input", *FLAGS)
    assert "is set up already" in result.stderr
    assert not (settings.instance / "config.toml").exists()


def test_a_key_that_a_death_left_in_two_places_has_one_again(tmp_path: Path) -> None:
    assert initialised(tmp_path, "--no-input", *FLAGS[:-2], "--admin-address", "nobody").exit_code == 1
    own, other = str(written(tmp_path)["secret_key"]), "f" * 64
    for key, stays in ((other, True), (own, False)):
        (tmp_path / "secret_key").write_text(f"{key}\n")
        initialised(tmp_path, "--no-input", *FLAGS[:-2], "--admin-address", "nobody")
        assert (tmp_path / "secret_key").exists() is stays, "a key that stands nowhere else is nobody's to take away"


def test_older_tables_are_somebodys_and_wait_for_their_own_command(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'elsewhere.db'}"
    with make_app(Settings(instance=tmp_path / "old", database_url=url)).app_context():
        upgrade(directory=str(MIGRATIONS), revision="0001")
    result = initialised(tmp_path / "i", "--no-input", *FLAGS, "--database-url", url)
    assert (result.exit_code, "they are at 0001" in result.stderr) == (1, True)
    assert result.stderr.endswith("Run: flask upgrade\n")


def test_another_database_is_written_down(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'elsewhere.db'}"
    assert initialised(tmp_path / "i", "--no-input", *FLAGS, "--database-url", url).exit_code == 0
    assert written(tmp_path / "i")["database_url"] == url
    assert (tmp_path / "elsewhere.db").exists()
    assert not (tmp_path / "i" / "samai.db").exists()


@pytest.mark.parametrize("flag", ["--base-url", "--mail-password", "--admin-name", "--no-input"])
def test_every_question_has_a_flag(tmp_path: Path, flag: str) -> None:
    assert flag in initialised(tmp_path, "--help").stdout
