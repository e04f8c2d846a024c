"""IFT-3395, homework 3: basic functions, and the gradients of a network with one hidden layer and a softmax output."""

from derive.model.claim import Assignment
from proofs.ift3395_devoir3 import functions, gradients, network
from proofs.ift3395_devoir3.notation import CODE_NAMES, NOTATION

ASSIGNMENT = Assignment(
    name="ift3395_devoir3",
    title={"fr": "IFT-3395 Devoir 3", "en": "IFT-3395 homework 3"},
    claims=(*functions.CLAIMS, *network.CLAIMS, *gradients.CLAIMS),
    notation=NOTATION,
    conventions=functions.CONVENTIONS,
    code_names=CODE_NAMES,
)
