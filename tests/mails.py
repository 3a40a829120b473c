"""Mails as other people's programs write them: imitations by their published forms, none taken from anybody's mailbox.

Each form is one that a client is known to send: Thunderbird's two copies, Outlook without an ORGANIZER and with
Windows' names of zones, Apple's calendar inside a nested part, Google's with its own Sender, the least that a CalDAV
server writes; and of those who answer on a phone or in a web page: Outlook with IMAP, Zimbra, SOGo, Roundcube, iCloud,
Android's own mail program, on which Samsung's is built.
"""

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import count

NUMBERS = count(1)


@dataclass(frozen=True)
class Reply:
    """What somebody's calendar says, whichever program writes it."""

    uid: str = "meeting@mfa.example"
    organizer: str = "samai+tag@mfa.example"
    sender: str = "focal1@agency.example"
    partstat: str = "ACCEPTED"
    sequence: int | str = 0
    stamp: str = "20220104T030000Z"
    comment: str = ""
    method: str = "REPLY"
    attendees: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    to: str = ""
    charset: str = "utf-8"
    message_id: str = field(default_factory=lambda: f"<{next(NUMBERS)}@agency.example>")
    source: str = ""
    name: str = "Ms Focal1 Tuayang"

    @property
    def lines(self) -> list[str]:
        """The meeting's own lines."""
        own = f"ATTENDEE;PARTSTAT={self.partstat};CN={self.name}:mailto:{self.sender}"
        found = [
            f"UID:{self.uid}",
            f"SEQUENCE:{self.sequence}" if self.sequence != "" else "",
            f"DTSTAMP:{self.stamp}" if self.stamp else "",
            f"ORGANIZER;CN=Desk:mailto:{self.organizer}" if self.organizer else "",
            *(self.attendees or (own,)),
            f"COMMENT:{self.comment}" if self.comment else "",
            *self.more,
        ]
        return [line for line in found if line]

    def calendar(self, *around: str, prodid: str = "-//Tests//EN") -> bytes:
        """The calendar part."""
        lines = ["BEGIN:VCALENDAR", f"PRODID:{prodid}", "VERSION:2.0", f"METHOD:{self.method}", *around]
        lines += ["BEGIN:VEVENT", *self.lines, "END:VEVENT", "END:VCALENDAR", ""]
        return "\r\n".join(lines).encode(self.charset)

    def head(self, *others: str, subject: str = "Accepted: Preparatory consultation") -> str:
        """The mail's headers."""
        lines = [
            f"From: {self.source or f'{self.name} <{self.sender}>'}",
            f"To: {self.to or self.organizer or 'samai@mfa.example'}",
            f"Subject: {subject}",
            f"Message-ID: {self.message_id}",
            "MIME-Version: 1.0",
            *self.headers,
            *others,
        ]
        return "\r\n".join(line for line in lines if line) + "\r\n\r\n"


def part(kind: str, content: bytes, *, encoding: str = "base64", more: str = "") -> bytes:
    """One part of a mail."""
    body = b64encode(content) if encoding == "base64" else content
    head = f"Content-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\n{more}\r\n"
    return head.encode() + body + b"\r\n"


def multipart(kind: str, *parts: bytes, boundary: str) -> bytes:
    """Several parts as one."""
    head = f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n'.encode()
    return head + b"".join(f"--{boundary}\r\n".encode() + one for one in parts) + f"--{boundary}--\r\n".encode()


def joined(reply: Reply, content: bytes, *others: str) -> bytes:
    """A mail of headers and one outermost part, whose own headers come with it."""
    head = reply.head(*others).encode("utf-8", "surrogateescape")
    return head.removesuffix(b"\r\n") + content


def plain(reply: Reply, words: str = "") -> bytes:
    """The least: one calendar part, as a CalDAV server writes it (the form of sabre/dav)."""
    kind = f"text/calendar; charset={reply.charset}; method={reply.method}"
    return joined(reply, part(kind, reply.calendar(prodid="-//Sabre//Sabre VObject 4.5//EN")))


