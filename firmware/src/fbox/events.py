"""The events of docs/protocol.md, as dictionaries ready to be sent. None is as long as 512 bytes."""

import gc
import json

from fbox import VERSION

MAX_BYTES = 511
LAST_COMMANDS = 8


def encode(event):
    return json.dumps(event, separators=(",", ":")).encode()


class Events:
    """Knows what the device says about itself. `motor_ms` is how long the last move took."""

    def __init__(self, settings, board, memory, uptime):
        self._settings, self._board, self._memory, self._uptime = settings, board, memory, uptime
        self._mac = board.radio.mac
        self.uuid = "FBOX-" + self._mac
        self.motor_ms = 0
        self.moving = False

    def make(self, name, command_id=None, **fields):
        """An event with its number and the uptime in seconds; `command_id` is the command it answers."""
        event = {"event": name, "deviceUUID": self.uuid, "timestamp": self._uptime.seconds()}
        event["seq"] = self._memory.next_seq()
        if command_id:
            event["commandId"] = command_id
        event.update(fields)
        return event

    def offline(self):
        """The Last Will: written before the fact, so without time and number."""
        return {"event": "offline", "deviceUUID": self.uuid}

    def error(self, code, message, command_id=None):
        return self.make("error", command_id, errorCode=code, errorMessage=message)

    def heartbeat(self):
        return self.make("heartbeat", None, stock=self._memory.stock, **self._mood())

    def status(self, command_id=None):
        floor = "moving" if self.moving else "reached"
        return self._report("status", command_id, floorState=floor, **self._mood())

    def introduction(self, command_id):
        """A status that also says who this is, for a gateway that was not there at boot."""
        return self._report("status", command_id, **self._identity(), **self._mood())

    def boot_complete(self):
        return self._report("boot_complete", None, wifiRssi=self._board.radio.rssi, **self._identity())

    def _identity(self):
        settings = self._settings
        return {
            "category": settings.category,
            "deviceName": settings.device_name,
            "firmwareVersion": VERSION,
            "ipAddress": self._board.radio.ip,
            "heartbeatInterval": settings.heartbeat_interval,
        }

    def _mood(self):
        door = "open" if self._board.door.on else "closed"
        return {"doorState": door, "locked": self._memory.locked, "wifiRssi": self._board.radio.rssi}

    def _report(self, name, command_id, **fields):
        event = self.make(name, command_id, macAddress=self._mac, size=self._settings.size, **fields)
        event["stock"] = self._memory.stock
        event["commandMark"] = self._memory.mark
        event["motorMs"] = self.motor_ms
        event["freeHeap"] = gc.mem_free()
        event["resetCause"] = "reboot" if self._memory.asked_to_reboot else self._board.reset_cause
        return _with_last_commands(event, self._memory.last_commands(), command_id)


def _with_last_commands(event, commands, asked):
    """As many of the newest as fit; the one that was asked for comes first, however old."""
    first = [command for command in commands if command["commandId"] == asked]
    rest = [command for command in commands if command["commandId"] != asked]
    event["lastCommands"] = []
    room = MAX_BYTES - len(encode(event)) + 1  # the first has no comma before it
    for command in (first + rest)[:LAST_COMMANDS]:
        room -= len(encode(command)) + 1
        if room < 0:
            break
        event["lastCommands"].append(command)
    return event
