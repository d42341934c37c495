"""What belongs together across articles: copies of a text, records of one act, one commitment."""
