// One article beside the table: its text with the evidence of an event marked.
let opener = null;
const reader = document.getElementById("reader");
// The row before or after the one whose article is open.
const neighbour = (sibling) => opener?.closest("tr")?.[sibling]?.querySelector("button.open");

function openReader(article, event, button) {
  opener = button ?? opener;
  document.querySelectorAll("tr.open").forEach((row) => row.classList.remove("open"));
  const row = opener?.closest("tr");
  row?.classList.add("open");
  const step = (name, sibling) => make("button", { type: "button", disabled: !neighbour(sibling), onclick: () => neighbour(sibling)?.click() }, name);
  reader.replaceChildren(
    make("div", { class: "about", tabindex: "0", role: "region", "aria-label": "About the article" },
      make("div", { class: "tools" }, row ? [step("Previous", "previousElementSibling"), step("Next", "nextElementSibling")] : "",
        make("button", { type: "button", class: "close", onclick: closeReader }, "Close")),
      make("h2", { id: "reader-title", lang: article.lang, tabindex: "-1" }, article.title || article.id),
      make("p", { class: "quiet" }, [article.title && article.id, article.published, article.source].filter(Boolean).join(" · "),
        /^https?:\/\//i.test(article.url) ? [" · ", make("a", { href: article.url, rel: "noreferrer noopener", target: "_blank" }, "original")] : ""),
      event ? eventFacts(event) : "",
      make("ul", { class: "chips", "aria-label": "Events of this article" }, article.events.map((each) =>
        make("li", {}, make("button", { type: "button", "aria-current": each === event && "true", title: each.status, onclick: () => openReader(article, each) },
          make("span", { class: `status s-${each.status}` }, [spaced(each.type), each.fillers.find((filler) => filler.entity)?.text].filter(Boolean).join(" "))))))),
    make("div", { class: "page", tabindex: "0", role: "region", "aria-label": "Text" }, articleText(article, event), allMentions(article)));
  if (!reader.open) {
    if (matchMedia("(max-width: 1000px)").matches) reader.showModal();
    else reader.show();
    document.body.classList.add("reading");
  }
  reader.querySelector("h2").focus({ preventScroll: true });
  const folded = matchMedia("(max-width: 720px)").matches;
  reader.querySelector(".text mark")?.scrollIntoView({ block: folded ? "nearest" : "center" });
  row?.scrollIntoView({ block: "nearest" });
}

function closeReader() {
  if (!reader.open) return;
  reader.close();
  document.body.classList.remove("reading");
  document.querySelectorAll("tr.open").forEach((row) => row.classList.remove("open"));
  if (opener?.isConnected) {
    opener.focus({ preventScroll: true });
    opener.scrollIntoView({ block: "nearest" });
  }
  opener = null;
}
reader.addEventListener("cancel", (cancelled) => { cancelled.preventDefault(); closeReader(); });
document.addEventListener("keydown", (key) => {
  if (key.key === "Escape") closeReader();
  const sibling = { j: "nextElementSibling", k: "previousElementSibling" }[key.key];
  if (sibling && reader.open && !key.ctrlKey && !key.metaKey && !key.altKey && !key.target.closest("input, select")) neighbour(sibling)?.click();
});

const nameOf = (entity) => [entity.name, entity.code && `(${entity.code})`].filter(Boolean).join(" ");

function eventFacts(event) {
  const said = (place) => make("span", { lang: "zh" }, slice(event.article, ...place));
  const quiet = (...words) => make("span", { class: "quiet" }, "  ", words.filter(Boolean).join(" · "));
  const fact = (name, ...content) => [make("dt", { class: "role" }, spaced(name)), make("dd", {}, content)];
  return make("dl", { class: "facts" },
    event.fillers.map((filler) => fact(filler.role,
      filler.entity ? entityLink(filler.entity, filler.text) : make("span", { lang: "zh" }, filler.text), quiet(filler.value?.[0].replaceAll(" ", "") === filler.text ? "" : filler.value?.[0], filler.rule))),
    event.dateText ? fact("date", event.dateText) : "",
    fact("status", statusMark(event.status), event.cue.length ? [" ", said(event.cue)] : ""),
    fact("trigger", said(event.trigger)));
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
    const title = mention && [mention.label, mention.value?.[0], mention.entity && nameOf(mention.entity), mention.rule].filter(Boolean).join(" · ");
    const text = slice(article, start, ordered[number + 1]);
    const evidence = within(parts.evidence, start);
    if (!evidence && !classes.length) return text;
    return make(evidence ? "mark" : "span", { class: classes.join(" ") || null, title }, text);
  });
  return make("div", { class: "text", lang: article.lang }, pieces);
}

// What hovering tells, for who has no mouse: every mention with its value, name and rule.
function allMentions(article) {
  if (!article.mentions.length) return "";
  const rows = () => article.mentions.map((mention) => make("tr", {},
    make("td", { lang: article.lang }, make("span", { class: `mention l-${mention.label.toLowerCase()}` }, slice(article, mention.start, mention.end))),
    make("td", { class: "role" }, mention.label),
    make("td", {}, mention.entity ? entityLink(mention.entity) : mention.value?.[0] ?? ""),
    make("td", { class: "role" }, mention.rule)));
  const body = make("tbody");
  const whole = make("details", { class: "all", ontoggle: () => { if (!body.children.length) body.append(...rows()); } },
    make("summary", {}, `All ${count(article.mentions.length, "mention")}`), make("table", {}, body));
  return whole;
}
