// Lines of the log, made from the templates that the page brings: all words and all markup are the server's.

const PAUSE = 7 * 60_000;

export class Lines {
  constructor(channel) {
    this.channel = channel;
    this.list = channel.querySelector("[data-lines]");
    const timeZone = channel.dataset.zone;
    // As the server writes them: 24 November, not November 24.
    const language = { en: "en-GB" }[document.documentElement.lang] ?? document.documentElement.lang;
    this.clock = new Intl.DateTimeFormat(language, { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    this.day = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
    this.dayName = new Intl.DateTimeFormat(language, { timeZone, weekday: "long", day: "numeric", month: "long" });
    this.shortDay = new Intl.DateTimeFormat(language, { timeZone, day: "numeric", month: "short" });
  }

  blank(name) {
    return this.channel.querySelector(`template[data-blank="${name}"]`).content.firstElementChild.cloneNode(true);
  }

  find(message) {
    return this.list.querySelector(`:scope > [data-message="${message}"]`);
  }

  get firstWaiting() {
    return this.list.querySelector(":scope > [data-client]");
  }

  get lastSaid() {
    return [...this.list.querySelectorAll(":scope > .message:not([data-client])")].at(-1);
  }

  // In front of what still waits to be sent.
  put(element) {
    this.list.insertBefore(element, this.firstWaiting);
    return element;
  }

  // From here on it is new.
  markNew(element) {
    this.list.querySelector(":scope > #new")?.remove();
    element.before(this.blank("new"));
    element.focus();
  }

  putDay(at) {
    const day = this.day.format(at);
    const last = [...this.list.querySelectorAll(":scope > [data-day]")].at(-1);
    if (last?.dataset.day === day) return false;
    const divider = this.blank("day");
    divider.dataset.day = day;
    divider.textContent = this.dayName.format(at);
    this.put(divider);
    return true;
  }

  said(item) {
    const at = new Date(item.at);
    const begins = this.putDay(at) || this.beginsTurn(item.author.id, at, item.reply_to, this.lastSaid);
    const element = this.blank(begins ? "first" : "next");
    this.sign(element, item.author, at);
    element.id = `m-${item.message}`;
    Object.assign(element.dataset, { message: item.message, seq: item.seq, author: item.author.id, at: item.at });
    this.address(element, item.message);
    if (item.reply_to) this.answers(element, item.reply_to);
    this.reword(element, item.html, item.edited);
    if (item.removed) this.empty(element);
    this.fitTools(element, item.author.id);
    return this.put(element);
  }

  // Said and removed before this page heard of it: it holds the place until the server's own line is there.
  gone(item) {
    return this.said({ ...item, author: { id: item.author.id, name: "…", initials: "" } });
  }

  // A blank's links and buttons, for this message.
  address(element, message) {
    const mine = (text) => text.replace(/\/messages\/0\/|reply=0/, (part) => part.replace("0", message));
    for (const name of ["href", "formaction"]) {
      for (const control of element.querySelectorAll(`[${name}]`)) control.setAttribute(name, mine(control.getAttribute(name)));
    }
  }

  beginsTurn(author, at, reply, last) {
    const before = this.firstWaiting?.previousElementSibling ?? this.list.lastElementChild;
    return !last || before !== last || Number(last.dataset.author) !== author || Boolean(reply) || at - new Date(last.dataset.at) > PAUSE;
  }

  sign(element, author, at) {
    const time = element.querySelector("time");
    time.dateTime = at.toISOString();
    time.textContent = this.clock.format(at);
    if (!author.name) return;
    element.querySelector("h3").textContent = author.name;
    const hue = author.agency_type ? `is-${author.agency_type}` : "";
    const avatar = element.querySelector(".avatar");
    if (avatar) {
      avatar.textContent = author.initials;
      avatar.className = `avatar ${hue}`;
    }
    this.stamp(element, author, hue);
  }

  stamp(element, author, hue) {
    const head = element.querySelector(".message__head");
    if (!head) return;
    head.querySelector(".badge--guest")?.remove();
    let agency = head.querySelector(".agency");
    if (!author.agency) {
      agency?.remove();
      agency = null;
    } else {
      agency ??= head.querySelector("h3").insertAdjacentElement("afterend", document.createElement("span"));
      agency.className = `agency ${hue}`;
      agency.textContent = author.agency;
    }
    head.querySelector("[data-bot]")?.remove();
    if (author.is_bot) (agency ?? head.querySelector("h3")).after(" ", this.blank("bot"));
    if (!author.guest_until) return;
    const badge = this.blank("guest");
    badge.querySelector("[data-until]").textContent = this.shortDay.format(new Date(author.guest_until));
    (agency ?? head.querySelector("h3")).after(" ", badge);
  }

  answers(element, reply) {
    const note = this.blank("reply");
    const link = note.querySelector("a");
    link.href = `${this.channel.dataset.address}messages/${reply.message}/`;
    link.textContent = reply.author;
    element.querySelector(".message__text").before(note);
  }

  // The server's renderer made this HTML and cleaned it; parsed as a document of its own, nothing in it runs.
  reword(element, html = "", edited = false) {
    const parsed = new DOMParser().parseFromString(html, "text/html");
    element.querySelector(".message__text").replaceChildren(...parsed.body.childNodes);
    element.querySelector(".message__edited").hidden = !edited;
  }

  empty(element) {
    element.querySelector(".message__text").replaceChildren(this.blank("removed"));
    element.querySelector(".message__edited").hidden = true;
    element.querySelector(".message__reply")?.remove();
    element.querySelector("[data-reactions]")?.remove();
    element.querySelector("[data-urgent]")?.remove();
    element.querySelector("[data-branch]")?.remove();
    element.querySelector(".message__tools")?.remove();
  }

  // What was removed stands there again, and one can do with it what one can with any line.
  refill(element, { message, reply_to }) {
    if (element.querySelector(".message__tools")) return;
    const tools = this.blank("next").querySelector(".message__tools");
    element.append(tools);
    this.address(tools, message);
    this.fitTools(element, Number(element.dataset.author));
    if (reply_to) this.answers(element, reply_to);
  }

  fitTools(element, author) {
    const isMine = author === this.channel.me;
    const mayNot = { edit: !isMine, remove: !isMine && !this.channel.moderates, report: isMine };
    for (const [act, isOut] of Object.entries(mayNot)) {
      if (isOut) element.querySelector(`[data-act="${act}"]`)?.closest("li").remove();
    }
  }

  // My own line before the server has it: sorted where it will stand.
  waiting(entry) {
    const at = new Date(entry.at);
    const last = [...this.list.querySelectorAll(":scope > .message")].at(-1);
    const begins = this.beginsTurn(this.channel.me, at, entry.reply_to, last);
    const element = this.blank(begins ? "first" : "next");
    this.sign(element, {}, at);
    element.removeAttribute("id");
    delete element.dataset.message;
    Object.assign(element.dataset, { client: entry.client_id, author: this.channel.me, at: entry.at });
    element.classList.add("is-pending");
    element.querySelector(".message__tools")?.remove();
    const text = document.createElement("p");
    text.className = "message__typed";
    text.textContent = [entry.source, ...(entry.files ?? []).map(({ name }) => name)].filter(Boolean).join("\n");
    element.querySelector(".message__text").replaceChildren(text);
    this.list.append(element);
    return element;
  }

  waitingOf(client_id) {
    return this.list.querySelector(`:scope > [data-client="${client_id}"]`);
  }

  setState(element, name, why = "") {
    element.querySelector(".message__state")?.remove();
    element.classList.toggle("is-failed", name === "failed");
    element.classList.toggle("is-pending", name === "pending");
    if (!name) return;
    const state = this.blank(name);
    if (why) state.querySelector("[data-why]").textContent = why;
    element.querySelector(".message__edited").after(state);
  }

  // A conversation began at this line.
  branch(element, { id, name, url, count }) {
    if (element.querySelector("[data-branch]")) return;
    const branch = this.blank("branch");
    branch.dataset.branch = id;
    branch.querySelector("a").href = url;
    branch.querySelector("[data-name]").textContent = name;
    branch.querySelector("[data-count]").textContent = count;
    element.querySelector(".message__text").parentElement.append(branch);
  }

  saidBeside(root, count, isNew) {
    const branch = root.querySelector("[data-branch]");
    if (!branch) return;
    branch.querySelector("[data-count]").textContent = count;
    if (!isNew) return;
    const fresh = branch.querySelector("[data-new]");
    fresh.textContent = Number(fresh.textContent) + 1;
    fresh.parentElement.hidden = false;
    branch.classList.add("is-unread");
  }

  made({ thread }) {
    const element = this.blank(thread ? "made" : "made-elsewhere");
    if (thread) {
      const link = element.querySelector("a");
      link.href = thread.url;
      link.textContent = thread.title;
    }
    this.put(element);
  }

  // One cut is one line, however often the line came and went meanwhile.
  away(from, to) {
    const before = this.firstWaiting?.previousElementSibling ?? this.list.lastElementChild;
    const held = before?.matches("[data-away]") ? before : null;
    const element = held ?? this.blank("away");
    for (const [name, at] of held ? [["to", to]] : [["from", from], ["to", to]]) {
      element.querySelector(`[data-${name}]`).textContent = this.clock.format(at);
    }
    if (!held) this.put(element);
  }
}
