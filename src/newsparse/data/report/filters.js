// What the form says, and the events that fit it.
const STATUSES = ["actual", "planned", "rumored", "denied", "terminated", "hypothetical"];
const UNITS = { k: 1e3, m: 1e6, bn: 1e9, b: 1e9, 千: 1e3, 万: 1e4, 百万: 1e6, 千万: 1e7, 亿: 1e8, 十亿: 1e9, 百亿: 1e10, 千亿: 1e11, 万亿: 1e12, 兆: 1e12 };
const field = (id) => document.getElementById(id);

// "5億", "1,200", "20m" → a number; null for nothing or for what is no amount.
function readAmount(text) {
  const units = { ...UNITS, 萬: 1e4, 億: 1e8, 百萬: 1e6, 千萬: 1e7, 十億: 1e9, 百億: 1e10, 千億: 1e11, 萬億: 1e12 };
  const found = /^([\d.]+)(\D*)$/.exec(text.replace(/[,，\s]/g, "").toLowerCase());
  const unit = found?.[2] ? units[found[2]] : 1;
  return found && unit && Number.isFinite(Number(found[1])) ? Number(found[1]) * unit : null;
}

function markBad(id) {
  const bad = field(id).value.trim() !== "" && readAmount(field(id).value) === null;
  field(id).setAttribute("aria-invalid", bad);
  field(id).setCustomValidity(bad ? "Write an amount such as 5億, 1200 or 20m" : "");
  return readAmount(field(id).value);
}

function chosenIn(id) {
  return new Set([...field(id).querySelectorAll("input:checked")].map((box) => box.value));
}

function filtered() {
  const words = fold(field("search").value).split(/\s+/).filter(Boolean);
  const company = fold(field("company").value.trim());
  const person = fold(field("person").value.trim());
  const types = chosenIn("types");
  const statuses = chosenIn("statuses");
  const from = field("from").value;
  const to = field("to").value;
  const least = markBad("least");
  const most = markBad("most");
  const currency = field("currency").value;
  const names = (event, key, labels) =>
    event.fillers.some((filler) => filler.entity && labels.includes(filler.entity.label) && filler.entity.key.includes(key));
  return events.filter((event) =>
    (!types.size || types.has(event.type)) &&
    (!statuses.size || statuses.has(event.status)) &&
    (!from || (event.date && event.date >= from)) &&
    (!to || (event.date && event.date <= to)) &&
    (!currency || event.amount?.currency === currency) &&
    (least === null || event.amount?.high >= least) &&
    (most === null || event.amount?.low <= most) &&
    (!company || names(event, company, ["COMPANY", "ORG"])) &&
    (!person || names(event, person, ["PERSON"])) &&
    words.every((each) => event.key.includes(each)));
}

// What is filtered by, as words for the heading of the rows and for print.
function chosenFilters() {
  const told = [["search", "“", "”"], ["company", "company ", ""], ["person", "person ", ""], ["from", "from ", ""], ["to", "to ", ""],
    ["least", "at least ", ""], ["most", "at most ", ""], ["currency", "", ""]].flatMap(([id, before, after]) => {
    const value = field(id).value.trim();
    return value ? [before + value + after] : [];
  });
  return [...told, ...["types", "statuses"].flatMap((id) => (chosenIn(id).size ? [[...chosenIn(id)].map(spaced).join(" or ")] : []))];
}

function fillForm(changed) {
  const choices = { types: tally(events.map((event) => event.type)), statuses: tally(events.map((event) => event.status)) };
  choices.statuses.sort((a, b) => STATUSES.indexOf(a[0]) - STATUSES.indexOf(b[0]));
  for (const [id, found] of Object.entries(choices)) {
    field(id).querySelector(".choices").append(...found.map(([name, number]) =>
      make("label", {}, make("input", { type: "checkbox", value: name }), `${spaced(name)} (${number})`)));
  }
  const currencies = tally(events.filter((event) => event.amount).map((event) => event.amount.currency));
  field("currency").append(...currencies.map(([name]) => make("option", {}, name)));
  const busiest = [...entities].filter((entity) => entity.events.length).sort((a, b) => b.events.length - a.events.length);
  const offer = (id, labels) => field(id).append(...busiest.filter((entity) => labels.includes(entity.label)).slice(0, 1500)
    .map((entity) => make("option", { value: entity.name }, entity.code)));
  offer("companies", ["COMPANY", "ORG"]);
  offer("persons", ["PERSON"]);
  const form = field("filters");
  const update = () => {
    for (const id of ["types", "statuses"]) {
      const chosen = [...chosenIn(id)];
      field(id).querySelector("summary span").textContent = chosen.length > 1 ? `${chosen.length} chosen` : spaced(chosen[0] ?? "all");
    }
    const set = chosenFilters().length;
    field("unfold").textContent = set ? `Filters (${set})` : "Filters";
    changed();
  };
  field("unfold").addEventListener("click", () => {
    field("unfold").setAttribute("aria-expanded", form.classList.toggle("unfolded"));
  });
  let waiting;
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(update, 120); });
  form.addEventListener("reset", () => setTimeout(update));
  form.addEventListener("submit", (submitted) => submitted.preventDefault());
  document.addEventListener("click", (click) => {
    for (const menu of form.querySelectorAll("details[open]")) if (!menu.contains(click.target)) menu.open = false;
  });
  form.addEventListener("keydown", (key) => {
    const menu = key.target.closest("details[open]");
    if (key.key === "Escape" && menu) { menu.open = false; menu.querySelector("summary").focus(); key.stopPropagation(); }
  });
}
