"""Forms of periodic reports."""
