"""What reports say, in French and English: one template for each finding code, filled with the finding's data."""

from __future__ import annotations

from collections.abc import Mapping

from derive.model.report import Finding

MESSAGES: Mapping[str, Mapping[str, str]] = {
    "wrong_step": {
        "fr": "« {right} » n'est pas {relation} « {left} » : pour {values}, on a {left_value} à gauche et {right_value} à droite.",
        "en": "“{right}” is not {relation} “{left}”: for {values} the left side is {left_value} and the right side {right_value}.",
    },
    "shape": {
        "fr": "Les dimensions de « {left} {sign} {right} » ne s'accordent pas ({shapes}) ; manque-t-il un facteur, ou y en a-t-il un de trop ?",
        "en": "The shapes in “{left} {sign} {right}” do not fit ({shapes}); is a factor missing, or one too many?",
    },
    "count": {
        "fr": "Ce nombre n'est pas le bon : pour {values}, la formule donne {right_value} au lieu de {left_value} ; il faut {meant}.",
        "en": "This number is not right: for {values} the formula gives {right_value} instead of {left_value}; it should be {meant}.",
    },
    "unknown_function": {
        "fr": "numpy n'a pas de fonction {name} : cette ligne s'arrête sur une AttributeError. Voulait-on dire {nearest} ?",
        "en": "numpy has no {name}: this line stops with an AttributeError. Was {nearest} meant?",
    },
    "code_shape": {"fr": "Les dimensions de ce code ne s'accordent pas : {shapes}.", "en": "The shapes in this code do not fit: {shapes}."},
    "code_value": {
        "fr": "Ce code ne donne pas {name} : pour {values}, une composante vaut {left_value} au lieu de {right_value}.",
        "en": "This code does not give {name}: for {values} one entry is {left_value} instead of {right_value}.",
    },
    "index_not_used": {
        "fr": "L'indice de la somme n'apparaît pas dans « {source} » ; un autre indice était-il voulu (tel que transcrit) ?",
        "en": "The summation index does not occur in “{source}”; was another index meant (as transcribed)?",
    },
    "missing_d": {
        "fr": "Le dénominateur est une différentielle, mais il manque le d (ou \\partial) du numérateur (tel que transcrit).",
        "en": "The denominator is a differential, but the d (or \\partial) of the numerator is missing (as transcribed).",
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
    "repaired_indicator": {"fr": "« ? » a été lu comme une fonction indicatrice.", "en": "“?” was read as an indicator function."},
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
NOWHERE = {"fr": "toute valeur", "en": "any value"}
LENGTH = 70


def message(finding: Finding, language: str) -> str:
    """The finished sentence of a finding; a KeyError for a code without a template is a bug of ours."""
    data = {key: _short(value) if key in {"left", "right", "source"} else value for key, value in finding.data}
    data["relation"] = RELATIONS[language].get(data.get("sign", "="), "=")
    data["values"] = data.get("values") or NOWHERE[language]
    text = MESSAGES[finding.code][language].format(**data)
    if data.get("recovers"):
        text += RECOVERS[language]
    if "new" in data:
        kind = "remove" if not data["new"] else "replace" if data["old"] else "insert"
        text += CHANGES[language][kind].format(old=_short(data["old"]), new=_short(data["new"]))
    if data.get("second") == "none" and finding.kind == "error":
        text += ALONE[language]
    return text


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LENGTH else text[: LENGTH - 1] + "…"
