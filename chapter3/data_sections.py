"""The first half of chapter 3: the flow, the data and their preparation.

In: the facts of a run. Out: blocks, in the language set.
"""

import numpy as np

from mnist_helpers.explore import plot_counts
from mnist_helpers.language import _, format_number
from mnist_helpers.pictures import plot_pixels

from .augmentation_section import augmentation_blocks
from .blocks import Block, Heading, Table, paragraph
from .digit_tables import count, per_digit, write_boxes
from .drawings import draw_flow, make_figure
from .run import unpack_images
from .steps import data_steps, name_steps, write_shape


def data_blocks(facts: dict) -> list[Block]:
    """From the flow of the research to the steps of the data preparation."""
    return [
        *_flow(),
        *_collection(facts),
        *_pixels(facts),
        Heading(2, _("Data Preparation")),
        *_splitting(facts),
        *_scaling(facts),
        *augmentation_blocks(facts),
        *data_steps(facts),
    ]


def _flow() -> list[Block]:
    """The flow of the research."""
    return [
        Heading(2, _("Flow of the Research")),
        paragraph(
            "This study was carried out in the steps that [#flow] shows: six "
            "steps of data preparation, then seven steps of building a "
            "Convolutional Neural Network (CNN). Each step is described "
            "below, together with the code that carried it out and what it "
            "gave."
        ),
        make_figure(
            "flow",
            _("Flow of the research"),
            draw_flow(
                {
                    _("Data preparation"): name_steps("data"),
                    _("Building the CNN"): name_steps("cnn"),
                },
                _("not good enough yet: refine and train again"),
            ),
        ),
    ]


def _collection(facts: dict) -> list[Block]:
    """Where the data come from, and how many there are of each digit."""
    data = facts["data"]
    train, test = np.array(data["train"]), np.array(data["test"])
    sets = {"training data": train, "test data": test}
    counts = count(sets | {"together": train + test})
    return [
        Heading(2, _("Data Collection")),
        paragraph(
            "This study used MNIST, a public dataset of the handwritten "
            "digits 0 to 9 [@lecun1998] [@mnist]. Its images come from two "
            "collections of the American standards office NIST: one was "
            "written by employees of the Census Bureau, the other by "
            "high-school students. The authors of MNIST mixed both and "
            "divided them into training and test data in such a way that no "
            "writer occurs in both parts [@yadav2019]."
        ),
        paragraph(
            "The dataset holds {train} training images and {test} test "
            "images. Each of its {files} files was checked by its SHA-256 "
            "sum when it was loaded. [#counts] and [#counts_figure] show the "
            "number of images of each digit. In the training data, digit "
            "{most} occurs most often ({most_count} images) and digit "
            "{least} least often ({least_count} images), a ratio of {ratio}. "
            "As the classes are not exactly balanced, the results are given "
            "for each digit as well.",
            train=format_number(train.sum()),
            test=format_number(test.sum()),
            files=len(data["sha256"]),
            most=train.argmax(),
            most_count=format_number(train.max()),
            least=train.argmin(),
            least_count=format_number(train.min()),
            ratio=format_number(train.max() / train.min(), 2),
        ),
        Table(
            "counts",
            _("Number of images of each digit in MNIST"),
            counts,
        ),
        make_figure(
            "counts_figure",
            _("Number of images of each digit"),
            plot_counts(counts[list(sets)]),
        ),
    ]


