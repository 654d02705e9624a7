"""GPIO numbers of the reader's ESP32 (firmware/README.md). A PN532 hangs on I²C, an RC522 on SPI."""

SDA = 21
SCL = 22

SCK = 18
MISO = 19
MOSI = 23
SELECT = 5
RESET = 4
