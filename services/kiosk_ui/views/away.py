"""The page for a server that is not there: a browser keeps it, and its worker answers with it."""

from flask import Blueprint, Response, current_app, render_template


def routes() -> Blueprint:
    bp = Blueprint("away", __name__)

    @bp.get("/away")
    def page() -> str:
        """Calm, for whichever screen was asked for; `?look=` only tells one kept copy from another."""
        return render_template("away.html", again="")

    @bp.get("/worker.js")
    def worker() -> Response:
        """At the root: a worker stands before the addresses below its own."""
        return current_app.send_static_file("worker.js")

    return bp
