# SPDX-License-Identifier: MIT
"""Maps as plain drawings: points in, places of discs, numbers and labels out. Knows no record and no page."""
