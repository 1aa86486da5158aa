"""Writes of periodic reports."""
