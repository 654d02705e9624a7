"""The kiosk's screens against a hand-written rental API."""
