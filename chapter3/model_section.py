"""The part of chapter 3 on the CNN: steps, architecture, settings.

In: the facts of a run. Out: blocks, in the language set.
"""

import keras
import pandas as pd

from mnist_helpers.architecture import layer_table, plot_architecture
from mnist_helpers.figures import new_axes
from mnist_helpers.language import _, format_number, format_percent

from .blocks import (
    Block,
    Heading,
    Paragraph,
    Sentence,
    Span,
    Table,
    paragraph,
    write,
)
from .drawings import make_figure
from .steps import model_steps, name_loss


def model_blocks(facts: dict) -> list[Block]:
    """The seven steps, the architecture, initialisation and training."""
    model = keras.Sequential.from_config(facts["model"]["config"])
    return [
        Heading(2, _("Architecture and Training of the CNN")),
        *model_steps(facts),
        *_architecture(facts, model),
        *_settings(facts),
    ]


def _architecture(facts: dict, model: keras.Sequential) -> list[Block]:
    return [
        Heading(3, _("Architecture of the model")),
        paragraph(
            "The model takes images of {input} and gives {classes} "
            "probabilities, one for each digit. It has {layers} layers and "
            "{parameters} parameters. [#architecture] shows the "
            "architecture, [#layers] its layers with their output shapes and "
            "how their parameters are counted.",
            input=" × ".join(map(str, model.input_shape[1:])),
            classes=model.output_shape[-1],
            layers=len(model.layers),
            parameters=format_number(facts["model"]["parameters"]),
        ),
        make_figure(
            "architecture",
            _("Architecture of the CNN"),
            plot_architecture(model, ax=new_axes(None, (9.2, 4.4))),
        ),
        Table(
            "layers",
            _("Layers, output shapes and parameters of the CNN"),
            layer_table(model),
            _("Multiplications: for one image."),
        ),
    ]


def _settings(facts: dict) -> list[Block]:
    training = facts["training"]
    optimizer = facts["model"]["compile"]["optimizer"]
    layers = facts["model"]["config"]["layers"]
    rate = optimizer["config"]["learning_rate"]
    space = (Span("text", " "),)
    sentences = (
        _write_first_weights(layers)
        + space
        + _write_optimizer(optimizer["class_name"])
    )
    if isinstance(rate, dict) and rate["class_name"] == "OneCycle":
        sentences += space + _write_cycle(rate["config"])
    seconds = training["seconds"]
    rows = {
        _("Activation functions"): _list_activations(layers),
        _("Initial weights"): _name_initializers(layers, "kernel") or "–",
        _("Initial biases"): _name_initializers(layers, "bias") or "–",
        _("Optimizer"): optimizer["class_name"],
        _("Learning rate"): _write_rate(rate, training.get("rates", [])),
        _("Loss function"): name_loss(facts),
        _("Metric"): _("accuracy"),
        _("Batch size"): _(
            "{n} images", n=format_number(training["batch_size"])
        ),
        _("Epochs"): format_number(training["epochs"]),
        _("Steps per epoch"): format_number(training["steps"]),
        _("Random seed"): str(facts["seed"]),
        _("Training time"): _("{n} seconds", n=format_number(seconds, 1))
        if seconds
        else _("not measured"),
    }
    return [
        Heading(3, _("Initialisation and training settings")),
        Paragraph(sentences),
        paragraph(
            "[#settings] lists all settings. With the same random seed and "
            "the same library versions the run can be repeated."
        ),
        Table(
            "settings",
            _("Initialisation and training settings"),
            pd.DataFrame(
                {_("Setting"): list(rows), _("Value"): list(rows.values())}
            ),
            as_is=True,
        ),
    ]


def _write_first_weights(layers: list[dict]) -> Sentence:
    drawn = _name_initializers(layers, "kernel")
    if drawn == "GlorotUniform" and (
        _name_initializers(layers, "bias") == "Zeros"
    ):
        return write(
            "The first weights were drawn at random by Glorot's rule "
            "[@glorot2010]; all biases began at 0."
        )
    return write("The first weights were drawn by {names}.", names=drawn)


def _write_optimizer(name: str) -> Sentence:
    if name == "Adam":
        return write(
            "The optimizer was Adam [@kingma2015], which gives each weight a "
            "step of its own length."
        )
    return write("The optimizer was {name}.", name=name)


def _write_cycle(cycle: dict) -> Sentence:
    return write(
        "The learning rate followed one cycle [@smith2019]: it rose to "
        "{peak} over the first {share} of the {steps} steps and then fell to "
        "0 along a cosine.",
        peak=format_number(cycle["peak"]),
        share=format_percent(cycle["warm_up"], 0),
        steps=format_number(cycle["steps"]),
    )


def _write_rate(rate: float | dict, rates: list[float]) -> str:
    """The setting; where a callback changed it, at first and at the end."""
    if not isinstance(rate, dict):
        first, last = (rates[0], rates[-1]) if rates else (rate, rate)
        if first == last:
            return format_number(first)
        return _(
            "{first} in the first epoch, {last} in the last",
            first=format_number(first),
            last=format_number(last),
        )
    if rate["class_name"] != "OneCycle":
        return rate["class_name"]
    peak = format_number(rate["config"]["peak"])
    return _("one cycle, at most {peak}", peak=peak)


def _name_initializers(layers: list[dict], part: str) -> str:
    """Classes that weights ("kernel") or biases ("bias") begin with."""
    initializers = (x["config"].get(f"{part}_initializer") for x in layers)
    names = {value["class_name"] for value in initializers if value}
    return ", ".join(sorted(names))


def _list_activations(layers: list[dict]) -> str:
    """ "relu (conv_1, conv_2), softmax (output)", also as own layers."""
    own = {"ReLU", "Softmax", "LeakyReLU", "PReLU", "ELU"}
    where: dict[str, list[str]] = {}
    for layer in layers:
        name = layer["config"].get("activation")
        if layer["class_name"] in own:
            name = layer["class_name"].lower()
        if isinstance(name, str) and name != "linear":
            where.setdefault(name, []).append(layer["config"]["name"])
    listed = [f"{a} ({', '.join(n)})" for a, n in where.items()]
    return ", ".join(listed) or "–"
