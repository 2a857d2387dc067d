"""Write the code that made a run, from the run's settings.

In: the facts of a run. Out: for each of the six steps of data preparation
and the seven of the CNN the lines that do it. Run one after the other they
make the run again; a test does.
"""

import inspect
import json
import math
from importlib import import_module
from typing import Any

import keras

from mnist_helpers.train import OneCycle

from .run import takes_one_hot

BOTH_SIDES = (
    "kernel_size pool_size strides size dilation_rate padding cropping"
).split()
WIDTH = 60  # columns; a page of a thesis holds no more


def data_code(facts: dict) -> list[str]:
    """Return the lines of the six steps of data preparation, in order."""
    split = facts["split"]
    seed, cut = facts["seed"], _cut(facts)
    return [
        "from mnist_helpers import load_mnist\n\n"
        "(images, labels), (test_images, test_labels) = load_mnist()",
        "from mnist_helpers import split_train_validation\n\n"
        "parts = split_train_validation(\n    images, labels, "
        f"validation={split['validation']}, seed={seed}\n)\n"
        "(train_images, y_train), (val_images, y_val) = parts"
        + cut.format(images="train_images"),
        'train_scaled = train_images.astype("float32") / 255\n'
        'val_scaled = val_images.astype("float32") / 255',
        "import numpy as np\n\n"
        "x_train = np.expand_dims(train_scaled, axis=-1)\n"
        "x_val = np.expand_dims(val_scaled, axis=-1)",
        *_augmentation_code(facts),
    ]


def _augmentation_code(facts: dict) -> list[str]:
    """The lines of steps 5 and 6."""
    a, seed = facts["augmentation"], facts["seed"]
    size = facts["training"]["batch_size"]
    y = "y_train"
    head, targets = "import keras\nimport tensorflow as tf\n\n", ""
    if takes_one_hot(facts["model"]["compile"]["loss"]):
        y = "targets"
        targets = "targets = keras.utils.to_categorical(y_train, 10)\n"
    shuffled = (
        f"{targets}pairs = (x_train, {y})\n"
        "slices = tf.data.Dataset.from_tensor_slices(pairs)\n"
        f"batches = slices.shuffle({sum(facts['split']['train'])}, "
        f"seed={seed}).batch({size})\n"
    )
    start = f"keras.utils.set_random_seed({seed})\n"
    if not a:
        return ["", f"{head}{start}{shuffled}batches = batches.prefetch(2)"]
    settings = {
        name: a[name] for name in ("rotation", "shift", "shear", "zoom")
    }
    if a["fill"] != "constant":
        settings["fill"] = a["fill"]
    made = "from mnist_helpers import Augmentation\n\naugmentation = " + _call(
        "Augmentation", _named(settings), before=15
    )
    if a["by"] == "ImageDataGenerator":
        flow = [
            "x_train",
            y,
            f"batch_size={size}",
            f"seed={seed}",
        ]
        return [
            f"{made}\ngenerator = augmentation.generator()",
            f"import keras\n\n{start}{targets}batches = "
            + _call("generator.flow", flow, before=10),
        ]
    return [
        made,
        f"{head}{start}"
        f"layer = augmentation.layer(seed={seed})\n\n"
        "def augment(images, labels):\n"
        "    return layer(images, training=True), labels\n\n"
        f"{shuffled}batches = batches.map(augment).prefetch(2)",
    ]


def model_code(facts: dict) -> list[str]:
    """Return the lines of the seven steps of the CNN, in order."""
    training, seed = facts["training"], facts["seed"]
    y, targets = "y_val", ""
    if takes_one_hot(facts["model"]["compile"]["loss"]):
        y = "val_targets"
        targets = "\nval_targets = keras.utils.to_categorical(y_val, 10)"
    fit = {
        "epochs": training["epochs"],
        "validation_data": f"(x_val, {y})",
        "validation_batch_size": 1000,
        "shuffle": False,  # they are shuffled already
        "verbose": 0,
    }
    helpers = "accuracy_interval"
    if "OneCycle" in _compile(facts["model"]["compile"]):
        helpers = f"OneCycle, {helpers}"
    return [
        "import keras\nimport numpy as np\nimport tensorflow as tf\n"
        "from keras import layers\n\n"
        f"from mnist_helpers import {helpers}",
        "from mnist_helpers import prepare_mnist\n\n"
        "(x_train, y_train), (x_val, y_val) = prepare_mnist(\n"
        f"    validation={facts['split']['validation']}, seed={seed}\n)"
        + _cut(facts).format(images="x_train")
        + targets,
        f"keras.utils.set_random_seed({seed})\n"
        f"model = {_model(facts['model']['config'])}",
        _compile(facts["model"]["compile"]),
        "history = "
        + _call(
            "model.fit",
            ["batches", *(f"{name}={value}" for name, value in fit.items())],
            before=10,
        ),
        "answers = model.predict(x_val, batch_size=1000, verbose=0)\n"
        "y_pred = answers.argmax(axis=1)\n"
        "accuracy_interval(y_val, y_pred)",
        "mistakes = np.flatnonzero(y_pred != y_val)",
    ]


