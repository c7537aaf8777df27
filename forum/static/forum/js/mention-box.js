// Suggests people while a mention is typed: arrows choose, Enter or Tab takes, Escape closes.

const TYPED = /(?:^|[\s(])@([\p{L}\p{N}_-]{1,40})$/u;
const PAUSE = 150;
let boxes = 0;

class MentionBox extends HTMLElement {
  #timer = 0;
  #asked = 0;
  #at = -1;

  connectedCallback() {
    this.field = this.querySelector("textarea");
    if (!this.field || this.list) return;
    this.list = Object.assign(document.createElement("ul"), { className: "mentions", id: `mentions-${++boxes}` });
    this.list.setAttribute("role", "listbox");
    this.list.hidden = true;
    this.field.after(this.list);
    this.field.setAttribute("aria-autocomplete", "list");
    this.field.setAttribute("aria-controls", this.list.id);
    this.field.addEventListener("input", () => this.typed());
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.field.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    this.list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      this.take(event.target.closest("li"));
    });
  }

  get word() {
    const { selectionStart, selectionEnd, value } = this.field;
    return selectionStart === selectionEnd ? TYPED.exec(value.slice(Math.max(0, selectionStart - 60), selectionStart))?.[1] : null;
  }

  typed() {
    clearTimeout(this.#timer);
    if (this.word) this.#timer = setTimeout(() => this.ask(this.word), PAUSE);
    else this.close();
  }

  async ask(word) {
    const mine = ++this.#asked;
    const answer = word && (await fetch(`${this.getAttribute("source")}?q=${encodeURIComponent(word)}`).catch(() => null));
    if (mine !== this.#asked || !answer?.ok) return;
    this.show((await answer.json()).people);
  }

  show(people) {
    this.list.replaceChildren(...people.map((person, index) => this.option(person, index)));
    this.list.hidden = !people.length;
    this.mark(people.length ? 0 : -1);
  }

  option({ handle, name, agency }, index) {
    const option = Object.assign(document.createElement("li"), { id: `${this.list.id}-${index}`, className: "mentions__one" });
    const who = Object.assign(document.createElement("b"), { textContent: name });
    const where = Object.assign(document.createElement("span"), { className: "quiet small", textContent: agency });
    option.append(who, " ", where);
    option.dataset.handle = handle;
    option.setAttribute("role", "option");
    return option;
  }

  mark(at) {
    this.#at = at;
    [...this.list.children].forEach((option, index) => option.setAttribute("aria-selected", index === at));
    if (at < 0) this.field.removeAttribute("aria-activedescendant");
    else this.field.setAttribute("aria-activedescendant", this.list.children[at].id);
  }

  key(event) {
    if (this.list.hidden || event.ctrlKey || event.metaKey) return;
    const count = this.list.children.length;
    if (event.key === "ArrowDown") this.mark((this.#at + 1) % count);
    else if (event.key === "ArrowUp") this.mark((this.#at + count - 1) % count);
    else if (event.key === "Enter" || event.key === "Tab") this.take(this.list.children[this.#at]);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
  }

  take(option) {
    const word = this.word;
    if (!option || word == null) return this.close();
    const end = this.field.selectionStart;
    this.field.setRangeText(`${option.dataset.handle} `, end - word.length, end, "end");
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
    this.close();
  }

  close() {
    this.#asked += 1;
    clearTimeout(this.#timer);
    this.list.hidden = true;
    this.mark(-1);
  }
}

customElements.define("mention-box", MentionBox);
