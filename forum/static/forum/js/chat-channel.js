// A live channel: new lines arrive, mine show at once, what cannot be sent waits, and nothing comes twice.
// The element wraps a page that works without it.

import "./mention-box.js";
import { line } from "./live-socket.js";
import { Outbox } from "./chat-outbox.js";
import { Lines } from "./chat-lines.js";
import { post } from "./chat-parts.js";
import { Files } from "./chat-files.js";
import { Editor } from "./chat-edit.js";
import { History } from "./chat-history.js";
import { Room } from "./chat-room.js";
import { Signs } from "./chat-signs.js";
import { showUrgent } from "./chat-urgent.js";
import { Warning } from "./chat-warning.js";
import { addHeard } from "./side-counts.js";

const SHORT = 800;
const AWAY = 3_000;

class ChatChannel extends HTMLElement {
  connectedCallback() {
    const { topic, head, me } = this.dataset;
    this.topic = topic;
    this.me = Number(me);
    this.moderates = "moderates" in this.dataset;
    // Marked unread by hand: nothing counts as read until I write or open the channel anew.
    this.isKept = "kept" in this.dataset;
    this.log = this.querySelector("#log");
    this.form = this.querySelector("form.composer");
    // An older page of history is a page to read, not the place where new lines go.
    if (new URLSearchParams(location.search).has("before")) return;
    this.lines = new Lines(this);
    this.signs = new Signs(this);
    this.editor = new Editor(this);
    if (this.dataset.room) this.room = new Room(this);
    // The page of a conversation beside the channel hears the channel's events, and shows its own.
    this.branch = Number(this.dataset.branch) || undefined;
    this.history = new History(this);
    this.outbox = new Outbox(`${me}:${topic}${this.branch ? `:${this.branch}` : ""}`);
    this.follower = line.follow(topic, Number(head), this);
    this.followOthers();
    this.listen();
    if (this.form) this.startWriting();
    this.showNew();
    this.tellState(line.state);
  }

  listen() {
    line.addEventListener("state", ({ detail }) => this.tellState(detail));
    line.addEventListener("polled", () => this.flush());
    this.addEventListener("click", (event) => this.clicked(event));
    this.addEventListener("submit", (event) => this.submitted(event));
    this.log.addEventListener("keydown", (event) => this.pressed(event));
    this.log.addEventListener("scroll", () => this.seen(), { passive: true });
    document.addEventListener("visibilitychange", () => this.seen());
  }

  showNew() {
    const mark = this.querySelector("#new:not(template *)");
    if (location.hash.startsWith("#m-")) this.querySelector(location.hash)?.scrollIntoView({ block: "center" });
    else if (mark && !this.isInView(mark)) mark.scrollIntoView({ block: "start" });
    this.seen();
  }

  isInView(element) {
    const box = this.log.getBoundingClientRect();
    return element.getBoundingClientRect().top >= box.top;
  }

  // What arrives

  items(items) {
    const heard = items.filter((item) => this.take(item));
    if (heard.length) this.announce(heard);
    this.seen();
  }

  // True for what somebody else said.
  take(item) {
    this.querySelector("[data-empty]")?.remove();
    if (item.kind === "message") return this.takeMessage(item);
    const element = this.lines.find(item.message);
    if (item.kind === "edit" && element && !item.removed) this.takeEdit(element, item);
    if (element && (item.kind === "remove" || item.removed)) this.lines.empty(element);
    if (item.reactions && element && !item.removed) this.signs.show(element, item.reactions);
    if (item.urgent && element) showUrgent(this, element, item.urgent);
    if (item.kind === "branch" && element && !item.removed) this.lines.branch(element, item.conversation);
    if (item.kind === "transcript" && !this.branch) this.lines.made(item);
    return false;
  }

  takeEdit(element, item) {
    this.lines.refill(element, item);
    this.lines.reword(element, item.html, item.edited);
    if (item.conversation) this.lines.branch(element, item.conversation);
  }

  takeMessage(item) {
    this.lines.waitingOf(item.client_id)?.remove();
    if (item.client_id) this.outbox.drop(item.client_id);
    if (this.lines.find(item.message) || !item.author) return false;
    if (item.conversation?.id !== this.branch) {
      const root = item.conversation && this.lines.find(item.conversation.root);
      if (root) this.lines.saidBeside(root, item.conversation.count, item.author.id !== this.me);
      return false;
    }
    const isMine = item.author.id === this.me;
    this.room?.said(item.author.id);
    if (!isMine && !this.isReading && !this.lines.list.querySelector("#new")) this.lines.put(this.lines.blank("new"));
    if (item.removed) this.history.fetch(this.lines.gone(item));
    else this.lines.said(item);
    return !isMine && !item.removed;
  }

