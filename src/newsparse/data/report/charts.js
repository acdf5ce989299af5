// Small charts of the events that fit the filters, drawn as SVG.
// Units of the drawings: as many as there are pixels on a phone, so that letters stay legible.
let wide = 560;

const figure = (heading, ...content) => make("figure", {}, make("h3", {}, heading), content);
const drawing = (height, label, shapes) => make("svg", { viewBox: `0 0 ${wide} ${height}`, role: "img", "aria-label": label }, shapes);
const block = (x, y, width, height, style, told) => make("rect", { x, y, width: Math.max(width, 0.5), height, class: style }, make("title", {}, told));
const label = (x, y, text, anchor = "start", quiet = false) => make("text", { x, y, "text-anchor": anchor, class: quiet ? "quiet" : null }, text);
const rule = (x1, x2, y) => make("line", { x1, x2, y1: y, y2: y });
const nothing = () => make("p", { class: "quiet" }, "Nothing to show.");
// Cut to so many letters' width; a Chinese character is as wide as two letters.
function short(text, most) {
  let room = most;
  const characters = Array.from(text);
  const kept = characters.findIndex((character) => { room -= character > "\u2e80" ? 2 : 1; return room < 0; });
  return kept === -1 ? text : characters.slice(0, kept - 1).join("") + "…";
}

function statusKey(rows) {
  const present = new Set(rows.map((event) => event.status));
  return make("ul", { class: "key" }, STATUSES.filter((status) => present.has(status)).map((status) => make("li", {}, statusMark(status))));
}

// Months, or years where the middle nine tenths span more than six of them.
function periodOf(dates) {
  const ordered = dates.filter(Boolean).sort();
  const inner = ordered.slice(Math.floor(ordered.length / 20), ordered.length - Math.floor(ordered.length / 20));
  const years = Number(inner.at(-1)?.slice(0, 4)) - Number(inner[0]?.slice(0, 4));
  return years > 6 ? 4 : 7;
}

function everyPeriod(from, to, length) {
  const all = [];
  for (let [year, month] = [Number(from.slice(0, 4)), Number(from.slice(5, 7) || 1)]; ;) {
    const name = length === 4 ? String(year) : `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}`;
    if (name > to) return all;
    all.push(name);
    if (length === 4 || month === 12) { year += 1; month = 1; } else month += 1;
  }
}

function overTime(rows) {
  const dated = rows.filter((event) => event.date);
  if (!dated.length) return figure("Events over time", nothing());
  const length = periodOf(dated.map((event) => event.date));
  const groups = new Map();
  for (const event of dated) {
    const period = event.date.slice(0, length);
    groups.set(period, [...(groups.get(period) ?? []), event]);
  }
  // the last 60 periods: an event of 1987 does not squeeze this year into a line
  const known = [...groups.keys()].sort();
  const periods = everyPeriod(known[0], known.at(-1), length).slice(-60);
  const older = dated.filter((event) => event.date.slice(0, length) < periods[0]).length;
  const most = Math.max(...periods.map((period) => groups.get(period)?.length ?? 0));
  const step = (wide - 40) / Math.max(periods.length, 6);
  const shapes = [rule(40, wide, 10), rule(40, wide, 85), rule(40, wide, 160), label(34, 14, String(most), "end", true), label(34, 164, "0", "end", true)];
  periods.forEach((period, at) => {
    let y = 160;
    for (const [status, number] of tally((groups.get(period) ?? []).map((event) => event.status)).sort((a, b) => STATUSES.indexOf(a[0]) - STATUSES.indexOf(b[0]))) {
      const height = (number / most) * 150;
      y -= height;
      shapes.push(block(40 + at * step, y, step * 0.86, height, `s-${status}`, `${period}: ${number} ${status}`));
    }
    if (at % Math.ceil(periods.length / 6) === 0) shapes.push(label(40 + at * step, 178, period, "start", true));
  });
  return figure("Events over time", statusKey(dated), drawing(184, `Events per ${length === 4 ? "year" : "month"}, from ${periods[0]} to ${periods.at(-1)}, at most ${most}`, shapes),
    older ? make("p", { class: "quiet" }, `${count(older, "earlier event")} not drawn.`) : "");
}

function statusMix(rows) {
  if (!rows.length) return figure("Status by type", nothing());
  const types = tally(rows.map((event) => event.type)).slice(0, 20);
  const shapes = types.flatMap(([type, all], at) => {
    let x = 130;
    const parts = tally(rows.filter((event) => event.type === type).map((event) => event.status)).sort((a, b) => STATUSES.indexOf(a[0]) - STATUSES.indexOf(b[0]));
    return [label(124, at * 22 + 15, short(spaced(type), 18), "end"), ...parts.map(([status, number]) => {
      const width = (number / types[0][1]) * (wide - 180);
      x += width;
      return block(x - width, at * 22 + 3, width, 16, `s-${status}`, `${spaced(type)}: ${number} ${status}`);
    }), label(x + 6, at * 22 + 15, String(all), "start", true)];
  });
  return figure("Status by type", statusKey(rows), drawing(types.length * 22 + 4, `Events by type: ${types.map(([type, all]) => `${type} ${all}`).join(", ")}`, shapes));
}

