"""The part of chapter 3 on the machine and on how the model is evaluated.

In: the facts of a run. Out: blocks, in the language set.
"""

import numpy as np
import pandas as pd

from mnist_helpers.evaluate import (
    AccuracyInterval,
    plot_confusion,
    report_per_digit,
)
from mnist_helpers.figures import new_axes
from mnist_helpers.language import _
from mnist_helpers.machine import tabulate_machine

from .blocks import Block, Heading, Table, paragraph
from .drawings import draw_history, make_figure


def machine_blocks(facts: dict) -> list[Block]:
    """Hardware and software of the run."""
    table = tabulate_machine(facts["machine"])
    return [
        Heading(2, _("Hardware and Software")),
        paragraph(
            "The model was built with Keras [@keras] on TensorFlow "
            "[@tensorflow]. [#machine] lists the hardware and software with "
            "which the run reported here was made."
        ),
        Table(
            "machine",
            _("Hardware and software"),
            table.rename(columns={"this machine": "specification"}),
        ),
    ]


def evaluation_blocks(facts: dict) -> list[Block]:
    """How the model is evaluated: validation, and the test set if opened."""
    validation, logs = facts["validation"], facts["training"]["history"]
    epochs = pd.DataFrame(
        {
            "training loss": logs["loss"],
            "training accuracy": logs["accuracy"],
            "validation loss": logs["val_loss"],
            "validation accuracy": logs["val_accuracy"],
        }
    )
    epochs.index = pd.RangeIndex(1, len(epochs) + 1, name="epoch")
    true, predicted = _answers(validation["confusion"])
    return [
        Heading(2, _("Evaluation")),
        paragraph(
            "The measure is accuracy, the share of images that are read "
            "correctly. As it is found from a limited number of images, it is "
            "given with its 95 % confidence interval (Wilson method "
            "[@wilson1927]). For each digit, precision (how many of the "
            "images read as this digit are this digit), recall (how many "
            "images of this digit are read as such) and their harmonic mean "
            "F1 are given; the confusion matrix shows which digits are taken "
            "for which."
        ),
        paragraph(
            "[#epochs] and [#curves] show loss and accuracy during training. "
            "The figures of the training data are means over augmented images "
            "while the weights were still changing; those of the validation "
            "data were found after each epoch."
        ),
        Table(
            "epochs",
            _("Loss and accuracy after each epoch"),
            epochs,
        ),
        make_figure(
            "curves",
            _("Loss and accuracy during training"),
            draw_history(logs),
        ),
        *_restored(facts["training"]),
        paragraph(
            "After training, the accuracy on the validation data was "
            "{interval}. [#digits] gives the measures of each digit and "
            "[#confusion] the confusion matrix.",
            interval=_interval(validation),
        ),
        Table(
            "digits",
            _("Precision, recall and F1 of each digit (validation data)"),
            report_per_digit(true, predicted),
        ),
        make_figure(
            "confusion",
            _("Confusion matrix (validation data)"),
            plot_confusion(true, predicted, ax=new_axes(None, (5.6, 5))),
        ),
        *_test_blocks(facts),
    ]


def _restored(training: dict) -> list[Block]:
    """A sentence where the weights are not those of the last epoch."""
    epoch, epochs = training["epoch_of_weights"], training["epochs"]
    if epoch == epochs:
        return []
    return [
        paragraph(
            "The model has the weights that it had after epoch {epoch} of "
            "{epochs}; they were restored after training.",
            epoch=epoch,
            epochs=epochs,
        )
    ]


def _test_blocks(facts: dict) -> list[Block]:
    openings, test = facts["openings"], facts["test"]
    if not openings:
        return [
            paragraph(
                "The test data are still sealed: in the run reported here "
                "they were not opened. They are opened once, after all "
                "choices have been made, to judge the final model."
            )
        ]
    columns = {
        "time": _("Time (UTC)"),
        "lesson": _("Place"),
        "reason": _("Reason"),
    }
    table = pd.DataFrame(openings)[list(columns)].rename(columns=columns)
    blocks: list[Block] = [
        paragraph(
            "[#openings] lists when and why the test data were opened ({n} "
            "in all).",
            n=len(openings),
        ),
        Table("openings", _("Openings of the test data"), table, as_is=True),
    ]
    if test:
        true, predicted = _answers(test["confusion"])
        blocks += [
            paragraph(
                "The accuracy on the test data was {interval}. "
                "[#test_digits] gives the measures of each digit.",
                interval=_interval(test),
            ),
            Table(
                "test_digits",
                _("Precision, recall and F1 of each digit (test data)"),
                report_per_digit(true, predicted),
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


def _interval(result: dict) -> AccuracyInterval:
    return AccuracyInterval(**result["interval"])
