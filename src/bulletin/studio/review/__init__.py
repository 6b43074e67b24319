"""REVIEW: what changed since a version, remarks on the draft, the file for an approver, and the sign-off."""
