"""The trusted core: replays certificates, evaluates in ball arithmetic, applies domain rules. Only here is anything proved or refuted.

File structure, in reading order:

polynomial   sparse polynomials with integer coefficients, in plain Python
table        what the kernels of a certificate mean, and which variables they contain
signs        signs of polynomials from given facts and from the kernels themselves
elementary   exp, log, roots, signs, deltas and other functions of a fraction
binders      sums, and variables replaced inside kernels
replay       the value of a term, line by line
judge        the rules that reduce one obligation to others, and the verdicts
ball         evaluation of terms at a point, by enclosures
refutation   witnesses
"""
