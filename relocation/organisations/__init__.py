"""Who takes part: municipalities, local exit units and national authorities, by dated names."""
