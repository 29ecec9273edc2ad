"""What-if questions and made-up rounds; real people never enter here."""
