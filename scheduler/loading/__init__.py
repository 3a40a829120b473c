"""A committee's file and a list of people: read, checked, compared with what is there, and applied."""
