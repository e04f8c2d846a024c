"""The normal form: rational functions over kernels, computed with FLINT polynomials. Untrusted; its trace becomes a certificate."""
