"""A route that a web process may have many of: what builds its URLs is compiled when one is first built.

werkzeug compiles it at once, 1 ms a route: most of what making an app takes, though an API builds no URLs at all.
"""

from collections.abc import Callable
from functools import cache

from werkzeug.routing import Rule

Build = Callable[..., tuple[str, str]]


class LazyRule(Rule):
    """For `app.url_rule_class`, before the app has routes."""

    def _compile_builder(self, append_unknown: bool = True) -> Build:
        compiled = cache(super()._compile_builder)

        def build(rule: Rule, **values: object) -> tuple[str, str]:
            return compiled(append_unknown)(rule, **values)

        return build
