// The page's data, unpacked: articles, entities and events as objects; text search keys.
const packed = JSON.parse(document.getElementById("data").textContent);

// 騰訊 is found by 腾讯 and the other way round: both are compared in Simplified, in lower case.
const simple = new Map();
const simplified = Array.from(packed.simplified[1]);
Array.from(packed.simplified[0]).forEach((character, at) => simple.set(character, simplified[at]));
const fold = (text) => Array.from(text.toLowerCase(), (c) => simple.get(c) ?? c).join("");

const LANGUAGES = { HK: "zh-HK", TW: "zh-TW", CN: "zh-CN" };
const articles = packed.articles.map(([id, title, published, source, url, region, text, mentions], number) => ({
  number, id, title, published, source, url, text, packedMentions: mentions, events: [],
  lang: LANGUAGES[region] ?? "zh",
  // offsets are code points: an emoji is one, though two units of a JavaScript string
  characters: Array.from(text),
}));
const slice = (article, start, end) => article.characters.slice(start, end).join("");

const entities = packed.entities.map(([label, name, code, others], number) => ({
  number, label, name, code, others, events: [], articles: new Set(), mentions: 0,
  key: fold([name, code, ...others].join("\n")),
}));

// The mentions of an article, with places counted from its beginning.
for (const article of articles) {
  const flat = article.packedMentions;
  article.mentions = [];
  for (let at = 0, end = 0; at < flat.length; at += 6) {
    const start = end + flat[at];
    end = start + flat[at + 1];
    const entity = entities[flat[at + 3]] ?? null;
    const value = packed.values[flat[at + 4]] ?? null;
    article.mentions.push({ start, end, label: packed.labels[flat[at + 2]], entity, value, rule: packed.rules[flat[at + 5]] });
    if (entity) {
      entity.mentions += 1;
      entity.articles.add(article);
    }
  }
  delete article.packedMentions;
}

function unpackFiller(article, [role, rule, first, end]) {
  const filler = { role: packed.roles[role], rule: packed.rules[rule], place: null, entity: null, value: null };
  if (typeof first === "string") return { ...filler, text: first };
  const mention = end === undefined ? article.mentions[first] : { start: first, end, entity: null, value: null };
  const { start, entity, value } = mention;
  return { ...filler, place: [start, mention.end], text: slice(article, start, mention.end), entity, value };
}

const events = packed.events.map(([home, id, type, status, trigger, cue, date, dateText, statements, fillers], number) => {
  const article = articles[home];
  const event = {
    number, id, article, type: packed.types[type], status: packed.statuses[status], trigger, cue, date, statements,
    dateText: dateText === 1 ? date : dateText,
    // as there is room for: a range by its first day
    day: typeof dateText === "string" && dateText && dateText.length < 12 ? dateText : date,
    fillers: fillers.map((filler) => unpackFiller(article, filler)),
  };
  const money = event.fillers.filter((filler) => filler.value?.[3]);
  const chosen = money.find((filler) => filler.role === "amount") ?? money[0];
  if (chosen) {
    const [told, low, high, currency, short = told] = chosen.value;
    event.amount = { told, short, low: low ?? high, high: high ?? low, currency };
  }
  event.evidence = statements.map(([start, end]) => slice(article, start, end).trim()).join(" ");
  event.key = fold([event.type, article.title, event.evidence, ...event.fillers.map((f) => f.text)].join("\n"));
  article.events.push(event);
  for (const entity of new Set(event.fillers.map((filler) => filler.entity))) entity?.events.push(event);
  return event;
});

// An element; children are elements or text, never markup, so that nothing from an article runs.
function make(tag, attributes = {}, ...children) {
  const svg = ["svg", "g", "rect", "text", "title", "line"].includes(tag);
  const element = svg ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}
// contract_award → contract award
const spaced = (name) => name.replaceAll("_", " ");
const count = (number, noun) => `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
const statusMark = (status) => make("span", { class: `status s-${status}` }, status);
const entityLink = (entity, text = entity.name) =>
  make("a", { href: `#/name/${entity.number}`, lang: "zh", title: [entity.label, entity.name, entity.code].filter(Boolean).join(" · ") }, text);

// ["a", "b", "a"] → [["a", 2], ["b", 1]], most frequent first.
function tally(items) {
  const counts = new Map();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}
