"""What reports say, in French and English: one template for each finding code, filled with the finding's data."""

from __future__ import annotations

import re
from collections.abc import Mapping

from derive.model.report import Finding

MESSAGES: Mapping[str, Mapping[str, str]] = {
    "wrong_step": {
        "fr": "« {right} » n'est pas {relation} « {left} » : pour {values}, on a {left_value} à gauche et {right_value} à droite.",
        "en": "“{right}” is not {relation} “{left}”: for {values} the left side is {left_value} and the right side {right_value}.",
    },
    "shape": {
        "fr": "Les dimensions de « {left} {sign} {right} » ne s'accordent pas : {shapes}.",
        "en": "The shapes in “{left} {sign} {right}” do not fit: {shapes}.",
    },
    "count": {
        "fr": "Ce nombre n'est pas le bon : pour {values}, la formule donne {right_value} au lieu de {left_value}⟦{difference}⟧⟦ ; il faut {meant}⟧.",
        "en": "This number is not right: for {values} the formula gives {right_value} instead of {left_value}⟦{difference}⟧⟦; it should be {meant}⟧.",
    },
    "unknown_function": {
        "fr": "numpy n'a pas de fonction {name} : cette ligne s'arrête sur une AttributeError.⟦ Voulait-on dire {nearest} ?⟧",
        "en": "numpy has no {name}: this line stops with an AttributeError.⟦ Was {nearest} meant?⟧",
    },
    "code_shape": {"fr": "Les dimensions de ce code ne s'accordent pas : {shapes}.", "en": "The shapes in this code do not fit: {shapes}."},
    "code_value": {
        "fr": "Ce code ne donne pas {name} : pour {values}, une composante vaut {left_value} au lieu de {right_value}.",
        "en": "This code does not give {name}: for {values} one entry is {left_value} instead of {right_value}.",
    },
    "code_formula": {
        "fr": "Ce code ne donne pas la valeur de votre propre formule pour {name} : pour {values}, une composante vaut {left_value} au lieu de {right_value}.",
        "en": "This code does not give the value of your own formula for {name}: for {values} one entry is {left_value} instead of {right_value}.",
    },
    "code_label": {
        "fr": "Les étiquettes vont de 1 à m et les indices de numpy de 0 à m-1 : pour {values}, une composante vaut {left_value} au lieu de {right_value}.",
        "en": "Labels count from 1 and numpy counts from 0: for {values} one entry is {left_value} instead of {right_value}.",
    },
    "wrong_answer": {
        "fr": "« {right} » n'est pas ce que demande la question : pour {values}, la réponse vaut {right_value} au lieu de {left_value}.",
        "en": "“{right}” is not what the question asks for: for {values} the answer is {right_value} instead of {left_value}.",
    },
    "index_not_used": {
        "fr": "L'indice de la somme n'apparaît pas sous elle dans « {source} » : chaque terme est le même ; un autre indice était-il voulu (tel que transcrit) ?",
        "en": "The summation index does not occur under its sum in “{source}”: each term is the same; was another index meant (as transcribed)?",
    },
    "missing_d": {
        "fr": "Un d (ou \\partial) manque à cette dérivée : il en faut un au-dessus et un au-dessous de la barre (tel que transcrit).",
        "en": "A d (or \\partial) is missing in this derivative: there must be one above and one below the bar (as transcribed).",
    },
    "bare_words": {
        "fr": "Des mots sans barre oblique ont été lus comme des fonctions : {found}.",
        "en": "Words without a backslash were read as functions: {found}.",
    },
    "invisible_characters": {
        "fr": "Une formule contient des caractères invisibles ({found}) ; ils ont été ignorés.",
        "en": "A formula contains invisible characters ({found}); they were passed over.",
    },
    "unclosed": {
        "fr": "« {found} » ouvre une formule que rien ne ferme ; elle a été lue jusqu'à la ligne vide suivante.",
        "en": "“{found}” opens a formula that nothing closes; it was read up to the next blank line.",
    },
    "not_followed": {
        "fr": "« {found} » n'est pas suivi : un seul fichier est lu à la fois ; collez son contenu ici, ou corrigez-le à part.",
        "en": "“{found}” is not followed: one file is read at a time; paste its content here, or grade it on its own.",
    },
    "unbalanced": {
        "fr": "Les parenthèses ne sont pas équilibrées : {opened} ouvertes, {closed} fermées (tel que transcrit).",
        "en": "The parentheses are not balanced: {opened} opened, {closed} closed (as transcribed).",
    },
    "single_bars": {"fr": "La norme d'un vecteur s'écrit avec deux barres : ‖x‖.", "en": "The norm of a vector is written with two bars: ‖x‖."},
    "run_together": {
        "fr": "Deux énoncés se sont collés dans « {source} » (tel que transcrit).",
        "en": "Two statements have run together in “{source}” (as transcribed).",
    },
    "unknown_word": {"fr": "« {source} » n'est pas un nom connu.", "en": "“{source}” is not a known name."},
    "empty_parentheses": {
        "fr": "Dans « {source} », l'argument se trouve derrière les parenthèses (tel que transcrit).",
        "en": "In “{source}” the argument stands behind its parentheses (as transcribed).",
    },
    "repaired_zero": {"fr": "La lettre « O » a été lue comme le nombre zéro.", "en": "The letter “O” was read as the number zero."},
    "repaired_indicator": {"fr": "« ? » a été lu comme une fonction indicatrice.", "en": "“?” was read as an indicator function."},
    "index_lost": {
        "fr": "« {found} » a perdu son indice : le reste de la formule parle d'une composante (tel que transcrit).",
        "en": "“{found}” has lost its index: the rest of the formula speaks of one entry (as transcribed).",
    },
    "bound_and_free": {
        "fr": "L'indice {index} est à la fois lié par la somme et libre à côté d'elle ; il en faut deux.",
        "en": "The index {index} is bound by the sum and free beside it; two letters are needed.",
    },
    "slid_bound": {
        "fr": "La borne supérieure « {found} » de la somme est descendue à côté d'elle (tel que transcrit).",
        "en": "The upper bound “{found}” of the sum has slid down beside it (as transcribed).",
    },
    "undefined_bound": {
        "fr": "« {found} » n'est défini nulle part⟦ ; ailleurs la borne est « {meant} »⟧.",
        "en": "“{found}” is not defined anywhere⟦; elsewhere the bound is “{meant}”⟧.",
    },
    "nabla": {
        "fr": "« {found} » est le signe du laplacien ; un gradient s'écrit \\nabla.",
        "en": "“{found}” is the sign of a Laplacian; a gradient is written \\nabla.",
    },
    "lost_script": {
        "fr": "« {source} » a perdu son indice (tel que transcrit)⟦ ; il faut lire « {meant} »⟧.",
        "en": "“{source}” has lost its subscript (as transcribed)⟦; “{meant}” is meant⟧.",
    },
    "doubled_letter": {
        "fr": "Une lettre est doublée dans « {source} » (tel que transcrit).",
        "en": "A letter is doubled in “{source}” (as transcribed).",
    },
    "label_exponent": {
        "fr": "La transposée de « {source} » est montée dans l'exposant de l'étiquette.",
        "en": "The transpose in “{source}” has moved up into the label.",
    },
    "swapped_scripts": {
        "fr": "Les deux indices de « {source} » sont échangés⟦ : ailleurs on lit « {meant} »⟧.",
        "en": "The two scripts of “{source}” have changed places⟦: elsewhere it is “{meant}”⟧.",
    },
    "lost_backslash": {
        "fr": "« {found} » a perdu sa barre oblique inverse : \\{found}.",
        "en": "“{found}” has lost its backslash: \\{found}.",
    },
    "unknown_command": {
        "fr": "« {found} » n'est pas une commande de LaTeX.",
        "en": "“{found}” is no command of LaTeX.",
    },
    "prose_in_formula": {
        "fr": "Une phrase s'est collée à la formule : « {found} » (tel que transcrit).",
        "en": "A sentence has run into the formula: “{found}” (as transcribed).",
    },
    "not_a_set": {
        "fr": "« {found} » ne dit pas une dimension⟦ ; il faut « {meant} » (tel que transcrit)⟧.",
        "en": "“{found}” does not say a size⟦; it should be “{meant}” (as transcribed)⟧.",
    },
    "slid_conclusion": {
        "fr": "Une conclusion est tombée dans la distinction de cas : « {found} » (tel que transcrit).",
        "en": "A conclusion has slid into the case distinction: “{found}” (as transcribed).",
    },
    "label": {
        "fr": "L'étiquette de « {found} » n'est pas celle de cette lettre ({usual}).",
        "en": "The label of “{found}” is not one of this letter ({usual}).",
    },
    "label_without_parentheses": {
        "fr": "Le numéro de couche de « {found} » se lit comme une puissance ; ailleurs il est entre parenthèses.",
        "en": "The layer's number in “{found}” reads as a power; elsewhere it stands in parentheses.",
    },
    "example_label": {
        "fr": "La somme parcourt les exemples, mais « {found} » est toujours la cible du premier⟦ ; il faut « {meant} »⟧.",
        "en": "The sum runs over the examples, but “{found}” is the target of the first one throughout⟦; it should be “{meant}”⟧.",
    },
    "softmax_of_entry": {
        "fr": "Le softmax prend le vecteur entier, pas la composante « {found} ».",
        "en": "The softmax takes the whole vector, not the entry “{found}”.",
    },
    "pattern_entry": {
        "fr": "La composante « {found} » ne suit pas le motif qui commence par « {first} » (tel que transcrit).",
        "en": "The entry “{found}” does not follow the pattern that begins with “{first}” (as transcribed).",
    },
    "broken_entry": {
        "fr": "La composante « {found} » ne suit pas le motif qui commence par « {first} » (tel que transcrit).",
        "en": "The entry “{found}” does not follow the pattern that begins with “{first}” (as transcribed).",
    },
    "entries_label": {
        "fr": "« {found} » et « {first} » sont dans le même vecteur, mais portent les étiquettes de deux couches différentes.",
        "en": "“{found}” and “{first}” stand in one vector, but carry the labels of two different layers.",
    },
    "columns": {
        "fr": "Une colonne fois une colonne n'a pas de sens : si le produit est déjà effectué, le facteur « {found} » est de trop.",
        "en": "A column times a column has no meaning: if the product has been carried out already, the factor “{found}” is one too many.",
    },
    "zero_column": {
        "fr": "Le vecteur soustrait est nul ; la composante du milieu devrait être 1 (un vecteur onehot).",
        "en": "The vector that is taken away is zero; its entry in the middle should be 1 (a one-hot vector).",
    },
    "repeated_entry": {
        "fr": "« {found} » figure deux fois dans cet ensemble ; un autre élément manque.",
        "en": "“{found}” stands twice in this set; another element is missing.",
    },
    "repeated_coefficient": {
        "fr": "« {found} » est le coefficient de deux termes différents⟦ ; le second devrait être « {meant} »⟧.",
        "en": "“{found}” is the coefficient of two different terms⟦; the second should be “{meant}”⟧.",
    },
    "two_meanings": {
        "fr": "« {found} » désigne deux choses : le pas d'apprentissage et le nombre d'exemples.",
        "en": "“{found}” stands for two things: the learning rate and the number of examples.",
    },
    "entry_and_array": {
        "fr": "À gauche on dérive par une seule composante, « {found} » (un nombre) ; à droite il y a tout un vecteur.⟦ Voulait-on dire « {meant} » ?⟧",
        "en": "On the left is the derivative by one entry, “{found}” (a number), on the right a whole vector.⟦ Was “{meant}” meant?⟧",
    },
    "other_entry": {
        "fr": "À gauche on dérive la composante « {found} », mais {index} n'apparaît pas à droite : si les deux indices diffèrent, la dérivée est nulle.⟦ Voulait-on dire « {meant} » ?⟧",
        "en": "On the left the entry “{found}” is differentiated, but {index} does not occur on the right: where the two indices differ the derivative is zero.⟦ Was “{meant}” meant?⟧",
    },
    "mixed_products": {
        "fr": "Dans « {found} », rien ne dit si le produit terme à terme ou le produit de matrices vient d'abord ; il faut des parenthèses.",
        "en": "In “{found}” nothing says whether the entrywise or the matrix product comes first; parentheses are needed.",
    },
    "wrong_name": {
        "fr": "« {source} » : le nom « {found} » ne donne pas une étape vraie⟦ ; avec « {meant} », elle est démontrée⟧.",
        "en": "“{source}”: with the name “{found}” the step is not true⟦; with “{meant}” it is proved⟧.",
    },
    "logistic_assumed": {
        "fr": "Le document ne dit pas ce qu'est sigma ; on l'a lue comme la fonction logistique 1/(1+exp(-x)).",
        "en": "The document does not say what sigma is; it was taken to be the logistic function 1/(1+exp(-x)).",
    },
    "condition": {"fr": "Cette étape vaut sous la condition : {conditions}.", "en": "This step holds under the condition: {conditions}."},
}
RELATIONS = {
    "fr": {"=": "égal à", "<": "plus grand que", ">": "plus petit que", "<=": "au moins", ">=": "au plus", "!=": "différent de"},
    "en": {"=": "equal to", "<": "greater than", ">": "less than", "<=": "at least", ">=": "at most", "!=": "different from"},
}
RECOVERS = {"fr": " La suite du calcul n'en souffre pas.", "en": " The rest of the chain does not suffer from it."}
ALONE = {"fr": " (Pas de seconde lecture possible de cette formule.)", "en": " (There was no second reading of this formula.)"}
CHANGES = {
    "fr": {"replace": " Il suffirait d'écrire « {new} » au lieu de « {old} ».", "insert": " Il suffirait d'ajouter « {new} ».", "remove": " Il suffirait d'enlever « {old} »."},
    "en": {"replace": " Writing “{new}” instead of “{old}” would make it right.", "insert": " Adding “{new}” would make it right.", "remove": " Leaving out “{old}” would make it right."},
}  # fmt: skip
SHAPES = {
    "fr": ("un nombre", "un vecteur de {} composantes", "une matrice {}", "un vecteur", "une matrice"),
    "en": ("a number", "a vector of {} entries", "a {} matrix", "a vector", "a matrix"),
}
MEETINGS = {
    "fr": {"sum": "{} plus {} (manque-t-il un facteur ?)", "product": "{} fois {} (une transposée, ou un facteur de trop ?)", "sides": "{} à gauche, {} à droite",
           "turned": "{} à gauche, {} à droite : c'est égal à une transposition près ?", "broadcast": "{} et {} ne s'étendent pas l'un à l'autre", "answer": "le code donne {}, il faut {}", "": "{} et {}"},
    "en": {"sum": "{} plus {} (is a factor missing?)", "product": "{} times {} (a transpose, or a factor too many?)", "sides": "{} on the left, {} on the right",
           "turned": "{} on the left, {} on the right: equal up to a transpose?", "broadcast": "{} and {} cannot be broadcast together", "answer": "the code gives {}, it should be {}", "": "{} and {}"},
}  # fmt: skip
DIFFERENCES = {
    "fr": {"missing": " : il manque {missing}", "extra": " : {extra} est de trop", "both": " : il manque {missing}, et {extra} est de trop"},
    "en": {"missing": ": {missing} is missing", "extra": ": {extra} is too much", "both": ": {missing} is missing and {extra} is too much"},
}
NOWHERE = {"fr": "toute valeur", "en": "any value"}
LENGTH = 70
HINT = re.compile(r"⟦([^⟧]*)⟧")
FIELD = re.compile(r"\{(\w+)\}")


