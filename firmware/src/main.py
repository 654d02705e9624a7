"""What a board runs after power-up. Whatever ends the program ends in a reset: nothing is left half alive."""

import asyncio
import gc
import sys
import time

import machine

gc.threshold(8192)  # collected early, also while the modules are loaded, what is free stays in one piece

from fbox import app  # noqa: E402

PAUSE_S = 1  # a board that fails at every boot must not wear its flash out


def main():
    try:
        asyncio.run(app.run())
    except Exception as error:
        sys.print_exception(error)
    time.sleep(PAUSE_S)
    machine.reset()


main()
