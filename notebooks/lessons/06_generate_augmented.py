# %% [markdown] lang="en"
# # 06 · Generate augmented data
#
# **Seed step:** data preparation 6, *generating augmented data* with
# `flow()`; the supervisor's comment: compare the dataset before and after
# augmentation, with the same data or the same digit. **Minutes:** 25.
#
# You will learn
# - what `flow()` hands out, batch by batch,
# - what the training set looks like before and after, digit by digit,
# - why one splits first and augments second.
#
# **Read before:** [05 augment](05_augment.ipynb).

# %% [markdown] lang="id"
# # 06 · Menghasilkan data augmentasi
#
# **Langkah:** persiapan data 6, *menghasilkan data augmentasi* dengan
# `flow()`; komentar pembimbing: bandingkan dataset sebelum dan sesudah
# augmentasi, dengan data atau digit yang sama. **Waktu:** 25 menit.
#
# Anda akan mempelajari
# - apa yang diberikan `flow()`, batch demi batch,
# - seperti apa data latih sebelum dan sesudah, digit demi digit,
# - mengapa data dipisahkan dulu, baru diaugmentasi.
#
# **Prasyarat:** [05 augment](05_augment.ipynb).

# %%
import time

import numpy as np
import pandas as pd
from sklearn.neighbors import KNeighborsClassifier

from mnist_helpers import (
    Augmentation,
    augment_dataset,
    caption,
    compare_counts,
    compare_ink,
    load_mnist,
    mean_images,
    plot_digits,
    split_train_validation,
)
from mnist_helpers.exercises import check_after_copies, check_order

# %%
# NBVAL_CHECK_OUTPUT
(images, labels), _ = load_mnist()
(x_train, y_train), (x_val, y_val) = split_train_validation(images, labels)
settings = Augmentation(rotation=10, shift=0.1, shear=5, zoom=0.1)
x_train.shape, x_val.shape

# %% [markdown] lang="en"
# ## What `flow()` hands out
#
# `settings.generator()` is the `ImageDataGenerator` of lesson 05. Its
# `flow()` walks through the training data and hands out batches of changed
# images, for ever. It wants the channel axis.
#
# **Predict:** what shape has a batch?

# %% [markdown] lang="id"
# ## Apa yang diberikan `flow()`
#
# `settings.generator()` adalah `ImageDataGenerator` dari pelajaran 05. Metode
# `flow()` menyusuri data latih dan memberikan batch berisi citra yang sudah
# diubah, tanpa henti. Metode ini memerlukan sumbu kanal.
#
# **Tebak dulu:** apa bentuk satu batch?

# %%
# NBVAL_CHECK_OUTPUT
x_train_4d = np.expand_dims(x_train, axis=-1)
flow = settings.generator().flow(x_train_4d, y_train, batch_size=32, seed=7)
batch_images, batch_labels = next(flow)
batch_images.shape, batch_labels.shape, len(flow)

# %% [markdown] lang="en"
# 32 images, 32 labels; 1,688 batches make one epoch of 54,000 images (the
# last batch is smaller). The label of a changed image is that of its
# original.
#
# ## The same digit in several epochs
#
# `shuffle=False` keeps the order, so the first image of each epoch is the
# same one. Five epochs of ten images:

# %% [markdown] lang="id"
# 32 citra dan 32 label; 1.688 batch membentuk satu epoch dari 54.000 citra
# (batch terakhir lebih kecil). Label citra yang diubah sama dengan label
# citra aslinya.
#
# ## Digit yang sama dalam beberapa epoch
#
# `shuffle=False` mempertahankan urutan sehingga citra pertama tiap epoch
# selalu citra yang sama. Lima epoch dari sepuluh citra:

# %%
still = settings.generator().flow(
    x_train_4d[:10], batch_size=10, shuffle=False, seed=7
)
epochs = np.stack([x_train_4d[:10], *(next(still) for _ in range(5))])
titles = ["0"] + [str(epoch) for epoch in range(1, 6)]
print(caption(plot_digits(epochs[:, 0], titles=titles, columns=6)))

# %% [markdown] lang="en"
# 0 is the original, 1 to 5 are the epochs. The model never sees exactly the
# same image twice: with `flow()` it gets *as many* images as before, only
# different ones each time.
#
# ## Before and after, stored: images per digit
#
# For a table in a thesis it is clearer to *store* copies: here one changed
# copy of each of the 54,000.

# %% [markdown] lang="id"
# 0 adalah citra asli, 1 sampai 5 adalah epoch. Model tidak pernah melihat
# citra yang persis sama dua kali: dengan `flow()` jumlah citranya *tetap*,
# hanya isinya yang berbeda setiap kali.
#
# ## Sebelum dan sesudah, disimpan: jumlah citra tiap digit
#
# Untuk tabel di skripsi lebih jelas bila salinannya *disimpan*: di sini satu
# salinan yang diubah untuk setiap citra dari 54.000.

