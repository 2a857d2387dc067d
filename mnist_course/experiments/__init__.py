"""Runs that resume, and what may be said when they are compared.

In: a training to repeat, with its arms and seeds, or the name of an
experiment that took too long for a lesson. Out: tables of runs and of paired
differences, their plots. `fingerprint` knows one run from another; `results`
holds shipped runs with the record of their making.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "compare": [
            "compare_answers",
            "compare_arms",
            "compare_arms_per_digit",
        ],
        "comparison_plots": [
            "plot_arms",
            "plot_arms_per_digit",
            "plot_ladder",
            "plot_tries",
        ],
        "experiment": ["describe_trained", "load_results", "run_experiment"],
    },
)
