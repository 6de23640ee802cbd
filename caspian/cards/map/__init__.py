"""What the map says, and what its panels hold."""
