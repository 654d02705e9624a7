"""What every service agrees on: settings, messages, keys, queues. Imports no service."""
