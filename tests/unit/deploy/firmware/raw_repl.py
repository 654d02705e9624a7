"""MicroPython's raw REPL, as mpremote finds it on a serial port. Runs in MicroPython's unix port, which has none.

Its folder is the board's flash. A reset says the firmware's first line.
"""

import io
import sys

BANNER = b"raw REPL; CTRL-B to exit\r\n>"
OUT = sys.stdout.buffer


class Machine:
    @staticmethod
    def reset() -> None:
        OUT.write(b"rst:0xc (SW_CPU_RESET)\r\nF-BOX dispenser 3.0.0\r\n")


def read(until: bytes) -> bytes:
    data = b""
    while not data or data[-1] not in until:
        data += sys.stdin.buffer.read(1)
    return data


def execute(code: bytes, names: dict) -> None:
    """What it prints stands between two marks, its traceback behind them."""
    OUT.write(b"OK")
    told = io.StringIO()
    try:
        exec(code, names)
    except Exception as error:
        sys.print_exception(error, told)
    OUT.write(b"\x04" + told.getvalue().encode() + b"\x04>")


def raw() -> None:
    """Until Ctrl-B. Ctrl-D carries out what was sent, and restarts where that is nothing."""
    names = {}
    OUT.write(BANNER)
    while True:
        data = read(b"\x01\x02\x04")
        if data[-1] == 2:
            return
        if data[-1] == 1:
            OUT.write(b"R\x00" if data[-3:] == b"\x05A\x01" else BANNER)  # no faster way of sending
        elif data.strip(b"\r\x03") == b"\x04":
            names = {}
            OUT.write(b"OK\r\nMPY: soft reboot\r\n" + BANNER)
        else:
            execute(data[:-1], names)


def main() -> None:
    sys.modules["machine"] = Machine
    while True:
        if read(b"\x01\x02\x03\x04")[-1] == 1:
            raw()
        OUT.write(b"\r\n>>> ")


main()
