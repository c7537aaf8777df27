// What is new in my communities, in the side navigation of every page: told by my own topic. A line is known by its
// address, so that what the page came with needs nothing more than a link.

const count = (number, words) => {
  const element = document.createElement("span");
  const hidden = document.createElement("span");
  element.className = "count";
  hidden.className = "visually-hidden";
  hidden.textContent = ` ${words}`;
  element.append(number, hidden);
  return element;
};

// The state of `me`: how many new posts at which address, and what they are called.
export const showPlaces = ({ places = {}, new_posts = "" }) => {
  for (const link of document.querySelectorAll(".side .side__link:not(.is-muted)")) {
    const number = places[link.getAttribute("href")];
    if (number === undefined) continue;
    link.querySelector(".count")?.remove();
    if (number) link.append(count(number, new_posts));
    link.classList.toggle("is-unread", Boolean(number));
  }
};
