"""The front page: headline figures, subjects of the review, search."""
