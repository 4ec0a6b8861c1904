"use strict";
(() => {
  const key = "pathplanner:" + document.body.dataset.plan;
  const read = () => { try { return JSON.parse(localStorage.getItem(key)) || {}; } catch { return {}; } };
  let kept = read();
  // A browser may refuse to keep anything; then boxes can still be ticked.
  const keep = () => { try { localStorage.setItem(key, JSON.stringify(kept)); } catch { /* refused */ } };
  const fields = document.querySelectorAll("[data-keep]");
  const boxes = document.querySelectorAll("article > h3 > input");
  const stops = new Map();
  for (const stop of document.querySelectorAll("[data-stop]")) stops.set(stop.dataset.stop, stop);
  const line = document.querySelector("[data-said]");
  const bar = document.querySelector(".progress .bar");
  const show = () => {
    let done = 0;
    for (const box of boxes) {
      done += box.checked;
      const number = box.id.slice("done-".length);
      box.closest("article").classList.toggle("done", box.checked);
      if (stops.has(number)) stops.get(number).classList.toggle("done", box.checked);
    }
    if (line) {
      const said = line.dataset.said.replace("{done}", done).replace("{all}", boxes.length);
      if (line.textContent !== said) line.textContent = said;
      bar.style.width = 100 * done / boxes.length + "%";
    }
  };
  for (const field of fields) {
    const box = field.type === "checkbox";
    const value = kept[field.dataset.keep];
    if (box) field.checked = value === true;
    else if (typeof value === "string") field.value = value;
    field.addEventListener(box ? "change" : "input", () => {
      kept = read();
      kept[field.dataset.keep] = box ? field.checked : field.value;
      keep();
      show();
    });
  }
  // Along the map with the arrow keys; a stop in focus shows what it waits for.
  const links = [...document.querySelectorAll(".route a")];
  const lit = (link, on) => {
    for (const number of link.dataset.after.split(" ")) {
      if (stops.has(number)) stops.get(number).classList.toggle("lit", on);
    }
  };
  links.forEach((link, place) => {
    link.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
      const other = step && links[place + step];
      if (other) { other.focus(); event.preventDefault(); }
    });
    for (const [name, on] of [["focus", true], ["blur", false], ["mouseenter", true], ["mouseleave", false]]) {
      link.addEventListener(name, () => lit(link, on));
    }
  });
  // A step that is gone to is unfolded, and so is everything that is printed.
  const unfold = () => {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    const folded = target && target.querySelector("details");
    if (folded) folded.open = true;
  };
  addEventListener("hashchange", unfold);
  addEventListener("beforeprint", () => { for (const one of document.querySelectorAll("details")) one.open = true; });
  unfold();
  show();
})();
