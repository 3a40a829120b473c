"""The file that the answers make."""

import tomllib

from commands.questions import config_text


def test_answers_with_quotes_and_other_scripts_are_read_as_they_were_given() -> None:
    answers = {"desk_name": 'The "Desk" \\ ฝ่าย', "mail_port": "587", "mail_tls": "tls"}
    assert tomllib.loads(config_text(answers, keys="k1,k2").decode()) == {
        "desk_name": 'The "Desk" \\ ฝ่าย',
        "mail_port": 587,
        "mail_tls": "tls",
        "secret_key": "k1,k2",
    }
