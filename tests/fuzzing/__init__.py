"""Fuzzing: ``targets`` are what is attacked, ``mutations`` how an input is changed, ``campaign`` how inputs are chosen and judged."""
