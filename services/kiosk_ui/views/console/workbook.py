"""The owner's workbook: a tab as the ledger has it, an audit now; what that does is said before it is asked for."""

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from services.kiosk_ui import words
from services.kiosk_ui.context import Kiosk
from services.kiosk_ui.views.console.doing import tell

RESTORE = (
    "장부에서 복구",
    "이 탭을 장부에 있는 대로 다시 채웁니다. 빠진 줄과 열이 돌아오고, 같은 이름이 두 번 있는 줄은 하나만 남습니다. "
    "이름 열이 없어진 탭은 다른 이름으로 남겨 두고 새로 만듭니다. 걱정되면 시트를 먼저 복사해 두세요.",
)
AUDIT = (
    "지금 점검",
    "장부와 시트를 한 줄씩 비교합니다. 다른 곳이 있으면 장부대로 고치고, 결과를 여기와 event_logs에 적습니다.",
)
ASKED = "점검을 시작했어요. 끝나면 결과가 여기에 나와요."


def routes(kiosk: Kiosk) -> Blueprint:
    bp = Blueprint("workbook", __name__)

    @bp.get("/workbook")
    def page() -> str:
        return render_template("console/workbook.html", workbook=kiosk.console.workbook())

    @bp.get("/fragments/workbook")
    def fragment() -> str:
        return render_template("console/_workbook.html", workbook=kiosk.console.workbook())

    @bp.get("/workbook/restore/<tab>")
    def confirm_restore(tab: str) -> str:
        trouble = kiosk.console.workbook().troubles.get(tab)
        if trouble is None:
            abort(404)
        return render_template("console/workbook_ask.html", asked=RESTORE, tab=tab, trouble=trouble)

    @bp.post("/workbook/restore/<tab>")
    def restore(tab: str) -> Response:
        tell(lambda: _restore(kiosk, tab))
        return redirect(url_for("console.workbook.page"), 303)

    @bp.get("/workbook/audit")
    def confirm_audit() -> str:
        return render_template("console/workbook_ask.html", asked=AUDIT)

    @bp.post("/workbook/audit")
    def audit() -> Response:
        tell(lambda: _audit(kiosk))
        return redirect(url_for("console.workbook.page"), 303)

    return bp


def _restore(kiosk: Kiosk, tab: str) -> str:
    kiosk.console.restore_tab(tab)
    return f"{words.TABS.get(tab, tab)} 탭을 장부에서 복구하고 있어요. 잠시 뒤 시트를 확인해 주세요."


def _audit(kiosk: Kiosk) -> str:
    kiosk.console.audit_workbook()
    return ASKED
