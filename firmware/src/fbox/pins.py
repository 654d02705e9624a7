"""GPIO numbers of the dispenser's ESP32 (firmware/README.md)."""

STEP = 25
DIRECTION = 26
ENABLE = 27
DOOR = 32
FLOOR = 33
