"""The second half of chapter 3: the CNN, the machine, how it is evaluated.

In: the facts of a run. Out: blocks, in the language set.
"""

import keras
import numpy as np
import pandas as pd

from ..evaluate import (
    AccuracyInterval,
    find_commonest_mistakes,
    plot_confusion,
    report_per_digit,
)
from ..explore import new_axes
from ..language import _, format_number, format_percent
from ..machine import tabulate_machine
from ..models import layer_table, plot_architecture
from .blocks import (
    Block,
    Heading,
    Paragraph,
    Sentence,
    Span,
    Table,
    put_steps_together,
    write,
)
from .code_lines import model_code
from .data_sections import name_model_steps
from .drawings import draw_history, make_figure


def model_blocks(facts: dict) -> list[Block]:
    """The seven steps, the architecture, initialisation and training."""
    model = keras.Sequential.from_config(facts["model"]["config"])
    return [
        Heading(2, _("Architecture and Training of the CNN")),
        *_model_steps(facts, model),
        *_architecture(facts, model),
        *_settings(facts, model),
    ]


def _model_steps(facts: dict, model: keras.Sequential) -> list[Block]:
    versions, training = facts["machine"]["libraries"], facts["training"]
    optimizer = facts["model"]["compile"]["optimizer"]
    logs, split = training["history"], facts["split"]
    mistakes, commonest = find_commonest_mistakes(
        np.array(facts["validation"]["confusion"])
    )
    interval = _interval(facts["validation"])
    told = [
        (
            write(
                "The libraries for building and training the CNN were "
                "imported."
            ),
            write(
                "TensorFlow {tensorflow}, Keras {keras}, NumPy {numpy}.",
                **{
                    name: versions.get(name) or _("not installed")
                    for name in ("tensorflow", "keras", "numpy")
                },
            ),
        ),
        (
            write(
                "The data were normalised, divided and given the shape that "
                "the CNN accepts. The function `prepare_mnist` carries out "
                "the first four steps of the data preparation in one call, "
                "with the same result."
            ),
            write(
                "Training data of shape {shape}; {val} validation images.",
                shape=str(tuple(facts["input"]["shape"])),
                val=format_number(sum(split["val"])),
            ),
        ),
        (
            write(
                "The layers were put together: convolution, pooling and "
                "fully connected layers."
            ),
            write(
                "{layers} layers with {parameters} parameters.",
                layers=len(model.layers),
                parameters=format_number(facts["model"]["parameters"]),
            ),
        ),
        (
            write(
                "Activation functions, optimizer and loss function were "
                "determined; the first weights were drawn at random."
            ),
            write(
                "Optimizer {optimizer}, loss function {loss}.",
                optimizer=optimizer["class_name"],
                loss=_name_loss(facts),
            ),
        ),
        (
            write(
                "The model was trained with the training data: for each "
                "batch the gradients were computed and weights and biases "
                "adjusted."
            ),
            write(
                "{epochs} epochs of {steps} steps; the loss on the "
                "validation data was {first} after the first epoch and "
                "{last} after the last.",
                epochs=training["epochs"],
                steps=format_number(training["steps"]),
                first=format_number(logs["val_loss"][0], 4),
                last=format_number(logs["val_loss"][-1], 4),
            ),
        ),
        (
            write(
                "The model was evaluated with data that were not used in "
                "training, the validation data."
            ),
            write("Accuracy {interval}.", interval=interval),
        ),
        (
            write(
                "The mistakes on the validation data were listed: they show "
                "what to refine. Refining means tuning parameters, changing "
                "the architecture or adding regularisation; each change is "
                "judged on the validation data, never on the test data."
            ),
            write(
                "{wrong} of {total} validation images were read wrongly, "
                "most often {pairs} ({times} times each). The run reported "
                "here is a single training, without refinement.",
                wrong=format_number(mistakes.sum()),
                total=format_number(interval.total),
                pairs=", ".join(
                    _("{true} as {read}", true=true, read=read)
                    for true, read in commonest
                ),
                times=format_number(mistakes.max()),
            )
            if len(commonest) > 1
            else write(
                "{wrong} of {total} validation images were read wrongly, "
                "most often {pair} ({times} times). The run reported here "
                "is a single training, without refinement.",
                wrong=format_number(mistakes.sum()),
                total=format_number(interval.total),
                pair=_(
                    "{true} as {read}",
                    true=commonest[0][0],
                    read=commonest[0][1],
                ),
                times=format_number(mistakes.max()),
            )
            if commonest
            else write(
                "None of {total} validation images was read wrongly. The run "
                "reported here is a single training, without refinement.",
                total=format_number(interval.total),
            ),
        ),
    ]
    return [
        Heading(3, _("Steps of building the CNN")),
        Paragraph(
            write(
                "The CNN was built and trained in these seven steps. Each "
                "has the code that carried it out and its result."
            )
        ),
        put_steps_together(name_model_steps(), told, model_code(facts)),
    ]


