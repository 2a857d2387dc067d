// Prepare a drawing as MNIST was made: `mnist_helpers/ink.py` and
// `handwriting.py` in the browser, for ink on an even paper without lines.
// In: grey {height, width, data}, 0 black to 1 white. Out: 28 × 28 of 0 to 255.
"use strict";

const BOX = 20, CENTRE = 14, MOST_SIDE = 28, USUAL_STROKE = 0.115;

// What a drawing can be refused for; `numbers` are for its sentence.
class NoDigit extends Error {
  constructor(reason, numbers = {}) {
    super(reason);
    Object.assign(this, { reason, numbers });
  }
}

// Python and NumPy round halves to even numbers.
function roundEven(x) {
  const low = Math.floor(x);
  if (x - low !== 0.5) return Math.round(x);
  return low % 2 ? low + 1 : low;
}

function clip(x, low, high) {
  return Math.min(high, Math.max(low, x));
}

// The number at place `k` if `values` were sorted; it reorders them.
function pick(values, k) {
  let low = 0, high = values.length - 1;
  while (low < high) {
    const pivot = values[(low + high) >> 1];
    let i = low, j = high;
    while (i <= j) {
      while (values[i] < pivot) i++;
      while (values[j] > pivot) j--;
      if (i <= j) {
        const kept = values[i];
        values[i++] = values[j];
        values[j--] = kept;
      }
    }
    if (k <= j) high = j;
    else if (k >= i) low = i;
    else break;
  }
  return values[k];
}

// The quantile of a Float32Array, in between where it falls between two.
function quantile(values, share) {
  const place = share * (values.length - 1), low = Math.floor(place);
  const own = values.slice();
  const first = pick(own, low);
  if (low === place) return first;
  return first + (place - low) * (pick(own, low + 1) - first);
}

const median = (values) => quantile(values, 0.5);

// Grey of a canvas's pixels; a transparent ground becomes what ink is not.
function readGrey({ height, width, data }) {
  const grey = new Float32Array(height * width), opaque = [];
  let clear = false;
  for (let i = 0; i < grey.length; i++) {
    const at = 4 * i;
    grey[i] = (0.299 * data[at] + 0.587 * data[at + 1] + 0.114 * data[at + 2]) / 255;
    if (data[at + 3] < 0.99 * 255) clear = true;
    if (data[at + 3] > 0.5 * 255) opaque.push(grey[i]);
  }
  if (clear) {
    const light = opaque.length && median(Float32Array.from(opaque)) >= 0.5;
    for (let i = 0; i < grey.length; i++) {
      const opacity = data[4 * i + 3] / 255;
      grey[i] = grey[i] * opacity + (light ? 0 : 1) * (1 - opacity);
    }
  }
  return { height, width, data: grey };
}

// Masks ---------------------------------------------------------------------
// A mask is {height, width, data}, a Uint8Array of 0 and 1.

// Number what hangs together; 0 is where the mask is 0.
function label({ height, width, data }, { diagonal = true } = {}) {
  const labels = new Int32Array(data.length), areas = [0], waiting = [];
  for (let start = 0; start < data.length; start++) {
    if (!data[start] || labels[start]) continue;
    const number = areas.push(0) - 1;
    labels[start] = number;
    waiting.push(start);
    while (waiting.length) {
      const at = waiting.pop(), y = Math.floor(at / width), x = at % width;
      areas[number]++;
      for (let dy = -1; dy <= 1; dy++) {
        for (let dx = -1; dx <= 1; dx++) {
          if (dx && dy && !diagonal) continue;
          if (y + dy < 0 || y + dy >= height || x + dx < 0 || x + dx >= width) continue;
          const next = at + dy * width + dx;
          if (!data[next] || labels[next]) continue;
          labels[next] = number;
          waiting.push(next);
        }
      }
    }
  }
  return { labels, areas };
}

