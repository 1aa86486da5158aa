"""What each page promises its template; one module per screen."""
