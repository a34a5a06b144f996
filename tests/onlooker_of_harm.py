"""Looks at a page for whatever a text could have done to it: in a real Chromium, with or without the page's policy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin, urlsplit

PHONE = {"width": 360, "height": 640}
# Runs before anything of the page: nothing there can take it away.
WATCH = """(() => {
  const seen = [];
  const fixed = (name, value) => Object.defineProperty(window, name, { value, writable: false, configurable: false });
  fixed("__seen", seen);
  fixed("__xss", () => void seen.push("a script ran"));
  document.addEventListener("securitypolicyviolation", (e) =>
    seen.push(`the policy refused ${e.effectiveDirective}: ${e.blockedURI} ${e.sample}`));
})()"""
# What templates put into a page and a text never may: by the element that may have it.
EXAMINE = r"""() => {
  scrollTo({ top: 0, behavior: "instant" });
  const found = [...__seen];
  const say = (what, element) => found.push(`${what}: ${element.outerHTML.slice(0, 200)}`);
  const web = new Set(["http:", "https:", "mailto:", "tel:", "webcal:"]);
  for (const element of document.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      if (/^on|^(srcdoc|formaction|ping|background|xlink:href|is|slot|shadowrootmode)$/i.test(name)) say(name, element);
      if (name === "style" && !element.closest("svg, figure, table")) say(name, element);
      if (["href", "src", "action", "cite", "data", "poster"].includes(name) && element.namespaceURI.endsWith("xhtml")) {
        const { protocol, host } = new URL(value, location.href);
        if (!web.has(protocol)) say("scheme", element);
        if (name !== "href" && name !== "cite" && host !== location.host) say("from elsewhere", element);
      }
    }
  }
  for (const data of document.querySelectorAll("script[type$=json]")) {
    try { JSON.parse(data.textContent); } catch (error) { say("no JSON", data); }
  }
  const own = [...document.querySelectorAll("script[src]")].filter((e) => /^module$|^$/.test(e.type));
  if (own.some((e) => !/\/(assets|forms)\//.test(new URL(e.src).pathname))) found.push("another script");
  const main = document.querySelector("main");
  for (const element of main?.querySelectorAll("script:not([src], #form-words), object, embed, style, link:not([href*='/assets/form.']), meta, base, applet, portal, frameset, math, xss, marquee, video, audio, isindex, x") ?? []) {
    say("element", element);
  }
  if (document.querySelectorAll("base[href], meta[http-equiv=refresh], frameset, plaintext, noembed").length) found.push("an element of the head");
  const root = document.documentElement;
  if (root.scrollWidth > innerWidth) {
    const wide = [...document.querySelectorAll("main *")].find((e) => e.getBoundingClientRect().right > innerWidth + 1);
    found.push(`wider than the window: ${root.scrollWidth} ${wide?.outerHTML.slice(0, 200)}`);
  }
  const [header, footer] = ["header", "footer"].map((name) => document.querySelector(`body > ${name}`));
  for (const part of [header, footer]) {
    if (part && !(part.checkVisibility() && part.getBoundingClientRect().height)) say("not to be seen", part);
  }
  if (header && !footer && !document.title.startsWith("404")) found.push("no footer");
  if (header) {
    const { left, top } = header.getBoundingClientRect();
    if (!header.contains(document.elementFromPoint(left + 4, top + 4))) found.push("something covers the header");
  }
  return found;
}"""


class Onlooker:
    """A browser's page that goes from address to address and says what was done there."""

    def __init__(self, chromium: Any, root: str, *, without_policy: bool = False) -> None:
        self.context = chromium.new_context(
            viewport=PHONE, reduced_motion="reduce", bypass_csp=without_policy, service_workers="block"
        )
        self.context.add_init_script(WATCH)
        self.root, self.troubles = root, []
        self.page = self.context.new_page()
        own = urlsplit(root).netloc

        def asked(request: Any) -> None:
            if urlsplit(request.url).scheme not in ("data", "blob") and urlsplit(request.url).netloc != own:
                self.troubles.append(f"request: {request.url}")

        def said(dialog: Any) -> None:
            self.troubles.append(f"dialog: {dialog.message}")
            dialog.dismiss()

        self.context.on("request", asked)
        self.context.on("page", lambda page: self.troubles.append(f"window: {page.url}"))
        self.page.on("dialog", said)
        self.page.on("pageerror", lambda error: self.troubles.append(f"error: {error}"))
        self.page.on("frameattached", lambda frame: self.troubles.append(f"frame: {frame.url}"))

    def examine(self) -> list[str]:
        """Return what was done to the page that is shown, and forget it."""
        troubles, self.troubles[:] = [*self.page.evaluate(EXAMINE), *self.troubles], []
        return troubles

    def look(self, path: str) -> list[str]:
        """Open a page of the site; return what was done to it."""
        answer = self.page.goto(urljoin(self.root, path))
        troubles = self.examine()
        if not (answer and answer.ok):
            troubles.append("no such page")
        if (
            self.page.url.partition("?")[0].partition("#")[0]
            != urljoin(self.root, path).partition("?")[0].partition("#")[0]
        ):
            troubles.append(f"led away to {self.page.url}")
        return troubles

    def look_at_all(self, paths: Iterable[str]) -> dict[str, list[str]]:
        """Open pages of the site; return what was done to each to which something was."""
        return {path: troubles for path in paths if (troubles := self.look(path))}

    def close(self) -> None:
        """Close its windows."""
        self.context.close()
