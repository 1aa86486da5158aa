"""Writing drafts and plans: one verb each, one module per act."""