// Rows and columns, from and to, of each label (or of a mask: its label 1).
function findBoxes(labels, number, width) {
  const boxes = Array.from({ length: number + 1 }, () => [Infinity, 0, Infinity, 0]);
  for (let i = 0; i < labels.length; i++) {
    if (!labels[i]) continue;
    const box = boxes[labels[i]], y = Math.floor(i / width), x = i % width;
    box[0] = Math.min(box[0], y);
    box[1] = Math.max(box[1], y + 1);
    box[2] = Math.min(box[2], x);
    box[3] = Math.max(box[3], x + 1);
  }
  return boxes;
}

// Rows and columns of what a mask holds, with so much paper around.
function findBox(mask, margin = 0) {
  const [top, bottom, left, right] = findBoxes(mask.data, 1, mask.width)[1];
  return [
    Math.max(0, top - margin), Math.min(mask.height, bottom + margin),
    Math.max(0, left - margin), Math.min(mask.width, right + margin),
  ];
}

function crop({ width, data }, [top, bottom, left, right]) {
  const part = new data.constructor((bottom - top) * (right - left));
  for (let y = top; y < bottom; y++) {
    part.set(data.subarray(y * width + left, y * width + right), (y - top) * (right - left));
  }
  return { height: bottom - top, width: right - left, data: part };
}

function transpose({ height, width, data }) {
  const turned = new data.constructor(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) turned[x * height + y] = data[y * width + x];
  }
  return { height: width, width: height, data: turned };
}

function mapMask({ height, width, data }, rule) {
  const mapped = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) mapped[i] = rule(data[i], i);
  return { height, width, data: mapped };
}

const hasAny = (mask) => mask.data.includes(1);

// How far each pixel of a mask is from the nearest outside it: Euclid's
// distance, a row at a time, then by lower envelopes of parabolas
// (Felzenszwalb and Huttenlocher 2012, "Distance transforms of sampled functions").
function measureDepth({ height, width, data }) {
  const far = 1e9, squares = new Float64Array(data.length);
  for (let x = 0; x < width; x++) {
    let away = far;
    for (let y = 0; y < height; y++) {
      away = data[y * width + x] ? away + 1 : 0;
      squares[y * width + x] = away;
    }
    away = far;
    for (let y = height - 1; y >= 0; y--) {
      away = data[y * width + x] ? away + 1 : 0;
      squares[y * width + x] = Math.min(squares[y * width + x], away) ** 2;
    }
  }
  const depth = new Float64Array(data.length);
  const roots = new Int32Array(width), edges = new Float64Array(width + 1);
  for (let y = 0; y < height; y++) {
    const row = squares.subarray(y * width, (y + 1) * width);
    let last = 0;
    roots[0] = 0;
    edges[0] = -Infinity;
    edges[1] = Infinity;
    for (let x = 1; x < width; x++) {
      let meet;
      do {
        const root = roots[last];
        meet = (row[x] + x * x - row[root] - root * root) / (2 * (x - root));
      } while (meet <= edges[last] && --last >= 0);
      roots[++last] = x;
      edges[last] = meet;
      edges[last + 1] = Infinity;
    }
    for (let x = 0, i = 0; x < width; x++) {
      while (edges[i + 1] < x) i++;
      depth[y * width + x] = Math.sqrt((x - roots[i]) ** 2 + row[roots[i]]);
    }
  }
  return { height, width, data: depth };
}

// Ink -----------------------------------------------------------------------

function findInk(grey) {
  const { height, width } = grey;
  const side = Math.max(height, width);
  const paper = findPaper(grey);
  const difference = { ...grey, data: grey.data.map((each) => each - paper) };
  const { contrast, noise } = standOut(difference, side);
  const mask = threshold(contrast, noise);
  if (!hasAny(mask)) throw new NoDigit("empty");
  // What follows looks at the ink alone, and at whether it touches an edge.
  const box = findBox(mask, 1), [top, , left] = box;
  return { contrast: crop(contrast, box), mask: crop(mask, box), top, left, stroke: measureStroke(mask) };
}

