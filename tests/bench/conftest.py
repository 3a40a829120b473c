"""The ministry of the scheduler's stories."""

from tests.scheduler.conftest import booked, ministry, released

__all__ = ["booked", "ministry", "released"]
