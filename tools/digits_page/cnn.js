// A CNN that Keras has trained, in the browser: forwards, and back to the ink.
// An array of maps is {height, width, maps, data}, the maps side by side.
"use strict";

// In: what the page holds of a model. Out: its layers with their weights.
function readModel({ layers, weights }) {
  const bytes = Uint8Array.from(atob(weights), (each) => each.charCodeAt(0));
  const numbers = new Float32Array(bytes.buffer);
  let place = 0;
  const take = (size) => numbers.subarray(place, (place += size));
  return layers.map((layer) => ({
    ...layer,
    weights: layer.sizes.map(take),
    ...WAYS[layer.kind],
  }));
}

// What each kind of layer makes of its input, and how a change of its output
// follows from one of its input.
const WAYS = {
  conv: { forward: convolve, backward: convolveBack },
  pool: { forward: pool, backward: poolBack },
  // Batch normalisation, whose means and spreads are fixed after training.
  norm: {
    forward({ weights: [scale, shift] }, x) {
      return { ...x, data: x.data.map((each, i) => each * scale[i % x.maps] + shift[i % x.maps]) };
    },
    backward({ weights: [scale] }, x, _y, change) {
      return change.map((each, i) => each * scale[i % x.maps]);
    },
  },
  relu: {
    forward: (_layer, x) => ({ ...x, data: x.data.map((each) => Math.max(each, 0)) }),
    backward: (_layer, _x, y, change) => change.map((each, i) => (y.data[i] > 0 ? each : 0)),
  },
  flatten: {
    forward: (_layer, x) => ({ height: 1, width: 1, maps: x.data.length, data: x.data }),
    backward: (_layer, _x, _y, change) => change,
  },
  dense: {
    forward({ weights: [kernel, bias] }, x) {
      const data = Float32Array.from(bias), to = bias.length;
      x.data.forEach((value, i) => {
        for (let k = 0; value && k < to; k++) data[k] += value * kernel[i * to + k];
      });
      return { height: 1, width: 1, maps: to, data };
    },
    backward({ weights: [kernel] }, x, _y, change) {
      const to = change.length;
      return x.data.map((_value, i) => {
        let total = 0;
        for (let k = 0; k < to; k++) total += change[k] * kernel[i * to + k];
        return total;
      });
    },
  },
};

function convolve({ size, pad, weights: [kernel, bias] }, x) {
  const height = x.height + 2 * pad - size + 1, width = x.width + 2 * pad - size + 1;
  const from = x.maps, to = bias.length;
  const data = new Float32Array(height * width * to);
  for (let place = 0; place < data.length; place += to) data.set(bias, place);
  // Most of an image is 0: each number is handed on to where it counts.
  for (let i = 0; i < x.data.length; i++) {
    const value = x.data[i];
    if (!value) continue;
    const map = i % from, column = ((i - map) / from) % x.width;
    const row = Math.floor(i / (from * x.width));
    for (let down = 0; down < size; down++) {
      const y = row + pad - down;
      if (y < 0 || y >= height) continue;
      for (let across = 0; across < size; across++) {
        const at = column + pad - across;
        if (at < 0 || at >= width) continue;
        const target = (y * width + at) * to;
        const weight = ((down * size + across) * from + map) * to;
        for (let k = 0; k < to; k++) data[target + k] += value * kernel[weight + k];
      }
    }
  }
  return { height, width, maps: to, data };
}

function convolveBack({ size, pad, weights: [kernel] }, x, y, change) {
  const from = x.maps, to = y.maps, back = new Float32Array(x.data.length);
  const chosen = new Int32Array(to);
  for (let place = 0; place < y.height * y.width; place++) {
    let number = 0;
    for (let k = 0; k < to; k++) if (change[place * to + k]) chosen[number++] = k;
    if (!number) continue;
    const row = Math.floor(place / y.width) - pad, column = (place % y.width) - pad;
    for (let down = Math.max(0, -row); down < Math.min(size, x.height - row); down++) {
      for (let across = Math.max(0, -column); across < Math.min(size, x.width - column); across++) {
        const target = ((row + down) * x.width + column + across) * from;
        for (let map = 0; map < from; map++) {
          const weight = ((down * size + across) * from + map) * to;
          let total = 0;
          for (let i = 0; i < number; i++) {
            total += change[place * to + chosen[i]] * kernel[weight + chosen[i]];
          }
          back[target + map] += total;
        }
      }
    }
  }
  return back;
}

// Visit each window of a pooling: its place in the output, its largest input.
function poolEach({ size }, x, visit) {
  const height = Math.floor(x.height / size), width = Math.floor(x.width / size);
  for (let place = 0; place < height * width * x.maps; place++) {
    const map = place % x.maps, column = ((place - map) / x.maps) % width;
    const row = Math.floor(place / (x.maps * width));
    let best = -1;
    for (let down = 0; down < size; down++) {
      for (let across = 0; across < size; across++) {
        const i = ((row * size + down) * x.width + column * size + across) * x.maps + map;
        if (best < 0 || x.data[i] > x.data[best]) best = i;
      }
    }
    visit(place, best);
  }
  return { height, width, maps: x.maps };
}

function pool(layer, x) {
  const data = [];
  const shape = poolEach(layer, x, (_place, best) => data.push(x.data[best]));
  return { ...shape, data: Float32Array.from(data) };
}

function poolBack(layer, x, _y, change) {
  const back = new Float32Array(x.data.length);
  poolEach(layer, x, (place, best) => { back[best] += change[place]; });
  return back;
}

// Read an image of 28 × 28, 0 to 255: ten probabilities, and each layer's output.
function readImage(model, image) {
  const start = { height: 28, width: 28, maps: 1, data: Float32Array.from(image, (each) => each / 255) };
  const outputs = [start];
  model.forEach((layer) => outputs.push(layer.forward(layer, outputs.at(-1))));
  const scores = [...outputs.at(-1).data], most = Math.max(...scores);
  const powers = scores.map((each) => Math.exp(each - most));
  const sum = powers.reduce((a, b) => a + b);
  return { probabilities: powers.map((each) => each / sum), outputs };
}

// How much each pixel's ink speaks for the answer and against the next best:
// the gradient of the difference of their scores, times the ink.
function weighInk(model, { probabilities, outputs }) {
  const [first, second] = probabilities.map((_share, i) => i)
    .sort((a, b) => probabilities[b] - probabilities[a]);
  let change = Float32Array.from(probabilities, (_share, i) => Number(i === first) - Number(i === second));
  for (let i = model.length - 1; i >= 0; i--) {
    change = model[i].backward(model[i], outputs[i], outputs[i + 1], change);
  }
  return { first, second, weights: change.map((each, i) => each * outputs[0].data[i]) };
}
