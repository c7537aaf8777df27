// The number at the bell, kept true while the page is open, and the counts at the side and in the tabs with it. Without script they
// are what the page came with.

import { showCounts, showTabs } from "./side-counts.js";
import { showPlaces } from "./side-places.js";

const MOST = 99;

const part = (className, text) => {
  const element = document.createElement("span");
  element.className = className;
  element.textContent = text;
  return element;
};

class LiveBell extends HTMLElement {
  // The socket's module comes only to pages with a bell: visitors have none, and nothing to hear.
  async connectedCallback() {
    const { line } = await import("./live-socket.js");
    const told = (items) => {
      this.show(items.at(-1).notices);
      showCounts(items.at(-1));
      showTabs(items.at(-1));
      showPlaces(items.at(-1));
    };
    line.follow("me", 0, { items: told });
  }

  show(unread) {
    const words = part("visually-hidden", ` ${this.dataset.unread}`);
    this.replaceChildren(...(unread ? [part("count", unread > MOST ? `${MOST}+` : unread), words] : []));
  }
}

customElements.define("live-bell", LiveBell);
