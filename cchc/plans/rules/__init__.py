"""Pure functions on readings and plans. Plain Python."""
