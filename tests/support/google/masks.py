"""Field masks: `userEnteredValue,userEnteredFormat(numberFormat,textFormat.bold)`."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from tests.support.google.errors import refused

TOKEN = re.compile(r"[A-Za-z0-9_*]+|[,()./]")
Tree = dict[str, "Tree"]
"""An empty one takes everything below it."""


def parse(mask: object) -> Tree:
    """Raises ApiError for what is no mask, a missing one too."""
    if not isinstance(mask, str) or not mask.strip():
        raise refused("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
    tokens = TOKEN.findall(mask)
    tree = _list(tokens)
    if tokens or "".join(TOKEN.findall(mask)) != re.sub(r"\s", "", mask):
        raise refused(f"Invalid field mask: {mask}")
    return tree


def _list(tokens: list[str]) -> Tree:
    tree: Tree = {}
    while tokens:
        _path(tokens, tree)
        if not tokens or tokens[0] != ",":
            break
        tokens.pop(0)
    return tree


def _path(tokens: list[str], tree: Tree) -> None:
    here = tree.setdefault(tokens.pop(0), {})
    if tokens and tokens[0] in "./":
        tokens.pop(0)
        if tokens:
            _path(tokens, here)
    elif tokens and tokens[0] == "(":
        tokens.pop(0)
        here.update(_list(tokens))
        if not tokens or tokens.pop(0) != ")":
            raise refused("Invalid field mask: a parenthesis is not closed.")


def fields(mask: object, known: Collection[str], root: str = "") -> Tree:
    """The mask of a message that has the `known` fields; `*` is all of them. Raises ApiError for another field."""
    tree = parse(mask)
    if root and set(tree) == {root} and tree[root]:
        tree = tree[root]
    if "*" in tree:
        return {name: {} for name in known}
    for name in tree:
        if name not in known:
            raise refused(f"Invalid field: {name}")
    return tree


def pruned(value: Any, tree: Tree) -> Any:  # noqa: ANN401 - JSON
    """Only what the mask names; lists are looked through."""
    if not tree or "*" in tree:
        return value
    if isinstance(value, list):
        return [pruned(one, tree) for one in value]
    if isinstance(value, Mapping):
        return {name: pruned(value[name], below) for name, below in tree.items() if name in value}
    return value


def merged(old: Mapping[str, Any] | None, new: Mapping[str, Any] | None, tree: Tree) -> dict[str, Any] | None:
    """`old` with what the mask names taken from `new`, and taken away where `new` has none of it."""
    if not tree or "*" in tree:
        return dict(new) if new else None
    made = dict(old or {})
    for name, below in tree.items():
        part = merged(made.get(name), (new or {}).get(name), below) if below else (new or {}).get(name)
        if part is None:
            made.pop(name, None)
        else:
            made[name] = part
    return made or None
