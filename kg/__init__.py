"""Labor News Graph: labor news in, a citable graph of who said what about whom out."""

__version__ = "0.1.0"
