"""Assignments, one folder each: notation, claims and conventions as data."""
