"""What set-up says: Korean, English beneath."""

WRONG = {
    "missing": ("입력해 주세요", "Required"),
    "long": ("너무 깁니다: 영문 {1}자, 한글 {2}자까지", "Too long: at most {1} letters"),
    "control": ("쓸 수 없는 글자가 있습니다", "Contains a character that cannot be used"),
    "number": ("{0}부터 {1}까지의 숫자로 적어 주세요", "A whole number from {0} to {1}"),
    "choice": ("하나를 골라 주세요", "Choose one"),
    "host": ("192.168.0.2 처럼 주소만 적어 주세요", "The address alone, such as 192.168.0.2"),
    "password": ("{0}자에서 {1}자까지입니다", "{0} to {1} letters"),
    "certificate": ("PEM 형식의 인증서가 아닙니다", "Not a certificate in PEM"),
    "yes_no": ("다시 골라 주세요", "Choose again"),
}
CATEGORIES = {
    "top": "상의 · Top",
    "pants": "하의 · Pants",
    "towel": "수건 · Towel",
    "sweat_towel": "땀수건 · Sweat towel",
    "other": "기타 · Other",
}
LABELS = {  # name: label, then what helps
    "wifiSsid": ("와이파이 이름", "Wi-Fi name (2.4 GHz)", "", ""),
    "wifiPassword": ("와이파이 비밀번호", "Wi-Fi password", "", ""),
    "wifiOpen": ("비밀번호가 없는 와이파이", "This Wi-Fi has no password", "", ""),
    "category": ("상품 종류", "Kind of product", "", ""),
    "size": ("사이즈", "Size", "수건처럼 없으면 비워 두세요", "Leave empty where there is none"),
    "deviceName": ("상품 이름", "Product name", "키오스크에 보입니다. 예: 운동복 상의 105", "Shown on the kiosk"),
    "stock": ("지금 들어 있는 수량", "Items inside now", "0~30. 처음에만 묻습니다", "Asked only the first time"),
    "brokerHost": ("라즈베리파이 주소", "Address of the Raspberry Pi", "예: 192.168.0.2", ""),
    "brokerPort": ("포트", "Port", "보통 1883, TLS는 8883", "Usually 1883, with TLS 8883"),
    "brokerUser": ("사용자 이름", "User name", "쓰지 않으면 비워 두세요", "Leave empty if not used"),
    "brokerPassword": ("비밀번호", "Password", "", ""),
    "brokerTls": ("TLS로 암호화", "Encrypt with TLS", "", ""),
    "brokerCa": ("CA 인증서 (PEM)", "CA certificate (PEM)", "", ""),
    "display": ("화면이 달려 있음", "A display is fitted", "", ""),
}
KEPT = "비워 두면 그대로 · empty: kept"
