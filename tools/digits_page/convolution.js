// Step through the first convolution on the digit that was drawn: at each
// place 25 pixels times 25 weights, added up, make one pixel of a feature map.
"use strict";

const SCALE = 10; // of the pixels shown

// Fill `root` once; the returned function shows another digit, model or map.
function makeConvolution(root, { words, write }) {
  root.replaceChildren();
  make("p", root, { textContent: words.convolution });
  const choice = make("div", root, { className: "controls" });
  const label = make("label", choice, { textContent: words.map + " " });
  const map = make("select", label);
  const [down, across] = ["row", "column"].map((name) => {
    const range = make("label", choice, { textContent: words[name] + " " });
    return make("input", range, { type: "range", min: 1, value: 1 });
  });
  const controls = make("div", root, { className: "controls" });
  const press = (word, act) => {
    const button = make("button", controls, { type: "button", textContent: words[word] });
    button.onclick = act;
    return button;
  };
  press("back", () => step(-1));
  press("step", () => step(1));
  const play = press("play", () => (timer ? stop() : start()));
  press("strongest", findStrongest);
  const two = make("div", root, { className: "two" });
  const [image, found] = ["image", "made"].map((word) => {
    const figure = make("figure", two);
    const canvas = make("canvas", figure);
    canvas.setAttribute("role", "img");
    return { canvas, words: make("figcaption", figure, { textContent: words[word] }) };
  });
  const three = make("div", root, { className: "three" });
  const tables = ["pixels", "weights", "products"].map((word) => {
    const table = make("table", three);
    make("caption", table, { textContent: words[word] });
    return make("tbody", table);
  });
  const sum = make("p", root, { className: "sum" });
  sum.setAttribute("role", "status");
  let shown = null, timer = 0;

  function stop() {
    clearInterval(timer);
    timer = 0;
    play.textContent = words.play;
    sum.setAttribute("aria-live", "polite");
  }
  function start() {
    timer = setInterval(() => step(1), 150);
    play.textContent = words.stop;
    // Seven sentences a second are too many to be read aloud.
    sum.setAttribute("aria-live", "off");
  }
  const last = () => shown.output.height * shown.output.width - 1;
  const place = () => (down.value - 1) * shown.output.width + (across.value - 1);
  function go(to) {
    down.value = Math.floor(to / shown.output.width) + 1;
    across.value = (to % shown.output.width) + 1;
    draw();
  }
  function step(by) {
    if (!shown) return;
    const to = place() + by;
    if (to < 0 || to > last()) stop();
    go(clip(to, 0, last()));
  }
  const valueAt = (at) => shown.output.data[at * shown.output.maps + (map.value - 1)];
  function findStrongest() {
    if (!shown) return;
    let best = 0;
    for (let at = 1; at <= last(); at++) if (valueAt(at) > valueAt(best)) best = at;
    go(best);
  }
  map.onchange = down.oninput = across.oninput = draw;

  function draw() {
    if (!shown) return;
    const { layer, input, output, next } = shown;
    const [kernel, bias] = layer.weights, { size } = layer, chosen = map.value - 1;
    const row = down.value - 1, column = across.value - 1;
    const grids = [[], [], []];
    let total = 0;
    for (let i = 0; i < size * size; i++) {
      const y = row + Math.floor(i / size), x = column + (i % size);
      const pixel = input.data[y * input.width + x];
      const weight = kernel[i * output.maps + chosen];
      [pixel, weight, pixel * weight].forEach((each, k) => grids[k].push(each));
      total += pixel * weight;
    }
    grids.forEach((numbers, k) => fillTable(tables[k], numbers, size, write));
    paintGrey(image.canvas, input, (i) => input.data[i]);
    frame(image.canvas, row, column, size);
    const strongest = Math.max(...output.data, 1e-6);
    paintGrey(found.canvas, output, (i) => (i > place() ? null : valueAt(i) / strongest));
    frame(found.canvas, row, column, 1);
    const value = total + bias[chosen];
    const say = next === "relu" ? (value > 0 ? words.kept : words.cut) : words.later;
    sum.textContent = fillIn(words.sum, {
      row: row + 1, column: column + 1, number: size * size,
      total: write(total, 3), bias: write(bias[chosen], 3), value: write(value, 3),
    }) + " " + say;
    found.canvas.setAttribute("aria-label", words.made);
    image.canvas.setAttribute("aria-label", words.image);
  }

  // `reading`: of `readImage`; null where there is no digit.
  return (model, reading) => {
    if (root.hidden || !reading) {
      stop();
      if (!reading) shown = null;
      return;
    }
    const layer = model[0], output = reading.outputs[1];
    const fresh = !shown || shown.layer !== layer;
    shown = { layer, input: reading.outputs[0], output, next: model[1].kind };
    if (fresh) {
      map.replaceChildren(...Array.from({ length: output.maps }, (_none, i) => new Option(i + 1)));
      down.max = output.height;
      across.max = output.width;
      findStrongest();
    } else {
      draw();
    }
  };
}

// Squares from white (0 and below) to black (1); null is what is not yet there.
function paintGrey(canvas, { height, width }, valueAt) {
  canvas.width = SCALE * width;
  canvas.height = SCALE * height;
  const context = canvas.getContext("2d");
  for (let i = 0; i < height * width; i++) {
    const value = valueAt(i), x = SCALE * (i % width), y = SCALE * Math.floor(i / width);
    const light = 255 - Math.round(255 * clip(value ?? 0, 0, 1));
    context.fillStyle = `rgb(${light}, ${light}, ${light})`;
    context.fillRect(x, y, SCALE, SCALE);
    if (value !== null) continue;
    context.fillStyle = "#bbb";
    context.fillRect(x + SCALE / 2 - 1, y + SCALE / 2 - 1, 2, 2);
  }
}

function frame(canvas, row, column, size) {
  const context = canvas.getContext("2d");
  context.lineWidth = 3;
  context.strokeStyle = "#d55e00";
  context.strokeRect(SCALE * column, SCALE * row, SCALE * size, SCALE * size);
}

// Numbers in a square table, the larger the darker; blue above 0, orange below.
function fillTable(body, numbers, size, write) {
  const most = Math.max(...numbers.map(Math.abs), 1e-6);
  body.replaceChildren();
  let row;
  numbers.forEach((number, i) => {
    if (i % size === 0) row = make("tr", body);
    const cell = make("td", row, { textContent: write(number, 2) });
    const part = Math.round((50 * Math.abs(number)) / most);
    const colour = number < 0 ? "#de8f05" : "#56b4e9";
    cell.style.background = `color-mix(in srgb, ${colour} ${part}%, white)`;
  });
}
