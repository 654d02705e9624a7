"""Every sentence of the doctor, in Korean and English. Both tables have the same keys."""

from collections.abc import Mapping

from deploy.doctor.finding import Said
from deploy.doctor.words.en import EN
from deploy.doctor.words.ko import KO

TABLES: Mapping[str, Mapping[str, str]] = {"ko": KO, "en": EN}


def tell(language: str, said: Said) -> str:
    """The sentence on one line, without control signs: part of it may come from a device or a sheet."""
    text = TABLES[language][said.key].format_map(said.values)
    return "".join(sign if sign.isprintable() else " " for sign in text).rstrip()


def language_of(environ: Mapping[str, str]) -> str:
    """Korean, but where the terminal is set to English."""
    name = environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG") or ""
    return "en" if name.startswith("en") else "ko"
