// The search page: asks Pagefind what the address or the form says, and fills the list. What readers type and
// what the index holds is shown as text; nothing of it becomes markup. Orders and limits: docs/decisions/search.md.
const MOST_LETTERS = 200;
const PER_PAGE = 10;
const RANKING = { pageLength: 0.4, termFrequency: 0.6, metaWeights: { names: 9, terms: 6, titles: 5, labels: 2, kind: 0.5, details: 0.5, lang: 0 } };

const form = document.getElementById("search");
const input = form.elements.q;
const facets = [...form.querySelectorAll("[data-facet]")];
const sort = form.querySelector("[data-sort]");
const [hits, more, none, said, model] = ["hits", "more", "none", "said", "hit"].map((id) => document.getElementById(id));
const { lang } = document.documentElement;
const plural = new Intl.PluralRules(lang);
const compare = new Intl.Collator(lang, { numeric: true }).compare;
const title = document.title;

// Each language has an index of its own; addresses in it begin below that of the language.
const at = (folder) => new URL(`../${folder}`, import.meta.url).href;
const code = form.dataset.language;
const engine = (async () => {
  const pagefind = await import(at(`pagefind/${code}/pagefind.js`));
  await pagefind.options({ baseUrl: new URL(at(`${code}/`)).pathname, excerptLength: 28, ranking: RANKING });
  await pagefind.init();
  return pagefind;
})();
// Only what it has loaded is counted by the engine. Who brings words is shown what they find before.
let all;
const everything = async () => (all ??= await (await engine).filters());

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const wordsOf = (text) => plain(text).match(/[\p{L}\p{N}]+/gu) ?? [];
// A word is found in its longer forms, and in those that share all but its ending.
const isHit = (word, asked) => asked.some((a) => word.startsWith(a) || (a.length > 4 && word.startsWith(a.slice(0, -2))));

// The first is the title. What stands between them is invisible and stands in no text (overrides/search/document.html).
const namesOf = (meta) => (meta.names ?? meta.terms ?? meta.titles ?? meta.labels).split(/\s*\u2063\s*/u);
// The index keeps names of files (`_file` in search_index.py): a page `a/b/` is `a/b.html`, a place on one `a/#b.html`.
const addressOf = (url) => url.replace(/\.html$/, url.includes("#") ? "" : "/");

const isCalled = ({ meta }, asked) => namesOf(meta).some((name) => wordsOf(name).join(" ") === asked.join(" "));

// The engine may have loaded no word that begins with a single letter: the longer ones say enough.
function wordsToAsk(query) {
  const words = query.match(/[\p{L}\p{N}]+/gu) ?? [];
  const longer = words.filter((word) => word.length > 1);
  return (longer.length ? longer : words).join(" ") || null;
}

function write(node, text, asked) {
  for (const part of text.split(/([\p{L}\p{N}]+)/u)) {
    const found = asked.length && isHit(plain(part), asked) && part.trim();
    node.append(found ? Object.assign(document.createElement("mark"), { textContent: part }) : part);
  }
}

// Pagefind's excerpt is escaped text and <mark>: only these two are taken over.
function writeExcerpt(node, html) {
  for (const part of new DOMParser().parseFromString(html, "text/html").body.childNodes) {
    const isMark = part.nodeName === "MARK";
    node.append(isMark ? Object.assign(document.createElement("mark"), { textContent: part.textContent }) : part.textContent);
  }
}

function entry({ meta, excerpt, url }, asked) {
  const item = model.content.cloneNode(true);
  const [about, names] = item.querySelectorAll(".meta");
  const link = item.querySelector("a");
  about.textContent = [meta.kind, meta.details].filter(Boolean).join(" · ");
  link.href = addressOf(url);
  if (meta.lang) link.lang = meta.lang;
  const [title, ...rest] = namesOf(meta);
  write(link, title, asked);
  const own = plain(title);
  const others = rest.filter((n) => !own.includes(plain(n)) && wordsOf(n).some((w) => isHit(w, asked)));
  if (asked.length && others.length) write(names, others.slice(0, 3).join(" · "), asked);
  else names.remove();
  writeExcerpt(item.querySelector("[data-excerpt]"), excerpt);
  return item;
}

const chosen = (but) => Object.fromEntries(facets.filter((s) => s.value && s !== but).map((s) => [s.dataset.facet, s.value]));

// Each list offers what would be left with the other filters on.
function offer(select, counts, value) {
  const isYear = select.dataset.facet === "year";
  const options = Object.entries(counts ?? {}).filter(([name, n]) => n || name === value);
  options.sort(([a], [b]) => (isYear ? compare(b, a) : compare(a, b)));
  select.replaceChildren(select.options[0], ...options.map(([name, n]) => new Option(`${name} (${n})`, name)));
  select.value = value;
}

