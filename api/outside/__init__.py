"""The way to an organisation's own provider and back: OpenID Connect, code flow with PKCE."""
