// What a reader has chosen (light, size, face) is kept: the page wears it as classes on <html>,
// which the script in its head puts there before the first paint. Without scripts :has() does the
// same for as long as the page is open.

const root = document.documentElement;
const settings = document.querySelector(".settings");
const boxes = settings ? [...settings.querySelectorAll("input")] : [];

function wear(chosen) {
  root.className = chosen;
  for (const box of boxes) box.checked = box.defaultChecked;
  for (const box of boxes) if (box.value && root.classList.contains(box.value)) box.checked = true;
}

function kept(name, value) {
  try {
    if (value !== undefined) localStorage[name] = value;
    return localStorage[name] ?? "";
  } catch {
    return ""; // a reader may forbid it: then a choice holds for this page
  }
}

settings?.addEventListener("change", () => {
  root.className = boxes.flatMap((box) => (box.checked && box.value) || []).join(" ");
  kept("reader", root.className);
});

// One closes it as one closes what lies above a page.
document.addEventListener("click", ({ target }) => {
  if (!settings?.contains(target)) settings?.removeAttribute("open");
});
settings?.addEventListener("keydown", ({ key }) => {
  if (key !== "Escape" || !settings.open) return;
  settings.open = false;
  settings.firstElementChild.focus();
});

// Chosen in another window, or since this page was put aside: it counts here too.
addEventListener("storage", ({ key, newValue }) => key === "reader" && wear(newValue ?? ""));
addEventListener("pageshow", ({ persisted }) => persisted && wear(kept("reader")));

wear(root.className);
