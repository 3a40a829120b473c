"""Pages for an agency's focal point: my meetings and my answers."""
