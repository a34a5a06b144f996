// Filters and sorts a listing in place. Without it, the links of the column lead to lists that the build made.
// The state is the query of the address, in the names and values of those lists; all else there is left out.
const find = (selector, from = document) => from?.querySelector(selector);
const nav = find(".fac nav");
const section = new URL(find("a", nav).href).pathname;
const partsOf = (address) => new URL(".", address).pathname.slice(section.length).split("/");
// In the order of the values of each record; "" stands for all of them.
const facets = [...nav.children].map((block) => {
  const links = [...block.querySelectorAll("a")];
  return {
    name: partsOf(links[1].href)[0],
    label: find("h2", block).textContent.toLowerCase(),
    options: new Map(links.map((link) => [partsOf(link.href)[1] ?? "", link])),
    more: find(".more", block),
  };
});
const choices = new Map(facets.map(({ name, options }) => [name, options]));

// Only the first page of the whole has these.
const status = find(".total[data-none]");
const texts = status?.dataset;
const bar = status?.parentNode;
const main = bar?.parentNode;
const clear = find("button", bar);
const list = find(".all");
const box = find("table", list) ?? list;
const unfiltered = [...(box?.children ?? [])];
const go = find(".go");
const select = find("select", bar);
if (select) choices.set(select.name, new Set([...select.options].map((o) => o.value)));

const { lang } = document.documentElement;
const { compare } = new Intl.Collator(lang, { numeric: true });
const orders = {
  title: (a, b) => compare(a.t, b.t),
  oldest: (a, b) => !a.d - !b.d || compare(a.d, b.d),
  newest: (a, b) => !a.d - !b.d || compare(b.d, a.d),
};
let data;
let loading;

const addressOf = (state) => section + (`${state}` && `?${state}`);

function changed(state, name, value) {
  const next = new URLSearchParams(state);
  next.delete(name);
  if (value) next.set(name, value);
  next.sort();
  return next;
}

// What is known among names and values, and whether something was not.
function read(pairs = new URLSearchParams(location.search)) {
  const state = new URLSearchParams();
  let isStrange = false;
  for (const [name, value] of pairs) {
    if (value && !state.has(name) && choices.get(name)?.has(value)) state.set(name, value);
    // What networks add to links is no filter of ours.
    else isStrange ||= !/^utm_|clid$/.test(name);
  }
  return [state, isStrange];
}

const left = (state) =>
  data?.records.filter((r) => facets.every(({ name }, n) => !state.has(name) || r.v[n].includes(state.get(name))));

function mark(state) {
  facets.forEach(({ name, options, more }, n) => {
    const rest = changed(state, name);
    const found = left(rest);
    const chosen = state.get(name) ?? "";
    for (const [value, link] of options) {
      const isChosen = value === chosen;
      const count = found?.filter((r) => !value || r.v[n].includes(value)).length;
      const isOff = value && count === 0 && !isChosen;
      const wanted = {
        href: !isOff && addressOf(isChosen ? rest : changed(rest, name, value)),
        "aria-current": isChosen,
        "aria-disabled": isOff,
        role: isOff && "link",
      };
      for (const key in wanted) {
        if (wanted[key]) link.setAttribute(key, wanted[key]);
        else link.removeAttribute(key);
      }
      // A page without the records only knows what each filter would give alone.
      if (found || (!status && `${rest}`)) find(".n", link).textContent = count ?? "";
    }
    if (!more) return;
    const isSeen = find("li + li [href]", more.previousElementSibling);
    if (more.contains(options.get(chosen)) || (!isSeen && find("[href]", more))) more.open = true;
  });
}

// The one door for markup (Trusted Types): HTML that the build made; nothing in it came from an address.
const asItIs = { createHTML: (html) => html };
const ours = window.trustedTypes?.createPolicy("utpe", asItIs) ?? asItIs;

// Records under a heading, or without one.
function group(rows, [id, title] = []) {
  const part = find("template", main).content.children[title ? 0 : 1].cloneNode(true);
  if (title) {
    const head = find("h3, th", part);
    head.id = id;
    head.prepend(title);
    find(".meta", head)?.append(rows.length);
  }
  (find("ul", part) ?? part).insertAdjacentHTML("beforeend", ours.createHTML(rows.map((r) => r.h).join("")));
  return part;
}

function partsOfList(rows) {
  const runs = [];
  rows.forEach((r, n) => {
    if (r.g !== rows[n - 1]?.g) runs.push([]);
    runs.at(-1).push(r);
  });
  // Headings stay where the order keeps together what is under each.
  const isTorn = new Set(runs.map(([r]) => r.g)).size < runs.length;
  return isTorn ? [group(rows)] : runs.map((run) => group(run, data.groups[run[0].g]));
}

function show(state) {
  const isWhole = !`${state}`;
  const rows = left(state);
  const { length } = rows;
  if (select?.value) rows.sort(orders[select.selectedOptions[0].dataset.by]);
  const kept = unfiltered.filter((part) => isWhole || part.matches("caption, thead"));
  box.replaceChildren(...kept, ...(isWhole ? [] : partsOfList(rows)));
  list.hidden = !isWhole && !length;
  for (const other of main.querySelectorAll("nav")) other.hidden = !isWhole;
  const form = texts[new Intl.PluralRules(lang).select(length)] ?? texts.other;
  const count = form.replace("{n}", length.toLocaleString(lang, { useGrouping: "always" }));
  for (const title of main.querySelectorAll("h2, caption, .total :first-child")) {
    title.textContent = length ? count : texts.none;
  }
  go.textContent = texts.go.replace("{count}", count);
}

async function update() {
  let [state, isStrange] = read();
  const notes = isStrange ? [texts.unknown] : [];
  if (select) select.value = state.get(select.name) ?? "";
  mark(state);
  if (`${state}`) {
    try {
      data = await (loading ??= fetch("list.json", { cache: "no-cache" }).then((r) => r.json()));
    } catch {
      // The links lead to the lists of the build again.
      notes.push(texts.failed);
      mark((state = new URLSearchParams()));
      for (const f of facets) for (const [v, link] of f.options) link.href = section + (v && `${f.name}/${v}/`);
      nav.onclick = null;
    }
  }
  if (data) {
    mark(state);
    show(state);
  }
  const on = facets.filter(({ name }) => state.has(name));
  const words = on.map((f) => `${f.options.get(state.get(f.name)).firstChild.textContent} (${f.label})`);
  if (words[0]) notes.unshift(texts.filters.replace("{filters}", new Intl.ListFormat(lang).format(words)));
  clear.hidden = !words[0];
  status.lastChild.textContent = notes.join(". ");
}

async function choose(state) {
  history.pushState(null, "", addressOf(state));
  await update();
  // The column stays where it is, and beside it the list begins at its beginning.
  if (bar.getBoundingClientRect().top < 0) bar.scrollIntoView({ behavior: "instant" });
}

if (status) {
  nav.onclick = (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link.href && link.href !== location.href) choose(new URL(link.href).searchParams);
  };
  clear.onclick = () => {
    status.focus();
    choose(changed("", select?.name, select?.value));
  };
  if (select) {
    select.disabled = false;
    select.onchange = () => choose(changed(read()[0], select.name, select.value));
  }
  go.onclick = () => void (go.previousElementSibling.open = false);
  window.onpopstate = update;
  update();
} else mark(read([partsOf(location)])[0]);
