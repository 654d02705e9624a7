"""gunicorn's settings beyond its command line (`--config python:deploy.web_worker`)."""

import ctypes
import signal

PR_SET_PDEATHSIG = 1


def post_fork(_server: object, _worker: object) -> None:
    """A worker dies with its master.

    One that outlived it would keep the port for as long as anybody's connection is open, six seconds at most, and the
    next master gives up after five.
    """
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
