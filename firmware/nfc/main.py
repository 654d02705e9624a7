"""What a reader of keys and cards runs after power-up. Whatever ends the program ends in a reset."""

import asyncio
import gc
import sys
import time

import machine

gc.threshold(8192)

from reader import app  # noqa: E402

PAUSE_S = 1


def main():
    try:
        asyncio.run(app.run())
    except Exception as error:
        sys.print_exception(error)
    time.sleep(PAUSE_S)
    machine.reset()


main()
