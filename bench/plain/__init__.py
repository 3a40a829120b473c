"""The same work as a good Flask developer writes it first: one person after the other, with the libraries alone."""
