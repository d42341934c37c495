"""Article to Reading: one file an idea."""
