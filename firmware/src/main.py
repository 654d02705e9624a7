"""What a board runs after power-up. Whatever ends the program ends in a reset: nothing is left half alive."""

import gc
import sys

gc.threshold(8192)  # collected early, also while the modules are loaded, what is free stays in one piece

import slots  # noqa: E402

slot = slots.choose()  # before anything of the firmware is loaded
if slot:
    sys.path.insert(0, slot)

import asyncio  # noqa: E402
import time  # noqa: E402

import machine  # noqa: E402

PAUSE_S = 1  # a board that fails at every boot must not wear its flash out
LOADING_MS = 60000


def load():
    """The program of the chosen version. One on trial that hangs while it is loaded meets the watchdog."""
    if slots.on_trial():
        machine.WDT(timeout=LOADING_MS)
    try:
        from fbox import boot

        return boot.load()
    except Exception:
        slots.not_loadable(slot)
        raise


async def run(program):
    await asyncio.gather(program(), slots.watch())


def main():
    try:
        asyncio.run(run(load()))
    except Exception as error:
        sys.print_exception(error)
    time.sleep(PAUSE_S)
    machine.reset()


main()
