// The table of events: sorted, a page at a time, downloadable.
const PAGE = 100;
const byText = (key) => (a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0);
const whoKey = (event) => fold(event.fillers.find((filler) => filler.entity)?.text ?? "\uffff");
const COLUMNS = [
  { name: "Date", order: byText((event) => event.date) },
  { name: "Type", order: byText((event) => event.type) },
  { name: "Status", order: (a, b) => STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status) },
  { name: "Who and what", order: byText(whoKey) },
  // amounts are comparable within a currency only
  { name: "Amount", order: (a, b) => byText((event) => event.amount?.currency ?? "")(a, b) || (a.amount?.low ?? 0) - (b.amount?.low ?? 0), hint: "by currency, then amount" },
  { name: "Article", order: byText((event) => event.article.published), hint: "by publication date" },
];
// The latest news first; what is planned for 2038 is no news of that year.
const sorting = { column: 5, down: true };

function sorted(rows) {
  const { order } = COLUMNS[sorting.column];
  return [...rows].sort((a, b) => (sorting.down ? order(b, a) : order(a, b)) || a.number - b.number);
}

function fillersOf(event) {
  return event.fillers.map((filler) => make("span", { class: "filler", title: filler.rule },
    make("span", { class: "role" }, spaced(filler.role) + " "),
    filler.entity ? entityLink(filler.entity, filler.text) : make("span", { lang: "zh" }, filler.text)));
}

// A period's two ends one beneath the other.
const lines = (period) => period.split(/(?<=–) /).flatMap((end, at) => (at ? [make("br"), end] : [end]));

function eventRow(event) {
  const { article } = event;
  const open = make("button", { type: "button", class: "open", "data-event": event.number }, spaced(event.type));
  // who marks words to copy them does not mean to open the article
  const clicked = ({ target }) => { if (!target.closest("a") && getSelection().isCollapsed) openReader(article, event, open); };
  return make("tr", { onclick: clicked },
    event.dateText ? make("td", { class: "date" }, lines(event.dateText)) : make("td", { class: "date told", title: "date of the article" }, event.date),
    make("td", {}, open),
    make("td", {}, statusMark(event.status)),
    make("td", { class: "what" }, fillersOf(event)),
    make("td", { class: "amount", title: event.amount?.told }, event.amount?.short ?? ""),
    make("td", { class: "source" }, make("span", { lang: article.lang }, article.title || article.id), " ", make("span", { class: "day" }, article.published)));
}

// What is shown, by which filters, and what can be done with it.
const bar = (caption, filters, ...controls) => make("div", { class: "bar" },
  make("p", {}, caption, filters.map((filter) => [" ", make("span", { class: "filter" }, filter)])), controls,
  filters.length ? make("button", { type: "reset", form: "filters" }, "Clear filters") : "");

function eventTable(rows, caption, filters = []) {
  let ordered = sorted(rows);
  let shown = PAGE;
  const body = make("tbody");
  const more = make("button", { type: "button", onclick: () => { shown += PAGE * 5; draw(true); } });
  const heads = COLUMNS.map(({ name, hint }, number) =>
    make("th", { scope: "col" }, make("button", { type: "button", title: hint, onclick: () => sortBy(number) }, name)));
  const select = make("select", { "aria-label": "Sort by", onchange: () => { sorting.column = Number(select.value.slice(1)); sorting.down = select.value[0] === "-"; resort(); } },
    COLUMNS.flatMap(({ name }, number) => [["-", "↓"], ["+", "↑"]].map(([sign, arrow]) => make("option", { value: sign + number }, `${name} ${arrow}`))));
  function draw(added) {
    const from = added ? body.children.length : 0;
    if (!added) body.replaceChildren();
    body.append(...ordered.slice(from, shown).map(eventRow));
    more.hidden = shown >= ordered.length;
    more.textContent = `Show more (${(ordered.length - shown).toLocaleString("en")} left)`;
    heads.forEach((head, number) => (number === sorting.column
      ? head.setAttribute("aria-sort", sorting.down ? "descending" : "ascending") : head.removeAttribute("aria-sort")));
    select.value = (sorting.down ? "-" : "+") + sorting.column;
  }
  function resort() { ordered = sorted(rows); draw(); }
  function sortBy(number) {
    sorting.down = sorting.column === number ? !sorting.down : [0, 4, 5].includes(number);
    sorting.column = number;
    resort();
  }
  body.addEventListener("keydown", (key) => {
    const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[key.key];
    const next = step && key.target.closest("tr")?.[step]?.querySelector("button.open");
    if (next) { key.preventDefault(); next.focus(); }
  });
  const whole = make("div", {},
    bar(caption, filters, make("label", { class: "sorter" }, "Sort", select),
      make("button", { type: "button", onclick: () => download(ordered) }, "Download CSV")),
    make("table", { class: "events" }, make("thead", {}, make("tr", {}, heads)), body), make("p", {}, more));
  whole.showAll = () => { shown = ordered.length; draw(true); };
  draw();
  return whole;
}

// A spreadsheet takes a cell that begins so for a formula: an apostrophe keeps it a text.
const safeCell = (cell) => (typeof cell === "string" && /^[=+\-@\t\r]/.test(cell) ? "'" + cell : cell);
const quoted = (cell) => (cell === null || cell === undefined ? "" : typeof cell === "number" ? String(cell) : `"${safeCell(cell).replaceAll('"', '""')}"`);

function csv(rows) {
  const roles = [...new Set(rows.flatMap((event) => event.fillers.map((filler) => filler.role)))].sort();
  const head = ["article_id", "event_id", "date", "date_stated", "type", "status", ...roles, "amount_min", "amount_max", "currency",
    "evidence", "evidence_start", "evidence_end", "title", "published", "source", "url"];
  const lines = rows.map((event) => {
    const { article } = event;
    const inRole = (role) => event.fillers.filter((filler) => filler.role === role).map((filler) => filler.text).join("; ");
    const value = event.fillers.find((filler) => filler.value?.[0] === event.amount?.told)?.value ?? [];
    return [article.id, event.id, event.date, event.dateText, event.type, event.status, ...roles.map(inRole), value[1], value[2], value[3],
      event.evidence, event.statements[0]?.[0], event.statements[0]?.[1], article.title, article.published, article.source, article.url];
  });
  return "\ufeff" + [head, ...lines].map((line) => line.map(quoted).join(",")).join("\r\n") + "\r\n";
}

function download(rows) {
  const url = URL.createObjectURL(new Blob([csv(rows)], { type: "text/csv;charset=utf-8" }));
  make("a", { href: url, download: "events.csv" }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
