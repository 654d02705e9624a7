"""A dispenser with field firmware v2.1.0 as docs/protocol.md reads it off the source: the double tests talk to."""

import json
import threading
import time
from collections.abc import Callable
from typing import Any

from tests.support.field_link import FieldLink

MOST_STOCK = 30
LOW_STOCK = 5


class FieldDevice:
    """MQTT 3.1.1, QoS 0, no session, no will, no user name, no command ids; its uuid is its client id.

    Life: `start()` powers it on (connects, sends `boot_complete`), `power_cut()` ends it without a goodbye and keeps
    stock and lock as flash does, so `start()` again is a reboot. A `with` block starts it and cuts it.
    `drop_connection()` loses the link for `reconnect_seconds`, then it says `mqtt_reconnected`.

    By hand: `heartbeat()`, `status()`, `open_door()`, `close_door()`, `refill(stock)` (says `stock_updated`, source
    `sensor`). With `heartbeat_seconds` it also beats on its own.

    Knobs, at any time: `motor_seconds` (it reads nothing meanwhile), `stuck` (the motor fails), `lose_answer` (it
    does the move and saves the stock but publishes nothing about it), `drop_before_answer` (the link goes down
    between the move and the answer).

    Truth: `garments` counts what came out, `stock` is what flash says, `commands` lists every command as it arrived.
    `wait(lambda device: device.garments == 1)` returns when that holds, or raises TimeoutError.
    """

    def __init__(
        self,
        uuid: str,
        host: str,
        port: int,
        *,
        category: str = "towel",
        size: str = "FREE",
        name: str = "수건",
        stock: int = 10,
        uuid_field: str = "deviceUUID",
        motor_seconds: float = 0.0,
        heartbeat_seconds: float | None = None,
        reconnect_seconds: float = 0.1,
    ) -> None:
        self.uuid, self.stock = uuid, stock
        self._mac = ":".join(uuid[at : at + 2] for at in range(5, 17, 2))
        self.motor_seconds = motor_seconds
        self.stuck = self.lose_answer = self.drop_before_answer = False
        self.locked = self.door_open = False
        self.garments = 0
        self.commands: list[dict[str, Any]] = []
        self._link = FieldLink(uuid, (host, port), reconnect_seconds, self._greet, self._receive)
        self._identity = {"category": category, "size": size, "deviceName": name}
        self._uuid_field = uuid_field
        self._heartbeat_seconds = heartbeat_seconds
        self._off = threading.Event()
        self._changed = threading.Condition()
        self._booted_at = time.monotonic()

    def __enter__(self) -> "FieldDevice":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.power_cut()

    def start(self) -> None:
        """Returns once `boot_complete` is on its way and commands are subscribed; raises OSError without a broker."""
        self._booted_at = time.monotonic()
        self._off = threading.Event()
        self._link.start()
        if self._heartbeat_seconds:
            threading.Thread(target=self._beat, args=(self._off, self._heartbeat_seconds), daemon=True).start()

    def power_cut(self) -> None:
        self._off.set()
        self._link.cut()

    def drop_connection(self) -> None:
        self._link.drop()

    def heartbeat(self) -> None:
        self._say("heartbeat", stock=self.stock, **self._senses())

    def status(self) -> None:
        known = {"macAddress": self._mac, "size": self._identity["size"], "stock": self.stock}
        self._say("status", floorState="reached", **known, **self._senses())

    def open_door(self) -> None:
        self.door_open = True
        self._say("door_opened")

    def close_door(self) -> None:
        self.door_open = False
        self._say("door_closed", stock=self.stock, sensorAvailable=True)

    def refill(self, stock: int) -> None:
        self._save(stock)
        self._say("stock_updated", stock=stock, source="sensor", needsVerification=False)

    def wait(self, condition: Callable[["FieldDevice"], bool], seconds: float = 10) -> None:
        with self._changed:
            if not self._changed.wait_for(lambda: condition(self), seconds):
                raise TimeoutError("the field device did not get there")

    def _senses(self) -> dict[str, Any]:
        return {"doorState": "open" if self.door_open else "closed", "locked": self.locked, "wifiRssi": -55}

    def _greet(self, again: bool) -> None:
        if again:
            self._say("mqtt_reconnected")
            return
        self._say(
            "boot_complete",
            macAddress=self._mac,
            stock=self.stock,
            firmwareVersion="2.1.0",
            ipAddress="192.168.0.9",
            wifiRssi=-55,
            **self._identity,
        )

    def _beat(self, off: threading.Event, seconds: float) -> None:
        while not off.wait(seconds):
            self.heartbeat()

    def _receive(self, payload: bytes) -> None:
        command = json.loads(payload)
        self._carry_out(command)
        with self._changed:
            self.commands.append(command)
            self._changed.notify_all()

    def _carry_out(self, command: dict[str, Any]) -> None:
        match command.get("cmd"):
            case "DISPENSE":
                self._dispense()
            case "SET_STOCK":
                self._set_stock(command.get("stock"))
            case "LOCK" | "UNLOCK" as cmd:
                self.locked = cmd == "LOCK"
                self.status()
            case "STATUS" | "STOP" | "HOME" | "CLEAR_ERROR":
                self.status()
            case "REBOOT":
                threading.Thread(target=self._reboot, daemon=True).start()
            case other:
                self._say("error", errorCode="E001", errorMessage=f"unknown command {other}")

    def _reboot(self) -> None:
        self.power_cut()
        self.start()

    def _set_stock(self, stock: object) -> None:
        if type(stock) is not int or not 0 <= stock <= MOST_STOCK:
            self._say("error", errorCode="E002", errorMessage="stock must be 0 to 30")
            return
        self._save(stock)
        self._say("stock_updated", stock=stock, source="manual", needsVerification=False)

    def _dispense(self) -> None:
        obstacle = self._obstacle()
        if not obstacle:
            time.sleep(self.motor_seconds)
            obstacle = "motor_stuck" if self.stuck else ""
        if obstacle:
            self._answer("dispense_failed", reason=obstacle, stock=self.stock)
            return
        with self._changed:
            self.garments += 1
            self._changed.notify_all()
        self._save(self.stock - 1)
        self._answer("dispense_complete", stock=self.stock)
        self._answer("stock_updated", stock=self.stock, source="dispense", needsVerification=False)
        if self.stock <= LOW_STOCK:
            self._answer("stock_low" if self.stock else "stock_empty", stock=self.stock)

    def _obstacle(self) -> str:
        obstacles = {"device_locked": self.locked, "door_open": self.door_open, "no_stock": self.stock == 0}
        return next((reason for reason, holds in obstacles.items() if holds), "")

    def _save(self, stock: int) -> None:
        """To flash, before anybody hears of it."""
        with self._changed:
            self.stock = stock
            self._changed.notify_all()

    def _answer(self, event: str, **fields: Any) -> None:  # noqa: ANN401 - any JSON value
        if self.drop_before_answer:
            self.drop_connection()
        elif not self.lose_answer:
            self._say(event, **fields)

    def _say(self, event: str, **fields: Any) -> None:  # noqa: ANN401 - any JSON value
        uptime = int(time.monotonic() - self._booted_at)
        message = {"event": event, self._uuid_field: self.uuid, "timestamp": uptime, **fields}
        self._link.publish(json.dumps(message, ensure_ascii=False))
