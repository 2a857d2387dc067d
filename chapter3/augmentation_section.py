"""The part of chapter 3 on augmentation: settings, before and after.

In: the facts of a run. Out: blocks, in the language set.
"""

import numpy as np
import pandas as pd

from mnist_helpers.language import _, format_number

from .blocks import Block, Heading, Table, paragraph
from .digit_tables import count, per_digit, write_boxes
from .drawings import draw_before_after, make_figure
from .run import unpack_images


def augmentation_blocks(facts: dict) -> list[Block]:
    """What was changed and how far, and the same digits before and after."""
    return [*_settings(facts), *_before_and_after(facts)]


def _settings(facts: dict) -> list[Block]:
    a = facts["augmentation"]
    limits = {
        name: f"±{format_number(a[name])}"
        for name in ("rotation", "shift", "shear", "zoom")
    }
    side = _(
        "fraction of the side (±{pixels} pixels)",
        pixels=format_number(a["shift"] * facts["data"]["shape"][0], 1),
    )
    size = _(
        "fraction of the size ({low} to {high} times)",
        low=format_number(1 - a["zoom"]),
        high=format_number(1 + a["zoom"]),
    )
    shifts = "width_shift_range, height_shift_range"
    black = _("black (0)") if a["fill"] == "constant" else "–"
    rows = [
        (_("Rotation"), "rotation_range", limits["rotation"], _("degrees")),
        (_("Horizontal and vertical shift"), shifts, limits["shift"], side),
        (_("Shear"), "shear_range", limits["shear"], _("degrees")),
        (_("Zoom"), "zoom_range", limits["zoom"], size),
        (_("Filling of empty corners"), "fill_mode", a["fill"], black),
    ]
    columns = [_("Technique"), _("Argument"), _("Value"), _("Unit")]
    return [
        Heading(3, _("Data augmentation")),
        paragraph(
            "Augmentation makes variations of the training images so that the "
            "model generalises better [@shorten2019]. It was applied to the "
            "training data only, after splitting, so that no variation of a "
            "training image occurs in the validation data. [#augmentation] "
            "shows the techniques and their settings, under the names that "
            "`ImageDataGenerator` of Keras gives them. For each image the "
            "values were drawn at random, evenly between the limits. All "
            "techniques were combined into one transformation (layer "
            "`RandomAffine`), so that each image is resampled only once."
        ),
        Table(
            "augmentation",
            _("Settings of the augmentation"),
            pd.DataFrame(rows, columns=columns),
            as_is=True,
        ),
    ]


def _before_and_after(facts: dict) -> list[Block]:
    a, epochs = facts["augmentation"], facts["training"]["epochs"]
    counts = np.array(facts["split"]["train"])
    images = unpack_images(a["images"])
    before, after = np.array(a["before"]), np.array(a["after"])
    more = int((after[:, 0] > before[:, 0]).sum())
    sets = {"before": counts, "after, one epoch": counts}
    sets[_("after, all {epochs} epochs", epochs=epochs)] = counts * epochs
    ink = per_digit(
        {
            "ink pixels before": before[:, 0].round(1),
            "ink pixels after": after[:, 0].round(1),
            "brightness before": before[:, 1].round(1),
            "brightness after": after[:, 1].round(1),
            "box before": write_boxes(before),
            "box after": write_boxes(after),
        }
    )
    return [
        Heading(3, _("The same digits before and after augmentation")),
        paragraph(
            "[#before_after] compares one image of each digit before "
            "augmentation with {copies} variations of the same image after "
            "it. Each variation keeps the label of its image.",
            copies=len(images) // 10 - 1,
        ),
        make_figure(
            "before_after",
            _("The same digits before and after augmentation"),
            draw_before_after(images),
        ),
        paragraph(
            "[#counts_augmented] compares the number of images. The "
            "variations were made during training and were not stored: in "
            "each epoch, each of the {images} training images was replaced "
            "by a new variation of itself. The number of images in an epoch, "
            "and the share of each digit, thus stay the same, while the "
            "model meets {total} variations in {epochs} epochs.",
            images=format_number(counts.sum()),
            total=format_number(counts.sum() * epochs),
            epochs=epochs,
        ),
        Table(
            "counts_augmented",
            _("Number of training images before and after augmentation"),
            count(sets)[list(sets)],
        ),
        paragraph(
            "[#ink] compares the ink of all {images} training images with "
            "that of the same images, each changed once. For {which} the "
            "number of pixels with ink is larger after augmentation, because "
            "resampling spreads the edges of a stroke over neighbouring "
            "pixels.",
            images=format_number(counts.sum()),
            which=_("all digits")
            if more == 10
            else _("{more} of the 10 digits", more=more),
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
