"""What stands between us and the mail server."""

from pathlib import Path

import pytest

from commands.mail_ways import WAYS_OUT, way_past, words_of
from mail.trial import Obstacle, Trial
from mail.wire import Receipt
from vocabulary.settings import Settings
from vocabulary.settings_ground import MailTls

SETTINGS = Settings(instance=Path("i"), mail_host="smtp.mfa.go.th", mail_port=587, testing=True)


@pytest.mark.parametrize("obstacle", Obstacle)
def test_each_obstacle_has_a_way_past_it(obstacle: Obstacle) -> None:
    way = way_past(Trial(obstacle, Receipt.later(None, "")), SETTINGS)
    assert way
    assert "{" not in way


def test_no_obstacle_no_way() -> None:
    assert way_past(Trial(None, Receipt.later(250, "ok")), SETTINGS) == ""
    assert set(WAYS_OUT) == set(Obstacle)


@pytest.mark.parametrize(("tls", "words"), [(MailTls.STARTTLS, "mail_tls = tls in i/config.toml"), (MailTls.TLS, "nc")])
def test_silence_on_the_port_of_tls_is_explained(tls: MailTls, words: str) -> None:
    asked = SETTINGS.model_copy(update={"mail_port": 465, "mail_tls": tls})
    assert words in way_past(Trial(Obstacle.SILENT, Receipt.later(None, "no answer within 5 s")), asked)


def test_the_servers_words_come_with_its_code() -> None:
    assert words_of(Trial(None, Receipt.later(250, "ok"))) == "250 ok"
    assert words_of(Trial(None, Receipt.later(None, "no route"))) == "no route"
