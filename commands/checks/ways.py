"""The ways in and out: the mail server, the address at which people come, and the clock."""

import ctypes
import http.client
import ssl
import urllib.error
import urllib.request
from datetime import datetime

from commands.checks.finding import Finding, Installed, ago, fault, ok, one_line, warning
from commands.mail_ways import way_past, words_of
from commands.output import app
from mail.door import MailDoor
from mail.trial import Obstacle, try_way
from scheduler.queries.soundness import latest_moment, servers_clock

ANSWER_SECONDS = 20.0
PAGE_SECONDS = 10.0
SKEW_SECONDS = 5.0
UNSYNCHRONISED = 5
"""What adjtimex(2) answers where nothing keeps the clock right."""


def mail_server(installed: Installed) -> Finding:
    """Whether the mail server lets us in and takes letters from the desk; none is sent."""
    name, settings = "mail server", installed.settings
    if not settings.mail_host:
        seen = f"none: letters are kept in {installed.folder / 'outgoing'} and reach nobody"
        return warning(name, seen, fix="Set mail_host") if installed.is_public else ok(name, seen)
    door: MailDoor = app().extensions["samai_mail"]
    where = f"{settings.mail_host}:{settings.mail_port}"
    with door.open() as connection:
        trial = try_way(connection, settings.desk_address, patience=ANSWER_SECONDS)
    if trial.obstacle is None:
        return ok(name, f"{where} takes letters from {settings.desk_address} ({words_of(trial)})")
    seen = f"{where}: {trial.obstacle.value} ({words_of(trial)})"
    found = warning if trial.obstacle is Obstacle.PUT_OFF else fault
    return found(name, seen, fix=way_past(trial, settings))


def web(installed: Installed) -> Finding:
    """Whether the service answers at the address that stands in its letters."""
    name, address = "web", f"{installed.settings.base_url}/healthz"
    try:
        with urllib.request.urlopen(address, timeout=PAGE_SECONDS) as answer:  # noqa: S310 - base_url is http or https
            return ok(name, f"{address} answers {answer.status}")
    except urllib.error.HTTPError as error:
        error.close()
        return fault(name, f"{address} answers {error.code}", fix=page_way(error.code))
    except (OSError, http.client.HTTPException) as error:
        reason = getattr(error, "reason", error)
        seen = f"{address}: {one_line(reason if isinstance(reason, Exception) else error)}"
        if isinstance(reason, ssl.SSLCertVerificationError):
            return fault(name, seen, fix="Renew the proxy's certificate, with its whole chain: docs/operate.md, nginx")
        fix = "systemctl status samai-web nginx; if people reach it and only this machine does not, nothing is wrong"
        return warning(name, seen, fix=fix)


def page_way(code: int) -> str:
    """What to do about an answer that is none of ours, or that says that something is wrong."""
    if code in (502, 504):
        return "The proxy does not reach the service: systemctl restart samai-web; journalctl -u samai-web -n 50"
    if code == 503:
        return "The service does not reach its database: see the line on it"
    return "Another service answers there: see the proxy's server_name and proxy_pass (deploy/nginx.conf)"


def clock(installed: Installed) -> Finding:
    """Whether the clock can be right: not behind what was written down, nor away from the database's own."""
    return clock_at(installed.wall, latest=latest_moment(), servers=servers_clock(), is_kept=is_kept())


def clock_at(wall: datetime, *, latest: datetime | None, servers: datetime | None, is_kept: bool) -> Finding:
    """The same for this moment, by what was written down last and by the server's clock."""
    name, told = "clock", f"{wall:%Y-%m-%d %H:%M:%S} UTC"
    fix = "apt-get install systemd-timesyncd; timedatectl set-ntp true; timedatectl status"
    behind = 0.0 if latest is None else (latest - wall).total_seconds()
    if behind > SKEW_SECONDS:
        seen = f"{told} is {ago(behind)} before what was written down last"
        return fault(name, seen, fix=f"Stop web and worker, set the clock right ({fix}), then start them")
    apart = 0.0 if servers is None else abs((servers - wall).total_seconds())
    if apart > SKEW_SECONDS:
        return fault(name, f"{told} is {ago(apart)} away from the database server's clock", fix=f"On both: {fix}")
    if not is_kept:
        return warning(name, f"{told}; nothing keeps it right, as far as this machine knows", fix=fix)
    return ok(name, f"{told}, kept right")


def is_kept() -> bool:
    """Whether the system says that something sets its clock; yes where it cannot say."""
    libc = ctypes.CDLL(None, use_errno=True)
    asked = ctypes.create_string_buffer(512)  # struct timex, all zero: only asks
    return bool(libc.adjtimex(asked) != UNSYNCHRONISED)
