// Sets a reader's choices as classes before the first paint. It stands in every page.
try {
  document.documentElement.className = localStorage.reader || ""
} catch {
  // A reader may forbid it.
}
