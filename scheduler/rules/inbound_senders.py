"""Whether a mail may be believed about who sent it; pure, and hard on what pretends."""

from collections.abc import Sequence

from vocabulary.inbound import Arrival, Check, Reason
from vocabulary.text import N_

FAILED = ("fail", "hardfail", "permerror")
CALENDAR_SENDERS = frozenset({"calendar-notification@google.com"})
"""Who sends in the name of whoever pressed a button: Google keeps the person in From, and is itself Sender."""

NO_SENDER = N_("The mail does not say from whom it is.")
TWO_SENDERS = N_("The mail says that it is from several people at once.")
POSING = N_("The sender’s name shows another address than the mail is from: %(shown)s instead of %(address)s.")
SENT_BY_ANOTHER = N_("The mail was sent by %(sender)s in the name of %(address)s.")
REPLY_ELSEWHERE = N_("The mail is from %(address)s, but wants answers at %(other)s.")
NOT_AUTHENTIC = N_("Our mail server says that the mail is not from %(address)s (%(found)s).")


def doubt_about(arrival: Arrival, *, server: str) -> Reason | None:
    """Why the From cannot be believed; None where nothing speaks against it."""
    if not arrival.sender:
        return Reason(TWO_SENDERS if len(arrival.senders) > 1 else NO_SENDER)
    if arrival.posing_as:
        return Reason(POSING, {"shown": arrival.posing_as, "address": arrival.sender})
    if arrival.calendar is not None:
        others = doubt_about_others(arrival)
        if others is not None:
            return others
    return doubt_of_server(arrival, server=server)


def doubt_about_others(arrival: Arrival) -> Reason | None:
    """A calendar answers for nobody but the person in From: who else stands beside it is not believed."""
    by = next((one for one in arrival.sent_by if one != arrival.sender and one not in CALENDAR_SENDERS), None)
    if by is not None:
        return Reason(SENT_BY_ANOTHER, {"sender": by or "-", "address": arrival.sender})
    other = next((one for one in arrival.reply_to if one != arrival.sender), None)
    if other is not None:
        return Reason(REPLY_ELSEWHERE, {"address": arrival.sender, "other": other or "-"})
    return None


def doubt_of_server(arrival: Arrival, *, server: str) -> Reason | None:
    """What our own mail server found against the sender (RFC 8601, RFC 7489); nobody else's word counts.

    Its word on DMARC decides. Without one, a failure for the sender's domain counts unless another check passed for it.
    """
    if not server:
        return None
    domain = arrival.sender.rpartition("@")[2]
    ours = [one for one in arrival.checks if one.server == server and is_about(one, domain)]
    policy = [one for one in ours if one.method == "dmarc"][:1]
    found = policy or ours
    bad = next((one for one in found if one.result in FAILED), None)
    if bad is None or is_vouched(found):
        return None
    return Reason(NOT_AUTHENTIC, {"address": arrival.sender, "found": f"{bad.method}={bad.result}"})


def is_vouched(found: Sequence[Check]) -> bool:
    """Whether one of these passed."""
    return any(one.result == "pass" for one in found)


def is_about(check: Check, domain: str) -> bool:
    """Whether a finding is about this domain, one above it or one below it."""
    return (
        check.domain == domain
        or (bool(check.domain) and domain.endswith(f".{check.domain}"))
        or check.domain.endswith(f".{domain}")
    )
