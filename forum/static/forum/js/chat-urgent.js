// What stands below an urgent message: who has acknowledged it, and whether I am still asked.

export const showUrgent = (channel, element, { done, waiting, is_over }) => {
  let row = element.querySelector("[data-urgent]");
  if (!row) {
    row = channel.lines.blank("urgent");
    for (const button of row.querySelectorAll("button")) {
      button.formAction = `${channel.dataset.address}messages/${element.dataset.message}/acknowledge/`;
    }
    element.querySelector(".message__edited").after(row);
  }
  const put = (name, text) => { row.querySelector(`[data-${name}]`).textContent = text; };
  const names = (people) => people.map(({ name }) => name).join(", ") || "–";
  put("done", done.length);
  put("asked", done.length + waiting.length);
  put("names-done", names(done));
  put("names-waiting", names(waiting));
  row.classList.toggle("is-over", is_over);
  row.querySelector("[data-over]").hidden = !is_over;
  row.querySelector('[data-act="acknowledge"]').hidden = is_over || !waiting.some(({ id }) => id === channel.me);
  const mayEnd = channel.moderates || Number(element.dataset.author) === channel.me;
  row.querySelector('[data-act="end-urgent"]').hidden = is_over || !mayEnd;
};
