"""People at a browser or an HTTP client: blueprints, forms and feeds; one call inwards, one answer outwards."""
