"""`flask account`: signing in from the terminal's side."""

import click

from commands.output import hand, now, refusing, remark, settings, wall
from scheduler.accounts import LINK_MINUTES, Moment, make_sign_in_link
from scheduler.keys import secret_keys
from scheduler.rules.tokens import sign_in_token


@click.group("account")
def account() -> None:
    """Who may sign in."""


@account.command("link")
@click.argument("address")
@click.option("--minutes", default=LINK_MINUTES, show_default=True, help="How long the link opens.")
@refusing
def link(address: str, *, minutes: int) -> None:
    """Print a sign-in link for ADDRESS, to be handed over in person; it opens once."""
    click.echo(link_for(address, minutes=minutes, reusable=False))
    remark(f"It opens once, within {minutes} minutes.")


def link_for(address: str, *, minutes: int, reusable: bool) -> str:
    """A new sign-in link of somebody."""
    number = make_sign_in_link(address, minutes=minutes, reusable=reusable, by=hand().by, at=Moment(now(), wall()))
    installed = settings()
    return f"{installed.base_url}/sign-in/link/{sign_in_token(secret_keys(installed)[0], link_id=number)}"
