# %% [markdown] lang="en"
# # 04 · Add the channel
#
# **Seed step:** data preparation 4, *expanding the dimension* with
# `np.expand_dims()`: from (height, width) to (batch, height, width,
# channels). **Minutes:** 15.
#
# You will learn
# - what the four axes are that a CNN expects,
# - three ways to add the channel, all without copying a byte,
# - how to read the error that a CNN gives without it.
#
# **Read before:** [03 normalize](03_normalize.ipynb).

# %% [markdown] lang="id"
# # 04 · Menambah kanal
#
# **Langkah:** persiapan data 4, *pengembangan dimensi* dengan
# `np.expand_dims()`: dari (height, width) menjadi (batch, height, width,
# channels). **Waktu:** 15 menit.
#
# Anda akan mempelajari
# - keempat sumbu yang diharapkan CNN,
# - tiga cara menambah kanal (channel), semuanya tanpa menyalin satu byte pun,
# - cara membaca pesan galat CNN bila kanalnya tidak ada.
#
# **Prasyarat:** [03 normalize](03_normalize.ipynb).

# %%
import numpy as np

from mnist_helpers import (
    add_channel,
    load_mnist,
    scale_pixels,
    split_train_validation,
)
from mnist_helpers.exercises import check_one_image, check_rgb_shape

# %%
# NBVAL_CHECK_OUTPUT
(images, labels), _ = load_mnist()
(x_train, y_train), (x_val, y_val) = split_train_validation(images, labels)
x_train_scaled = scale_pixels(x_train)
x_train_scaled.shape

# %% [markdown] lang="en"
# ## Four axes
#
# A CNN takes images as (batch, height, width, channels). MNIST gives three:
# 54,000 images of 28 rows and 28 columns. The last axis, the channel, says
# how many numbers there are at each place: 3 in a colour photograph, 1 here.

# %% [markdown] lang="id"
# ## Empat sumbu
#
# CNN menerima citra dalam bentuk (batch, height, width, channels). MNIST baru
# punya tiga: 54.000 citra dengan 28 baris dan 28 kolom. Sumbu terakhir, kanal
# (channel), menyatakan banyaknya bilangan di tiap posisi: 3 pada foto
# berwarna, 1 di sini.

# %%
# NBVAL_CHECK_OUTPUT
x_train_4d = np.expand_dims(x_train_scaled, axis=-1)
x_train_4d.shape

# %% [markdown] lang="en"
# ## Three ways, one result
#
# **Predict:** do these three differ? How much memory does each take?

# %% [markdown] lang="id"
# ## Tiga cara, satu hasil
#
# **Tebak dulu:** apakah ketiganya berbeda? Berapa memori yang dipakai
# masing-masing?

# %%
# NBVAL_CHECK_OUTPUT
with_none = x_train_scaled[..., None]
with_reshape = x_train_scaled.reshape(-1, 28, 28, 1)
with_helper = add_channel(x_train_scaled)
ways = (with_none, with_reshape, with_helper)
[np.array_equal(x_train_4d, way) for way in ways]

# %%
# NBVAL_CHECK_OUTPUT
[np.shares_memory(x_train_scaled, way) for way in (x_train_4d, *ways)]

# %% [markdown] lang="en"
# The same numbers, and the same *bytes*: all four look at one memory. Only
# the description changed.
#
# ## The error without it
#
# **Predict:** what will the convolution complain about?

# %% [markdown] lang="id"
# Bilangannya sama, bahkan *byte*-nya sama: keempatnya melihat memori yang
# satu itu. Yang berubah hanyalah cara mendeskripsikannya.
#
# ## Galat bila tidak ada kanal
#
# **Tebak dulu:** apa yang akan dikeluhkan lapisan konvolusi?

# %%
import keras

convolution = keras.layers.Conv2D(8, 5)
try:
    convolution(x_train_scaled[:2])
except ValueError as error:
    print(str(error).splitlines()[0])

# %% [markdown] lang="en"
# Read it from the end. *Found ndim=3*: you gave three axes. *Full shape
# received: (2, 28, 28)*: two images, and no channel. *Expected min_ndim=4*:
# one is missing. Most errors of a CNN are of this kind; look at the shape
# first.

# %% [markdown] lang="id"
# Bacalah dari belakang. *Found ndim=3*: Anda memberi tiga sumbu. *Full shape
# received: (2, 28, 28)*: dua citra, tanpa kanal. *Expected min_ndim=4*: kurang
# satu sumbu. Kebanyakan galat CNN berjenis seperti ini; periksa dulu
# bentuknya.

# %%
# NBVAL_CHECK_OUTPUT
tuple(convolution(x_train_4d[:2]).shape)

# %% [markdown] lang="en"
# ## One image to predict
#
# A single image lacks the *batch* axis, too. `image[None]` puts it in front.

# %% [markdown] lang="id"
# ## Satu citra untuk diprediksi
#
# Satu citra saja juga belum punya sumbu *batch*. `image[None]` menambahkannya
# di depan.

