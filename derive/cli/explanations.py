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
    "empty_parentheses": {
        "en": "empty_parentheses: the argument of a function stands behind its parentheses.\n  wrong: onehot_m()y\n  right: onehot_m(y)",
        "fr": "empty_parentheses : l'argument d'une fonction se trouve derrière ses parenthèses.\n  faux : onehot_m()y\n  juste : onehot_m(y)",
    },
    "repaired_zero": {
        "en": "repaired_zero: a letter O between numbers was read as a zero, as scans confuse the two.\n  wrong: (O, ..., 1, ..., O)\n  right: (0, ..., 1, ..., 0)",
        "fr": "repaired_zero : une lettre O parmi des nombres a été lue comme un zéro ; les numérisations confondent les deux.\n  faux : (O, ..., 1, ..., O)\n  juste : (0, ..., 1, ..., 0)",
    },
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
    "bare_words": {
        "en": "bare_words: a function word stands without its backslash and was read as the function.\n  as written: exp(x) + ln x\n  read as: \\exp(x) + \\ln x",
        "fr": "bare_words : un nom de fonction sans barre oblique a été lu comme cette fonction.\n  écrit : exp(x) + ln x\n  lu : \\exp(x) + \\ln x",
    },
    "invisible_characters": {
        "en": "invisible_characters: zero-width or direction characters inside a formula were passed over.\n  as written: x<U+200B>_k\n  read as: x_k",
        "fr": "invisible_characters : des caractères invisibles dans une formule ont été ignorés.\n  écrit : x<U+200B>_k\n  lu : x_k",
    },
    "unclosed": {
        "en": "unclosed: a formula is opened and not closed; it is read up to the next blank line.\n  wrong: $$ x = y, and a new paragraph\n  right: $$ x = y $$",
        "fr": "unclosed : une formule est ouverte et jamais fermée ; elle est lue jusqu'à la ligne vide suivante.\n  faux : $$ x = y, puis un nouveau paragraphe\n  juste : $$ x = y $$",
    },
    "not_followed": {
        "en": "not_followed: a LaTeX source names another file; only the file itself is read.\n  not read: \\input{solution}\n  read: the content of solution.tex pasted in its place",
        "fr": "not_followed : une source LaTeX nomme un autre fichier ; seul le fichier lui-même est lu.\n  pas lu : \\input{solution}\n  lu : le contenu de solution.tex collé à sa place",
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
    "index_lost": {
        "en": "index_lost: an entry is meant and the whole vector is written.\n  wrong: \\sum_i x^2\n  right: \\sum_i x_i^2",
        "fr": "index_lost : une composante est voulue et le vecteur entier est écrit.\n  faux : \\sum_i x^2\n  juste : \\sum_i x_i^2",
    },
    "bound_and_free": {
        "en": "bound_and_free: one letter is the index of a sum and a free index beside it.\n  wrong: \\frac{e^{x_i}}{\\sum_{i=1}^m e^{x_i}}\n  right: \\frac{e^{x_i}}{\\sum_{j=1}^m e^{x_j}}",
        "fr": "bound_and_free : une lettre est l'indice d'une somme et un indice libre à côté d'elle.\n  faux : \\frac{e^{x_i}}{\\sum_{i=1}^m e^{x_i}}\n  juste : \\frac{e^{x_i}}{\\sum_{j=1}^m e^{x_j}}",
    },
    "slid_bound": {
        "en": "slid_bound: the upper bound of a sum stands beside it.\n  wrong: \\sum_{i=1} n x_i\n  right: \\sum_{i=1}^{n} x_i",
        "fr": "slid_bound : la borne supérieure d'une somme est à côté d'elle.\n  faux : \\sum_{i=1} n x_i\n  juste : \\sum_{i=1}^{n} x_i",
    },
    "undefined_bound": {
        "en": "undefined_bound: a sum runs up to a capital that is defined nowhere, while its small letter is the number of classes.\n  wrong: \\sum_{k=1}^M y_k\n  right: \\sum_{k=1}^m y_k",
        "fr": "undefined_bound : une somme va jusqu'à une majuscule qui n'est définie nulle part, alors que la minuscule est le nombre de classes.\n  faux : \\sum_{k=1}^M y_k\n  juste : \\sum_{k=1}^m y_k",
    },
    "nabla": {
        "en": "nabla: the sign of a Laplacian where a gradient is announced.\n  wrong: \\Delta_\\theta L\n  right: \\nabla_\\theta L",
        "fr": "nabla : le signe du laplacien là où un gradient est annoncé.\n  faux : \\Delta_\\theta L\n  juste : \\nabla_\\theta L",
    },
    "lost_script": {
        "en": "lost_script: a subscript has slid up to a factor, often in scanning.\n  wrong: \\delta{ik}\n  right: \\delta_{ik}",
        "fr": "lost_script : un indice est monté au rang de facteur, souvent à la numérisation.\n  faux : \\delta{ik}\n  juste : \\delta_{ik}",
    },
    "doubled_letter": {
        "en": "doubled_letter: a bold letter is there twice.\n  wrong: \\mathbf{o}o_k\n  right: \\mathbf{o}_k",
        "fr": "doubled_letter : une lettre grasse est écrite deux fois.\n  faux : \\mathbf{o}o_k\n  juste : \\mathbf{o}_k",
    },
    "label_exponent": {
        "en": "label_exponent: a transpose stands in the exponent of a label.\n  wrong: h^{s^t}\n  right: {h^s}^t",
        "fr": "label_exponent : une transposée est dans l'exposant d'une étiquette.\n  faux : h^{s^t}\n  juste : {h^s}^t",
    },
    "swapped_scripts": {
        "en": "swapped_scripts: label and index have changed places.\n  wrong: o_a^k\n  right: o_k^a",
        "fr": "swapped_scripts : l'étiquette et l'indice sont échangés.\n  faux : o_a^k\n  juste : o_k^a",
    },
    "lost_backslash": {
        "en": "lost_backslash: a command without its backslash is read as letters.\n  wrong: sum_{i=1}^m x_i\n  right: \\sum_{i=1}^m x_i",
        "fr": "lost_backslash : une commande sans sa barre oblique est lue comme des lettres.\n  faux : sum_{i=1}^m x_i\n  juste : \\sum_{i=1}^m x_i",
    },
    "unknown_command": {
        "en": "unknown_command: a command that LaTeX does not have.\n  wrong: \\s\\lambda\n  right: \\lambda",
        "fr": "unknown_command : une commande que LaTeX n'a pas.\n  faux : \\s\\lambda\n  juste : \\lambda",
    },
    "prose_in_formula": {
        "en": "prose_in_formula: a sentence without its spaces stands in a formula.\n  wrong: -\\log(p)whereweusethisvalue\n  right: -\\log(p)",
        "fr": "prose_in_formula : une phrase sans ses espaces est dans une formule.\n  faux : -\\log(p)whereweusethisvalue\n  juste : -\\log(p)",
    },
    "not_a_set": {
        "en": "not_a_set: a size is not written as one.\n  wrong: W \\in \\mathbb{R}^{m x d}\n  right: W \\in \\mathbb{R}^{m \\times d}",
        "fr": "not_a_set : une dimension n'est pas écrite comme telle.\n  faux : W \\in \\mathbb{R}^{m x d}\n  juste : W \\in \\mathbb{R}^{m \\times d}",
    },
    "slid_conclusion": {
        "en": "slid_conclusion: a conclusion stands in a row of the cases.\n  wrong: \\begin{cases} 1 & x > 0 \\Rightarrow y = 1 \\\\ 0 & x \\le 0 \\end{cases}\n  right: \\begin{cases} 1 & x > 0 \\\\ 0 & x \\le 0 \\end{cases} \\Rightarrow y = 1",
        "fr": "slid_conclusion : une conclusion est dans une ligne de la distinction de cas.\n  faux : \\begin{cases} 1 & x > 0 \\Rightarrow y = 1 \\\\ 0 & x \\le 0 \\end{cases}\n  juste : \\begin{cases} 1 & x > 0 \\\\ 0 & x \\le 0 \\end{cases} \\Rightarrow y = 1",
    },
    "label": {
        "en": "label: a letter that always has a label has lost it, or has another letter's.\n  wrong: \\frac{\\partial h^s}{\\partial h_j}\n  right: \\frac{\\partial h^s}{\\partial h^a_j}",
        "fr": "label : une lettre qui porte toujours une étiquette l'a perdue, ou porte celle d'une autre.\n  faux : \\frac{\\partial h^s}{\\partial h_j}\n  juste : \\frac{\\partial h^s}{\\partial h^a_j}",
    },
    "label_without_parentheses": {
        "en": "label_without_parentheses: a layer's number without its parentheses reads as a power.\n  wrong: w_{11}^{2}\n  right: w_{11}^{(2)}",
        "fr": "label_without_parentheses : un numéro de couche sans parenthèses se lit comme une puissance.\n  faux : w_{11}^{2}\n  juste : w_{11}^{(2)}",
    },
    "example_label": {
        "en": "example_label: every example is compared with the target of the first.\n  wrong: \\sum_{i=1}^n L(f(x^{(i)}), y^{(1)})\n  right: \\sum_{i=1}^n L(f(x^{(i)}), y^{(i)})",
        "fr": "example_label : chaque exemple est comparé à la cible du premier.\n  faux : \\sum_{i=1}^n L(f(x^{(i)}), y^{(1)})\n  juste : \\sum_{i=1}^n L(f(x^{(i)}), y^{(i)})",
    },
    "softmax_of_entry": {
        "en": "softmax_of_entry: the softmax of one number is 1.\n  wrong: softmax(v_a)\n  right: softmax(v)_a",
        "fr": "softmax_of_entry : le softmax d'un seul nombre vaut 1.\n  faux : softmax(v_a)\n  juste : softmax(v)_a",
    },
    "pattern_entry": {
        "en": "pattern_entry: the last entry of a vector with dots is its first one again.\n  wrong: \\begin{pmatrix} x_1 \\\\ \\vdots \\\\ x_1 \\end{pmatrix}\n  right: \\begin{pmatrix} x_1 \\\\ \\vdots \\\\ x_d \\end{pmatrix}",
        "fr": "pattern_entry : la dernière composante d'un vecteur à points est de nouveau la première.\n  faux : \\begin{pmatrix} x_1 \\\\ \\vdots \\\\ x_1 \\end{pmatrix}\n  juste : \\begin{pmatrix} x_1 \\\\ \\vdots \\\\ x_d \\end{pmatrix}",
    },
    "broken_entry": {
        "en": "broken_entry: an entry of a vector or matrix has too many or too few indices.\n  wrong: (h_1, ..., h_{d1})\n  right: (h_1, ..., h_d)",
        "fr": "broken_entry : une composante d'un vecteur ou d'une matrice a trop ou trop peu d'indices.\n  faux : (h_1, ..., h_{d1})\n  juste : (h_1, ..., h_d)",
    },
    "entries_label": {
        "en": "entries_label: the entries of one vector belong to two layers.\n  wrong: \\begin{pmatrix} b_1^{(1)} \\\\ \\vdots \\\\ b_m^{(2)} \\end{pmatrix}\n  right: \\begin{pmatrix} b_1^{(2)} \\\\ \\vdots \\\\ b_m^{(2)} \\end{pmatrix}",
        "fr": "entries_label : les composantes d'un vecteur appartiennent à deux couches.\n  faux : \\begin{pmatrix} b_1^{(1)} \\\\ \\vdots \\\\ b_m^{(2)} \\end{pmatrix}\n  juste : \\begin{pmatrix} b_1^{(2)} \\\\ \\vdots \\\\ b_m^{(2)} \\end{pmatrix}",
    },
    "columns": {
        "en": "columns: two columns side by side have no product.\n  wrong: \\begin{pmatrix} a_1 \\\\ \\vdots \\\\ a_m \\end{pmatrix} \\begin{pmatrix} x_1 \\\\ \\vdots \\\\ x_d \\end{pmatrix}\n  right: \\begin{pmatrix} a_1 \\\\ \\vdots \\\\ a_m \\end{pmatrix}",
        "fr": "columns : deux colonnes côte à côte n'ont pas de produit.\n  faux : \\begin{pmatrix} a_1 \\\\ \\vdots \\\\ a_m \\end{pmatrix} \\begin{pmatrix} x_1 \\\\ \\vdots \\\\ x_d \\end{pmatrix}\n  juste : \\begin{pmatrix} a_1 \\\\ \\vdots \\\\ a_m \\end{pmatrix}",
    },
    "zero_column": {
        "en": "zero_column: a vector of zeros is taken away where a one-hot vector is meant.\n  wrong: \\begin{pmatrix} p_1 \\\\ \\vdots \\\\ p_y \\\\ \\vdots \\\\ p_m \\end{pmatrix} - \\begin{pmatrix} 0 \\\\ \\vdots \\\\ 0 \\\\ \\vdots \\\\ 0 \\end{pmatrix}\n  right: \\begin{pmatrix} p_1 \\\\ \\vdots \\\\ p_y \\\\ \\vdots \\\\ p_m \\end{pmatrix} - \\begin{pmatrix} 0 \\\\ \\vdots \\\\ 1 \\\\ \\vdots \\\\ 0 \\end{pmatrix}",
        "fr": "zero_column : un vecteur nul est soustrait là où un vecteur onehot est voulu.\n  faux : \\begin{pmatrix} p_1 \\\\ \\vdots \\\\ p_y \\\\ \\vdots \\\\ p_m \\end{pmatrix} - \\begin{pmatrix} 0 \\\\ \\vdots \\\\ 0 \\\\ \\vdots \\\\ 0 \\end{pmatrix}\n  juste : \\begin{pmatrix} p_1 \\\\ \\vdots \\\\ p_y \\\\ \\vdots \\\\ p_m \\end{pmatrix} - \\begin{pmatrix} 0 \\\\ \\vdots \\\\ 1 \\\\ \\vdots \\\\ 0 \\end{pmatrix}",
    },
    "repeated_entry": {
        "en": "repeated_entry: one name stands twice in a set.\n  wrong: \\theta = \\{W, b, V, V\\}\n  right: \\theta = \\{W, b, V, c\\}",
        "fr": "repeated_entry : un nom figure deux fois dans un ensemble.\n  faux : \\theta = \\{W, b, V, V\\}\n  juste : \\theta = \\{W, b, V, c\\}",
    },
    "repeated_coefficient": {
        "en": "repeated_coefficient: one numbered coefficient stands before two terms, and another is used nowhere in the sum.\n  wrong: \\lambda_{11} u + \\lambda_{12} v + \\lambda_{21} w + \\lambda_{21} z\n  right: \\lambda_{11} u + \\lambda_{12} v + \\lambda_{21} w + \\lambda_{22} z",
        "fr": "repeated_coefficient : un coefficient numéroté précède deux termes, et un autre n'est pas employé dans la somme.\n  faux : \\lambda_{11} u + \\lambda_{12} v + \\lambda_{21} w + \\lambda_{21} z\n  juste : \\lambda_{11} u + \\lambda_{12} v + \\lambda_{21} w + \\lambda_{22} z",
    },
    "two_meanings": {
        "en": "two_meanings: one letter is the learning rate and the number of examples.\n  wrong: \\theta \\leftarrow \\theta - n(\\frac{1}{n}\\sum_{i=1}^{n} g_i)\n  right: \\theta \\leftarrow \\theta - \\eta(\\frac{1}{n}\\sum_{i=1}^{n} g_i)",
        "fr": "two_meanings : une lettre est le pas d'apprentissage et le nombre d'exemples.\n  faux : \\theta \\leftarrow \\theta - n(\\frac{1}{n}\\sum_{i=1}^{n} g_i)\n  juste : \\theta \\leftarrow \\theta - \\eta(\\frac{1}{n}\\sum_{i=1}^{n} g_i)",
    },
    "entry_and_array": {
        "en": "entry_and_array: one number on the left, a whole vector on the right.\n  wrong: \\frac{\\partial L}{\\partial h_j} = W^T g\n  right: \\frac{\\partial L}{\\partial h} = W^T g",
        "fr": "entry_and_array : un nombre à gauche, un vecteur entier à droite.\n  faux : \\frac{\\partial L}{\\partial h_j} = W^T g\n  juste : \\frac{\\partial L}{\\partial h} = W^T g",
    },
    "other_entry": {
        "en": "other_entry: one entry is differentiated on the left and another one on the right.\n  wrong: \\frac{\\partial h_k}{\\partial W_{ji}} = \\frac{\\partial}{\\partial W_{ji}} (W_{ji} x_i + b_j)\n  right: \\frac{\\partial h_j}{\\partial W_{ji}} = \\frac{\\partial}{\\partial W_{ji}} (W_{ji} x_i + b_j)",
        "fr": "other_entry : une composante est dérivée à gauche, une autre à droite.\n  faux : \\frac{\\partial h_k}{\\partial W_{ji}} = \\frac{\\partial}{\\partial W_{ji}} (W_{ji} x_i + b_j)\n  juste : \\frac{\\partial h_j}{\\partial W_{ji}} = \\frac{\\partial}{\\partial W_{ji}} (W_{ji} x_i + b_j)",
    },
    "mixed_products": {
        "en": "mixed_products: an entrywise product beside a matrix product, without parentheses.\n  wrong: a W^T \\circ b V^T\n  right: (a W^T \\circ b) V^T",
        "fr": "mixed_products : un produit terme à terme à côté d'un produit de matrices, sans parenthèses.\n  faux : a W^T \\circ b V^T\n  juste : (a W^T \\circ b) V^T",
    },
    "wrong_name": {
        "en": "wrong_name: a function's name with which a step cannot hold; with another one it is proved.\n  wrong: \\ln(sigmoid(x)) = -softmax(-x)\n  right: \\ln(sigmoid(x)) = -softplus(-x)",
        "fr": "wrong_name : le nom d'une fonction avec lequel une étape ne peut pas valoir ; avec un autre elle est démontrée.\n  faux : \\ln(sigmoid(x)) = -softmax(-x)\n  juste : \\ln(sigmoid(x)) = -softplus(-x)",
    },
    "condition": {
        "en": "condition: the step holds wherever both sides are defined; the condition says where that is.\n  x/x = 1 holds for x \\neq 0",
        "fr": "condition : l'étape vaut là où les deux côtés sont définis ; la condition dit où.\n  x/x = 1 vaut pour x \\neq 0",
    },
}  # fmt: skip
