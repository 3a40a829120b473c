"""Measures how long the service takes beside a plain one, as ratios within one run; no room imports it."""
