"""What the templates of the chapters may name, from the record of a run.

In: a `Run`, interviews. Out: plain values by their names, and tables. No
sentence is written here.
"""

from collections.abc import Sequence
from typing import Any

import keras
import numpy as np
from keras import layers as kinds

from mnist_course.steps import LESSONS
from mnist_helpers.evaluate import AccuracyInterval, find_commonest_mistakes
from mnist_helpers.language import _, format_number, write_name

from .code_lines import data_code, list_settings, model_code
from .interviews import Interview
from .run import Run, name_class, takes_one_hot, unpack_images
from .tables import list_tables

# Layers that are activations, by the name that texts have for them.
OWN_ACTIVATIONS = {
    "ReLU": "relu",
    "Softmax": "softmax",
    "LeakyReLU": "leaky_relu",
    "PReLU": "prelu",
    "ELU": "elu",
}

DROPOUTS = (kinds.Dropout, kinds.SpatialDropout1D, kinds.SpatialDropout2D)
NOISES = (
    kinds.GaussianNoise,
    kinds.GaussianDropout,
    kinds.AlphaDropout,
    kinds.ActivityRegularization,
)
PENALTIES = ("kernel_regularizer", "bias_regularizer", "activity_regularizer")


def describe(run: Run, interviews: Sequence[Interview]) -> dict[str, Any]:
    """Return what a template may name, in the language set."""
    facts = run.facts
    model = keras.Sequential.from_config(facts["model"]["config"])
    test, ink = facts["test"], np.array(facts["data"]["ink"])[:, 0]
    validation = sum(facts["split"]["val"])
    return {
        "seed": str(facts["seed"]),
        "data": _describe_data(facts),
        "ink": {
            "least": ink.argmin(),
            "least_value": ink.min(),
            "most": ink.argmax(),
            "most_value": ink.max(),
        },
        "split": {
            "train": sum(facts["data"]["train"]) - validation,
            "used": sum(facts["split"]["train"]),
            "validation": validation,
        },
        "input": {
            "shape": str(tuple(facts["input"]["shape"])),
            "dtype": facts["input"]["dtype"],
            "low": facts["input"]["smallest"],
            "high": facts["input"]["largest"],
            "mean": facts["input"]["mean"],
        },
        "augmentation": facts["augmentation"]
        and _describe_augmentation(facts),
        "model": describe_model(model),
        "training": _describe_training(facts),
        "validation": _describe_result(facts["validation"]),
        "test": test and _describe_result(test),
        "openings": len(facts["openings"]),
        "experiment": facts["experiment"]
        and _describe_experiment(facts["experiment"]),
        "versions": facts["machine"]["libraries"],
        "steps": {
            kind: [x.text("thesis") for x in LESSONS if x.kind == kind]
            for kind in ("data", "cnn")
        },
        "lines": {"data": data_code(facts), "cnn": model_code(facts)},
        "interviews": interviews,
        "named": any(each.consent == "name" for each in interviews),
        "tables": list_tables(facts, model, interviews),
    }


def _describe_data(facts: dict) -> dict[str, Any]:
    data = facts["data"]
    train, (rows, columns) = np.array(data["train"]), data["shape"]
    return {
        "train": sum(data["train"]),
        "test": sum(data["test"]),
        "files": len(data["sha256"]),
        "most": train.argmax(),
        "most_count": train.max(),
        "least": train.argmin(),
        "least_count": train.min(),
        "ratio": train.max() / train.min(),
        "rows": rows,
        "columns": columns,
        "pixels": data["pixels"],
        "dtype": data["dtype"],
        "low": data["smallest"],
        "high": data["largest"],
        "digit": data["image"]["digit"],
    }


def _describe_augmentation(facts: dict) -> dict[str, Any]:
    a = facts["augmentation"]
    before, after = np.array(a["before"]), np.array(a["after"])
    used = sum(facts["split"]["train"])
    return {
        **a,
        "shift_pixels": a["shift"] * facts["data"]["shape"][0],
        "copies": len(unpack_images(a["images"])) // 10 - 1,
        "total": used * facts["training"]["epochs"],
        "more": int((after[:, 0] > before[:, 0]).sum()),
    }


