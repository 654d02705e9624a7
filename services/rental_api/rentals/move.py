"""A garment that waits behind a faulty dispenser goes to another one with the same, before anything was charged."""

from services.rental_api.ledger import events, products, rentals
from services.rental_api.ledger.rentals import Item
from services.rental_api.rentals.dispatch import dispatch_next
from services.rental_api.rentals.shelf import another
from services.rental_api.rentals.step import Step


def move_on(one: Step, item: Item) -> bool:
    """Only what was never sent for moves, with its price and holds as ordered; False where nobody can stand in."""
    product = products.by_id(one.conn, one.ctx.site, item.product_id)
    instead = another(one, product, 1, rentals.spoken_for(one.conn)) if product else None
    if instead is None:
        return False
    where = {"product_id": instead.product_id, "device_uuid": instead.device_uuid}
    if not rentals.move(one.conn, item.item_id, ("reserved",), **where):
        return False
    said = {"item_id": item.item_id, "from": item.product_id}
    about = {"product_id": instead.product_id, "device_uuid": instead.device_uuid, "rental_id": item.rental_id}
    events.record(one.conn, one.ctx.site, one.now, "item_moved", "warning", said, **about)
    one.say("item_moved", rental_id=item.rental_id, device=instead.device_uuid, item_id=item.item_id)
    for product_id in (item.product_id, instead.product_id):
        rentals.show_in_sheet(one.conn, item.rental_id, product_id)
    one.rentals.add(item.rental_id)
    dispatch_next(one, instead.device_uuid)
    return True
