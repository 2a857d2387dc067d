"""Set the same digits before and after augmentation side by side.

In: images as `data` and `augment` return them, or what was measured on them.
Out: a DataFrame from each `compare_` function, a matplotlib Figure from each
`plot_` function.
"""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from .augment import Augmentation, augment_dataset
from .checks import refuse
from .explore import count_digits
from .figures import draw_image, in_own_style, new_grid, set_caption
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
    everything, _labels = augment_dataset(
        images, labels, augmentation, copies=copies, seed=seed
    )
    drawn = augmentation.draw(copies * len(images), seed=seed)
    grid = everything.reshape(copies + 1, len(images), 28, 28)
    figure, axes = new_grid(
        len(everything), columns=copies + 1, size=(3.1, 1.9)
    )
    for place, ax in enumerate(axes):
        row, column = divmod(place, copies + 1)
        draw_image(ax, grid[column, row], images.max())
        if column == 0:
            title = _("{digit}: original", digit=labels[row])
        else:
            change = drawn.iloc[(column - 1) * len(images) + row]
            title = _describe_change(change)
        ax.set_title(title, fontsize=11)
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

    Raises:
        ValueError: if a digit became rarer: `after` must hold the
            originals.

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
    made = table["after"] - table["before"]
    if (made < 0).any():
        refuse(
            "after",
            _("hold the original labels and those of the copies"),
            _("fewer of digit {digit}", digit=made.iloc[:10].idxmin()),
            _("Take it from augment_dataset."),
        )
    table.insert(1, "made", made)
    return table
