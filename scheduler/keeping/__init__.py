"""An installation kept safe: backups taken, verified and restored, and its tables brought up to date."""
