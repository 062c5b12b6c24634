"""What lies between the lungs just below the carina: great vessels, airways, oesophagus, small nodes."""

from dataclasses import dataclass

import numpy as np

from phantoms.hrct.field import Field, Map, inside, mix

BLOOD, WALL, AIR, NODE, GULLET = 46, 35, -985, 38, 35

Way = tuple[tuple[float, float, float], ...]


@dataclass(frozen=True)
class Organ:
    """A rod across the slice: its way (x, y, radius in mm) at height 0 and how far it moves for every mm headwards."""

    way: Way
    hu: float
    drift: tuple[float, float] = (0.0, 0.0)
    swell: float = 0.0
    low: float = -99
    high: float = 99

    def edge(self, field: Field, z: float) -> Map:
        """Return the signed distance in mm from the organ's edge."""
        beyond = max(self.low - z, z - self.high, 0.0)
        best = np.full((field.size, field.size), 1e3, dtype=np.float32)
        dx, dy = self.drift[0] * z, self.drift[1] * z
        for (ax, ay, ar), (bx, by, br) in zip(self.way[:-1], self.way[1:], strict=True):
            wx, wy = bx - ax, by - ay
            u = np.clip(((field.x - ax - dx) * wx + (field.y - ay - dy) * wy) / (wx * wx + wy * wy + 1e-9), 0, 1)
            away = np.hypot(field.x - ax - dx - u * wx, field.y - ay - dy - u * wy)
            round_end = np.hypot(away, beyond * 1.0) if beyond else away
            best = np.minimum(best, round_end - (ar + u * (br - ar)) - self.swell * z)
        return best


VESSELS = (
    Organ(((-12, -37, 16.0), (-10, -34, 15.5)), BLOOD, (0.05, 0.1)),  # ascending aorta
    Organ(((22, -41, 14.5), (20, -33, 13.5)), BLOOD, (-0.05, 0.15)),  # pulmonary trunk
    Organ(((14, -26, 10), (-2, -15, 9.5), (-20, -10, 9), (-33, -9, 8)), BLOOD, (0, 0.05), low=-7, high=9),  # right PA
    Organ(((22, -30, 10), (34, -17, 9.5), (43, -3, 9)), BLOOD, (0, 0.1), low=1, high=14),  # left PA
    Organ(((43, 1, 8.2), (44, 4, 7.8)), BLOOD, (-0.15, -0.1), high=6),  # left descending PA
    Organ(((-36, -4, 7.2), (-37, 1, 6.6)), BLOOD, (0.25, -0.1), high=6),  # right interlobar PA
    Organ(((-27, -24, 8.0), (-25, -27, 7.6)), BLOOD, (0.02, 0)),  # superior vena cava
    Organ(((27.5, 33, 12.3), (27.5, 33.5, 12.3)), BLOOD, (0.05, 0.05)),  # descending aorta
    Organ(((1, 26.5, 3.6), (1.5, 27, 3.4)), BLOOD, (-0.05, -0.02)),  # azygos vein
    Organ(((38, -20, 5.6), (47, -22, 4.2)), BLOOD, (0.1, 0), high=4),  # left superior pulmonary vein
    Organ(((-36, -20, 5.0), (-42, -19, 4.0)), BLOOD, (0.1, 0.1), high=7),  # right superior pulmonary vein
    Organ(((8, -4, 10.0), (-10, 2, 9)), BLOOD, (0, 0), low=-30, high=-12),  # roof of the left atrium
    Organ(((7, 18, 6.0), (11, 20, 5.0)), GULLET, (0.05, 0)),  # oesophagus
    Organ(((-4, 10, 4.2), (1, 9, 3.6)), NODE, (0, 0), low=-6, high=5),  # a small subcarinal node
    Organ(((-12, -14, 2.4), (-14, -15, 2.0)), NODE, (0, 0), low=6),
    Organ(((4, -57, 2.2), (7, -58, 1.6)), NODE - 60, (0.1, 0)),
)

AIRWAYS = (
    Organ(((-24, 3, 5.6), (-26.5, 3.5, 5.2)), AIR, (0.5, 0.05)),  # bronchus intermedius
    Organ(((-22, 3, 5.0), (-40, 1, 4.0)), AIR, (0, 0), low=8.5, high=20),  # right upper lobe bronchus
    Organ(((12, 3, 6.2), (25, 1, 6.0), (33, -1, 5.2)), AIR, (-0.45, 0.1), low=-5.5),  # left main bronchus
    Organ(((30, 0, 5.0), (44, -10, 3.8)), AIR, (-0.2, 0.0), low=-12, high=-6.0),  # left upper lobe bronchus
    Organ(((34, 3, 4.4), (35, 5, 4.2)), AIR, (-0.2, 0), high=-5.5),  # left lower lobe bronchus
)


def great_vessels(image: Map, field: Field, z: float) -> None:
    """Draw the vessels, oesophagus and nodes of the slice at height `z` into `image` (HU)."""
    for organ in VESSELS:
        mix(image, inside(organ.edge(field, z)), organ.hu)
    gas = np.hypot(field.x - 9.3, (field.y - 18.6) * 1.8) - 1.8
    mix(image, inside(gas), -700)


def airways(image: Map, field: Field, z: float) -> None:
    """Draw the large airways of the slice with their walls."""
    edge = np.minimum.reduce([organ.edge(field, z) for organ in AIRWAYS])
    mix(image, inside(edge - 1.4), WALL)
    mix(image, inside(edge), AIR)


def open_airways(field: Field, z: float) -> Map:
    """Return the share of each voxel that is a large airway's lumen."""
    return inside(np.minimum.reduce([organ.edge(field, z) for organ in AIRWAYS]))
