"""The other end of the floor: `python -m bench.firmware_echo PORT UUID` sends back whatever that device is told."""

import socket
import sys
from typing import Any

import paho.mqtt.client as mqtt


def main(port: int, uuid: str) -> None:
    client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, client_id=uuid)
    client.on_socket_open = _without_delay
    client.on_connect = lambda one, *_: one.subscribe(f"fbox/{uuid}/cmd", 1) and None
    client.on_subscribe = lambda *_: print("ready", flush=True)
    client.on_message = lambda one, _, message: one.publish(f"fbox/{uuid}/status", message.payload, 1) and None
    client.connect("127.0.0.1", port)
    client.loop_forever()


def _without_delay(_client: mqtt.Client, _data: object, link: Any) -> None:  # noqa: ANN401 - as paho types it
    link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
