"""A reader of locker keys and cards (NFC), on the dispenser's base (fbox)."""
