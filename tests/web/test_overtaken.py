"""Two officers who change the same thing at the same moment: one is saved, the other is told, and nothing is lost."""

import re
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from secrets import token_hex
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from models.audit import AuditRow
from models.database import db
from tests.web.deeds import DEEDS, Deed
from tests.web.page_forms import PageForm, form_to
from tests.web.world import ADMINISTRATOR, DESK, World

OFFICERS = (DESK, ADMINISTRATOR)


@dataclass(frozen=True)
class Edited:
    """A form by which something is changed: one field of it, and what is typed into it each time."""

    field: str
    typed: Callable[[int], str]
    pairs: int = 20


ROLES = ("alternate", "representative", "deputy head", "secretary", "adviser")
EDITED: dict[str, Edited] = {
    "desk.change_now": Edited("place", lambda turn: f"Room {turn}", pairs=6),
    "desk.plan_session_now": Edited("closes", lambda turn: f"{1 + turn % 30} July 2022", pairs=10),
    "desk.name_session_now": Edited("title_en", lambda turn: f"Round {turn}", pairs=10),
    "desk.decide_head_now": Edited("reason", lambda turn: f"Decision {turn}", pairs=20),
    "desk.record_approval": Edited("document", lambda turn: f"CR {turn}/2565", pairs=6),
    "desk.correct_resolution": Edited("document", lambda turn: f"CR {turn}/2565", pairs=6),
    "desk.set_session_days": Edited("room", lambda turn: f"Room {turn}", pairs=6),
    "desk.set_building_hours": Edited("hours", lambda turn: f"09:{turn % 60:02}-12:30", pairs=10),
    "desk.close_obligation_now": Edited("remark", lambda turn: f"Annex {turn}", pairs=10),
    "desk.edit_person": Edited("phone", lambda turn: f"02 203 {5000 + turn}", pairs=14),
    "desk.end_term": Edited("until_{holders[vienna]}", lambda turn: f"{1 + turn % 28} Dec 2022", pairs=60),
    "desk.change_role": Edited("role", lambda turn: ROLES[turn % 5], pairs=60),
    "desk.set_mailbox": Edited("mailbox", lambda turn: f"saraban{turn}@oag.example", pairs=20),
    "desk.correct_deadline": Edited("origin", lambda turn: f"Note {turn}", pairs=6),
    "desk.correct_closed_day": Edited("origin", lambda turn: f"Announcement {turn}", pairs=20),
    "desk.set_ladder": Edited("days_1", lambda turn: str(11 + turn % 40), pairs=10),
    "answers.hand_over_now": Edited("note", lambda turn: f"From room {turn}", pairs=6),
    "answers.substitute_now": Edited("note", lambda turn: f"From room {turn}", pairs=6),
    "desk.record_session_answer_now": Edited("comment", lambda turn: f"Comes {turn}", pairs=10),
    "desk.record_answer_now": Edited("comment", lambda turn: f"Comes {turn}", pairs=10),
}
ADDS, PRESSED = "adds something of its own", "only a button: what is so already is said"
NOT_EDITED = {
    "answers.answer": ADDS,
    "focal.answer_meeting": ADDS,
    "focal.hand_over_now": "the form of the link, signed in",
    "focal.substitute_now": "the form of the link, signed in",
    "desk.approve_substitute": PRESSED,
    "desk.settle_answer": PRESSED,
    "desk.settle_substitute": PRESSED,
    "desk.settle_invite": PRESSED,
    "desk.settle_move": PRESSED,
    "desk.decline_proposal": "what was proposed is never edited",
    "desk.recall_decline": PRESSED,
    "desk.pause_session_reminders": PRESSED,
    "desk.resume_session_reminders": PRESSED,
    "desk.settle_again": PRESSED,
    "desk.settle_address": PRESSED,
    "desk.send_again_now": PRESSED,
    "desk.add_other_address": ADDS,
    "desk.remove_other_address": PRESSED,
    "desk.set_mail_aside": PRESSED,
    "desk.refuse_substitute": PRESSED,
    "desk.approve_delegate_substitute": PRESSED,
    "desk.refuse_delegate_substitute": PRESSED,
    "desk.confirm_hand_over": PRESSED,
    "desk.refuse_hand_over": PRESSED,
    "focal.subscribe": ADDS,
    "focal.unsubscribe": PRESSED,
    "desk.book_now": ADDS,
    "desk.invite_now": ADDS,
    "desk.enclose": ADDS,
    "desk.take_out": PRESSED,
    "desk.cancel_now": PRESSED,
    "desk.reinstate": PRESSED,
    "desk.held": PRESSED,
    "desk.withdraw": PRESSED,
    "desk.release_now": PRESSED,
    "desk.recall": PRESSED,
    "desk.add_session": ADDS,
    "desk.add_city": ADDS,
    "desk.add_building": ADDS,
    "desk.start_calendar": ADDS,
    "desk.add_deadline": ADDS,
    "desk.remove_deadline": PRESSED,
    "desk.bring_calendar": ADDS,
    "desk.import_calendar_now": PRESSED,
    "desk.add_closed_day": ADDS,
    "desk.remove_closed_day": PRESSED,
    "desk.confirm_calendar": PRESSED,
    "desk.undo_head": PRESSED,
    "desk.reopen_obligation_now": PRESSED,
    "desk.decide_now": "refused where it would do anything else than was shown",
    "desk.invite_delegation_now": PRESSED,
    "desk.release_session": PRESSED,
    "desk.recall_session": PRESSED,
    "desk.release_decision": PRESSED,
    "desk.recall_decision": PRESSED,
    "desk.undo_decision": PRESSED,
    "desk.withdraw_approval": PRESSED,
    "desk.record_resolution": ADDS,
    "desk.withdraw_resolution": PRESSED,
    "desk.issue_roster_now": "refused where it would say anything else than was shown",
    "desk.seat_now": ADDS,
    "desk.unseat": PRESSED,
    "desk.rename_calendar": "a name, which the list shows to all",
    "desk.move_calendar": PRESSED,
    "desk.remove_calendar": PRESSED,
    "desk.name_delegate": ADDS,
    "desk.withdraw_delegate": PRESSED,
    "desk.add_person": ADDS,
    "desk.disable_person": PRESSED,
    "desk.enable_person": PRESSED,
    "desk.give_duty": "one choice of an administrator, which says all that it sets",
    "desk.make_focal_point": PRESSED,
    "desk.end_focal_point": PRESSED,
    "desk.add_agency": ADDS,
    "desk.end_point": PRESSED,
    "desk.add_backup": ADDS,
    "desk.make_primary": PRESSED,
    "desk.bring_people": ADDS,
    "desk.import_now": PRESSED,
    "desk.appoint": ADDS,
    "desk.retry_mail": PRESSED,
    "desk.hold_mail": PRESSED,
    "desk.release_mail": PRESSED,
    "desk.hold_reminders": PRESSED,
    "desk.let_reminders_go": PRESSED,
    "desk.allow_reminders": PRESSED,
    "desk.pause_reminders": PRESSED,
    "desk.resume_reminders": PRESSED,
}


