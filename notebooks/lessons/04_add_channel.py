# %% [markdown] lang="en"
# # 04 · Add the channel
#
# {{head}}
#
# The step expands the dimension with `np.expand_dims()`: from (height, width)
# to (batch, height, width, channels).
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
# {{head}}
#
# Langkah ini mengembangkan dimensi dengan `np.expand_dims()`: dari (height,
# width) menjadi (batch, height, width, channels).
#
# Anda akan mempelajari
# - keempat sumbu yang diharapkan CNN,
# - tiga cara menambah kanal (channel), semuanya tanpa menyalin satu byte pun,
# - cara membaca pesan galat CNN bila kanalnya tidak ada.
#
# **Prasyarat:** [03 normalize](03_normalize.ipynb).

# %%
# NBVAL_CHECK_OUTPUT
import numpy as np

(images, labels), _ = mh.load_mnist()
(x_train, y_train), (x_val, y_val) = mh.split_train_validation(images, labels)
x_train_scaled = mh.scale_pixels(x_train)
x_train_scaled.shape

# %% [markdown] lang="en"
# ## Four axes
#
# A CNN takes images as (batch, height, width, channels). MNIST gives three:
# 54,000 images of 28 rows and 28 columns. The last axis, the channel, says
# how many numbers there are at each place: 3 in a colour photograph, 1 here.
#
# | axis | name | here |
# |---|---|---|
# | 0 | batch | which image |
# | 1 | height | which row |
# | 2 | width | which column |
# | 3 | channels | which of the numbers at that place |

# %% [markdown] lang="id"
# ## Empat sumbu
#
# CNN menerima citra dalam bentuk (batch, height, width, channels). MNIST baru
# punya tiga: 54.000 citra dengan 28 baris dan 28 kolom. Sumbu terakhir, kanal
# (channel), menyatakan banyaknya bilangan di tiap posisi: 3 pada foto
# berwarna, 1 di sini.
#
# | sumbu | nama | di sini |
# |---|---|---|
# | 0 | batch | citra yang mana |
# | 1 | height (tinggi) | baris yang mana |
# | 2 | width (lebar) | kolom yang mana |
# | 3 | channels (kanal) | bilangan yang mana di posisi itu |

# %% [markdown] lang="en"
# ## `np.expand_dims`
#
# It puts in an axis of length 1; `axis` says where, -1 is the end.
# **Predict:** which shape comes out with `axis=-1`, which with `axis=0`?

# %% [markdown] lang="id"
# ## `np.expand_dims`
#
# Fungsi ini menyisipkan sumbu sepanjang 1; `axis` menyatakan tempatnya, -1
# berarti di akhir. **Tebak dulu:** bentuk apa yang dihasilkan `axis=-1`, dan
# bentuk apa yang dihasilkan `axis=0`?

# %%
# NBVAL_CHECK_OUTPUT
x_train_4d = np.expand_dims(x_train_scaled, axis=-1)
x_train_4d.shape, np.expand_dims(x_train_scaled, axis=0).shape

# %% [markdown] lang="en"
# Both have four axes, but the second would be *one* image of 54,000 rows, 28
# columns and 28 channels. Right is the first. Before and after, as a table
# **for chapter 3**:

# %% [markdown] lang="id"
# Keduanya punya empat sumbu, tetapi yang kedua berarti *satu* citra dengan
# 54.000 baris, 28 kolom, dan 28 kanal. Yang benar adalah yang pertama.
# Sebelum dan sesudah, dalam tabel **untuk Bab 3**:

# %%
# NBVAL_CHECK_OUTPUT
mh.describe_images(before=x_train_scaled, after=x_train_4d).T

# %% [markdown] lang="en"
# Only the first row differs. One image still has 784 pixels.
#
# ## Three ways, one result
#
# You will meet all of these in other people's code. In square brackets `...`
# stands for all the axes that are there, and `None` for a new one of length 1;
# in `reshape` one length may be -1, "as many as fit". **Predict:** do they
# differ? Does each take another 169 MB of memory?

# %% [markdown] lang="id"
# Hanya baris pertama yang berbeda. Satu citra tetap berisi 784 piksel.
#
# ## Tiga cara, satu hasil
#
# Anda akan menjumpai semua cara ini di kode orang lain. Di dalam kurung siku,
# `...` mewakili semua sumbu yang sudah ada, dan `None` sumbu baru sepanjang 1;
# di dalam `reshape`, satu panjang boleh ditulis -1, artinya "sebanyak yang
# muat". **Tebak dulu:** apakah hasilnya berbeda? Apakah masing-masing memakan
# 169 MB memori lagi?

