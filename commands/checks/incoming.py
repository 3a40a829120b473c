"""The ways by which answers come in: the mailbox and the folder that the worker looks into."""

from commands.checks.finding import Finding, Installed, fault, ok
from mail.inbound.imap import ImapMailbox
from mail.inbound.places import places_of
from mail.inbound.sources import SourceAwayError
from vocabulary.command import SAMAI

NAME = "incoming"


def incoming(installed: Installed) -> Finding:
    """Whether the worker can look into every place where answers arrive; nothing is taken from any."""
    places = places_of(installed.settings)
    if not places:
        return ok(NAME, f"none is fetched: answers come in only where a mail server runs {SAMAI} mail receive")
    seen = []
    for place in places:
        what = f"{place.host}:{place.port}" if isinstance(place, ImapMailbox) else str(installed.settings.maildir)
        try:
            with place.open() as opened:
                waiting = len(opened.waiting(1))
        except SourceAwayError as error:
            return fault(NAME, f"{what}: {error}", fix=fix_of(place))
        seen.append(f"{what} can be read ({'mail waits' if waiting else 'nothing waits'})")
    return ok(NAME, "; ".join(seen))


def fix_of(place: object) -> str:
    """What to correct."""
    if isinstance(place, ImapMailbox):
        return (
            "Correct imap_host, imap_port (993 with imap_tls = tls, 143 with starttls), imap_username, imap_password "
            "or imap_folder; a certificate of the ministry's own authority needs mail_ca_file"
        )
    return "Correct maildir, or let the worker's user read and write its folders new and cur"
