"""Steps: the relations of a document as links of derivations, and the obligations that they stand for."""

from derive.steps.chains import steps
from derive.steps.obligations import obligations

__all__ = ["obligations", "steps"]
