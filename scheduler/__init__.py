"""What the ministry does: one module per noun, one function per deed, one commit per deed."""
