"""A stand-in for Google Sheets: `StandIn` is the place to begin."""
