"""What is remembered: one module per noun, columns explained, constraints named."""
