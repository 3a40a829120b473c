"""What one installation decides for itself: environment variables `SAMAI_…`."""

import os
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from vocabulary.invite import Desk


def own_address() -> str:
    """Where the service stands when nothing else is said: this machine, at `PORT`."""
    return f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"


class Settings(BaseSettings):
    """Settings of one installation; every default is safe on one machine without a mail server.

    `base_url` is what links in mails start with. `undo_seconds` is how long a released batch waits and can be
    called back. `mail_host` empty means that letters are kept as files in `instance/outgoing`. `proxies` is how many
    reverse proxies of ours stand before the service, whose word on a visitor's address is taken.
    """

    model_config = SettingsConfigDict(env_prefix="SAMAI_", frozen=True)

    instance: Path = Path("instance")
    base_url: str = Field(default_factory=own_address)
    database_url: str = ""
    secret_key: SecretStr = SecretStr("")
    desk_address: str = "samai@mfa.example"
    desk_name: str = "Samai"
    desk_phone: str = ""
    mail_host: str = ""
    mail_port: int = 25
    mail_username: str = ""
    mail_password: SecretStr = SecretStr("")
    mail_tls: str = "starttls"
    mail_timeout: float = 60.0
    undo_seconds: int = 120
    lease_seconds: int = 900
    proxies: int = 0
    idle_minutes: int = 30
    session_hours: int = 12
    testing: bool = False

    @property
    def database_uri(self) -> str:
        """Where the tables are: the embedded SQLite file unless `database_url` names another."""
        return self.database_url or f"sqlite:///{(self.instance / 'samai.db').resolve()}"

    @property
    def outgoing(self) -> Path:
        """The folder that keeps letters as `.eml` files where there is no mail server."""
        return self.instance / "outgoing"

    @property
    def desk(self) -> Desk:
        """The desk as its letters name it."""
        return Desk(self.desk_name, self.desk_address, self.desk_phone)
