"""How the tasks of two plans meet: coverage of the plan above, and one year against the next. Plain Python.

Prose: docs/algorithms/comparing.md. Thresholds, weights and words: plans/data/comparing.toml.
"""
