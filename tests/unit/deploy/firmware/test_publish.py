"""A release is laid out whole, offered by its manifest's hash, and served to dispensers and nobody's curiosity."""

import hashlib
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from deploy.firmware import serve
from deploy.firmware.publish import publish
from shared import firmware_offer


def _built(folder: Path, text: str) -> Path:
    (folder / "fbox").mkdir(parents=True)
    (folder / "fbox" / "app.mpy").write_text(text)
    (folder / "main.py").write_text("main")
    (folder / "manifest").write_text(f"fbox 3.1.0\n{text}\n")
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    served = firmware_offer.folder(tmp_path)
    served.mkdir()
    publish(_built(tmp_path / "build", "first"), served, "3.1.0")
    return tmp_path


@pytest.fixture
def url(home: Path) -> Iterator[str]:
    with serve.Server(("127.0.0.1", 0), firmware_offer.folder(home)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_release_is_offered_by_the_hash_of_its_manifest(home: Path) -> None:
    offer = firmware_offer.read(home)
    assert offer
    manifest = (firmware_offer.folder(home) / "3.1.0" / "manifest").read_bytes()
    assert (offer.version, offer.sha256) == ("3.1.0", hashlib.sha256(manifest).hexdigest())


def test_the_same_version_released_again_takes_the_place_of_the_first(home: Path, tmp_path: Path) -> None:
    before = firmware_offer.read(home)
    publish(_built(tmp_path / "again", "second"), firmware_offer.folder(home), "3.1.0")
    assert firmware_offer.read(home) != before


def test_a_dispenser_gets_the_files_of_the_package_and_no_other(url: str) -> None:
    assert httpx.get(f"{url}/3.1.0/fbox/app.mpy").text == "first"
    assert httpx.get(f"{url}/3.1.0/main.py").status_code == httpx.codes.NOT_FOUND


@pytest.mark.parametrize("path", ["/", "/3.1.0/", "/3.1.0/fbox/", "/../fbox.env", "/%2e%2e/fbox.env", "//etc/passwd"])
def test_nothing_is_listed_and_nothing_beside_it_is_served(url: str, home: Path, path: str) -> None:
    (home / "fbox.env").write_text("secret")
    assert httpx.get(f"{url}{path}").status_code in (httpx.codes.NOT_FOUND, httpx.codes.MOVED_PERMANENTLY)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_changed(url: str, method: str) -> None:
    assert httpx.request(method, f"{url}/3.1.0/manifest").status_code == httpx.codes.NOT_IMPLEMENTED


def test_a_file_that_no_dispenser_would_take_is_told_before_anything_is_offered(tmp_path: Path) -> None:
    built = _built(tmp_path / "build", "first")
    (built / "fbox" / "app.py.bak").write_text("left over")
    with pytest.raises(SystemExit, match=r"app\.py\.bak"):
        publish(built, tmp_path / "served", "3.1.0")
    assert not (tmp_path / "served").exists()