def _pixels(facts: dict) -> list[Block]:
    """Shape and pixels of one image, and of each digit."""
    data = facts["data"]
    rows, columns = data["shape"]
    ink = np.array(data["ink"])
    image = unpack_images(data["image"]["pixels"])[0]
    table = per_digit(
        {
            "images": data["train"],
            "shape": f"{rows} × {columns}",
            "pixels": data["pixels"],
            "ink pixels": ink[:, 0].round(1),
            "brightness": ink[:, 1].round(1),
            "box of the ink": write_boxes(ink),
        }
    )
    return [
        Heading(2, _("Pixels and Shape of the Images")),
        paragraph(
            "Every image is a grey-scale picture of {rows} × {columns} "
            "pixels, that is {pixels} pixels, and is stored as an array of "
            "shape ({rows}, {columns}). The value of a pixel is a whole "
            "number of type {dtype} from {low} (paper) to {high} (the "
            "darkest ink). [#image] shows the {pixels} numbers of one image, "
            "the first of the training data, a digit {digit}.",
            rows=rows,
            columns=columns,
            pixels=format_number(data["pixels"]),
            dtype=data["dtype"],
            low=data["smallest"],
            high=data["largest"],
            digit=data["image"]["digit"],
        ),
        make_figure(
            "image",
            _(
                "The pixel values of one image (digit {digit})",
                digit=data["image"]["digit"],
            ),
            plot_pixels(image),
        ),
        paragraph(
            "[#pixels] shows, for each digit, the mean over its training "
            "images. Shape and number of pixels are the same for every "
            "digit. What differs is the ink: digit {least} has the fewest "
            "pixels with ink ({least_ink} on average), digit {most} the most "
            "({most_ink}).",
            least=ink[:, 0].argmin(),
            least_ink=format_number(ink[:, 0].min(), 1),
            most=ink[:, 0].argmax(),
            most_ink=format_number(ink[:, 0].max(), 1),
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


def _splitting(facts: dict) -> list[Block]:
    data, used = facts["data"], np.array(facts["split"]["train"])
    all_images, val = np.array(data["train"]), np.array(facts["split"]["val"])
    train, test = all_images - val, np.array(data["test"])
    sets = {
        "training data": train,
        "validation data": val,
        "test data": test,
        "together": all_images + test,
    }
    part = []
    if used.sum() < train.sum():
        sets["used for training"] = used
        part = [
            paragraph(
                "Of the {train} training images, the first {used} were used "
                "for training, so that it takes less time; the division had "
                "put the images into random order.",
                train=format_number(train.sum()),
                used=format_number(used.sum()),
            )
        ]
    return [
        Heading(3, _("Data splitting")),
        paragraph(
            "The {all} training images of MNIST were divided at random into "
            "{train} training images and {val} validation images. The "
            "division was stratified: each digit has the same share in both "
            "parts. The random seed was {seed}. The training data serve to "
            "train the model, the validation data to choose among settings, "
            "and the {test} test images to judge the finished model only. "
            "[#split] shows the number of images of each digit in the three "
            "parts.",
            all=format_number(all_images.sum()),
            train=format_number(train.sum()),
            val=format_number(val.sum()),
            test=format_number(test.sum()),
            seed=facts["seed"],
        ),
        *part,
        Table(
            "split",
            _("Number of images of each digit after splitting"),
            count(sets)[list(sets)],
        ),
    ]


def _scaling(facts: dict) -> list[Block]:
    data, made = facts["data"], facts["input"]
    return [
        Heading(3, _("Data normalisation")),
        paragraph(
            "The value of each pixel was divided by {largest}, the largest "
            "value that a pixel can have. The values, from {low} to "
            "{largest} before, then lie from {new_low} to {new_high}, and "
            "their type is {dtype}. The mean over the training images is "
            "{mean}.",
            largest=data["largest"],
            low=data["smallest"],
            new_low=format_number(made["smallest"]),
            new_high=format_number(made["largest"]),
            dtype=made["dtype"],
            mean=format_number(made["mean"], 4),
        ),
        Heading(3, _("Dimension expansion")),
        paragraph(
            "A CNN takes input of the shape (number of images, height, "
            "width, channels), whereas the images of MNIST have height and "
            "width only. A channel dimension was therefore added with "
            "`np.expand_dims()`. The training data then have the shape "
            "{shape}; no pixel value is changed by it.",
            shape=write_shape(made),
        ),
    ]
