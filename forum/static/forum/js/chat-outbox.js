// What was written and is not acknowledged yet, kept in this browser: it survives a closed tab and is said once.

const read = (key, otherwise) => {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? otherwise;
  } catch {
    return otherwise;
  }
};

// Full or forbidden storage only means that a closed tab forgets.
const write = (key, value) => {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch { /* As said. */ }
};

export class Outbox {
  constructor(place) {
    this.key = `chat:${place}`;
    this.entries = read(this.key, []);
  }

  add(entry) {
    this.entries.push(entry);
    this.keep();
  }

  find(client_id) {
    return this.entries.find((entry) => entry.client_id === client_id);
  }

  drop(client_id) {
    this.entries = this.entries.filter((entry) => entry.client_id !== client_id);
    this.keep();
  }

  // The next to be sent: the oldest that was not refused.
  get next() {
    return this.entries.find((entry) => !entry.why);
  }

  keep() {
    write(this.key, this.entries.length ? this.entries : null);
  }

  get draft() {
    return read(`${this.key}:draft`, "");
  }

  set draft(text) {
    write(`${this.key}:draft`, text || null);
  }
}
