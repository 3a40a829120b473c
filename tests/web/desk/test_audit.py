"""The audit at a browser: who did what to what, when, and what stood there before."""

import gzip
import re

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text

from models.audit import AuditRow, AuditValue
from models.audit_guards import GUARDS
from models.database import db
from models.invitations import Invitation
from models.people import Person
from scheduler.accounts import Moment, make_sign_in_link
from scheduler.consultations import move
from scheduler.deed import deed
from scheduler.queries.audit import audit_head
from scheduler.queries.audit_check import Check
from scheduler.queries.audit_trail import PAGE
from scheduler.rules.tokens import reply_token, sign_in_token
from scheduler.verification import record_check
from tests.fixtures import NOW, Letter, People, SignIn
from tests.making import HAND
from tests.scheduler.letters import queries_of
from tests.web.desk.auditing import renamed, shown, trail, words
from tests.web.posting import send
from vocabulary.actor import OPERATOR
from web.context import keys


def test_a_deed_is_told_in_words_with_who_what_when_and_before_and_after(
    officer: FlaskClient, consultation: int
) -> None:
    starts = NOW.replace(day=12, hour=3)
    move(consultation, starts=starts, ends=starts.replace(hour=4), hand=HAND)
    page = shown(officer, deed="change consultation")
    assert f'<strong>Changed a consultation</strong>: <a href="/consultations/{consultation}">' in page
    told = words(page)
    assert "Tuesday 4 January 2022 (B.E. 2565)" in told
    assert "Operator at the terminal" in told
    assert "Day: before: 11 Jan 2022 → after: 12 Jan 2022" in told
    assert "Starts: before: 11 Jan 2022 14:00 → after: 12 Jan 2022 10:00" in told


def test_it_is_told_in_thai_too(officer: FlaskClient, consultation: int) -> None:
    officer.set_cookie("samai-language", "th")
    told = words(shown(officer, deed="book consultation"))
    assert "นัดการหารือ: การหารือเตรียมการ นางสาวชนิกา ตัวอย่าง" in told
    assert "วัน: เปลี่ยนเป็น 11 ม.ค. 2565" in told
    assert "รูปแบบการประชุม: เปลี่ยนเป็น ณ ที่ประชุม" in told


def test_older_entries_follow_under_the_same_filter(officer: FlaskClient, people: People) -> None:
    for number in range(PAGE + 2):
        renamed(people.focal["oag"], f"Mr Sira {number:02}")
    page = shown(officer, deed="edit person")
    assert "Mr Sira 26" in page
    assert "Mr Sira 00" not in trail(page)
    (older,) = set(re.findall(r'href="(/audit\?[^"]*before=[^"]*)"', page))
    page = officer.get(older.replace("&amp;", "&")).text
    assert "Mr Sira 00" in page
    assert "Older entries" not in page
    assert '<a class="btn" href="/audit?deed=edit+person">' in page


def test_an_empty_end_is_said(officer: FlaskClient, people: People) -> None:
    assert "No entry is like that." in shown(officer, before="1")


def test_whether_it_was_verified_stands_on_top(officer: FlaskClient, people: People) -> None:
    assert "flask audit verify --record" in shown(officer)
    assert audit_head().digest in shown(officer)
    db.session.rollback()
    check = Check()
    faults = len(list(check.findings()))
    record_check(check, faults, by=OPERATOR, now=NOW)
    assert f"Verified on 4 Jan 2022 09:00: entries 1 to {check.rows} are as they were written." in shown(officer)
    record_check(check, 2, by=OPERATOR, now=NOW)
    assert "it is not whole: faults found: 2" in shown(officer)


def test_each_page_leads_to_its_own_history(
    officer: FlaskClient, consultation: int, letter: Letter, people: People
) -> None:
    pages = {
        f"/consultations/{consultation}": ("consultation", consultation),
        f"/sessions/{letter.session_ids['2']}": ("session", letter.session_ids["2"]),
        f"/sessions/{letter.session_ids['2']}/delegation": ("session", letter.session_ids["2"]),
        f"/people/{people.focal['oag']}": ("person", people.focal["oag"]),
        f"/agencies/{letter.agency_ids['oag']}": ("agency", letter.agency_ids["oag"]),
        f"/posts/{letter.post_ids['pr-vienna']}": ("post", letter.post_ids["pr-vienna"]),
        "/mail/1": ("letter", 1),
    }
    for address, (kind, number) in pages.items():
        page = officer.get(address).text
        found = re.search(r'<a class="quiet" href="([^"]+)">(?:(?!</a>).)* History of changes', page)
        assert found is not None, address
        assert found[1].startswith(f"/audit?kind={kind}&amp;what=%23{number}"), address
        history = officer.get(found[1].replace("&amp;", "&"))
        assert (history.status_code, 'class="trail"' in history.text) == (200, True), address


