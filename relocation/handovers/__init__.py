"""Handovers: agreement and knowledge pass to the receiver, point by point, beside the move."""
