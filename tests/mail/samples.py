"""One invented meeting and the letters about it: the same values in every test of this room."""

from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256

from mail.moulds import encoded
from tests.papers import make_pdf
from vocabulary.invite import (
    City,
    Enclosure,
    Firmness,
    Invite,
    Invitee,
    Letter,
    MeetingFacts,
    OfficialLetter,
    SignInLetter,
    Version,
)
from vocabulary.states import EnclosureKind, Language, Method, Modality, Participation, PartStat
from vocabulary.text import Bilingual

STAMP = datetime(2022, 1, 4, 2, 0, tzinfo=UTC)
MESSAGE_ID = "<3f9c1a7e5b2d4c6f8a0b1c2d3e4f5a6b@mfa.example>"
NAMES = {Language.ENGLISH: "Chanika Example", Language.THAI: "ชนิกา ตัวอย่าง"}

FACTS = MeetingFacts(
    uid="5d1c0e9f7b3a4286@mfa.example",
    title=Bilingual("Preparatory consultation no. 2", "หารือ|เตรียมการ ครั้งที่ 2"),
    tzid="Asia/Bangkok",
    cities=(
        City(Bilingual("Bangkok", "กรุงเทพฯ"), "Asia/Bangkok"),
        City(Bilingual("Vienna", "กรุงเวียนนา"), "Europe/Vienna"),
        City(Bilingual("New York", "นครนิวยอร์ก"), "America/New_York"),
    ),
    organizer_name="กรมองค์การระหว่างประเทศ",
    organizer_address="samai+k7qz@mfa.example",
    starts=datetime(2022, 1, 11, 7, 0, tzinfo=UTC),
    ends=datetime(2022, 1, 11, 8, 30, tzinfo=UTC),
    modality=Modality.HYBRID,
    place="ห้องวิเทศสโมสร กระทรวงการต่างประเทศ",
    link="https://meet.mfa.example/ahc-2",
    agenda="1. ผลการประชุมสมัยองค์กร\n2. ท่าทีไทยสำหรับสมัยที่ 1\n3. องค์ประกอบคณะผู้แทนไทย",
    letter=OfficialLetter("กต 1002/4", date(2022, 1, 4)),
    committee=Bilingual("Ad Hoc Committee", "คณะกรรมการระหว่างรัฐเฉพาะกิจฯ"),
    purpose=Bilingual("Preparing the first session, New York", "เตรียมการสมัยที่ 1 นครนิวยอร์ก"),
    convener=Bilingual("Ministry of Foreign Affairs", "กระทรวง|การต่างประเทศ"),
    invited=(
        Bilingual("Office of the Attorney General", "สำนักงาน|อัยการ|สูงสุด"),
        Bilingual("Royal Thai Police", "สำนักงาน|ตำรวจ|แห่งชาติ"),
    ),
    reply_by=datetime(2022, 1, 10, 9, 30, tzinfo=UTC),
)
MOVED = replace(
    FACTS,
    starts=datetime(2022, 1, 12, 2, 0, tzinfo=UTC),
    ends=datetime(2022, 1, 12, 3, 30, tzinfo=UTC),
    place="ห้องประชุม 3",
)

SESSION = replace(
    FACTS,
    title=Bilingual("Ad Hoc Committee: Session 2 · Vienna", "คณะกรรมการระหว่างรัฐเฉพาะกิจฯ: สมัยที่ 2 · กรุงเวียนนา"),
    tzid="Europe/Vienna",
    cities=(City(Bilingual("Vienna", "กรุงเวียนนา"), "Europe/Vienna"),),
    starts=None,
    ends=None,
    first_day=date(2022, 5, 30),
    last_day=date(2022, 6, 10),
    modality=Modality.IN_PERSON,
    place="Vienna International Centre, Vienna",
    places=Bilingual("Vienna International Centre, Vienna", "ศูนย์ระหว่างประเทศเวียนนา, กรุงเวียนนา"),
    link="",
    agenda="",
    letter=None,
    purpose=Bilingual(""),
    invited=(),
    reply_by=None,
    firmness=Firmness.TENTATIVE,
)
ELSEWHERE = replace(
    SESSION,
    tzid="America/New_York",
    first_day=date(2022, 9, 5),
    last_day=date(2022, 9, 16),
    place="United Nations Headquarters, New York",
    places=Bilingual("United Nations Headquarters, New York", "สำนักงานใหญ่สหประชาชาติ, นครนิวยอร์ก"),
    firmness=Firmness.FIRM,
)

