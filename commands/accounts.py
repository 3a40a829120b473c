"""`flask account`: signing in from the terminal's side."""

import click

from commands.output import dry_run_option, hand, now, refusing, rehearsed, remark, settings, wall
from scheduler.accounts import LINK_MINUTES, Moment, make_sign_in_link
from scheduler.keys import secret_keys
from scheduler.rules.tokens import sign_in_token


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


def link_for(address: str, *, minutes: int, reusable: bool) -> str:
    """A new sign-in link of somebody."""
    number = make_sign_in_link(address, minutes=minutes, reusable=reusable, by=hand().by, at=Moment(now(), wall()))
    installed = settings()
    return f"{installed.base_url}/sign-in/link/{sign_in_token(secret_keys(installed)[0], link_id=number)}"
