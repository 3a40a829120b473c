"""Pages for the desk officer: sessions, consultations, replies, delegations, people and sent mail."""
