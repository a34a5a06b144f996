# SPDX-License-Identifier: MIT
"""Keys in; Spanish, Portuguese (and any further language), plurals, dates and lists out."""
