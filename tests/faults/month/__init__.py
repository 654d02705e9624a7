"""A month of a gym and its owner's workbook, played by a seeded dice in virtual time."""
