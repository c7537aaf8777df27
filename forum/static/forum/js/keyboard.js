// Single keys, as the page of shortcuts lists them. They never act in a field and can be switched off.

const FIELDS = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
const STEPS = ".post, .message, .thread, .result, .review, .note, .list > li";
const PLACES = { h: "/", c: "/communities/", n: "/notices/" };
const isOff = document.documentElement.dataset.keys === "off";
let waitsForPlace = 0;

const visible = (element) => element.checkVisibility?.() ?? true;

const step = (by) => {
  const items = [...document.querySelectorAll(STEPS)].filter(visible);
  if (!items.length) return;
  const at = items.findIndex((item) => item.contains(document.activeElement));
  const next = items[at < 0 ? (by > 0 ? 0 : items.length - 1) : Math.max(0, Math.min(items.length - 1, at + by))];
  const link = next.querySelector(":is(h2, h3, .list__title) a, a.list__title") ?? next;
  if (link === next) next.tabIndex = -1;
  link.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
};

const search = () => {
  const box = [...document.querySelectorAll("input[type=search][name=q]")].find(visible);
  if (box) { box.focus(); box.select(); } else location.assign("/search/");
};

const press = (selector) => {
  const focused = document.activeElement?.closest(".post");
  const found = focused?.querySelector(selector) ?? document.querySelector(`body > * ${selector}`);
  found?.click();
  return Boolean(found);
};

const KEYS = {
  "/": search,
  "?": () => document.querySelector('a[href="/account/keyboard/"]')?.click(),
  j: () => step(1),
  k: () => step(-1),
  n: () => { if (!press("[data-key=next-hit]")) document.getElementById("new")?.scrollIntoView(); },
  p: () => press("[data-key=previous-hit]"),
  r: () => press("[data-key=reply]"),
  e: () => press("[data-key=edit]"),
  u: () => press("[data-key=unread]"),
  g: () => { waitsForPlace = Date.now() + 1500; },
};

const singleKey = (event) => {
  const place = Date.now() < waitsForPlace ? PLACES[event.key] : undefined;
  waitsForPlace = 0;
  if (place) { event.preventDefault(); location.assign(place); return; }
  const act = KEYS[event.key];
  if (act) { event.preventDefault(); act(); }
};

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("textarea")) {
    event.target.form?.requestSubmit();
    return;
  }
  if ((event.ctrlKey || event.metaKey) && event.key === "k") { event.preventDefault(); search(); return; }
  if (isOff || event.ctrlKey || event.metaKey || event.altKey || event.target.matches(FIELDS)) return;
  if (!document.querySelector("dialog[open]")) singleKey(event);
});
