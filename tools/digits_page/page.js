// The page: strokes from the pad, an answer by the CNN chosen, in the language
// chosen. The pad is a widget's browser half; here the page is its kernel.
"use strict";

const { words: WORDS, models: STORED, example: EXAMPLE } = JSON.parse(document.getElementById("data").textContent);
const MODELS = Object.fromEntries(
  Object.entries(STORED).map(([name, stored]) => [name, readModel(stored)]),
);

function fillIn(sentence, numbers) {
  return sentence.replace(/\{(\w+)\}/g, (_mark, name) => numbers[name]);
}

// Read a drawing: its 28 × 28, what the CNN makes of it, and what it rests on.
function readStrokes(model, strokes) {
  const { image, set } = prepareDrawing(strokes);
  const reading = readImage(model, image);
  return { image, set, reading, rests: weighInk(model, reading) };
}

// What the first two convolutions find; where ReLU belongs to one, after it.
function findMaps(model, { outputs }) {
  return model
    .map((layer, i) => ({ ...layer, output: outputs[i + (model[i + 1]?.kind === "relu" ? 2 : 1)] }))
    .filter(({ kind }) => kind === "conv")
    .slice(0, 2);
}

// Of what speaks for the answer, the share that each stroke holds.
function shareStrokes(strokes, { set, rests }) {
  const shares = strokes.map(() => 0);
  rests.weights.forEach((weight, i) => {
    if (weight <= 0) return;
    const x = (((i % 28) + 0.5) / 28 - set.offset[0]) / set.factor;
    const y = ((Math.floor(i / 28) + 0.5) / 28 - set.offset[1]) / set.factor;
    const away = strokes.map(({ points }) => measureAway(points, x, y));
    shares[away.indexOf(Math.min(...away))] += weight;
  });
  const sum = shares.reduce((a, b) => a + b) || 1;
  return shares.map((each) => each / sum);
}

// How far a place is from a line through points.
function measureAway(points, x, y) {
  let nearest = Infinity;
  points.forEach(([fromX, fromY], i) => {
    const [toX, toY] = points[i + 1] ?? [fromX, fromY];
    const length = (toX - fromX) ** 2 + (toY - fromY) ** 2;
    const along = length && ((x - fromX) * (toX - fromX) + (y - fromY) * (toY - fromY)) / length;
    const part = clip(along, 0, 1);
    const [atX, atY] = [fromX + part * (toX - fromX), fromY + part * (toY - fromY)];
    nearest = Math.min(nearest, Math.hypot(x - atX, y - atY));
  });
  return nearest;
}

// Pictures ------------------------------------------------------------------

// A picture of greys, 0 to 255.
function drawGreys(width, height, greyAt) {
  const canvas = makeCanvas(width, height), context = canvas.getContext("2d");
  const pixels = context.createImageData(width, height);
  for (let i = 0; i < width * height; i++) {
    const grey = greyAt(i % width, Math.floor(i / width));
    pixels.data.fill(grey, 4 * i, 4 * i + 3);
    pixels.data[4 * i + 3] = 255;
  }
  context.putImageData(pixels, 0, 0);
  return canvas.toDataURL();
}

// Maps in rows of eight with a grey edge around each, dark where they are strong.
function drawMaps({ height, width, maps, data }) {
  const most = data.reduce((a, b) => Math.max(a, b), 1e-6);
  return drawGreys(8 * (width + 2), Math.ceil(maps / 8) * (height + 2), (x, y) => {
    const column = (x % (width + 2)) - 1, row = (y % (height + 2)) - 1;
    const map = 8 * Math.floor(y / (height + 2)) + Math.floor(x / (width + 2));
    if (column < 0 || row < 0 || column >= width || row >= height) return 204;
    return 255 * (1 - Math.max(0, data[(row * width + column) * maps + map] ?? 0) / most);
  });
}

// The ink, blue where it speaks for the answer, orange with a dot against it.
function drawRests(image, weights) {
  const scale = 8, most = Math.max(...weights.map(Math.abs), 1e-6);
  const canvas = makeCanvas(28 * scale, 28 * scale), context = canvas.getContext("2d");
  context.fillStyle = "white";
  context.fillRect(0, 0, canvas.width, canvas.height);
  image.forEach((ink, i) => {
    if (!ink) return;
    const strong = Math.abs(weights[i]) / most, ground = 255 - 0.25 * ink;
    const colour = (weights[i] < 0 ? [222, 143, 5] : [1, 115, 178]).map(
      (each) => ground + (each - ground) * Math.sqrt(strong));
    const x = scale * (i % 28), y = scale * Math.floor(i / 28);
    context.fillStyle = `rgb(${colour.map(Math.round)})`;
    context.fillRect(x, y, scale, scale);
    if (weights[i] > -0.1 * most) return;
    context.fillStyle = "black";
    context.fillRect(x + scale / 2 - 1, y + scale / 2 - 1, 2, 2);
  });
  return canvas.toDataURL();
}

