"""Which mode the next boot goes into: a mark in flash asks for set-up, once. A power cut leads back to work."""

import os

MARK = "setup"


def ask_for_setup(folder):
    """Returns once the wish is durable."""
    with open(folder + "/" + MARK, "wb") as file:
        file.flush()


def setup_was_asked(folder):
    if MARK not in os.listdir(folder):
        return False
    os.remove(folder + "/" + MARK)
    return True
