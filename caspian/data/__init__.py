"""The dataset: CSV files found, read, checked and kept as typed tables."""