def thunderbird(reply: Reply) -> bytes:
    """Two copies of the calendar, the first as an alternative to words in eight bits (the form of Thunderbird)."""
    told = replace(reply, more=("SUMMARY:Preparatory consultation", "X-MOZ-GENERATION:1", *reply.more))
    calendar = told.calendar(prodid="-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN")
    words = "นางสาวโฟกัส ตอบรับแล้ว".encode()
    kind = f"text/calendar; method={reply.method}; charset=UTF-8"
    either = multipart(
        "alternative",
        part("text/plain; charset=UTF-8; format=flowed", words, encoding="8bit"),
        part(kind, calendar, encoding="8bit"),
        boundary="inner",
    )
    copy = part('application/ics; name="invite.ics"', calendar, more="Content-Disposition: attachment\r\n")
    return joined(reply, multipart("mixed", either, copy, boundary="outer"))


WINDOWS_ZONE = (
    "BEGIN:VTIMEZONE",
    "TZID:SE Asia Standard Time",
    "BEGIN:STANDARD",
    "DTSTART:16010101T000000",
    "TZOFFSETFROM:+0700",
    "TZOFFSETTO:+0700",
    "END:STANDARD",
    "END:VTIMEZONE",
)


def outlook(reply: Reply) -> bytes:
    """No ORGANIZER, Windows' names of zones, the subject in the calendar (the form of Exchange)."""
    times = (
        "DTSTART;TZID=SE Asia Standard Time:20220111T140000",
        "DTEND;TZID=SE Asia Standard Time:20220111T153000",
        "SUMMARY;LANGUAGE=th-TH:Accepted: Preparatory consultation",
        "CLASS:PUBLIC",
        "X-MICROSOFT-CDO-APPT-SEQUENCE:0",
    )
    told = replace(reply, organizer="", to=reply.organizer, more=(*times, *reply.more))
    calendar = told.calendar(*WINDOWS_ZONE, prodid="Microsoft Exchange Server 2010")
    either = multipart(
        "alternative",
        part('text/plain; charset="us-ascii"', b"", encoding="quoted-printable"),
        part(f'text/calendar; charset="utf-8"; method={reply.method}', calendar),
        boundary="_000_",
    )
    return joined(told, either, "X-MS-Has-Attach:", "Thread-Topic: Preparatory consultation")


def apple(reply: Reply) -> bytes:
    """The calendar as a quoted-printable file inside a nested part (the form of Apple's iCal)."""
    written = reply.calendar().replace(b"=", b"=3D").replace(b"\r\n", b"=0D=0A=\r\n")
    file = part(
        f"text/calendar; charset=utf-8; method={reply.method}; name=iCal-20220104.ics",
        written,
        encoding="quoted-printable",
        more="Content-Disposition: attachment; filename=iCal-20220104.ics\r\n",
    )
    inner = multipart("mixed", part("text/html; charset=us-ascii", b"<p>Accepted</p>"), file, boundary="Apple-2")
    words = part("text/plain; charset=us-ascii", b"Ms Focal1 has accepted.", encoding="7bit")
    return joined(reply, multipart("alternative", words, inner, boundary="Apple-1"))


def google(reply: Reply) -> bytes:
    """Google is the Sender and says that a program wrote it; From and Reply-To are the person (the form of Gmail)."""
    calendar = reply.calendar(prodid="-//Google Inc//Google Calendar 70.9054//EN")
    either = multipart(
        "alternative",
        part('text/plain; charset="UTF-8"; format=flowed; delsp=yes', b"Ms Focal1 has accepted this invitation."),
        part(f'text/calendar; charset="UTF-8"; method={reply.method}', calendar, encoding="7bit"),
        boundary="0000a",
    )
    copy = part('application/ics; name="invite.ics"', calendar, more="Content-Disposition: attachment\r\n")
    others = (
        f"Reply-To: {reply.sender}",
        "Sender: Google Calendar <calendar-notification@google.com>",
        "Auto-Submitted: auto-generated",
    )
    return joined(reply, multipart("mixed", either, copy, boundary="0000b"), *others)


