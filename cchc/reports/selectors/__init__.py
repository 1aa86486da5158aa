"""Reads of periodic reports: facts, parts, the content of a report, boards."""
