"""Parsing and wording of what people send; one module per act."""
