"""What is left where the settings cannot be used."""

from flask import Flask

from commands.halted import halted


def test_a_halted_service_shows_no_page_and_tells_nothing() -> None:
    app = halted(Flask(__name__), ["mail_port in /secret/place: no number."])
    answer = app.test_client().get("/sign-in")
    assert answer.status_code == 503
    assert b"secret" not in answer.data


def test_it_lists_the_doctor_alone_and_ends_everything_else() -> None:
    app = halted(Flask(__name__), ["First.", "Second."])
    result = app.test_cli_runner().invoke(args=["worker"])
    assert (result.exit_code, result.stderr) == (1, "Samai cannot start.\nFirst.\nSecond.\n")
    assert app.cli.list_commands(None) == ["doctor"]  # type: ignore[arg-type]