# %%
# NBVAL_CHECK_OUTPUT
with_none = x_train_scaled[..., None]
with_reshape = x_train_scaled.reshape(-1, 28, 28, 1)
with_helper = mh.add_channel(x_train_scaled)
for way in (x_train_4d, with_none, with_reshape, with_helper):
    same_numbers = np.array_equal(way, x_train_4d)
    print(same_numbers, np.shares_memory(way, x_train_scaled))

# %% [markdown] lang="en"
# The same numbers, and the same *bytes*: all four look at one memory, so none
# takes any more. Only the description changed.

# %% [markdown] lang="id"
# Bilangannya sama, bahkan *byte*-nya sama: keempatnya merujuk ke memori yang
# sama, jadi tidak ada memori tambahan. Yang berubah hanyalah cara
# mendeskripsikannya.

# %% [markdown] lang="en"
# ## The error without it
#
# A convolution layer gets two images without a channel. **Predict:** what
# will it complain about? (`try` and `except` catch the error, so that we see
# its main line only.)

# %% [markdown] lang="id"
# ## Galat bila tidak ada kanal
#
# Sebuah lapisan konvolusi menerima dua citra tanpa kanal. **Tebak dulu:**
# pesan galat apa yang muncul? (`try` dan `except` menangkap galatnya sehingga
# hanya baris utamanya yang terlihat.)

# %%
import keras

keras.utils.set_random_seed(7)
convolution = keras.layers.Conv2D(8, 5)
try:
    convolution(x_train_scaled[:2])
except ValueError as error:
    print(str(error).splitlines()[0])

# %% [markdown] lang="en"
# Read it from the end. *Full shape received: (2, 28, 28)*: two images, and no
# channel. *Found ndim=3*: you gave three axes. *Expected min_ndim=4*: one is
# missing. Most errors of a CNN are of this kind; look at the shape first.
# With the channel:

# %% [markdown] lang="id"
# Bacalah dari belakang. *Full shape received: (2, 28, 28)*: dua citra, tanpa
# kanal. *Found ndim=3*: Anda memberi tiga sumbu. *Expected min_ndim=4*: kurang
# satu sumbu. Kebanyakan galat CNN berjenis seperti ini; periksa dulu
# bentuknya. Dengan kanal:

# %%
# NBVAL_CHECK_OUTPUT
tuple(convolution(x_train_4d[:2]).shape)

# %% [markdown] lang="en"
# ### A model that is too kind
#
# A whole Keras model knows the shape it wants. **Predict:** does it complain,
# too, when the channel is missing?

# %% [markdown] lang="id"
# ### Model yang terlalu baik hati
#
# Model Keras yang utuh tahu bentuk yang diinginkannya. **Tebak dulu:** apakah
# model juga mengeluh bila kanalnya tidak ada?

# %%
model = keras.Sequential([keras.Input((28, 28, 1)), convolution])
print(tuple(model(x_train_scaled[:2]).shape))
try:
    model(x_train_4d[0])
except Exception as error:
    print(x_train_4d[0].shape, "size would be negative" in str(error))

# %% [markdown] lang="en"
# No: it adds a missing last axis by itself. Don't rely on it: another missing
# axis it guesses wrongly. The last line is one image without its batch axis:
# the model takes its 28 rows for 28 images of one column and fails deep
# inside, with a message of an output whose "size would be negative".

# %% [markdown] lang="id"
# Tidak: model menambahkan sendiri sumbu terakhir yang kurang. Jangan
# mengandalkannya: sumbu lain yang kurang ditebaknya dengan salah. Baris
# terakhir adalah satu citra tanpa sumbu batch: model mengira 28 barisnya
# sebagai 28 citra dengan satu kolom, lalu gagal jauh di dalam, dengan
# pesan tentang keluaran yang "size would be negative" (ukurannya negatif).

# %% [markdown] lang="en"
# ## One image to predict
#
# A single image has rows, columns and a channel, yet the layer refuses it.
# **Predict:** which axis is missing now?

# %% [markdown] lang="id"
# ## Satu citra untuk diprediksi
#
# Satu citra sudah punya baris, kolom, dan kanal, tetapi lapisan itu tetap
# menolaknya. **Tebak dulu:** sumbu mana yang sekarang kurang?

# %%
image = x_train_4d[0]
try:
    convolution(image)
except ValueError as error:
    print(str(error).splitlines()[0])

# %% [markdown] lang="en"
# *(28, 28, 1)*: the batch. `image[None]` puts it in front and makes a batch of
# one. `predict` wants the same.

# %% [markdown] lang="id"
# *(28, 28, 1)*: kurang batch. `image[None]` menambahkannya di depan sehingga
# menjadi batch berisi satu citra. `predict` juga memintanya.

# %%
# NBVAL_CHECK_OUTPUT
image.shape, image[None].shape, tuple(convolution(image[None]).shape)

