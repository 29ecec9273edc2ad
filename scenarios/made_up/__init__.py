"""The parts of a made-up round: threat picture, people, places, what is settled by hand."""
