"""A command's text, read and checked."""

import json

MAX_BYTES = 512
MAX_NUMBER = 1 << 53  # what JSON carries exactly
ID_CHARS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"
MAX_ID = 40


class RefusedError(Exception):
    """The command cannot be carried out; `code` as in docs/protocol.md."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code, self.message = code, message


def parse(payload):
    """The command as a dictionary; raises RefusedError."""
    if len(payload) > MAX_BYTES:
        raise RefusedError("E002", "command longer than 512 bytes")
    try:
        command = json.loads(payload)
    except (ValueError, RuntimeError, MemoryError):  # the last two: nested too deep
        command = None
    if type(command) is not dict:
        raise RefusedError("E002", "command is not a JSON object")
    return command


def read_id(command):
    """The commandId, None where there is none; raises RefusedError for one that cannot be echoed in 512 bytes."""
    value = command.get("commandId")
    if value is None:
        return None
    if type(value) is not str or not 0 < len(value) <= MAX_ID or any(char not in ID_CHARS for char in value):
        raise RefusedError("E002", "commandId must be 1 to 40 of A-Z a-z 0-9 _ -")
    return value


def needs(command_id):
    """For what must not happen twice because a message came twice."""
    if not command_id:
        raise RefusedError("E002", "commandId is missing")


def whole_number(command, name, low, high):
    value = command.get(name)
    if type(value) is not int or not low <= value <= high:
        raise RefusedError("E002", "{} must be a whole number from {} to {}".format(name, low, high))
    return value