// The paper's grey, which all edges have.
function findPaper({ height, width, data }) {
  const edges = [];
  for (let x = 0; x < width; x++) edges.push(data[x], data[(height - 1) * width + x]);
  for (let y = 0; y < height; y++) edges.push(data[y * width], data[(y + 1) * width - 1]);
  const middle = Math.fround(median(Float32Array.from(edges)));
  const alike = edges.filter((each) => Math.abs(each - middle) < 0.008).length;
  if (alike < 0.4 * edges.length) throw new NoDigit("edges");
  return middle;
}

function measureNoise({ data }) {
  const middle = median(data);
  return 1.4826 * median(data.map((each) => Math.abs(each - middle)));
}

function standOut(difference, side) {
  const noise = measureNoise(difference);
  const stands = quantile(difference.data.map(Math.abs), 0.996);
  const blur = (side / 1600) * (1 + 9 * Math.min(1, (4 * noise) / Math.max(stands, 1e-6)));
  const smooth = blurGrey(difference, blur);
  const light = smooth.data.map((each) => Math.max(each, 0));
  const dark = smooth.data.map((each) => Math.max(-each, 0));
  const lightInk = quantile(light, 0.996) > quantile(dark, 0.996);
  return { contrast: { ...smooth, data: lightInk ? light : dark }, noise: measureNoise(smooth) };
}

// A Gaussian blur; beyond an edge the picture is mirrored.
function blurGrey(grey, sigma) {
  const reach = Math.floor(4 * sigma + 0.5);
  const weights = [];
  for (let i = -reach; i <= reach; i++) weights.push(Math.exp((-0.5 * i * i) / (sigma * sigma)));
  const sum = weights.reduce((a, b) => a + b);
  const blurRows = ({ height, width, data }) => {
    const found = new Float32Array(data.length);
    const mirrored = Int32Array.from({ length: width + 2 * reach }, (_none, i) => {
      const turn = (((i - reach) % (2 * width)) + 2 * width) % (2 * width);
      return turn < width ? turn : 2 * width - 1 - turn;
    });
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        let total = 0;
        for (let i = 0; i < weights.length; i++) {
          total += weights[i] * data[y * width + mirrored[x + i]];
        }
        found[y * width + x] = total / sum;
      }
    }
    return { height, width, data: found };
  };
  return blurRows(transpose(blurRows(transpose(grey))));
}

// Ink: what stands out far, and what less so but hangs on to it.
function threshold(contrast, noise) {
  const least = Math.max(3 * noise, 0.02);
  const strong = contrast.data.filter((each) => each > least);
  if (strong.length < 8) return mapMask(contrast, () => 0);
  const high = Math.max(0.4 * quantile(strong, 0.9), 4 * noise, 0.025);
  const low = Math.max(0.4 * high, Math.min(0.8 * high, 3 * noise));
  const mask = mapMask(contrast, (each) => each > low);
  const { labels, areas } = label(mask), kept = new Uint8Array(areas.length);
  for (let i = 0; i < labels.length; i++) if (contrast.data[i] > high) kept[labels[i]] = 1;
  return mapMask(mask, (on, i) => on && kept[labels[i]]);
}

// The usual width of strokes; each place counts by its width.
function measureStroke(mask) {
  // Nothing outside the ink's box and its next pixels can be the nearest.
  const depth = measureDepth(crop(mask, findBox(mask, 1)));
  const widths = [];
  for (let y = 0; y < depth.height; y++) {
    for (let x = 0; x < depth.width; x++) {
      const own = depth.data[y * depth.width + x];
      if (own && own >= findDeepest(depth, y, x) - 0.5) widths.push(2 * own);
    }
  }
  if (!widths.length) return 1;
  widths.sort((a, b) => a - b);
  const total = widths.reduce((a, b) => a + b);
  let sum = 0;
  return widths.find((each) => (sum += each) / total >= 0.5);
}