// Who paid whom, as newsparse.view.flows.who_paid_whom has it.
function payments(rows) {
  const found = new Map();
  for (const event of rows) {
    const [payers, receivers, only] = packed.payments[event.type] ?? [];
    const amount = event.fillers.find((filler) => filler.role === "amount" && filler.value?.[3])?.value;
    if (!payers || !amount || !["actual", "planned"].includes(event.status)) continue;
    if (only.length && !event.fillers.some((filler) => filler.role === only[0] && filler.text === only[1])) continue;
    const named = (roles) => [...new Set(event.fillers.filter((filler) => roles.includes(filler.role) && filler.entity).map((filler) => filler.entity))];
    const to = named([receivers.find((role) => named([role]).length)]);
    const pairs = named(payers).flatMap((payer) => to.filter((receiver) => receiver !== payer).map((receiver) => [payer, receiver]));
    for (const [payer, receiver] of pairs) {
      const key = [payer.number, receiver.number, event.type, amount[0]].join();
      if (!found.has(key)) found.set(key, { payer, receiver, event, currency: amount[3], told: amount[0], short: amount[4] ?? amount[0], share: (amount[1] ?? amount[2]) / pairs.length, parties: pairs.length });
    }
  }
  return [...found.values()].sort((a, b) => b.share - a.share);
}

function moneyFlows(rows) {
  const paid = payments(rows);
  if (!paid.length) return figure("Who paid whom", nothing());
  const panels = tally(paid.map((each) => each.currency)).slice(0, 3).map(([currency]) => {
    const own = paid.filter((each) => each.currency === currency).slice(0, 10);
    const shapes = own.flatMap((each, at) => {
      const told = `${each.payer.name} → ${each.receiver.name}: ${each.told}${each.parties > 1 ? `, shared by ${each.parties}` : ""} (${spaced(each.event.type)}, ${each.event.status})`;
      const amount = each.short + (each.parties > 1 ? ` ÷ ${each.parties}` : "");
      return [label(0, at * 36 + 13, short(`${each.payer.name} → ${each.receiver.name}`, (wide - amount.length * 7) / 6.6)), label(wide, at * 36 + 13, amount, "end", true),
        block(0, at * 36 + 18, (each.share / own[0].share) * wide, 7, `s-${each.event.status}`, told)];
    });
    return [make("h4", {}, currency), drawing(own.length * 36, `Payments in ${currency}: ${own.map((each) => `${each.payer.name} to ${each.receiver.name} ${each.told}`).join("; ")}`, shapes)];
  });
  return figure("Who paid whom", make("p", { class: "quiet" }, "Largest payments that happened or are planned; not converted."), panels);
}

function peopleMoves(rows) {
  const moves = rows.filter((event) => event.type === "personnel").sort((a, b) => (a.date < b.date ? 1 : -1));
  const inRole = (event, role) => event.fillers.filter((filler) => filler.role === role);
  const links = (event, role) => inRole(event, role).map((filler) => make("span", { class: "filler" }, filler.entity ? entityLink(filler.entity, filler.text) : filler.text));
  return figure("People on the move", moves.length ? make("ul", { class: "moves" }, moves.slice(0, 25).map((event) =>
    make("li", {}, make("span", {}, event.day), make("span", {}, links(event, "person")), make("span", {}, inRole(event, "action")[0]?.text ?? ""),
      make("span", { lang: "zh" }, links(event, "position")), make("span", {}, links(event, "company")), statusMark(event.status)))) : nothing());
}

// How often names are mentioned, by the month of the article: one row of small bars per name.
function mentionsOverTime(rows) {
  const homes = new Set(rows.map((event) => event.article));
  const dated = [...homes].filter((article) => article.published);
  const names = new Map();
  for (const article of dated) {
    for (const { entity } of article.mentions) {
      if (entity?.label === "COMPANY") names.set(entity, [...(names.get(entity) ?? []), article.published]);
    }
  }
  const most = [...names].sort((a, b) => b[1].length - a[1].length).slice(0, 12);
  if (!most.length) return figure("Mentions over time", nothing());
  const length = periodOf(dated.map((article) => article.published));
  const found = dated.map((article) => article.published.slice(0, length)).sort();
  const periods = everyPeriod(found[0], found.at(-1), length).slice(-60);
  const step = (wide - 210) / Math.max(periods.length, 6);
  const shapes = most.flatMap(([entity, dates], at) => {
    const counts = new Map(tally(dates.map((date) => date.slice(0, length))));
    const top = Math.max(...counts.values());
    return [label(164, at * 28 + 20, short(entity.name, 24), "end"), label(wide, at * 28 + 20, String(dates.length), "end", true), rule(170, wide - 30, at * 28 + 24),
      ...periods.filter((period) => counts.has(period)).map((period) => {
        const height = (counts.get(period) / top) * 22;
        return block(170 + periods.indexOf(period) * step, at * 28 + 24 - height, step * 0.86, height, "value", `${entity.name}, ${period}: ${counts.get(period)}`);
      })];
  });
  shapes.push(label(170, most.length * 28 + 14, periods[0], "start", true), label(wide - 30, most.length * 28 + 14, periods.at(-1), "end", true));
  return figure("Companies mentioned over time", drawing(most.length * 28 + 20, `Mentions: ${most.map(([entity, dates]) => `${entity.name} ${dates.length}`).join(", ")}`, shapes));
}
