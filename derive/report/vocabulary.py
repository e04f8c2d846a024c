"""The words of reports, in French and English."""

from __future__ import annotations

from collections.abc import Mapping

Words = Mapping[str, str]

CLASSES: Mapping[str, Words] = {
    "fr": {"error": "erreur", "notation": "notation", "note": "note", "bug": "bogue"},
    "en": {"error": "error", "notation": "notation", "note": "note", "bug": "bug"},
}
VERDICTS: Mapping[str, Words] = {
    "fr": {
        "proved": "prouvé", "proved_if": "prouvé sous condition", "refuted": "réfuté", "ill_typed": "dimensions incompatibles", "vacuous": "hypothèses contradictoires",
        "undecided": "non décidé", "unread": "non lu", "definition": "définition",
    },
    "en": {
        "proved": "proved", "proved_if": "proved under a condition", "refuted": "refuted", "ill_typed": "shapes do not fit", "vacuous": "contradictory assumptions",
        "undecided": "undecided", "unread": "unread", "definition": "definition",
    },
}  # fmt: skip
STANDINGS: Mapping[str, Words] = {
    "fr": {"right": "juste", "right_with_slips": "juste, avec des fautes en route", "wrong": "faux", "missing": "sans réponse", "unread": "non lu", "not_marked": "à corriger par une personne"},
    "en": {"right": "right", "right_with_slips": "right, with slips", "wrong": "wrong", "missing": "no answer", "unread": "unread", "not_marked": "for a person to mark"},
}
WORDS: Mapping[str, Words] = {
    "fr": {
        "correction": "correction", "steps": "étapes", "nothing": "aucune faute trouvée", "question": "question", "questions": "questions", "person": "à voir par une personne",
        "points": "points", "line": "ligne", "column": "colonne", "total": "total", "open": "à corriger par une personne", "of": "sur", "report": "Correction de", "status": "résultat",
        "findings": "remarques", "at": "pour", "left": "à gauche", "right": "à droite", "conditions": "conditions", "read_as": "lu comme", "by": "par", "proof": "preuve",
        "reason": "raison", "source": "source", "summary": "Résumé", "handin": "La copie", "next": "erreur suivante", "previous": "erreur précédente", "close": "fermer",
        "legend": "Les signes de relation portent le verdict de leur étape : cliquez dessus, ou touche Tab puis Entrée. Touches n et p : remarque suivante, précédente ; Échap : tout fermer.",
        "assignment": "devoir", "unread": "non lu", "witness": "témoin", "skip": "Aller à la copie", "print": "imprimer", "where": "où", "nothing_to_mark": "aucune question reconnue",
    },
    "en": {
        "correction": "correction", "steps": "steps", "nothing": "nothing wrong was found", "question": "question", "questions": "questions", "person": "for a person to look at",
        "points": "points", "line": "line", "column": "column", "total": "total", "open": "still to be marked", "of": "of", "report": "Report on", "status": "result",
        "findings": "findings", "at": "at", "left": "left side", "right": "right side", "conditions": "conditions", "read_as": "read as", "by": "by", "proof": "proof",
        "reason": "reason", "source": "source", "summary": "Summary", "handin": "The hand-in", "next": "next finding", "previous": "previous finding", "close": "close",
        "legend": "Relation signs carry the verdict of their step: click one, or press Tab and then Enter. Keys n and p: next and previous finding; Escape: close all.",
        "assignment": "assignment", "unread": "unread", "witness": "witness", "skip": "Go to the hand-in", "print": "print", "where": "where", "nothing_to_mark": "no question was recognised",
    },
}  # fmt: skip


def number(value: float, language: str) -> str:
    """Points as people write them: 2, 0.75, in French 0,75."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if language == "fr" else text
