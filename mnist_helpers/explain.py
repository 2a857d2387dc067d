"""Look into a CNN: its kernels, its feature maps, what it looked at.

In: a built Keras model (Sequential or functional) and images as it takes
them. Out: arrays and figures, each figure with the sentence that tells it.
"""

import keras
import matplotlib.pyplot as plt
import numpy as np
import seaborn as sns
import tensorflow as tf
from keras import layers, ops
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .checks import refuse, verify_images, verify_labels, verify_model
from .figures import label_axes, new_axes, new_grid, set_caption, write_ticks
from .language import _, format_number, format_percent


def plot_kernels(
    model: keras.Model, layer: str | None = None, *, channel: int = 0
) -> Figure:
    """Draw the kernels of a convolution: dark is negative, light positive.

    Args:
        model: built Keras model.
        layer: name of a Conv2D layer; None takes the first.
        channel: which of the layer's input channels.

    Returns:
        A grid of all kernels with one grey scale, 0 in the middle, and the
        scale beside it.
    """
    found = _find_convolution(model, layer, last=False)
    weights = np.asarray(found.kernel)
    if not 0 <= channel < weights.shape[2]:
        refuse(
            "channel",
            _("be from 0 to {last}", last=weights.shape[2] - 1),
            channel,
            _("The layer has that many input channels, less one."),
        )
    kernels = np.moveaxis(weights[:, :, channel], -1, 0)
    figure, axes = new_grid(
        len(kernels), columns=min(8, len(kernels)), size=(1.4, 1.55)
    )
    largest = np.abs(kernels).max()
    for number, (ax, kernel) in enumerate(
        zip(axes, kernels, strict=False), start=1
    ):
        shown = ax.imshow(kernel, cmap="gray", vmin=-largest, vmax=largest)
        ax.set_title(str(number), fontsize=12)
    bar = figure.colorbar(shown, ax=axes)
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
            layer=found.name,
            low=format_number(kernels.min(), 2),
            high=format_number(kernels.max(), 2),
            strongest=strongest + 1,
        ),
    )


def feature_maps(
    model: keras.Model, images: np.ndarray, layer: str | None = None
) -> np.ndarray:
    """Return what a layer makes of images.

    Args:
        model: built Keras model.
        images: array of shape (n, 28, 28, 1), in the units of training.
        layer: name of a layer with maps; None takes the first Conv2D.

    Returns:
        float32 array of shape (n, height, width, maps).
    """
    found = _find_maps(model, layer)
    _verify_fit(model, images)
    part = keras.Model(model.inputs[0], found.output)
    return ops.convert_to_numpy(part(images, training=False))


