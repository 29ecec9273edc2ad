"""Measures the engine beside other solvers on rounds that were fixed before the first timing."""
