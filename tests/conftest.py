"""Each test starts in English, without a display, and closes its figures."""

import os

# Before TensorFlow is imported, else its log lines stand in the output.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["MPLBACKEND"] = "Agg"

import matplotlib.pyplot as plt
import pytest

from mnist_helpers import set_language


@pytest.fixture(autouse=True)
def english_and_no_figures():
    set_language("en")
    yield
    set_language("en")
    plt.close("all")


@pytest.fixture
def assert_refused():
    """Hold a call to an error that names its argument, in both languages."""

    def check(call, name, indonesian_part):
        with pytest.raises((TypeError, ValueError), match=f"`{name}` must"):
            call()
        set_language("id")
        with pytest.raises((TypeError, ValueError)) as caught:
            call()
        assert f"`{name}` harus" in str(caught.value)
        assert indonesian_part in str(caught.value)

    return check