def outlook_imap(reply: Reply) -> bytes:
    """One part without an ORGANIZER, of its own class and with MAILTO in capitals (the form of Outlook on IMAP)."""
    times = ("DTSTART:20220111T070000Z", "DTEND:20220111T083000Z", "PRIORITY:5", "CLASS:PUBLIC", "TRANSP:OPAQUE")
    own = (f"ATTENDEE;PARTSTAT={reply.partstat}:MAILTO:{reply.sender}",)
    told = replace(
        reply,
        organizer="",
        to=reply.organizer,
        attendees=reply.attendees or own,
        more=("SUMMARY:Accepted: Preparatory consultation", *times, "X-MICROSOFT-CDO-BUSYSTATUS:BUSY", *reply.more),
    )
    calendar = told.calendar(
        "X-MS-OLK-FORCEINSPECTOROPEN:TRUE", prodid="-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN"
    )
    kind = f'text/calendar; method={reply.method};\r\n\tcharset="{reply.charset}"'
    return joined(told, part(kind, calendar), "Content-class: urn:content-classes:calendarmessage", "X-Priority: 3")


def zimbra(reply: Reply) -> bytes:
    """Text, page and calendar as alternatives, times in a zone of its own writing (the form of Zimbra)."""
    times = (
        'DTSTART;TZID="Asia/Bangkok":20220111T140000',
        'DTEND;TZID="Asia/Bangkok":20220111T153000',
        "SUMMARY:Preparatory consultation",
        "LAST-MODIFIED:20220104T030000Z",
    )
    calendar = replace(reply, more=(*times, *reply.more)).calendar(prodid="Zimbra-Calendar-Provider")
    kind = f"text/calendar; charset={reply.charset}; method={reply.method}; name=meeting.ics"
    either = multipart(
        "alternative",
        part("text/plain; charset=utf-8", b"Yes, I will attend.", encoding="7bit"),
        part("text/html; charset=utf-8", b"<html><body>Yes, I will attend.</body></html>", encoding="7bit"),
        part(kind, calendar, encoding="8bit"),
        boundary="=_zimbra",
    )
    return joined(reply, either, "X-Mailer: Zimbra 8.8.15_GA_4717 (ZimbraWebClient - GC103 (Win)/8.8.15_GA_4717)")


def sogo(reply: Reply) -> bytes:
    """A page and the calendar one after the other, not as alternatives (the form of SOGo)."""
    calendar = reply.calendar(prodid="-//Inverse inc./SOGo 5.8.0//EN")
    mixed = multipart(
        "mixed",
        part("text/html; charset=utf-8", b"<p>Ms Focal1 has accepted</p>", encoding="quoted-printable"),
        part(f"text/calendar; method={reply.method}; charset={reply.charset}", calendar, encoding="8bit"),
        boundary="----=_=-_OpenGroupware_org_NGMime",
    )
    return joined(reply, mixed, "User-Agent: SOGoMail 5.8.0", "X-SOGo-Message-Type: calendar:invitation-reply")


def roundcube(reply: Reply) -> bytes:
    """Every time with its type said once more, the calendar also as a file (the form of Roundcube)."""
    told = replace(reply, more=("SUMMARY:Preparatory consultation", "TRANSP:OPAQUE", *reply.more))
    calendar = told.calendar(prodid="-//Roundcube 1.6.0//Sabre VObject 4.5.1//EN")
    calendar = calendar.replace("DTSTAMP:".encode(reply.charset), "DTSTAMP;VALUE=DATE-TIME:".encode(reply.charset))
    either = multipart(
        "alternative",
        part("text/plain; charset=US-ASCII; format=flowed", b"Ms Focal1 accepted the invitation", encoding="7bit"),
        part(f"text/calendar; charset=UTF-8; method={reply.method}", calendar),
        boundary="=_round",
    )
    return joined(reply, either, "User-Agent: Roundcube Webmail/1.6.0")