def plot_feature_maps(
    model: keras.Model, image: np.ndarray, layer: str | None = None
) -> Figure:
    """Draw the maps that a layer makes of one image: light is strong.

    Args:
        model: built Keras model.
        image: array of shape (28, 28, 1), in the units of training.
        layer: as of `feature_maps`.
    """
    if getattr(image, "shape", None) != (28, 28, 1):
        refuse(
            "image",
            _("have shape (28, 28, 1)"),
            getattr(image, "shape", type(image).__name__),
            _("Take one image: images[0]."),
        )
    found = _find_maps(model, layer)
    maps = np.moveaxis(feature_maps(model, image[None], layer)[0], -1, 0)
    figure, axes = new_grid(
        len(maps), columns=min(8, len(maps)), size=(1.4, 1.55)
    )
    for number, (ax, one) in enumerate(zip(axes, maps, strict=False), start=1):
        ax.imshow(one, cmap="gray", vmin=min(0, maps.min()), vmax=maps.max())
        ax.set_title(str(number), fontsize=12)
    strength = maps.mean(axis=(1, 2))
    silent = [str(n) for n, one in enumerate(maps, start=1) if not one.any()]
    return set_caption(
        figure,
        _(
            "{number} maps of {height} × {width} from the layer {layer}; "
            "the strongest answer is map {strongest}, the weakest map "
            "{weakest}; silent: {silent}.",
            number=len(maps),
            height=maps.shape[1],
            width=maps.shape[2],
            layer=found.name,
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
        model: built classifier; softmax at the end is looked behind, since
            the method explains the score before it.
        images: array of shape (n, 28, 28, 1), in the units of training.
        digits: integer array of shape (n,): whose score to explain; None
            takes each image's answer.
        layer: name of a Conv2D layer; None takes the last.

    Returns:
        float32 array of shape (n, 28, 28): 0 where the image did not speak
        for the digit, 1 where it spoke most (all 0 if it nowhere did).

    Source: Selvaraju et al. 2017, "Grad-CAM", section 3.
    """
    found = _find_convolution(model, layer, last=True)
    _verify_fit(model, images)
    if digits is not None:
        verify_labels(digits, name="digits", length=len(images))
    last = model.layers[-1]
    hidden = isinstance(last, layers.Dense) and (
        last.activation is keras.activations.softmax
    )
    part = keras.Model(
        model.inputs[0],
        [found.output, last.input if hidden else model.output],
    )
    with tf.GradientTape() as tape:
        pixels = tf.convert_to_tensor(images)
        tape.watch(pixels)  # so that frozen models are recorded, too
        maps, scores = part(pixels, training=False)
        if hidden:
            scores = scores @ last.kernel + last.bias
        if digits is None:
            digits = ops.convert_to_numpy(scores).argmax(axis=1)
        chosen = tf.gather(scores, digits, batch_dims=1, axis=1)
    slopes = tape.gradient(chosen, maps)
    weights = ops.mean(slopes, axis=(1, 2), keepdims=True)
    heat = ops.relu(ops.sum(weights * maps, axis=-1, keepdims=True))
    heat = ops.convert_to_numpy(ops.image.resize(heat, (28, 28)))[..., 0]
    most = heat.max(axis=(1, 2), keepdims=True)
    return np.divide(heat, most, out=np.zeros_like(heat), where=most > 0)


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
    """
    _verify_fit(model, images)
    verify_labels(labels, length=len(images))
    answers = model.predict(images, verbose=0)
    heat = grad_cam(model, images, answers.argmax(axis=1), layer=layer)
    figure, axes = plt.subplots(
        2,
        len(images),
        figsize=(1.9 * len(images), 4.4),
        squeeze=False,
        layout="constrained",
    )
    sentences = []
    for place, label in enumerate(labels):
        answer = answers[place].argmax()
        certainty = format_percent(answers[place].max())
        title = f"{label} → {answer}\n{certainty}"
        for ax in axes[:, place]:
            ax.imshow(images[place, ..., 0], cmap="gray")
            ax.set_axis_off()
        axes[0, place].set_title(title, fontsize=13)
        if heat[place].any():
            axes[1, place].contour(
                heat[place],
                levels=[0.5, 0.9],
                colors=["orange", "orange"],
                linewidths=[1.5, 3],
            )
        row, column = np.unravel_index(heat[place].argmax(), (28, 28))
        sentences.append(
            _(
                "{label} → {answer}: most at row {row}, column {column}.",
                label=label,
                answer=answer,
                row=row,
                column=column,
            )
        )
    return set_caption(
        figure,
        _(
            "True digit → answer and its certainty; below, the thin line "
            "bounds what spoke for the answer at least half as much as the "
            "strongest place, the thick line nine tenths. {places}",
            places=" ".join(sentences),
        ),
    )


def _find_maps(model: keras.Model, name: str | None) -> keras.Layer:
    """The layer called `name`, whose output has height, width and maps."""
    if name is None:
        return _find_convolution(model, None, last=False)
    verify_model(model)
    with_maps = [x for x in model.layers if len(x.output.shape) == 4]
    return _choose(with_maps, name)


def _find_convolution(
    model: keras.Model, name: str | None, *, last: bool
) -> keras.Layer:
    """The Conv2D called `name`, or the first or last of them."""
    verify_model(model)
    found = [x for x in model.layers if isinstance(x, layers.Conv2D)]
    if not found:
        refuse(
            "model",
            _("have a Conv2D layer"),
            ", ".join(type(x).__name__ for x in model.layers),
            _("Take a CNN: build_cnn()."),
        )
    return found[-1 if last else 0] if name is None else _choose(found, name)


def _choose(found: list[keras.Layer], name: str) -> keras.Layer:
    for layer in found:
        if layer.name == name:
            return layer
    refuse(
        "layer",
        _("be one of {names}", names=", ".join(x.name for x in found)),
        repr(name),
        _("layer_table(model) lists the names."),
    )


def _verify_fit(model: keras.Model, images: np.ndarray) -> None:
    """Refuse images that the model does not take."""
    verify_model(model)
    verify_images(images, ndim=(4,))
    if tuple(model.input_shape[1:]) != images.shape[1:]:
        refuse(
            "model",
            _("take images of shape {shape}", shape=images.shape[1:]),
            tuple(model.input_shape[1:]),
            _("Take a model that begins with Input((28, 28, 1))."),
        )


def plot_answers_by_angle(
    angles: np.ndarray,
    probabilities: np.ndarray,
    *,
    digits: tuple[int, ...] = (6, 9),
    ax: Axes | None = None,
) -> Axes:
    """Draw what a model thinks of one image as it is turned.

    Args:
        angles: rising, in degrees, shape (n,).
        probabilities: of the ten digits at each angle, shape (n, 10).
        digits: those that get a line of their own, three at most; one more
            line stands for all others together.
        ax: where to draw; None makes a figure.
    """
    probabilities = np.asarray(probabilities)
    if probabilities.shape != (len(angles), 10):
        refuse(
            "probabilities",
            _("have ten columns and a row for each angle"),
            _(
                "{shape} for {angles} angles",
                shape=probabilities.shape,
                angles=len(angles),
            ),
            _("Write model.predict(turned)."),
        )
    ax = new_axes(ax, size=(8, 4.2))
    colours = sns.color_palette("colorblind")
    others = 1 - probabilities[:, list(digits)].sum(axis=1)
    lines = {str(d): probabilities[:, d] for d in digits}
    lines[_("other digits")] = others
    for place, (name, values) in enumerate(lines.items()):
        last = place == len(digits)
        ax.plot(
            angles,
            values,
            "x:" if last else ("o-", "s--", "^-.")[place],
            color="0.4" if last else colours[place],
            markersize=5,
            label=name,
        )
    ax.set_xticks(np.linspace(angles[0], angles[-1], 7))
    ax.legend(fontsize=12)
    label_axes(
        ax,
        title=_("What the model answers"),
        x=_("Rotation angle (degrees)"),
        y=_("Probability"),
    )
    write_ticks(ax, "y", digits=1)
    answers = probabilities.argmax(axis=1)
    changes = np.flatnonzero(np.diff(answers, prepend=-1))
    return set_caption(
        ax,
        _("The model's answer as the image turns:")
        + " "
        + ", ".join(
            _(
                "{digit} from {angle}°",
                digit=answers[place],
                angle=format_number(angles[place]),
            )
            for place in changes
        )
        + ".",
    )
