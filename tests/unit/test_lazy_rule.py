"""Addresses are built by a lazy rule as by werkzeug's own."""

from typing import Any

import pytest
from flask import Flask, url_for
from werkzeug.routing import BuildError, Rule

from shared.lazy_rule import LazyRule

PATHS = {"plain": "/plain", "text": "/text/<name>", "number": "/number/<int:of>/end"}


def _built(kind: type[Rule], endpoint: str, **values: Any) -> str:  # noqa: ANN401 - parts of an address
    app = Flask("lazy", static_folder=None)
    app.url_rule_class = kind
    for name, path in PATHS.items():
        app.add_url_rule(path, name)
    with app.test_request_context():
        return url_for(endpoint, **values)


@pytest.mark.parametrize(
    ("endpoint", "values"),
    [
        ("plain", {}),
        ("plain", {"page": 2}),
        ("text", {"name": "a b/ü", "q": ["1", "&"]}),
        ("number", {"of": 7, "_anchor": "x"}),
    ],
)
def test_an_address_is_werkzeugs_own(endpoint: str, values: dict[str, Any]) -> None:
    assert _built(LazyRule, endpoint, **values) == _built(Rule, endpoint, **values)


def test_an_address_that_lacks_a_part_is_refused() -> None:
    with pytest.raises(BuildError):
        _built(LazyRule, "text")


def test_nothing_is_compiled_before_an_address_is_built(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = []
    monkeypatch.setattr(Rule, "_compile_builder", lambda rule, unknown=True: compiled.append(rule.rule))
    app = Flask("lazy", static_folder=None)
    app.url_rule_class = LazyRule
    app.add_url_rule("/plain", "plain")
    assert not compiled