  announce(heard) {
    const [item] = heard;
    const text = heard.length === 1
      ? `${item.author.name}: ${this.lines.find(item.message)?.querySelector(".message__text").textContent}`
      : `${heard.length} ${this.querySelector('template[data-blank="more-new"]').content.textContent}`;
    this.querySelector("[data-announce]").textContent = text;
  }

  caughtUp() {
    if (!this.awaySince || !line.state.open) return;
    if (Date.now() - this.awaySince > AWAY) this.lines.away(this.awaySince, new Date());
    this.awaySince = null;
  }

  reset() {
    location.reload();
  }

  withdrawn() {
    this.end();
  }

  end() {
    this.querySelector("[data-offline]").hidden = true;
    this.querySelector("[data-ended]").hidden = false;
    for (const control of this.form?.querySelectorAll("textarea, button") ?? []) control.disabled = true;
  }

  // The line

  tellState({ open, ended, nextTry }) {
    clearInterval(this.countdown);
    clearTimeout(this.warnsSoon);
    if (ended) {
      this.end();
    } else if (open) {
      this.querySelector("[data-offline]").hidden = true;
      this.flush();
    } else if (nextTry) {
      this.awaySince ??= new Date();
      this.warnsSoon = setTimeout(() => this.warn(nextTry), SHORT);
    }
  }

  warn(nextTry) {
    const alert = this.querySelector("[data-offline]");
    const tick = () => { alert.querySelector("b").textContent = Math.max(0, Math.ceil((nextTry - Date.now()) / 1_000)); };
    tick();
    alert.hidden = false;
    this.countdown = setInterval(tick, 1_000);
    for (const entry of this.outbox.entries) if (!entry.why) this.mark(entry);
  }

  // What I write

