// Every page works without this file. It runs in the head, before the first paint, so that the chosen theme does not flash.
"use strict";

const root = document.documentElement;

function storedTheme() {
  try { return localStorage.getItem("theme"); } catch { return null; }  // storage may be switched off
}

function switchTheme() {
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  try { localStorage.setItem("theme", root.dataset.theme); } catch { /* it lasts for this page */ }
}

const theme = storedTheme();
if (theme === "light" || theme === "dark") root.dataset.theme = theme;

document.addEventListener("click", event => {
  if (event.target.closest("[data-theme-switch]")) switchTheme();
  if (event.target.closest("[data-print]")) print();
});

// A second press within a second is a double click, not a second decision; the server refuses repeats by itself.
const sent = new WeakMap();
document.addEventListener("submit", event => {
  if (event.target.method !== "post") return;
  const now = performance.now();
  if (now - (sent.get(event.target) ?? -Infinity) < 1000) event.preventDefault();
  else sent.set(event.target, now);
});

// What a typed day was understood as, asked of the server that will read it.
const waiting = new WeakMap();
document.addEventListener("input", event => {
  const field = event.target, url = field.dataset.echo, echo = document.getElementById(field.id.replace(/^f-/, "o-"));
  if (!url || !echo) return;
  clearTimeout(waiting.get(field));
  waiting.set(field, setTimeout(async () => {
    const typed = field.value;
    try {
      const answer = await fetch(`${url}?${new URLSearchParams({ text: typed })}`);
      if (answer.ok && field.value === typed) echo.textContent = await answer.text();
    } catch { /* offline: the form itself will say */ }
  }, 300));
});

// The clocks tick on from what the server showed: in a demonstration that is not the reader's own time.
function tick(clocks, shown, since) {
  const minutes = Math.floor((Date.now() - since) / 60000);
  clocks.forEach((clock, n) => {
    const at = (shown[n] + minutes) % 1440;
    clock.querySelector("time").textContent = [Math.floor(at / 60), at % 60].map(part => String(part).padStart(2, "0")).join(":");
    clock.querySelector(".part").hidden = minutes >= 30;  // the server knew whether it was night half an hour ago
  });
}

document.addEventListener("DOMContentLoaded", () => {
  document.querySelector("[autofocus]")?.focus();  // older browsers do so by themselves for fields alone
  const clocks = [...document.querySelectorAll("[data-clocks] li")], since = Date.now();
  const shown = clocks.map(clock => clock.querySelector("time").textContent.split(":").reduce((hours, rest) => hours * 60 + +rest, 0));
  if (clocks.length) setInterval(tick, 15000, clocks, shown, since);
});
