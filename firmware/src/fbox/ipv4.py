"""Addresses in digits: these need no name server, whose answer the event loop would wait for."""


def is_ipv4(text):
    parts = text.split(".")
    return len(parts) == 4 and all(part.isdigit() and int(part) < 256 for part in parts)
