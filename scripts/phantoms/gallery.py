"""One film of every pattern, to be judged beside each other."""

from dataclasses import dataclass

from phantoms.build import Build, man
from phantoms.findings import (
    LEFT,
    RIGHT,
    Cannonballs,
    Consolidation,
    Effusion,
    Finding,
    Goitre,
    Mass,
    Miliary,
    Nodes,
    Oedema,
    Perilymphatic,
    Pneumothorax,
    Silicosis,
    Sizes,
)

SEED = 101
MAN = man()


@dataclass(frozen=True)
class Pattern:
    """What is wrong, and with whom: all have the same seed, so that all but their hearts are alike."""

    findings: tuple[Finding, ...] = ()
    build: Build = MAN


PATTERNS: dict[str, Pattern] = {
    "normal": Pattern(),
    "miliary": Pattern((Miliary(),)),
    "miliary-alike": Pattern((Miliary(3800, Sizes(1.5, 2.0, 2.5, 12), basal=1.2),)),
    "miliary-unequal": Pattern((Miliary(1300, Sizes(1.0, 2.8, 7.0, 3), basal=3.0, kind="nodules of unequal size"),)),
    "silicosis": Pattern((Silicosis(eggshells=True),)),
    "massive-fibrosis": Pattern((Silicosis(count=380, fibrosis=True, eggshells=True),)),
    "sarcoidosis-nodes": Pattern((Nodes(),)),
    "sarcoidosis": Pattern((Nodes(size=0.9), Perilymphatic())),
    "perilymphatic": Pattern((Perilymphatic(count=1100),)),
    "right-upper-lobe": Pattern((Consolidation("right-upper"),)),
    "right-middle-lobe": Pattern((Consolidation("right-middle"),)),
    "right-lower-lobe": Pattern((Consolidation("right-lower"),)),
    "left-upper-lobe": Pattern((Consolidation("left-upper"),)),
    "lingula": Pattern((Consolidation("lingula"),)),
    "left-lower-lobe": Pattern((Consolidation("left-lower"),)),
    "effusion-small": Pattern((Effusion(LEFT, -8),)),
    "effusion": Pattern((Effusion(RIGHT, 62),)),
    "effusion-large": Pattern((Effusion(LEFT, 150),)),
    "pneumothorax": Pattern((Pneumothorax(RIGHT, 26),)),
    "tension": Pattern((Pneumothorax(LEFT, 80, tension=True),)),
    "oedema": Pattern((Oedema(), Effusion(RIGHT, -26), Effusion(LEFT, -32)), man(heart=1.22)),
    "cardiomegaly": Pattern((), man(heart=1.4)),
    "cannonballs": Pattern((Cannonballs(),)),
    "nodule": Pattern((Mass(LEFT, 17, 0.3, 0.45),)),
    "mass": Pattern((Mass(RIGHT, 44, 0.27, 0.5, spiculated=True),)),
    "one-hilum": Pattern((Nodes(sides=(LEFT,), paratracheal=False, size=1.15),)),
    "goitre": Pattern((Goitre(),)),
    "miliary-goitre": Pattern((Miliary(), Goitre())),
}
"""Every pattern by the name of its film."""