# %%
# NBVAL_CHECK_OUTPUT
x_after, y_after = augment_dataset(x_train, y_train, settings, copies=1)
compare_counts(y_train, y_after)

# %% [markdown] lang="en"
# Each digit has exactly doubled: augmentation leaves the *shares* alone.
#
# ## The same images before and after
#
# One image of each digit: in the upper half the original, in the lower half
# its copy.

# %% [markdown] lang="id"
# Setiap digit tepat menjadi dua kali lipat: augmentasi tidak mengubah
# *perbandingannya*.
#
# ## Citra yang sama sebelum dan sesudah
#
# Satu citra untuk tiap digit: di paruh atas citra asli, di paruh bawah
# salinannya.

# %%
first = np.array([np.flatnonzero(y_train == d)[0] for d in range(10)])
pairs = np.concatenate([x_after[first], x_after[first + len(x_train)]])
titles = [str(d) for d in range(10)] + [f"{d}'" for d in range(10)]
print(caption(plot_digits(pairs, titles=titles, columns=10)))

# %% [markdown] lang="en"
# ## Ink, brightness and box before and after
#
# **Predict:** do the copies have more ink, less, or the same?

# %% [markdown] lang="id"
# ## Tinta, kecerahan, dan kotak sebelum dan sesudah
#
# **Tebak dulu:** apakah tinta salinan lebih banyak, lebih sedikit, atau sama?

# %%
made = slice(len(x_train), None)
compare_ink(x_train, x_after[made], y_train, y_after[made])

# %% [markdown] lang="en"
# The copies have more *inked pixels*, yet hardly another *brightness*:
# resampling spreads a stroke over neighbouring pixels and makes it fainter.
#
# ## The mean image of each digit

# %% [markdown] lang="id"
# Salinan memiliki lebih banyak *piksel bertinta*, tetapi *kecerahannya*
# hampir sama: pencuplikan ulang menyebarkan goresan ke piksel tetangga dan
# membuatnya lebih tipis.
#
# ## Citra rata-rata tiap digit

# %%
means = np.concatenate(
    [mean_images(x_train, y_train), mean_images(x_after[made], y_after[made])]
)
print(caption(plot_digits(means, titles=titles, columns=10)))

# %% [markdown] lang="en"
# The lower row is more blurred: the copies lie in more places and at more
# angles. That is the point of augmentation.
#
# ## On the fly or stored?

# %% [markdown] lang="id"
# Baris bawah lebih kabur: salinan berada di lebih banyak tempat dan sudut.
# Memang itulah tujuan augmentasi.
#
# ## Dibuat saat dipakai atau disimpan?

# %%
# NBVAL_CHECK_OUTPUT
x_train.nbytes, x_after.nbytes, batch_images.nbytes

# %% [markdown] lang="en"
# Bytes: before, stored, and one batch on the fly. Stored data grows with
# each copy; `flow()` keeps one batch at a time and never repeats itself.
#
# ## How fast?
#
# Images per second of the generator and of the layer `RandomAffine`, here
# and now. (Your numbers will differ.)

# %% [markdown] lang="id"
# Satuannya byte: sebelum, disimpan, dan satu batch yang dibuat saat dipakai.
# Data yang disimpan membesar dengan setiap salinan; `flow()` cukup menyimpan
# satu batch dan tidak pernah mengulang.
#
# ## Seberapa cepat?
#
# Banyaknya citra per detik dari generator dan dari lapisan `RandomAffine`, di
# sini dan sekarang. (Angka Anda akan berbeda.)

# %%
layer = settings.layer(seed=7)
batch = x_train_4d[:128].astype("float32")


def images_per_second(make, rounds):
    start = time.perf_counter()
    for _ in range(rounds):
        make()
    return round(rounds * 128 / (time.perf_counter() - start))


# %%
quick = settings.generator().flow(x_train_4d, batch_size=128)
speeds = {
    "ImageDataGenerator": images_per_second(lambda: next(quick), 10),
    "RandomAffine": images_per_second(lambda: layer(batch), 50),
}
pd.Series(speeds).to_frame("citra/s · images/s")

# %% [markdown] lang="en"
# ## Only the training data
#
# Validation and test data stay as they are: they stand for handwriting as
# people really write it.
#
# ## Misconception: "augment first, split afterwards"
#
# Take 2,000 images, add three copies of each, and *then* split. Copies of
# one image land on both sides. **Predict:** what does that do to the
# validation accuracy of a model that only looks up its nearest neighbour?

# %% [markdown] lang="id"
# ## Hanya data latih
#
# Data validasi dan data uji dibiarkan apa adanya: keduanya mewakili tulisan
# tangan sebagaimana orang benar-benar menulis.
#
# ## Salah paham: "augmentasi dulu, baru dipisahkan"
#
# Ambil 2.000 citra, tambahkan tiga salinan untuk masing-masing, *lalu*
# pisahkan. Salinan dari satu citra akan berada di kedua sisi.
# **Tebak dulu:** apa akibatnya pada akurasi validasi sebuah model yang hanya
# mencari tetangga terdekat?

