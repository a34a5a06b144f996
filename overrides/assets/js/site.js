// Conveniences for readers with JavaScript: the colour switch, the source beside the fact, citations to copy.
// Everything they show stands in the page already; markup comes from its templates.
const root = document.documentElement;
const isDark = () => (root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";

for (const button of document.querySelectorAll("button.theme")) {
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    try {
      localStorage.setItem("utpe-theme", root.dataset.theme);
    } catch {
      // Private mode: the choice lasts for this page.
    }
  });
}

const template = (id) => document.getElementById(id)?.content.firstElementChild;

// ---- The number of a source, or the mark of a deduction, opens what it leads to beside the fact.

const EXPLAINED = 'a.ref[href^="#f"], a.est[href^="#"]';
const GAP = 8;
const note = "popover" in root && template("beside")?.cloneNode(true);
let opener = null;
let wasOpen = false;

function place() {
  const main = opener.closest(".two > div");
  const free = main ? main.parentElement.getBoundingClientRect().right - main.getBoundingClientRect().right : 0;
  const fact = opener.closest("tr, li, p").getBoundingClientRect();
  const style = note.style;
  const isBeside = free > 300;
  const room = root.clientWidth - 4 * GAP;
  style.width = `${isBeside ? free - 3 * GAP : Math.min(room, 416)}px`;
  const height = note.offsetHeight;
  let left = Math.min(fact.left, 2 * GAP + room - note.offsetWidth);
  let top = fact.bottom + GAP;
  if (isBeside) {
    left = main.getBoundingClientRect().right + 3 * GAP;
    top = Math.max(GAP, Math.min(opener.getBoundingClientRect().top, innerHeight - height - GAP));
  } else if (top + height > innerHeight && fact.top > height + GAP) {
    top = fact.top - height - GAP;
  }
  style.left = `${scrollX + left}px`;
  style.top = `${scrollY + top}px`;
}

function open(link) {
  const [head, body, down] = note.children;
  const target = document.getElementById(link.hash.slice(1));
  const isSource = link.matches(".ref");
  const said = (isSource ? target.firstElementChild : target).cloneNode(true);
  for (const name of ["id", "class"]) said.removeAttribute(name);
  body.replaceChildren(said);
  // What a deduction rests on stands in the record's note: it comes along instead of the way to it.
  const way = said.querySelector('a[href="#note"]');
  if (way) {
    way.remove();
    body.append(...[...document.getElementById("note").children].map((child) => child.cloneNode(true)));
  }
  head.firstElementChild.textContent = isSource ? link.getAttribute("aria-label") : link.textContent;
  down.hidden = !isSource;
  down.href = link.hash;
  opener = link;
  link.after(note);
  link.focus();
  note.showPopover();
  link.setAttribute("aria-expanded", "true");
  place();
  note.focus({ preventScroll: true });
  note.scrollIntoView({ block: "nearest" });
}

if (note) {
  for (const link of document.querySelectorAll(EXPLAINED)) link.setAttribute("aria-haspopup", "dialog");
  const isOpenFor = (link) => link && link === opener && note.matches(":popover-open");
  // A press outside closes the note by itself: a second press on its number shall not open it again.
  addEventListener("pointerdown", (event) => { wasOpen = isOpenFor(event.target.closest(EXPLAINED)); }, true);
  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest(EXPLAINED);
    if (!link) return;
    event.preventDefault();
    if (wasOpen && event.detail) note.hidePopover();
    else open(link);
  });
  note.addEventListener("click", (event) => {
    if (event.target.closest('button, a[href^="#"]')) note.hidePopover();
  });
  // Who leaves it with the keyboard goes on where the fact stands, and nothing covers what comes next.
  note.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !note.contains(event.relatedTarget)) note.hidePopover();
  });
  note.addEventListener("beforetoggle", (event) => {
    if (event.newState === "closed") opener.removeAttribute("aria-expanded");
  });
  addEventListener("resize", () => { if (note.matches(":popover-open")) place(); });
}

// ---- A citation can be copied; where the browser will not, it is selected.

let cites = 0;

function offerToCopy(place) {
  for (const cite of template("copy") ? place.querySelectorAll(".cite:not([id])") : []) {
    const line = template("copy").cloneNode(true);
    const [button, said] = line.children;
    cite.id = `cite-${++cites}`;
    button.setAttribute("aria-describedby", cite.id);
    button.addEventListener("click", async () => {
      said.textContent = "";
      try {
        await navigator.clipboard.writeText(cite.textContent);
        said.textContent = said.dataset.done;
      } catch {
        getSelection().selectAllChildren(cite);
        said.textContent = said.dataset.else;
      }
    });
    cite.after(line);
  }
}

offerToCopy(document);
// Entries of a listing may come later than the page.
document.addEventListener("toggle", (event) => { if (event.target.matches("details")) offerToCopy(event.target); }, true);
