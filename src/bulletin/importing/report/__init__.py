"""What an import did: as values for JSON, as one HTML page, and the lines to paste into `issue.yaml`."""
