// What is new in my channels, in the side navigation and the tabs of every page: told by my own topic, so that what I read on one
// device falls on the others. Between two such tellings the page itself adds what it hears.

const part = (text) => {
  const words = document.createElement("span");
  words.className = "visually-hidden";
  words.textContent = ` ${text}`;
  return words;
};

// `known` is what the server said of a channel: new messages, mentions of me, and the event up to which it counted.
const counted = new WeakMap();

// A count says how often I am named, or else what is new.
const fill = (count, fresh, mentions) => {
  const [newOnes, ofMe] = count.dataset.words.split("|");
  count.replaceChildren(mentions ? `@${mentions}` : fresh, part(mentions ? ofMe : newOnes));
};

const show = (link) => {
  const count = link.querySelector(".count");
  const { fresh, mentions } = counted.get(link);
  const isQuiet = link.matches(".is-muted, [aria-current]") || !(fresh || mentions);
  fill(count, fresh, mentions);
  count.hidden = isQuiet;
  link.classList.toggle("is-unread", !isQuiet);
};

const known = (link) => {
  const { dataset } = link.querySelector(".count");
  const fresh = Number(dataset.new ?? 0);
  return counted.get(link) ?? { fresh, mentions: 0, head: Number(link.dataset.head ?? 0) };
};

// The state of `me`.
export const showCounts = ({ in_channels = {} }) => {
  for (const link of document.querySelectorAll(".side [data-channel]")) {
    const [fresh, mentions, head] = in_channels[link.dataset.channel] ?? [0, 0, 0];
    if (head < known(link).head) continue;
    counted.set(link, { fresh, mentions, head });
    show(link);
  }
};

// The same state, for the tabs of a community: each count says which parts of it are its own.
export const showTabs = (state) => {
  for (const count of document.querySelectorAll(".tabs [data-part]")) {
    const { community, part: of, named } = count.dataset;
    if (!(of in state)) continue;
    const fresh = state[of][community] ?? 0;
    fill(count, fresh, state[named]?.[community] ?? 0);
    count.hidden = !fresh;
  }
};

// What others have just said in another channel.
export const addHeard = (link, items) => {
  if ("quiet" in link.dataset) return;
  const { fresh, mentions, head } = known(link);
  const heard = items.filter((item) => item.seq > head);
  if (!heard.length) return;
  counted.set(link, { fresh: fresh + heard.length, mentions, head: heard.at(-1).seq });
  show(link);
};
