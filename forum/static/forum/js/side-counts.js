// What is new in my channels, in the side navigation of every page: told by my own topic, so that what I read on one
// device falls on the others. Between two such tellings the page itself adds what it hears.

const part = (text) => {
  const words = document.createElement("span");
  words.className = "visually-hidden";
  words.textContent = ` ${text}`;
  return words;
};

// `known` is what the server said of a channel: new messages, mentions of me, and the event up to which it counted.
const counted = new WeakMap();

const show = (link) => {
  const count = link.querySelector(".count");
  const { fresh, mentions } = counted.get(link);
  const [newOnes, ofMe] = count.dataset.words.split("|");
  const isQuiet = link.matches(".is-muted, [aria-current]") || !(fresh || mentions);
  count.replaceChildren(mentions ? `@${mentions}` : fresh, part(mentions ? ofMe : newOnes));
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

// What others have just said in another channel.
export const addHeard = (link, items) => {
  if ("quiet" in link.dataset) return;
  const { fresh, mentions, head } = known(link);
  const heard = items.filter((item) => item.seq > head);
  if (!heard.length) return;
  counted.set(link, { fresh: fresh + heard.length, mentions, head: heard.at(-1).seq });
  show(link);
};
