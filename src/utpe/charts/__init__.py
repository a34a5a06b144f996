# SPDX-License-Identifier: MIT
"""Numbers in, places and lengths for a template out. Knows no record and no word."""
