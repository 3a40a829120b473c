"""Lighthouse's verdict on the pages that most people see: full marks for accessibility and good practice."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from models.database import db
from models.invitations import Invitation
from scheduler.keys import secret_keys
from scheduler.rules.tokens import reply_token
from tests.browser.conftest import LiveServer
from tests.browser.support import FLAGS, ROOT
from tests.browser.test_pages import at_work, cookie_of
from tests.fixtures import Letter, People
from vocabulary.settings import Settings

__all__ = ["at_work"]

JUDGES = ("accessibility", "best-practices")
PROGRAM = ROOT / "node_modules" / ".bin" / "lighthouse"


def judged(url: str, *, cookie: str, report: Path) -> dict[str, object]:
    """What Lighthouse says of a page on a phone: the marks, and every audit that took some away."""
    command = [str(PROGRAM), url, "--quiet", "--output=json", f"--output-path={report}"]
    command += ["--disable-full-page-screenshot"]  # neither judge reads it
    command += [f"--only-categories={','.join(JUDGES)}", f"--chrome-flags=--headless=new {' '.join(FLAGS)}"]
    command += [f"--extra-headers={json.dumps({'Cookie': f'samai={cookie}', 'Accept-Language': 'th'})}"]
    browser = shutil.which("chromium") or ""
    done = subprocess.run(
        command, env=os.environ | {"CHROME_PATH": browser}, capture_output=True, text=True, timeout=100, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(report.read_text("utf-8"))
    assert found["finalDisplayedUrl"] == url
    lost = [name for name, audit in found["audits"].items() if audit["score"] is not None and audit["score"] < 1]
    return {"marks": {name: found["categories"][name]["score"] for name in JUDGES}, "lost": lost}


def reply_address(app: Flask) -> str:
    """The page on which somebody answers."""
    invitation = db.session.scalars(select(Invitation).order_by(Invitation.id)).first()
    assert invitation is not None
    settings: Settings = app.extensions["samai_settings"]
    token = reply_token(secret_keys(settings)[0], invitation_id=invitation.id, generation=invitation.generation)
    return f"/r/{token}"


@pytest.mark.slow
@pytest.mark.timeout(120)
@pytest.mark.parametrize("place", ["overview", "consultation", "replies", "roster", "answer"])
def test_the_main_pages_get_full_marks(
    place: str, live_server: LiveServer, letter: Letter, people: People, at_work: int, tmp_path: Path
) -> None:
    address = {
        "overview": f"/committees/{letter.committee_key}",
        "consultation": f"/consultations/{at_work}",
        "replies": f"/committees/{letter.committee_key}/replies",
        "roster": f"/mission/sessions/{letter.session_ids['2']}",
        "answer": reply_address(live_server.app),
    }[place]
    cookie = cookie_of(live_server.app, people.head_vienna if place == "roster" else people.desk)
    verdict = judged(live_server.url + address, cookie=cookie, report=tmp_path / "report.json")
    assert verdict == {"marks": {"accessibility": 1, "best-practices": 1}, "lost": []}
