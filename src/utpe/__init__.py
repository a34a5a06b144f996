# SPDX-License-Identifier: MIT
"""The machine behind the UTPE site: facts (YAML) and prose (Markdown) in, pages and files out."""

import os

__version__ = "0.1.0"

# Pydantic would read the description of every installed package to find plugins: a tenth of a check's time.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
