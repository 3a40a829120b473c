"""What `flask doctor` looks at, one module a region of the installation."""
