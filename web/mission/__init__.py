"""Pages for the head of a mission: my sessions and their rosters."""