# %%
small, small_labels = x_train[:2000], y_train[:2000]


def accuracy(x_fit, y_fit, x_check, y_check):
    nearest = KNeighborsClassifier(1).fit(x_fit.reshape(-1, 784) / 255, y_fit)
    return nearest.score(x_check.reshape(-1, 784) / 255, y_check)


gentle = Augmentation(rotation=3, shift=0.02, shear=2, zoom=0.02)

# %%
everything = augment_dataset(small, small_labels, gentle, copies=3)
(x_wrong, y_wrong), (x_leak, y_leak) = split_train_validation(
    *everything, validation=1600
)
wrong = accuracy(x_wrong, y_wrong, x_leak, y_leak)

# %%
(x_fit, y_fit), (x_held, y_held) = split_train_validation(
    small, small_labels, validation=400
)
x_more, y_more = augment_dataset(x_fit, y_fit, gentle, copies=3)
right = accuracy(x_more, y_more, x_held, y_held)
fresh = accuracy(x_wrong, y_wrong, x_val, y_val)
print(f"{wrong:.3f} {right:.3f} {fresh:.3f}")

# %% [markdown] lang="en"
# First: augmented, then split. Second: split, then augmented. Third: the
# first model on 6,000 images that it really never saw. The first number
# promises what the third does not keep: near-copies of the "unseen" images
# were in the training part. Split first, augment second.
#
# ## Exercise 1: count
#
# You store three changed copies of each of the 54,000 training images. How
# many training images are there then?

# %% [markdown] lang="id"
# Pertama: diaugmentasi, lalu dipisahkan. Kedua: dipisahkan, lalu
# diaugmentasi. Ketiga: model pertama pada 6.000 citra yang benar-benar belum
# pernah dilihatnya. Angka pertama menjanjikan sesuatu yang tidak ditepati
# angka ketiga: salinan mirip dari citra yang "belum dilihat" sudah ada di
# bagian latih. Pisahkan dulu, baru augmentasi.
#
# ## Latihan 1: menghitung
#
# Anda menyimpan tiga salinan yang diubah untuk setiap citra dari 54.000 citra
# latih. Berapa banyak citra latihnya sekarang?

# %%
after = ...

# %%
check_after_copies(after)

# %% [markdown] lang="en"
# <details><summary>Solution</summary>
#
# ```python
# after = 54000 * (1 + 3)  # 216000
# ```
#
# </details>

# %% [markdown] lang="id"
# <details><summary>Jawaban</summary>
#
# ```python
# after = 54000 * (1 + 3)  # 216000
# ```
#
# </details>

# %% [markdown] lang="en"
# ## Exercise 2: the order
#
# Put `"augment"`, `"split"` and `"train"` into a list in the right order.

# %% [markdown] lang="id"
# ## Latihan 2: urutannya
#
# Susun `"augment"`, `"split"`, dan `"train"` dalam sebuah list dengan urutan
# yang benar.

# %%
steps = ...

# %%
check_order(steps)

# %% [markdown] lang="en"
# <details><summary>Solution</summary>
#
# ```python
# steps = ["split", "augment", "train"]
# ```
#
# </details>

# %% [markdown] lang="id"
# <details><summary>Jawaban</summary>
#
# ```python
# steps = ["split", "augment", "train"]
# ```
#
# </details>

# %% [markdown] lang="en"
# ## Summary
#
# - `flow()` hands out changed batches for ever; the number of images in an
#   epoch stays the same.
# - Stored, each digit grows by the same factor: the shares stay.
# - Copies have more inked pixels and nearly the same brightness.
# - Split first, augment only the training data.
#
# | English | Indonesian |
# |---|---|
# | batch, epoch | batch, epoch |
# | augmentation | augmentasi |
# | training set | data latih |
# | validation set | data validasi |
#
# **Into chapter 3:** the table of images per digit before and after, the
# figure of the same images before and after, the table of ink and box.

# %% [markdown] lang="id"
# ## Ringkasan
#
# - `flow()` memberikan batch yang diubah tanpa henti; jumlah citra dalam satu
#   epoch tetap.
# - Bila disimpan, setiap digit bertambah dengan faktor yang sama:
#   perbandingannya tetap.
# - Salinan memiliki lebih banyak piksel bertinta, kecerahannya hampir sama.
# - Pisahkan dulu, lalu augmentasi hanya data latih.
#
# | Inggris | Indonesia |
# |---|---|
# | batch, epoch | batch, epoch |
# | augmentation | augmentasi |
# | training set | data latih |
# | validation set | data validasi |
#
# **Untuk Bab 3:** tabel jumlah citra tiap digit sebelum dan sesudah, gambar
# citra yang sama sebelum dan sesudah, tabel tinta dan kotak.
