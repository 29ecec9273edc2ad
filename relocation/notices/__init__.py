"""Word to organisations' systems and to people's mail that something waits for them."""
