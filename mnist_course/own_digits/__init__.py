"""Pictures of people's handwriting become digits as MNIST has them.

In: a photo, a page, a drawing, files of a class. Out: images as MNIST made
its own, with the steps between, what is doubtful, and plots of both.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "class_set": ["export_digits", "join_digits", "save_digits"],
        "handwriting": ["find_turn", "prepare_digit", "prepare_page"],
        "handwriting_plots": [
            "plot_page",
            "plot_pictures",
            "plot_preparation",
        ],
        "made_pictures": ["KINDS", "make_class", "make_page", "make_photo"],
        "pad": ["draw_digit"],
        "photo": ["read_photo"],
    },
)
