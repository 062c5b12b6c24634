"""The chest wall and the bones: skin, fat, muscle, ribs, scapulae, sternum, a vertebra."""

import numpy as np

from phantoms.hrct.field import Field, Map, blur, closed, distance, inside, knotted, mix, over

FAT, MUSCLE, SKIN, MARROW, CORTEX, CARTILAGE, CORD = -100, 55, 15, 190, 850, 110, 30

# The inner face of the rib cage at height 0, and how far each knot moves for every mm towards the head.
CAGE = (
    (0, -80, 0, 0.02), (-24, -83, 0, 0.03), (-48, -83.5, 0, 0.08), (-74, -74.5, 0.03, 0.09), (-98, -55, 0.05, 0.08),
    (-116.5, -29, 0.08, 0.04), (-126.5, 2, 0.09, 0), (-127.5, 28, 0.09, -0.02), (-120.5, 51.5, 0.07, -0.05),
    (-103.5, 72, 0.05, -0.07), (-80, 84.5, 0.02, -0.08), (-56, 87.5, 0, -0.08), (-34, 83, 0, -0.06), (-16, 74, 0, 0),
    (0, 71, 0, 0), (16, 74, 0, 0), (36, 84, 0, -0.06), (60, 88.5, 0, -0.08), (85, 83.5, -0.02, -0.08),
    (107.5, 69, -0.05, -0.07), (122.5, 47.5, -0.07, -0.05), (127.5, 23.5, -0.09, -0.02), (124.5, -3.5, -0.09, 0),
    (113.5, -33.5, -0.08, 0.04), (93, -59.5, -0.05, 0.08), (68, -76.5, -0.03, 0.09), (42, -83.5, 0, 0.08),
    (19, -82, 0, 0.03),
)  # fmt: skip

# By angle from the front (radians, to either side): mm from the cage to the skin, and to the outer face of muscle.
TO_SKIN = (
    (0, 20), (0.3, 21), (0.62, 33), (0.95, 33), (1.3, 26), (1.6, 26), (1.95, 37), (2.3, 43), (2.65, 44), (3.15, 47),
)  # fmt: skip
TO_MUSCLE = (
    (0, 10), (0.22, 10.5), (0.5, 24), (0.85, 26), (1.2, 15), (1.55, 16), (1.9, 31), (2.25, 35), (2.7, 22), (3.15, 12),
)  # fmt: skip

RIBS = {
    -1: ((0.83, 12, 1.0), (1.22, 14, 1.0), (1.63, 15, 1.05), (2.03, 16, 1.0), (2.42, 13, 1.0), (2.72, 9, 0.95)),
    1: ((0.75, 11, 1.0), (1.13, 13, 1.05), (1.54, 16, 1.0), (1.95, 14, 1.0), (2.36, 15, 1.0), (2.69, 10, 0.95)),
}
"""Of each side's ribs in this slice: angle, half the length in mm, thickness."""

RIB_CLIMB = 0.011
"""How many radians a rib's cut moves to the back for every mm towards the head."""

BODY = (
    (0, 31), (-9, 31.5), (-15.5, 37), (-15, 46), (-15.5, 53), (-9, 57),
    (0, 55), (9, 57), (15.5, 53), (15, 46), (15.5, 37), (9, 31.5),
)  # fmt: skip


def chest_wall(field: Field, z: float, grain: Map) -> Map:
    """Return the slice's HU at height `z`: everything but what is within the pleura; `grain` is the bone's texture."""
    image = np.full((field.size, field.size), -1000, dtype=np.float32)
    _table(image, field)
    cage = over(field, closed([(k[0] + 14 * np.tanh(z / 14) * k[2], k[1] + 14 * np.tanh(z / 14) * k[3]) for k in CAGE]))
    turn = np.arctan2(np.abs(field.x), -field.y).astype(np.float32)
    bump = 1.2 * np.sin(5 * np.arctan2(field.x, -field.y) + 0.7).astype(np.float32)
    skin = _lying(field, cage - knotted(turn, TO_SKIN) - bump)
    mix(image, inside(skin), SKIN)
    mix(image, inside(skin + 2.0), FAT)
    muscle = np.maximum(cage - knotted(turn, TO_MUSCLE) - bump, 10.0 - cage)
    mix(image, inside(muscle), MUSCLE)
    _planes(image, cage, turn, muscle)
    mix(image, inside(cage - 9.2), 35)
    mix(image, inside(np.abs(cage - 5.2) - 3.6 - 0.8 * np.sin(turn * 9)) * 0.75, MUSCLE)
    mix(image, inside(cage + 3.6), FAT + 5)
    for side in (-1, 1):
        here = np.sign(field.x) == side
        _ribs(image, field, cage, np.where(here, turn, -9), side, z, grain)
        _scapula(image, field, cage, np.where(here, turn, -9), side, z)
    _sternum(image, field, z)
    _vertebra(image, field, z, grain)
    return image


def _table(image: Map, field: Field) -> None:
    """Draw the couch the patient lies on: a thin shell round foam."""
    sag = field.y - BACK - _sag(field)
    shell = np.maximum(np.abs(sag - 8.5) - 7, np.abs(field.x) - 155)
    mix(image, inside(shell), -300)
    mix(image, inside(shell + 1.6), -930)


BACK = 119.0
"""Where the couch holds the back, in mm behind the middle."""


def _sag(field: Field) -> Map:
    """Return how much higher the couch is at its sides, in mm towards the front."""
    return np.asarray(-0.9 * (field.x / 34) ** 2)


def _lying(field: Field, skin: Map) -> Map:
    """Return the distance from the `skin` of someone whose back the couch flattens."""
    couch = field.y - BACK - _sag(field)
    soft = 7.0
    blend = np.clip(0.5 + 0.5 * (skin - couch) / soft, 0, 1)
    return np.asarray(couch + (skin - couch) * blend + soft * blend * (1 - blend) * 0.5)


