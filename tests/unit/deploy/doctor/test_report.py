import json
import string
from pathlib import Path

import pytest

from deploy.doctor import examine, report
from deploy.doctor.__main__ import main
from deploy.doctor.examine import Step
from deploy.doctor.finding import Finding, Said, broken, ok, unknown
from deploy.doctor.sources import Sources, open_sources
from deploy.doctor.words import TABLES, language_of, tell
from deploy.home import Home
from tests.support.servers import SECRETS, settings_for

REDIS_UP = ok("redis", Said("redis.up", address="host:6379", up=5), (), uptime_seconds=5)
BROKER_DOWN = broken("broker", "broker_down", Said("broker.down", address="host:1883"))
SILENT = broken("devices", "device_silent", Said("devices.silent", named="FBOX-004B1238C424", silent="99"))
UNKNOWN = unknown("online", Said("needs", layer=Said("layer.api")))
STOPPED = unknown("processes", Said("processes.stopped"))


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    return open_sources(Home(tmp_path), settings_for(tmp_path), lambda _: None)


def test_the_first_line_names_the_first_fault() -> None:
    first = report.plain([REDIS_UP, BROKER_DOWN, SILENT], "en").splitlines()[0]

    assert first == "The MQTT broker is down (broker_down): no answer at host:1883."


def test_korean_names_it_too() -> None:
    first = report.plain([REDIS_UP, SILENT], "ko").splitlines()[0]

    assert first == "기기가 응답하지 않습니다 (device_silent): FBOX-004B1238C424, 마지막 신호 99초 전."


def test_where_nothing_is_wrong_the_first_line_says_so() -> None:
    assert report.plain([REDIS_UP, UNKNOWN], "en").splitlines()[0] == "All is well."
    assert report.plain([REDIS_UP], "ko").splitlines()[0] == "모두 정상입니다."


def test_a_stack_that_is_stopped_is_told_in_the_first_line() -> None:
    assert "make run" in report.verdict([BROKER_DOWN, STOPPED], "ko")
    assert "make run" not in report.verdict([BROKER_DOWN], "ko")


def test_a_line_a_layer_follows() -> None:
    lines = report.plain([REDIS_UP, BROKER_DOWN, UNKNOWN], "en").splitlines()[2:5]

    assert [line[0] for line in lines] == ["✓", "✗", "?"]
    assert lines[2] == "? API about online: cannot be known before this is in order: API."


def test_details_come_below() -> None:
    finding = ok(
        "activity",
        Said("activity.counts", connected=1, reconnected=0, dropped=0, refused=0),
        (Said("activity.none"),),
    )

    assert report.plain([finding], "en").splitlines()[-2:] == [
        "connections and events",
        "    no events of devices yet.",
    ]


def test_the_exit_code_is_1_for_a_fault_only() -> None:
    assert (report.exit_code([REDIS_UP, UNKNOWN]), report.exit_code([REDIS_UP, SILENT])) == (0, 1)


def test_a_layer_that_could_not_be_looked_at_is_not_called_well() -> None:
    findings = [REDIS_UP, unknown("api", Said("failed", error="ValueError"))]

    assert report.verdict(findings, "en") == "No fault was found, but not all could be looked at: API."
    assert report.exit_code(findings) == 2


def test_json_has_names_for_scripts() -> None:
    told = json.loads(report.as_json([REDIS_UP, SILENT], "ko"))

    assert (told["fault"], told["verdict"][:2]) == ("device_silent", "기기")
    assert [(check["name"], check["state"], check["fault"]) for check in told["checks"]] == [
        ("redis", "ok", None),
        ("devices", "fault", "device_silent"),
    ]
    assert told["checks"][0]["figures"] == {"uptime_seconds": 5}


def test_json_has_no_fault_where_all_is_well() -> None:
    assert json.loads(report.as_json([REDIS_UP], "en"))["fault"] is None


def test_what_depends_on_a_fault_is_left_unknown(sources: Sources) -> None:
    steps = (
        Step("broker", lambda *_: BROKER_DOWN),
        Step("devices", lambda *_: SILENT, ("broker",)),
        Step("redis", lambda *_: REDIS_UP),
    )

    assert [finding.state for finding in examine.examine(sources, steps)] == ["fault", "unknown", "ok"]


def test_a_source_that_talks_nonsense_leaves_its_layer_unknown(sources: Sources) -> None:
    def fail(*_: object) -> Finding:
        raise ValueError("nonsense")

    found = examine.examine(sources, (Step("api", fail),))[0]

    assert (found.state, found.says) == ("unknown", Said("failed", error="ValueError"))


def test_every_step_needs_only_what_was_looked_at_before() -> None:
    names = [step.name for step in examine.STEPS]

    assert all(set(step.needs) <= set(names[:position]) for position, step in enumerate(examine.STEPS))


def test_both_languages_have_the_same_sentences_with_the_same_values() -> None:
    def values(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    korean, english = TABLES["ko"], TABLES["en"]
    assert korean.keys() == english.keys()
    assert [key for key in korean if values(korean[key]) != values(english[key])] == []


def test_every_layer_has_a_name() -> None:
    assert {f"layer.{step.name}" for step in examine.STEPS} <= TABLES["ko"].keys()


def test_a_text_from_outside_cannot_move_the_cursor() -> None:
    assert tell("en", Said("sheets.error", error="a\x1b[2J\nAll is well.")) == "why: a [2J All is well."


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "ko"),
        ({"LANG": "C.UTF-8"}, "ko"),
        ({"LANG": "ko_KR.UTF-8"}, "ko"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "ko_KR.UTF-8"}, "ko"),
    ],
)
def test_it_speaks_korean_but_on_an_english_terminal(environ: dict[str, str], language: str) -> None:
    assert language_of(environ) == language


def test_a_home_without_a_stack_is_no_verdict(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([], {"FBOX_HOME": str(tmp_path)}) == 2
    assert "make run" in capsys.readouterr().err


def test_a_bad_setting_is_named_and_is_no_verdict(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "fbox.env").write_text("FBOX_KIOSK_PROT=1\n")

    assert main([], {"FBOX_HOME": str(tmp_path)}) == 2
    assert "FBOX_KIOSK_PROT" in capsys.readouterr().err


def test_the_output_has_no_secret(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = SECRETS | {
        "FBOX_HOME": str(tmp_path),
        "FBOX_REDIS_URL": "redis://:redis-word@127.0.0.1:1/0",
        "FBOX_MQTT_URL": "mqtt://user:mqtt-word@127.0.0.1:1",
        "FBOX_API_URL": "http://127.0.0.1:1",
        "FBOX_KIOSK_PORT": "1",
    }
    (tmp_path / "fbox.env").write_text("".join(f"{name}={value}\n" for name, value in given.items()))

    codes = [main(["--lang", "en"], {"FBOX_HOME": str(tmp_path)}), main(["--json"], {"FBOX_HOME": str(tmp_path)})]

    told = capsys.readouterr()
    assert codes == [1, 1]
    assert [word for word in (*SECRETS.values(), "redis-word", "mqtt-word") if word in told.out + told.err] == []
