"""Grading: what a careful marker does with verdicts. It is handed the engine's decide and the reader's second reading as functions."""