# %% [markdown] lang="en"
# ## Channels last, channels first
#
# TensorFlow puts the channel last; PyTorch puts it first, right behind the
# batch. `np.moveaxis` goes from one to the other. Which one Keras expects on
# this machine:

# %% [markdown] lang="id"
# ## Kanal di akhir, kanal di depan
#
# TensorFlow menaruh kanal di akhir (channels_last); PyTorch menaruhnya di
# depan, tepat setelah batch (channels_first). `np.moveaxis` mengubah yang
# satu menjadi yang lain. Inilah yang diharapkan Keras di komputer ini:

# %%
# NBVAL_CHECK_OUTPUT
channels_first = np.moveaxis(x_train_4d, -1, 1)
keras.config.image_data_format(), x_train_4d.shape, channels_first.shape

# %% [markdown] lang="en"
# ## Misconception: "a channel is a colour"
#
# The new axis is often called the *colour* dimension. **Predict:**

# %% [markdown] lang="id"
# ## Salah paham: "kanal itu warna"
#
# Sumbu baru ini sering disebut dimensi *warna*. **Tebak dulu:**

# %%
mc.quiz("channel_is_colour")

# %%
# NBVAL_CHECK_OUTPUT
same_size = keras.layers.Conv2D(8, 5, padding="same", activation="relu")
answers = np.asarray(same_size(x_train_4d[:1]))
x_train_4d[:1].shape, answers.shape

# %%
nine, titles = [x_train_scaled[0]], ["x"]
for channel in range(8):
    one_map = answers[0, ..., channel]
    nine.append(one_map / one_map.max())  # each as bright as the image
    titles.append(f"answers[..., {channel}]")
mh.show(mh.plot_digits(np.stack(nine), titles=titles, columns=3))

# %% [markdown] lang="en"
# In goes one channel, out come eight, and none of them is a colour: each is
# the picture of one filter's answers, bright where the filter fits. (These
# filters are still random.) A channel is *one number at each place*, whatever
# it means: grey, red, or "there is an edge here". Lesson 09 builds on that.

# %% [markdown] lang="id"
# Masuk satu kanal, keluar delapan, dan tidak satu pun berupa warna: tiap
# kanal adalah gambar jawaban satu filter, terang di tempat yang cocok dengan
# filter itu. (Filter-filter ini masih acak.) Kanal adalah *satu bilangan di
# tiap posisi*, apa pun maknanya: abu-abu, merah, atau "di sini ada tepi".
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
mc.check_rgb_shape(shape)

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
mc.check_one_image(ready)

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
# ## Exercise 3: read the brackets
#
# `x` has the shape (5000, 28, 28). Which shape (a tuple) has `x[..., None]`?

# %% [markdown] lang="id"
# ## Latihan 3: membaca kurungnya
#
# `x` memiliki bentuk (5000, 28, 28). Apa bentuk (tuple) `x[..., None]`?

# %%
with_none = ...

# %%
mc.check_with_none(with_none)

# %% [markdown] lang="en"
# <details><summary>Solution</summary>
#
# ```python
# with_none = (5000, 28, 28, 1)
# ```
#
# </details>
#
# ## Exercise 4 (open): axes of other data
#
# Write down shape and meaning of each axis for a batch of: a video, a
# recording from two microphones, a weather map with temperature, wind and
# rain.
#
# Check yourself:
# - Does each axis have a name, a length and a unit?
# - Which axis is the channel, and how many numbers stand at one place?
# - Along which axes would a convolution slide?
# - Could you draw one item, and which axes would the picture have?

# %% [markdown] lang="id"
# <details><summary>Jawaban</summary>
#
# ```python
# with_none = (5000, 28, 28, 1)
# ```
#
# </details>
#
# ## Latihan 4 (terbuka): sumbu data lain
#
# Tuliskan bentuk dan arti tiap sumbu untuk satu batch berisi: video, rekaman
# dari dua mikrofon, peta cuaca dengan suhu, angin, dan hujan.
#
# Periksa sendiri:
# - Apakah tiap sumbu memiliki nama, panjang, dan satuan?
# - Sumbu mana yang menjadi kanal, dan berapa bilangan di satu posisi?
# - Sepanjang sumbu mana konvolusi akan bergeser?
# - Dapatkah Anda menggambar satu datanya, dan sumbu mana yang tampak di
#   gambar?

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
# **Into chapter 3:** the table with the shape before and after, and the line
# of code that did it, `np.expand_dims(x_train_scaled, axis=-1)`. Say that the
# axis is the channel, of length 1 because the images are grey.
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
# **Untuk Bab 3:** tabel bentuk sebelum dan sesudah, beserta baris kodenya,
# `np.expand_dims(x_train_scaled, axis=-1)`. Sebutkan bahwa sumbu itu adalah
# kanal, dengan panjang 1 karena citranya abu-abu.
#
# **Berikutnya:** [05 augment](05_augment.ipynb)
