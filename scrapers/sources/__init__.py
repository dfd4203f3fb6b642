"""One small file a site: constants on a family, bound to the name SOURCE. Being here is being found."""
