"""The nouns of derive: frozen dataclasses without verbs. Imports the standard library only."""
