"""Make the page that reads digits: one file, no network, no TensorFlow.

In: two of the shipped models and the files of `digits_page`. Out: a page in
both languages on which one draws a digit and sees a CNN read it. The pad is
lesson 15's own; preparation and CNN are computed by the page, and a test
holds them against `prepare_drawing` and Keras.
"""

import base64
import json
from pathlib import Path
from typing import Any

import keras
import numpy as np

import mnist_course
import mnist_helpers as mh
from mnist_course.own_digits.pad import EXAMPLE
from mnist_helpers.files import write_whole

PAGE = "digits.html"
PARTS = Path(__file__).resolve().parent / "digits_page"
PAD = Path(mnist_course.__file__).parent / "own_digits"
SCRIPTS = ("ink.js", "cnn.js", "convolution.js", "page.js")
MODELS = ("cnn", "robust")


def make_digits_page(target: Path) -> Path:
    """Write the page."""
    # The pad is a module for a notebook; here it is one script of five.
    pad = (PAD / "pad.js").read_text("utf-8")
    scripts = [pad.removesuffix("export default { render };\n")]
    scripts += [(PARTS / name).read_text("utf-8") for name in SCRIPTS]
    models = {name: export_model(mh.load_trained(name)) for name in MODELS}
    words = json.loads((PARTS / "words.json").read_text("utf-8"))
    data = {"words": words, "models": models, "example": EXAMPLE}
    styles = [PAD / "pad.css", PARTS / "page.css"]
    page = (PARTS / "page.html").read_text("utf-8")
    for mark, content in {
        "{styles}": "".join(path.read_text("utf-8") for path in styles),
        "{data}": json.dumps(data),
        "{scripts}": "\n".join(f"<script>{each}</script>" for each in scripts),
    }.items():
        page = page.replace(mark, content)
    write_whole(target, page)
    return target


def export_model(model: keras.Model) -> dict[str, Any]:
    """A model's layers and weights as the page's `cnn.js` reads them.

    Returns: `layers`, each with its kind, the sizes of its weights and what
    it needs beside; `weights`: all in float32, base64.

    Raises: ValueError for a layer that the page does not know.
    """
    layers: list[dict[str, Any]] = []
    weights: list[np.ndarray] = []

    def add(kind: str, *arrays: np.ndarray, **more: Any) -> None:
        sizes = [int(array.size) for array in arrays]
        layers.append({"kind": kind, "sizes": sizes, **more})
        weights.extend(array.ravel() for array in arrays)

    for layer in model.layers:
        own = [np.asarray(array) for array in layer.get_weights()]
        activation = getattr(layer, "activation", keras.activations.linear)
        if isinstance(layer, keras.layers.Conv2D):
            size = layer.kernel_size[0]
            pad = (size - 1) // 2 if layer.padding == "same" else 0
            if layer.strides != (1, 1) or size != layer.kernel_size[1]:
                raise ValueError(f"{layer.name}: strides or size unknown")
            bias = own[1] if layer.use_bias else np.zeros(layer.filters)
            add("conv", own[0], bias, size=size, pad=pad, name=layer.name)
        elif isinstance(layer, keras.layers.Dense):
            add("dense", *own)
        elif isinstance(layer, keras.layers.MaxPooling2D):
            size = layer.pool_size[0]
            if layer.strides != layer.pool_size or layer.padding != "valid":
                raise ValueError(f"{layer.name}: strides or padding unknown")
            add("pool", size=size)
        elif isinstance(layer, keras.layers.BatchNormalization):
            gamma, beta, mean, variance = own
            scale = gamma / np.sqrt(variance + layer.epsilon)
            add("norm", scale, beta - mean * scale)
        elif isinstance(layer, keras.layers.ReLU):
            add("relu")
        elif isinstance(layer, keras.layers.Flatten):
            add("flatten")
        elif not isinstance(layer, keras.layers.Dropout):
            raise ValueError(f"{layer.name}: a layer of unknown kind")
        if activation is keras.activations.relu:
            add("relu")
        elif activation not in (
            keras.activations.linear,
            keras.activations.softmax,  # the page's last step
        ):
            raise ValueError(f"{layer.name}: activation unknown")
    packed = np.concatenate(weights).astype("<f4").tobytes()
    return {"layers": layers, "weights": base64.b64encode(packed).decode()}
