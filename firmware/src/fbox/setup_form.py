"""What a person types into the form, joined with what is stored. Passwords go in, never out."""

from fbox.settings import problems

TEXTS = ("wifiSsid", "category", "size", "deviceName", "brokerHost", "brokerUser")
NUMBERS = ("stock", "brokerPort")
TICKS = ("brokerTls", "display")
OWNERS_OF_SECRETS = {"wifiPassword": "wifiSsid", "brokerPassword": "brokerUser"}


class Form:
    """`draft` is what would be saved. It lasts between two tries, so that no password has to be typed twice.

    `wifi_open`: the Wi-Fi has no password.
    """

    def __init__(self, given):
        self.draft = dict(given)
        self.wifi_open = bool(given.get("wifiSsid")) and not given.get("wifiPassword")

    def keeps(self, secret):
        """True where an empty field leaves a password as it is."""
        return bool(self.draft.get(secret))

    def take(self, posted):
        """{name: what is wrong} with the draft, once the fields are in it. A field that was not sent stays."""
        draft = self.draft
        before = {secret: draft.get(owner) for secret, owner in OWNERS_OF_SECRETS.items()}
        for name in TEXTS:
            if name in posted:
                draft[name] = posted[name].strip()
        for name in NUMBERS:
            if name in posted:
                draft[name] = _number(posted[name].strip())
        for name in TICKS:
            draft[name] = name in posted
        if "brokerCa" in posted:
            draft["brokerCa"] = _certificate(posted["brokerCa"])
        for secret, owner in OWNERS_OF_SECRETS.items():
            self._take_secret(secret, posted.get(secret), draft.get(owner) != before[secret])
        self.wifi_open = "wifiOpen" in posted
        if self.wifi_open:
            draft["wifiPassword"] = ""
        return self._problems()

    def _take_secret(self, secret, typed, moved):
        """The password of another network is not this one's."""
        if typed or moved:
            self.draft[secret] = typed or ""
        if not self.draft.get(OWNERS_OF_SECRETS[secret]):
            self.draft[secret] = ""

    def _problems(self):
        """Beyond the rules: what the rules have a default for is a person's to choose."""
        wrong = problems(self.draft)
        if "category" not in self.draft:
            wrong["category"] = "choice"
        if not self.wifi_open and not self.draft.get("wifiPassword"):
            wrong["wifiPassword"] = "missing"
        if self.draft.get("brokerUser") and not self.draft.get("brokerPassword"):
            wrong["brokerPassword"] = "missing"
        return wrong


def _number(text):
    """What is no number stays as it was typed, for the rule to refuse and the form to show."""
    return int(text) if text.isdigit() and len(text) < 9 else text


def _certificate(text):
    text = text.replace("\r", "").strip()
    return text and text + "\n"
