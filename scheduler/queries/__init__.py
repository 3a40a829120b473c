"""Questions: rosters, calendars, what is overdue; they return frozen values ready for a page."""
