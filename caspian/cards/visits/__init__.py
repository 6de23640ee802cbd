"""Cards of leaders' trips."""
