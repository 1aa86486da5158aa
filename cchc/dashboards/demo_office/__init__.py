"""The demo office: a fictional province whose plans are files that the product reads like any other."""
