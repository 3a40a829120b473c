"""`flask init`: a new installation, from nothing to the first sign-in link."""

import sys

import click
from flask.cli import with_appcontext

from commands.accounts import link_for
from commands.anew import anew, migrate, settings_anew
from commands.output import now, refusing, remark, settings
from commands.questions import ADMINISTRATOR, SETTINGS, Answers, Asker, config_text
from scheduler.administrators import appoint_first_administrator, require_nobody
from scheduler.keeping.files import alone_in, put
from scheduler.keeping.schema import OLDER, Schema, head, present_revision, require_known, standing_of
from scheduler.keys import secret_keys
from vocabulary.actor import OPERATOR
from vocabulary.command import SAMAI
from vocabulary.plan import PersonCard
from vocabulary.refusals import Refusal
from vocabulary.settings import Settings
from vocabulary.settings_file import CONFIG
from vocabulary.states import Language
from vocabulary.text import Bilingual

LINK_MINUTES = 24 * 60
THAI = range(0x0E00, 0x0E80)


@click.command("init")
@click.option("--no-input", is_flag=True, help="Ask nothing: what no flag says is as it is offered.")
@click.option("--database-url", help="A PostgreSQL database instead of the instance's own file.")
@with_appcontext
@refusing
def init(*, no_input: bool, **typed: str | None) -> None:
    """Make a new installation: its settings, its tables, its administrator; prints the first sign-in link.

    Five questions, or a flag for each. If it is cut short, run it again.
    """
    asker = Asker(typed, may_ask=not no_input and sys.stdin is not None)
    require_new()
    path = settings().instance / CONFIG
    if path.exists():
        remark(f"{path} is here already and stays as it is.")
    else:
        write_config(asker, typed.get("database_url") or "")
    fresh = settings_anew()
    keep_one_key(fresh)
    first = asker.administrator()
    with anew(fresh):
        require_new()
        migrate()
        require_nobody()
        appoint_first_administrator(card_of(first), by=OPERATOR, now=now())
        link = link_for(first["admin_address"], minutes=LINK_MINUTES, reusable=False)
    say_done(link, first["admin_address"])


def require_new() -> None:
    """Refuse an installation that is in use, before anything is asked and before its tables are touched."""
    revision = present_revision()
    require_known(revision)
    if standing_of(revision) is Schema.OLDER:
        raise Refusal(OLDER, found=revision, head=head())
    if standing_of(revision) is Schema.PRESENT:
        require_nobody()


def write_config(asker: Asker, database_url: str) -> None:
    """Ask, and write the file; a key that is here already moves into it, so that what was signed with it stays good."""
    instance = settings().instance
    answers = asker.settings(instance)
    if database_url:
        answers["database_url"] = database_url
    keys = ",".join(key.decode() for key in secret_keys(settings()))
    put(config_text(answers, keys=keys), instance / CONFIG)
    remark(f"Wrote {instance / CONFIG}")


def keep_one_key(fresh: Settings) -> None:
    """Take the key's file away once the settings hold the key, with what a run that died before this one left."""
    file = fresh.instance / "secret_key"
    in_settings = bool(fresh.secret_key.get_secret_value())
    with alone_in(fresh.instance):
        if in_settings and file.exists() and {*file.read_bytes().split()} <= {*secret_keys(fresh)}:
            file.unlink()


def card_of(first: Answers) -> PersonCard:
    """The administrator as a person on file, in the language of the name."""
    name = first["admin_name"]
    is_thai = any(ord(letter) in THAI for letter in name)
    return PersonCard(
        name=Bilingual("", name) if is_thai else Bilingual(name),
        email=first["admin_address"],
        language=Language.THAI if is_thai else Language.ENGLISH,
    )


def say_done(link: str, address: str) -> None:
    """The link, and what comes next."""
    click.echo(link)
    remark(
        f"This link signs the administrator in, once, within {LINK_MINUTES // 60} hours; a new one:"
        f" {SAMAI} account link {address}\n"
        f"Next: start web and worker (docs/operate.md); {SAMAI} doctor; load a committee: {SAMAI} committee load FILE"
    )


for question in (*reversed(ADMINISTRATOR), *reversed(SETTINGS)):
    init.params.insert(0, click.Option([question.flag], help=question.words.strip("12345. ")))
