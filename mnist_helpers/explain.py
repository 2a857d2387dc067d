"""Look into a CNN: its kernels, its feature maps, what it looked at.

In: a built Keras model (Sequential or functional) and images as it takes
them. Out: arrays and figures, each figure with the sentence that tells it.
"""

import keras
import numpy as np
import tensorflow as tf
from keras import layers, ops
from matplotlib.figure import Figure

from .calls import (
    choose_digits,
    find_convolution,
    list_layers,
    verify_fit,
    verify_layer,
    watch_calls,
    watch_scores,
)
from .checks import refuse, verify_labels, verify_one_image
from .figures import draw_pictures, in_own_style, set_caption, write_ticks
from .language import _, format_number, format_percent


@in_own_style
def plot_kernels(model: keras.Model, layer: str | None = None) -> Figure:
    """Draw the kernels of a convolution: dark is negative, light positive.

    They are those of its first input channel.

    Args:
        model: built Keras model.
        layer: name of a Conv2D layer; None takes the first.

    Returns:
        A grid of all kernels, and their grey scale, 0 in the middle.

    Example:
        >>> import mnist_helpers as mh
        >>> mh.show(mh.plot_kernels(mh.load_trained()))
        8 kernels of 5 × 5 of the layer conv_1; weights from ...
    """
    convolution = find_convolution(model, layer, kinds=(layers.Conv2D,))
    weights = ops.convert_to_numpy(convolution.kernel)
    kernels = np.moveaxis(weights[:, :, 0], -1, 0)
    largest = np.abs(kernels).max()
    figure = _draw_numbered(kernels, -largest, largest)
    bar = figure.colorbar(figure.axes[0].images[0], ax=figure.axes)
    bar.set_label(_("weight"), fontsize=12)
    bar.ax.tick_params(labelsize=11)
    write_ticks(bar.ax, "y", digits=2)
    strongest = np.abs(kernels).max(axis=(1, 2)).argmax()
    return set_caption(
        figure,
        _(
            "{number} kernels of {height} × {width} of the layer {layer}; "
            "weights from {low} to {high}, the strongest in kernel "
            "{strongest}.",
            number=len(kernels),
            height=kernels.shape[1],
            width=kernels.shape[2],
            layer=convolution.name,
            low=format_number(kernels.min(), 2),
            high=format_number(kernels.max(), 2),
            strongest=strongest + 1,
        ),
    )


def feature_maps(
    model: keras.Model, images: np.ndarray, layer: str | None = None
) -> np.ndarray:
    """Return what a layer makes of images, float32 (n, height, width, maps).

    The layer is one with maps; None takes the first Conv2D.
    """
    verify_fit(model, images)
    found = list_layers(model) if layer else [find_convolution(model, None)]
    with watch_calls(found) as calls:
        model(images, training=False)
    maps = {
        call.layer.name: call.output
        for call in calls
        if len(call.output.shape) == 4
    }
    name = layer or found[0].name
    verify_layer(name, maps)
    return ops.convert_to_numpy(ops.cast(maps[name], "float32"))


@in_own_style
def plot_feature_maps(
    model: keras.Model, image: np.ndarray, layer: str | None = None
) -> Figure:
    """Draw the maps that a layer makes of one image: dark is strong.

    Args:
        model: built Keras model.
        image: array of shape (28, 28, 1) or (28, 28), in the units of
            training.
        layer: name of a layer with maps; None takes the first Conv2D.

    Example:
        >>> import mnist_helpers as mh
        >>> (x_train, y_train), _validation = mh.prepare_mnist()
        >>> mh.show(mh.plot_feature_maps(mh.load_trained(), x_train[0]))
        8 maps of 24 × 24 from the layer conv_1, the darker the stronger; ...
    """
    images = verify_one_image(image)[None, ..., None]
    maps = np.moveaxis(feature_maps(model, images, layer)[0], -1, 0)
    name = layer or find_convolution(model, None).name
    # White where there is no answer: most of a map is, and black would hide
    # the weak answers.
    figure = _draw_numbered(maps, min(0, maps.min()), maps.max(), "Greys")
    strength = maps.mean(axis=(1, 2))
    silent = [str(n) for n, one in enumerate(maps, start=1) if not one.any()]
    return set_caption(
        figure,
        _(
            "{number} maps of {height} × {width} from the layer {layer}, the "
            "darker the stronger; the strongest answer is map {strongest}, "
            "the weakest map {weakest}; silent: {silent}.",
            number=len(maps),
            height=maps.shape[1],
            width=maps.shape[2],
            layer=name,
            strongest=strength.argmax() + 1,
            weakest=strength.argmin() + 1,
            silent=", ".join(silent) or _("none"),
        ),
    )


