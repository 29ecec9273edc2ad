"""The threat picture: groups, how they stand to each other, where they are. No person is in it."""
