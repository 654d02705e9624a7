"""The life of a rental, one transaction a step."""