def _architecture(facts: dict, model: keras.Sequential) -> list[Block]:
    table = layer_table(model).reset_index()
    for column in (_("parameters"), _("multiplications")):
        table[column] = [format_number(value) for value in table[column]]
    table.iloc[-1, 0] = _("Total")
    table.columns = [name[:1].upper() + name[1:] for name in table]
    return [
        Heading(3, _("Architecture of the model")),
        Paragraph(
            write(
                "The model takes images of {input} and gives {classes} "
                "probabilities, one for each digit. It has {layers} layers "
                "and {parameters} parameters. [#architecture] shows the "
                "architecture, [#layers] its layers with their output shapes "
                "and how their parameters are counted.",
                input=" × ".join(map(str, model.input_shape[1:])),
                classes=model.output_shape[-1],
                layers=len(model.layers),
                parameters=format_number(facts["model"]["parameters"]),
            )
        ),
        make_figure(
            "architecture",
            _("Architecture of the CNN"),
            lambda: plot_architecture(model, ax=new_axes(None, (9.2, 4.4))),
        ),
        Table(
            "layers",
            _("Layers, output shapes and parameters of the CNN"),
            table.astype(str),
            _("Multiplications: for one image."),
        ),
    ]


def _settings(facts: dict, model: keras.Sequential) -> list[Block]:
    training, compiled = facts["training"], facts["model"]["compile"]
    optimizer = compiled["optimizer"]
    layers = facts["model"]["config"]["layers"]
    sentences = [_tell_initialisation(layers)]
    if optimizer["class_name"] == "Adam":
        sentences.append(
            write(
                "The optimizer was Adam [@kingma2015], which gives each "
                "weight a step of its own length."
            )
        )
    else:
        sentences.append(
            write("The optimizer was {name}.", name=optimizer["class_name"])
        )
    rate = optimizer["config"]["learning_rate"]
    if isinstance(rate, dict) and rate["class_name"] == "OneCycle":
        cycle = rate["config"]
        sentences.append(
            write(
                "The learning rate followed one cycle [@smith2019]: it rose "
                "to {peak} over the first {share} of the {steps} steps and "
                "then fell to 0 along a cosine.",
                peak=format_number(cycle["peak"], None),
                share=format_percent(cycle["warm_up"], 0),
                steps=format_number(cycle["steps"]),
            )
        )
    seconds = training["seconds"]
    rows = {
        _("Activation functions"): _list_activations(layers),
        _("Initial weights"): _list_initializers(layers, "kernel_initializer"),
        _("Initial biases"): _list_initializers(layers, "bias_initializer"),
        _("Optimizer"): optimizer["class_name"],
        _("Learning rate"): _write_rate(rate),
        _("Loss function"): _name_loss(facts),
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
        Paragraph(sum(_spaced(sentences), ())),
        Paragraph(
            write(
                "[#settings] lists all settings. With the same random seed "
                "and the same library versions the run can be repeated."
            )
        ),
        Table(
            "settings",
            _("Initialisation and training settings"),
            _two_columns(rows, _("Setting"), _("Value")),
        ),
    ]