# %%
# NBVAL_CHECK_OUTPUT
image = x_train_4d[0]
image.shape, image[None].shape

# %% [markdown] lang="en"
# ## Channels last, channels first
#
# TensorFlow puts the channel last; PyTorch puts it first, right behind the
# batch. `np.moveaxis` goes from one to the other.

# %% [markdown] lang="id"
# ## Kanal di akhir, kanal di depan
#
# TensorFlow menaruh kanal di akhir (channels_last); PyTorch menaruhnya di
# depan, tepat setelah batch (channels_first). `np.moveaxis` mengubah yang
# satu menjadi yang lain.

# %%
# NBVAL_CHECK_OUTPUT
np.moveaxis(x_train_4d, -1, 1).shape

# %% [markdown] lang="en"
# ## Misconception: "a channel is a colour"
#
# **Predict:** a convolution with 8 filters takes our one-channel images.
# How many channels come out?

# %% [markdown] lang="id"
# ## Salah paham: "kanal itu warna"
#
# **Tebak dulu:** lapisan konvolusi dengan 8 filter menerima citra satu kanal
# kita. Berapa kanal yang keluar?

# %%
# NBVAL_CHECK_OUTPUT
convolution(x_train_4d[:2]).shape[-1]

# %% [markdown] lang="en"
# Eight, and none of them is a colour: each holds the answers of one filter.
# A channel is *one number at each place*, whatever it means. Lesson 09
# builds on that.

# %% [markdown] lang="id"
# Delapan, dan tidak satu pun berupa warna: masing-masing memuat jawaban satu
# filter. Kanal adalah *satu bilangan di tiap posisi*, apa pun maknanya.
# Pelajaran 09 melanjutkan dari sini.

# %% [markdown] lang="en"
# ## Exercise 1: photographs
#
# What shape (a tuple) has a batch of 32 colour photographs, 64 rows by 48
# columns, for TensorFlow?

# %% [markdown] lang="id"
# ## Latihan 1: foto
#
# Apa bentuk (tuple) satu batch berisi 32 foto berwarna, 64 baris kali 48
# kolom, untuk TensorFlow?

# %%
shape = ...

# %%
check_rgb_shape(shape)

# %% [markdown] lang="en"
# <details><summary>Solution</summary>
#
# ```python
# shape = (32, 64, 48, 3)
# ```
#
# </details>

# %% [markdown] lang="id"
# <details><summary>Jawaban</summary>
#
# ```python
# shape = (32, 64, 48, 3)
# ```
#
# </details>

# %% [markdown] lang="en"
# ## Exercise 2: one image
#
# Make from `x_train_scaled[3]` an array that a CNN's `predict` accepts.

# %% [markdown] lang="id"
# ## Latihan 2: satu citra
#
# Dari `x_train_scaled[3]`, buatlah array yang diterima `predict` sebuah CNN.

# %%
ready = ...

# %%
check_one_image(ready)

# %% [markdown] lang="en"
# <details><summary>Solution</summary>
#
# ```python
# ready = x_train_scaled[3][None, ..., None]  # (1, 28, 28, 1)
# ```
#
# </details>

# %% [markdown] lang="id"
# <details><summary>Jawaban</summary>
#
# ```python
# ready = x_train_scaled[3][None, ..., None]  # (1, 28, 28, 1)
# ```
#
# </details>

# %% [markdown] lang="en"
# ## Summary
#
# - A CNN takes (batch, height, width, channels); MNIST lacks the last.
# - `np.expand_dims(x, -1)`, `x[..., None]` and `reshape` give the same
#   bytes another description.
# - One image needs a batch axis as well: `image[None]`.
# - A channel is one number at each place, not a colour.
#
# | English | Indonesian |
# |---|---|
# | channel | kanal (channel) |
# | batch | batch |
# | shape | bentuk (shape) |
# | convolution layer | lapisan konvolusi |
#
# **Into chapter 3:** the shape before, (54000, 28, 28), and after,
# (54000, 28, 28, 1), with the line of code that did it.
#
# **Next:** [05 augment](05_augment.ipynb)

# %% [markdown] lang="id"
# ## Ringkasan
#
# - CNN menerima (batch, height, width, channels); MNIST belum punya yang
#   terakhir.
# - `np.expand_dims(x, -1)`, `x[..., None]`, dan `reshape` memberi deskripsi
#   lain pada byte yang sama.
# - Satu citra juga memerlukan sumbu batch: `image[None]`.
# - Kanal adalah satu bilangan di tiap posisi, bukan warna.
#
# | Inggris | Indonesia |
# |---|---|
# | channel | kanal (channel) |
# | batch | batch |
# | shape | bentuk (shape) |
# | convolution layer | lapisan konvolusi |
#
# **Untuk Bab 3:** bentuk sebelum, (54000, 28, 28), dan sesudah,
# (54000, 28, 28, 1), beserta baris kode yang melakukannya.
#
# **Berikutnya:** [05 augment](05_augment.ipynb)
