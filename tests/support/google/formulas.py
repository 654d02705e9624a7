"""What a formula comes to. Of the thousands of functions this knows arithmetic; the rest shows Google's error."""

import ast
import operator
import re
from collections.abc import Callable

from tests.support.google.cells import Value

FETCHES = re.compile(r"=\s*\+?\s*(IMPORT\w+|IMAGE|GOOGLEFINANCE)\s*\(", re.IGNORECASE)
ARITHMETIC = re.compile(r"=[\d\s.+\-*/()]{1,200}")
OPERATORS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def result(formula: str) -> Value:
    """`=5000*3` comes to 15000; what would fetch something, to #N/A; what this does not know, to #NAME?."""
    if FETCHES.match(formula):
        return "#N/A"
    if not ARITHMETIC.fullmatch(formula):
        return "#NAME?"
    try:
        return _value(ast.parse(formula[1:].strip(), mode="eval").body)
    except ZeroDivisionError:
        return "#DIV/0!"
    except (SyntaxError, OverflowError, RecursionError, MemoryError):
        return "#ERROR!"
    except ValueError:
        return "#NAME?"


def _value(node: ast.expr) -> float | int:
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return node.value  # type: ignore[return-value]
    if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        return OPERATORS[type(node.op)](_value(node.left), _value(node.right))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
        value = _value(node.operand)
        return -value if isinstance(node.op, ast.USub) else value
    raise ValueError(ast.dump(node))
