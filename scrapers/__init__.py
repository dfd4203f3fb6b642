"""How sites are read. Knows nothing of the store, the site or the mail."""