PLANES = (
    (17.5, -9, 0.5, 0.98),
    (21.5, 6, 0.66, 0.9),
    (15.5, -7, 1.9, 2.75),
    (29.5, -12, 1.95, 2.5),
    (11.5, 3, 1.1, 2.2),
)
"""The fat between muscles: mm from the cage, its change for every radian to the back, where it begins and ends."""


def _planes(image: Map, cage: Map, turn: Map, muscle: Map) -> None:
    """Draw the fat between the muscles' layers."""
    for depth, lean, low, high in PLANES:
        wave = 1.3 * np.sin(turn * 11 + depth) + lean * (turn - (low + high) / 2)
        thin = 0.75 + 0.5 * np.sin(turn * 17 + 2 * depth)
        line = np.maximum(np.abs(cage - depth - wave) - thin, 40 * np.maximum(low - turn, turn - high))
        mix(image, inside(np.maximum(line, muscle)), FAT + 10)


def _ribs(image: Map, field: Field, cage: Map, turn: Map, side: int, z: float, grain: Map) -> None:
    away = np.hypot(field.x, field.y)
    for angle, half, size in RIBS[side]:
        arc = np.abs(turn - angle - RIB_CLIMB * z) * away
        thick = size * (4.3 - 1.5 * np.clip(arc / half, 0, 1) ** 2)
        edge = np.hypot(np.maximum(arc - half + 3.5, 0) * 1.15, cage - 5.2) - thick
        mix(image, inside(edge), CORTEX)
        mix(image, inside(edge + 1.5), MARROW + grain)
    front = np.abs(turn - 0.44 - 0.5 * RIB_CLIMB * z) * away
    edge = np.hypot(np.maximum(front - 9, 0), cage - 5.5) - 4.4
    mix(image, inside(edge), CARTILAGE)


def _scapula(image: Map, field: Field, cage: Map, turn: Map, side: int, z: float) -> None:
    """Draw the blade, thin in the middle and thick at its lateral border."""
    low, high = 1.93 + 0.008 * z - 0.02 * side, 2.55 + 0.004 * z
    away = np.hypot(field.x, field.y)
    beyond = np.maximum(np.maximum(low - turn, turn - high), 0) * away
    thick = 1.6 + 3.0 * np.exp(-(((turn - low) / 0.09) ** 2)) + 1.0 * np.exp(-(((turn - high) / 0.06) ** 2))
    edge = np.hypot(beyond, cage - 21.0 + (12.0 - 3 * side) * (turn - 2.25)) - thick
    mix(image, inside(edge), CORTEX)
    mix(image, inside(edge + 1.7), MARROW)


def _sternum(image: Map, field: Field, z: float) -> None:
    wave = 0.8 * np.sin(field.x / 6)
    edge = np.hypot(np.maximum(np.abs(field.x - 1) - 12 - 0.12 * z, 0), (field.y + 90.5 + wave) * 1.05) - 5.2
    mix(image, inside(edge), CORTEX * 0.7)
    mix(image, inside(edge + 1.2), MARROW * 0.7)
    for side, x in ((-1, -25.0), (1, 24.0)):
        mix(image, inside(np.hypot(field.x - x, field.y + 79.5 - 0.3 * side) - 1.4), 40)


def _vertebra(image: Map, field: Field, z: float, grain: Map) -> None:
    for side in (-1, 1):
        muscle = np.hypot((field.x - side * 23) / 1.45, (field.y - 92) / 1.0) - 12.5
        mix(image, inside(muscle), MUSCLE)
        strands = np.sin(field.x / 2.3 + field.y / 3.1) + np.sin(field.y / 2.1 - field.x / 4.5)
        mix(image, inside(muscle + 1) * np.clip(strands - 1.2, 0, 0.6), FAT)
    bones: list[tuple[tuple[float, float], tuple[float, float], float]] = [((0, 74), (1.5, 101 - 0.3 * z), 3.2)]
    for side in (-1, 1):
        bones += [
            ((side * 11.5, 54), (side * 12.5, 66), 4.2),
            ((side * 12, 68), (side * 2, 76), 3.4),
            ((side * 13, 67), (side * (31 + 0.2 * z * side), 76), 4.4),
        ]
        bones.append(((side * (17 + 0.25 * z), 57), (side * 33, 70), 3.4))
    edge = distance(closed(BODY), field.x, field.y)
    for start, end, radius in bones:
        edge = np.minimum(edge, _rod(field, start, end, radius))
    mix(image, inside(edge), CORTEX * 0.75)
    mix(image, inside(edge + 1.5), MARROW + grain)
    canal = np.hypot(field.x / 8.6, (field.y - 64) / 7.6) - 1
    mix(image, inside(canal * 8), CORD - 20)
    mix(image, inside(np.hypot(field.x, (field.y - 64) * 1.2) - 4.5), CORD + 10)


def _rod(field: Field, start: tuple[float, float], end: tuple[float, float], radius: float) -> Map:
    dx, dy = end[0] - start[0], end[1] - start[1]
    u = np.clip(((field.x - start[0]) * dx + (field.y - start[1]) * dy) / (dx * dx + dy * dy), 0, 1)
    away = np.hypot(field.x - start[0] - u * dx, field.y - start[1] - u * dy)
    return np.asarray(away - radius, dtype=np.float32)


def trabeculae(field: Field, rng: np.random.Generator) -> Map:
    """Return the texture of spongy bone over a slice, in HU."""
    raw = blur(rng.standard_normal((field.size, field.size)).astype(np.float32), 0.7 / field.mm)
    return np.asarray(raw / raw.std() * 55)
