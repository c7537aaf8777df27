// Suggests places, people and titles while a search is typed. Without script the form around it asks the page of results.
// Arrows choose, Enter opens what is chosen or else searches, Escape closes: the combobox pattern of the ARIA guide.

const PAUSE = 150;
const LEAST = 2;
let boxes = 0;

class SearchBox extends HTMLElement {
  #timer = 0;
  #asked = 0;
  #at = -1;

  connectedCallback() {
    this.field = this.querySelector("input[type=search]");
    if (!this.field || this.list) return;
    this.list = Object.assign(document.createElement("ul"), { className: "suggestions", id: `suggestions-${++boxes}` });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.dataset.label ?? "");
    this.list.hidden = true;
    this.append(this.list);
    const roles = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id };
    Object.entries(roles).forEach(([name, value]) => this.field.setAttribute(name, value));
    this.field.addEventListener("input", () => this.typed());
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.field.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.open(event.target.closest("li")));
  }

  typed() {
    clearTimeout(this.#timer);
    const text = this.field.value.trim();
    if (text.length < LEAST) this.close();
    else this.#timer = setTimeout(() => this.ask(text), PAUSE);
  }

  async ask(text) {
    const mine = ++this.#asked;
    const answer = await fetch(`${this.getAttribute("source")}?q=${encodeURIComponent(text)}`).catch(() => null);
    if (mine !== this.#asked || !answer?.ok) return;
    this.show((await answer.json()).suggestions);
  }

  show(suggestions) {
    this.list.replaceChildren(...suggestions.map((one, index) => this.option(one, index)));
    this.list.hidden = !suggestions.length;
    this.field.setAttribute("aria-expanded", String(suggestions.length > 0));
    this.mark(-1);
  }

  option({ label, detail, url }, index) {
    const option = Object.assign(document.createElement("li"), { id: `${this.list.id}-${index}`, className: "suggestions__one" });
    const what = Object.assign(document.createElement("b"), { textContent: label });
    const where = Object.assign(document.createElement("span"), { className: "quiet small", textContent: detail });
    option.append(what, " ", where);
    option.dataset.url = url;
    option.setAttribute("role", "option");
    return option;
  }

  mark(at) {
    this.#at = at;
    [...this.list.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    if (at < 0) this.field.removeAttribute("aria-activedescendant");
    else this.field.setAttribute("aria-activedescendant", this.list.children[at].id);
  }

  key(event) {
    if (this.list.hidden || event.isComposing) return;
    const count = this.list.children.length;
    if (event.key === "ArrowDown") this.mark((this.#at + 1) % count);
    else if (event.key === "ArrowUp") this.mark(this.#at <= 0 ? count - 1 : this.#at - 1);
    else if (event.key === "Enter" && this.#at >= 0) this.open(this.list.children[this.#at]);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
  }

  open(option) {
    if (option) location.assign(option.dataset.url);
  }

  close() {
    this.#asked += 1;
    clearTimeout(this.#timer);
    this.list.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
    this.mark(-1);
  }
}

customElements.define("search-box", SearchBox);
