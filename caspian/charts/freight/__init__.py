"""Charts of measured series."""
