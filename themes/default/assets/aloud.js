// 朗读: an article by the browser's own voices, sentence by sentence, the sentence marked. Knows
// the voices of each variant; refuses to let a text leave the device while a voice on it will do.

const VOICES = {
  "zh-Hans": ["zh-CN", "cmn-CN", "zh-Hans", "zh", "cmn"],
  "zh-Hant-TW": ["zh-TW", "cmn-TW", "zh-Hant", "zh", "cmn"],
  "zh-Hant-HK": ["zh-HK", "yue-HK", "yue", "zh-Hant", "zh", "cmn"],
  "zh-Hant": ["zh-TW", "cmn-TW", "zh-Hant", "zh", "cmn"],
};
const BLOCKS = ".p-name, .subtitle, .e-content :is(p, h2, h3, h4, li, td, th, figcaption)";
const SENTENCE = /[^。！？!?…]*[。！？!?…]+[”’」』）》〉]*|[^。！？!?…]+/g;
const engine = speechSynthesis;
let reading;

// Reads the article of the page from its headline; `words` are those of the bar: pause, go on,
// stop, and what is said where there is no voice.
export function listen(words) {
  reading?.stop();
  reading = new Reading(words);
  reading.begin();
}

document.addEventListener("scriptchange", () => reading?.stop());
addEventListener("pagehide", () => reading?.stop());

class Reading {
  at = 0;
  turn = 0; // what an utterance says that was cut off is not heard

  constructor([pause, on, stop, none]) {
    this.words = { pause, on, none };
    this.tag = document.documentElement.lang;
    this.sentences = [...document.querySelectorAll(BLOCKS)].flatMap((block) =>
      block.querySelector("p, li") ? [] : sentences(block, this.tag),
    );
    this.bar = document.createElement("p");
    this.bar.className = "bar";
    this.bar.innerHTML = `<button type="button"></button><button type="button"></button>`;
    [this.toggle, this.end] = this.bar.children;
    this.end.textContent = stop;
    this.toggle.onclick = () => (this.speaking ? this.pause() : this.speak());
    this.end.onclick = () => this.stop();
    document.body.append(this.bar);
    this.toggle.focus();
  }

  async begin() {
    this.toggle.textContent = this.words.pause;
    this.voice = await voice(this.tag);
    if (this.voice) this.speak();
    else this.toggle.replaceWith(this.words.none);
  }

  speak() {
    const turn = ++this.turn, sentence = this.sentences[this.at];
    engine.cancel();
    if (!sentence) return this.stop();
    const said = new SpeechSynthesisUtterance(sentence.toString());
    [said.voice, said.lang] = [this.voice, this.voice.lang.replace("_", "-")];
    said.onend = () => {
      if (turn !== this.turn) return;
      this.at++;
      this.speak();
    };
    said.onerror = () => turn === this.turn && this.pause();
    this.#state(true);
    show(sentence);
    engine.speak(said);
  }

  // Not the engine's own pause, which phones do not know: it goes on with the sentence's beginning.
  pause() {
    this.turn++;
    engine.cancel();
    this.#state(false);
  }

  stop() {
    this.pause();
    CSS.highlights?.delete("aloud");
    this.bar.remove();
    reading = undefined;
  }

  #state(speaking) {
    this.speaking = speaking;
    this.toggle.textContent = speaking ? this.words.pause : this.words.on;
  }
}

// The sentences of a block, as ranges.
function sentences(block, tag) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  const nodes = [];
  let text = "";
  while (walker.nextNode()) {
    if (walker.currentNode.parentElement.closest("sup, .mark")) continue;
    nodes.push([text.length, walker.currentNode]);
    text += walker.currentNode.data;
  }
  const place = (at, last) => {
    const before = nodes.filter(([from]) => (last ? from < at : from <= at));
    const [start, node] = before.at(-1);
    return [node, at - start];
  };
  const found = [];
  for (const { segment, index } of segments(text, tag)) {
    if (!/[\p{L}\p{N}]/u.test(segment)) continue;
    const range = new Range();
    range.setStart(...place(index, false));
    range.setEnd(...place(index + segment.trimEnd().length, true));
    found.push(range);
  }
  return found;
}

// Firefox before 125 has no Segmenter: there a sentence ends behind its last mark.
function segments(text, tag) {
  if (Intl.Segmenter) return new Intl.Segmenter(tag, { granularity: "sentence" }).segment(text);
  return [...text.matchAll(SENTENCE)].map(({ 0: segment, index }) => ({ segment, index }));
}

function show(range) {
  CSS.highlights?.set("aloud", new Highlight(range));
  const { top, bottom, left, right } = range.getBoundingClientRect();
  if (top > 0 && bottom < innerHeight - 80 && left >= 0 && right <= innerWidth) return;
  range.startContainer.parentElement.scrollIntoView({ block: "center", inline: "center" });
}

async function voice(tag) {
  if (!engine.getVoices().length) {
    await new Promise((done) => {
      engine.addEventListener("voiceschanged", done, { once: true });
      setTimeout(done, 1000);
    });
  }
  const all = [...engine.getVoices()].sort((one, other) => other.localService - one.localService);
  for (const wanted of VOICES[tag]) {
    const language = (one) => one.lang.replace("_", "-");
    const found =
      all.find((one) => language(one) === wanted) ??
      all.find((one) => language(one).startsWith(`${wanted}-`));
    if (found) return found;
  }
}
