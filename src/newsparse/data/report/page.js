// The views and the way between them: what stands after # in the address.
const view = document.getElementById("view");
const said = document.getElementById("said");

function showEvents() {
  const rows = filtered();
  const caption = rows.length === events.length ? count(rows.length, "event") : `${rows.length.toLocaleString("en")} of ${count(events.length, "event")}`;
  said.textContent = caption;
  view.replaceChildren(make("h2", { class: "unseen" }, "Events"), eventTable(rows, caption));
}

function showCharts() {
  const rows = filtered();
  said.textContent = count(rows.length, "event");
  wide = Math.max(320, Math.min(560, view.clientWidth));
  view.replaceChildren(make("h2", {}, `Charts of ${count(rows.length, "event")}`),
    make("div", { class: "charts" }, overTime(rows), statusMix(rows), moneyFlows(rows), mentionsOverTime(rows), peopleMoves(rows)));
}

// A list with a search field of its own, the first few hundred entries drawn.
function showList(heading, items, keyOf, draw) {
  const list = make("ul", { class: "list" });
  const found = make("p", { class: "quiet" });
  const search = make("input", { type: "search", "aria-label": `Search ${heading.toLowerCase()}`, placeholder: "in either script", oninput: update });
  function update() {
    const key = fold(search.value.trim());
    const fitting = items.filter((item) => keyOf(item).includes(key));
    found.textContent = fitting.length > 300 ? `${fitting.length.toLocaleString("en")} found, the first 300 shown` : `${fitting.length} found`;
    list.replaceChildren(...fitting.slice(0, 300).map((item) => make("li", {}, draw(item))));
  }
  update();
  view.replaceChildren(make("h2", {}, heading), search, found, list);
}

function showNames() {
  const busiest = [...entities].sort((a, b) => b.events.length - a.events.length || b.mentions - a.mentions);
  showList("Names", busiest, (entity) => entity.key, (entity) => [entityLink(entity),
    make("span", { class: "role" }, ` ${[entity.label, entity.code].filter(Boolean).join(" ")} · ${count(entity.events.length, "event")}, ${count(entity.mentions, "mention")}`)]);
}

const articleButton = (article) => {
  const button = make("button", { type: "button", class: "open", lang: article.lang, onclick: () => openReader(article, null, button) }, article.title || article.id);
  return [button, make("span", { class: "role" }, ` ${[article.published, article.source].filter(Boolean).join(" · ")} · ${count(article.events.length, "event")}`)];
};

function showArticles() {
  showList("Articles", articles, (article) => (article.key ??= fold(`${article.id}\n${article.title}\n${article.text}`)), articleButton);
}

function showName(number) {
  const entity = entities[number];
  if (!entity) { location.hash = "#/names"; return; }
  const partners = tally(entity.events.flatMap((event) => [...new Set(event.fillers.map((filler) => filler.entity))].filter((other) => other && other !== entity))).slice(0, 12);
  view.replaceChildren(
    make("h2", { lang: "zh" }, entity.name),
    make("p", { class: "quiet" }, [entity.label, entity.code, `${count(entity.mentions, "mention")} in ${count(entity.articles.size, "article")}`].filter(Boolean).join(" · ")),
    entity.others.length ? make("p", {}, "Also: ", make("span", { lang: "zh" }, entity.others.join("、"))) : "",
    partners.length ? make("p", {}, "Together with: ", partners.map(([other, number]) => make("span", { class: "filler" }, entityLink(other), ` (${number})`))) : "",
    entity.events.length ? eventTable(entity.events, count(entity.events.length, "event")) : "",
    make("h3", {}, "Articles"),
    make("ul", { class: "list" }, [...entity.articles].slice(0, 300).map((article) => make("li", {}, articleButton(article)))));
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
