"""Redis's configuration. It keeps nothing that cannot be rebuilt, and yet survives a restart with little lost."""

from urllib.parse import unquote, urlsplit

from deploy import files
from deploy.home import Home
from shared.config import Settings


def write(home: Home, settings: Settings) -> None:
    files.write(home.redis / "redis.conf", config(home, settings))


def config(home: Home, settings: Settings) -> str:
    url = urlsplit(settings.redis_url)
    lines = [
        "bind 127.0.0.1",
        "protected-mode yes",
        f"port {url.port}",
        f'dir "{home.redis}"',
        'save ""',
        "appendonly yes",
        "appendfsync everysec",
        "daemonize no",
        'logfile ""',
        "set-proc-title no",  # it would write over the environment by which deploy.leftovers knows its own
    ]
    if url.password:
        lines.append(f'requirepass "{unquote(url.password)}"')
    return "\n".join(lines) + "\n"
