"""Which part of which guide explains each page: what the `?` of a page opens."""

from collections.abc import Mapping

DESK, FOCAL, HEAD, SIGNING_IN = "desk-officer", "focal-point", "head-of-mission", "signing-in"

PLACES: Mapping[str, tuple[str, str]] = {
    "account.link": (SIGNING_IN, "sign-in-with-a-link"),
    "account.password": (SIGNING_IN, "set-a-password"),
    "account.sign_in": (SIGNING_IN, "sign-in-with-a-link"),
    "answers.hand_over": (FOCAL, "hand-over-to-a-colleague"),
    "answers.page": (FOCAL, "answer-an-invitation"),
    "desk.agency": (DESK, "keep-people-and-agencies"),
    "desk.audit": (DESK, "see-who-changed-what"),
    "desk.audit_entry": (DESK, "see-who-changed-what"),
    "desk.book": (DESK, "book-a-consultation"),
    "desk.brought_people": (DESK, "import-focal-points-from-a-spreadsheet"),
    "desk.cancel": (DESK, "change-or-cancel-a-consultation"),
    "desk.change": (DESK, "change-or-cancel-a-consultation"),
    "desk.consultation": (DESK, "change-or-cancel-a-consultation"),
    "desk.consultations": (DESK, "book-a-consultation"),
    "desk.decide_head": (DESK, "say-who-leads"),
    "desk.delegation": (DESK, "name-the-delegation"),
    "desk.import_people": (DESK, "import-focal-points-from-a-spreadsheet"),
    "desk.invite": (DESK, "book-a-consultation"),
    "desk.mail_page": (DESK, "when-a-letter-does-not-arrive"),
    "desk.new_agency": (DESK, "keep-people-and-agencies"),
    "desk.new_person": (DESK, "keep-people-and-agencies"),
    "desk.overview": (DESK, "begin-the-day"),
    "desk.people": (DESK, "keep-people-and-agencies"),
    "desk.person": (DESK, "keep-people-and-agencies"),
    "desk.plan_session": (DESK, "plan-a-session"),
    "desk.post": (DESK, "say-who-leads"),
    "desk.record_answer": (DESK, "follow-the-answers"),
    "desk.release": (DESK, "look-at-the-letters-then-release-them"),
    "desk.replies": (DESK, "follow-the-answers"),
    "desk.search": (DESK, "find-something"),
    "desk.sent_mail": (DESK, "when-a-letter-does-not-arrive"),
    "desk.session_page": (DESK, "plan-a-session"),
    "focal.feed": (FOCAL, "put-your-meetings-into-your-calendar"),
    "focal.hand_over": (FOCAL, "hand-over-to-a-colleague"),
    "focal.meeting": (FOCAL, "answer-an-invitation"),
    "focal.meetings": (FOCAL, "see-all-your-meetings"),
    "mission.roster": (HEAD, "read-and-print-a-roster"),
    "mission.sessions": (HEAD, "find-your-sessions"),
}
"""Endpoint -> guide and part. A page that stands here for nobody in particular has none: its `?` opens the list."""
