"""Which tests come first and which must run in one process: how `make test` fills its cores."""

SLOWEST_FIRST = (
    *("e2e/test_doctor.py", "faults/test_kills.py", "e2e/test_workbook_commands.py", "e2e/test_renting.py"),
    *("integration/deploy/test_stack.py", "faults/test_two_gateways.py"),
    *("e2e/test_kiosk.py", "e2e/test_console.py", "e2e/test_console_people.py"),
    *("e2e/test_kiosk_cases.py", "faults/test_kiosk.py", "e2e/test_google_sheet.py"),
    *("faults/", "e2e/", "integration/deploy/", "integration/", "unit/"),
)
"""A month begun last would keep one core busy and the others idle; the short ones fill what is left."""

ONE_STACK = (SLOWEST_FIRST[:6], SLOWEST_FIRST[6:9], SLOWEST_FIRST[9:11])
"""Groups of modules with equal STACK: whatever else they leave behind, the stack serves the next one."""


def place(path: str) -> int:
    """By the path below tests/: the lower, the earlier."""
    return next(number for number, start in enumerate(SLOWEST_FIRST) if path.startswith(start))


def unit(module: str) -> str:
    """By the same path: what is called alike runs in one process."""
    return next((group[0] for group in ONE_STACK if module in group), module)
