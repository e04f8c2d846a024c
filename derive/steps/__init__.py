"""Steps: the relations of a document as links of derivations, and the obligations that they stand for."""

from derive.steps.chains import steps
from derive.steps.definitions import definitions, in_force
from derive.steps.inferred import leans_on_inferred, unsaid_shapes
from derive.steps.obligations import definitions_of, obligations, proving_forms, under_standard_meaning
from derive.steps.values import Value, names_opaque, values, with_values

__all__ = [
    "Value", "definitions", "definitions_of", "in_force", "leans_on_inferred", "names_opaque", "obligations", "proving_forms", "steps", "under_standard_meaning", "unsaid_shapes", "values", "with_values",
]  # fmt: skip
