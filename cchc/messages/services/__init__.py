"""What messages write: notices, mails, and how an agency and a person want to be told."""
