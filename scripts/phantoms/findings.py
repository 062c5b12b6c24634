"""All that can be wrong with a chest, by name."""

from phantoms.airspace import Consolidation
from phantoms.dust import Silicosis
from phantoms.landmarks import LEFT, RIGHT
from phantoms.masses import Cannonballs, Goitre, Mass
from phantoms.nodules import Miliary, Sizes
from phantoms.oedema import Oedema
from phantoms.pleura import Effusion, Pneumothorax
from phantoms.sarcoid import Nodes, Perilymphatic
from phantoms.scene import Finding

__all__ = [
    "LEFT", "RIGHT", "Cannonballs", "Consolidation", "Effusion", "Finding", "Goitre", "Mass", "Miliary", "Nodes",
    "Oedema", "Perilymphatic", "Pneumothorax", "Silicosis", "Sizes",
]  # fmt: skip
