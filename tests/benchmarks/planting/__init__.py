"""What the soundness campaign over whole hand-ins is made of: a LaTeX evaluator of its own, the corpus with its meanings, the mistakes that it plants."""
