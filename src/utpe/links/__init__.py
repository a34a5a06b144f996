# SPDX-License-Identifier: MIT
"""`utpe links`: asks other sites, politely, whether the addresses that lead to them still work."""
