"""Cards of measured series: freight, containers, transit time."""
