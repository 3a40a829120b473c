"""People at a terminal: the `flask …` command groups."""
