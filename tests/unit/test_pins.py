"""What a PIN is kept as, by the product itself: the tests around it make theirs cheaper."""

import subprocess
import sys

MAKES_ONE = "from shared.pins import hash_pin; print(hash_pin('246810'))"


def test_a_pin_is_kept_as_an_argon2_hash_that_costs_19_mib_twice() -> None:
    kept = subprocess.run([sys.executable, "-c", MAKES_ONE], capture_output=True, text=True, check=True).stdout
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert "246810" not in kept
