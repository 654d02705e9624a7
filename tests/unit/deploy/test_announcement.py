import json
from pathlib import Path

from deploy.announce import announcement
from deploy.home import Home
from tests.support.servers import SECRETS, settings_for


def announced(home: Home) -> str:
    settings = settings_for(home.path, kiosk_port=18080, dashboard_port=19181, api_url="http://127.0.0.1:18000")
    return announcement(settings, home, 3.14)


def test_it_says_where_everything_is(tmp_path: Path) -> None:
    text = announced(Home(tmp_path))

    addresses = [line.split()[-1] for line in text.splitlines() if "http" in line]
    assert addresses == [
        "http://127.0.0.1:18080/",
        "http://127.0.0.1:18080/console",
        "http://127.0.0.1:19181/",
        "http://127.0.0.1:18000/docs",
    ]


def test_it_says_who_can_log_in(tmp_path: Path) -> None:
    member = {"member_id": "A001", "name": "김하나", "phone": "010-1234-5678", "note": "10 left"}
    (tmp_path / "demo.json").write_text(json.dumps({"pin": "4321", "members": [member]}))

    text = announced(Home(tmp_path))

    assert "PIN 4321" in text
    assert "010-1234-5678  김하나  10 left" in text


def test_it_names_the_file_of_the_operators_password_but_no_secret(tmp_path: Path) -> None:
    text = announced(Home(tmp_path))

    assert str(tmp_path / "fbox.env") in text
    assert not [value for value in SECRETS.values() if value in text]
