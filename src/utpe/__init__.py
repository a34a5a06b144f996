# SPDX-License-Identifier: MIT
"""The machine behind the UTPE site: facts (YAML) and prose (Markdown) in, pages and files out."""

__version__ = "0.1.0"
