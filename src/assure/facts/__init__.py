"""What rules look at: the catalogue of subjects and fields, and every derivation in the open."""
