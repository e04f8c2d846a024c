"use strict";
document.documentElement.classList.add("js");
const toggle = (button, open) => {
  const detail = document.getElementById(button.getAttribute("aria-controls"));
  if (!detail) return;
  const now = open === undefined ? button.getAttribute("aria-expanded") !== "true" : open;
  button.setAttribute("aria-expanded", String(now));
  detail.classList.toggle("open", now);
};
const buttons = () => document.querySelectorAll("button.rel");
document.addEventListener("click", (event) => {
  const button = event.target.closest && event.target.closest("button.rel");
  if (button) toggle(button);
});
const opened = () => {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target && target.matches("button.rel")) { toggle(target, true); target.focus(); }
};
addEventListener("hashchange", opened);
opened();
let current = -1;
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") { buttons().forEach((button) => toggle(button, false)); return; }
  if (event.key !== "n" && event.key !== "p") return;
  const findings = [...document.querySelectorAll("aside.error, aside.notation, aside.bug")];
  if (!findings.length) return;
  current = event.key === "n" ? (current + 1) % findings.length : (current - 1 + findings.length) % findings.length;
  findings[current].scrollIntoView({ block: "center" });
  findings[current].focus({ preventScroll: true });
});
