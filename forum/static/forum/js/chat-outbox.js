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

const everyKey = () => {
  try {
    return Object.keys(localStorage);
  } catch {
    return [];
  }
};

// Each line has a key of its own, so that two tabs at one channel never write over each other's.
export class Outbox {
  constructor(place) {
    this.key = `chat:${place}`;
    this.prefix = `${this.key}:line:`;
    this.entries = this.stored();
  }

  stored() {
    const keys = everyKey();
    const entries = keys.filter((key) => key.startsWith(this.prefix)).map((key) => read(key, null));
    return entries.filter(Boolean).sort((one, other) => one.at.localeCompare(other.at));
  }

  add(entry) {
    this.entries.push(entry);
    this.keep(entry);
  }

  find(client_id) {
    return this.entries.find((entry) => entry.client_id === client_id);
  }

  drop(client_id) {
    this.entries = this.entries.filter((entry) => entry.client_id !== client_id);
    write(this.prefix + client_id, null);
  }

  // The next to be sent: the oldest that was not refused.
  get next() {
    return this.entries.find((entry) => !entry.why);
  }

  keep(entry) {
    write(this.prefix + entry.client_id, entry);
  }

  get draft() {
    return read(`${this.key}:draft`, "");
  }

  set draft(text) {
    write(`${this.key}:draft`, text || null);
  }
}
