"""What a document itself says of its letters: shapes it declares, sizes that its sums and products force, functions and quantities it defines."""
