"""Forged answers by the hundred, and genuine ones that are only odd: what attackers and clients do, combined."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import cycle, product

from tests.mails import CLIENTS, WITHOUT_ORGANIZER, Reply, by_service, message

EVE = "eve@else.example"
Forge = Callable[[Reply], bytes]


def by(client: Forge, **changes: object) -> Forge:
    """A mail of this client's form in which something is not as it should be."""
    return lambda reply: client(replace(reply, **changes))  # type: ignore[arg-type] # a table of fields


def claiming(client: Forge, *lines: str, **changes: object) -> Forge:
    """The same with other people in the calendar part."""
    return by(client, attendees=lines, **changes)


def attendee(address: str, *more: str, partstat: str = "DECLINED") -> str:
    return ";".join(["ATTENDEE", f"PARTSTAT={partstat}", *more]) + f":mailto:{address}"


def from_elsewhere(client: Forge, victim: str) -> dict[str, Forge]:
    """Mails of somebody else that speak for the victim."""
    own = attendee(victim)
    shown = {
        "plainly": f"Eve <{EVE}>",
        "under the victim's name": f"Ms Focal1 Tuayang <{EVE}>",
        "with the victim's address as a name": f'"{victim}" <{EVE}>',
        "with the victim's address in words": f"=?utf-8?q?{victim.replace('@', '=40')}?= <{EVE}>",
        "two in one From": f"{victim}, {EVE}",
        "a comment": f"{EVE} ({victim})",
        "a look-alike": f"Ms Focal1 <{victim.replace('o', '0')}>",
        "a domain below": f"Ms Focal1 <{victim.replace('@', '@mail.')}>",
        "nobody": "undisclosed",
        "nothing": " ",
        "a quoted local part": f'"{victim}"@else.example',
        "a route": f"<@{victim.partition('@')[2]}:{EVE}>",
        "a null": f"{victim}\0 <{EVE}>",
    }
    found = {name: claiming(client, own, source=source) for name, source in shown.items()}
    for header in ("Reply-To", "Sender", "Resent-From", "X-Original-From", "Return-Path"):
        found[f"the victim in {header}"] = claiming(client, own, source=EVE, headers=(f"{header}: {victim}",))
    found["a second From"] = claiming(client, own, headers=(f"From: {EVE}",))
    found["a second From before"] = claiming(client, own, source=EVE, headers=(f"From: {victim}",))
    found["beside the forger's own answer"] = claiming(client, attendee(EVE), own, source=EVE)
    found["delegated to the forger"] = claiming(client, attendee(victim, f'DELEGATED-TO="mailto:{EVE}"'), source=EVE)
    found["delegated from the victim"] = claiming(
        client, attendee(EVE, f'DELEGATED-FROM="mailto:{victim}"'), source=EVE
    )
    found["as a secretary"] = claiming(client, attendee(victim, f'SENT-BY="mailto:{EVE}"'), source=EVE)
    return found


def in_the_victims_name(client: Forge, victim: str) -> dict[str, Forge]:
    """Mails whose From is the victim's, as anybody can write it, and which something else gives away."""
    failed = "Authentication-Results: mx.mfa.example; "
    domain = victim.partition("@")[2]
    return {
        "sent by another": by(client, headers=(f"Sender: {EVE}",)),
        "answers to another": by(client, headers=(f"Reply-To: {EVE}",)),
        "DMARC failed": by(client, headers=(f"{failed}dmarc=fail header.from={domain}",)),
        "DKIM failed": by(client, headers=(f"{failed}dkim=fail header.d={domain}",)),
        "SPF failed": by(client, headers=(f"{failed}spf=fail smtp.mailfrom={victim}",)),
        "signed for another": by(
            client, headers=(f"{failed}spf=fail smtp.mailfrom={victim}; dkim=pass header.d=else.example",)
        ),
        "another UID": by(client, uid="0" * 32 + "@mfa.example"),
        "another meeting's address": by(client, organizer="samai+deadbeef@mfa.example"),
        "another organizer": by(client, organizer=EVE, to="samai@mfa.example"),
        "a version to come": by(client, sequence=7),
        "a version that is no number": by(client, sequence="9e9"),
        "a negative version": by(client, sequence=-1),
        "for somebody else": claiming(client, attendee("focal2@agency.example")),
        "for nobody": claiming(client, "X-NOBODY:1"),
        "both yes and no": claiming(client, attendee(victim), attendee(victim, partstat="ACCEPTED")),
        "one day of a series": by(client, more=("RECURRENCE-ID:20220111T070000Z",)),
        "automatic": by(client, headers=("Auto-Submitted: auto-replied",)),
        "bulk": by(client, headers=("Precedence: bulk",)),
        "from a list": by(client, headers=("List-Id: <all.agency.example>",)),
        "from nobody": by(client, headers=("Return-Path: <>",)),
        "a cancellation": by(client, method="CANCEL"),
        "an invitation": by(client, method="REQUEST"),
        "an addition": by(client, method="ADD"),
        "a publication": by(client, method="PUBLISH"),
        "a refusal of a proposal": by(client, method="DECLINECOUNTER"),
        "a proposal": by(client, method="COUNTER", more=("DTSTART:20300101T000000Z",)),
        "a method of its own": by(client, method="X-ACCEPT"),
        "no answer": by(client, partstat="NEEDS-ACTION"),
        "a strange answer": by(client, partstat="COMPLETED"),
        "delegated": by(client, partstat="DELEGATED"),
    }


