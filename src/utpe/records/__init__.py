# SPDX-License-Identifier: MIT
"""Plain trees in, typed frozen records, indexes and relations out."""
