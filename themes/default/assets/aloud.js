// 朗读: reads an article aloud with the browser's voices, sentence by sentence, and marks the
// sentence. A voice on the device is preferred to one that sends the text elsewhere.

/** @type {Record<string, string[]>} */
const VOICES = {
  "zh-Hans": ["zh-CN", "cmn-CN", "zh-Hans", "zh", "cmn"],
  "zh-Hant-TW": ["zh-TW", "cmn-TW", "zh-Hant", "zh", "cmn"],
  "zh-Hant-HK": ["zh-HK", "yue-HK", "yue", "zh-Hant", "zh", "cmn"],
  "zh-Hant": ["zh-TW", "cmn-TW", "zh-Hant", "zh", "cmn"],
};
const BLOCKS = ".p-name, .subtitle, .e-content :is(p, h2, h3, h4, li, td, th, figcaption)";
const SENTENCE = /[^。！？!?…]*[。！？!?…]+[”’」』）》〉]*|[^。！？!?…]+/g;
const engine = speechSynthesis;
/** @type {Reading | undefined} */
let reading;

/**
 * Reads the article of the page from its headline.
 * @param {string[]} words of the bar: pause, go on, stop, and that there is no voice
 */
export function listen(words) {
  reading?.stop();
  reading = new Reading(words);
  reading.begin();
}

document.addEventListener("scriptchange", () => reading?.stop());
addEventListener("pagehide", () => reading?.stop());

class Reading {
  /** @param {string[]} words */
  constructor([pause, resume, stop, noVoice]) {
    this.words = { pause, resume, noVoice };
    this.tag = document.documentElement.lang;
    this.next = 0; // the sentence
    this.utterances = 0; // events of any but the last are ignored
    /** @type {SpeechSynthesisVoice | undefined} */
    this.voice = undefined;
    this.speaking = false;
    this.sentences = [...document.querySelectorAll(BLOCKS)].flatMap((block) =>
      block.querySelector("p, li") ? [] : sentencesOf(block, this.tag),
    );
    this.toggle = createButton("");
    this.toggle.onclick = () => (this.speaking ? this.pause() : this.speak());
    const end = createButton(stop);
    end.onclick = () => this.stop();
    this.bar = document.createElement("p");
    this.bar.className = "bar";
    this.bar.append(this.toggle, end);
    document.body.append(this.bar);
    this.toggle.focus();
  }

  async begin() {
    this.toggle.textContent = this.words.pause;
    this.voice = await chooseVoice(this.tag);
    if (this.voice) this.speak();
    else this.toggle.replaceWith(this.words.noVoice);
  }

  speak() {
    const number = ++this.utterances;
    const sentence = this.sentences[this.next];
    engine.cancel();
    if (!sentence || !this.voice) {
      this.stop();
      return;
    }
    const utterance = new SpeechSynthesisUtterance(sentence.toString());
    utterance.voice = this.voice;
    utterance.lang = this.voice.lang.replace("_", "-");
    utterance.onend = () => {
      if (number !== this.utterances) return;
      this.next++;
      this.speak();
    };
    utterance.onerror = () => {
      if (number === this.utterances) this.pause();
    };
    this.#showState(true);
    show(sentence);
    engine.speak(utterance);
  }

  // Phones lack the engine's own pause: reading resumes with the beginning of the sentence.
  pause() {
    this.utterances++;
    engine.cancel();
    this.#showState(false);
  }

  stop() {
    this.pause();
    CSS.highlights?.delete("aloud");
    this.bar.remove();
    reading = undefined;
  }

  /** @param {boolean} speaking */
  #showState(speaking) {
    this.speaking = speaking;
    this.toggle.textContent = speaking ? this.words.pause : this.words.resume;
  }
}

/** @param {string} label */
function createButton(label) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = label;
  return button;
}

/**
 * The sentences of a block, as ranges.
 * @param {Element} block
 * @param {string} tag
 */
function sentencesOf(block, tag) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  /** @type {[start: number, node: Text][]} */
  const nodes = [];
  let text = "";
  while (walker.nextNode()) {
    const node = /** @type {Text} */ (walker.currentNode);
    if (node.parentElement?.closest("sup, .mark")) continue;
    nodes.push([text.length, node]);
    text += node.data;
  }
  const ranges = [];
  for (const { segment, index } of segmentsOf(text, tag)) {
    if (!/[\p{L}\p{N}]/u.test(segment)) continue;
    const end = index + segment.trimEnd().length;
    const first = nodes.filter(([start]) => start <= index).at(-1);
    const last = nodes.filter(([start]) => start < end).at(-1);
    if (!first || !last) continue;
    const range = new Range();
    range.setStart(first[1], index - first[0]);
    range.setEnd(last[1], end - last[0]);
    ranges.push(range);
  }
  return ranges;
}

/**
 * A text in sentences. Firefox before 125 has no Segmenter: there a sentence ends with its last mark.
 * @param {string} text
 * @param {string} tag
 */
function segmentsOf(text, tag) {
  if (Intl.Segmenter) {
    return [...new Intl.Segmenter(tag, { granularity: "sentence" }).segment(text)];
  }
  return [...text.matchAll(SENTENCE)].map(({ 0: segment, index = 0 }) => ({ segment, index }));
}

/** @param {Range} range */
function show(range) {
  CSS.highlights?.set("aloud", new Highlight(range));
  const { top, bottom, left, right } = range.getBoundingClientRect();
  if (top > 0 && bottom < innerHeight - 80 && left >= 0 && right <= innerWidth) return;
  range.startContainer.parentElement?.scrollIntoView({ block: "center", inline: "center" });
}

/** @param {string} tag */
async function chooseVoice(tag) {
  if (!engine.getVoices().length) {
    await new Promise((resolve) => {
      engine.addEventListener("voiceschanged", resolve, { once: true });
      setTimeout(resolve, 1000);
    });
  }
  const voices = [...engine.getVoices()].sort(
    (left, right) => Number(right.localService) - Number(left.localService),
  );
  /** @type {(voice: SpeechSynthesisVoice) => string} */
  const languageOf = ({ lang }) => lang.replace("_", "-");
  for (const language of VOICES[tag]) {
    const voice =
      voices.find((each) => languageOf(each) === language) ??
      voices.find((each) => languageOf(each).startsWith(`${language}-`));
    if (voice) return voice;
  }
  return undefined;
}