// Answers -------------------------------------------------------------------

function answer({ number, strokes }, { model, words, write }) {
  if (!strokes.length) return { number, sentence: words.empty };
  let read;
  try {
    read = readStrokes(model, strokes);
  } catch (error) {
    if (!(error instanceof NoDigit)) throw error;
    return { number, sentence: fillIn(words[error.reason], error.numbers) };
  }
  const { image, reading, rests } = read;
  const writeShare = (share) => (share > 0.999 ? `> ${write(99.9, 1)} %`
    : share < 0.001 ? `< ${write(0.1, 1)} %` : `${write(100 * share, 1)} %`);
  const shares = reading.probabilities, { first, second } = rests;
  const held = shareStrokes(strokes, read).map((share, i) => (
    fillIn(words.stroke, { number: i + 1, share: `${write(100 * share, 0)} %` })));
  const maps = [{
    picture: drawRests(image, rests.weights),
    words: `${fillIn(words.rests, { first, second })} ${held.join(", ")}.`,
  }];
  for (const { name, output } of findMaps(model, reading)) {
    maps.push({
      picture: drawMaps(output),
      words: fillIn(words.maps, { layer: name, number: output.maps, side: output.height }),
    });
  }
  return {
    number, shares, maps, reading,
    sentence: fillIn(words.answer, { digit: first, share: writeShare(shares[first]) }),
    image: drawGreys(28, 28, (x, y) => image[28 * y + x]),
    words: words.seen,
    percents: shares.map(writeShare),
  };
}

// The page ------------------------------------------------------------------

const KERNEL = {
  state: { sent: { number: 0, strokes: [] } },
  listeners: new Set(),
  get(name) { return this.state[name]; },
  set(name, value) { this.state[name] = value; },
  on(_event, listener) { this.listeners.add(listener); },
  off(_event, listener) { this.listeners.delete(listener); },
  // The screen shows the stroke first.
  save_changes() { requestAnimationFrame(answerAll); },
};
let chosen = "cnn", showConvolution, clean;

function answerAll() {
  const begun = performance.now();
  const model = MODELS[chosen], { language } = document.documentElement.dataset;
  const write = (number, digits) => new Intl.NumberFormat(language, {
    minimumFractionDigits: digits, maximumFractionDigits: digits, signDisplay: "negative",
  }).format(number).replace("-", "−");
  KERNEL.state.answer = answer(KERNEL.state.sent, { model, words: WORDS[language], write });
  KERNEL.listeners.forEach((listener) => listener());
  showConvolution?.(model, KERNEL.state.answer.reading);
  // For who wants to know how long a stroke takes.
  document.documentElement.dataset.milliseconds = performance.now() - begun;
  return write;
}

function speak(language) {
  const words = WORDS[language], root = document.documentElement;
  root.lang = root.dataset.language = language;
  document.title = words.title;
  document.querySelectorAll("[data-word]").forEach((each) => { each.textContent = words[each.dataset.word]; });
  document.querySelectorAll("[data-language]").forEach((each) => {
    if (each !== root) each.setAttribute("aria-pressed", each.dataset.language === language);
  });
  KERNEL.state.words = words;
  const write = answerAll();
  clean?.();
  const pad = document.getElementById("pad");
  pad.replaceChildren();
  clean = render({ model: KERNEL, el: pad });
  showConvolution = makeConvolution(document.getElementById("convolution"), { words, write });
  showConvolution(MODELS[chosen], KERNEL.state.answer.reading);
}

document.querySelectorAll("button[data-language]").forEach((button) => {
  button.onclick = () => {
    history.replaceState(null, "", `#${button.dataset.language}`);
    speak(button.dataset.language);
  };
});
document.querySelectorAll("[name=model]").forEach((input) => {
  input.onchange = () => { chosen = input.value; answerAll(); };
});
document.getElementById("example").onclick = () => {
  KERNEL.state.sent = { number: KERNEL.state.sent.number + 1, strokes: EXAMPLE };
  speak(document.documentElement.dataset.language);
};
document.getElementById("how").onclick = ({ target }) => {
  const folded = target.getAttribute("aria-expanded") === "true";
  target.setAttribute("aria-expanded", !folded);
  document.getElementById("convolution").hidden = folded;
  showConvolution(MODELS[chosen], KERNEL.state.answer.reading);
};
window.onhashchange = () => speak(findLanguage());

function findLanguage() {
  const asked = location.hash.slice(1);
  if (asked in WORDS) return asked;
  return navigator.language.startsWith("id") ? "id" : "en";
}

speak(findLanguage());
