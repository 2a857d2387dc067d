"""Draw the picture in the README: `python docs/overview.py`."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

from pathlib import Path

import matplotlib

matplotlib.use("Agg")

from mnist_helpers import (
    Augmentation,
    load_mnist,
    pick_per_digit,
    plot_before_after,
    set_language,
)

set_language("en")
(images, labels), _test = load_mnist()
ten_images, ten_labels = pick_per_digit(images, labels)
figure = plot_before_after(
    ten_images[[2, 5, 7]], ten_labels[[2, 5, 7]], Augmentation(), copies=5
)
figure.savefig(Path(__file__).with_suffix(".png"), dpi=70)