def test_the_footer_leads_the_desk_there_and_nobody_else(officer: FlaskClient, people: People, sign_in: SignIn) -> None:
    assert '<a href="/audit">Audit</a>' in officer.get("/people").text
    assert 'href="/audit"' not in sign_in(people.focal["oag"]).get("/my/meetings").text


def test_a_page_of_entries_takes_as_many_questions_as_one_entry(officer: FlaskClient, people: People) -> None:
    counts = []
    for wanted in (1, 3, PAGE):
        while (db.session.scalar(select(AuditRow.number).order_by(AuditRow.number.desc()).limit(1)) or 0) < wanted + 9:
            renamed(people.focal["oag"], f"Mr Sira {audit_head().rows}")
        db.session.rollback()
        asked = {"deed": "edit person", "from": "1/1/2022"}
        counts.append(queries_of(lambda: officer.get("/audit", query_string=asked)))  # noqa: B023 - called at once
    assert counts[0] == counts[1] == counts[2]


def test_the_heaviest_page_of_entries_stays_within_the_budget_of_a_page(officer: FlaskClient, people: People) -> None:
    letters = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
    for number in range(PAGE):
        with deed("import people", by=OPERATOR, now=NOW):
            db.session.add_all(
                Person(
                    name_th=f"นาย{letters[number]}{one} {letters[one:]}",
                    name_en=f"Mr {number} {one}" * 9,
                    phone=f"{one}{number}" * 9,
                )
                for one in range(20)
            )
    officer.set_cookie("samai-language", "th")
    assert len(gzip.compress(shown(officer).encode(), 9)) < 12_000


def test_no_secret_stands_in_it(
    app: Flask, officer: FlaskClient, consultation: int, people: People, sign_in: SignIn
) -> None:
    link = make_sign_in_link("sira@oag.example", minutes=60, reusable=False, by=OPERATOR, at=Moment(NOW, NOW))
    reader = sign_in(people.focal["oag"])
    feed = send(reader, "/my/feed").text
    made = re.search(r"/feeds/([\w-]+)\.ics", feed)
    assert made is not None
    assert send(reader, "/my/password", {"password": "a very long secret indeed"}).status_code == 303
    with app.test_request_context():
        secrets = [made[1], sign_in_token(keys()[0], link_id=link)]
        secrets += [
            reply_token(keys()[0], invitation_id=one.id, generation=one.generation)
            for one in db.session.scalars(select(Invitation))
        ]
    db.session.rollback()
    db.session.expire_all()
    person = db.session.get_one(Person, people.focal["oag"])
    secrets += [person.password, person.fs_uniquifier, "a very long secret indeed"]
    assert person.password
    secrets += list(db.session.execute(text("SELECT token_hash FROM login_session")).scalars())
    secrets += list(db.session.execute(text("SELECT token_hash FROM feed_subscription")).scalars())
    kept = "".join(filter(None, db.session.scalars(select(AuditValue.content))))
    pages = shown(officer) + "".join(officer.get(f"/audit/{number}").text for number in range(1, audit_head().rows + 1))
    assert "Set a password" in pages
    assert [secret for secret in secrets if secret in pages or secret in kept] == []


def test_before_anything_was_done_the_page_says_so(officer: FlaskClient, people: People) -> None:
    for statement in (one for (_, dialect), several in GUARDS.items() if dialect == "sqlite" for one in several):
        db.session.connection().exec_driver_sql(f"DROP TRIGGER {statement.split()[2]}")
    db.session.connection().exec_driver_sql("DELETE FROM audit_value")
    db.session.connection().exec_driver_sql("DELETE FROM audit_row")
    db.session.commit()
    assert "Nothing has been done yet." in shown(officer)
