"""What moves by a table of steps: where each thing of a case stands, and which steps were taken."""
