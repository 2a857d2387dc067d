"""Set the same digits before and after augmentation side by side.

In: images as `data` and `augment` return them, or what was measured on them.
Out: a DataFrame from each `compare_` function, a matplotlib Figure from each
`plot_` function.
"""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from .augment import Augmentation, augment_dataset
from .explore import count_digits
from .figures import draw_pictures, in_own_style, set_caption
from .language import _, format_number


@in_own_style
def plot_before_after(
    images: np.ndarray,
    labels: np.ndarray,
    augmentation: Augmentation,
    *,
    copies: int = 4,
    seed: int = 7,
) -> Figure:
    """Draw each image beside changed copies of itself.

    Args:
        images: array of shape (n, 28, 28) or (n, 28, 28, 1), about five.
        labels: integer array of shape (n,), digits 0 to 9.
        augmentation: the settings.
        copies: changed copies of each image.
        seed: the same seed, the same copies.

    Returns:
        A grid: a row for each image, the original first, then its copies,
        each with the change that was drawn for it, as a reader sees it.

    Example:
        >>> import mnist_helpers as mh
        >>> (x_train, y_train), _test = mh.load_mnist()
        >>> settings = mh.Augmentation(rotation=10)
        >>> figure = mh.plot_before_after(
        ...     x_train[:2], y_train[:2], settings, copies=1
        ... )
        >>> [ax.get_title() for ax in figure.axes][::2]
        ['5: original', '0: original']
    """
    number = len(images)
    everything, _labels = augment_dataset(
        images, labels, augmentation, copies=copies, seed=seed
    )
    drawn = augmentation.draw(copies * number, seed=seed)
    titles = [_("{digit}: original", digit=digit) for digit in labels]
    titles += [_describe_change(change) for _place, change in drawn.iterrows()]
    order = np.arange(len(everything)).reshape(-1, number).T.ravel()
    figure = draw_pictures(
        everything.reshape(-1, 28, 28)[order],
        [titles[place] for place in order],
        columns=copies + 1,
        size=(3.1, 1.9),
        low=0,
        high=images.max(),
        fontsize=11,
    )
    return set_caption(
        figure,
        _(
            "Digits {digits}: each row shows the original, then {copies} "
            "changed copies of it. Above each copy stand its rotation (to "
            "the left), its shift to the right and down, its shear, and its "
            "width and height in per cent of the original's.",
            digits=", ".join(map(str, labels)),
            copies=copies,
        ),
    )


def _describe_change(change: pd.Series) -> str:
    """One line, as a reader sees the change.

    The parameters say where a pixel is fetched from: what is fetched from
    the right moves to the left, and a zoom of 1.1 makes smaller.
    """
    return _(
        "{turn}° · {right}; {down} px · {shear}° · {wide} × {high} %",
        turn=format_number(change["rotation"], 0),
        right=format_number(-change["shift_x"], 1),
        down=format_number(-change["shift_y"], 1),
        shear=format_number(change["shear"], 0),
        wide=format_number(100 / change["zoom_x"], 0),
        high=format_number(100 / change["zoom_y"], 0),
    )


def compare_counts(before: np.ndarray, after: np.ndarray) -> pd.DataFrame:
    """Count each digit before and after augmentation.

    Args:
        before: labels of the original images, shape (n,).
        after: labels of the stored set, originals included, shape (m,).

    Returns:
        A row for each digit and one of totals; columns "before", "made"
        and "after".

    Example:
        >>> import mnist_helpers as mh, numpy as np
        >>> before, after = np.array([3, 3, 5]), np.array([3, 3, 5, 3, 3, 5])
        >>> mh.compare_counts(before, after).loc[[3, "total"]]
               before  made  after
        digit
        3           2     2      4
        total       3     3      6
    """
    table = count_digits(before=before, after=after)[["before", "after"]]
    table.insert(1, "made", table["after"] - table["before"])
    return table
