"""The operator's daily check and his order of search as one command: `make doctor` (docs/operating.md)."""
