"""Measured series: years, growth, transit time."""
