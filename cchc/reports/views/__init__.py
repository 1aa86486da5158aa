"""Views of periodic reports."""
