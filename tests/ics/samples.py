"""One invented consultation and one session, as every test of this room knows them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from vocabulary.invite import City, FeedItem, Invite, Invitee, MeetingFacts, OfficialLetter, Version
from vocabulary.states import Language, Method, Modality, Participation
from vocabulary.text import Bilingual

STAMP = datetime(2022, 1, 4, 2, 0, tzinfo=UTC)
LATER = datetime(2022, 1, 5, 3, 30, tzinfo=UTC)
LAST = datetime(2022, 1, 6, 8, 15, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)

BANGKOK = City(Bilingual("Bangkok", "กรุงเทพฯ"), "Asia/Bangkok")
VIENNA = City(Bilingual("Vienna", "กรุงเวียนนา"), "Europe/Vienna")
NEW_YORK = City(Bilingual("New York", "นครนิวยอร์ก"), "America/New_York")

CONSULTATION = MeetingFacts(
    uid="8c1f4e0a6d2b49d7a3f5@mfa.example",
    title=Bilingual("Inter-agency consultation 1/2022", "การประชุมหารือ|หน่วยงานที่เกี่ยวข้อง ครั้งที่ 1/2565"),
    tzid=BANGKOK.tzid,
    cities=(BANGKOK, VIENNA, NEW_YORK),
    organizer_name="กองการสังคม กรมองค์การระหว่างประเทศ",
    organizer_address="samai+p3wx@mfa.example",
    starts=datetime(2022, 5, 12, 2, 30, tzinfo=UTC),
    ends=datetime(2022, 5, 12, 5, 0, tzinfo=UTC),
    modality=Modality.HYBRID,
    place="ห้องประชุม 2 กระทรวงการต่างประเทศ ถนนศรีอยุธยา",
    link="https://meet.mfa.example/ahc?room=2",
    agenda="1. ผลการประชุมสมัยที่ 1\n2. ท่าทีไทยสำหรับสมัยที่ 2; ถ้อยแถลง\n3. องค์ประกอบคณะผู้แทนไทย",
    letter=OfficialLetter("กต 1002/118", date(2022, 4, 29)),
    committee=Bilingual("Ad Hoc Committee", "คณะกรรมการระหว่างรัฐ|เฉพาะกิจฯ"),
    purpose=Bilingual("Session 2, Vienna", "สมัยที่ 2 กรุงเวียนนา"),
    convener=Bilingual("Ministry of Foreign Affairs", "กระทรวงการต่างประเทศ"),
    invited=(
        Bilingual("Office of the Attorney General", "สำนักงาน|อัยการสูงสุด"),
        Bilingual("Royal Thai Police", "สำนักงานตำรวจแห่งชาติ"),
        Bilingual("Office of the National Security Council", "สำนักงานสภาความมั่นคงแห่งชาติ"),
    ),
    reply_by=datetime(2022, 5, 10, 16, 59, tzinfo=UTC),
)
MOVED = replace(
    CONSULTATION,
    starts=datetime(2022, 5, 13, 6, 30, tzinfo=UTC),
    ends=datetime(2022, 5, 13, 8, 0, tzinfo=UTC),
    place="ห้องวิเทศสโมสร กระทรวงการต่างประเทศ",
)
SESSION = MeetingFacts(
    uid="21b7c9d05e8f4a63b1c4@mfa.example",
    title=Bilingual("Ad Hoc Committee, session 1", "คณะกรรมการระหว่างรัฐเฉพาะกิจฯ สมัยที่ 1"),
    tzid=NEW_YORK.tzid,
    cities=(BANGKOK, NEW_YORK),
    organizer_name="กองการสังคม กรมองค์การระหว่างประเทศ",
    organizer_address="samai+m9kd@mfa.example",
    first_day=date(2022, 2, 28),
    last_day=date(2022, 3, 11),
    place="United Nations Headquarters, New York",
    committee=Bilingual("Ad Hoc Committee", "คณะกรรมการระหว่างรัฐเฉพาะกิจฯ"),
    related=("5a90d3e7c1b24f86a0d2@mfa.example", "c63f0b9e27d14a58b7e1@mfa.example"),
)
NAMES = {Language.ENGLISH: "Chanika Example", Language.THAI: "ชนิกา ตัวอย่าง"}


def invitee(language: Language = Language.ENGLISH) -> Invitee:
    """The one reader."""
    return Invitee(NAMES[language], "chanika@oag.example", language, role=Participation.REQUIRED)


def invitation(facts: MeetingFacts = CONSULTATION, language: Language = Language.ENGLISH) -> Invite:
    """The first message about a meeting."""
    return Invite(Method.REQUEST, facts, Version(0, STAMP), invitee(language))


def update(language: Language = Language.ENGLISH) -> Invite:
    """The message that moves the consultation."""
    return Invite(Method.REQUEST, MOVED, Version(1, LATER), invitee(language))


def cancellation(language: Language = Language.ENGLISH) -> Invite:
    """The message that calls the consultation off for everybody."""
    comment = "The session itself is postponed.\nA new date follows."
    return Invite(Method.CANCEL, MOVED, Version(2, LAST), invitee(language), comment=comment)


def removal(language: Language = Language.ENGLISH) -> Invite:
    """The message that takes one person off the list."""
    return Invite(Method.CANCEL, MOVED, Version(2, LAST), invitee(language), whole=False)


def session(language: Language = Language.ENGLISH) -> Invite:
    """A session of the committee: whole days."""
    return invitation(SESSION, language)


def at(starts: datetime, tzid: str, *, lasts: timedelta = HALF_HOUR) -> MeetingFacts:
    """The consultation at another instant, thought of on another wall clock."""
    return replace(
        CONSULTATION, uid=f"{starts:%Y%m%dT%H%M}@{tzid}.example", tzid=tzid, starts=starts, ends=starts + lasts
    )


def item(facts: MeetingFacts = CONSULTATION, *, tentative: bool = False) -> FeedItem:
    """The meeting in a subscription."""
    return FeedItem(facts, Version(3, STAMP), tentative)


def instants_around_changes(tzid: str, *, years: range) -> list[datetime]:
    """Every half hour from four hours before each change of a zone's offset in these years to four hours after it."""
    zone = ZoneInfo(tzid)
    first, days = datetime(years.start, 1, 1, tzinfo=UTC), 366 * len(years)
    hours = [first + timedelta(hours=hour) for hour in range(24 * days)]
    changes = [after for before, after in pairwise(hours) if offset(before, zone) != offset(after, zone)]
    return [change + HALF_HOUR * step for change in changes for step in range(-8, 9)]


def offset(instant: datetime, zone: ZoneInfo) -> timedelta | None:
    """What the zone adds to UTC at an instant."""
    return instant.astimezone(zone).utcoffset()
