"""What a board is given, and how it gets there: `make firmware`, `make flash`."""
