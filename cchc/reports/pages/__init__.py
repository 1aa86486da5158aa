"""What the pages of reports promise their templates."""