def forgeries(reply: Reply) -> Iterator[tuple[str, bytes]]:
    """Every trick in every client's form, as yes or as no; pretended services; a sentence like an answer."""
    for (client_name, client), partstat in zip(CLIENTS.items(), cycle(("ACCEPTED", "DECLINED")), strict=False):
        told = replace(reply, partstat=partstat)
        tricks = from_elsewhere(client, reply.sender) | in_the_victims_name(client, reply.sender)
        if client_name in WITHOUT_ORGANIZER:  # which write no organizer and so cannot write a wrong one
            tricks = {name: trick for name, trick in tricks.items() if "another" not in name or "UID" in name}
        for number, (name, trick) in enumerate(tricks.items()):
            identity = f"<{client_name.replace(' ', '.')}-{partstat}-{number}@else.example>"
            yield f"{client_name}, {partstat}: {name}", trick(replace(told, message_id=identity))
    for service in ("noreply@else.example", "calendar-notification@google.com"):
        told = replace(reply, message_id=f"<as-{service}>")
        yield f"as {service}", by_service(told, f"Ms Focal1 <{service}>")
    yield "in words", message("I accept.", reply=replace(reply, source=EVE, message_id="<words@else.example>"))


ODDITIES: dict[str, Callable[[Reply], Reply]] = {
    "capitals in the address": lambda one: replace(one, source=f"<{one.sender.upper()}>"),
    "capitals in the ATTENDEE": lambda one: replace(one, attendees=(attendee(one.sender.title()),)),
    "no organizer": lambda one: replace(one, organizer="", to=one.organizer),
    "the desk's plain address": lambda one: replace(one, organizer="samai@mfa.example", to=one.organizer),
    "no address of the meeting at all": lambda one: replace(one, organizer="samai@mfa.example", to="samai@mfa.example"),
    "others beside": lambda one: replace(
        one, attendees=(attendee("focal2@agency.example"), attendee(one.sender, "RSVP=TRUE"))
    ),
    "no stamp": lambda one: replace(one, stamp=""),
    "a stamp without a zone": lambda one: replace(one, stamp="20220104T030000"),
    "a clock far ahead": lambda one: replace(one, stamp="20990101T000000Z"),
    "a clock far behind": lambda one: replace(one, stamp="19700101T000000Z"),
    "Thai in TIS-620": lambda one: replace(one, comment="ตกลงครับ", charset="cp874"),
    "Thai in UTF-8": lambda one: replace(one, comment="ตกลงครับ ขอส่ง 2 คน"),
    "no version": lambda one: replace(one, sequence=""),
    "its own address to answer to": lambda one: replace(one, headers=(f"Reply-To: {one.sender}",)),
    "found genuine": lambda one: replace(
        one, headers=("Authentication-Results: mx.mfa.example; dmarc=pass header.from=agency.example",)
    ),
    "a broken header of somebody else's": lambda one: replace(
        one, headers=("Authentication-Results: elsewhere; dmarc=fail header.from=agency.example",)
    ),
    "a long signature": lambda one: replace(one, more=("X-NOTE:" + "x" * 3000,)),
    "a rule without end": lambda one: replace(one, more=("RRULE:FREQ=SECONDLY",)),
    "an alarm": lambda one: replace(one, more=("BEGIN:VALARM", "ACTION:DISPLAY", "END:VALARM")),
    "a name with quotes": lambda one: replace(one, name='"Tuayang; Focal1"'),
}


def odd_ones(replies: Iterator[Reply]) -> Iterator[tuple[str, bytes]]:
    """Genuine answers, each with an oddity, in every client's form; each of another person or at a later time."""
    for (client_name, client), (name, odd) in product(CLIENTS.items(), ODDITIES.items()):
        yield f"{client_name}: {name}", client(odd(next(replies)))
