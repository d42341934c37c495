"""Records to a relationship over time: counts, a level with a band, and turning points."""
