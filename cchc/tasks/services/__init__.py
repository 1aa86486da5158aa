"""Writing tasks and facts: one module per act."""
