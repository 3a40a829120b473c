"""`flask account`: signing in from the terminal's side."""

import click

from commands.output import (
    dry_run_option,
    hand,
    json_option,
    listing,
    now,
    refusing,
    rehearsed,
    remark,
    settings,
    wall,
)
from scheduler.accounts import LINK_MINUTES, Moment, make_sign_in_link
from scheduler.duties import give_duty
from scheduler.keys import secret_keys
from scheduler.queries.desk_people import at_the_desk
from scheduler.queries.listings import person_ids
from scheduler.rules.tokens import sign_in_token
from vocabulary.command import SAMAI
from vocabulary.states import Duty

DUTIES = {"officer": Duty.DESK_OFFICER, "administrator": Duty.ADMINISTRATOR, "none": Duty.NONE}
"""What somebody does at the desk, as it is typed."""


@click.group("account")
def account() -> None:
    """Who may sign in."""


@account.command("link")
@click.argument("address")
@click.option("--minutes", default=LINK_MINUTES, show_default=True, help="How long the link opens.")
@dry_run_option
@refusing
def link(address: str, *, minutes: int, dry_run: bool) -> None:
    """Print a sign-in link for ADDRESS, to be handed over in person; it opens once."""
    with rehearsed(dry_run):
        made = link_for(address, minutes=minutes, reusable=False)
    if dry_run:
        remark(f"Nothing was made. {address} may sign in and would get a link.")
        return
    click.echo(made)
    remark(f"It opens once, within {minutes} minutes.")


@account.command("list")
@json_option
@refusing
def list_accounts(*, as_json: bool) -> None:
    """List who works at the desk, and who of them may sign in."""
    rows = [
        {
            "address": one.email,
            "name": str(one.name.plain),
            "duty": one.duty.value,
            "may sign in": "yes" if one.active else "no",
        }
        for one in at_the_desk(actor=hand().by)
    ]
    listing(rows, as_json=as_json)


@account.command("duty")
@click.argument("address")
@click.argument("duty", type=click.Choice(tuple(DUTIES)))
@dry_run_option
@refusing
def duty_of(address: str, duty: str, *, dry_run: bool) -> None:
    """Let whoever has ADDRESS work at the desk, as an officer or an administrator, or no longer."""
    with rehearsed(dry_run):
        (person_id,) = person_ids([address])
        give_duty(person_id, DUTIES[duty], by=hand().by, at=Moment(now(), wall()))
    done = "Nothing was written." if dry_run else f"Written. Next: {SAMAI} account link {address}"
    remark(done if DUTIES[duty] is not Duty.NONE or dry_run else "Written.")


def link_for(address: str, *, minutes: int, reusable: bool) -> str:
    """A new sign-in link of somebody."""
    number = make_sign_in_link(address, minutes=minutes, reusable=reusable, by=hand().by, at=Moment(now(), wall()))
    installed = settings()
    return f"{installed.base_url}/sign-in/link/{sign_in_token(secret_keys(installed)[0], link_id=number)}"
