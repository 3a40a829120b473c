"""What is left of the service where its settings cannot be used: the sentences that say why, and the doctor."""

from collections.abc import Sequence

import click
from flask import Flask, abort
from flask.cli import AppGroup
from flask.typing import ResponseReturnValue

from commands.doctor import PROBLEMS, doctor
from commands.output import FAILED, remark

CANNOT_START = "Samai cannot start."


class HaltedGroup(AppGroup):
    """Every command ends with the sentences, whatever it is called; only the doctor looks further."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__()
        self.problems = problems
        self.add_command(doctor)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The doctor, or the end."""
        found = super().get_command(ctx, cmd_name)
        if found is None:
            remark("\n".join([CANNOT_START, *self.problems]))
            raise SystemExit(FAILED)
        return found


def halted(app: Flask, problems: Sequence[str]) -> Flask:
    """Leave this bare application with the sentences alone; whoever asks it for a page is told nothing."""
    app.extensions[PROBLEMS] = tuple(problems)
    app.cli = HaltedGroup(problems)
    app.before_request(answer_nothing)
    return app


def answer_nothing() -> ResponseReturnValue:
    """Refuse every page."""
    abort(503)
