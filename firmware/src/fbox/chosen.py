"""What the owner chose, as a board at work carries it about; the rules it went through are forgotten by then."""

MAX_STOCK = 30
LOW_STOCK = 5


class Settings:
    """Made by settings.choose. Times are seconds unless the name says otherwise.

    `stock` is only the first stock, flash rules afterwards. `tls`: speak TLS to the broker, whose authority is `ca`,
    the PEM text of a certificate.
    """
