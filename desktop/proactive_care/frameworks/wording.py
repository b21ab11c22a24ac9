"""Default words of facts, built from concept labels."""

from __future__ import annotations

from proactive_care.frameworks.facts import Words
from proactive_care.frameworks.windows import Window
from proactive_care.store.concepts import Concept

NO_MEDICATIONS = "no medication data imported"
NO_EVENTS = "no clinical events imported"
NOT_IMPORTED = {"events": NO_EVENTS, "medications": NO_MEDICATIONS}
BIRTH_MISSING = "date of birth not recorded"
NO_BIRTH = "cannot be placed: no date of birth"


def mid_sentence(label: str) -> str:
    """Return a label as it stands inside a sentence: ``weight``, but ``HbA1c`` and ``BMI``."""
    first = label.split(" ", 1)[0]
    return label[0].lower() + label[1:] if first[1:].islower() else label


def labels(concepts: tuple[Concept, ...]) -> str:
    """Return ``Stroke or transient ischaemic attack``."""
    first, *others = [concept.label for concept in concepts]
    return " or ".join([first, *map(mid_sentence, others)])


def value_words(concepts: tuple[Concept, ...], window: Window) -> Words:
    """Words of a fact that is a measured number."""
    says = labels(concepts)
    missing = f"no {mid_sentence(says)}{window.words or ' recorded'}"
    return Words(says, missing, missing, concepts[0].unit)


def record_words(concepts: tuple[Concept, ...], window: Window) -> Words:
    """Words of a fact that is a code or a drug: absent is false once such data was imported."""
    says = labels(concepts)
    missing = NO_MEDICATIONS if concepts[0].kind == "medication" else NO_EVENTS
    return Words(says, missing, f"no {mid_sentence(says)}{window.words}")


def computed_words(name: str) -> Words:
    """Words of a fact that is worked out from other facts."""
    says = name.replace("_", " ")
    return Words(says, f"{says} cannot be worked out", f"not {says}")
