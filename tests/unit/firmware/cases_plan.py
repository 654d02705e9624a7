import framebuf
from fbox import letters
from fbox.plan import ROOM, SIZE, Plan

SIDE, ROWS = 12, 4
INK = 3


def _picture(plan: Plan) -> list:
    """The rows of a picture of 12 by 12, drawn in strips of 4: `#` where there is ink."""
    rows = []
    for top in range(0, SIDE, ROWS):
        buffer = bytearray(SIDE * ROWS // 4)
        frame = framebuf.FrameBuffer(buffer, SIDE, ROWS, framebuf.GS2_HMSB)
        plan.strip(frame, top, ROWS)
        for row in range(ROWS):
            cells = [buffer[(row * SIDE + x) // 4] >> x % 4 * 2 & 3 for x in range(SIDE)]
            rows.append("".join("#" if cell else "." for cell in cells))
    return rows


def test_a_plan_is_used_again_without_growing() -> None:
    plan = Plan()
    for _ in range(3):
        plan.clear()
        plan.box(2, 2, 8, 8, INK)
        for _ in range(ROOM - 1):
            plan.box(3, 3, 6, 6, 0)
    size = len(plan._shapes)
    assert _picture(plan)[2:4] == ["..########..", "..#......#.."]
    plan.clear()
    assert _picture(plan) == ["............"] * 12
    assert size == len(plan._shapes) == ROOM * SIZE


def test_a_plan_grows_where_a_picture_needs_it() -> None:
    plan = Plan()
    for _ in range(ROOM):
        plan.box(0, 0, 1, 1, INK)
    plan.box(0, 11, 12, 1, INK)
    assert _picture(plan)[11] == "############"


def test_a_letter_is_as_high_as_seven_cells() -> None:
    plan = Plan()
    plan.letter(1, 2, 1, letters.find("T"), INK)
    assert [row[1:6] for row in _picture(plan)[1:10]] == ["....."] + ["#####"] + ["..#.."] * 6 + ["....."]


def test_a_box_may_lie_in_several_strips() -> None:
    plan = Plan()
    plan.box(2, 3, 3, 6, INK)
    assert _picture(plan) == ["............"] * 3 + ["..###......."] * 6 + ["............"] * 3


def test_what_lies_outside_is_left_out() -> None:
    plan = Plan()
    plan.box(-2, -2, 4, 4, INK)
    plan.box(11, 11, 9, 9, INK)
    assert _picture(plan) == ["##.........."] * 2 + ["............"] * 9 + ["...........#"]


def test_a_slant_runs_from_end_to_end() -> None:
    plan = Plan()
    plan.slant((0, 2), (8, 10), 2, INK)
    drawn = _picture(plan)
    assert [row.find("##") for row in drawn] == [-1, -1, 0, 1, 2, 3, 4, 5, 6, 7, -1, -1]


def test_a_ring_is_as_wide_as_high_and_empty_inside() -> None:
    plan = Plan()
    plan.ring((6, 6), (5, 5), 2, INK)
    drawn = _picture(plan)
    assert [row.count("#") > 0 for row in drawn] == [False] + [True] * 10 + [False]
    assert drawn[5] == drawn[6] == ".##......##."
    assert drawn == list(reversed(drawn))


def test_a_wedge_fills_the_corner_it_is_named_after() -> None:
    for corner, first, last in ((0, "####", "#..."), (1, "####", "...#"), (2, "#...", "####"), (3, "...#", "####")):
        plan = Plan()
        plan.wedge((0, 0, 4, 4), corner, INK)
        drawn = _picture(plan)
        assert (drawn[0][:4], drawn[3][:4]) == (first, last), corner


def test_what_comes_later_lies_above() -> None:
    plan = Plan()
    plan.box(0, 0, 12, 12, INK)
    plan.box(1, 0, 11, 12, 0)
    assert _picture(plan) == ["#..........."] * 12
