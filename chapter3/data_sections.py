"""The first half of chapter 3: the flow, the data and their preparation.

In: the facts of a run. Out: blocks, in the language set.
"""

import numpy as np
import pandas as pd

from ..explore import plot_counts, plot_pixels
from ..language import _, format_number
from .blocks import (
    Block,
    Heading,
    Paragraph,
    Table,
    put_steps_together,
    write,
)
from .code_lines import data_code
from .drawings import draw_before_after, draw_flow, make_figure
from .manifest import unpack_images


def name_data_steps() -> list[str]:
    """The six steps of data preparation, as the supervisor's list has them."""
    return [
        _("Data collection"),
        _("Data splitting"),
        _("Data normalisation"),
        _("Dimension expansion"),
        _("Data augmentation"),
        _("Generating augmented data"),
    ]


def name_model_steps() -> list[str]:
    """The seven steps of building the CNN, likewise."""
    return [
        _("Importing libraries"),
        _("Data preprocessing"),
        _("Building the model's architecture"),
        _("Model initialisation"),
        _("Model training"),
        _("Model evaluation"),
        _("Model refinement"),
    ]


def flow_blocks() -> list[Block]:
    """The flow of the research."""
    return [
        Heading(2, _("Flow of the Research")),
        Paragraph(
            write(
                "This study was carried out in the steps that [#flow] shows: "
                "six steps of data preparation, then seven steps of building "
                "a Convolutional Neural Network (CNN). Each step is described "
                "below, together with the code that carried it out and what "
                "it gave."
            )
        ),
        make_figure(
            "flow",
            _("Flow of the research"),
            lambda: draw_flow(
                {
                    _("Data preparation"): name_data_steps(),
                    _("Building the CNN"): name_model_steps(),
                },
                _("not good enough yet: refine and train again"),
            ),
        ),
    ]


def collection_blocks(facts: dict) -> list[Block]:
    """Where the data come from, and how many there are of each digit."""
    data = facts["data"]
    train, test = np.array(data["train"]), np.array(data["test"])
    counts = pd.DataFrame(
        {_("training data"): train, _("test data"): test},
        index=pd.RangeIndex(10, name=_("Digit")),
    )
    return [
        Heading(2, _("Data Collection")),
        Paragraph(
            write(
                "This study used MNIST, a public dataset of the handwritten "
                "digits 0 to 9 [@lecun1998] [@mnist]. Its images come from "
                "two collections of the American standards office NIST: one "
                "was written by employees of the Census Bureau, the other by "
                "high-school students. The authors of MNIST mixed both and "
                "divided them into training and test data in such a way that "
                "no writer occurs in both parts [@yadav2019]."
            )
        ),
        Paragraph(
            write(
                "The dataset holds {train} training images and {test} test "
                "images. Each of its {files} files was checked by its SHA-256 "
                "sum when it was loaded. [#counts] and [#counts_figure] show "
                "the number of images of each digit. In the training data, "
                "digit {most} occurs most often ({most_count} images) and "
                "digit {least} least often ({least_count} images), a ratio of "
                "{ratio}. As the classes are not exactly balanced, the "
                "results are given for each digit as well.",
                train=format_number(train.sum()),
                test=format_number(test.sum()),
                files=len(data["sha256"]),
                most=train.argmax(),
                most_count=format_number(train.max()),
                least=train.argmin(),
                least_count=format_number(train.min()),
                ratio=format_number(train.max() / train.min(), 2),
            )
        ),
        Table(
            "counts",
            _("Number of images of each digit in MNIST"),
            _count_table(
                {
                    _("training data"): train,
                    _("test data"): test,
                    _("together"): train + test,
                },
                shares=True,
            ),
        ),
        make_figure(
            "counts_figure",
            _("Number of images of each digit"),
            lambda: plot_counts(counts),
        ),
    ]


def pixel_blocks(facts: dict) -> list[Block]:
    """Shape and pixels of one image, and of each digit."""
    data = facts["data"]
    rows, columns = data["shape"]
    ink = np.array(data["ink"])
    image = unpack_images(data["image"]["pixels"])[0]
    table = pd.DataFrame(
        {
            _("Digit"): list(map(str, range(10))),
            _("Images"): list(map(format_number, data["train"])),
            _("Shape"): f"{rows} × {columns}",
            _("Pixels"): format_number(data["pixels"]),
            _("Ink pixels"): _numbers(ink[:, 0], 1),
            _("Brightness"): _numbers(ink[:, 1], 1),
            _("Box of the ink"): _boxes(ink),
        }
    )
    return [
        Heading(2, _("Pixels and Shape of the Images")),
        Paragraph(
            write(
                "Every image is a grey-scale picture of {rows} × {columns} "
                "pixels, that is {pixels} pixels, and is stored as an array "
                "of shape ({rows}, {columns}). The value of a pixel is a "
                "whole number of type {dtype} from {low} (paper) to {high} "
                "(the darkest ink). [#image] shows the {pixels} numbers of "
                "one image, the first of the training data, a digit {digit}.",
                rows=rows,
                columns=columns,
                pixels=format_number(data["pixels"]),
                dtype=data["dtype"],
                low=data["smallest"],
                high=data["largest"],
                digit=data["image"]["digit"],
            )
        ),
        make_figure(
            "image",
            _(
                "The pixel values of one image (digit {digit})",
                digit=data["image"]["digit"],
            ),
            lambda: plot_pixels(image),
        ),
        Paragraph(
            write(
                "[#pixels] shows, for each digit, the mean over its training "
                "images. Shape and number of pixels are the same for every "
                "digit. What differs is the ink: digit {least} has the "
                "fewest pixels with ink ({least_ink} on average), digit "
                "{most} the most ({most_ink}).",
                least=ink[:, 0].argmin(),
                least_ink=format_number(ink[:, 0].min(), 1),
                most=ink[:, 0].argmax(),
                most_ink=format_number(ink[:, 0].max(), 1),
            )
        ),
        Table(
            "pixels",
            _("Shape, number of pixels and ink of each digit"),
            table,
            _(
                "Ink pixels: value above 0. Brightness: mean value of all "
                "pixels, {low} to {high}. Box: height × width in pixels.",
                low=data["smallest"],
                high=data["largest"],
            ),
        ),
    ]


