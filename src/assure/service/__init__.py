"""The acts that every face shares, one function each."""
