// What is looked at on every page. Each check answers with a list of faults in words.

window.stopped = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.stopped.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
});

const every = (selector) => [...document.querySelectorAll(selector)];
const said = (element) => element.outerHTML.slice(0, 90);

// Wider than the window means that a person has to scroll sideways to read.
const overflow = () => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const inside = ".scroll, .tabs ul, pre, [popover], .visually-hidden";
  const wide = every("body *").filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.right > width + 1 && !element.closest(inside);
  });
  return [`${document.documentElement.scrollWidth} px in ${width}: ${wide.slice(0, 3).map(said).join(" | ")}`];
};

// Text against what stands behind it: 4.5, and 3 for large text (WCAG 2.2, 1.4.3).
const pixel = () => new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });

// A page has few colours, and each of them is on hundreds of elements.
const drawn = new Map();

const rgba = (context, colour) => {
  if (!drawn.has(colour)) {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    drawn.set(colour, context.getImageData(0, 0, 1, 1).data);
  }
  return drawn.get(colour);
};

const luminance = ([...channels]) =>
  channels.slice(0, 3)
    .map((channel) => channel / 255)
    .map((channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4))
    .reduce((sum, channel, at) => sum + channel * [0.2126, 0.7152, 0.0722][at], 0);

const behind = (context, element) => {
  for (let each = element; each; each = each.parentElement) {
    const style = getComputedStyle(each);
    const colour = rgba(context, style.backgroundColor);
    if (colour[3] > 250) return colour;
    if (style.borderImageSource !== "none") return null;
  }
  return rgba(context, "white");
};

const isRead = (element) =>
  [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()) &&
  !element.closest("[hidden], .visually-hidden, .skip-link, svg, option, dialog:not([open]), :disabled") &&
  element.checkVisibility({ opacityProperty: true });

const contrast = () => {
  const context = pixel();
  const faults = new Set();
  for (const element of every("body *").filter(isRead)) {
    const style = getComputedStyle(element);
    const under = behind(context, element);
    if (!under) continue;
    const [light, dark] = [luminance(rgba(context, style.color)), luminance(under)].sort((a, b) => b - a);
    const ratio = (light + 0.05) / (dark + 0.05);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    if (ratio < (isLarge ? 3 : 4.5)) faults.add(`${ratio.toFixed(2)} ${said(element)}`);
  }
  return [...faults];
};

// Names, labels, ids, headings: what a screen reader and a keyboard need.
const named = (element) =>
  (element.getAttribute("aria-label") || element.textContent || element.title).trim() ||
  element.hasAttribute("aria-labelledby") ||
  element.querySelector("img[alt]")?.alt;

const nameless = () => {
  const fields = every("input:not([type=hidden], [type=submit]), select, textarea");
  const acts = every("a[href], button, summary").filter((element) => !named(element));
  const unlabelled = fields.filter((field) => !field.labels?.length && !named(field));
  return [...acts, ...unlabelled].map((element) => `no name: ${said(element)}`);
};

const references = () => {
  const ids = every("[id]").map((element) => element.id);
  const faults = [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))].map((id) => `twice: #${id}`);
  for (const name of ["aria-describedby", "aria-labelledby", "aria-controls", "for"]) {
    for (const id of every(`[${name}]`).flatMap((element) => element.getAttribute(name).split(" "))) {
      if (id && !document.getElementById(id)) faults.push(`${name} leads nowhere: ${id}`);
    }
  }
  return faults;
};

const headings = () => {
  const faults = [];
  if (every("h1").length !== 1) faults.push(`${every("h1").length} h1`);
  const own = every("main :is(h1, h2, h3, h4, h5, h6)").filter((heading) => !heading.closest(".prose"));
  const levels = own.map((heading) => Number(heading.tagName[1]));
  levels.forEach((level, at) => {
    if (at && level > levels[at - 1] + 1) faults.push(`h${levels[at - 1]}, then h${level}`);
  });
  return faults;
};

const structure = () => {
  const faults = [...nameless(), ...references(), ...headings()];
  if (every("main").length !== 1) faults.push("not one main");
  if (every("[style], body script:not([src])").length) faults.push("inline style or script");
  for (const link of every('a[href="#"], a[href=""], a:not([href])')) faults.push(`dead link: ${said(link)}`);
  if (!document.title.endsWith("Interlocal")) faults.push(`title: ${document.title}`);
  return faults;
};

// Too small to be hit. Links within a line of text are excepted.
const targets = () =>
  every("button, summary, input:not([type=hidden]), select, a.button, a.chip, .side__link")
    .filter((element) => element.checkVisibility() && !element.closest("[popover]:not(:popover-open)"))
    .map((element) => [element, element.getBoundingClientRect()])
    .filter(([, box]) => box.width > 0 && (box.width < 20 || box.height < 20))
    .map(([element, box]) => `${Math.round(box.width)} by ${Math.round(box.height)} ${said(element)}`);

// The focused element when nothing shows that it has focus, else an empty string.
const unseenFocus = () => {
  const element = document.activeElement;
  const style = getComputedStyle(element);
  const isShown = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  return isShown || element === document.body ? "" : said(element);
};

// What the page asked for besides itself and did not get.
const failed = () =>
  performance.getEntriesByType("resource")
    .filter((entry) => entry.responseStatus >= 400)
    .map((entry) => `${entry.responseStatus} ${entry.name}`);

const links = () => every("a[href]").map((link) => link.href.split("#")[0]);

window.checks = { overflow, contrast, structure, targets, unseenFocus, failed, links };
