"""What `flask init` asks, and the file of settings that the answers make."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import click
from pydantic import ValidationError

from commands.output import FAILED, remark
from vocabulary.settings import Settings
from vocabulary.settings_file import CONFIG, complaint
from vocabulary.settings_ground import MailTls
from vocabulary.states import Language

Answers = dict[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask: the setting it becomes, its words, what is offered, and when it is asked at all."""

    name: str
    words: str
    offer: str = ""
    hidden: bool = False
    when: Callable[[Answers], bool] = lambda _answers: True

    @property
    def flag(self) -> str:
        """The option that answers it without asking."""
        return f"--{self.name.replace('_', '-')}"


def mails(answers: Answers) -> bool:
    """Whether there is a mail server."""
    return bool(answers.get("mail_host"))


def signs_in(answers: Answers) -> bool:
    """Whether the mail server wants an account."""
    return bool(answers.get("mail_username"))


SETTINGS = (
    Question("base_url", "1. Address at which people will reach the service", "http://127.0.0.1:8000"),
    Question("language", f"2. Language that pages begin in ({' or '.join(one.value for one in Language)})", "th"),
    Question("desk_name", "3. Name of the desk, as letters show it", "Samai"),
    Question("desk_name_th", "   The same in Thai (leave empty: none)"),
    Question("desk_address", "   Its own address, the sender of every letter"),
    Question("mail_host", "4. Mail server (leave empty: letters are kept as files)"),
    Question("mail_tls", f"   Protection ({', '.join(one.value for one in MailTls)})", "starttls", when=mails),
    Question("mail_port", "   Port", "587", when=mails),
    Question("mail_username", "   Account (leave empty: none)", when=mails),
    Question("mail_password", "   Password", hidden=True, when=signs_in),
)
ADMINISTRATOR = (
    Question("admin_name", "5. Administrator's name, with title"),
    Question("admin_address", "   Administrator's own e-mail address"),
)
OPTIONAL = {"desk_name_th", "mail_host", "mail_username", "mail_password"}


@dataclass(frozen=True, slots=True)
class Asker:
    """Who answers: the flags first, then somebody at the terminal, or else what is offered."""

    given: Mapping[str, str | None]
    may_ask: bool

    def settings(self, instance: Path) -> Answers:
        """Answers that make settings which can be used; what cannot be is asked again."""
        answers: Answers = {}
        for question in SETTINGS:
            if question.when(answers):
                self.answer(question, answers, check=lambda tried: problem(tried, instance))
        return {name: value for name, value in answers.items() if value}

    def administrator(self) -> Answers:
        """Who comes first."""
        answers: Answers = {}
        for question in ADMINISTRATOR:
            self.answer(question, answers, check=lambda _tried: "")
        return answers

    def answer(self, question: Question, answers: Answers, *, check: Callable[[Answers], str]) -> None:
        """Write one answer down, once nothing is wrong with it."""
        value = self.given.get(question.name)
        asked = value is None
        while True:
            if value is None:
                value = self.ask(question)
            wrong = check({**answers, question.name: value}) if value else ""
            if not wrong:
                answers[question.name] = value
                return
            remark(f"{question.flag}: {wrong}")
            if not (self.may_ask and asked):
                raise SystemExit(FAILED)
            value = None

    def ask(self, question: Question) -> str:
        """What somebody types, or what is offered where nobody can be asked."""
        if self.may_ask:
            empty = "" if question.name in OPTIONAL else question.offer or None
            offered = None if question.hidden else empty
            return str(click.prompt(question.words, default=offered, hide_input=question.hidden, err=True)).strip()
        if not question.offer and question.name not in OPTIONAL:
            remark(f"{question.flag} is missing. Say it, or leave out --no-input and be asked.")
            raise SystemExit(FAILED)
        return question.offer


def problem(answers: Answers, instance: Path) -> str:
    """What is wrong with the latest of these answers; empty where nothing is."""
    latest = list(answers)[-1]
    filled = {name: value for name, value in answers.items() if value}
    try:
        Settings(instance=instance, **filled)  # type: ignore[arg-type]
    except ValidationError as error:
        for one in error.errors(include_input=False):
            if not one["loc"] or str(one["loc"][0]).lower().endswith(latest):
                return complaint((), one["msg"], path=instance / CONFIG, prefix="SAMAI_").partition(" (in ")[0]
    return ""


def config_text(answers: Answers, *, keys: str) -> bytes:
    """The file of settings: what was asked, with the secret key, and where to read on."""
    lines = [
        "# Settings of this installation. docs/settings.md lists every one; after a change, restart web and worker.",
        "# It holds secrets: only its owner may read it.",
        *(f"{name} = {written(name, value)}" for name, value in answers.items()),
        "# Links and cookies are signed with it: whoever has it can answer for anybody. Never change it without need.",
        f"secret_key = {json.dumps(keys)}",
    ]
    return "\n".join([*lines, ""]).encode()


def written(name: str, value: str) -> str:
    """A value as TOML writes it."""
    kind = Settings.model_fields[name].annotation
    if isinstance(kind, type) and issubclass(kind, int) and not issubclass(kind, Enum):
        return value
    return json.dumps(value, ensure_ascii=False)
