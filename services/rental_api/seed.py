"""Demo data for a first start: six members, one per way of paying and not paying, and prices for the simulated
dispensers' products. Leaves an existing ledger alone.

Writes <home>/demo.json (0600): the PIN all of them share, made anew for each installation, and who they are.
"""

import json
import os
import secrets
from pathlib import Path

from sqlalchemy import func, select

from services.rental_api import assembly
from services.rental_api.assortment import save_pass_product
from services.rental_api.context import Context
from services.rental_api.demo import PEOPLE, PRICES, SOLD, Person
from services.rental_api.desk import save_member
from services.rental_api.grants import grant_pass
from services.rental_api.ledger import products
from services.rental_api.ledger.tables import members
from services.rental_api.migrate import migrate
from services.rental_api.rentals.registry import introduce
from services.rental_api.rentals.step import Step, step
from services.rental_api.schemas import MemberEdit, NewPass, PassProductEdit
from shared.config import Settings


def start(settings: Settings) -> None:
    """On tables that this version works with."""
    ctx = assembly.context(settings)
    migrate(ctx.engine)
    seed(ctx)


def seed(ctx: Context) -> None:
    """Does nothing once there is a member, or where real ones are to be expected."""
    if not is_wanted(ctx.settings):
        return
    with ctx.reads.begin() as conn:
        if conn.execute(select(func.count()).select_from(members)).scalar_one():
            return
    pin = f"{secrets.randbelow(900_000) + 100_000}"
    _write_down(ctx, pin)
    with step(ctx) as one:
        _name_prices(one)
    for product_id, sold in SOLD.items():
        save_pass_product(ctx, product_id, PassProductEdit.model_validate(sold))
    for person in PEOPLE:
        _welcome(ctx, person, pin)


def is_wanted(settings: Settings) -> bool:
    """What FBOX_DEMO says; else only where the workbook is a folder of files that has no members yet.

    A new machine that finds its gym's sheet must not give members of that sheet passes and a PIN.
    """
    if settings.demo is not None:
        return settings.demo
    folder = settings.sheets_url.removeprefix("file://")
    return folder != settings.sheets_url and not (Path(folder) / "members.csv").exists()


def _welcome(ctx: Context, person: Person, pin: str) -> None:
    edit = MemberEdit(name=person.name, phone=person.phone, pin=pin, status=person.status)
    save_member(ctx, person.member_id, edit)
    for grant in person.grants:
        grant_pass(ctx, person.member_id, NewPass.model_validate(grant))


def _name_prices(one: Step) -> None:
    """The simulated boards' products, before they boot: without a price no voucher could pay for them."""
    for file in sorted((one.ctx.settings.home / "boards").glob("*/board.json")):
        board = json.loads(file.read_text(encoding="utf-8"))
        introduce(one, file.parent.name, board["category"], board["size"], board["deviceName"])
    for product in products.all_of(one.conn, one.ctx.site):
        price = {"price": PRICES.get(product.category, 1000)}
        products.change(one.conn, one.ctx.site, product.product_id, price, one.now)


def _write_down(ctx: Context, pin: str) -> None:
    told = [{"member_id": p.member_id, "name": p.name, "phone": p.phone, "note": p.note} for p in PEOPLE]
    path = ctx.settings.home / "demo.json"
    path.touch(mode=0o600)
    with path.open("w", encoding="utf-8") as file:
        json.dump({"pin": pin, "members": told}, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
