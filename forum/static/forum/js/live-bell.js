// The number at the bell, kept true while the page is open. Without script it is what the page came with.

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
    line.follow("me", 0, { items: (items) => this.show(items.at(-1).notices) });
  }

  show(unread) {
    const words = part("visually-hidden", ` ${this.dataset.unread}`);
    this.replaceChildren(...(unread ? [part("count", unread > MOST ? `${MOST}+` : unread), words] : []));
  }
}

customElements.define("live-bell", LiveBell);
