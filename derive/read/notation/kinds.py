"""What kind of thing an indexed or labelled letter is: a label or a power above it, an array or a name with an index."""

from __future__ import annotations

from collections.abc import Sequence

from derive.read.notation.declarations import Shaped
from derive.read.notation.occurrences import Occurrence
from derive.read.notation.sizes import Key


def label_keys(everything: Sequence[Occurrence], indices: set[str], declared: Sequence[Shaped]) -> set[Key]:
    """Which single letters above others are labels: never quantities of their own, and above something that is indexed, declared or bold."""
    quantities = indices | {o.letter for o in everything if not o.applied} | {high for o in everything for _, high in o.ranges} | {d for s in declared for d in s.dims}
    said = {(s.letter, s.label) for s in declared if s.label}
    seen: dict[Key, bool] = {}
    for one in everything:
        if one.label and not one.label.startswith("(") and one.label not in quantities:
            key = (one.letter, one.label)
            seen[key] = seen.get(key, False) or bool(one.indices) or key in said
    letters = {label for (_, label), firm in seen.items() if firm}
    return {key for key in seen if key[1] in letters} | {key for key in said if key[1] not in quantities}


def is_array(one: Occurrence, sizes: set[str]) -> bool:
    """Whether an indexed letter may be an array: no size (``d_h``), no delta or identity, no name with a Greek letter or a size for its index (``n_\\theta``, ``D_n``)."""
    if not one.indices or one.label:
        return True
    bound = {index for index, _ in one.ranges}
    spelled = f"{one.letter}_{one.indices[0]}"
    if spelled in sizes or one.letter == "I" or (one.letter == "\\delta" and len(one.indices) == 2):
        return False
    return not all(i not in bound and (i.startswith("\\") or (i in sizes and one.letter.isupper())) for i in one.indices)
