"""What a letter says, in both languages."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from mail.letters import LetterText, PlainLetter, filled, kind_of, letter_text, plain_letter, shared, sign_in_text
from tests.conftest import Golden
from tests.mail.samples import FACTS, MOVED, SESSION, cancellation, decline, invitation, reminder, sign_in, update
from vocabulary.invite import Letter, OfficialLetter
from vocabulary.states import Language, LetterKind, PartStat
from vocabulary.text import Bilingual

ENGLISH, THAI = Language.ENGLISH, Language.THAI
TAG = re.compile(r"<(?:style|title)>.*?</(?:style|title)>|<[^>]+>", re.DOTALL)
ALL: dict[str, Callable[[Language], LetterText]] = {
    "invitation": lambda language: letter_text(invitation(language)),
    "update": lambda language: letter_text(update(language)),
    "cancellation": lambda language: letter_text(cancellation(language, comment="เลื่อนออกไปก่อน\nจะแจ้งวันใหม่")),
    "removal": lambda language: letter_text(cancellation(language, whole=False)),
    "reminder": lambda language: letter_text(reminder(language)),
    "decline": lambda language: letter_text(decline(language)),
    "session-decline": lambda language: letter_text(replace(decline(language, facts=SESSION), previous=None)),
    "sign-in": lambda language: sign_in_text(sign_in(language)),
}


def first_line(letter: Letter) -> str:
    return letter_text(letter).text.splitlines()[0]


def lines_beneath(text: str) -> list[str]:
    """The three lines in the other language."""
    return text.split("\n----\n")[1].splitlines()


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", ALL)
def test_every_letter_is_kept_for_reading(kind: str, language: Language, golden: Golden) -> None:
    letter = ALL[kind](language)
    golden(f"{kind}.{language.value}.txt", f"Subject: {letter.subject}\n\n{letter.text}".encode())


@pytest.mark.parametrize("kind", ALL)
def test_the_other_language_says_it_in_three_lines(kind: str) -> None:
    for language in Language:
        named = "In English:" if language is THAI else "ภาษาไทย:"
        beneath = lines_beneath(ALL[kind](language).text)
        assert len(beneath) == 3
        assert beneath[0].startswith(named)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", ALL)
def test_the_page_says_what_the_text_says(kind: str, language: Language) -> None:
    letter = ALL[kind](language)
    told = "".join(TAG.sub(" ", letter.html).split())
    for words in re.split(r"[ \n]", letter.text):
        assert words.strip("():-·") in told or words.startswith("https://samai.")


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", ALL)
def test_the_page_is_small_and_calls_nobody(kind: str, language: Language) -> None:
    html = ALL[kind](language).html
    assert len(html.encode()) < 20_000
    assert not re.search(r"<(img|script|link|iframe|object|form)\b|url\(|@import|src=", html)
    addresses = re.findall(r'href="([^"]+)"', html)
    assert all(
        one.startswith(("https://samai.mfa.example/", "https://meet.mfa.example/", "mailto:")) for one in addresses
    )


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", ALL)
def test_the_page_names_its_languages_and_serves_the_dark(kind: str, language: Language) -> None:
    html = ALL[kind](language).html
    assert f'<html lang="{language.value}">' in html
    assert f'<div lang="{language.other.value}"' in html
    assert '<meta name="color-scheme" content="light dark">' in html
    assert "prefers-color-scheme:dark" in html


@pytest.mark.parametrize("kind", ALL)
def test_the_line_beside_the_subject_says_something_else(kind: str) -> None:
    letter = ALL[kind](ENGLISH)
    preheader = re.search(r'<div style="display:none[^>]*>\s*(.+?)\s*(?:&#8199;|</div>)', letter.html, re.DOTALL)
    assert preheader is not None
    assert preheader[1]
    assert preheader[1] not in letter.subject


def test_an_invitation_asks_in_this_order() -> None:
    text = letter_text(invitation(ENGLISH)).text
    order = [
        "Ministry of Foreign Affairs invites you",
        "Preparatory consultation no. 2",
        "To Chanika Example",
        "Tuesday 11 January 2022 (B.E. 2565)",
        "14:00–15:30 Bangkok",
        "Vienna 08:00–09:30 · New York 02:00–03:30",
        "ห้องวิเทศสโมสร",
        "https://meet.mfa.example/ahc-2",
        "1. ผลการประชุมสมัยองค์กร",
        "letter no. กต 1002/4, dated 4 January 2022",
        "- Office of the Attorney General",
        "https://samai.mfa.example/r/",
        "You may also answer in your calendar: that answer reaches the desk too.",
        "Please reply by Mon 10 Jan 2022, 16:30 (Bangkok).",
        "ภาษาไทย",
        "invite.ics",
        "samai+k7qz@mfa.example · 0 2000 0000",
    ]
    places = [text.index(words) for words in order]
    assert places == sorted(places)


def test_the_page_has_one_button_and_it_leads_to_the_reply() -> None:
    assert re.findall(r'class="bt" href="([^"]+)"', letter_text(invitation()).html) == [
        "https://samai.mfa.example/r/7Qk3-abcdefghijklmnop"
    ]


@pytest.mark.parametrize(
    ("letter", "kind"),
    [
        (invitation(), LetterKind.INVITATION),
        (update(), LetterKind.UPDATE),
        (cancellation(), LetterKind.CANCELLATION),
        (replace(cancellation(), previous=FACTS), LetterKind.CANCELLATION),
    ],
)
def test_the_method_and_what_was_told_before_make_the_kind(letter: Letter, kind: LetterKind) -> None:
    assert kind_of(letter) is kind


@pytest.mark.parametrize(
    ("letter", "subject"),
    [
        (invitation(ENGLISH), "[Preparatory consultation no. 2] Tue 11 Jan 2022 14:00 (Bangkok)"),
        (invitation(THAI), "[หารือเตรียมการ ครั้งที่ 2] อ. 11 ม.ค. 2565 14:00 น. (กรุงเทพฯ)"),
        (update(ENGLISH), "Updated: [Preparatory consultation no. 2] Wed 12 Jan 2022 09:00 (Bangkok)"),
        (update(THAI), "แก้ไข: [หารือเตรียมการ ครั้งที่ 2] พ. 12 ม.ค. 2565 09:00 น. (กรุงเทพฯ)"),
        (cancellation(ENGLISH), "Cancelled: [Preparatory consultation no. 2] Tue 11 Jan 2022 14:00 (Bangkok)"),
        (cancellation(THAI), "ยกเลิก: [หารือเตรียมการ ครั้งที่ 2] อ. 11 ม.ค. 2565 14:00 น. (กรุงเทพฯ)"),
    ],
)
def test_the_subject_names_the_meeting_its_day_and_its_city(letter: Letter, subject: str) -> None:
    assert letter_text(letter).subject == subject


def test_the_subject_of_whole_days_has_no_hour() -> None:
    facts = replace(FACTS, starts=None, ends=None, first_day=date(2022, 1, 17), last_day=date(2022, 1, 28))
    letter = letter_text(invitation(THAI, facts))
    assert letter.subject == "[หารือเตรียมการ ครั้งที่ 2] 17–28 ม.ค. 2565"
    assert "เวลา:" not in letter.text


def test_an_update_states_the_change_first_the_new_before_the_old() -> None:
    assert first_line(update(ENGLISH)) == (
        "New time: Wednesday 12 January 2022 (B.E. 2565), 09:00–10:30 Bangkok "
        "(before: Tuesday 11 January 2022 (B.E. 2565), 14:00–15:30 Bangkok)"
    )
    html = letter_text(update(THAI)).html
    assert "สถานที่ใหม่: <b>ห้องประชุม 3</b>" in html
    assert "(เดิม <s>ห้องวิเทศสโมสร กระทรวงการต่างประเทศ</s>)" in html
    assert html.index("<s>") < html.index("<h1")


@pytest.mark.parametrize(
    ("facts", "line"),
    [
        (replace(FACTS, link=""), "New link: none (before: https://meet.mfa.example/ahc-2)"),
        (replace(FACTS, agenda=""), "New agenda: none"),
        (replace(FACTS, agenda="1. อื่น ๆ"), "New agenda: see below"),
        (replace(FACTS, title=Bilingual("Third")), "New title: Third (before: Preparatory consultation no. 2)"),
    ],
)
def test_each_change_has_its_own_line(facts: object, line: str) -> None:
    assert isinstance(facts, type(FACTS))
    assert first_line(update(ENGLISH, facts)) == line


def test_what_is_new_where_nothing_was_has_no_before() -> None:
    assert first_line(update(ENGLISH, FACTS, previous=replace(FACTS, link=""))) == (
        "New link: https://meet.mfa.example/ahc-2"
    )


def test_a_letter_sent_again_unchanged_says_so() -> None:
    assert first_line(update(ENGLISH, FACTS)) == "This message repeats the invitation; nothing in it has changed."


def test_a_moved_meeting_asks_for_a_new_answer() -> None:
    assert "please answer again" in letter_text(update(ENGLISH)).text


def test_an_answer_that_still_counts_is_named() -> None:
    new_agenda = replace(FACTS, agenda="1. อื่น ๆ")
    for given, said in [
        (PartStat.ACCEPTED, "accepted"),
        (PartStat.TENTATIVE, "tentative"),
        (PartStat.DECLINED, "declined"),
        (PartStat.DELEGATED, "delegated"),
    ]:
        text = letter_text(update(ENGLISH, new_agenda, partstat=given)).text
        assert f"Your answer stands: {said}." in text
        assert "please answer again" not in text


def test_a_new_agenda_alone_asks_nobody_to_answer_again() -> None:
    text = letter_text(update(ENGLISH, replace(FACTS, agenda="1. อื่น ๆ"))).text
    assert "answer again" not in text.lower()


def test_a_cancellation_says_so_first_and_why() -> None:
    text = letter_text(cancellation(ENGLISH, comment="The room is closed.\nA new day follows.")).text
    assert text.startswith("This meeting is cancelled.\nThe room is closed.\nA new day follows.\n")


@pytest.mark.parametrize("whole", [True, False])
def test_nobody_is_asked_to_answer_a_cancellation(whole: bool) -> None:
    letter = letter_text(cancellation(ENGLISH, whole=whole))
    for words in (letter.text, letter.html):
        assert "/r/" not in words
        assert "reply by" not in words
        assert "Reference: letter no. กต 1002/4." in words


def test_somebody_no_longer_invited_reads_that_the_meeting_goes_on() -> None:
    letter = letter_text(cancellation(ENGLISH, whole=False))
    assert letter.subject.startswith("Invitation withdrawn: ")
    assert letter.text.startswith("This invitation no longer applies to you. The meeting itself goes on.\n")
    assert "meet.mfa.example" not in letter.text + letter.html


def test_what_is_not_known_leaves_no_empty_label() -> None:
    facts = replace(FACTS, place="", link="", agenda="", letter=None, invited=(), reply_by=None, cities=())
    bare = replace(
        invitation(ENGLISH, replace(facts, committee=Bilingual(""), purpose=Bilingual(""))), reply_url="", desk_phone=""
    )
    letter = letter_text(bare)
    for label in ("Place", "Link", "Agenda", "Invited", "letter no.", "Reply", "reply by"):
        assert label not in letter.text
        assert label not in TAG.sub("", letter.html)
    assert "\n\n\n" not in letter.text


def test_a_letter_without_its_day_is_named_by_its_number() -> None:
    facts = replace(FACTS, letter=OfficialLetter("กต 1002/5", None))
    assert "accompanies letter no. กต 1002/5.\n" in letter_text(invitation(ENGLISH, facts)).text


def test_a_link_that_may_not_be_followed_is_only_text() -> None:
    letter = letter_text(invitation(ENGLISH, replace(FACTS, link="javascript:alert(1)")))
    assert "javascript:alert(1)" in letter.html
    assert 'href="javascript' not in letter.html


def test_the_text_is_not_escaped_and_the_page_is() -> None:
    letter = letter_text(invitation(ENGLISH, replace(FACTS, place="Room <3> & more", convener=Bilingual("A & B"))))
    assert "Room <3> & more" in letter.text
    assert "A & B invites you" in letter.text
    assert "Room &lt;3&gt; &amp; more" in letter.html
    assert "A &amp; B invites you" in letter.html


def test_a_percent_sign_in_a_name_is_only_a_percent_sign() -> None:
    letter = letter_text(invitation(ENGLISH, replace(FACTS, convener=Bilingual("100 %(name)s %s"))))
    assert "100 %(name)s %s invites you" in letter.text


def test_the_moved_hours_of_another_day_are_said_in_both_languages() -> None:
    assert "New York 21:00–22:30 (Tue 11 Jan 2022)" in letter_text(invitation(ENGLISH, MOVED)).text
    assert "นครนิวยอร์ก 21:00–22:30 (อ. 11 ม.ค. 2565)" in letter_text(invitation(THAI, MOVED)).text


def test_a_sign_in_link_says_how_long_it_works_and_what_to_do_if_nobody_asked() -> None:
    letter = sign_in_text(sign_in(ENGLISH))
    assert letter.subject == "Your link to sign in to Samai"
    assert "https://samai.mfa.example/sign-in/link/abcdefghijklmnop" in letter.text
    assert "works once, until Tue 4 Jan 2022, 09:30 (Bangkok)" in letter.text
    assert "If you did not ask for it, do nothing" in letter.text


NAMES = ("Ms Sira Tuayang", "R&D <Office>", "100 % of us", "งานสารบรรณ กระทรวงการต่างประเทศ", "")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", Language)
def test_what_several_letters_share_is_written_once_and_says_the_same(language: Language, name: str) -> None:
    for letter in (invitation(language), update(language), cancellation(language, whole=False)):
        facts = replace(letter.invite.facts, names=(("กระทรวง", "การต่างประเทศ"),))
        invite = replace(letter.invite, facts=facts, invitee=replace(letter.invite.invitee, name=name))
        own = replace(letter, invite=invite)
        mould = shared(own)
        assert mould == shared(replace(own, message_id="<other@mfa.example>"))
        assert filled(letter_text(mould), own) == letter_text(own)
        assert plain_letter(own) == PlainLetter(letter_text(own).subject, letter_text(own).text)
