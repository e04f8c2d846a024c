"""What the codes of findings mean: the page that ``explain`` prints."""

from __future__ import annotations

from derive.report.messages import MESSAGES


def codes() -> tuple[str, ...]:
    """All codes of findings."""
    return tuple(sorted(MESSAGES))


def explanation(code: str, language: str) -> str | None:
    """The page of a code in a language; None for an unknown code."""
    page = PAGES.get(code)
    return None if page is None else page[language]


PAGES = {
    "wrong_step": {
        "en": "wrong_step: two neighbours of a chain differ. At the values shown both sides are defined and have different values.\n  wrong: (x+1)^2 = x^2+1\n  right: (x+1)^2 = x^2+2x+1",
        "fr": "wrong_step : deux membres voisins diffèrent. Aux valeurs indiquées, les deux côtés sont définis et différents.\n  faux : (x+1)^2 = x^2+1\n  juste : (x+1)^2 = x^2+2x+1",
    },
    "shape": {
        "en": "shape: vectors and matrices whose sizes cannot fit are added, multiplied or compared.\n  wrong: h = b + W\n  right: h = b + W x",
        "fr": "shape : des vecteurs ou matrices de dimensions incompatibles sont ajoutés, multipliés ou comparés.\n  faux : h = b + W\n  juste : h = b + W x",
    },
    "count": {
        "en": "count: a number of parameters differs from the one that the shapes give.\n  wrong: d_h d + d_h d_h + m\n  right: d_h d + d_h + m d_h + m",
        "fr": "count : un nombre de paramètres diffère de celui que donnent les dimensions.\n  faux : d_h d + d_h d_h + m\n  juste : d_h d + d_h + m d_h + m",
    },
    "unknown_function": {
        "en": "unknown_function: numpy has no function of this name.\n  wrong: np.zeroes(3)\n  right: np.zeros(3)",
        "fr": "unknown_function : numpy n'a pas de fonction de ce nom.\n  faux : np.zeroes(3)\n  juste : np.zeros(3)",
    },
    "code_shape": {
        "en": "code_shape: numpy cannot combine these shapes, or the answer has another shape.\n  wrong: np.dot(W2, grad_oa)\n  right: np.dot(W2.T, grad_oa)",
        "fr": "code_shape : numpy ne peut pas combiner ces dimensions, ou la réponse a d'autres dimensions.\n  faux : np.dot(W2, grad_oa)\n  juste : np.dot(W2.T, grad_oa)",
    },
    "code_value": {
        "en": "code_value: the code runs, and an entry of its result has another value.\n  wrong: os - np.eye(m)[y]\n  right: os - np.eye(m)[y-1]",
        "fr": "code_value : le code s'exécute, mais une composante du résultat a une autre valeur.\n  faux : os - np.eye(m)[y]\n  juste : os - np.eye(m)[y-1]",
    },
    "index_not_used": {
        "en": "index_not_used: a sum runs over an index that its body does not contain.\n  wrong: \\sum_{i=1}^m x_j\n  right: \\sum_{j=1}^m x_j",
        "fr": "index_not_used : une somme porte sur un indice que son terme ne contient pas.\n  faux : \\sum_{i=1}^m x_j\n  juste : \\sum_{j=1}^m x_j",
    },
    "missing_d": {
        "en": "missing_d: a quotient by dx without the d of its numerator.\n  wrong: \\frac{(x^2)}{dx}\n  right: \\frac{d(x^2)}{dx}",
        "fr": "missing_d : un quotient par dx sans le d du numérateur.\n  faux : \\frac{(x^2)}{dx}\n  juste : \\frac{d(x^2)}{dx}",
    },
    "unbalanced": {
        "en": "unbalanced: as many parentheses must be closed as are opened.\n  wrong: \\ln(1 + x = y\n  right: \\ln(1 + x) = y",
        "fr": "unbalanced : il faut fermer autant de parenthèses qu'on en ouvre.\n  faux : \\ln(1 + x = y\n  juste : \\ln(1 + x) = y",
    },
    "single_bars": {
        "en": "single_bars: a norm is written with two bars, an absolute value with one.\n  wrong: |x|_1\n  right: ||x||_1",
        "fr": "single_bars : une norme s'écrit avec deux barres, une valeur absolue avec une.\n  faux : |x|_1\n  juste : ||x||_1",
    },
    "run_together": {
        "en": "run_together: a formula ends and the next begins without anything between them.\n  wrong: a = b c = d, where only a = b and c = d fit\n  right: a = b, c = d",
        "fr": "run_together : une formule finit et la suivante commence sans séparation.\n  faux : a = b c = d, où seuls a = b et c = d s'accordent\n  juste : a = b, c = d",
    },
    "unknown_word": {
        "en": "unknown_word: a word in a formula is close to a known function, but is none.\n  wrong: soffplus(x)\n  right: softplus(x)",
        "fr": "unknown_word : un mot de la formule ressemble à une fonction connue sans en être une.\n  faux : soffplus(x)\n  juste : softplus(x)",
    },
    "repaired_indicator": {
        "en": "repaired_indicator: a question mark with a condition below was read as an indicator function.\n  as transcribed: ?_{\\{x > 0\\}}\n  read as: 1_{\\{x > 0\\}}",
        "fr": "repaired_indicator : un point d'interrogation avec une condition en indice a été lu comme une fonction indicatrice.\n  transcrit : ?_{\\{x > 0\\}}\n  lu : 1_{\\{x > 0\\}}",
    },
    "condition": {
        "en": "condition: the step holds wherever both sides are defined; the condition says where that is.\n  x/x = 1 holds for x \\neq 0",
        "fr": "condition : l'étape vaut là où les deux côtés sont définis ; la condition dit où.\n  x/x = 1 vaut pour x \\neq 0",
    },
}  # fmt: skip
