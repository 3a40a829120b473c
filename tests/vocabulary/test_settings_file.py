"""The instance's own file of settings, and what is said when it cannot be used."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from vocabulary.settings import Settings, read_settings
from vocabulary.settings_file import UnusableSettings, place
from vocabulary.settings_ground import MailTls


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the installation that the environment names."""
    monkeypatch.setenv("SAMAI_INSTANCE", str(tmp_path))
    return tmp_path


def write(instance: Path, text: str, *, mode: int = 0o600) -> Path:
    path = instance / "config.toml"
    path.write_text(text)
    path.chmod(mode)
    return path


def refusal() -> str:
    with pytest.raises(UnusableSettings) as refused:
        read_settings()
    return str(refused.value)


def test_the_file_is_read_and_the_environment_wins_over_it(instance: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(instance, 'mail_tls = "tls"\nmail_port = 465\nmail_ca_file = "/etc/ca.pem"\n')
    monkeypatch.setenv("SAMAI_MAIL_PORT", "2465")
    settings = read_settings()
    assert (settings.mail_tls, settings.mail_port, settings.mail_ca_file) == (MailTls.TLS, 2465, Path("/etc/ca.pem"))
    assert Settings(instance=instance, mail_port=25).mail_port == 25


def test_the_group_may_read_the_file_and_the_world_may_not(instance: Path) -> None:
    path = write(instance, "", mode=0o640)
    assert read_settings().instance == instance
    for mode in (0o644, 0o660):
        path.chmod(mode)
        assert refusal() == f"{path} holds secrets and others may read or change it. Run: chmod 600 {path}"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("mail_prot = 25\n", "line 1: there is no setting mail_prot. Did you mean mail_port?"),
        ("\nquite_else = 25\n", "line 2: there is no setting quite_else. Remove the line"),
        ("instance = '/x'\n", "line 1: instance can only be set in the environment, as SAMAI_INSTANCE."),
        ("[mail]\nhost = 'x'\n", "line 1: there is no setting mail."),
        ("desk_name = Samai\n", "is not TOML: Invalid value (at line 1, column 13). Text stands in quotes"),
        ("mail_port = 'many'\n", "mail_port in {path}, line 1: input should be a valid integer"),
        ("mail_tls = 'ssl'\n", "input should be 'starttls', 'tls' or 'none'"),
        ("secret_key = 'short'\n", "a secret key needs 32 characters or more"),
        (f"secret_key = '{'x' * 40}'\n", "this is a placeholder. Make a key with: openssl rand -hex 32"),
        ("mail_password = 'change-me'\n", "this is a placeholder. Write the password of the account"),
        ("database_url = 'mysql://x/y'\n", "database_url in {path}, line 1: write it as postgresql://role:password@"),
        ("base_url = 'samai.mfa.go.th'\n", "write the whole address, as https://"),
        ("base_url = 'https://mfa.go.th/samai'\n", "leave out what follows the host"),
        ("base_url = 'https://samai.ministry.example'\n", "is an example's. Write this ministry's own"),
        ("mail_host = 'smtp.go.th'\n", "desk_address = samai@mfa.example is an example's."),
        ("mail_host = 'smtp.go.th'\nmail_tls = 'none'\n", "mail_tls = none would send letters readable by anyone"),
    ],
)
def test_what_is_wrong_is_said_with_its_place_and_the_way_out(instance: Path, text: str, words: str) -> None:
    path = write(instance, text)
    assert words.format(path=path) in refusal()


@pytest.mark.parametrize("variable", ["DATABASE_URL", "SAMAI_DATABASE_URL"])
def test_a_database_of_another_kind_is_refused_by_the_name_it_came_under(
    instance: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, "mysql://samai:word@localhost/samai")
    assert refusal() == (
        f"{variable} in the environment: write it as postgresql://role:password@host/database, "
        "or leave it out for SQLite."
    )


def test_a_file_in_another_encoding_is_named(instance: Path) -> None:
    path = instance / "config.toml"
    path.write_bytes("desk_name = 'สมัย'".encode("cp874"))
    path.chmod(0o600)
    assert refusal() == f"{path} is not UTF-8 at byte 14. Save it as UTF-8."


def test_a_file_that_cannot_be_read_is_named(instance: Path) -> None:
    (instance / "config.toml").mkdir(mode=0o700)
    assert "config.toml cannot be read: Is a directory." in refusal()


def test_a_secret_is_not_printed_when_it_is_refused(instance: Path) -> None:
    write(instance, "secret_key = 'nearly-a-secret'\n")
    assert "nearly" not in refusal()


def test_a_variable_that_cannot_be_used_is_named(instance: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMAI_IDLE_MINUTES", "0")
    assert refusal() == "SAMAI_IDLE_MINUTES in the environment: input should be greater than or equal to 1."


def test_clear_text_is_for_this_machine_unless_it_is_allowed(instance: Path) -> None:
    for host in ("localhost", "127.0.0.1", "::1"):
        assert Settings(mail_host=host, mail_tls=MailTls.NONE).mails_at_home
    allowed = Settings(mail_host="10.0.0.5", mail_tls=MailTls.NONE, mail_plain=True, desk_address="desk@mfa.go.th")
    assert allowed.sends_away
    with pytest.raises(ValidationError):
        Settings(mail_host="10.0.0.5", mail_tls=MailTls.NONE, desk_address="desk@mfa.go.th")


def test_readers_come_safely_by_https_or_from_this_machine() -> None:
    assert Settings(base_url="https://samai.mfa.go.th/").base_url == "https://samai.mfa.go.th"
    assert Settings(base_url="https://samai.mfa.go.th").is_reached_safely
    assert Settings(base_url="http://127.0.0.1:8000").is_reached_safely
    assert not Settings(base_url="http://samai.mfa.go.th").is_reached_safely


def test_the_place_of_a_setting_that_is_not_in_the_file_is_the_file(tmp_path: Path) -> None:
    assert place(tmp_path / "config.toml", "mail_port") == str(tmp_path / "config.toml")
