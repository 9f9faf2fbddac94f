"""Find the parameters that serve a domain's data best."""
