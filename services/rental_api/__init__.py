"""The ledger and its HTTP API: members, passes, rentals, events. Talks neither MQTT nor Sheets."""
