"""What a setting must be before anything relies on it; a ValueError says what to write instead."""

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

from pydantic import SecretStr

from vocabulary.placeholders import is_placeholder

SHORTEST_KEY = 32
SHORTEST_TOKEN = 16
ADDRESS = re.compile(r"[^\s@<>,;\"]+@[^\s@<>,;\"]+\.[^\s@<>,;\"]+")

HOST = re.compile(r"(?:[^@]*@)?(?:[^@:\[\]]*|\[[0-9A-Fa-f:.]+\])(?::\d*)?(?:/[^@]*)?")
"""What may stand in a database's address after its kind: one role and password, a host, a port that is a number."""

DRIVERS = {
    "postgresql": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
    "sqlite": "sqlite",
}
"""What a database's address may begin with, as hosts and containers write it, and how its driver is called."""


def whole_address(value: str) -> str:
    """An address with scheme and host and nothing after it, for links are joined on."""
    address = urlsplit(value)
    if address.scheme not in ("http", "https") or not address.hostname or address.query or address.fragment:
        raise ValueError("write the whole address, as https://samai.ministry.example")
    if address.path not in ("", "/"):
        raise ValueError("the service stands at the root of a host of its own: leave out what follows the host")
    return value.rstrip("/")


def mail_address(value: str) -> str:
    """One address; the mail room looks closer at the letters it is made of."""
    if not ADDRESS.fullmatch(value):
        raise ValueError("write one e-mail address, as desk@ministry.example")
    return value


def database_address(value: str) -> str:
    """Nothing, or the address of a database of a kind that we know, with the driver that we use."""
    kind, _, rest = value.partition("://")
    if value and (kind not in DRIVERS or not rest):
        raise ValueError("write it as postgresql://role:password@host/database, or leave it out for SQLite")
    if kind != "sqlite" and not HOST.fullmatch(rest.partition("?")[0]):
        raise ValueError("it has no readable host and port. In the password write @ as %40, / as %2F and # as %23")
    return f"{DRIVERS[kind]}://{rest}" if value else ""


def guarded_keys(value: SecretStr) -> SecretStr:
    """Nothing, or keys that nobody can guess."""
    for key in filter(None, value.get_secret_value().split(",")):
        if len(key) < SHORTEST_KEY:
            raise ValueError(f"a secret key needs {SHORTEST_KEY} characters or more")
        if is_placeholder(key):
            raise ValueError("this is a placeholder. Make a key with: openssl rand -hex 32")
    return value


def long_token(value: SecretStr) -> SecretStr:
    """Nothing, or a token that nobody can guess."""
    token = value.get_secret_value()
    if token and (len(token) < SHORTEST_TOKEN or not token.isascii() or is_placeholder(token)):
        raise ValueError(f"a token needs {SHORTEST_TOKEN} characters or more. Make one with: openssl rand -hex 32")
    return value


def chosen_password(value: SecretStr) -> SecretStr:
    """Nothing, or a password that somebody has chosen."""
    if is_placeholder(value.get_secret_value()):
        raise ValueError("this is a placeholder. Write the password of the account at the mail server")
    return value


def is_loopback(host: str) -> bool:
    """Whether this host is the machine itself."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
