"""An installation's settings in the words of the parts plugged into it."""

from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from vocabulary.settings import Settings
from web.configuration import CAREFUL, QUICK, flask_config


def config(tmp_path: Path, **settings: object) -> dict[str, object]:
    return flask_config(Settings(instance=tmp_path, **settings))  # type: ignore[arg-type]


def test_the_key_is_the_instances_own_and_never_a_default(tmp_path: Path) -> None:
    made = config(tmp_path)["SECRET_KEY"]
    assert made == (tmp_path / "secret_key").read_text().strip()
    assert config(tmp_path)["SECRET_KEY"] == made


def test_old_keys_still_read_cookies(tmp_path: Path) -> None:
    new, old = "9b1d04e57ac2f638" * 3, "c04e8b27d915fa63" * 3
    made = config(tmp_path, secret_key=SecretStr(f"{new},{old}"))
    assert (made["SECRET_KEY"], made["SECRET_KEY_FALLBACKS"]) == (new, [old])


def test_a_short_key_stops_the_service(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="32 characters"):
        config(tmp_path, secret_key=SecretStr("secret"))


def test_only_the_configured_host_and_this_machine_are_answered(tmp_path: Path) -> None:
    made = config(tmp_path, base_url="https://samai.example:8443/", testing=True)
    assert made["TRUSTED_HOSTS"] == ["127.0.0.1", "localhost", "samai.example"]
    assert (made["SESSION_COOKIE_NAME"], made["SESSION_COOKIE_SECURE"]) == ("__Host-samai", True)


def test_without_https_the_cookie_has_no_promise_it_cannot_keep(tmp_path: Path) -> None:
    made = config(tmp_path, base_url="http://127.0.0.1:8000")
    assert (made["SESSION_COOKIE_NAME"], made["SESSION_COOKIE_SECURE"]) == ("samai", False)


def test_passwords_are_hashed_carefully_but_in_tests(tmp_path: Path) -> None:
    name = "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS"
    assert config(tmp_path)[name] == CAREFUL
    assert config(tmp_path, testing=True)[name] == QUICK
    assert CAREFUL["argon2__memory_cost"] == 64 * 1024


def test_a_login_lasts_as_long_as_the_settings_say(tmp_path: Path) -> None:
    assert config(tmp_path, session_hours=8)["PERMANENT_SESSION_LIFETIME"] == timedelta(hours=8)


@pytest.mark.parametrize(
    ("tls", "start", "whole"), [("starttls", True, False), ("tls", False, True), ("none", False, False)]
)
def test_mail_is_protected_as_the_settings_say(tmp_path: Path, tls: str, start: bool, whole: bool) -> None:
    more = {"mail_plain": True, "mail_password": SecretStr("p4s-5w0rd"), "mail_ca_file": "/etc/ca.pem", "testing": True}
    made = config(tmp_path, mail_host="mail.example", mail_port=2525, mail_tls=tls, **more)
    assert (made["MAIL_SERVER"], made["MAIL_PORT"], made["MAIL_PASSWORD"]) == ("mail.example", 2525, "p4s-5w0rd")
    assert (made["MAIL_USE_TLS"], made["MAIL_USE_SSL"], made["MAIL_CA_FILE"]) == (start, whole, "/etc/ca.pem")
