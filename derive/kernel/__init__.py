"""The trusted core: replays certificates, evaluates in ball arithmetic, applies domain rules. Only here is anything proved or refuted.

File structure, in reading order:

polynomial   sparse polynomials with integer coefficients, in plain Python; division where it is exact
table        what the kernels of a certificate mean, and which variables they contain
signs        signs of polynomials from given facts and from the kernels themselves
facts        what a sign may lean on: given conditions, instances, ranges, squares; what is certainly not zero
fractions    fractions of polynomials: equality by cross-multiplication, and denominators that are not zero
elementary   exp, log, roots, signs and deltas of a fraction
functions    functions that stay functions, powers with a symbolic exponent
substitution variables replaced inside kernels
sums         a sum as a combination of kernels
cases        case distinctions
lines        the lines of a certificate
nodes        one node of a term
replay       the value of a term, line by line
leaves       the rules that prove an obligation by one table
verdicts     the mint, with the rules that leave parts of an obligation to prove (derive.terms.parts)
numbers      exact rationals, balls, and slopes carried along
functions_at the known functions at numbers
scope        what an evaluation knows where it stands
ball         evaluation of terms at a point, by enclosures
refutation   witnesses

What it uses of derive.terms: forms, binding, definitions, domain, derivative, shapes, entries, matrix_words, induction, implications, parts.
"""
