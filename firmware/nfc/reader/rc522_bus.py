"""The RC522's registers on SPI (NXP's data sheet MFRC522, 8.1.2): an address byte, then the value."""

READ = 0x80


class Registers:
    def __init__(self, spi, select):
        self._spi, self._select = spi, select
        self._out, self._in = bytearray(2), bytearray(2)

    def read(self, register):
        return self._exchange(READ | register << 1, 0)

    def write(self, register, value):
        self._exchange(register << 1, value)

    def _exchange(self, address, value):
        self._out[0], self._out[1] = address, value
        self._select.value(0)
        self._spi.write_readinto(self._out, self._in)
        self._select.value(1)
        return self._in[1]