def _spaced(sentences: list[Sentence]) -> list[Sentence]:
    """Sentences of one paragraph, with spaces between them."""
    space = (Span("text", " "),)
    return [
        part
        for place, sentence in enumerate(sentences)
        for part in ([space, sentence] if place else [sentence])
    ]


def _tell_initialisation(layers: list[dict]) -> Sentence:
    drawn = _find_initializers(layers, "kernel_initializer")
    biases = _find_initializers(layers, "bias_initializer")
    if drawn == ["GlorotUniform"] and biases == ["Zeros"]:
        return write(
            "The first weights were drawn at random by Glorot's rule "
            "[@glorot2010]; all biases began at 0."
        )
    return write(
        "The first weights were drawn by {names}.", names=", ".join(drawn)
    )


def machine_blocks(facts: dict) -> list[Block]:
    """Hardware and software of the run."""
    table = tabulate_machine(facts["machine"]).iloc[:, 0]
    libraries = facts["machine"]["libraries"]
    rows = {
        name if name in libraries else name[:1].upper() + name[1:]: text
        for name, text in table.items()
    }
    return [
        Heading(2, _("Hardware and Software")),
        Paragraph(
            write(
                "The model was built with Keras [@keras] on TensorFlow "
                "[@tensorflow]. [#machine] lists the hardware and software "
                "with which the run reported here was made."
            )
        ),
        Table(
            "machine",
            _("Hardware and software"),
            _two_columns(rows, _("Item"), _("Specification")),
        ),
    ]


def evaluation_blocks(facts: dict) -> list[Block]:
    """How the model is evaluated: validation, and the test set if opened."""
    training, judged = facts["training"], facts["validation"]
    logs = training["history"]
    epochs = pd.DataFrame(
        {
            _("Epoch"): [str(n + 1) for n in range(training["epochs"])],
            _("Training loss"): _rounded(logs["loss"]),
            _("Training accuracy"): _shares(logs["accuracy"]),
            _("Validation loss"): _rounded(logs["val_loss"]),
            _("Validation accuracy"): _shares(logs["val_accuracy"]),
        }
    )
    true, predicted = _answers(judged["confusion"])
    return [
        Heading(2, _("Evaluation")),
        Paragraph(
            write(
                "The measure is accuracy, the share of images that are read "
                "correctly. As it is found from a limited number of images, "
                "it is given with its 95 % confidence interval (Wilson method "
                "[@wilson1927]). For each digit, precision (how many of the "
                "images read as this digit are this digit), recall (how many "
                "images of this digit are read as such) and their harmonic "
                "mean F1 are given; the confusion matrix shows which digits "
                "are taken for which."
            )
        ),
        Paragraph(
            write(
                "[#epochs] and [#curves] show loss and accuracy during "
                "training. The figures of the training data are means over "
                "augmented images while the weights were still changing; "
                "those of the validation data were found after each epoch."
            )
        ),
        Table(
            "epochs",
            _("Loss and accuracy after each epoch"),
            epochs,
        ),
        make_figure(
            "curves",
            _("Loss and accuracy during training"),
            lambda: draw_history(logs),
        ),
        Paragraph(
            write(
                "After training, the accuracy on the validation data was "
                "{interval}. [#digits] gives the measures of each digit and "
                "[#confusion] the confusion matrix.",
                interval=_interval(judged),
            )
        ),
        Table(
            "digits",
            _("Precision, recall and F1 of each digit (validation data)"),
            _per_digit(true, predicted),
        ),
        make_figure(
            "confusion",
            _("Confusion matrix (validation data)"),
            lambda: plot_confusion(
                true, predicted, ax=new_axes(None, (5.6, 5))
            ),
        ),
        *_test_blocks(facts),
    ]


