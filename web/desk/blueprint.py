"""The blueprint that every page of this wing hangs on."""

from flask import Blueprint

blueprint = Blueprint("desk", __name__)
