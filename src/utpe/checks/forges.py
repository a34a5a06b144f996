# SPDX-License-Identifier: MIT
"""Findings as forges show them: on lines of a proposal, in GitLab's report, in a summary for people."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Sequence

from utpe.checks.finding import Finding
from utpe.checks.report import render_json, render_text, sentence, summary, trail, visible
from utpe.text.strings import Strings, strings

# GitHub cuts a summary at 1 MiB; nobody reads a tenth of this.
MOST_IN_SUMMARY = 200
# Their words for how grave a finding is.
GITLAB_SEVERITY = {"error": "major", "warning": "minor"}
# With what GitHub and GitLab add to Markdown: bare addresses, mentions, numbers of issues, formulas.
_MARKDOWN = re.compile(r"[\\`*_\[\]<>&|~$@#]|:(?=//)|(?<=www)\.", re.IGNORECASE)


def render_github(findings: Sequence[Finding], language: str) -> str:
    """Return a workflow command for each finding, and the count.

    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    s = strings(language)
    return "\n".join([*(_command(f, s) for f in findings), summary(findings, s)])


def render_gitlab(findings: Sequence[Finding], language: str) -> str:
    """Return GitLab's report on code quality. A finding is the same one after it has moved to another line.

    https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
    """
    s = strings(language)
    seen: Counter[str] = Counter()
    entries = []
    for finding in findings:
        about = json.dumps([finding.code, finding.place.file, finding.trail, str(finding.values)])
        seen[about] += 1
        fingerprint = hashlib.sha256(f"{about}{seen[about]}".encode()).hexdigest()
        entries.append(
            {
                "description": _sentence(finding, s),
                "check_name": finding.code,
                "fingerprint": fingerprint,
                "severity": GITLAB_SEVERITY[finding.severity],
                "location": {"path": finding.place.file, "lines": {"begin": finding.place.line}},
            }
        )
    return json.dumps(entries, ensure_ascii=False, indent=1)


def render_summary(findings: Sequence[Finding], languages: Sequence[str]) -> str:
    """Return the counts and each finding with its sentence, in each language, as Markdown.

    What comes from a proposal is text there: it makes no links, pictures or tags.
    """
    return "\n".join(line for language in languages for line in _summary(findings, strings(language)))


Render = Callable[[Sequence[Finding], Sequence[str]], str]


def _in_first(render: Callable[[Sequence[Finding], str], str]) -> Render:
    return lambda findings, languages: render(findings, languages[0])


FORMATS: dict[str, Render] = {
    "text": _in_first(render_text),
    "json": _in_first(render_json),
    "github": _in_first(render_github),
    "gitlab": _in_first(render_gitlab),
    "summary": render_summary,
}
"""What each value of `utpe check --format` makes of findings, given the languages, the reader's first."""


def _command(finding: Finding, s: Strings) -> str:
    place = finding.place
    title = f"{finding.code} {s(f'findings.{finding.code}.title')}"
    fields = {"file": place.file, "line": place.line, "col": place.column, "title": title}
    listed = ",".join(f"{name}={_property(str(value))}" for name, value in fields.items())
    return f"::{finding.severity} {listed}::{_data(_sentence(finding, s))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _sentence(finding: Finding, s: Strings) -> str:
    """Return what a finding is about and what it says."""
    return f"{trail(finding)}: {sentence(finding, s)}" if finding.trail else sentence(finding, s)


def _summary(findings: Sequence[Finding], s: Strings) -> list[str]:
    lines = [f"## {s('forge.heading')}", "", f"**{_plain(summary(findings, s))}**", ""]
    file = ""
    for finding in findings[:MOST_IN_SUMMARY]:
        if finding.place.file != file:
            file = finding.place.file
            lines += ["", f"### {_plain(visible(file))}", ""]
        where = s("forge.on_line", line=finding.place.line)
        kind = s(f"forge.{finding.severity}")
        text = f"{kind} {finding.code}, {where}: {_sentence(finding, s)}"
        lines.append(f"- {_plain(text)}")
    if left := sum(f.number for f in findings[MOST_IN_SUMMARY:]):
        lines += ["", s.plural("forge.not_listed", left)]
    return [*lines, ""]


def _plain(text: str) -> str:
    r"""Return text that Markdown shows as it is: every sign that could mean something behind a `\`."""
    return _MARKDOWN.sub(r"\\\g<0>", text)
