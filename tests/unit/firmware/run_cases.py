"""Runs the cases of one file and tells the outcome of each: run_cases.py CASES_MODULE, in an empty folder.

Runs under MicroPython and under CPython. One JSON line a case: its name and what went wrong, if anything.
"""

import asyncio
import io
import json
import os
import sys


def run_case(case: object) -> str:
    try:
        result = case()
        if hasattr(result, "send"):
            asyncio.run(result)
    except Exception as error:
        told = io.StringIO()
        sys.print_exception(error, told)
        return told.getvalue()
    return ""


def clean() -> None:
    for folder in os.listdir("."):
        for name in os.listdir(folder):
            os.remove(folder + "/" + name)
        os.rmdir(folder)


def main() -> None:
    module = __import__(sys.argv[1])
    for name in dir(module):
        if name.startswith("test_"):
            clean()
            print(json.dumps({"name": name, "error": run_case(getattr(module, name))}))


main()