// The deepest of a pixel and its neighbours.
function findDeepest({ height, width, data }, y, x) {
  let deepest = 0;
  for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
    for (let at = Math.max(0, x - 1); at <= Math.min(width - 1, x + 1); at++) {
      deepest = Math.max(deepest, data[row * width + at]);
    }
  }
  return deepest;
}

// Leave out specks, and what reaches in from the edges.
function dropMarks(mask, stroke) {
  const { height, width } = mask, { labels, areas } = label(mask);
  const largest = Math.max(...areas);
  const least = Math.min(largest, Math.max(0.04 * largest, 0.7 * stroke ** 2));
  let kept = areas.map((area, i) => i > 0 && area >= least);
  const inner = [...kept];
  for (let x = 0; x < width; x++) {
    inner[labels[x]] = inner[labels[(height - 1) * width + x]] = false;
  }
  for (let y = 0; y < height; y++) {
    inner[labels[y * width]] = inner[labels[(y + 1) * width - 1]] = false;
  }
  const sum = (chosen) => areas.reduce((total, area, i) => total + (chosen[i] ? area : 0), 0);
  // A digit that fills its picture touches the edges, too.
  if (sum(inner) > 0.25 * sum(kept)) kept = inner;
  return mapMask(mask, (_on, i) => kept[labels[i]]);
}

// Refuse ink that no single digit has.
function verifyOneDigit(mask, stroke) {
  const least = 0.5 * stroke ** 2;
  const { labels, areas } = label(mask);
  const places = findBoxes(labels, areas.length - 1, mask.width).filter(
    (_box, i) => i && areas[i] > least,
  );
  const padded = { height: mask.height + 2, width: mask.width + 2 };
  padded.data = new Uint8Array(padded.height * padded.width).fill(1);
  mask.data.forEach((on, i) => {
    const y = Math.floor(i / mask.width) + 1, x = (i % mask.width) + 1;
    padded.data[y * padded.width + x] = on ? 0 : 1;
  });
  const holes = label(padded, { diagonal: false }).areas.slice(2).filter((area) => area > least);
  const [top, bottom, left, right] = findBox(mask);
  if (places.length > 3 || holes.length > 4) {
    throw new NoDigit("parts", { parts: places.length, holes: holes.length });
  }
  if (Math.max(bottom - top, right - left) < 1.8 * stroke) throw new NoDigit("blot");
  const spans = places.map((box) => box.slice(2)).sort((a, b) => a[0] - b[0]);
  const apart = spans.length > 1 && spans.every((span, i) => !i || spans[i - 1][1] < span[0]);
  if (apart && places.every(([first, end]) => end - first > 0.75 * (bottom - top))) {
    throw new NoDigit("several", { parts: places.length });
  }
}

// A digit -------------------------------------------------------------------

// Of grey {height, width, data} an image of 28 × 28, and how it was set there:
// pixel x of the drawing stands in column (x - left) * factor + column.
function prepareDigit(grey) {
  const ink = findInk(grey);
  const mask = dropMarks(ink.mask, ink.stroke);
  verifyOneDigit(mask, ink.stroke);
  const box = findBox(mask);
  const inside = crop(mask, box), contrast = crop(ink.contrast, box);
  const near = growMask(inside, Math.max(1, Math.floor(ink.stroke / 6)));
  const full = quantile(contrast.data.filter((_each, i) => inside.data[i]), 0.6);
  const data = contrast.data.map((each, i) => (near.data[i] ? clip(each / full, 0, 1) : 0));
  const { drawn, shift } = widen({ ...inside, data }, ink.stroke);
  const factor = BOX / Math.max(drawn.height, drawn.width);
  const small = resizeGrey(drawn, factor);
  const most = Math.max(...small.data, 1e-6);
  let sum = 0, downs = 0, acrosses = 0;
  small.data.forEach((each, i) => {
    sum += each;
    downs += each * Math.floor(i / small.width);
    acrosses += each * (i % small.width);
  });
  // The last bits of the middle of a symmetrical stroke do not count.
  const place = (middle) => roundEven(CENTRE - Math.round(1e4 * middle) / 1e4);
  const row = clip(place(downs / sum), 0, MOST_SIDE - small.height);
  const column = clip(place(acrosses / sum), 0, MOST_SIDE - small.width);
  const image = new Uint8Array(MOST_SIDE * MOST_SIDE);
  small.data.forEach((each, i) => {
    const y = row + Math.floor(i / small.width), x = column + (i % small.width);
    image[y * MOST_SIDE + x] = roundEven(Math.fround(255 * clip((1.1 * each) / most, 0, 1)));
  });
  const top = ink.top + box[0] + shift[0], left = ink.left + box[2] + shift[1];
  const set = { factor, row, column, top, left };
  return { image, set };
}

