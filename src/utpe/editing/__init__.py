# SPDX-License-Identifier: MIT
"""Commands that edit data, prose and the ledger: the whole edit passes the checks, or nothing is changed."""
