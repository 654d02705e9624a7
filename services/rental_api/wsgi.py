"""gunicorn's entry: `services.rental_api.wsgi:create_app()`."""

from apiflask import APIFlask

from services.rental_api import app, assembly
from shared import process


def create_app() -> APIFlask:
    made = app.create_app(assembly.context(process.start("rental_api")))
    assembly.settle_memory()
    return made
