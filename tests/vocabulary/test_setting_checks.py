"""What a setting must be."""

import pytest
from pydantic import SecretStr

from vocabulary.setting_checks import (
    chosen_password,
    database_address,
    guarded_keys,
    is_loopback,
    long_token,
    mail_address,
    whole_address,
)


def test_an_address_is_whole_and_ends_at_its_host() -> None:
    assert whole_address("https://samai.mfa.go.th/") == "https://samai.mfa.go.th"
    for wrong in ("samai.mfa.go.th", "ftp://x", "https://", "https://x/y", "https://x?y", "https://x#y"):
        with pytest.raises(ValueError, match=r"whole address|root of a host"):
            whole_address(wrong)


def test_a_mail_address_is_one_address() -> None:
    assert mail_address("desk@mfa.go.th") == "desk@mfa.go.th"
    for wrong in ("desk", "desk@mfa", "a@b.c, d@e.f", "Desk <desk@mfa.go.th>"):
        with pytest.raises(ValueError, match="one e-mail address"):
            mail_address(wrong)


def test_every_key_must_be_long_and_unguessable() -> None:
    good = "9b1d04e57ac2f638" * 3
    assert guarded_keys(SecretStr(f"{good},{good}")).get_secret_value() == f"{good},{good}"
    for wrong in (f"{good},short", f"{good},{'x' * 40}"):
        with pytest.raises(ValueError, match=r"32 characters|a placeholder"):
            guarded_keys(SecretStr(wrong))


def test_a_token_is_long_plain_and_unguessable() -> None:
    for right in ("", "9b1d04e57ac2f638"):
        assert long_token(SecretStr(right)).get_secret_value() == right
    for wrong in ("9b1d04e57ac2f63", "9b1d04e57ac2f63é", "change-me-please-now"):
        with pytest.raises(ValueError, match="16 characters or more"):
            long_token(SecretStr(wrong))


def test_a_placeholder_is_no_password() -> None:
    assert chosen_password(SecretStr("")).get_secret_value() == ""
    with pytest.raises(ValueError, match="a placeholder"):
        chosen_password(SecretStr("change-me"))


def test_this_machine_is_known_by_its_names() -> None:
    assert all(is_loopback(host) for host in ("localhost", "127.0.0.1", "::1"))
    assert not any(is_loopback(host) for host in ("", "10.0.0.1", "smtp.mfa.go.th"))


@pytest.mark.parametrize("kind", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_has_one_driver_whatever_it_is_called(kind: str) -> None:
    assert database_address(f"{kind}://samai@localhost/samai") == "postgresql+psycopg://samai@localhost/samai"


def test_sqlite_and_nothing_at_all_stay_what_they_are() -> None:
    assert database_address("sqlite:////srv/samai.db") == "sqlite:////srv/samai.db"
    assert database_address("") == ""


@pytest.mark.parametrize("address", ["mysql://localhost/samai", "localhost/samai", "postgresql://", "postgresql"])
def test_another_kind_of_database_is_refused_with_the_form_that_is_wanted(address: str) -> None:
    with pytest.raises(ValueError, match="write it as postgresql://role:password@host/database, or leave it out"):
        database_address(address)


@pytest.mark.parametrize("rest", ["a:p@ss@h/x", "a:b@h:port/x", "a:b@[h/x", "h:54 32/x"])
def test_an_address_without_a_readable_host_and_port_says_how_a_password_is_written(rest: str) -> None:
    with pytest.raises(ValueError, match="In the password write @ as %40"):
        database_address(f"postgresql://{rest}")


@pytest.mark.parametrize("rest", ["/x?host=/run/postgresql", "a:p%40ss@[::1]:5433/x", "a:p/ss@h/x?sslmode=verify-full"])
def test_a_password_a_port_and_a_socket_may_stand_in_it(rest: str) -> None:
    assert database_address(f"postgresql://{rest}") == f"postgresql+psycopg://{rest}"
