"""The pages of set-up mode, in pieces so that no page has to fit into RAM."""

from fbox.setup_words import CATEGORIES, KEPT, LABELS, WRONG

STYLE = """*{box-sizing:border-box}body{margin:0;background:#f3f5f7;color:#14202b;font:16px/1.45 system-ui,sans-serif;
word-break:keep-all}
main{max-width:480px;margin:0 auto;padding:20px 16px 40px}h1{font-size:24px;margin:0}h2{font-size:18px;margin:0 0 4px}
section,details{background:#fff;border-radius:14px;padding:16px;margin-top:16px}
small{display:block;color:#566573;font-size:13px}label{display:block;margin-top:16px;font-weight:600}
label small,summary small,.banner small{font-weight:400}.help{margin-top:6px}.banner small{color:inherit}
input,select,textarea{width:100%;min-height:48px;margin-top:6px;padding:10px 12px;
border:1px solid #8894a0;border-radius:10px;background:#fff;color:inherit;font:inherit}
textarea{font:13px/1.3 monospace}.tick{display:flex;gap:12px;align-items:center}
.tick input{width:26px;min-height:26px;margin:0;flex:none}summary{min-height:28px;font-weight:600}
[aria-invalid]{border:2px solid #b3261e}.wrong,.banner{color:#b3261e;font-weight:600;margin:6px 0 0}
.wrong small{color:inherit;font-weight:400}.banner{background:#fdecea;border-radius:14px;padding:14px 16px;
margin-top:16px}
button{width:100%;min-height:56px;margin-top:24px;border:0;border-radius:14px;background:#0b5cad;color:#fff;
font:600 18px system-ui,sans-serif}button small{color:#dcebfa}"""
TOP = """<!doctype html><html lang="ko"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>F-BOX</title>
<style>{}</style></head><body><main><h1>{}</h1><small lang="en">{}</small><small>{}</small>"""
BOTTOM = "</main></body></html>"
PLAIN = 'autocapitalize="off" autocomplete="off" autocorrect="off" spellcheck="false"'
DIGITS = 'inputmode="numeric" autocomplete="off"'


def form(uuid, draft, limits, wrong=None):
    """`draft` is a setup_form.Form, `limits` {name: (least, most)}; `wrong` what it said, None at the first sight."""
    field = _Fields(draft, limits, wrong or {})
    yield TOP.format(STYLE, "기기 설정", "Dispenser set-up", uuid)
    if wrong:
        yield _banner(len(wrong))
    yield '<form method="post" action="/save" accept-charset="utf-8" novalidate>'
    yield "<section><h2>와이파이</h2><small>Wi-Fi</small>"
    yield field.text("wifiSsid", PLAIN)
    yield field.secret("wifiPassword")
    yield field.tick("wifiOpen", draft.wifi_open)
    yield "</section><section><h2>상품</h2><small>Product</small>"
    yield field.category()
    yield field.text("deviceName", 'autocomplete="off"')
    yield field.text("size", PLAIN)
    if "stock" in limits:
        yield field.text("stock", DIGITS)
    yield "</section><section><h2>서버</h2><small>Server</small>"
    yield field.text("brokerHost", PLAIN)
    yield field.text("brokerPort", DIGITS)
    advanced = ("brokerUser", "brokerPassword", "brokerTls", "brokerCa")
    opened = " open" if any(name in field.wrong or draft.draft.get(name) for name in advanced) else ""
    yield "</section><details{}>".format(opened)
    yield "<summary>더 보기<small>로그인, TLS, 화면 · login, TLS, display</small></summary>"
    yield field.text("brokerUser", PLAIN)
    yield field.secret("brokerPassword")
    yield field.tick("brokerTls", draft.draft.get("brokerTls"))
    yield field.certificate()
    yield field.tick("display", draft.draft.get("display", True))
    yield '</details><button>저장하고 시작<small lang="en">Save and start</small></button></form>' + BOTTOM


def saved(uuid):
    yield TOP.format(STYLE, "저장했습니다", "Saved", uuid)
    yield """<section><p>기기가 지금 다시 시작합니다. 휴대폰을 원래 와이파이로 돌려놓으세요.</p>
<small lang="en">The dispenser restarts now. Put your phone back on its own Wi-Fi.</small>
<p>기기 화면에 연결되지 않았다고 나오면 버튼을 길게 눌러 이 설정으로 돌아올 수 있습니다.</p>
<small lang="en">If its display says that it cannot connect, hold the button to come back to this set-up.</small>
</section>"""
    yield BOTTOM


def _banner(count):
    return """<p class="banner" role="alert">아직 저장하지 않았습니다. 빨간 칸 {0}곳을 고쳐 주세요.
<small lang="en">Not saved yet. Please mend what is marked: {0}.</small></p>""".format(count)


def quoted(value):
    """Text that is safe between tags and within quotation marks."""
    for char, name in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&#39;")):
        value = value.replace(char, name)
    return value


class _Fields:
    """One field each, with its label, what helps, and what is wrong."""

    def __init__(self, draft, limits, wrong):
        self._form, self._limits, self.wrong = draft, limits, wrong

    def text(self, name, attributes):
        value = quoted(str(self._form.draft.get(name, 1883 if name == "brokerPort" else "")))
        return self._around(name, '<input id="{0}" name="{0}" value="{1}" {2}{3}>', value, attributes)

    def secret(self, name):
        kept = PLAIN
        if self._form.keeps(name) and name not in self.wrong:
            kept = 'placeholder="{}" {}'.format(KEPT, PLAIN)
        return self._around(name, '<input id="{0}" name="{0}" type="password"{1} {2}{3}>', "", kept)

    def certificate(self):
        value = quoted(str(self._form.draft.get("brokerCa", "")))
        return self._around("brokerCa", '<textarea id="{0}" name="{0}" rows="4" {2}{3}>{1}</textarea>', value, PLAIN)

    def category(self):
        chosen = self._form.draft.get("category")
        options = '<option value="">골라 주세요 · choose</option>' if chosen not in CATEGORIES else ""
        for value in ("top", "pants", "towel", "sweat_towel", "other"):
            mark = " selected" if value == chosen else ""
            options += '<option value="{}"{}>{}</option>'.format(value, mark, CATEGORIES[value])
        return self._around("category", '<select id="{0}" name="{0}"{2}{3}>{1}</select>', options, "")

    def tick(self, name, on):
        label, english, _, _ = LABELS[name]
        mark = " checked" if on else ""
        words = '{}<small lang="en">{}</small>'.format(label, english)
        box = '<label class="tick"><input type="checkbox" name="{}"{}><span>{}</span></label>'
        return box.format(name, mark, words)

    def _around(self, name, field, value, attributes):
        label, english, help_ko, help_en = LABELS[name]
        wrong = self._sentence(name)
        marks = ' aria-invalid="true" aria-describedby="{}-wrong"'.format(name) if wrong else ""
        parts = ['<label for="{}">{}<small lang="en">{}</small></label>'.format(name, label, english)]
        parts.append(field.format(name, value, attributes, marks))
        parts.append(wrong)
        if help_ko:
            parts.append('<small class="help">{}<small lang="en">{}</small></small>'.format(help_ko, help_en))
        return "".join(parts)

    def _sentence(self, name):
        if name not in self.wrong:
            return ""
        low, high = self._limits.get(name, (0, 0))
        korean, english = (text.format(low, high, high // 3) for text in WRONG[self.wrong[name]])
        return '<p class="wrong" id="{}-wrong">{}<small lang="en">{}</small></p>'.format(name, korean, english)
