"""Calendars in and out (RFC 5545, 5546, 7986): values to bytes and bytes to values."""
