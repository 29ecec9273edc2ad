"""Safety: the assessment at each change of the picture, and the precautions that staff confirm."""