def preparation_blocks(facts: dict) -> list[Block]:
    """Splitting, normalisation, channel, augmentation, and the six steps."""
    return [
        Heading(2, _("Data Preparation")),
        *_splitting(facts),
        *_scaling(facts),
        *_augmentation(facts),
        *_before_and_after(facts),
        *_data_steps(facts),
    ]


def _splitting(facts: dict) -> list[Block]:
    split, data = facts["split"], facts["data"]
    sets = {
        _("training data"): np.array(split["train"]),
        _("validation data"): np.array(split["val"]),
        _("test data"): np.array(data["test"]),
    }
    train, val, test = (format_number(n.sum()) for n in sets.values())
    table = _count_table(sets | {_("together"): sum(sets.values())})
    return [
        Heading(3, _("Data splitting")),
        Paragraph(
            write(
                "The {all} training images of MNIST were divided at random "
                "into {train} training images and {val} validation images. "
                "The division was stratified: each digit has the same share "
                "in both parts. The random seed was {seed}. The training data "
                "serve to train the model, the validation data to choose "
                "among settings, and the {test} test images to judge the "
                "finished model only. [#split] shows the number of images of "
                "each digit in the three parts.",
                all=format_number(sum(data["train"])),
                train=train,
                val=val,
                test=test,
                seed=facts["seed"],
            )
        ),
        Table(
            "split",
            _("Number of images of each digit after splitting"),
            table,
        ),
    ]


def _scaling(facts: dict) -> list[Block]:
    data, made = facts["data"], facts["input"]
    return [
        Heading(3, _("Data normalisation")),
        Paragraph(
            write(
                "The value of each pixel was divided by {largest}, the "
                "largest value that a pixel can have. The values, from {low} "
                "to {largest} before, then lie from {new_low} to {new_high}, "
                "and their type is {dtype}. The mean over the training images "
                "is {mean}.",
                largest=data["largest"],
                low=data["smallest"],
                new_low=format_number(made["smallest"]),
                new_high=format_number(made["largest"]),
                dtype=made["dtype"],
                mean=format_number(made["mean"], 4),
            )
        ),
        Heading(3, _("Dimension expansion")),
        Paragraph(
            write(
                "A CNN takes input of the shape (number of images, height, "
                "width, channels), whereas the images of MNIST have height "
                "and width only. A channel dimension was therefore added with "
                "`np.expand_dims()`. The training data then have the shape "
                "{shape}; no pixel value is changed by it.",
                shape=_write_shape(made["shape"]),
            )
        ),
    ]


def _augmentation(facts: dict) -> list[Block]:
    a, side = facts["augmentation"], facts["data"]["shape"][0]
    rows = [
        (
            _("Rotation"),
            "rotation_range",
            f"±{format_number(a['rotation'])}",
            _("degrees"),
        ),
        (
            _("Horizontal and vertical shift"),
            "width_shift_range, height_shift_range",
            f"±{format_number(a['shift'])}",
            _(
                "fraction of the side (±{pixels} pixels)",
                pixels=format_number(a["shift"] * side, 1),
            ),
        ),
        (
            _("Shear"),
            "shear_range",
            f"±{format_number(a['shear'])}",
            _("degrees"),
        ),
        (
            _("Zoom"),
            "zoom_range",
            f"±{format_number(a['zoom'])}",
            _(
                "fraction of the size ({low} to {high} times)",
                low=format_number(1 - a["zoom"]),
                high=format_number(1 + a["zoom"]),
            ),
        ),
        (
            _("Filling of empty corners"),
            "fill_mode",
            a["fill"],
            _("black (0)") if a["fill"] == "constant" else "–",
        ),
    ]
    columns = [_("Technique"), _("Argument"), _("Value"), _("Unit")]
    return [
        Heading(3, _("Data augmentation")),
        Paragraph(
            write(
                "Augmentation makes variations of the training images so that "
                "the model generalises better [@shorten2019]. It was applied "
                "to the training data only, after splitting, so that no "
                "variation of a training image occurs in the validation data. "
                "[#augmentation] shows the techniques and their settings, "
                "under the names that `ImageDataGenerator` of Keras gives "
                "them. For each image the values were drawn at random, evenly "
                "between the limits. All techniques were combined into one "
                "transformation (layer `RandomAffine`), so that each image is "
                "resampled only once."
            )
        ),
        Table(
            "augmentation",
            _("Settings of the augmentation"),
            pd.DataFrame(rows, columns=columns),
        ),
    ]


