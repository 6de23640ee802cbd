"""Arithmetic on the tables: pure pandas, no words and no pictures."""
