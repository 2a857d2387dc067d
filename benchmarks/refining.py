"""What helps the refined CNN, and what does not: one change at a time."""

from benchmarks.experiment import Experiment
from benchmarks.recipes import train_refined
from mnist_helpers import Augmentation

EPOCHS = 6
CHANGES = {
    "refined": {},
    "augmentation=None": {"augmentation": None},
    "rotation=15, shear=10, zoom=0.15": {
        "augmentation": Augmentation(rotation=15, shear=10, zoom=0.15)
    },
    "bend=0.5": {"bend": 0.5},
    "dropout=0.2": {"dropout": 0.2},
    "weight_decay=0.1": {"weight_decay": 0.1},
    "label_smoothing=0.1": {"label_smoothing": 0.1},
    "use_ema=True": {"use_ema": True, "ema_momentum": 0.99},
}
REFINING = Experiment(
    how=f"the refined CNN, {EPOCHS} epochs, one change at a time",
    train=train_refined,
    arms={arm: {"epochs": EPOCHS} | own for arm, own in CHANGES.items()},
    seeds=(1, 2),
    tell=str,
)