def icloud(reply: Reply) -> bytes:
    """People by their place on the server, their addresses beside it (the form of iCloud and iOS)."""

    def placed(line: str) -> str:
        address = line.rpartition("mailto:")[2]
        return line.replace(f":mailto:{address}", f';EMAIL="{address}":/1234567890/principal/')

    own = f"ATTENDEE;CN=Ms Focal1;CUTYPE=INDIVIDUAL;PARTSTAT={reply.partstat}:mailto:{reply.sender}"
    told = replace(reply, attendees=tuple(map(placed, reply.attendees or (own,))))
    calendar = told.calendar("CALSCALE:GREGORIAN", prodid="-//Apple Inc.//iOS 17.4//EN")
    either = multipart(
        "alternative",
        part("text/plain; charset=utf-8", b"", encoding="7bit"),
        part(f"text/calendar; charset={reply.charset}; method={reply.method}", calendar, encoding="8bit"),
        boundary="Apple-Mail-1",
    )
    return joined(reply, either, "X-Mailer: iPhone Mail (21E219)")


def android(reply: Reply) -> bytes:
    """The least that Android's own mail program writes, and Samsung's with it (the form of AOSP)."""
    own = f"ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT={reply.partstat};RSVP=FALSE:MAILTO:{reply.sender}"
    told = replace(reply, attendees=reply.attendees or (own,), more=("CLASS:PUBLIC", "STATUS:CONFIRMED", *reply.more))
    kind = f'text/calendar; method={reply.method}; name="invite.ics"; charset="{reply.charset}"'
    words = part("text/plain; charset=utf-8", b"", encoding="base64")
    calendar = part(
        kind, told.calendar(prodid="AndroidEmail"), more='Content-Disposition: inline; filename="invite.ics"\r\n'
    )
    return joined(
        reply, multipart("mixed", words, calendar, boundary="--_com.samsung.android.email"), "Importance: normal"
    )


CLIENTS: dict[str, Callable[[Reply], bytes]] = {
    "sabre": plain,
    "thunderbird": thunderbird,
    "outlook": outlook,
    "apple": apple,
    "google": google,
    "outlook by imap": outlook_imap,
    "zimbra": zimbra,
    "sogo": sogo,
    "roundcube": roundcube,
    "icloud": icloud,
    "android": android,
}

WITHOUT_ORGANIZER = ("outlook", "outlook by imap")


def by_service(reply: Reply, service: str = "Ms Focal1 via Cloud <invitations-noreply@cloud.example>") -> bytes:
    """From an address of the service, the user in Reply-To alone (the form of Nextcloud, and of iCloud for some)."""
    return plain(replace(reply, source=service, headers=(f"Reply-To: {reply.sender}", *reply.headers)))


def message(words: str, *headers: str, reply: Reply | None = None, subject: str = "About Tuesday") -> bytes:
    """A mail in words, without a calendar."""
    told = reply or Reply()
    head = told.head(*headers, 'Content-Type: text/plain; charset="utf-8"', subject=subject)
    return head.encode("utf-8", "surrogateescape") + words.encode()


def report(message_id: str, *, action: str = "failed", words: str = "smtp; 550 5.1.1 no such user") -> bytes:
    """A mail server's word on a letter (RFC 3464)."""
    status = (
        "Reporting-MTA: dns; mx.agency.example\r\n\r\nFinal-Recipient: rfc822; focal1@agency.example\r\n"
        f"Action: {action}\r\nStatus: 5.1.1\r\nDiagnostic-Code: {words}\r\n"
    )
    letter = f"From: samai@mfa.example\r\nMessage-ID: {message_id}\r\nSubject: Invitation\r\n"
    parts = multipart(
        'report; report-type="delivery-status"',
        part("text/plain", b"I could not deliver your letter.", encoding="7bit"),
        part("message/delivery-status", status.encode(), encoding="7bit"),
        part("text/rfc822-headers", letter.encode(), encoding="7bit"),
        boundary="report",
    )
    sender = Reply(source="MAILER-DAEMON@mx.agency.example (Mail Delivery System)", to="samai@mfa.example")
    return joined(sender, parts, "Return-Path: <>", "Auto-Submitted: auto-replied")
