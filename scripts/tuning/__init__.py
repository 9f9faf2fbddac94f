"""Find the parameters that serve a domain best."""
