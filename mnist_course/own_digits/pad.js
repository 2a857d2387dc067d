// The pad of `draw_digit`: it sends strokes, and shows what the kernel answers.
// A stroke is {width, points: [[x, y], …]}, in shares of the pad's side.
const SIDE = 280;

function make(kind, parent, properties = {}) {
  const element = document.createElement(kind);
  Object.assign(element, properties);
  parent.append(element);
  return element;
}

function paint(canvas, strokes, pen) {
  const context = canvas.getContext("2d");
  context.fillStyle = "white";
  context.fillRect(0, 0, SIDE, SIDE);
  context.strokeStyle = context.fillStyle = "black";
  context.lineCap = context.lineJoin = "round";
  for (const { width, points } of strokes) {
    context.lineWidth = width * SIDE;
    context.beginPath();
    points.forEach(([x, y]) => context.lineTo(x * SIDE, y * SIDE));
    context.stroke();
    // A line of one point is none: its end is drawn for itself.
    context.beginPath();
    context.arc(points[0][0] * SIDE, points[0][1] * SIDE, (width * SIDE) / 2, 0, 7);
    context.fill();
  }
  if (pen.shown) {
    context.strokeStyle = pen.down ? "#d55e00" : "#0173b2";
    context.lineWidth = 3;
    context.beginPath();
    context.arc(pen.x * SIDE, pen.y * SIDE, 9, 0, 7);
    context.stroke();
  }
}

function render({ model, el }) {
  const words = model.get("words");
  const root = make("div", el, { className: "mnist-pad" });
  const left = make("div", root);
  const canvas = make("canvas", left, { width: SIDE, height: SIDE, tabIndex: 0 });
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-label", words.pad);
  const controls = make("div", left, { className: "controls" });
  const undo = make("button", controls, { type: "button", textContent: words.undo });
  const clear = make("button", controls, { type: "button", textContent: words.clear });
  const label = make("label", controls, { textContent: words.width + " " });
  const width = make("input", label, { type: "range", min: 4, max: 16, value: 9 });
  make("p", left, { textContent: words.keys });
  const right = make("div", root);
  const sentence = make("p", right, { className: "sentence" });
  sentence.setAttribute("role", "status");
  const shown = make("div", right, { className: "shown" });
  const image = make("img", shown, { width: 140, height: 140 });
  const table = make("table", shown);
  const rows = [...Array(10).keys()].map((digit) => {
    const row = make("tr", table);
    make("th", row, { textContent: digit, scope: "row" });
    const bar = make("div", make("td", row, { className: "bar" }));
    return { row, bar, share: make("td", row) };
  });
  const maps = make("div", right, { className: "maps" });

  let strokes = structuredClone(model.get("sent").strokes);
  let waiting = false, changed = false, drawing = false;
  const pen = { x: 0.5, y: 0.3, down: false, shown: false };

  // One question at a time: while the kernel works, strokes are kept back.
  function send() {
    paint(canvas, strokes, pen);
    changed = true;
    if (waiting) return;
    waiting = true;
    changed = false;
    const number = model.get("sent").number + 1;
    model.set("sent", { number, strokes: structuredClone(strokes) });
    model.save_changes();
  }
  function begin(x, y) {
    strokes.push({ width: width.value / 100, points: [[x, y]] });
  }
  function add(x, y) {
    strokes[strokes.length - 1].points.push([x, y]);
  }
  // What leaves the pad goes along its edge, so that all ink is seen.
  const keepIn = (share) => Math.min(1, Math.max(0, share));
  function place(event) {
    const box = canvas.getBoundingClientRect();
    return [keepIn((event.clientX - box.left) / box.width), keepIn((event.clientY - box.top) / box.height)];
  }
  canvas.onpointerdown = (event) => {
    if (event.button > 0) return;
    canvas.setPointerCapture(event.pointerId);
    canvas.focus();
    pen.down = pen.shown = false;
    drawing = true;
    begin(...place(event));
    send();
  };
  canvas.onpointermove = (event) => {
    if (!drawing) return;
    const events = event.getCoalescedEvents?.() ?? [];
    for (const one of events.length ? events : [event]) add(...place(one));
    send();
  };
  canvas.onpointerup = canvas.onpointercancel = () => { drawing = false; };
  canvas.onblur = () => { pen.down = pen.shown = false; paint(canvas, strokes, pen); };
  const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  canvas.onkeydown = (event) => {
    if (event.key === "Backspace" || (event.key === "z" && (event.ctrlKey || event.metaKey))) {
      takeBack();
    } else if (event.key === "Delete") {
      start();
    } else if (event.key === " ") {
      pen.down = !pen.down;
      pen.shown = true;
      if (pen.down) begin(pen.x, pen.y);
    } else if (steps[event.key]) {
      const far = event.shiftKey ? 0.01 : 0.04;
      const [x, y] = steps[event.key];
      pen.x = keepIn(pen.x + far * x);
      pen.y = keepIn(pen.y + far * y);
      pen.shown = true;
      if (pen.down) add(pen.x, pen.y);
    } else {
      return;
    }
    // Lab and Colab have shortcuts of their own on these keys.
    event.preventDefault();
    event.stopPropagation();
    send();
  };
  function takeBack() { strokes.pop(); pen.down = false; send(); }
  function start() { strokes = []; pen.down = false; send(); }
  undo.onclick = takeBack;
  clear.onclick = start;

  function answer() {
    const told = model.get("answer");
    sentence.textContent = told.sentence;
    image.hidden = table.hidden = maps.hidden = !told.image;
    if (told.image) {
      image.src = told.image;
      image.alt = told.words;
      const most = Math.max(...told.shares);
      rows.forEach(({ row, bar, share }, digit) => {
        row.className = told.shares[digit] === most ? "most" : "";
        bar.style.width = `${100 * told.shares[digit]}%`;
        share.textContent = told.percents[digit];
      });
      maps.replaceChildren();
      for (const { picture, words: alt } of told.maps) {
        const figure = make("figure", maps);
        make("img", figure, { src: picture, alt });
        make("figcaption", figure, { textContent: alt });
      }
    }
    if (told.number >= model.get("sent").number) {
      waiting = false;
      if (changed) send();
    }
  }
  model.on("change:answer", answer);
  paint(canvas, strokes, pen);
  answer();
  return () => model.off("change:answer", answer);
}

export default { render };