SIGNED_LETTER, AGENDA = make_pdf("Signed letter"), make_pdf("Agenda")
ENCLOSED = replace(
    FACTS,
    enclosures=(
        Enclosure(
            EnclosureKind.SIGNED_LETTER,
            "หนังสือเชิญประชุมหารือหน่วยงานที่เกี่ยวข้อง ครั้งที่ 2.pdf",
            len(SIGNED_LETTER),
            sha256(SIGNED_LETTER).hexdigest(),
        ),
        Enclosure(EnclosureKind.ENCLOSURE, "agenda.pdf", len(AGENDA), sha256(AGENDA).hexdigest()),
    ),
)
FILES = {sha256(content).hexdigest(): encoded(content) for content in (SIGNED_LETTER, AGENDA)}


def calendar(method: str = Method.REQUEST.value) -> bytes:
    """A calendar as far as this room looks at one."""
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:{method}\r\nEND:VCALENDAR\r\n".encode()


def invitee(language: Language, partstat: PartStat = PartStat.NEEDS_ACTION) -> Invitee:
    """The one reader."""
    return Invitee(NAMES[language], "chanika@oag.example", language, partstat=partstat)


def letter_about(invite: Invite) -> Letter:
    """The letter that carries this invite."""
    return Letter(
        invite=invite,
        message_id=MESSAGE_ID,
        dated=datetime(2022, 1, 4, 2, 0, 5, tzinfo=UTC),
        reply_url="https://samai.mfa.example/r/7Qk3-abcdefghijklmnop",
        desk_phone="0 2000 0000",
    )


def invitation(language: Language = Language.ENGLISH, facts: MeetingFacts = FACTS) -> Letter:
    """The first letter about a meeting."""
    return letter_about(Invite(Method.REQUEST, facts, Version(0, STAMP), invitee(language)))


def update(
    language: Language = Language.ENGLISH,
    facts: MeetingFacts = MOVED,
    *,
    previous: MeetingFacts = FACTS,
    partstat: PartStat = PartStat.NEEDS_ACTION,
) -> Letter:
    """A letter to somebody who was told `previous`."""
    invite = Invite(Method.REQUEST, facts, Version(1, STAMP), invitee(language, partstat))
    first = "<0a1b2c3d4e5f60718293a4b5c6d7e8f9@mfa.example>"
    return replace(letter_about(invite), previous=previous, references=(first,))


def cancellation(language: Language = Language.ENGLISH, *, whole: bool = True, comment: str = "") -> Letter:
    """The letter that calls a meeting off, or one person's part in it."""
    invite = Invite(Method.CANCEL, FACTS, Version(2, STAMP), invitee(language), whole=whole, comment=comment)
    return letter_about(invite)


def reminder(language: Language = Language.ENGLISH) -> Letter:
    """The letter to somebody who has not answered: it repeats what was told, and has no calendar part."""
    first = "<0a1b2c3d4e5f60718293a4b5c6d7e8f9@mfa.example>"
    return replace(invitation(language), reminds=True, references=(first,))


def decline(language: Language = Language.ENGLISH, *, facts: MeetingFacts = FACTS) -> Letter:
    """The letter to somebody whose proposed time is not taken."""
    invite = Invite(Method.REQUEST, facts, Version(1, STAMP), invitee(language), comment="The hall is taken that day.")
    proposed = replace(facts, starts=MOVED.starts, ends=MOVED.ends, first_day=None, last_day=None)
    first = "<0a1b2c3d4e5f60718293a4b5c6d7e8f9@mfa.example>"
    return replace(letter_about(invite), declines=True, previous=proposed, references=(first,))


def leading(letter: Letter) -> Letter:
    """The same letter to the head of the delegation."""
    invite = letter.invite
    return replace(letter, invite=replace(invite, invitee=replace(invite.invitee, role=Participation.CHAIR)))


def session_invitation(language: Language = Language.ENGLISH) -> Letter:
    """The first letter about a session, to whoever leads the delegation."""
    return leading(invitation(language, SESSION))


def session_update(language: Language = Language.ENGLISH) -> Letter:
    """Other days, another place, and firm now: to a delegate."""
    return update(language, ELSEWHERE, previous=SESSION)


def session_postponed(language: Language = Language.ENGLISH) -> Letter:
    """The session is off until there is a new date."""
    facts = replace(SESSION, firmness=Firmness.POSTPONED)
    return letter_about(Invite(Method.CANCEL, facts, Version(2, STAMP), invitee(language)))


def enclosing(language: Language = Language.ENGLISH) -> Letter:
    """An invitation that carries a signed letter with a Thai name, and an agenda."""
    return replace(invitation(language, ENCLOSED), encloses=True)


def sign_in(language: Language = Language.ENGLISH) -> SignInLetter:
    """A letter with a one-time link."""
    return SignInLetter(
        name=NAMES[language],
        address="chanika@oag.example",
        language=language,
        sender_name="Samai",
        sender_address="samai@mfa.example",
        message_id=MESSAGE_ID,
        dated=STAMP,
        url="https://samai.mfa.example/sign-in/link/abcdefghijklmnop",
        expires=datetime(2022, 1, 4, 2, 30, tzinfo=UTC),
        tzid="Asia/Bangkok",
    )
