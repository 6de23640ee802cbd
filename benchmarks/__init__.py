"""What measures speed. Not part of the tests: machines differ, so quote ratios from one run."""
