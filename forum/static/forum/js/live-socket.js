// The one socket of this tab, shared by everything on the page that is live.
//
// `line.follow(topic, after, reader)` hands every event after that number to `reader.items(items)`, once and in order,
// whatever happens to the connection: a gap is asked for, and where no socket comes through, HTTP is polled.
// `line.ask(message)` answers a promise of the acknowledgement; it rejects with {lost: true} or with the refusal.

const POLL = 5_000;
const LONGEST_PAUSE = 20_000;

class Follower {
  constructor(line, topic, last, reader) {
    Object.assign(this, { line, topic, last, reader, known: last, asks: false });
    this.isState = topic === "me" || topic.startsWith("room:");
  }

  open() {
    this.asks = true;
    this.line.send({ op: "open", topic: this.topic, after: this.last });
  }

  take({ ev, items = [], head = 0 }) {
    if (ev === "opened" || !items.length || items[0].seq <= this.last + 1) this.asks = false;
    this.known = Math.max(this.known, head);
    const fresh = this.fresh(items);
    if (fresh.length) this.reader.items(fresh);
    this.catchUp();
  }

  fresh(items) {
    const fresh = [];
    for (const item of items) {
      if (item.seq <= this.last) continue;
      if (item.seq > this.last + 1 && !this.isState) break;
      this.last = item.seq;
      fresh.push(item);
    }
    return fresh;
  }

  // The heads come with every heartbeat, so a lost event is noticed even in silence.
  hear(head) {
    this.known = Math.max(this.known, head);
    this.catchUp();
  }

  catchUp() {
    if (this.known <= this.last) {
      this.reader.caughtUp?.();
    } else if (!this.asks) {
      this.asks = true;
      this.line.send({ op: "sync", topic: this.topic, after: this.last });
    }
  }

  // A server that could not answer now is asked again when it says so: no other sign may come.
  refused(op, seconds) {
    this.asks = false;
    if (seconds) setTimeout(() => (op === "open" ? this.open() : this.catchUp()), seconds * 1_000);
  }

  reset(head) {
    this.asks = false;
    this.last = this.known = head;
    this.reader.reset?.(head);
  }
}

class Line extends EventTarget {
  #followers = new Map();
  #asked = new Map();
  #socket = null;
  #failures = 0;
  #retry = 0;
  #poll = 0;
  #watch = 0;
  #heartbeat = 15_000;
  state = { open: false, ended: false, nextTry: 0 };

  constructor() {
    super();
    addEventListener("online", () => this.connect());
    document.addEventListener("visibilitychange", () => document.hidden || this.connect());
  }

  follow(topic, after, reader) {
    const follower = new Follower(this, topic, after, reader);
    this.#followers.set(topic, follower);
    if (this.state.open) follower.open();
    else this.connect();
    return follower;
  }

  send(message) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  ask(message) {
    const client_id = message.client_id ?? crypto.randomUUID();
    return new Promise((resolve, reject) => {
      if (!this.state.open) {
        reject({ lost: true });
        return;
      }
      this.#asked.set(client_id, { resolve, reject });
      this.send({ ...message, client_id });
    });
  }

  // No socket comes through, and HTTP is asked instead.
  get isPolling() {
    return Boolean(this.#poll);
  }

  connect() {
    if (this.#socket || this.state.ended) return;
    clearTimeout(this.#retry);
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const socket = new WebSocket(`${scheme}://${location.host}/live/`);
    this.#socket = socket;
    socket.onmessage = ({ data }) => this.#hear(JSON.parse(data));
    socket.onclose = ({ code }) => this.#socket === socket && this.#closed(code);
  }

  #hear(frame) {
    clearTimeout(this.#watch);
    this.#watch = setTimeout(() => this.#socket?.close(), this.#heartbeat * 2.3);
    this[`on_${frame.ev}`]?.(frame);
  }

  on_hello({ heartbeat }) {
    this.#heartbeat = heartbeat * 1_000;
    this.#failures = 0;
    clearInterval(this.#poll);
    this.#poll = 0;
    this.#tell({ open: true });
    for (const follower of this.#followers.values()) follower.open();
  }

  on_opened(frame) {
    this.#followers.get(frame.topic)?.take(frame);
  }

  on_events(frame) {
    this.#followers.get(frame.topic)?.take(frame);
  }

  on_heads({ topics }) {
    for (const [topic, head] of Object.entries(topics)) this.#followers.get(topic)?.hear(head);
  }

  on_reset({ topic, head }) {
    this.#followers.get(topic)?.reset(head);
  }

  on_withdrawn({ topic }) {
    this.#withdraw(topic);
  }

  on_ack(frame) {
    this.#answered(frame)?.resolve(frame);
  }

  on_refused(frame) {
    if (frame.op === "open" && frame.code === "unknown_topic") this.#withdraw(frame.topic);
    else if (frame.op === "open" || frame.op === "sync")
      this.#followers.get(frame.topic)?.refused(frame.op, frame.retry_after);
    this.#answered(frame)?.reject(frame);
  }

  #answered({ client_id }) {
    const waiting = this.#asked.get(client_id);
    this.#asked.delete(client_id);
    return waiting;
  }

  #withdraw(topic) {
    const follower = this.#followers.get(topic);
    this.#followers.delete(topic);
    follower?.reader.withdrawn?.();
  }

  #closed(code) {
    clearTimeout(this.#watch);
    this.#socket = null;
    for (const { reject } of this.#asked.values()) reject({ lost: true });
    this.#asked.clear();
    if (code === 4401) {
      this.#tell({ open: false, ended: true });
      return;
    }
    const pause = Math.min(LONGEST_PAUSE, 400 * 2 ** this.#failures++) * (0.5 + Math.random());
    this.#retry = setTimeout(() => this.connect(), pause);
    this.#tell({ open: false, nextTry: Date.now() + pause });
    if (this.#failures > 2 && !this.#poll) this.#poll = setInterval(() => this.#pollAll(), POLL);
  }

  async #pollAll() {
    for (const follower of this.#followers.values()) {
      const address = `/live/sync/?topic=${follower.topic}&after=${follower.last}`;
      const answer = await fetch(address).catch(() => null);
      if (answer?.status === 404) this.#withdraw(follower.topic);
      else if (answer?.ok && !this.state.open) follower.take(await answer.json());
    }
    this.dispatchEvent(new Event("polled"));
  }

  #tell(change) {
    this.state = { open: false, ended: false, nextTry: 0, ...change };
    this.dispatchEvent(new CustomEvent("state", { detail: this.state }));
  }
}

export const line = new Line();
