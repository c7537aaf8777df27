// Tells the server how far somebody has read when posts arrived after the page was loaded, a moment later and once.
import { send } from "./send.js";

const PAUSE = 1_000;

class ReadPosition extends HTMLElement {
  #number = 0;
  #timer = 0;

  connectedCallback() {
    this.addEventListener("posts-shown", ({ detail }) => {
      this.#number = Math.max(this.#number, detail);
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.tell(), PAUSE);
    });
    this.leaving = () => document.hidden && this.#number && this.tell();
    document.addEventListener("visibilitychange", this.leaving);
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this.leaving);
  }

  tell() {
    clearTimeout(this.#timer);
    const number = this.#number;
    this.#number = 0;
    if (number) send(this.getAttribute("action"), { number }, { keepalive: true }).catch(() => {});
  }
}

customElements.define("read-position", ReadPosition);
