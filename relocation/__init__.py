"""The case work: municipalities, nominations, placements, handovers."""
