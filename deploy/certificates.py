"""The broker's certificate, signed by an authority of this stack's own, whose certificate the dispensers are given.

Valid from 2000 on and for long: a board without the time believes that it is the year 2000, and nobody is there to
renew anything in a gym.
"""

import ipaddress
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID

from deploy import files
from deploy.mosquitto import SERVER, SERVER_KEY

SINCE = datetime(1999, 12, 31, tzinfo=UTC)
UNTIL = datetime(2049, 12, 31, tzinfo=UTC)
CA, CA_KEY = "ca.pem", "ca.key"


def ensure(folder: Path, host: str) -> None:
    """ca.pem, server.pem and their keys in `folder`, for a broker reached as `host`, a name or an address.

    The authority is made once and kept, so that dispensers need not be told anew; the rest follows `host`.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not (folder / CA).exists():
        _make_authority(folder)
    if _host_of(folder) != host:
        _make_server(folder, host)


def _make_authority(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name("F-BOX")
    built = _builder(name, name, key).add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    _write_key(folder / CA_KEY, key)
    _write(folder / CA, built.sign(key, SHA256()))


def _make_server(folder: Path, host: str) -> None:
    authority = x509.load_pem_x509_certificate((folder / CA).read_bytes())
    signer = load_pem_private_key((folder / CA_KEY).read_bytes(), None)
    assert isinstance(signer, ec.EllipticCurvePrivateKey)  # noqa: S101 - made above
    key = ec.generate_private_key(ec.SECP256R1())
    built = (
        _builder(_name(host), authority.subject, key)
        .add_extension(x509.SubjectAlternativeName([_general_name(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    )
    _write_key(folder / SERVER_KEY, key)
    _write(folder / SERVER, built.sign(signer, SHA256()))


def _builder(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(SINCE)
        .not_valid_after(UNTIL)
    )


def _host_of(folder: Path) -> str | None:
    """Whom the present certificate is for."""
    if not (folder / SERVER).exists():
        return None
    subject = x509.load_pem_x509_certificate((folder / SERVER).read_bytes()).subject
    return str(subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value)


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _general_name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _write(path: Path, certificate: x509.Certificate) -> None:
    files.write(path, certificate.public_bytes(Encoding.PEM).decode())


def _write_key(path: Path, key: ec.EllipticCurvePrivateKey) -> None:
    files.write(path, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode())
