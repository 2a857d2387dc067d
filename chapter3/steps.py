"""The steps of data preparation and of the CNN: text, code and result.

In: the facts of a run. Out: blocks, in the language set.
"""

from collections.abc import Sequence

import numpy as np

from mnist_helpers.evaluate import AccuracyInterval, find_commonest_mistakes
from mnist_helpers.language import _, format_number
from mnist_helpers.steps import LESSONS

from .blocks import Block, Heading, Sentence, Step, Steps, paragraph, write
from .code_lines import data_code, model_code


def name_steps(kind: str) -> list[str]:
    """The steps' names in the thesis; kind: "data" or "cnn"."""
    return [each.text("thesis") for each in LESSONS if each.kind == kind]


def data_steps(facts: dict) -> list[Block]:
    """The six steps of the data preparation, with code and results."""
    data, split, made = facts["data"], facts["split"], facts["input"]
    a, training = facts["augmentation"], facts["training"]
    used, val = (sum(split[part]) for part in ("train", "val"))
    train = sum(data["train"]) - val
    rows, columns = data["shape"]
    texts = [
        (
            write(
                "The MNIST dataset, which is publicly available, was loaded "
                "and its files were checked."
            ),
            write(
                "{train} training images and {test} test images of {rows} × "
                "{columns} pixels.",
                train=format_number(sum(data["train"])),
                test=format_number(sum(data["test"])),
                rows=rows,
                columns=columns,
            ),
        ),
        (
            write(
                "The training images were divided into training and "
                "validation data, stratified by digit; the test data stayed "
                "apart."
            ),
            write(
                "{train} training images and {val} validation images; {used} "
                "of the training images were used for training.",
                train=format_number(train),
                val=format_number(val),
                used=format_number(used),
            )
            if used < train
            else write(
                "{train} training images and {val} validation images.",
                train=format_number(train),
                val=format_number(val),
            ),
        ),
        (
            write(
                "All pixel values were divided by {largest}, the largest "
                "possible value.",
                largest=data["largest"],
            ),
            write(
                "Values from {low} to {high}, type {dtype}.",
                low=format_number(made["smallest"]),
                high=format_number(made["largest"]),
                dtype=made["dtype"],
            ),
        ),
        (
            write("A channel dimension was added with `np.expand_dims()`."),
            write(
                "Training data of shape {shape}.",
                shape=write_shape(made),
            ),
        ),
        (
            write(
                "The techniques of augmentation and their limits were set: "
                "rotation, shift, shear and zoom."
            ),
            write(
                "Rotation ±{rotation}°, shift ±{shift} of the side, shear "
                "±{shear}°, zoom ±{zoom}; empty corners: {fill}.",
                rotation=format_number(a["rotation"]),
                shift=format_number(a["shift"]),
                shear=format_number(a["shear"]),
                zoom=format_number(a["zoom"]),
                fill=_("black (0)") if a["fill"] == "constant" else a["fill"],
            ),
        ),
        (
            write(
                "The augmented training data were generated batch by batch "
                "during training, in a new order in each epoch."
            ),
            write(
                "{steps} batches of up to {size} images in each epoch, "
                "{images} variations in all.",
                steps=format_number(training["steps"]),
                size=training["batch_size"],
                images=format_number(used * training["epochs"]),
            ),
        ),
    ]
    return [
        Heading(3, _("Steps of the data preparation")),
        paragraph(
            "In summary, the data were prepared in these six steps. Each has "
            "the code that carried it out and its result."
        ),
        _join("data", texts, data_code(facts)),
    ]


def model_steps(facts: dict) -> list[Block]:
    """The seven steps of building the CNN, likewise."""
    versions, training = facts["machine"]["libraries"], facts["training"]
    optimizer = facts["model"]["compile"]["optimizer"]
    layers = facts["model"]["config"]["layers"]
    logs, split = training["history"], facts["split"]
    interval = AccuracyInterval(**facts["validation"]["interval"])
    texts = [
        (
            write(
                "The libraries for building and training the CNN were "
                "imported."
            ),
            write(
                "TensorFlow {tensorflow}, Keras {keras}, NumPy {numpy}.",
                tensorflow=versions["tensorflow"],
                keras=versions["keras"],
                numpy=versions["numpy"],
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
                shape=write_shape(facts["input"]),
                val=format_number(sum(split["val"])),
            ),
        ),
        (
            write(
                "The layers were put together: convolution, pooling and fully "
                "connected layers."
            ),
            write(
                "{layers} layers with {parameters} parameters.",
                layers=sum(x["class_name"] != "InputLayer" for x in layers),
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
                loss=name_loss(facts),
            ),
        ),
        (
            write(
                "The model was trained with the training data: for each batch "
                "the gradients were computed and weights and biases adjusted."
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
            _write_mistakes(facts["validation"]),
        ),
    ]
    return [
        Heading(3, _("Steps of building the CNN")),
        paragraph(
            "The CNN was built and trained in these seven steps. Each has the "
            "code that carried it out and its result."
        ),
        _join("cnn", texts, model_code(facts)),
    ]


def _join(
    kind: str,
    texts: Sequence[tuple[Sentence, Sentence]],
    codes: Sequence[str],
) -> Steps:
    """Each step's title, its texts (done, result) and its code."""
    parts = zip(name_steps(kind), texts, codes, strict=True)
    return Steps(
        [
            Step(title, done, code, result)
            for title, (done, result), code in parts
        ]
    )


def _write_mistakes(validation: dict) -> Sentence:
    mistakes, commonest = find_commonest_mistakes(
        np.array(validation["confusion"])
    )
    wrong, times = format_number(mistakes.sum()), format_number(mistakes.max())
    total = format_number(validation["interval"]["total"])
    pairs = [
        _("{true} as {read}", true=true, read=read) for true, read in commonest
    ]
    if not pairs:
        return write(
            "None of {total} validation images was read wrongly. The run "
            "reported here is a single training, without refinement.",
            total=total,
        )
    if len(pairs) == 1:
        return write(
            "{wrong} of {total} validation images were read wrongly, most "
            "often {pair} ({times} times). The run reported here is a single "
            "training, without refinement.",
            wrong=wrong,
            total=total,
            pair=pairs[0],
            times=times,
        )
    return write(
        "{wrong} of {total} validation images were read wrongly, most often "
        "{pairs} ({times} times each). The run reported here is a single "
        "training, without refinement.",
        wrong=wrong,
        total=total,
        pairs=", ".join(pairs),
        times=times,
    )


def name_loss(facts: dict) -> str:
    """The loss function, by the name that texts have for it."""
    loss = facts["model"]["compile"]["loss"]
    name = loss if isinstance(loss, str) else loss["class_name"]
    if "crossentropy" in name.lower():
        return _("cross-entropy ({name})", name=name)
    return name


def write_shape(made: dict) -> str:
    """(54000, 28, 28, 1), as Python prints it: it is no number to read."""
    return str(tuple(made["shape"]))
