"""Figures for everybody: counted over all cases, published so that nobody is found in them."""
