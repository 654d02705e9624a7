"""Run on a board by `make flash`: its files outside `flash/` with their SHA-256, and its folders."""

import binascii
import hashlib
import json
import os

FOLDER = 0x4000
STATE = "flash"  # stock, settings and what was promised: nobody else's business
BLOCK = bytearray(512)
WRITING_MS = 600000


def digest(path):
    done = hashlib.sha256()
    with open(path, "rb") as file:
        while True:
            size = file.readinto(BLOCK)
            if not size:
                return binascii.hexlify(done.digest()).decode()
            done.update(memoryview(BLOCK)[:size])


def look(folder, files, folders):
    for name, kind in [entry[:2] for entry in os.ilistdir(folder or ".")]:
        path = folder + name
        if kind != FOLDER:
            files[path] = digest(path)
        elif path != STATE:
            folders.append(path)
            look(path + "/", files, folders)
    return {"files": files, "folders": folders}


def patience():
    """The watchdog of the program that ran here goes on: it must not bite while files are written."""
    import machine

    if "main.py" in os.listdir("."):
        machine.WDT(timeout=WRITING_MS)


try:
    patience()
except (ImportError, AttributeError, OSError, ValueError) as error:
    print("watchdog:", repr(error))
print("FOUND", json.dumps(look("", {}, [])))