def _cut(facts: dict) -> str:
    """The lines that leave out training images, if not all were used."""
    used = sum(facts["split"]["train"])
    if used + facts["split"]["validation"] == sum(facts["data"]["train"]):
        return ""
    cut = f"[:{used}]"
    return f"\n{{images}} = {{images}}{cut}\ny_train = y_train{cut}"


def _named(values: dict) -> list[str]:
    return [f"{name}={_value(value)}" for name, value in values.items()]


def _call(name: str, arguments: list[str], *, before: int = 0) -> str:
    """A call on one line if it fits, else with a line for each argument.

    before: columns of its line that are taken already.
    """
    line = f"{name}({', '.join(arguments)})"
    if before + len(line) < WIDTH and "\n" not in line:
        return line
    indented = (argument.replace("\n", "\n    ") for argument in arguments)
    return f"{name}(\n{''.join(f'    {a},{chr(10)}' for a in indented)})"


def _value(value: object) -> str:
    """A setting as it would be typed."""
    if isinstance(value, dict) and "class_name" in value:
        return _object(value)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, float):
        # 0.001, not the 0.0010000000474974513 that float32 makes of it.
        return str(float(f"{value:.6g}"))
    if isinstance(value, list | tuple):
        values = list(map(_value, value))
        return f"({', '.join(values)}{',' * (len(values) == 1)})"
    return repr(value)


def _setting(name: str, value: Any) -> str:
    """A setting of a layer: a kernel_size (5, 5) is written 5."""
    while name in BOTH_SIDES and isinstance(value, list | tuple):
        if list(value) != [value[0]] * 2:
            break
        value = value[0]
    return _value(value)


def _object(value: dict) -> str:
    """An initializer, a schedule or a loss, as it would be made."""
    name, module = value["class_name"], value.get("module") or ""
    name = f"{module}.{name}" if module.startswith("keras.") else name
    return _call(name, list_settings(value), before=8)


def list_settings(value: dict) -> list[str]:
    """What is not the usual of an object: "label_smoothing=0.1"."""
    name, module = value["class_name"], value.get("module") or ""
    kind = OneCycle if name == "OneCycle" else None
    if module == "keras.layers":
        return _unusual(getattr(keras.layers, name), value["config"])
    if module.startswith("keras."):
        kind = getattr(import_module(module), name)
    # Of a class that someone else wrote all is written.
    usual = inspect.signature(kind).parameters if kind else {}
    return _named(
        {
            key: setting
            for key, setting in value["config"].items()
            if key not in usual or usual[key].default != setting
        }
    )


def _model(config: dict) -> str:
    lines = []
    for layer in config["layers"]:
        settings = layer["config"]
        if layer["class_name"] == "InputLayer":
            shape = tuple(settings["batch_shape"][1:])
            lines.append(f"keras.Input({shape})")
        else:
            name = layer["class_name"]
            words = _unusual(getattr(keras.layers, name), settings)
            line = _call(f"layers.{name}", words, before=4)
            lines.append(line.replace("\n", "\n    "))
    body = "".join(f"    {line},\n" for line in lines)
    return f"keras.Sequential([\n{body}], name={_value(config['name'])})"


def _unusual(kind: type, settings: dict) -> list[str]:
    """The arguments of a layer or an optimizer that are not the usual."""
    parameters = inspect.signature(
        kind.__init__  # type: ignore[misc]
    ).parameters.values()
    required = [
        p.name
        for p in parameters
        if p.default is p.empty
        and p.kind is p.POSITIONAL_OR_KEYWORD
        and p.name != "self"
    ]
    usual = kind(**{name: settings[name] for name in required}).get_config()
    words = [_setting(name, settings[name]) for name in required]
    for name, value in settings.items():
        if name in required or (name != "name" and _same(value, usual[name])):
            continue
        words.append(f"{name}={_setting(name, value)}")
    # The name last, as one writes it.
    return sorted(words, key=lambda word: word.startswith("name="))


def _same(one: object, other: object) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-5)
    if isinstance(one, dict) and isinstance(other, dict):
        return one.get("class_name") == other.get("class_name") and (
            one.get("config") == other.get("config")
        )
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return list(one) == list(other)
    return one == other


def _compile(settings: dict) -> str:
    optimizer = settings["optimizer"]
    kind = getattr(keras.optimizers, optimizer["class_name"])
    words = _unusual_optimizer(kind, optimizer["config"])
    arguments = [
        "optimizer="
        + _call(f"keras.optimizers.{kind.__name__}", words, before=15),
        f"loss={_value(settings['loss'])}",
        f"metrics={settings['metrics']!r}".replace("'", '"'),
    ]
    if settings["steps_per_execution"] > 1:
        arguments.append(
            f"steps_per_execution={settings['steps_per_execution']}"
        )
    return _call("model.compile", arguments)


def list_options(optimizer: dict) -> str:
    """The optimizer's settings that are not the usual: "momentum=0.9"."""
    kind = getattr(keras.optimizers, optimizer["class_name"])
    return ", ".join(_unusual_optimizer(kind, optimizer["config"])[1:])


def _unusual_optimizer(kind: type, settings: dict) -> list[str]:
    usual = kind().get_config()
    words = [_value(settings["learning_rate"])]
    for name, value in settings.items():
        if name in usual and name not in ("name", "learning_rate"):
            if not _same(value, usual[name]):
                words.append(f"{name}={_value(value)}")
    return words
