"""Alerts: gathered from ledger and Redis, remembered while they last, told to a webhook."""
