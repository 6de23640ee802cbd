"""Cards of the calendar."""