def _before_and_after(facts: dict) -> list[Block]:
    a, epochs = facts["augmentation"], facts["training"]["epochs"]
    counts = np.array(facts["split"]["train"])
    images = unpack_images(a["images"])
    before, after = np.array(a["before"]), np.array(a["after"])
    total = _("after, all {epochs} epochs", epochs=epochs)
    ink = pd.DataFrame(
        {
            _("Digit"): list(map(str, range(10))),
            _("Ink pixels before"): _numbers(before[:, 0], 1),
            _("Ink pixels after"): _numbers(after[:, 0], 1),
            _("Brightness before"): _numbers(before[:, 1], 1),
            _("Brightness after"): _numbers(after[:, 1], 1),
            _("Box before"): _boxes(before),
            _("Box after"): _boxes(after),
        }
    )
    return [
        Heading(3, _("The same digits before and after augmentation")),
        Paragraph(
            write(
                "[#before_after] compares one image of each digit before "
                "augmentation with {copies} variations of the same image "
                "after it. Each variation keeps the label of its image.",
                copies=len(images) // 10 - 1,
            )
        ),
        make_figure(
            "before_after",
            _("The same digits before and after augmentation"),
            lambda: draw_before_after(images),
        ),
        Paragraph(
            write(
                "[#counts_augmented] compares the number of images. The "
                "variations were made during training and were not stored: "
                "in each epoch, each of the {images} training images was "
                "replaced by a new variation of itself. The number of images "
                "in an epoch, and the share of each digit, thus stay the "
                "same, while the model meets {total} variations in {epochs} "
                "epochs.",
                images=format_number(counts.sum()),
                total=format_number(counts.sum() * epochs),
                epochs=epochs,
            )
        ),
        Table(
            "counts_augmented",
            _("Number of training images before and after augmentation"),
            _count_table(
                {
                    _("before"): counts,
                    _("after, one epoch"): counts,
                    total: counts * epochs,
                }
            ),
        ),
        Paragraph(
            write(
                "[#ink] compares the ink of all {images} training images with "
                "that of the same images, each changed once. For {more} of "
                "the 10 digits the number of pixels with ink is larger after "
                "augmentation, because resampling spreads the edges of a "
                "stroke over neighbouring pixels.",
                images=format_number(counts.sum()),
                more=int((after[:, 0] > before[:, 0]).sum()),
            )
        ),
        Table(
            "ink",
            _("Ink of the same images before and after augmentation"),
            ink,
            _(
                "Means over the images of a digit. Brightness: mean value of "
                "all pixels, {low} to {high}. Box: height × width in pixels.",
                low=facts["data"]["smallest"],
                high=facts["data"]["largest"],
            ),
        ),
    ]


def _data_steps(facts: dict) -> list[Block]:
    data, split, made = facts["data"], facts["split"], facts["input"]
    a, training = facts["augmentation"], facts["training"]
    train, val = (sum(split[part]) for part in ("train", "val"))
    rows, columns = data["shape"]
    told = [
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
                shape=_write_shape(made["shape"]),
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
                fill=a["fill"],
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
                images=format_number(train * training["epochs"]),
            ),
        ),
    ]
    return [
        Heading(3, _("Steps of the data preparation")),
        Paragraph(
            write(
                "In summary, the data were prepared in these six steps. Each "
                "has the code that carried it out and its result."
            )
        ),
        put_steps_together(name_data_steps(), told, data_code(facts)),
    ]


def _count_table(
    sets: dict[str, np.ndarray], *, shares: bool = False
) -> pd.DataFrame:
    """Counts of each digit and their totals as texts, with shares if asked."""
    table = {_("Digit"): [*map(str, range(10)), _("Total")]}
    for name, counts in sets.items():
        total = counts.sum()
        table[_capital(name)] = list(map(format_number, [*counts, total]))
        if shares:
            # Rounded as `count_digits` rounds, so that both say the same.
            percent = (100 * np.array([*counts, total]) / total).round(2)
            table[f"{_capital(name)} (%)"] = _numbers(percent, 2)
    return pd.DataFrame(table)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _numbers(values: np.ndarray, digits: int) -> list[str]:
    return [format_number(value, digits) for value in values]


def _boxes(ink: np.ndarray) -> list[str]:
    """Height × width of the ink, from columns 2 and 3."""
    return [
        f"{format_number(height, 1)}×{format_number(width, 1)}"
        for height, width in ink[:, 2:4]
    ]


def _write_shape(shape: list[int]) -> str:
    """(54000, 28, 28, 1), as Python prints it: it is no number to read."""
    return str(tuple(shape))
