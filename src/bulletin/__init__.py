"""A folder of article YAML and photos becomes a laid-out Vietnamese bulletin.

The public names are those listed in `__all__`; everything else may change between versions.
"""

__version__ = "0.1.0"
__all__ = ["__version__"]
