// What changes beside the log by itself: who can read the channel, who is here, who is writing.
// It is told to those who write here, and only while they let the others see it (the server decides that).

import { line } from "./live-socket.js";

const HERE = 30_000;
const STILL_TYPING = 4_000;

export class Room {
  constructor(channel) {
    const { room, roomHead } = channel.dataset;
    Object.assign(this, { channel, topic: room, me: Number(channel.dataset.me), typists: new Map(), typedAt: 0 });
    this.line = channel.querySelector("[data-typing]");
    const { lang } = document.documentElement;
    Object.assign(this, { number: new Intl.NumberFormat(lang), plural: new Intl.PluralRules(lang) });
    this.words = channel.querySelector('template[data-blank="typing"]').dataset;
    line.follow(room, Number(roomHead), this);
    line.addEventListener("state", ({ detail }) => detail.open && this.here(true));
    document.addEventListener("visibilitychange", () => this.here(true));
    addEventListener("pagehide", () => this.here(false));
    setInterval(() => this.here(true), HERE);
    if (line.state.open) this.here(true);
  }

  // Somebody whose page is in the background is not here.
  here(is_here) {
    line.send({ op: "here", topic: this.topic, is_here: is_here && !document.hidden });
  }

  items(items) {
    const { readers, here, typing } = items.at(-1);
    this.showReaders(readers);
    this.showHere(here);
    this.typists = new Map(typing.map(({ id, name, seconds }) => [id, { name, until: Date.now() + seconds * 1_000 }]));
    this.tell();
  }

  // The line above the composer. What is told are numbers: this page's words for them stand in its templates.
  showReaders({ reach, ...numbers }) {
    const shown = this.channel.lines.blank(`readers-${reach}`);
    for (const part of shown.querySelectorAll("[data-fact]")) {
      const number = numbers[part.dataset.fact];
      part.textContent = `${this.number.format(number)} ${this.plural.select(number) === "one" ? part.dataset.one : part.dataset.many}`;
    }
    shown.querySelector(".audience__guests").hidden = !numbers.guests;
    this.channel.querySelector("[data-audience]")?.replaceChildren(shown);
  }

  // The list beside the log.
  showHere({ people, count }) {
    const list = document.querySelector("[data-here]");
    if (!list) return;
    list.querySelector("[data-number]").textContent = this.number.format(count);
    list.querySelector("[data-people]").replaceChildren(...people.map((person) => this.entry(person)));
    list.querySelector("[data-more] span").textContent = this.number.format(count - people.length);
    list.querySelector("[data-more]").hidden = count <= people.length;
    list.querySelector("[data-nobody]").hidden = count > 0;
  }

  entry({ name, initials, agency, agency_type }) {
    const entry = this.channel.lines.blank("here");
    const [avatar, mark] = [entry.querySelector(".avatar"), entry.querySelector(".agency")];
    entry.querySelector("[data-name]").textContent = name;
    avatar.textContent = initials;
    mark.textContent = agency;
    if (agency_type) for (const part of [avatar, mark]) part.classList.add(`is-${agency_type}`);
    if (!agency) mark.remove();
    return entry;
  }

  tell() {
    clearTimeout(this.lapse);
    const now = Date.now();
    for (const [id, { until }] of this.typists) if (until <= now || id === this.me) this.typists.delete(id);
    const names = [...this.typists.values()].map(({ name }) => name);
    const { one, more, and } = this.words;
    const listed = names.length > 1 ? `${names.slice(0, -1).join(", ")} ${and} ${names.at(-1)}` : names[0];
    this.line.textContent = names.length ? `${listed} ${names.length > 1 ? more : one}` : "";
    if (names.length) this.lapse = setTimeout(() => this.tell(), Math.min(...[...this.typists.values()].map(({ until }) => until)) - now + 50);
  }

  // Whoever has said something is not writing it any more.
  said(author) {
    if (this.typists.delete(author)) this.tell();
  }

  typed(text) {
    const is_typing = Boolean(text.trim());
    if (is_typing ? Date.now() - this.typedAt < STILL_TYPING : !this.typedAt) return;
    this.typedAt = is_typing ? Date.now() : 0;
    line.send({ op: "typing", topic: this.topic, is_typing });
  }

  withdrawn() {
    this.line.textContent = "";
  }
}
