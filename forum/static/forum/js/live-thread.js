// An open thread. Posts of others wait behind a button, so that nothing moves what is being read; edits and lines in
// the place of removed posts take their place at once.
import { line } from "./live-socket.js";
import "./read-position.js";

const OF_POSTS = new Set(["post", "edit", "remove", "restore"]);

class LiveThread extends HTMLElement {
  #waiting = new Map();

  connectedCallback() {
    this.place = this.querySelector("[data-live]");
    const topic = this.getAttribute("topic");
    if (!this.place || !this.getAttribute("me")) return;
    line.follow(topic, Number(this.getAttribute("after")), {
      items: (items) => items.forEach((item) => this.take(item)),
      reset: () => this.say(this.dataset.reload),
      withdrawn: () => this.say(this.dataset.gone),
    });
  }

  take(item) {
    if (!OF_POSTS.has(item.kind)) {
      this.say(this.dataset.changed);
      return;
    }
    const shown = document.getElementById(`post-${item.number}`);
    if (shown) this.replace(shown, item.html);
    else if (this.hasAttribute("open")) this.keep(item);
    else this.say(this.dataset.more);
  }

  keep(item) {
    if (item.kind === "post" || this.#waiting.has(item.number)) this.#waiting.set(item.number, item.html);
    const count = this.#waiting.size;
    if (!count) return;
    const button = this.place.querySelector("button") ?? this.button();
    button.textContent = count === 1 ? this.dataset.newOne : this.dataset.newMany.replace("%d", count);
    this.place.hidden = false;
  }

  button() {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button button--wide" });
    button.addEventListener("click", () => this.show());
    this.place.append(button);
    this.place.setAttribute("role", "status");
    return button;
  }

  show() {
    const numbers = [...this.#waiting.keys()].sort((one, other) => one - other);
    const posts = numbers.map((number) => this.made(this.#waiting.get(number)));
    this.#waiting.clear();
    this.place.hidden = true;
    this.place.before(...posts);
    posts.forEach((post) => window.htmx?.process(post));
    posts[0].tabIndex = -1;
    posts[0].focus();
    this.dispatchEvent(new CustomEvent("posts-shown", { bubbles: true, detail: numbers.at(-1) }));
  }

  replace(shown, html) {
    const fresh = this.made(html);
    fresh.classList.toggle("is-answer", shown.classList.contains("is-answer"));
    shown.replaceWith(fresh);
    window.htmx?.process(fresh);
  }

  // A card as the server drew and sanitized it; parsed apart from the page, so that nothing in it can run.
  made(html) {
    return document.importNode(new DOMParser().parseFromString(html, "text/html").body.firstElementChild, true);
  }

  say(text) {
    const words = Object.assign(document.createElement("p"), { textContent: text });
    const again = Object.assign(document.createElement("a"), { href: location.pathname + location.search });
    again.textContent = this.dataset.again;
    words.append(" ", again);
    document.getElementById("status").replaceChildren(words);
  }
}

customElements.define("live-thread", LiveThread);
