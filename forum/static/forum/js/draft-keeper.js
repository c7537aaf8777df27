// Keeps what is typed into its form on the server, a moment after the last key. The button that does the same without
// script goes away. When another window has saved since, nothing is overwritten: both texts are offered.
import { send } from "./send.js";

const PAUSE = 1_500;
const FIELDS = ["title", "kind", "tags", "source", "sequence"];

class DraftKeeper extends HTMLElement {
  #timer = 0;
  #saving = null;
  #dirty = false;

  connectedCallback() {
    this.form = this.querySelector("form");
    this.line = this.querySelector("[data-saved]");
    if (!this.form) return;
    this.querySelector("[data-save]")?.setAttribute("hidden", "");
    this.form.addEventListener("input", () => this.changed());
    // Once it is posted, a late save would bring the draft back.
    this.form.addEventListener("submit", () => this.end());
    this.leaving = () => document.hidden && this.#dirty && this.save({ keepalive: true });
    document.addEventListener("visibilitychange", this.leaving);
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    document.removeEventListener("visibilitychange", this.leaving);
  }

  changed() {
    this.#dirty = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.save(), PAUSE);
  }

  end() {
    this.#dirty = false;
    clearTimeout(this.#timer);
    this.#saving?.abort();
  }

  async save(options = {}) {
    clearTimeout(this.#timer);
    this.#dirty = false;
    this.#saving?.abort();
    this.#saving = new AbortController();
    try {
      const answer = await send(this.getAttribute("action"), this.values(), { signal: this.#saving.signal, ...options });
      if (answer.status === 409) this.offer(await answer.json());
      else if (answer.ok) this.saved(await answer.json());
      else this.#dirty = true;
    } catch {
      // Offline or given up: the text is still in the field, and the next key tries again.
      this.#dirty = true;
    }
  }

  values() {
    const all = new FormData(this.form);
    return FIELDS.map((name) => [name, all.get(name) ?? ""]);
  }

  saved({ sequence, at }) {
    this.form.elements.sequence.value = sequence;
    if (at) this.line.textContent = `${this.dataset.saved} ${at}`;
  }

  offer({ sequence, source }) {
    const take = this.button(this.dataset.take, () => {
      this.form.elements.source.value = source;
      this.form.elements.sequence.value = sequence;
    });
    const keep = this.button(this.dataset.keep, () => {
      this.form.elements.sequence.value = sequence;
      this.save();
    });
    this.line.replaceChildren(this.dataset.conflict, " ", take, " ", keep);
    this.line.setAttribute("role", "status");
  }

  button(text, act) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "button button--small", textContent: text });
    button.addEventListener("click", () => {
      this.line.textContent = "";
      this.form.elements.source.focus();
      act();
    });
    return button;
  }
}

customElements.define("draft-keeper", DraftKeeper);
