"""Every command group of the service, plugged into the application."""

from flask import Flask

from commands.accounts import account
from commands.committees import committee
from commands.demonstrations import demonstration
from commands.up import up

COMMANDS = (account, committee, demonstration, up)


def register(app: Flask) -> None:
    """Give the application its commands."""
    for command in COMMANDS:
        app.cli.add_command(command)