def _test_blocks(facts: dict) -> list[Block]:
    openings, judged = facts["openings"], facts["test"]
    if not openings:
        return [
            Paragraph(
                write(
                    "The test data are still sealed: in the run reported "
                    "here they were not opened. They are opened once, after "
                    "all choices have been made, to judge the final model."
                )
            )
        ]
    columns = {"time": _("Time (UTC)"), "lesson": _("Place"),
               "reason": _("Reason")}  # fmt: skip
    table = pd.DataFrame(openings)[list(columns)].rename(columns=columns)
    blocks = [
        Paragraph(
            write(
                "[#openings] lists when and why the test data were opened "
                "({n} in all).",
                n=len(openings),
            )
        ),
        Table("openings", _("Openings of the test data"), table),
    ]
    if judged:
        true, predicted = _answers(judged["confusion"])
        blocks += [
            Paragraph(
                write(
                    "The accuracy on the test data was {interval}. "
                    "[#test_digits] gives the measures of each digit.",
                    interval=_interval(judged),
                )
            ),
            Table(
                "test_digits",
                _("Precision, recall and F1 of each digit (test data)"),
                _per_digit(true, predicted),
            ),
        ]
    return blocks


def _answers(
    confusion: list[list[int]],
) -> tuple[np.ndarray, np.ndarray]:
    """Return labels and answers that have this confusion matrix."""
    counts = np.asarray(confusion).ravel()
    true, predicted = np.divmod(np.arange(100), 10)
    return np.repeat(true, counts), np.repeat(predicted, counts)


def _per_digit(true: np.ndarray, predicted: np.ndarray) -> pd.DataFrame:
    report = report_per_digit(true, predicted)
    precision, recall, f1, images = (report[name] for name in report)
    return pd.DataFrame(
        {
            _("Digit"): list(map(str, report.index)),
            _("Precision"): _shares(precision),
            _("Recall"): _shares(recall),
            "F1": _shares(f1),
            _("Images"): list(map(format_number, images)),
        }
    )


def _interval(judged: dict) -> AccuracyInterval:
    return AccuracyInterval(**judged["interval"])


def _name_loss(facts: dict) -> str:
    loss = facts["model"]["compile"]["loss"]
    name = loss if isinstance(loss, str) else loss["class_name"]
    if "crossentropy" in name.lower():
        return _("cross-entropy ({name})", name=name)
    return name


def _write_rate(rate: float | dict) -> str:
    if not isinstance(rate, dict):
        return format_number(float(f"{rate:.6g}"), None)
    config = rate["config"]
    if rate["class_name"] == "OneCycle":
        return _(
            "one cycle, at most {peak}", peak=format_number(config["peak"])
        )
    return rate["class_name"]


def _find_initializers(layers: list[dict], kind: str) -> list[str]:
    names = []
    for layer in layers:
        found = layer["config"].get(kind)
        if found:
            names.append(found["class_name"])
    return sorted(set(names))


def _list_initializers(layers: list[dict], kind: str) -> str:
    return ", ".join(_find_initializers(layers, kind)) or "–"


def _list_activations(layers: list[dict]) -> str:
    """ "relu (conv_1, conv_2), softmax (output)"."""
    where: dict[str, list[str]] = {}
    for layer in layers:
        name = layer["config"].get("activation")
        if isinstance(name, str):
            where.setdefault(name, []).append(layer["config"]["name"])
    return ", ".join(f"{a} ({', '.join(n)})" for a, n in where.items())


def _two_columns(rows: dict[str, str], left: str, right: str) -> pd.DataFrame:
    return pd.DataFrame({left: list(rows), right: list(rows.values())})


def _rounded(values: list[float]) -> list[str]:
    return [format_number(value, 4) for value in values]


def _shares(values: list[float]) -> list[str]:
    return [format_percent(value, 2) for value in values]
