# SPDX-License-Identifier: MIT
"""`python scripts/yaml_editor.py`: what an editor like VS Code makes of data files, by its language server.

Starts yaml-language-server (scripts/node/) with the settings of .vscode/, opens files that nobody has saved,
and looks at what it offers, shows and complains of. Prints each answer that is not as it should be. Exit
status: 0 when all are, 1 when not, 2 when the server could not run.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from lighthouse import NODE, ROOT, installed
from sentences import say_reason

SERVER = NODE / "node_modules/yaml-language-server/bin/yaml-language-server"
ROOT_URI = ROOT.as_uri()


class Editor:
    """An editor without a screen: the part of the Language Server Protocol 3.17 that is asked for here."""

    def __init__(self, node: str) -> None:
        command = [node, str(SERVER), "--stdio"]
        self._server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._number = 0
        self._complaints: dict[str, list[str]] = {}
        folder = {"uri": ROOT_URI, "name": ROOT.name}
        item = {"completionItem": {"documentationFormat": ["markdown", "plaintext"]}}
        can = {"workspace": {"configuration": True}, "textDocument": {"completion": item, "hover": {}}}
        given = {"processId": None, "rootUri": ROOT_URI, "workspaceFolders": [folder], "capabilities": can}
        self._ask("initialize", given)
        self._send("initialized", {})

    def open(self, file: str, text: str) -> list[str]:
        """Open a file with a text; return what the server complains of."""
        uri = f"{ROOT_URI}/{file}"
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._send("textDocument/didOpen", {"textDocument": document})
        while uri not in self._complaints:
            self._handle(self._receive())
        return self._complaints[uri]

    def offers(self, file: str, line: int, column: int) -> dict[str, str]:
        """Return what can be written at a place (from 0), each with its explanation."""
        found = self._ask("textDocument/completion", _at(file, line, column))
        return {item["label"]: _words(item.get("documentation")) for item in found["items"]}

    def shows(self, file: str, line: int, column: int) -> str:
        """Return what is shown above a place (from 0)."""
        found = self._ask("textDocument/hover", _at(file, line, column))
        return _words(found["contents"]) if found else ""

    def close(self) -> None:
        """End the server."""
        self._server.kill()
        self._server.wait()

    def _ask(self, method: str, given: dict[str, Any]) -> Any:
        self._number += 1
        self._write({"id": self._number, "method": method, "params": given})
        while True:
            message = self._receive()
            if message.get("id") == self._number and "method" not in message:
                return message["result"]
            self._handle(message)

    def _send(self, method: str, given: dict[str, Any]) -> None:
        self._write({"method": method, "params": given})

    def _write(self, message: dict[str, Any]) -> None:
        assert self._server.stdin  # noqa: S101 - a pipe was asked for
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._server.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(content), content))
        self._server.stdin.flush()

    def _receive(self) -> dict[str, Any]:
        assert self._server.stdout  # noqa: S101 - a pipe was asked for
        length = 0
        while line := self._server.stdout.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        message: dict[str, Any] = json.loads(self._server.stdout.read(length))
        return message

    def _handle(self, message: dict[str, Any]) -> None:
        """Answer what the server asks, and keep what it tells."""
        given = message.get("params", {})
        if message.get("method") == "textDocument/publishDiagnostics":
            self._complaints[given["uri"]] = [found["message"] for found in given["diagnostics"]]
        elif message.get("method") == "workspace/configuration":
            asked = [settings() if item.get("section") == "yaml" else {} for item in given["items"]]
            self._write({"id": message["id"], "result": asked})
        elif "id" in message:
            self._write({"id": message["id"], "result": None})


def _at(file: str, line: int, column: int) -> dict[str, Any]:
    position = {"line": line, "character": column}
    return {"textDocument": {"uri": f"{ROOT_URI}/{file}"}, "position": position}


def _words(told: Any) -> str:
    """Return a text that the protocol gives bare or with its kind."""
    return str(told["value"] if isinstance(told, dict) else told or "")


def settings() -> dict[str, Any]:
    """Return what .vscode/settings.json says about YAML, as the server asks for it."""
    flat = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))
    made: dict[str, Any] = {}
    for name, value in flat.items():
        *path, last = name.split(".")
        part = made
        for step in path:
            part = part.setdefault(step, {})
        part[last] = value
    yaml: dict[str, Any] = made["yaml"]
    return yaml


def faults(editor: Editor) -> Iterator[str]:
    """Yield what is not as it should be."""
    new = "data/meetings/nobody-saved.yaml"
    wrong = editor.open(new, "id: nobody-saved\nstatus: happened\n\n")
    if not any("held" in told for told in wrong):
        yield f"a wrong value is not complained of: {wrong}"
    fields = editor.offers(new, 2, 0)
    if "city_ids" not in fields or "Ciudad" not in fields["city_ids"] or "Cidade" not in fields["city_ids"]:
        yield f"fields are not offered in both languages: {fields}"
    values = editor.offers(new, 1, 8)
    if values.get("proposed") != "Propuesto · Proposto" or set(values) & {"null", "Default value"}:
        yield f"values are not offered in both languages: {values}"
    shown = editor.shows(new, 1, 3)
    if "Qué se sabe · O que se sabe" not in shown or "Realizado" not in shown:
        yield f"a field is not explained in both languages: {shown}"
    proposal = "data/proposals/meetings/nobody-saved.yaml"
    editor.open(proposal, "id: nobody-saved\nsources:\n  - id: new\n    source:\n      \n")
    if "accessed" not in editor.offers(proposal, 4, 6):
        yield "the fields of a new source are not offered in a proposal"
    for path in sorted((ROOT / "data").glob("*.yaml")):
        first = path.read_text(encoding="utf-8")
        if "$schema=" in first and (told := editor.open(path.relative_to(ROOT).as_posix(), first)):
            yield f"{path.name}: {told[:3]}"


def main() -> int:
    """Ask, print, return the exit status."""
    command = installed()
    if not command:
        say_reason("no_lighthouse")
        return 2
    editor = Editor(command[0])
    try:
        found = list(faults(editor))
    finally:
        editor.close()
    for fault in found:
        print(fault)
    print(f"yaml-language-server: {len(found)} ≠")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
