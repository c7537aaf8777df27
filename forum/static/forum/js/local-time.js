// The time in a card that is rendered once for everybody becomes "Today, 08:31" or "3 Nov, 07:48" in the reader's own zone.

const DAY = 86_400_000;
const startOfDay = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate());

class LocalTime extends HTMLElement {
  connectedCallback() {
    const time = this.querySelector("time");
    const at = time && new Date(time.dateTime);
    if (!at || Number.isNaN(at.valueOf())) return;
    time.title = new Intl.DateTimeFormat(this.language, { dateStyle: "full", timeStyle: "short" }).format(at);
    time.textContent = `${this.day(at)}, ${this.clock(at)}`;
  }

  get language() {
    return document.documentElement.lang || "en";
  }

  clock(at) {
    return new Intl.DateTimeFormat(this.language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);
  }

  day(at) {
    const now = new Date();
    const days = Math.round((startOfDay(now) - startOfDay(at)) / DAY);
    if (days === 0 || days === 1) return this.named(-days);
    const year = at.getFullYear() === now.getFullYear() ? "" : ` ${at.getFullYear()}`;
    const month = new Intl.DateTimeFormat(this.language, { month: "short" }).format(at);
    return `${at.getDate()} ${month}${year}`;
  }

  named(days) {
    const word = new Intl.RelativeTimeFormat(this.language, { numeric: "auto" }).format(days, "day");
    return word[0].toUpperCase() + word.slice(1);
  }
}

customElements.define("local-time", LocalTime);
