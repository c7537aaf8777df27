// Lines that the page did not bring and the socket does not tell: older ones, and those removed before they were heard.

import { fetchLines } from "./chat-parts.js";

export class History {
  constructor(channel) {
    this.channel = channel;
    this.divider = channel.querySelector("[data-earlier]");
    if (!this.divider) return;
    const near = ([entry]) => entry.isIntersecting && this.loadEarlier();
    new IntersectionObserver(near, { root: channel.log }).observe(this.divider);
  }

  before(seq) {
    const { address, branch } = this.channel.dataset;
    return fetchLines(`${address}history/?before=${seq}${branch ? `&conversation=${branch}` : ""}`);
  }

  async loadEarlier() {
    if (!this.divider || this.isLoading) return;
    this.isLoading = true;
    const part = await this.before(this.divider.dataset.earlier);
    if (part) this.prepend(part);
    this.isLoading = false;
  }

  prepend({ lines, lastDay, earlier }) {
    const { list } = this.channel.lines;
    const first = list.firstElementChild;
    if (first?.dataset.day && first.dataset.day === lastDay) first.remove();
    list.prepend(...lines);
    if (earlier) {
      this.divider.dataset.earlier = earlier;
    } else {
      this.divider.remove();
      this.divider = null;
    }
  }

  // The server's own line in the place of one that the page could only hold open.
  async fetch(element) {
    const { seq, message } = element.dataset;
    const part = await this.before(Number(seq) + 1);
    const drawn = part?.lines.find((line) => line.dataset.message === message);
    if (drawn) element.replaceWith(drawn);
  }
}
