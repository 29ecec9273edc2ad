"""The commands, one file each; each file offers its click command as `command`."""
