// The views and the way between them: what stands after # in the address.
const view = document.getElementById("view");
const said = document.getElementById("said");

function showEvents() {
  const rows = filtered();
  const caption = rows.length === events.length ? count(rows.length, "event") : `${rows.length.toLocaleString("en")} of ${count(events.length, "event")}`;
  said.textContent = caption;
  view.replaceChildren(make("h2", { class: "unseen" }, "Events"), eventTable(rows, caption, chosenFilters()),
    rows.length ? "" : make("p", {}, "No event fits. Clear a filter to see more."));
}

function showCharts() {
  const rows = filtered();
  said.textContent = count(rows.length, "event");
  wide = Math.max(320, Math.min(560, view.clientWidth));
  view.replaceChildren(make("h2", {}, `Charts of ${count(rows.length, "event")}`), chosenFilters().length ? bar("", chosenFilters()) : "",
    make("div", { class: "charts" }, overTime(rows), statusMix(rows), peopleMoves(rows), mentionsOverTime(rows), moneyFlows(rows)));
}

// What was looked for in each list: who comes back from a name finds the list as it was.
const sought = new Map();

// A list with a search field of its own, the first few hundred entries drawn.
function showList(heading, items, keyOf, draw, kinds) {
  const list = make("ul", { class: kinds ? "list" : "list wide" });
  const found = make("p", { class: "quiet" });
  const { typed, kind } = sought.get(heading) ?? { typed: "", kind: "" };
  const search = make("input", { type: "search", "aria-label": `Search ${heading.toLowerCase()}`, placeholder: "in either script", value: typed, oninput: update });
  const select = kinds && make("select", { "aria-label": "Kind", onchange: update },
    make("option", { value: "" }, "all kinds"), kinds.map((each) => make("option", { value: each, selected: each === kind }, LABELS[each] ?? each)));
  function update() {
    sought.set(heading, { typed: search.value, kind: select?.value });
    const key = fold(search.value.trim());
    const fitting = items.filter((item) => keyOf(item).includes(key) && (!select?.value || item.label === select.value));
    found.textContent = fitting.length > 300 ? `${fitting.length.toLocaleString("en")} found, the first 300 shown` : `${fitting.length} found`;
    list.replaceChildren(...fitting.slice(0, 300).map((item) => make("li", {}, draw(item))));
  }
  update();
  view.replaceChildren(make("h2", {}, heading), make("div", { class: "finder" }, search, select), found, list);
}

const LABELS = { PERSON: "person", COMPANY: "company", ORG: "organisation", PRODUCT: "product", PLACE: "place", POSITION: "position" };
const aboutName = (entity) => [LABELS[entity.label] ?? entity.label, entity.code].filter(Boolean).join(" ");

function showNames() {
  const busiest = [...entities].sort((a, b) => b.events.length - a.events.length || b.mentions - a.mentions);
  const told = (entity) => [entityLink(entity),
    make("span", { class: "role" }, `${aboutName(entity)} · ${count(entity.events.length, "event")}, ${count(entity.mentions, "mention")}`)];
  showList("Names", busiest, (entity) => entity.key, told, [...new Set(busiest.map((entity) => entity.label))].sort());
}

const articleEntry = (article) => {
  const button = make("button", { type: "button", class: "open", lang: article.lang, onclick: () => openReader(article, null, button) }, article.title || article.id);
  return [button, make("span", { class: "role" }, [article.published, article.source, count(article.events.length, "event")].filter(Boolean).join(" · "))];
};

function showArticles() {
  const latest = [...articles].sort((a, b) => (a.published < b.published ? 1 : a.published > b.published ? -1 : a.number - b.number));
  showList("Articles", latest, (article) => (article.key ??= fold(`${article.id}\n${article.title}\n${article.text}`)), articleEntry);
}

function showName(number) {
  const entity = entities[number];
  if (!entity) { location.hash = "#/names"; return; }
  const partners = tally(entity.events.flatMap((event) => [...new Set(event.fillers.map((filler) => filler.entity))].filter((other) => other && other !== entity))).slice(0, 12);
  wide = Math.max(320, Math.min(560, view.clientWidth));
  view.replaceChildren(
    make("p", { class: "back" }, make("a", { href: "#/names" }, "All names")),
    make("h2", { lang: "zh" }, entity.name),
    make("p", { class: "quiet" }, `${aboutName(entity)} · ${count(entity.mentions, "mention")} in ${count(entity.articles.size, "article")}`),
    entity.others.length ? make("p", {}, make("span", { class: "role" }, "also "), make("span", { lang: "zh" }, entity.others.join("、"))) : "",
    partners.length ? make("p", {}, make("span", { class: "role" }, "together with "), partners.map(([other, number]) => make("span", { class: "filler" }, entityLink(other), make("span", { class: "role" }, ` ${number}`)))) : "",
    entity.events.length > 2 ? make("div", { class: "alone" }, overTime(entity.events)) : "",
    entity.events.length ? eventTable(entity.events, count(entity.events.length, "event")) : "",
    make("h3", {}, "Articles"),
    make("ul", { class: "list wide" }, [...entity.articles].slice(0, 300).map((article) => make("li", {}, articleEntry(article)))));
}

function route() {
  const [, name = "events", number] = location.hash.split("/");
  const views = { events: showEvents, charts: showCharts, names: showNames, articles: showArticles, name: () => showName(Number(number)) };
  const known = name in views ? name : "events";
  field("filters").hidden = !["events", "charts"].includes(known);
  for (const link of document.querySelectorAll("nav a")) {
    if (link.hash === `#/${known === "name" ? "names" : known}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  views[known]();
}

fillForm(route);
window.addEventListener("hashchange", () => {
  if (!location.hash.startsWith("#/")) return;
  closeReader();
  route();
  scrollTo(0, 0);
});
window.addEventListener("beforeprint", () => view.querySelector("div")?.showAll?.());
document.addEventListener("keydown", (key) => {
  if (key.key === "/" && !key.target.closest("input, select, dialog[open]") && !field("filters").hidden) { key.preventDefault(); field("search").focus(); }
});
route();
