// Prepare a drawing as MNIST was made: `own_digits/drawing.py` in the browser.
// A place is [x, y], in shares of the pad's side; grey and ink fill its pixels.
"use strict";

const FIELD = 28, BOX = 20, CENTRE = 14, USUAL_STROKE = 0.115;
const AROUND = [-1, 1, -SIDE, SIDE, -SIDE - 1, -SIDE + 1, SIDE - 1, SIDE + 1];
const PAPER = makeCanvas(SIDE, SIDE);
PAPER.getContext("2d", { willReadFrequently: true });

// What a drawing can be refused for; `numbers` are for its sentence.
class NoDigit extends Error {
  constructor(reason, numbers = {}) {
    super(reason);
    Object.assign(this, { reason, numbers });
  }
}

function makeCanvas(width, height) {
  return Object.assign(document.createElement("canvas"), { width, height });
}

function clip(x, low, high) {
  return Math.min(high, Math.max(low, x));
}

// Of strokes an image of 28 × 28, 0 to 255, and how it was set there: place x
// of the pad stands at factor * x + offset, in shares of the image's side.
function prepareDrawing(strokes) {
  const reach = strokes.map(({ points }) => Math.max(...findBox([{ width: 0, points }]).sides));
  const kept = strokes.filter((_stroke, i) => reach[i] >= 0.05 * Math.max(...reach));
  const { low, high, sides } = findBox(kept), size = Math.max(...sides);
  const scale = BOX / FIELD / size;
  const start = low.map((each, axis) => 0.5 - (scale * (each + high[axis])) / 2);
  const drawn = drawInk(kept, scale, start);
  const lengths = [Math.max(...kept.map(({ width }) => width)), ...sides];
  const [stroke, ...whole] = lengths.map((each) => SIDE * scale * each);
  verifyOneDigit(drawn.map((each) => each > 0.5), stroke, whole);
  const mass = findMiddle(drawn).map((each, axis) => (each - start[axis]) / scale);
  const wide = kept.map((stroke) => ({ ...stroke, width: Math.max(stroke.width, USUAL_STROKE * size) }));
  const box = findBox(wide), factor = BOX / FIELD / Math.max(...box.sides);
  const offset = mass.map((each, axis) => clip(
    (CENTRE + 0.5) / FIELD - factor * each, -factor * box.low[axis], 1 - factor * box.high[axis]));
  const small = shrink(drawInk(wide, factor, offset)), most = Math.max(...small);
  const image = Uint8Array.from(small, (each) => Math.round(255 * clip((1.1 * each) / most, 0, 1)));
  return { image, set: { factor, offset } };
}

// The upper left and the lower right corner of the ink, and the sides.
function findBox(strokes) {
  const findEnds = (way, most) => [0, 1].map((axis) => strokes.reduce((end, { width, points }) => (
    most(end, ...points.map((point) => point[axis] + (way * width) / 2))), -way * Infinity));
  const low = findEnds(-1, Math.min), high = findEnds(1, Math.max);
  return { low, high, sides: high.map((each, axis) => each - low[axis]) };
}

// Ink, 0 to 1, of strokes that are scaled and moved.
function drawInk(strokes, factor, offset) {
  const moved = strokes.map(({ width, points }) => ({
    width: factor * width,
    points: points.map((point) => point.map((each, axis) => factor * each + offset[axis])),
  }));
  paint(PAPER, moved, { shown: false });
  const { data } = PAPER.getContext("2d").getImageData(0, 0, SIDE, SIDE);
  return new Float32Array(SIDE * SIDE).map((_none, i) => 1 - data[4 * i] / 255);
}

function findMiddle(ink) {
  let sum = 0, across = 0, down = 0;
  ink.forEach((each, i) => {
    sum += each;
    across += each * ((i % SIDE) + 0.5);
    down += each * (Math.floor(i / SIDE) + 0.5);
  });
  return [across / sum / SIDE, down / sum / SIDE];
}

// Each pixel of the image is the mean of so many of the pad.
function shrink(ink) {
  const step = SIDE / FIELD, small = new Float32Array(FIELD * FIELD);
  ink.forEach((each, i) => {
    const row = Math.floor(i / SIDE / step), column = Math.floor((i % SIDE) / step);
    small[row * FIELD + column] += each / step ** 2;
  });
  return small;
}

// Refuse ink that no single digit has.
function verifyOneDigit(mask, stroke, [width, height]) {
  const isLarge = ({ area }) => area > 0.5 * stroke ** 2;
  const places = findParts(mask, 1, 8).filter(isLarge);
  const holes = findParts(mask, 0, 4).slice(1).filter(isLarge).length;
  const { length: parts } = places;
  if (parts > 3 || holes > 4) throw new NoDigit("parts", { parts, holes });
  if (Math.max(width, height) < 1.8 * stroke) throw new NoDigit("blot");
  places.sort((a, b) => a.left - b.left);
  const apart = parts > 1 && places.every(({ left }, i) => !i || places[i - 1].right < left);
  const tall = places.every(({ top, bottom }) => bottom - top > 0.75 * height);
  if (apart && tall) throw new NoDigit("several", { parts });
}

// What hangs together where a mask has a value: each part's area and box. What
// goes on beyond an edge is paper on both sides.
function findParts(mask, value, neighbours) {
  const around = AROUND.slice(0, neighbours);
  const parts = [], open = mask.map((each) => each === value);
  for (let start = open.indexOf(1); start >= 0; start = open.indexOf(1, start)) {
    const part = { area: 0, left: SIDE, right: 0, top: SIDE, bottom: 0 }, waiting = [start];
    open[start] = 0;
    while (waiting.length) {
      const at = waiting.pop(), x = at % SIDE, y = (at - x) / SIDE;
      part.area++;
      part.left = Math.min(part.left, x);
      part.right = Math.max(part.right, x + 1);
      part.top = Math.min(part.top, y);
      part.bottom = Math.max(part.bottom, y + 1);
      for (const step of around) {
        if (!open[at + step]) continue;
        open[at + step] = 0;
        waiting.push(at + step);
      }
    }
    parts.push(part);
  }
  return parts;
}
