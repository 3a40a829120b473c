"""What every installation stands on: its folder, its address, its keys, its tables, its desk."""

import os
from enum import Enum
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, AliasChoices, Field, SecretStr
from pydantic_settings import BaseSettings

from vocabulary.setting_checks import database_address, guarded_keys, mail_address, whole_address
from vocabulary.settings_file import BARE
from vocabulary.states import Language

PREFIX = "SAMAI_"


class MailTls(Enum):
    """How the way to the mail server is protected."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


def own_address() -> str:
    """Where the service stands when nothing else is said: this machine, at `PORT`."""
    return f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"


class GroundSettings(BaseSettings):
    """The first of the settings; `Settings` goes on with them."""

    instance: Path = Field(
        default=Path("instance"),
        description="The folder of this installation's own: `config.toml`, the database, backups, letters kept as "
        "files. Only the environment can name it.",
        examples=["/var/lib/samai"],
    )
    base_url: Annotated[str, AfterValidator(whole_address)] = Field(
        default_factory=own_address,
        description="The address at which people reach the service: every link in a letter begins with it. https, "
        "unless it is this machine itself.",
        examples=["https://samai.ministry.example"],
    )
    language: Language = Field(
        default=Language.THAI,
        description="The language of a page whose reader has chosen none and whose browser names neither: th or en.",
        examples=["en"],
    )
    secret_key: Annotated[SecretStr, AfterValidator(guarded_keys)] = Field(
        default=SecretStr(""),
        description="What links and cookies are signed with: 32 characters or more, made by `flask init`. Further keys "
        "after a comma are old ones, which still read. Without it the key stands in the file `secret_key` beside the "
        "database, which the first start makes.",
        examples=["make one with: python3 -c 'import secrets; print(secrets.token_hex(32))'"],
    )
    database_url: Annotated[str, AfterValidator(database_address)] = Field(
        default="",
        validation_alias=AliasChoices(f"{PREFIX}{BARE}", BARE),
        repr=False,
        description="Where the tables are. Empty: the file `samai.db` in the instance's folder (SQLite). Otherwise a "
        "PostgreSQL database. In the environment, `DATABASE_URL` without the prefix is read too.",
        examples=["postgresql://samai:password@localhost/samai"],
    )
    desk_address: Annotated[str, AfterValidator(mail_address)] = Field(
        default="samai@mfa.example",
        description="The desk's own address: the sender of every letter, and where replies to letters arrive.",
        examples=["cybercrime@ministry.example"],
    )
    desk_name: str = Field(
        default="Samai",
        description="The desk's name, as letters and calendars show it.",
        examples=["Desk of the Social Division"],
    )
    desk_name_th: str = Field(
        default="",
        description="The same in Thai, for whoever reads Thai. Empty: `desk_name`.",
        examples=["Kong Kan Sangkhom"],
    )
    desk_phone: str = Field(
        default="",
        description="The desk's telephone number, printed under its letters. Empty: none.",
        examples=["+66 2 555 0100"],
    )