def describe_model(model: keras.Sequential) -> dict[str, Any]:
    """What a text says of a model's layers; names, counts, settings."""

    def names(*types: type) -> list[str]:
        found = filter(lambda layer: isinstance(layer, types), model.layers)
        return [layer.name for layer in found]

    convolutions = {
        "convolutions": names(kinds.Conv2D),
        "depthwise": names(kinds.DepthwiseConv2D),
        "separable": names(kinds.SeparableConv2D),
    }
    is_cnn = any(convolutions.values())
    activations = _list_activations(model)
    every: list[Any] = model.layers
    dropouts = [x for x in every if isinstance(x, DROPOUTS)]
    normalisations = names(kinds.BatchNormalization)
    penalties = [
        str(x.name)
        for x in every
        if any(getattr(x, name, None) is not None for name in PENALTIES)
    ]
    name = _("neural network")
    if is_cnn:
        name = "Convolutional Neural Network (CNN)"
    elif all(isinstance(x, kinds.Dense) for x in every if x.weights):
        name = _("fully connected neural network")
    return {
        "name": name,
        "short": "CNN" if is_cnn else _("model"),
        "input": " × ".join(map(str, model.input_shape[1:])),
        "outputs": model.output_shape[-1],
        "layers": len(model.layers),
        "parameters": model.count_params(),
        **convolutions,
        "max_pools": names(kinds.MaxPooling2D),
        "mean_pools": names(kinds.AveragePooling2D),
        "global_max_pools": names(kinds.GlobalMaxPooling2D),
        "global_mean_pools": names(kinds.GlobalAveragePooling2D),
        "dense": names(kinds.Dense),
        "dropouts": [f"{x.name} ({format_number(x.rate)})" for x in dropouts],
        "normalisations": normalisations,
        "regularised": [
            *normalisations,
            *(x.name for x in dropouts),
            *names(*NOISES),
            *penalties,
        ],
        "activations": activations,
        "relu": "relu" in activations,
        "softmax": model.layers[-1].name in activations.get("softmax", []),
        "kernels": _name_initializers(model, "kernel"),
        "biases": _name_initializers(model, "bias"),
    }


def _list_activations(model: keras.Sequential) -> dict[str, list[str]]:
    """The layers of each activation, also where it is a layer of its own."""
    where: dict[str, list[str]] = {}
    for layer in model.layers:
        name = type(layer).__name__
        given = layer.get_config().get("activation")
        if given is not None:
            name = name_class(given)
        name = OWN_ACTIVATIONS.get(name, name if given else "")
        if name and name != "linear":
            where.setdefault(name, []).append(layer.name)
    return where


def _name_initializers(model: keras.Sequential, part: str) -> str:
    """Classes that weights ("kernel") or biases ("bias") begin with."""
    found = {
        type(initializer).__name__
        for layer in model.layers
        if (initializer := getattr(layer, f"{part}_initializer", None))
        and (part == "kernel" or getattr(layer, "use_bias", False))
    }
    return ", ".join(sorted(found))


def _describe_training(facts: dict) -> dict[str, Any]:
    training, compiled = facts["training"], facts["model"]["compile"]
    optimizer, loss = compiled["optimizer"], compiled["loss"]
    name = name_class(loss)
    rate = optimizer["config"]["learning_rate"]
    kind = rate["class_name"] if isinstance(rate, dict) else ""
    schedule = kind and f"{kind} ({', '.join(list_settings(rate))})"
    options = list_settings(loss) if isinstance(loss, dict) else []
    plain = name.lower().replace("_", "").removeprefix("sparse")
    rates = training["rates"] or [rate]
    return {
        "optimizer": optimizer["class_name"],
        "options": ", ".join(list_settings(optimizer)[1:]),
        "cycle": rate["config"] if kind == "OneCycle" else None,
        "schedule": schedule,
        "rate": rates[0],
        "last_rate": rates[-1],
        "loss": name,
        "loss_options": ", ".join(options),
        # The formula holds for no other loss, and for no smoothed labels.
        "cross_entropy": plain == "categoricalcrossentropy"
        and set(options) <= {"from_logits=True"},
        "one_hot": takes_one_hot(loss),
        "batch_size": training["batch_size"],
        "epochs": training["epochs"],
        "steps": training["steps"],
        "seconds": training["seconds"],
        "weights_of": training["epoch_of_weights"],
        "val_loss": training["history"]["val_loss"],
    }


def _describe_result(result: dict) -> dict[str, Any]:
    interval = AccuracyInterval(**result["interval"])
    mistakes, pairs = find_commonest_mistakes(np.array(result["confusion"]))
    return {
        "accuracy": str(interval),
        "total": interval.total,
        "wrong": int(mistakes.sum()),
        "times": int(mistakes.max()),
        "pairs": pairs,
    }


def _describe_experiment(experiment: dict) -> dict[str, Any]:
    arms = [a | {"arm": write_name(a["arm"])} for a in experiment["arms"]]
    baseline = write_name(experiment["baseline"])
    return {"baseline": baseline, "arms": arms, "seeds": arms[0]["seeds"]}
