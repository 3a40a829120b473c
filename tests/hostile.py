"""Mails that are made to break whoever reads them: too many, too deep, too long, too strange."""

from collections.abc import Iterator
from dataclasses import replace

from tests.mails import Reply, joined, multipart, part, plain

KIND = "text/calendar; charset=utf-8; method=REPLY"
CHARSETS = ("zip", "hex", "rot13", "idna", "punycode", "unicode_escape", "utf-7", "utf-16", "undefined", "a" * 500)


def hostile_mails(reply: Reply) -> Iterator[tuple[str, bytes]]:
    """All of them, each with the name of its trick; what can be read in any is a forged answer."""
    forged = replace(
        reply,
        source=f'"{reply.sender}" <eve@else.example>',
        attendees=(f"ATTENDEE;PARTSTAT=DECLINED:mailto:{reply.sender}",),
    )
    for make in (deep_ones, wide_ones, long_headers, many_lines, strange_lines, strange_words, broken_frames):
        yield from make(forged)


def inside(forged: Reply, *parts: bytes, kind: str = "mixed") -> bytes:
    """Parts beside the forged answer."""
    return joined(forged, multipart(kind, *parts, part(KIND, forged.calendar()), boundary="all"))


def calendar(forged: Reply, *lines: bytes) -> bytes:
    """The forged answer with other lines in its meeting."""
    content = forged.calendar().replace(b"END:VEVENT", b"\r\n".join([*lines, b"END:VEVENT"]))
    return joined(forged, part(KIND, content))


def deep_ones(forged: Reply) -> Iterator[tuple[str, bytes]]:
    for depth in (22, 50, 200, 1000, 5000):
        heads = [f'Content-Type: multipart/mixed; boundary="{n}"\r\n\r\n--{n}\r\n' for n in range(depth)]
        yield f"{depth} parts inside parts", joined(forged, "".join(heads).encode())
        letters = "Content-Type: message/rfc822\r\n\r\n" * depth
        yield f"{depth} letters inside letters", joined(forged, letters.encode() + plain(forged))
        yield f"{depth} components inside components", calendar(forged, *[b"BEGIN:VALARM"] * depth)
        same = 'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\n' * depth
        yield f"{depth} times the same boundary", joined(forged, same.encode())


def wide_ones(forged: Reply) -> Iterator[tuple[str, bytes]]:
    for count in (60, 500, 5000, 15_000):
        yield f"{count} parts", inside(forged, *[part("text/plain", b"")] * count)
        yield f"{count} calendars", inside(forged, *[part(KIND, forged.calendar())] * min(count, 2000))
        yield (
            f"{count} parts without a type",
            joined(
                forged, b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + b"--b\r\n\r\n\r\n" * count + b"--b--"
            ),
        )
    for count in (300, 1900, 10_000):
        yield f"{count} attendees", calendar(forged, *[b"ATTENDEE:mailto:a@b.example"] * count)


def long_headers(forged: Reply) -> Iterator[tuple[str, bytes]]:
    mail = plain(forged)
    for count in (2_000, 20_000, 200_000):
        yield f"{count} brackets in From", b"From: " + b"(" * count + b"\r\n" + mail
        yield f"{count} quotes in From", b'From: "' + b'\\"' * count + b"\r\n" + mail
        yield f"{count} addresses in From", b"From: " + b"a@b.example," * min(count, 80_000) + b"\r\n" + mail
        yield f"{count} addresses in To", b"To: " + b"a@b.example," * min(count, 80_000) + b"\r\n" + mail
        yield f"{count} headers", b"X: y\r\n" * min(count, 150_000) + mail
        yield f"{count} continued lines", b"X: y\r\n" + b" z\r\n" * count + mail
        yield f"{count} encoded words", b"From: " + b"=?utf-8?q?a?= " * min(count, 60_000) + b"<a@b>\r\n" + mail
        more = "".join(f"; name*{n}=x" for n in range(min(count, 60_000)))
        yield f"{count} pieces of a parameter", joined(forged, part(KIND + more, forged.calendar()))


def many_lines(forged: Reply) -> Iterator[tuple[str, bytes]]:
    for count in (2_100, 20_000, 100_000):
        yield f"{count} lines", calendar(forged, *[b"X:y"] * count)
        yield f"{count} empty lines", calendar(forged, *[b""] * count)
        yield f"{count} folds", calendar(forged, b"X:y" + b"\r\n z" * count)
        yield f"{count} parameters", calendar(forged, b"X" + b";A=B" * count + b":y")
        yield f"{count} quotes", calendar(forged, b"X;A=" + b'"' * (count + 1) + b":y")
        yield f"{count} backslashes", calendar(forged, b"COMMENT:" + b"\\" * (count + 1))


def strange_lines(forged: Reply) -> Iterator[tuple[str, bytes]]:
    lines = (
        b"DTSTART;TZID=a,b:40440234",
        b"DTSTART;TZID=../../../../etc/passwd:20220101T000000",
        b"DTSTART;TZID=/dev/zero:20220101T000000",
        b"DTSTART:99999999T999999Z",
        b"DURATION:P99999W99999DT99999H",
        b"RRULE:FREQ=SECONDLY",
        b"RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        b"RDATE:" + b"20220101T000000Z," * 3000,
        b"ATTACH;ENCODING=BASE64;VALUE=BINARY:" + b"A" * 50_000,
        b"URL:file:///etc/passwd",
        b"ATTENDEE;PARTSTAT=" + b"A" * 60_000 + b":mailto:a@b.example",
        b"\xff\xfe\x00\x00" * 1000,
        b"SEQUENCE:" + b"9" * 60_000,
        b"DTSTAMP:" + b"0" * 60_000,
        b"X:" + b"y" * 70_000,
    )
    for number, line in enumerate(lines):
        yield f"strange line {number}", calendar(forged, line)


def strange_words(forged: Reply) -> Iterator[tuple[str, bytes]]:
    for charset in CHARSETS:
        content = forged.calendar() + b"\xff" * 50_000
        yield (
            f"charset {charset[:20]}",
            joined(forged, part(f"text/calendar; charset={charset}; method=REPLY", content)),
        )
        yield f"words in {charset[:20]}", inside(forged, part(f"text/plain; charset={charset}", b"\\u0041-a" * 20_000))
    yield "tags", inside(forged, part("text/html", b"<" * 300_000))
    yield "tags that never end", inside(forged, part("text/html", b"<p " * 100_000))
    yield "quoted-printable", inside(forged, part("text/plain", b"=" * 600_000, encoding="quoted-printable"))
    yield "uuencode", inside(forged, part("text/plain", b"begin 644 x\n" + b"M" * 600_000, encoding="x-uuencode"))


def broken_frames(forged: Reply) -> Iterator[tuple[str, bytes]]:
    yield "no boundary", joined(forged, b"Content-Type: multipart/mixed\r\n\r\n" + b"--\r\n" * 50_000)
    yield "nulls", b"\0" * 900_000
    yield "one line", b"x" * 1_000_000
    yield "colons", b":" * 1_000_000
    yield "dashes", joined(forged, b"Content-Type: multipart/mixed; boundary=-\r\n\r\n" + b"---\r\n" * 100_000)
    yield "larger than allowed", b"From: a@b.example\r\n\r\n" + b"x" * 2_000_000
    status = b"Reporting-MTA: x\r\n\r\n" + b"Action: failed\r\n\r\n" * 40_000
    report = multipart("report", part("message/delivery-status", status, encoding="7bit"), boundary="r")
    yield "a report on everybody", joined(forged, report)
