"""cchc: an agency's administrative-reform programme, from the signed plan to the published score."""