  startWriting() {
    this.text = this.form.querySelector("textarea");
    this.warning = new Warning(this);
    this.files = new Files(this);
    this.querySelector("[data-keys]").hidden = false;
    this.text.value ||= this.outbox.draft;
    this.text.addEventListener("input", () => {
      this.outbox.draft = this.text.value;
      this.room?.typed(this.text.value);
    });
    this.text.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.defaultPrevented) return;
      event.preventDefault();
      this.form.requestSubmit();
    });
    for (const entry of this.outbox.entries) {
      this.lines.waiting(entry);
      this.mark(entry);
    }
    this.flush();
  }

  async write() {
    const source = this.text.value.trim();
    if (!(await this.warning.allows(source)) || source !== this.text.value.trim()) return;
    const files = await this.files.take();
    if (!source && !files.length) return;
    const reply_to = Number(this.form.elements.reply_to.value) || undefined;
    const entry = { client_id: crypto.randomUUID(), source, reply_to, conversation: this.branch, files, at: new Date().toISOString() };
    this.isKept = false;
    this.outbox.add(entry);
    this.lines.waiting(entry);
    this.text.value = this.outbox.draft = "";
    this.room?.typed("");
    this.answerTo(null);
    this.log.scrollTop = 0;
    setTimeout(() => this.mark(entry), SHORT);
    this.flush();
  }

  // One after the other, so that my lines stand in the order in which I wrote them.
  async flush() {
    if (this.isSending) return;
    this.isSending = true;
    while ((line.state.open || line.isPolling) && this.outbox.next) {
      const entry = this.outbox.next;
      try {
        await this.deliver(entry);
        this.outbox.drop(entry.client_id);
      } catch (refusal) {
        if (refusal.lost) break;
        await this.refused(entry, refusal);
      }
    }
    this.isSending = false;
  }

  // By the socket; where none comes through, by the form. Its id makes the line count once, whichever way it takes.
  deliver({ client_id, source, reply_to, conversation, files = [] }) {
    const ids = files.map(({ id }) => id);
    if (line.state.open) return line.ask({ op: "say", topic: this.topic, client_id, source, reply_to, conversation, files: ids });
    const values = Object.entries({ client_id, source, reply_to: reply_to ?? "", anyway: 1 });
    return post(this.dataset.stream ?? this.dataset.address, [...values, ...ids.map((id) => ["attached", id])]);
  }

  async refused(entry, { code, message, retry_after }) {
    if (retry_after) {
      await new Promise((resolve) => setTimeout(resolve, retry_after * 1_000));
      return;
    }
    entry.why = message || code;
    this.outbox.keep(entry);
    this.mark(entry);
  }

  mark(entry) {
    const element = this.lines.waitingOf(entry.client_id);
    if (element && this.outbox.find(entry.client_id)) this.lines.setState(element, entry.why ? "failed" : "pending", entry.why);
  }

  answerTo(element) {
    if (!this.form) return;
    this.form.elements.reply_to.value = element?.dataset.message ?? "";
    const row = this.querySelector("[data-replying]");
    row.hidden = !element;
    if (!element) return;
    row.querySelector("b").textContent = element.querySelector("h3").textContent;
    this.text.focus();
  }

  // What is clicked and pressed

  clicked(event) {
    const control = event.target.closest("[data-act], [data-earlier] a, a[data-reply]");
    if (!control || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const element = control.closest(".message");
    const act = control.dataset.act ?? ("reply" in control.dataset ? "show" : "earlier");
    const done = this[`act_${act.replace("-", "_")}`]?.(element, control);
    if (done !== false) event.preventDefault();
  }

  act_try() { line.connect(); }
  act_earlier() { this.history.loadEarlier(); }
  act_reply(element) { this.answerTo(element); }
  act_signs(element) { this.signs.offer(element); }
  act_sign(element, sign) { this.signs.choose(element, sign); }
  act_acknowledge(element) { this.tell({ op: "acknowledge", message: Number(element.dataset.message) }); }
  act_end_urgent(element) { this.tell({ op: "end_urgent", message: Number(element.dataset.message) }); }
  act_drop_file(element, control) { control.closest("[data-file]").remove(); }
  act_no_reply() { this.answerTo(null); }

  act_show(element, link) {
    const answered = this.lines.find(link.pathname.split("/").at(-2));
    if (!answered) return false;
    answered.scrollIntoView({ block: "center" });
    answered.focus({ preventScroll: true });
    return true;
  }

  act_retry(element) {
    const entry = this.outbox.find(element.dataset.client);
    delete entry.why;
    this.outbox.keep(entry);
    this.mark(entry);
    this.flush();
  }

  act_discard(element) {
    this.outbox.drop(element.dataset.client);
    element.remove();
  }

  act_report() { return false; }
  act_page() { return false; }

  act_anyway() {
    this.warning.overrule();
    this.write();
  }

  async act_unread(element, control) {
    control.closest("details").open = false;
    this.isKept = true;
    if (await this.tell({ op: "unread", message: Number(element.dataset.message) })) this.lines.markNew(element);
  }

  act_edit(element, link) {
    link.closest("details").open = false;
    this.editor.edit(element, link.href);
  }

  act_remove(element, link) {
    if (Number(element.dataset.author) !== this.me) return false;
    const ask = document.getElementById("ask");
    ask.querySelector("p").textContent = link.dataset.ask;
    ask.returnValue = "";
    ask.addEventListener("close", () => ask.returnValue === "yes" && this.tell({ op: "remove", message: Number(element.dataset.message) }), { once: true });
    ask.showModal();
    return true;
  }

  submitted(event) {
    if (event.target === this.form) {
      event.preventDefault();
      this.write();
    } else if ("edit" in event.target.dataset) {
      event.preventDefault();
      this.editor.send(event.target);
    }
  }

  // True when it was done; else the page says why.
  async tell(message) {
    try {
      await line.ask({ topic: this.topic, ...message });
      return true;
    } catch (refusal) {
      this.say(refusal.message);
      return false;
    }
  }

  // Where alerts stand; without words it was the line that failed.
  say(message) {
    const alerts = document.getElementById("alerts");
    alerts.textContent = message ?? alerts.dataset.offline;
    setTimeout(() => alerts.replaceChildren(), 8_000);
  }

  pressed(event) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (event.target.matches("textarea, summary, .menu__list *")) return;
    if (event.key === "Enter" && event.target.matches(".message")) {
      event.target.querySelector(".message__tools a, .message__tools summary, button")?.focus();
      event.preventDefault();
    }
    if (!step) return;
    event.preventDefault();
    const all = [...this.lines.list.querySelectorAll(":scope > .message")];
    const at = all.indexOf(event.target.closest(".message"));
    (all[at < 0 ? all.length - 1 : at + step] ?? event.target).focus();
  }

  // What I have read

  get isReading() {
    return !document.hidden && this.log.scrollTop > -60;
  }

  seen() {
    if (this.isKept || !this.isReading || this.follower.last <= (this.seenTo ?? Number(this.dataset.head))) return;
    clearTimeout(this.seeing);
    this.seeing = setTimeout(() => {
      if (this.isKept || !this.isReading) return;
      this.seenTo = this.follower.last;
      line.send({ op: "seen", topic: this.topic, seq: this.seenTo, conversation: this.branch });
    }, 700);
  }

  followOthers() {
    for (const link of [...document.querySelectorAll(".side [data-topic]")].slice(0, 40)) {
      line.follow(link.dataset.topic, Number(link.dataset.head), {
        items: (items) => addHeard(link, items.filter((item) => item.kind === "message" && item.author && item.author.id !== this.me)),
        withdrawn: () => link.closest("li").remove(),
      });
    }
  }
}

customElements.define("chat-channel", ChatChannel);
