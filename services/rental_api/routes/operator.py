"""What the operator sets: members, passes, products; and what he asks of devices."""

from typing import Any

from apiflask import APIBlueprint
from flask import Response, jsonify, request

from services.rental_api.context import Context
from services.rental_api.desk import adjust_pass, save_member
from services.rental_api.grants import grant_pass
from services.rental_api.ledger import products
from services.rental_api.once import asked_once
from services.rental_api.problems import Problem
from services.rental_api.rentals.step import step
from services.rental_api.routes.devices import add_device_routes
from services.rental_api.schemas import Adjustment, MemberEdit, NewPass, ProductEdit


def routes(ctx: Context) -> APIBlueprint:
    bp = APIBlueprint("operator", __name__, url_prefix="/api")
    add_device_routes(bp, ctx)

    @bp.put("/members/<member_id>")
    @bp.input(MemberEdit, location="json", arg_name="edit")
    def member(member_id: str, edit: MemberEdit) -> Response:
        """Creates (201) or changes (200) a member; `/phone-taken`, `/key-taken`.

        With `If-None-Match: *` creates only: `/member-exists` where the id is somebody's already.
        """
        new = save_member(ctx, member_id, edit, only_new=request.headers.get("If-None-Match") == "*")
        answer = jsonify({"member_id": member_id} | edit.model_dump(include={"name"}, exclude_none=True))
        answer.status_code = 201 if new else 200
        return answer

    @bp.post("/members/<member_id>/passes")
    @bp.input(NewPass, location="json", arg_name="new")
    def grant(member_id: str, new: NewPass) -> Response:
        """Grants a pass: 201 with it. The same `Idempotency-Key` again grants nothing and answers with that pass."""
        answer = jsonify(grant_pass(ctx, member_id, new, asked_once(new)))
        answer.status_code = 201
        return answer

    @bp.post("/passes/<pass_id>/adjustments")
    @bp.input(Adjustment, location="json", arg_name="change")
    def adjust(pass_id: str, change: Adjustment) -> dict[str, Any]:
        """Corrects a balance, as a ledger entry with its reason; once for an `Idempotency-Key`."""
        return adjust_pass(ctx, pass_id, change, asked_once(change))

    @bp.put("/products/<product_id>")
    @bp.input(ProductEdit, location="json", arg_name="edit")
    def product(product_id: str, edit: ProductEdit) -> dict[str, Any]:
        """Sets name, price (won), enabled, display_order; what is left out stays."""
        values = edit.model_dump(exclude_none=True)
        with step(ctx) as one:
            if not products.change(one.conn, ctx.site, product_id, values, one.now):
                raise Problem("product-not-found")
        return {"product_id": product_id, **values}

    return bp