def grad_cam(
    model: keras.Model,
    images: np.ndarray,
    digits: np.ndarray | None = None,
    *,
    layer: str | None = None,
) -> np.ndarray:
    """Return where a model looked when it scored a digit.

    Args:
        model: built classifier with a convolution, put together in any
            way. A softmax at the end is looked behind, in whatever form it
            is there, since the method explains the score before it.
        images: array of shape (n, 28, 28, 1), in the units of training.
        digits: integer array of shape (n,): whose score to explain; None
            takes each image's answer.
        layer: name of a convolution; None takes the last.

    Returns:
        float32 array of shape (n, 28, 28): 0 where the image did not speak
        for the digit, 1 where it spoke most (all 0 if it nowhere did).

    Source: Selvaraju et al. 2017, "Grad-CAM", section 3.

    Example:
        >>> import mnist_helpers as mh
        >>> _train, (images, _labels) = mh.load_mnist()
        >>> one = mh.add_channel(mh.scale_pixels(images[:1]))
        >>> mh.grad_cam(mh.load_trained(), one).shape
        (1, 28, 28)
    """
    convolution = find_convolution(model, layer, last=True)
    verify_fit(model, images)
    with (
        tf.GradientTape() as tape,
        watch_scores(model, images) as score,
        watch_calls([convolution], tape) as calls,
    ):
        scores = ops.cast(score(images), "float32")
        digits = choose_digits(digits, images, scores)
        chosen = tf.gather(scores, digits, batch_dims=1, axis=1)
    if len(calls) != 1 or len(calls[0].output) != len(images):
        refuse(
            "model",
            _(
                "use the layer {name} once for each image",
                name=convolution.name,
            ),
            _("{number} calls", number=len(calls)),
            _("Explain the model within it: model.get_layer(...)."),
        )
    maps = ops.cast(calls[0].output, "float32")
    slopes = tape.gradient(chosen, calls[0].output)
    slopes = ops.zeros_like(maps) if slopes is None else slopes
    weights = ops.mean(ops.cast(slopes, "float32"), axis=(1, 2), keepdims=True)
    heat = ops.relu(ops.sum(weights * maps, axis=-1, keepdims=True))
    size = images.shape[1:3]
    heat = ops.convert_to_numpy(ops.image.resize(heat, size))[..., 0]
    most = heat.max(axis=(1, 2), keepdims=True)
    return np.divide(heat, most, out=np.zeros_like(heat), where=most > 0)


@in_own_style
def plot_grad_cam(
    model: keras.Model,
    images: np.ndarray,
    labels: np.ndarray,
    *,
    layer: str | None = None,
) -> Figure:
    """Draw images, and below each where the model looked for its answer.

    Args:
        model, images, layer: as of `grad_cam`; at most about eight images.
        labels: integer array of shape (n,), the true digits.

    Returns:
        Two rows of panels: the image, and the image with the lines round
        the parts that reach a half and nine tenths of the largest value.

    Example:
        >>> import mnist_helpers as mh
        >>> (x, y), _validation = mh.prepare_mnist()
        >>> mh.show(mh.plot_grad_cam(mh.load_trained(), x[:2], y[:2]))
        True digit → answer and its certainty; below, ...
    """
    verify_fit(model, images)
    verify_labels(labels, length=len(images))
    probabilities = model.predict(images, verbose=0).astype("float32")
    if probabilities.min() < 0 or probabilities.max() > 1.01:  # scores
        probabilities = ops.convert_to_numpy(ops.softmax(probabilities))
    answers = probabilities.argmax(axis=1)
    heats = grad_cam(model, images, answers, layer=layer)
    number = len(images)
    pairs = [f"{a} → {b}" for a, b in zip(labels, answers, strict=True)]
    # What does not add up to 1 is no certainty.
    fair = np.isclose(probabilities.sum(axis=1), 1, atol=5e-3)
    written = [*map(format_percent, probabilities.max(axis=1))]
    shares = np.where(fair, written, "–")
    titles = [*map("{}\n{}".format, pairs, shares), *[""] * number]
    figure = draw_pictures(
        2 * [*images[..., 0]], titles, columns=number, size=(1.9, 2.2)
    )
    places = []
    for ax, pair, heat in zip(figure.axes[number:], pairs, heats, strict=True):
        if heat.any():
            ax.contour(
                heat, levels=[0.5, 0.9], colors="orange", linewidths=[1.5, 3]
            )
        row, column = np.unravel_index(heat.argmax(), heat.shape)
        most = _("most at row {row}, column {column}", row=row, column=column)
        places.append(f"{pair}: {most}.")
    return set_caption(
        figure,
        _(
            "True digit → answer and its certainty; below, the thin line "
            "bounds what spoke for the answer at least half as much as the "
            "strongest place, the thick line nine tenths. {places}",
            places=" ".join(places),
        ),
    )


def _draw_numbered(
    pictures: np.ndarray, low: float, high: float, colours: str = "gray"
) -> Figure:
    """Draw arrays (n, height, width) numbered, in one grey scale."""
    number = len(pictures)
    figure = draw_pictures(
        pictures,
        [*map(str, range(1, number + 1))],
        columns=min(8, number),
        size=(1.4, 1.55),
        low=low,
        high=high,
        colours=colours,
    )
    for ax in figure.axes[:number]:
        ax.set(xticks=[], yticks=[])
        ax.set_axis_on()  # a frame, since a map may end in white
    return figure
