"""Terms: the language of the engine. Construction, binders, shapes, SymPy to terms and back, terms to LaTeX and MathML."""