function address() {
  const values = new URLSearchParams();
  for (const field of [input, ...facets, sort]) {
    const value = field.value.trim().slice(0, MOST_LETTERS);
    if (value) values.set(field.name, value);
  }
  return values.size ? `?${values}` : location.pathname;
}

let latest = 0;
async function run(remember = "replaceState") {
  const turn = ++latest;
  const notes = [];
  let query = input.value.replace(/[\p{C}\s]+/gu, " ").trim();
  if (query.length > MOST_LETTERS) {
    query = query.slice(0, MOST_LETTERS);
    notes.push(form.dataset.cut);
  }
  if (remember) history[remember](null, "", address());
  const pagefind = await engine;
  if (run.stale) notes.push(form.dataset.stale);
  run.stale = false;
  const filters = chosen();
  const isAsking = query || facets.some((s) => s.value);
  const order = sort.selectedOptions[0]?.dataset.order;
  const asked = wordsOf(query);
  // Words alone are asked for, in quotation marks when the reader put them; signs alone find nothing.
  const words = wordsToAsk(query);
  const phrase = /^["«“].*["»”]$/u.test(query) && words ? `"${words}"` : words;
  const ask = async (wanted) => (query && !words) ? { results: [], filters: {} } : pagefind.search(phrase, { filters: wanted, sort: order ? { [order]: order === "newest" ? "desc" : "asc" } : {} });
  const count = async (answer) => {
    const counts = await Promise.all(facets.map(async (s) => (s.value ? (await ask(chosen(s))).filters : answer.filters)));
    if (turn === latest) facets.forEach((s, n) => offer(s, counts[n][s.dataset.facet], s.value));
  };
  const hadFilters = Boolean(all);
  const answer = isAsking ? await ask(filters) : { results: [], filters: await everything() };
  const { results } = answer;
  const first = await read(results, 0, asked);
  if (hadFilters || !isAsking) await count(answer);
  if (turn !== latest) return;
  const number = results.length;
  const form_ = plural.select(number) === "one" ? "one" : "other";
  const found = form.dataset[form_].replace("{n}", new Intl.NumberFormat(lang).format(number));
  said.textContent = [isAsking ? found + (query ? form.dataset.for.replace("{q}", () => query) : "") : "", ...notes].filter(Boolean).join(". ");
  document.title = query ? `${query} · ${title}` : title;
  for (const button of document.querySelectorAll("[data-clear]")) button.hidden = !Object.keys(filters).length;
  none.hidden = !isAsking || number > 0;
  none.querySelector("[data-filtered]").hidden = !Object.keys(filters).length;
  for (const link of document.querySelectorAll("[data-other], .lang a")) link.search = query ? `?${new URLSearchParams({ q: query })}` : "";
  hits.replaceChildren(...first);
  offerMore(results, PER_PAGE, asked, turn);
  if (!hadFilters && isAsking) {
    await everything();
    await count(await ask(filters));
  }
}

async function read(results, from, asked) {
  const data = await Promise.all(results.slice(from, from + PER_PAGE).map((r) => r.data()));
  // What is called exactly so comes first.
  if (asked.length && !sort.value) data.sort((a, b) => isCalled(b, asked) - isCalled(a, asked));
  return data.map((d) => entry(d, asked));
}

function offerMore(results, from, asked, turn) {
  more.hidden = from >= results.length;
  more.onclick = async () => {
    const next = await read(results, from, asked);
    // A second press while these were on their way, or another search, has the last word.
    if (turn !== latest || hits.children.length !== from) return;
    hits.append(...next);
    offerMore(results, from + PER_PAGE, asked, turn);
    hits.children[from].querySelector("a").focus();
  };
}

async function restore() {
  const values = new URLSearchParams(location.search);
  input.value = values.get("q") ?? "";
  if (facets.some((s) => values.has(s.name))) await everything();
  for (const select of [...facets, sort]) {
    const value = values.get(select.name) ?? "";
    if (select !== sort && all) offer(select, all[select.dataset.facet], "");
    select.value = value;
    if (select.value !== value) {
      select.value = "";
      run.stale = true;
    }
  }
  await run(null);
}

const guarded = (task) => (...given) => task(...given).catch((error) => {
  said.textContent = form.dataset.off;
  console.info(error);
});
let timer;
form.addEventListener("input", ({ target }) => {
  clearTimeout(timer);
  if (target === input) timer = setTimeout(guarded(run), 250);
});
form.addEventListener("change", ({ target }) => target !== input && guarded(run)("pushState"));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  guarded(run)("pushState");
});
for (const button of document.querySelectorAll("[data-clear]")) {
  button.addEventListener("click", () => {
    for (const select of facets) select.value = "";
    input.focus();
    guarded(run)("pushState");
  });
}
addEventListener("popstate", guarded(restore));
guarded(restore)();
