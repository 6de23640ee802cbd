"""The rows, sources and quality of the dataset itself."""
