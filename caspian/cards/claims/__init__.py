"""Cards of the review's claims and of stated figures."""