@pytest.fixture(autouse=True)
def fresh(world: World) -> None:
    """Each test begins with the same world."""
    world.restore()


def test_every_form_either_changes_what_it_shows_or_cannot_overwrite_anything() -> None:
    assert set(EDITED) | set(NOT_EDITED) == set(DEEDS)
    assert set(EDITED) & set(NOT_EDITED) == set()


def test_two_hundred_pairs_are_tried() -> None:
    assert sum(edited.pairs for edited in EDITED.values()) >= 200


@dataclass(frozen=True)
class Duel:
    """Two officers who send the same form, each with words of his or her own, again and again."""

    world: World
    deed: Deed
    edited: Edited
    field: str

    def fought(self) -> None:
        """Each pair sends at the same moment: what the loser is shown is what both then have open."""
        made = self.deed.made(self.world)
        with ThreadPoolExecutor(2) as hands:
            for turn in range(self.edited.pairs):
                made |= self.one_turn(made, hands, turn=turn).fields.to_dict(flat=False)

    def one_turn(self, made: Mapping[str, Any], hands: ThreadPoolExecutor, *, turn: int) -> PageForm:
        """One pair; the form that the loser gets back."""
        mine = [self.edited.typed(2 * turn + side) for side in range(2)]
        start, deeds = Barrier(2), self.deeds()
        answers = list(hands.map(lambda side: self.sent(made, side, words=mine[side], start=start), range(2)))
        assert sorted(answer.status_code for answer in answers) == [303, 409], (turn, mine)
        assert self.deeds() == deeds + 1
        lost = int(answers[0].status_code == 303)
        page = answers[lost].text
        refused = form_to(page, self.deed.address(self.world))
        assert refused.fields[self.field] == mine[lost], "what was typed is kept"
        rows = [re.sub(r"<[^>]+>", "|", row).casefold() for row in re.findall(r"<tr>.*?</tr>", page, re.DOTALL)]
        assert any(spoken(mine[1 - lost]) in row and spoken(mine[lost]) in row for row in rows), "both are shown"
        return refused

    def sent(self, made: Mapping[str, Any], side: int, *, words: str, start: Barrier) -> TestResponse:
        """Type and send, when the other does."""
        deed = Deed(self.deed.url, reader=OFFICERS[side])
        start.wait(30)
        return deed.sent(self.world, {**made, self.field: words, "form_key": token_hex(16)})

    def deeds(self) -> int:
        """How many deeds are on record."""
        with db.engine.connect() as connection:
            return int(connection.scalar(select(func.count()).select_from(AuditRow)) or 0)


def spoken(words: str) -> str:
    """What was typed as the table of changes shows it."""
    return words.casefold().replace("july", "jul")


@pytest.mark.no_cover
@pytest.mark.both_databases
@pytest.mark.parametrize("endpoint", EDITED)
def test_of_two_who_save_at_once_one_is_saved_and_the_other_is_shown_both(world: World, endpoint: str) -> None:
    deed, edited = DEEDS[endpoint], EDITED[endpoint]
    deed.prepared(world)
    Duel(world, deed, edited, edited.field.format(**vars(world))).fought()
