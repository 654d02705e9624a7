"""The reader's hardware, set up: the one chip that the settings name, Wi-Fi, watchdog."""

import machine
from fbox.clock import Clock
from fbox.radio import Radio

from reader import pins

I2C_HZ = 100000
SPI_HZ = 1000000


class Board:
    """`chip` has `start()` and `look()`, both to be awaited."""

    def __init__(self, chosen):
        self.clock = Clock()
        self.watchdog = machine.WDT(timeout=chosen.watchdog_ms)
        self.radio = Radio(chosen.wifi_ssid, chosen.wifi_password)
        self.chip = CHIPS[chosen.chip](self.clock)


def _pn532(clock):
    from reader.pn532 import PN532

    return PN532(machine.I2C(0, scl=machine.Pin(pins.SCL), sda=machine.Pin(pins.SDA), freq=I2C_HZ), clock)


def _rc522(clock):
    from reader.rc522 import RC522
    from reader.rc522_bus import Registers

    lines = {"sck": machine.Pin(pins.SCK), "mosi": machine.Pin(pins.MOSI), "miso": machine.Pin(pins.MISO)}
    select, reset = (machine.Pin(number, machine.Pin.OUT, value=1) for number in (pins.SELECT, pins.RESET))
    return RC522(Registers(machine.SPI(2, baudrate=SPI_HZ, **lines), select), reset, clock)


CHIPS = {"pn532": _pn532, "rc522": _rc522}
