"""PROVE: finished files are compared with layout and source and held to a profile; each failure is a finding."""
