"""The works that chapter 3 cites, as a list and as BibTeX.

Out: `Source`s by their key, in the language set: only "et al." and "n.d."
differ.
"""

from ..language import _
from .blocks import Source

# Each as (authors in short, year, the full entry, BibTeX).
_WORKS = {
    "glorot2010": (
        "Glorot & Bengio",
        "2010",
        "Glorot, X., & Bengio, Y. (2010). Understanding the difficulty of "
        "training deep feedforward neural networks. In Proceedings of the "
        "Thirteenth International Conference on Artificial Intelligence and "
        "Statistics (PMLR 9, pp. 249–256).",
        """@inproceedings{glorot2010,
  author = {Glorot, Xavier and Bengio, Yoshua},
  title = {Understanding the difficulty of training deep feedforward neural
    networks},
  booktitle = {Proceedings of the Thirteenth International Conference on
    Artificial Intelligence and Statistics},
  series = {Proceedings of Machine Learning Research},
  volume = {9},
  pages = {249--256},
  year = {2010}
}""",
    ),
    "keras": (
        "Chollet {etal}",
        "2015",
        "Chollet, F., {etal} (2015). Keras [Software]. https://keras.io",
        """@misc{keras,
  author = {Chollet, Fran{\\c{c}}ois and others},
  title = {Keras},
  howpublished = {\\url{https://keras.io}},
  year = {2015}
}""",
    ),
    "kingma2015": (
        "Kingma & Ba",
        "2015",
        "Kingma, D. P., & Ba, J. (2015). Adam: A method for stochastic "
        "optimization. In 3rd International Conference on Learning "
        "Representations. https://arxiv.org/abs/1412.6980",
        """@inproceedings{kingma2015,
  author = {Kingma, Diederik P. and Ba, Jimmy},
  title = {Adam: A Method for Stochastic Optimization},
  booktitle = {3rd International Conference on Learning Representations},
  note = {arXiv:1412.6980},
  year = {2015}
}""",
    ),
    "lecun1998": (
        "LeCun {etal}",
        "1998",
        "LeCun, Y., Bottou, L., Bengio, Y., & Haffner, P. (1998). "
        "Gradient-based learning applied to document recognition. "
        "Proceedings of the IEEE, 86(11), 2278–2324. "
        "https://doi.org/10.1109/5.726791",
        """@article{lecun1998,
  author = {LeCun, Yann and Bottou, L{\\'e}on and Bengio, Yoshua and
    Haffner, Patrick},
  title = {Gradient-based learning applied to document recognition},
  journal = {Proceedings of the IEEE},
  volume = {86},
  number = {11},
  pages = {2278--2324},
  doi = {10.1109/5.726791},
  year = {1998}
}""",
    ),
    "mnist": (
        "LeCun {etal}",
        "{nodate}",
        "LeCun, Y., Cortes, C., & Burges, C. J. C. ({nodate}). The MNIST "
        "database of handwritten digits. http://yann.lecun.com/exdb/mnist/",
        """@misc{mnist,
  author = {LeCun, Yann and Cortes, Corinna and Burges, Christopher J. C.},
  title = {The {MNIST} database of handwritten digits},
  howpublished = {\\url{http://yann.lecun.com/exdb/mnist/}}
}""",
    ),
    "shorten2019": (
        "Shorten & Khoshgoftaar",
        "2019",
        "Shorten, C., & Khoshgoftaar, T. M. (2019). A survey on image data "
        "augmentation for deep learning. Journal of Big Data, 6, 60. "
        "https://doi.org/10.1186/s40537-019-0197-0",
        """@article{shorten2019,
  author = {Shorten, Connor and Khoshgoftaar, Taghi M.},
  title = {A survey on Image Data Augmentation for Deep Learning},
  journal = {Journal of Big Data},
  volume = {6},
  pages = {60},
  doi = {10.1186/s40537-019-0197-0},
  year = {2019}
}""",
    ),
    "smith2019": (
        "Smith & Topin",
        "2019",
        "Smith, L. N., & Topin, N. (2019). Super-convergence: Very fast "
        "training of neural networks using large learning rates. In "
        "Artificial Intelligence and Machine Learning for Multi-Domain "
        "Operations Applications (Proc. SPIE 11006, 1100612). "
        "https://doi.org/10.1117/12.2520589",
        """@inproceedings{smith2019,
  author = {Smith, Leslie N. and Topin, Nicholay},
  title = {Super-convergence: very fast training of neural networks using
    large learning rates},
  booktitle = {Artificial Intelligence and Machine Learning for Multi-Domain
    Operations Applications},
  series = {Proc. SPIE},
  volume = {11006},
  pages = {1100612},
  doi = {10.1117/12.2520589},
  year = {2019}
}""",
    ),
    "tensorflow": (
        "Abadi {etal}",
        "2016",
        "Abadi, M., Barham, P., Chen, J., Chen, Z., Davis, A., Dean, J., "
        "{etal} (2016). TensorFlow: A system for large-scale machine "
        "learning. In 12th USENIX Symposium on Operating Systems Design and "
        "Implementation (pp. 265–283).",
        """@inproceedings{tensorflow,
  author = {Abadi, Mart{\\'i}n and Barham, Paul and Chen, Jianmin and
    Chen, Zhifeng and Davis, Andy and Dean, Jeffrey and others},
  title = {{TensorFlow}: A System for Large-Scale Machine Learning},
  booktitle = {12th USENIX Symposium on Operating Systems Design and
    Implementation},
  pages = {265--283},
  year = {2016}
}""",
    ),
    "wilson1927": (
        "Wilson",
        "1927",
        "Wilson, E. B. (1927). Probable inference, the law of succession, "
        "and statistical inference. Journal of the American Statistical "
        "Association, 22(158), 209–212. "
        "https://doi.org/10.1080/01621459.1927.10502953",
        """@article{wilson1927,
  author = {Wilson, Edwin B.},
  title = {Probable Inference, the Law of Succession, and Statistical
    Inference},
  journal = {Journal of the American Statistical Association},
  volume = {22},
  number = {158},
  pages = {209--212},
  doi = {10.1080/01621459.1927.10502953},
  year = {1927}
}""",
    ),
    "yadav2019": (
        "Yadav & Bottou",
        "2019",
        "Yadav, C., & Bottou, L. (2019). Cold case: The lost MNIST digits. "
        "In Advances in Neural Information Processing Systems (Vol. 32, pp. "
        "13443–13452).",
        """@inproceedings{yadav2019,
  author = {Yadav, Chhavi and Bottou, L{\\'e}on},
  title = {Cold Case: The Lost {MNIST} Digits},
  booktitle = {Advances in Neural Information Processing Systems},
  volume = {32},
  pages = {13443--13452},
  year = {2019}
}""",
    ),
}


def list_sources() -> dict[str, Source]:
    """Return all works by key, in the order of a reference list."""
    words = {"{etal}": _("et al."), "{nodate}": _("n.d.")}

    def put(text: str) -> str:
        for field, word in words.items():
            text = text.replace(field, word)
        return text

    return {
        key: Source(key, put(f"{authors}, {year}"), put(full), bibtex)
        for key, (authors, year, full, bibtex) in sorted(
            _WORKS.items(), key=lambda work: work[1][2].lower()
        )
    }
