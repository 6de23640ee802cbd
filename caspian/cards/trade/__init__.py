"""Cards of goods trade: how far it is known, by partner and period, and where two reporters differ."""
