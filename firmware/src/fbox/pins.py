"""GPIO numbers of the dispenser's ESP32 (firmware/README.md)."""

STEP = 25
DIRECTION = 26
ENABLE = 27
DOOR = 32
FLOOR = 33
BUTTON = 13  # to ground; one pin that means nothing while the chip starts

DISPLAY_CLOCK = 18
DISPLAY_DATA = 23
DISPLAY_SELECT = 5
DISPLAY_COMMAND = 21  # low: what is sent is a command
DISPLAY_RESET = 22
DISPLAY_LAMP = 4
