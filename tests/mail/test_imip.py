"""The bytes of a letter."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mail.imip import cover_of, letter_bytes, mould_of, sign_in_bytes
from tests.conftest import Golden
from tests.mail.plain import plain_letter, plain_sign_in
from tests.mail.samples import (
    FACTS,
    MESSAGE_ID,
    SESSION,
    calendar,
    cancellation,
    decline,
    invitation,
    reminder,
    session_invitation,
    session_postponed,
    session_update,
    sign_in,
    update,
)
from vocabulary.invite import Invitee, Letter, MeetingFacts, OfficialLetter
from vocabulary.states import Language, Method
from vocabulary.text import Bilingual, clean_text

HEADERS = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "Content-Language",
    "MIME-Version",
    "Content-Type",
]
LETTERS: dict[str, Callable[[Language], Letter]] = {
    "invitation": invitation,
    "update": update,
    "cancellation": lambda language: cancellation(language, comment="เลื่อนออกไปก่อน\nจะแจ้งวันใหม่"),
    "removal": lambda language: cancellation(language, whole=False),
    "repeated": lambda language: replace(invitation(language), repeats=True),
    "session-invitation": session_invitation,
    "session-update": session_update,
    "session-postponed": session_postponed,
}
QUIET: dict[str, Callable[[Language], Letter]] = {
    "reminder": reminder,
    "decline": decline,
    "session-decline": lambda language: replace(decline(language, facts=SESSION), previous=None),
}
"""Letters that bring no calendar anything to keep."""

PAYLOADS = [
    "\r\nBcc: spy@evil.example",
    "\nBcc: spy@evil.example",
    "\rBcc: spy@evil.example",
    "\r\n\r\n<p>another body</p>",
    "\u2028Bcc: spy@evil.example",
    "\x85Bcc: spy@evil.example",
    "\x0b\x0cBcc: spy@evil.example",
    "\x00\x07\x1b[31m",
    "=?utf-8?q?=0D=0ABcc:_spy=40evil.example?=",
    ">, <spy@evil.example",
    '"; boundary="=_mine"\r\n\r\n--=_mine',
    "\u202e<script>alert(1)</script>{{ 7 * 7 }}%(name)s",
]


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
NAMES = TEXTS.filter(lambda text: "\n" not in clean_text(text))


def about(facts: MeetingFacts) -> Letter:
    return invitation(Language.THAI, facts)


def to(name: str, address: str) -> Letter:
    letter = invitation()
    return replace(letter, invite=replace(letter.invite, invitee=Invitee(name, address, Language.THAI)))


FIELDS: dict[str, Callable[[str], Letter]] = {
    "uid": lambda text: about(replace(FACTS, uid=text)),
    "English title": lambda text: about(replace(FACTS, title=Bilingual(text, "หารือ"))),
    "Thai title": lambda text: about(replace(FACTS, title=Bilingual("Consultation", text))),
    "home city": lambda text: about(replace(FACTS, cities=(replace(FACTS.cities[0], name=Bilingual(text)),))),
    "other city": lambda text: about(replace(FACTS, cities=(replace(FACTS.cities[1], name=Bilingual(text)),))),
    "place": lambda text: about(replace(FACTS, place=text)),
    "link": lambda text: about(replace(FACTS, link="https://meet.mfa.example/" + text)),
    "agenda": lambda text: about(replace(FACTS, agenda=text)),
    "letter number": lambda text: about(replace(FACTS, letter=OfficialLetter(text, None))),
    "committee": lambda text: about(replace(FACTS, committee=Bilingual(text))),
    "purpose": lambda text: about(replace(FACTS, purpose=Bilingual(text))),
    "convener": lambda text: about(replace(FACTS, convener=Bilingual(text))),
    "invited": lambda text: about(replace(FACTS, invited=(Bilingual(text),))),
    "organizer's name": lambda text: about(replace(FACTS, organizer_name="Desk" + text)),
    "organizer's Thai name": lambda text: about(replace(FACTS, organizer_names=Bilingual("Desk", text))),
    "organizer's address": lambda text: about(replace(FACTS, organizer_address="samai@mfa.example" + text)),
    "invitee's name": lambda text: to("Chanika" + text, "chanika@oag.example"),
    "invitee's address": lambda text: to("Chanika", "chanika@oag.example" + text),
    "comment": lambda text: cancellation(Language.THAI, comment=text),
    "phone": lambda text: replace(invitation(), desk_phone=text),
    "reply link": lambda text: replace(invitation(), reply_url="https://samai.mfa.example/r/" + text),
    "identity": lambda text: replace(invitation(), message_id="<3f9c@mfa.example>" + text),
    "reference": lambda text: replace(invitation(), references=("<3f9c@mfa.example>" + text,)),
    "former place": lambda text: update(Language.THAI, previous=replace(FACTS, place=text)),
}


def wire(letter: Letter) -> bytes:
    return letter_bytes(letter, calendar(letter.method))


def read(content: bytes) -> EmailMessage:
    return message_from_bytes(content, policy=policy.default)


def parts(message: EmailMessage) -> list[EmailMessage]:
    return [part for part in message.walk() if not part.is_multipart()]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", LETTERS | QUIET)
def test_every_kind_of_letter_is_kept_word_for_word(kind: str, language: Language, golden: Golden) -> None:
    golden(f"{kind}.{language.value}.eml", wire((LETTERS | QUIET)[kind](language)))


@pytest.mark.parametrize(
    ("kind", "rest"), [("reminder", []), ("decline", ["text/calendar"]), ("session-decline", ["text/calendar"])]
)
def test_what_changes_no_calendar_brings_none_to_keep(kind: str, rest: list[str]) -> None:
    message = read(wire(QUIET[kind](Language.THAI)))
    assert [part.get_content_type() for part in parts(message)] == ["text/plain", "text/html", *rest]
    if rest:
        params = parts(message)[-1]["Content-Type"].params
        assert params == {"charset": "UTF-8", "method": "DECLINECOUNTER"}


@pytest.mark.parametrize("language", Language)
def test_the_sign_in_letter_is_kept_word_for_word(language: Language, golden: Golden) -> None:
    golden(f"sign-in.{language.value}.eml", sign_in_bytes(sign_in(language)))


@pytest.mark.parametrize("kind", LETTERS)
def test_the_form_is_the_one_that_every_client_answers(kind: str) -> None:
    letter = LETTERS[kind](Language.THAI)
    method = letter.invite.method
    name = "cancel.ics" if method is Method.CANCEL else "invite.ics"
    message = read(wire(letter))
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "application/ics",
    ]
    *_, answerable, attached = parts(message)
    assert answerable["Content-Type"].params == {"charset": "UTF-8", "method": method.value}
    assert answerable["Content-Disposition"] is None
    assert attached["Content-Type"].params == {"name": name}
    assert attached["Content-Disposition"] == f'attachment; filename="{name}"'
    assert {part["Content-Transfer-Encoding"] for part in parts(message)} == {"base64"}


def test_both_calendar_parts_hold_the_same_bytes() -> None:
    *_, answerable, attached = parts(read(wire(invitation())))
    assert answerable.get_payload(decode=True) == attached.get_payload(decode=True) == calendar()


def test_the_letter_goes_from_the_organizer_to_the_one_invitee() -> None:
    message = read(wire(update(Language.THAI)))
    assert [address.addr_spec for address in message["From"].addresses] == ["samai+k7qz@mfa.example"]
    assert [address.addr_spec for address in message["To"].addresses] == ["chanika@oag.example"]
    assert message["Message-ID"] == MESSAGE_ID
    assert message["Date"].datetime == datetime(2022, 1, 4, 2, 0, 5, tzinfo=UTC)
    assert message["References"] == "<0a1b2c3d4e5f60718293a4b5c6d7e8f9@mfa.example>"
    assert (message["Auto-Submitted"], message["Content-Language"]) == ("auto-generated", "th")
    assert message["Reply-To"] is message["Cc"] is message["Bcc"] is None


def test_text_and_page_stand_in_the_letter_as_they_were_written() -> None:
    text, page, *_ = parts(read(wire(invitation(Language.THAI))))
    assert "ห้องวิเทศสโมสร" in text.get_content()
    assert '<html lang="th">' in page.get_content()


def test_a_sign_in_letter_has_no_calendar() -> None:
    message = read(sign_in_bytes(sign_in(Language.THAI)))
    assert [part.get_content_type() for part in message.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert message.keys() == HEADERS
    assert message["To"].addresses[0].addr_spec == "chanika@oag.example"


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", LETTERS | QUIET)
def test_a_cast_letter_is_the_one_that_the_library_writes_whole(kind: str, language: Language) -> None:
    letter = (LETTERS | QUIET)[kind](language)
    whole = calendar(letter.method)
    assert wire(letter) == plain_letter(letter, whole)


@given(name=NAMES, text=TEXTS, link=TEXTS, language=st.sampled_from(Language), calls_off=st.booleans())
@settings(max_examples=40)
@example("", "", "", Language.THAI, False)
@example('Ms "A", <b> & Co.; C:\\x %(name)s', "100 %s {{ 7 }}", "?a=1&b='2'", Language.ENGLISH, False)
def test_whoever_is_written_to_gets_the_same_bytes_from_one_mould(
    name: str, text: str, link: str, language: Language, calls_off: bool
) -> None:
    facts = replace(FACTS, title=Bilingual(text, text), agenda=text, place=text)
    first = cancellation(language, comment=text) if calls_off else update(language, facts)
    second = replace(
        first,
        invite=replace(first.invite, invitee=replace(first.invite.invitee, name=name, address="other@oag.example")),
        message_id="<second@mfa.example>",
        reply_url=first.reply_url + link,
        references=(),
    )
    opening = calendar(first.method)
    mould = mould_of(first, opening)
    for letter, ending in ((first, b"x" * 50), (second, b"END\r\n")):
        assert mould.cast(cover_of(letter, ending)) == plain_letter(letter, opening + ending)


@given(name=NAMES, language=st.sampled_from(Language))
@settings(max_examples=40)
def test_a_sign_in_letter_is_the_one_that_the_library_writes_whole(name: str, language: Language) -> None:
    letter = replace(sign_in(language), name=name)
    assert sign_in_bytes(letter) == plain_sign_in(letter)


def test_a_letter_to_somebody_without_a_name_calls_him_by_his_address() -> None:
    text, *_ = parts(read(wire(to(" ", "chanika@oag.example"))))
    assert "เรียน chanika@oag.example" in text.get_content()


def test_a_calendar_of_another_method_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="the calendar is no REQUEST"):
        letter_bytes(invitation(), calendar(Method.CANCEL.value))


def test_three_thousand_thai_letters_make_no_long_line() -> None:
    title = Bilingual("", "ที่ประชุมหารือ" * 30)
    content = wire(about(replace(FACTS, title=title, agenda="ระเบียบวาระ" * 300)))
    assert max(len(line) for line in content.split(b"\r\n")) <= 78
    assert content.count(b"\n") == content.count(b"\r\n")
    assert content.isascii()
    assert "ระเบียบวาระ" * 300 in parts(read(content))[0].get_content()


def test_a_long_title_is_shortened_in_the_subject_alone() -> None:
    title = "ที่ประชุม" * 50
    message = read(wire(about(replace(FACTS, title=Bilingual("", title)))))
    assert len(message["Subject"]) < 160
    assert "…]" in message["Subject"]
    assert all(title in part.get_content() for part in parts(message)[:2])


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200), st.sampled_from(Language))
@settings(max_examples=40, deadline=None)
def test_the_same_letter_gives_the_same_bytes(text: str, language: Language) -> None:
    facts = replace(FACTS, title=Bilingual(text, text), agenda=text, place=text)
    assert wire(invitation(language, facts)) == wire(invitation(language, replace(facts)))


def test_another_envelope_has_other_boundaries() -> None:
    one, two = wire(invitation()), wire(replace(invitation(), message_id="<other@mfa.example>"))
    assert read(one).get_boundary() != read(two).get_boundary()


def test_a_date_in_another_zone_is_the_same_instant() -> None:
    letter = replace(invitation(), dated=datetime(2022, 1, 4, 2, 0, 5, tzinfo=UTC) + timedelta(hours=1))
    assert b"Date: Tue, 04 Jan 2022 03:00:05 +0000\r\n" in wire(letter)


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("field", FIELDS)
def test_no_field_reaches_a_header_a_recipient_or_a_part_of_its_own(field: str, payload: str) -> None:
    letter = FIELDS[field](payload)
    try:
        content = wire(letter)
    except ValueError:
        assert field in {
            "organizer's name",
            "organizer's Thai name",
            "organizer's address",
            "invitee's name",
            "invitee's address",
            "identity",
        } | {"reference"}
        return
    message = read(content)
    assert [key for key in message.keys() if key != "References"] == HEADERS  # noqa: SIM118 - the names on the wire
    assert [address.addr_spec for address in message["To"].addresses] == ["chanika@oag.example"]
    assert [address.addr_spec for address in message["From"].addresses] == ["samai+k7qz@mfa.example"]
    assert len(list(message.walk())) == 6
    page = parts(message)[1].get_content()
    assert "<script" not in page
    assert "<p>another" not in page
    assert "49" not in page.replace("#434963", "")
    assert not any(character in content.decode() for character in "\x00\x07\x0b\x0c\x1b")


@pytest.mark.parametrize("payload", PAYLOADS[:6])
@pytest.mark.parametrize("field", ["name", "address", "sender_name", "sender_address", "message_id"])
def test_a_sign_in_letter_refuses_what_would_break_a_header(field: str, payload: str) -> None:
    letter = sign_in()
    with pytest.raises(ValueError, match=r"several lines|not a plain|not a Message-ID"):
        sign_in_bytes(replace(letter, **{field: getattr(letter, field) + payload}))


MARKED = replace(FACTS, names=(("กระทรวง", "การต่างประเทศ"), ("สำนักงาน", "อัยการสูงสุด")))


def told_by(content: bytes) -> dict[str, str]:
    """The words of a letter by kind, and its subject."""
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    told = {part.get_content_subtype(): str(part.get_content()) for part in message.walk() if not part.is_multipart()}
    return {**told, "subject": str(message["Subject"])}


def test_names_break_between_their_words_on_the_letters_page_and_nowhere_else() -> None:
    letter = about(MARKED)
    mailbox = replace(letter.invite.invitee, name="สารบรรณกลาง สำนักงานอัยการสูงสุด")
    letter = replace(letter, invite=replace(letter.invite, invitee=mailbox))
    made = told_by(letter_bytes(letter, calendar()))
    plain = told_by(letter_bytes(replace(letter, invite=replace(letter.invite, facts=FACTS)), calendar()))
    word = '<span style="white-space:nowrap">%s</span>'
    for name in MARKED.names:
        assert "<wbr>".join(word % one for one in name) in made["html"]
    assert f"สารบรรณกลาง {word % 'สำนักงาน'}<wbr>" in made["html"]
    assert {kind: words for kind, words in made.items() if kind != "html"} == {
        kind: words for kind, words in plain.items() if kind != "html"
    }
    assert "<wbr>" not in plain["html"]


def test_an_update_breaks_names_that_only_the_earlier_letter_held() -> None:
    letter = update(Language.THAI)
    assert letter.previous is not None
    letter = replace(letter, previous=replace(letter.previous, place="สำนักงานอัยการสูงสุด", names=MARKED.names))
    assert "สำนักงาน</span><wbr>" in told_by(letter_bytes(letter, calendar()))["html"]


@pytest.mark.parametrize(("language", "name"), [(Language.THAI, "กองการสังคม"), (Language.ENGLISH, "Social Division")])
def test_the_desk_signs_in_the_readers_language(language: Language, name: str) -> None:
    facts = replace(FACTS, organizer_name="Social Division", organizer_names=Bilingual("Social Division", "กองการสังคม"))
    letter = about(facts)
    letter = replace(letter, invite=replace(letter.invite, invitee=replace(letter.invite.invitee, language=language)))
    message = read(wire(letter))
    assert message["From"].addresses[0].display_name == name
    text = message.get_body(("plain",))
    assert text is not None
    assert name in text.get_content()