def message(finding: Finding, language: str, corrections: bool = True) -> str:
    """The finished sentence of a finding, with or without what would make it right (in the templates between ⟦ and ⟧); a KeyError for a code without a template is a bug of ours."""
    data = {key: _short(value) if key in {"left", "right", "source", "found", "meant"} else value for key, value in finding.data}
    data["relation"] = RELATIONS[language].get(data.get("sign", "="), "=")
    data["values"] = data.get("values") or NOWHERE[language]
    if "where" in data and "first" in data:
        data["shapes"] = MEETINGS[language][data["where"]].format(*(_shape(data[key], language) for key in ("first", "other")))
    kind = "both" if data.get("missing") and data.get("extra") else "missing" if data.get("missing") else "extra" if data.get("extra") else ""
    data["difference"] = DIFFERENCES[language][kind].format(**data) if kind else ""
    text = _hinted(MESSAGES[finding.code][language], data, corrections).format(**data)
    if data.get("recovers"):
        text += RECOVERS[language]
    if corrections and "new" in data:
        change = "remove" if not data["new"] else "replace" if data["old"] else "insert"
        text += CHANGES[language][change].format(old=_short(data["old"]), new=_short(data["new"]))
    if data.get("second") == "none" and finding.kind == "error":
        text += ALONE[language]
    return text


def _hinted(template: str, data: Mapping[str, str], corrections: bool) -> str:
    """A template with its hints, or without those that are not wanted or have nothing to say."""

    def kept(hint: re.Match[str]) -> str:
        return hint[1] if corrections and all(data.get(name, "-") for name in FIELD.findall(hint[1])) else ""

    return HINT.sub(kept, template)


def _shape(dims: str, language: str) -> str:
    """A shape in words, from its sizes: "" a number, "d_h" a vector, "d_h x d" a matrix."""
    rank = min(2, dims.count(" x ") + bool(dims))
    return SHAPES[language][rank + 2 * ("size" in dims and rank > 0)].format(dims)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LENGTH else text[: LENGTH - 1] + "…"
