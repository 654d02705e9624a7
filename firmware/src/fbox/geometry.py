"""The mechanics in numbers: a TB6600 set to 400 steps a turn, a GT2 belt (2 mm a tooth) on a pulley of 20 teeth."""

from fbox.chosen import MAX_STOCK

STEPS_A_TURN = 400
MM_A_TURN = 20 * 2
MM_A_GARMENT = 15
STEPS_A_GARMENT = STEPS_A_TURN * MM_A_GARMENT // MM_A_TURN
STEP_US = 500

HOME_PIECE = 10  # steps between two looks at the floor switch: 1 mm
HOME_LIMIT = (MAX_STOCK + 1) * STEPS_A_GARMENT  # a full stack and one more: then the floor should have come
