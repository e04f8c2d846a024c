"""Question 1: relations and derivatives of some basic functions."""

from sympy import Abs, Derivative, Rational, Sum, log, sign, tanh

from derive.model.claim import Claim, Sibling
from derive.model.obligation import Convention
from derive.terms.from_sympy import from_sympy, obligation
from proofs.ift3395_devoir3.symbols import i, indicator, k, n, rect, sigmoid, softplus, v, x

ABS_AT_0 = Convention(from_sympy(Abs(x)), from_sympy(x), from_sympy(0), from_sympy(0))
RECT_AT_0 = Convention(from_sympy(rect(x)), from_sympy(x), from_sympy(0), from_sympy(0))
CONVENTIONS = (ABS_AT_0, RECT_AT_0)
IN_RANGE = [k >= 1, k <= n]
HALF = Rational(1, 2)

CLAIMS = (
    Claim(
        "1.1",
        r"\operatorname{sigmoid}(x) = \frac{1}{2}\left(\tanh\left(\frac{x}{2}\right) + 1\right)",
        {"fr": "sigmoid par tanh", "en": "sigmoid by tanh"},
        lambda: (obligation(sigmoid(x), HALF * (tanh(x / 2) + 1)),),
        lambda: (
            Sibling("1.1-half", (obligation(sigmoid(x), HALF * (tanh(x) + 1)),)),
            Sibling("1.1-sign", (obligation(sigmoid(x), HALF * (tanh(x / 2) - 1)),)),
        ),
    ),
    Claim(
        "1.2",
        r"\ln \operatorname{sigmoid}(x) = -\operatorname{softplus}(-x)",
        {"fr": "ln sigmoid par softplus", "en": "ln sigmoid by softplus"},
        lambda: (obligation(log(sigmoid(x)), -softplus(-x)),),
        lambda: (
            Sibling("1.2-sign", (obligation(log(sigmoid(x)), softplus(-x)),)),
            Sibling("1.2-argument", (obligation(log(sigmoid(x)), -softplus(x)),)),
        ),
    ),
    Claim(
        "1.3",
        r"\frac{d \operatorname{sigmoid}(x)}{dx} = \operatorname{sigmoid}(x)(1 - \operatorname{sigmoid}(x))",
        {"fr": "dérivée de sigmoid", "en": "derivative of sigmoid"},
        lambda: (obligation(Derivative(sigmoid(x), x), sigmoid(x) * (1 - sigmoid(x))),),
        lambda: (
            Sibling("1.3-sign", (obligation(Derivative(sigmoid(x), x), sigmoid(x) * (1 + sigmoid(x))),)),
            Sibling("1.3-square", (obligation(Derivative(sigmoid(x), x), sigmoid(x) ** 2),)),
        ),
    ),
    Claim(
        "1.4",
        r"\frac{d \tanh(x)}{dx} = 1 - \tanh(x)^2",
        {"fr": "dérivée de tanh", "en": "derivative of tanh"},
        lambda: (obligation(Derivative(tanh(x), x), 1 - tanh(x) ** 2),),
        lambda: (
            Sibling("1.4-sign", (obligation(Derivative(tanh(x), x), 1 + tanh(x) ** 2),)),
            Sibling("1.4-square", (obligation(Derivative(tanh(x), x), (1 - tanh(x)) ** 2),)),
        ),
    ),
    Claim(
        "1.5",
        r"\operatorname{sign}(x) = \mathbf{1}_{\{x > 0\}} - \mathbf{1}_{\{x < 0\}}",
        {"fr": "sign par des indicatrices", "en": "sign by indicators"},
        lambda: (obligation(sign(x), indicator(x > 0) - indicator(x < 0)),),
        lambda: (
            Sibling("1.5-at-0", (obligation(sign(x), indicator(x >= 0) - indicator(x < 0)),)),
            Sibling("1.5-sign", (obligation(sign(x), indicator(x > 0) + indicator(x < 0)),)),
        ),
    ),
    Claim(
        "1.6",
        r"\frac{d |x|}{dx} = \operatorname{sign}(x)",
        {"fr": "dérivée de la valeur absolue, abs'(0) = 0 par convention", "en": "derivative of the absolute value, abs'(0) = 0 by convention"},
        lambda: (obligation(Derivative(Abs(x), x), sign(x), conventions=CONVENTIONS), obligation(Abs(x), x * sign(x))),
        lambda: (
            Sibling("1.6-at-0", (obligation(Derivative(Abs(x), x), indicator(x >= 0) - indicator(x < 0), conventions=CONVENTIONS),)),
            Sibling("1.6-one", (obligation(Derivative(Abs(x), x), 1, conventions=CONVENTIONS),)),
        ),
    ),
    Claim(
        "1.7",
        r"\frac{d \operatorname{rect}(x)}{dx} = \mathbf{1}_{\{x > 0\}}",
        {"fr": "dérivée de rect, rect'(0) = 0 par convention", "en": "derivative of rect, rect'(0) = 0 by convention"},
        lambda: (obligation(Derivative(rect(x), x), indicator(x > 0), conventions=CONVENTIONS),),
        lambda: (
            Sibling("1.7-at-0", (obligation(Derivative(rect(x), x), indicator(x >= 0), conventions=CONVENTIONS),)),
            Sibling("1.7-side", (obligation(Derivative(rect(x), x), indicator(x < 0), conventions=CONVENTIONS),)),
        ),
    ),
    Claim(
        "1.8",
        r"\frac{\partial \sum_{i=1}^{n} x_i^2}{\partial x_k} = 2 x_k",
        {"fr": "gradient du carré de la norme L2", "en": "gradient of the squared L2 norm"},
        lambda: (obligation(Derivative(Sum(v[i] ** 2, (i, 1, n)), v[k]), 2 * v[k], given=IN_RANGE),),
        lambda: (
            Sibling("1.8-factor", (obligation(Derivative(Sum(v[i] ** 2, (i, 1, n)), v[k]), v[k], given=IN_RANGE),)),
            Sibling("1.8-square", (obligation(Derivative(Sum(v[i] ** 2, (i, 1, n)), v[k]), 2 * v[k] ** 2, given=IN_RANGE),)),
        ),
    ),
    Claim(
        "1.9",
        r"\frac{\partial \sum_{i=1}^{n} |x_i|}{\partial x_k} = \operatorname{sign}(x_k)",
        {"fr": "gradient de la norme L1, là où aucune composante n'est nulle", "en": "gradient of the L1 norm, where no entry is zero"},
        lambda: (obligation(Derivative(Sum(Abs(v[i]), (i, 1, n)), v[k]), sign(v[k]), given=IN_RANGE),),
        lambda: (
            Sibling("1.9-one", (obligation(Derivative(Sum(Abs(v[i]), (i, 1, n)), v[k]), 1, given=IN_RANGE),)),
            Sibling("1.9-all", (obligation(Derivative(Sum(Abs(v[i]), (i, 1, n)), v[k]), Sum(sign(v[i]), (i, 1, n)), given=IN_RANGE),)),
        ),
    ),
)
