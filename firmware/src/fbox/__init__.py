"""F-BOX dispenser firmware, in the common subset of MicroPython and CPython."""

VERSION = "3.0.0"
