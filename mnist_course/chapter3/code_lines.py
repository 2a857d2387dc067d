"""Write the code that made a run, from the run's settings.

In: the facts of a run. Out: for each of the six steps of data preparation
and the seven of the CNN the lines that do it. Run one after the other they
make the run again; a test does.
"""

import inspect
import json
from importlib import import_module
from typing import Any

import keras

from mnist_helpers.train import OneCycle

from .run import takes_one_hot

BOTH_SIDES = (
    "kernel_size pool_size strides size dilation_rate padding cropping"
).split()
FLOAT32 = keras.saving.serialize_keras_object(keras.DTypePolicy("float32"))
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
    head = "import keras\nimport tensorflow as tf\n\n"
    y, targets = _targets(facts, "y_train", "targets")
    shuffled = (
        f"{targets}pairs = (x_train, {y})\n"
        "slices = tf.data.Dataset.from_tensor_slices(pairs)\n"
        f"batches = slices.shuffle({sum(facts['split']['train'])}, "
        f"seed={seed}).batch({size})\n"
    )
    start = f"keras.utils.set_random_seed({seed})\n"
    if not a:
        return ["", f"{head}{start}{shuffled}batches = batches.prefetch(2)"]
    names = ("rotation", "shift", "shear", "zoom", "fill")
    settings = _plain({name: a[name] for name in names})
    if a["fill"] == "constant":
        del settings["fill"]
    arguments = [f"{name}={_value(settings[name])}" for name in settings]
    made = "from mnist_helpers import Augmentation\n\naugmentation = " + _call(
        "Augmentation", arguments, before=15
    )
    if a["by"] == "ImageDataGenerator":
        flow = ["x_train", y, f"batch_size={size}", f"seed={seed}"]
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
    y, targets = _targets(facts, "y_val", "val_targets")
    fit = [
        "batches",
        f"epochs={training['epochs']}",
        f"validation_data=(x_val, {y})",
        "validation_batch_size=1000",
        "shuffle=False",  # they are shuffled already
        "verbose=0",
    ]
    compiled = _compile(facts["model"]["compile"])
    helpers = "OneCycle, " * ("OneCycle" in compiled) + "accuracy_interval"
    return [
        "import keras\nimport numpy as np\nimport tensorflow as tf\n"
        "from keras import layers\n\n"
        f"from mnist_helpers import {helpers}",
        "from mnist_helpers import prepare_mnist\n\n"
        "(x_train, y_train), (x_val, y_val) = prepare_mnist(\n"
        f"    validation={facts['split']['validation']}, seed={seed}\n)"
        + _cut(facts).format(images="x_train")
        + f"\n{targets}".rstrip(),
        f"keras.utils.set_random_seed({seed})\n"
        f"model = {_model(facts['model']['config'])}",
        compiled,
        "history = " + _call("model.fit", fit, before=10),
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


def _targets(facts: dict, labels: str, name: str) -> tuple[str, str]:
    """What the loss compares answers with, and the line that makes it."""
    if not takes_one_hot(facts["model"]["compile"]["loss"]):
        return labels, ""
    return name, f"{name} = keras.utils.to_categorical({labels}, 10)\n"


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
    if isinstance(value, list | tuple):
        values = list(map(_value, value))
        return f"({', '.join(values)}{',' * (len(values) == 1)})"
    return repr(value)


def _plain(config: dict) -> dict:
    """Settings as a file would give them back, and as someone typed them.

    0.001, not the 0.0010000000474974513 that float32 makes of it.
    """
    text = json.dumps(config, default=lambda number: number.item())
    return json.loads(text, parse_float=lambda n: float(f"{float(n):.6g}"))


def _setting(name: str, value: Any) -> str:
    """A setting of a layer: a kernel_size (5, 5) is written 5."""
    while name in BOTH_SIDES and isinstance(value, list | tuple):
        if list(value) != [value[0]] * 2:
            break
        value = value[0]
    return _value(value)


def _object(value: dict, *, before: int = 8) -> str:
    """A layer, an initializer, a schedule, ..., as it would be made."""
    name, module = value["class_name"], value.get("module") or ""
    name = f"{module}.{name}" if module.startswith("keras") else name
    return _call(name, list_settings(value), before=before)


def list_settings(value: dict) -> list[str]:
    """What an object was made with, where it is not the usual.

    What a layer cannot be made without comes first, its name last. Of a
    class that someone else wrote all is written.
    """
    name, module = value["class_name"], value.get("module") or ""
    settings = _plain(value["config"])
    first: list[str] = []
    usual: dict[str, Any] = {}
    if kind := _find_class(module, name):
        first = [
            p.name
            for p in inspect.signature(kind).parameters.values()
            if p.default is p.empty and p.kind is p.POSITIONAL_OR_KEYWORD
        ]
        made = kind(**{key: settings[key] for key in first})
        usual = _plain(made.get_config())
        usual |= dict.fromkeys(first) | {"name": settings.get("name")}
    if module == "keras.layers":
        usual |= {"name": None, "dtype": FLOAT32}  # whatever is set today
    else:
        first = ["learning_rate"] if module == "keras.optimizers" else []
    words = [_setting(key, settings.pop(key)) for key in first]
    words += [
        f"{key}={_setting(key, setting)}"
        for key, setting in settings.items()
        if key not in usual or setting != usual[key]
    ]
    return sorted(words, key=lambda word: word.startswith("name="))


def _find_class(module: str, name: str) -> type | None:
    if name == "OneCycle":
        return OneCycle
    known = module.startswith("keras.")
    return getattr(import_module(module), name) if known else None


def _model(config: dict) -> str:
    lines = []
    for layer in config["layers"]:
        if layer["class_name"] == "InputLayer":
            shape = tuple(layer["config"]["batch_shape"][1:])
            lines.append(f"keras.Input({shape})")
        else:
            line = _object(layer, before=4).removeprefix("keras.")
            lines.append(line.replace("\n", "\n    "))
    body = "".join(f"    {line},\n" for line in lines)
    return f"keras.Sequential([\n{body}], name={_value(config['name'])})"


def _compile(settings: dict) -> str:
    arguments = [
        f"optimizer={_object(settings['optimizer'], before=15)}",
        f"loss={_value(settings['loss'])}",
        f"metrics={settings['metrics']!r}".replace("'", '"'),
    ]
    if (steps := settings["steps_per_execution"]) > 1:
        arguments.append(f"steps_per_execution={steps}")
    return _call("model.compile", arguments)
