"""Importing a trust directory: `import_directory` reads a folder and stores it, whole or not at all."""

from storage.importing.directory_import import import_directory

__all__ = ["import_directory"]
