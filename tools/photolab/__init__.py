"""A small photo studio in numpy: scenes of simple solids under real light, finished like camera pictures."""
