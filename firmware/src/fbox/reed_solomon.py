"""The check bytes of a QR code: Reed and Solomon's, over the 256-element field of x^8 + x^4 + x^3 + x^2 + 1."""


def check_bytes(data, count):
    """`count` bytes, the remainder of `data` divided by the generator of that degree."""
    generator = _generator(count)
    rest = bytearray(count)
    for byte in data:
        factor = byte ^ rest[0]
        rest = rest[1:] + b"\0"
        for i in range(count):
            rest[i] ^= _times(generator[i], factor)
    return bytes(rest)


def _generator(degree):
    """(x - 1)(x - 2)(x - 4)…, without its leading 1."""
    product = bytearray(degree)
    product[-1] = root = 1
    for _ in range(degree):
        for i in range(degree):
            product[i] = _times(product[i], root) ^ (product[i + 1] if i + 1 < degree else 0)
        root = _times(root, 2)
    return product


def _times(a, b):
    product = 0
    while b:
        product ^= a * (b & 1)
        a = a << 1 ^ (a >> 7) * 0x11D
        b >>= 1
    return product
