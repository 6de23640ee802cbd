"""Charts of claims and of what tests them."""
