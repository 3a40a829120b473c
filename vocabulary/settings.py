"""What one installation decides for itself: `SAMAI_…` in the environment, then `config.toml` in its own folder.

`docs/settings.md` is made from this class.
"""

import os
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from vocabulary.invite import Desk
from vocabulary.logs import LogFormat
from vocabulary.placeholders import is_reserved
from vocabulary.plan import MEGABYTE, PaperLimits
from vocabulary.reminders import ReminderLimits
from vocabulary.setting_checks import (
    chosen_password,
    is_loopback,
    long_token,
)
from vocabulary.settings_file import CONFIG, UnusableSettings, checked_file, complaints
from vocabulary.settings_ground import PREFIX, MailTls
from vocabulary.settings_inbound import InboundSettings


class Settings(InboundSettings):
    """Settings of one installation; every default is safe on one machine without a mail server."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, validate_default=False, populate_by_name=True)

    mail_host: str = Field(
        default="",
        description="The mail server that takes our letters (SMTP). Empty: letters are kept as files in the folder "
        "`outgoing` of the instance.",
        examples=["smtp.ministry.example"],
    )
    mail_port: int = Field(
        default=25, ge=1, le=65535, description="The mail server's port: 587 or 25, or 465 with tls.", examples=[587]
    )
    mail_username: str = Field(
        default="", description="The account at the mail server. Empty: no sign-in.", examples=["samai"]
    )
    mail_password: Annotated[SecretStr, AfterValidator(chosen_password)] = Field(
        default=SecretStr(""),
        description="The password of that account.",
        examples=["the password that the mail server's administrator gave you"],
    )
    mail_tls: MailTls = Field(
        default=MailTls.STARTTLS,
        description="How the way to the mail server is protected: starttls (ports 587 and 25), tls (port 465) or none. "
        "The server's certificate is verified. none is for a mail server on this machine.",
        examples=["tls"],
    )
    mail_plain: bool = Field(
        default=False,
        description="Allow mail_tls = none although the mail server is another machine: letters and the password then "
        "cross the network readable by anyone on it.",
        examples=[True],
    )
    mail_ca_file: Path | None = Field(
        default=None,
        description="A PEM file with the ministry's own certificate authority, where the mail server's certificate is "
        "signed by it. Empty: the system's.",
        examples=["/etc/ssl/certs/ministry-ca.pem"],
    )
    mail_timeout: float = Field(
        default=60.0, gt=0, description="Seconds to wait for each answer of the mail server.", examples=[30]
    )
    mail_per_minute: int = Field(
        default=0,
        ge=0,
        description="The most letters that are handed to the mail server in a minute by all workers together, as its "
        "administrator allows; a tenth of them may go at once. 0: no limit.",
        examples=[30],
    )
    retry_seconds: float = Field(
        default=30.0,
        gt=0,
        description="Seconds before a letter that the mail server put off is tried again; the wait doubles each time, "
        "up to an hour.",
        examples=[60],
    )
    undo_seconds: int = Field(
        default=120,
        ge=0,
        description="Seconds for which released letters wait and can be called back.",
        examples=[300],
    )
    lease_seconds: int = Field(
        default=900,
        ge=1,
        description="Seconds after which a letter that a dead worker held is sent by another. Keep it above the 840 "
        "that one letter may take, or two workers may send the same letter.",
        examples=[1200],
    )
    reminders_per_hour: int = Field(
        default=300, ge=1, description="The most reminders that leave within an hour; more wait.", examples=[100]
    )
    reminders_per_person: int = Field(
        default=2,
        ge=1,
        description="The most reminders that one person gets within an hour. What is over it waits.",
        examples=[1],
    )
    overdue_reminders: int = Field(
        default=50,
        ge=1,
        description="How many reminders may be overdue by more than a week before none leaves until an officer says "
        "so: the computer's clock may be wrong.",
        examples=[20],
    )
    proxies: int = Field(
        default=0,
        ge=0,
        le=5,
        description="How many reverse proxies of ours stand before the service. Their word on a visitor's address is "
        "taken; with 0 behind a proxy all visitors look like one and slow each other down at the sign-in page.",
        examples=[1],
    )
    enclosure_megabytes: float = Field(
        default=5,
        gt=0,
        description="The largest PDF that letters may enclose, in megabytes.",
        examples=[3],
    )
    enclosures_megabytes: float = Field(
        default=8,
        gt=0,
        description="The most that all files of one letter may have together, in megabytes.",
        examples=[5],
    )
    message_megabytes: float = Field(
        default=12,
        gt=0,
        description="The largest message that the mail server takes, in megabytes; a file weighs a third more in it "
        "than on disk. Ask whoever runs the server, and the agencies: many take 10.",
        examples=[10],
    )
    idle_minutes: int = Field(
        default=30, ge=1, description="Minutes without a click after which a reader is signed out.", examples=[15]
    )
    session_hours: int = Field(
        default=12, ge=1, description="Hours after which a reader signs in again in any case.", examples=[8]
    )
    metrics_token: Annotated[SecretStr, AfterValidator(long_token)] = Field(
        default=SecretStr(""),
        description="What a monitoring server shows to read `/metrics`, as `Authorization: Bearer …`: 16 characters or "
        "more. Empty: there is no such page.",
        examples=["make one with: python3 -c 'import secrets; print(secrets.token_hex(32))'"],
    )
    log_format: LogFormat = Field(
        default=LogFormat.AUTO,
        description="How the log is written to standard error: json, one object a line, for a program that collects "
        "it; text for somebody who reads along; auto, text at a terminal and json anywhere else.",
        examples=["json"],
    )
    testing: bool = Field(
        default=False,
        description="For the project's own tests: quick password hashes, placeholders allowed. Never set it.",
        examples=[False],
    )

    @classmethod
    def settings_customise_sources(  # type: ignore[override] # the library names each source
        cls, settings_cls: type[BaseSettings], **sources: PydanticBaseSettingsSource
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What a caller names, then the environment, then the instance's own file."""
        caller, environment = sources["init_settings"], sources["env_settings"]
        named = caller().get("instance") or environment().get("instance") or cls.model_fields["instance"].default
        path = checked_file(Path(named) / CONFIG, known=[name for name in cls.model_fields if name != "instance"])
        return caller, environment, TomlConfigSettingsSource(settings_cls, path)

    @model_validator(mode="after")
    def is_consistent(self) -> Self:
        """No example where real letters would go, and no letter in clear text over a network."""
        if self.mail_tls is MailTls.NONE and self.sends_away and not self.mail_plain:
            raise ValueError(
                "mail_tls = none would send letters readable by anyone on the way. Use starttls or tls, or allow it "
                "with mail_plain = true"
            )
        if self.imap_tls is MailTls.NONE and self.imap_host and not is_loopback(self.imap_host):
            raise ValueError(
                "imap_tls = none would send the password readable by anyone on the way. Use starttls or tls"
            )
        if not self.testing:
            self.refuse_examples()
        return self

    def refuse_examples(self) -> None:
        """Refuse the documentation's own names and addresses where real letters would go."""
        for name in ("base_url", "mail_host", *(["desk_address"] if self.sends_away else [])):
            if is_reserved(getattr(self, name)):
                raise ValueError(f"{name} = {getattr(self, name)} is an example's. Write this ministry's own")

    @property
    def mails_at_home(self) -> bool:
        """Whether the mail server is this machine."""
        return is_loopback(self.mail_host)

    @property
    def sends_away(self) -> bool:
        """Whether letters leave this machine."""
        return bool(self.mail_host) and not self.mails_at_home

    @property
    def is_reached_safely(self) -> bool:
        """Whether readers come by https, or from this machine alone."""
        address = urlsplit(self.base_url)
        return address.scheme == "https" or is_loopback(address.hostname or "")

    @property
    def database_uri(self) -> str:
        """Where the tables are: the embedded SQLite file unless `database_url` names another database."""
        return self.database_url or f"sqlite:///{(self.instance / 'samai.db').resolve()}"

    @property
    def outgoing(self) -> Path:
        """The folder that keeps letters as `.eml` files where there is no mail server."""
        return self.instance / "outgoing"

    @property
    def paper_limits(self) -> PaperLimits:
        """How many bytes letters may enclose."""
        sizes = (self.enclosure_megabytes, self.enclosures_megabytes, self.message_megabytes)
        return PaperLimits(*(int(size * MEGABYTE) for size in sizes))

    @property
    def reminder_limits(self) -> ReminderLimits:
        """How many reminders may leave, and when their number is alarming."""
        return ReminderLimits(self.reminders_per_hour, self.reminders_per_person, self.overdue_reminders)

    @property
    def desk(self) -> Desk:
        """The desk as its letters name it."""
        return Desk(self.desk_name, self.desk_address, self.desk_phone, self.desk_name_th)


def read_settings() -> Settings:
    """The settings of this process's environment and instance; `UnusableSettings` says what to correct, and where."""
    try:
        return Settings()
    except ValidationError as error:
        folder = Path(os.environ.get(f"{PREFIX}INSTANCE") or "instance")
        raise UnusableSettings(complaints(error, folder / CONFIG, prefix=PREFIX)) from None
