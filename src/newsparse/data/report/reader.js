// One article beside the table: its text with the evidence of an event marked.
let opener = null;
const reader = document.getElementById("reader");

function openReader(article, event, button) {
  opener = button ?? opener;
  document.querySelectorAll("tr.open").forEach((row) => row.classList.remove("open"));
  opener?.closest("tr")?.classList.add("open");
  reader.replaceChildren(
    make("div", { class: "about", tabindex: "0", role: "region", "aria-label": "About the article" },
    make("button", { type: "button", class: "close", onclick: closeReader }, "Close"),
    make("h2", { id: "reader-title", lang: article.lang, tabindex: "-1" }, article.title || article.id),
    make("p", { class: "quiet" }, [article.title && article.id, article.published, article.source].filter(Boolean).join(" · "),
      /^https?:\/\//i.test(article.url) ? make("span", {}, " · ", make("a", { href: article.url, rel: "noreferrer noopener", target: "_blank" }, "original")) : ""),
    event ? eventFacts(event) : "",
    make("ul", { class: "chips", "aria-label": "Events of this article" }, article.events.map((each) =>
      make("li", {}, make("button", { type: "button", "aria-current": each === event && "true", onclick: () => openReader(article, each) }, `${each.type} · ${each.status}`))))),
    articleText(article, event));
  if (!reader.open) {
    if (matchMedia("(max-width: 1000px)").matches) reader.showModal();
    else reader.show();
    document.body.classList.add("reading");
  }
  reader.querySelector("h2").focus({ preventScroll: true });
  reader.querySelector(".text mark")?.scrollIntoView({ block: "center" });
}

function closeReader() {
  if (!reader.open) return;
  reader.close();
  document.body.classList.remove("reading");
  document.querySelectorAll("tr.open").forEach((row) => row.classList.remove("open"));
  if (opener?.isConnected) opener.focus();
  opener = null;
}
reader.addEventListener("cancel", (cancelled) => { cancelled.preventDefault(); closeReader(); });
document.addEventListener("keydown", (key) => { if (key.key === "Escape") closeReader(); });

function eventFacts(event) {
  const line = (name, ...cells) => make("tr", {}, make("th", { scope: "row", class: "role" }, name), ...cells.map((cell) => make("td", {}, cell)));
  const said = (place) => (place.length ? make("span", { lang: "zh" }, slice(event.article, ...place)) : "");
  return make("table", { class: "facts" }, make("tbody", {},
    event.fillers.map((filler) => line(filler.role,
      filler.entity ? entityLink(filler.entity, filler.text) : make("span", { lang: "zh" }, filler.text),
      [filler.value ? filler.value[0] : "", make("span", { class: "role" }, (filler.value ? " · " : "") + filler.rule)])),
    event.dateText ? line("date", event.dateText, "") : "",
    line("status", statusMark(event.status), said(event.cue)),
    line("trigger", said(event.trigger), "")));
}

// The text cut wherever anything begins or ends; each piece carries the classes of all it is in.
function articleText(article, event) {
  const { mentions } = article;
  const parts = event ? {
    evidence: event.statements, trigger: [event.trigger], cue: event.cue.length ? [event.cue] : [],
    filled: event.fillers.filter((filler) => filler.place).map((filler) => filler.place),
  } : {};
  const cuts = new Set([0, article.characters.length]);
  for (const { start, end } of mentions) cuts.add(start).add(end);
  for (const places of Object.values(parts)) for (const [start, end] of places) cuts.add(start).add(end);
  const ordered = [...cuts].sort((a, b) => a - b);
  const within = (places, at) => places?.some(([start, end]) => start <= at && at < end);
  let next = 0;
  const pieces = ordered.slice(0, -1).map((start, number) => {
    while (mentions[next]?.end <= start) next += 1;
    const mention = mentions[next]?.start <= start ? mentions[next] : null;
    const classes = ["trigger", "cue", "filled"].filter((name) => within(parts[name], start));
    if (mention) classes.push("mention", `l-${mention.label.toLowerCase()}`);
    const title = mention && [mention.label, mention.value?.[0], mention.entity && [mention.entity.name, mention.entity.code && `(${mention.entity.code})`].filter(Boolean).join(" "), mention.rule].filter(Boolean).join(" · ");
    const text = slice(article, start, ordered[number + 1]);
    const evidence = within(parts.evidence, start);
    if (!evidence && !classes.length) return text;
    return make(evidence ? "mark" : "span", { class: classes.join(" ") || null, title }, text);
  });
  return make("div", { class: "text", lang: article.lang, tabindex: "0", role: "region", "aria-label": "Text" }, pieces);
}
