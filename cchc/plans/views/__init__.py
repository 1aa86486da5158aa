"""Pages of plans and drafts; one module per screen."""
