"""What is changed about a member, and a new one. A refused form comes back as it was filled in, the PIN excepted."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.kiosk_ui.context import Kiosk
from services.kiosk_ui.views.console.doing import tell
from services.kiosk_ui.words.people import phone

Answer = Response | str | tuple[str, int]
REFUSED = 409
EDITED = ("name", "phone", "nfc_uid", "notes")
TURNS = {
    "suspended": ("이용 정지", "정지하는 동안 키오스크에서 빌릴 수 없어요. 이용권은 그대로 남아요.", "정지했어요."),
    "active": ("다시 이용", "다시 키오스크에서 빌릴 수 있어요.", "다시 이용할 수 있어요."),
}


def add(bp: Blueprint, kiosk: Kiosk) -> None:
    """Adds the forms to the members' section."""
    for form in (_add_new, _add_edit, _add_pin, _add_turn):
        form(bp, kiosk)


def _add_new(bp: Blueprint, kiosk: Kiosk) -> None:
    @bp.get("/new")
    def new() -> str:
        return render_template("console/member_new.html", given={})

    @bp.post("/new")
    def create() -> Answer:
        member_id = request.form.get("member_id", "").strip()
        edit = _filled("name", "phone", "pin", "nfc_uid")
        if member_id and "/" not in member_id and tell(lambda: _create(kiosk, member_id, edit)):
            return _to(member_id)
        return render_template("console/member_new.html", given=request.form), REFUSED


def _add_edit(bp: Blueprint, kiosk: Kiosk) -> None:
    @bp.get("/<member_id>/edit")
    def edit(member_id: str) -> str:
        member = kiosk.people.member(member_id)
        given = {name: getattr(member, name) or "" for name in EDITED} | {"phone": phone(member.phone)}
        return render_template("console/member_edit.html", member=member, given=given, was=given)

    @bp.post("/<member_id>/edit")
    def save(member_id: str) -> Answer:
        edit = _changed()
        if tell(lambda: _save(kiosk, member_id, edit, "고쳤어요." if edit else "바뀐 것이 없어요.")):
            return _to(member_id)
        member, was = kiosk.people.member(member_id), {name: request.form.get(f"was_{name}", "") for name in EDITED}
        return render_template("console/member_edit.html", member=member, given=request.form, was=was), REFUSED


def _add_pin(bp: Blueprint, kiosk: Kiosk) -> None:
    @bp.get("/<member_id>/pin")
    def pin(member_id: str) -> str:
        return render_template("console/member_pin.html", member=kiosk.people.member(member_id))

    @bp.post("/<member_id>/pin")
    def set_pin(member_id: str) -> Answer:
        edit = {"pin": request.form.get("pin", "")}
        if tell(lambda: _save(kiosk, member_id, edit, "새 PIN을 정했어요. 틀려서 기다리던 것도 풀렸어요.")):
            return _to(member_id)
        return render_template("console/member_pin.html", member=kiosk.people.member(member_id)), REFUSED


def _add_turn(bp: Blueprint, kiosk: Kiosk) -> None:
    @bp.get("/<member_id>/status/<status>")
    def turn(member_id: str, status: str) -> str:
        if status not in TURNS:
            abort(404)
        return render_template("console/member_turn.html", member=kiosk.people.member(member_id), turn=TURNS[status])

    @bp.post("/<member_id>/status/<status>")
    def turned(member_id: str, status: str) -> Response:
        if status not in TURNS:
            abort(404)
        tell(lambda: _save(kiosk, member_id, {"status": status}, TURNS[status][2]))
        return _to(member_id)


def _filled(*names: str) -> dict[str, str]:
    """What was filled in; a blank is left out."""
    given = {name: request.form.get(name, "").strip() for name in names}
    return {name: text for name, text in given.items() if text}


def _changed() -> dict[str, str]:
    """What he typed over. The rest is not sent: the owner may have changed it in his sheet meanwhile."""
    given = {name: request.form.get(name, "").strip() for name in EDITED}
    return {name: text for name, text in given.items() if text != request.form.get(f"was_{name}", "").strip()}


def _create(kiosk: Kiosk, member_id: str, edit: dict[str, str]) -> str:
    kiosk.people.save(member_id, edit, only_new=True)
    return "새 회원을 등록했어요."


def _save(kiosk: Kiosk, member_id: str, edit: dict[str, str], said: str) -> str:
    if edit:
        kiosk.people.save(member_id, edit)
    return said


def _to(member_id: str) -> Response:
    return redirect(url_for("console.members.member", member_id=member_id), 303)
