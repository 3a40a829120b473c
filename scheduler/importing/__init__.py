"""Focal points from a spreadsheet: read, compared with what is on file, shown, and taken in all or none."""