// A mask and its next pixels, up, down and aside, so many times.
function growMask(mask, times) {
  const { height, width } = mask;
  let grown = mask;
  for (let time = 0; time < times; time++) {
    const last = grown.data;
    grown = mapMask(grown, (on, i) => {
      const y = Math.floor(i / width), x = i % width;
      return on || (y && last[i - width]) || (y < height - 1 && last[i + width])
        || (x && last[i - 1]) || (x < width - 1 && last[i + 1]);
    });
  }
  return grown;
}

// Make thin strokes as wide as MNIST's; `shift`: how far the corner has moved.
function widen(drawn, stroke) {
  const usual = USUAL_STROKE * Math.max(drawn.height, drawn.width);
  const more = (usual - stroke) / 2;
  if (more < 0.1 * usual) return { drawn, shift: [0, 0] };
  const edge = Math.ceil(more) + 1;
  const height = drawn.height + 2 * edge, width = drawn.width + 2 * edge;
  const data = new Float32Array(height * width);
  drawn.data.forEach((each, i) => {
    const y = Math.floor(i / drawn.width) + edge, x = (i % drawn.width) + edge;
    data[y * width + x] = each;
  });
  const wider = { height, width, data };
  if (more >= 0.5) {
    const away = measureDepth(mapMask(wider, (each) => each < 0.5));
    data.forEach((each, i) => {
      data[i] = Math.max(each, clip(more + 0.5 - away.data[i], 0, 1));
    });
  }
  const box = findBox(mapMask(wider, (each) => each > 0.3));
  return { drawn: crop(wider, box), shift: [box[0] - edge, box[2] - edge] };
}

// Scale as Pillow does: by areas where it shrinks, else in between.
function resizeGrey(grey, factor) {
  const height = Math.max(1, roundEven(grey.height * factor));
  const width = Math.max(1, roundEven(grey.width * factor));
  const shrinks = height <= grey.height;
  const narrow = resizeRows(grey, width, shrinks);
  return transpose(resizeRows(transpose(narrow), height, shrinks));
}

function resizeRows({ height, width, data }, wanted, byAreas) {
  const scale = width / wanted, stretch = Math.max(scale, 1);
  const reach = (byAreas ? 0.5 : 1) * stretch;
  const found = new Float32Array(height * wanted);
  for (let x = 0; x < wanted; x++) {
    const centre = (x + 0.5) * scale;
    const first = Math.max(0, Math.trunc(centre - reach + 0.5));
    const end = Math.min(width, Math.trunc(centre + reach + 0.5));
    const weights = [];
    for (let i = first; i < end; i++) {
      const at = (i - centre + 0.5) / stretch;
      weights.push(byAreas ? Number(at > -0.5 && at <= 0.5) : Math.max(0, 1 - Math.abs(at)));
    }
    const sum = weights.reduce((a, b) => a + b);
    for (let y = 0; y < height; y++) {
      let total = 0;
      weights.forEach((weight, i) => { total += weight * data[y * width + first + i]; });
      found[y * wanted + x] = total / sum;
    }
  }
  return { height, width: wanted, data: found };
}
