from fbox.manifest import ManifestError, is_version, read_file, read_version

SHA = "ab" * 32


def _refuses(line: str) -> bool:
    try:
        read_file(line)
    except ManifestError:
        return True
    return False


def test_a_line_gives_hash_length_and_path() -> None:
    assert read_file(SHA + " 1234 fbox/app.mpy\n") == (SHA, 1234, "fbox/app.mpy")


def test_nothing_but_a_module_of_the_package_is_ever_written() -> None:
    for path in ("main.py", "slots.py", "fbox/../main.py", "/fbox/app.py", "fbox/app.json", "fbox/", "flash/state.0"):
        assert _refuses(SHA + " 10 " + path)
    assert _refuses(SHA + " 10 fbox/.py")
    assert _refuses(SHA + " 10 fbox/a/b.py")


def test_a_line_that_is_no_such_line_is_refused() -> None:
    for line in ("", "x", SHA, SHA + " -1 fbox/a.py", "zz" * 32 + " 1 fbox/a.py", SHA + " 99999999 fbox/a.py"):
        assert _refuses(line)


def test_the_first_line_says_which_version() -> None:
    assert read_version("fbox 3.1.0-rc1\n") == "3.1.0-rc1"
    for line in ("", "fbox", "fbox ", "other 3.1.0", "fbox " + "9" * 17):
        try:
            read_version(line)
        except ManifestError:
            continue
        raise AssertionError(line)


def test_a_version_is_short_text() -> None:
    assert is_version("3.1.0")
    assert not any(is_version(wrong) for wrong in (None, 3, "", "../x", "x" * 17))
