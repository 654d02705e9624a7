"""What is written down: tables, and the only SQL there is."""
