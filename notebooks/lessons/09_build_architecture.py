# %% [markdown] lang="en"
# # 09 · Build the architecture
#
# **Seed step:** CNN 3, *forming the model's architecture*: convolution,
# pooling and fully connected layers. **Minutes:** 40.
#
# You will learn
# - what a convolution computes, worked out by hand,
# - why each layer has the shape and the parameters that it has,
# - how to draw and tabulate the model for a thesis.
#
# **Read before:** [04 add_channel](04_add_channel.ipynb).

# %% [markdown] lang="id"
# # 09 · Membentuk arsitektur
#
# **Langkah:** CNN 3, *pembentukan arsitektur model*: lapisan konvolusi,
# lapisan pooling, dan lapisan terhubung penuh (fully connected).
# **Waktu:** 40 menit.
#
# Anda akan mempelajari
# - apa yang dihitung sebuah konvolusi, dikerjakan dengan tangan,
# - mengapa tiap lapisan memiliki bentuk dan parameter seperti itu,
# - cara menggambar dan menabelkan model untuk skripsi.
#
# **Prasyarat:** [04 add_channel](04_add_channel.ipynb).

# %%
import keras
import numpy as np
from keras import layers

from mnist_helpers import (
    build_cnn,
    build_dense,
    build_keras_example,
    build_lenet5,
    caption,
    compare_models,
    layer_table,
    plot_architecture,
    plot_digits,
    prepare_mnist,
)
from mnist_helpers.exercises import check_conv_parameters, check_output_side

# %%
# NBVAL_CHECK_OUTPUT
(x_train, y_train), (x_val, y_val) = prepare_mnist()
image = x_train[:1]
image.shape

# %% [markdown] lang="en"
# ## A convolution by hand
#
# A kernel is a small window of weights. It is laid on the image, each weight
# is multiplied by the pixel under it, and the products are added up. Then it
# moves on by one pixel. Here is a 3 × 3 kernel on a 5 × 5 corner.
#
# **Predict:** in how many places does a 3 × 3 window fit into 5 × 5?

# %% [markdown] lang="id"
# ## Konvolusi dengan tangan
#
# Kernel adalah jendela kecil berisi bobot. Kernel diletakkan di atas citra,
# tiap bobot dikalikan dengan piksel di bawahnya, lalu hasil kalinya
# dijumlahkan. Setelah itu kernel bergeser satu piksel. Inilah kernel 3 × 3
# pada sebuah potongan 5 × 5.
#
# **Tebak dulu:** di berapa tempat jendela 3 × 3 muat di dalam 5 × 5?

# %%
# NBVAL_CHECK_OUTPUT
corner = (image[0, 5:10, 12:17, 0] * 255).round().astype(int)
corner

# %%
# NBVAL_CHECK_OUTPUT
kernel = np.array([[1, 1, 1], [0, 0, 0], [-1, -1, -1]])
by_hand = np.array(
    [
        [(corner[r : r + 3, c : c + 3] * kernel).sum() for c in range(3)]
        for r in range(3)
    ]
)
by_hand

# %% [markdown] lang="en"
# Nine places, nine numbers. This kernel subtracts the row below from the
# row above: it answers strongly at horizontal edges. Does Keras's layer give
# the same?

# %% [markdown] lang="id"
# Sembilan tempat, sembilan bilangan. Kernel ini mengurangkan baris bawah dari
# baris atas: jawabannya kuat di tepi mendatar. Apakah lapisan Keras memberi
# hasil yang sama?

# %%
# NBVAL_CHECK_OUTPUT
layer = layers.Conv2D(1, 3, use_bias=False)
layer.build((None, 5, 5, 1))
layer.set_weights([kernel.reshape(3, 3, 1, 1).astype("float32")])
by_layer = np.array(layer(corner[None, ..., None].astype("float32")))
bool(np.array_equal(by_layer[0, ..., 0], by_hand))

# %% [markdown] lang="en"
# ## How large is the output?
#
# A side of $n$ pixels, a kernel of $k$, padding $p$ at each end and steps
# (stride) of $s$ give
#
# $$\left\lfloor \frac{n + 2p - k}{s} \right\rfloor + 1$$
#
# The formula beside the layer, for four cases:

# %% [markdown] lang="id"
# ## Seberapa besar keluarannya?
#
# Sisi $n$ piksel, kernel $k$, padding $p$ di tiap ujung, dan langkah (stride)
# $s$ menghasilkan
#
# $$\left\lfloor \frac{n + 2p - k}{s} \right\rfloor + 1$$
#
# Rumus dan lapisannya berdampingan, untuk empat kasus:

# %%
# NBVAL_CHECK_OUTPUT
for k, s, p, padding in (
    (5, 1, 0, "valid"),
    (3, 1, 0, "valid"),
    (5, 1, 2, "same"),
    (5, 2, 0, "valid"),
):
    formula = (28 + 2 * p - k) // s + 1
    found = layers.Conv2D(1, k, strides=s, padding=padding)(image).shape[1]
    print(f"k={k} s={s} p={p}: {formula} {found}")

# %% [markdown] lang="en"
# ## Build the model, layer by layer
#
# Each line adds one layer and shows the shape that comes out.
#
# **Convolution:** 8 kernels of 5 × 5 look for small strokes.

# %% [markdown] lang="id"
# ## Membangun model, lapisan demi lapisan
#
# Tiap baris menambah satu lapisan dan menampilkan bentuk keluarannya.
#
# **Konvolusi:** 8 kernel 5 × 5 mencari goresan kecil.

# %%
# NBVAL_CHECK_OUTPUT
model = keras.Sequential([keras.Input((28, 28, 1))])
model.add(layers.Conv2D(8, 5, activation="relu", name="conv_1"))
model.output_shape

# %% [markdown] lang="en"
# **Pooling:** of each 2 × 2 only the largest stays: a stroke moved by one
# pixel gives nearly the same answer. It has no weights.

# %% [markdown] lang="id"
# **Pooling:** dari tiap 2 × 2 hanya nilai terbesar yang tinggal: goresan yang
# bergeser satu piksel memberi jawaban yang hampir sama. Lapisan ini tidak
# memiliki bobot.

# %%
# NBVAL_CHECK_OUTPUT
model.add(layers.MaxPooling2D(2, name="pool_1"))
model.output_shape

# %% [markdown] lang="en"
# **Again:** 32 kernels over the 8 maps put strokes together to parts.

# %% [markdown] lang="id"
# **Sekali lagi:** 32 kernel atas 8 peta itu merangkai goresan menjadi bagian
# digit.

# %%
# NBVAL_CHECK_OUTPUT
model.add(layers.Conv2D(32, 5, activation="relu", name="conv_2"))
model.add(layers.MaxPooling2D(2, name="pool_2"))
model.output_shape

# %% [markdown] lang="en"
# **Flatten and fully connected:** 4 · 4 · 32 = 512 numbers in a row, then
# two dense layers. The last has ten outputs, one for each digit, and softmax
# makes them probabilities.

# %% [markdown] lang="id"
# **Flatten dan terhubung penuh:** 4 · 4 · 32 = 512 bilangan dalam satu deret,
# lalu dua lapisan dense. Yang terakhir memiliki sepuluh keluaran, satu untuk
# tiap digit, dan softmax mengubahnya menjadi peluang.

# %%
# NBVAL_CHECK_OUTPUT
model.add(layers.Flatten(name="flatten"))
model.add(layers.Dense(128, activation="relu", name="dense_1"))
model.add(layers.Dense(10, activation="softmax", name="output"))
model.output_shape

# %% [markdown] lang="en"
# ## Parameters by hand
#
# A kernel has (height · width · input channels) weights and one bias; a
# dense unit has one weight for each input and one bias. **Predict:** which
# layer has the most parameters, a convolution or a dense one?

# %% [markdown] lang="id"
# ## Parameter dengan tangan
#
# Sebuah kernel memiliki (tinggi · lebar · kanal masukan) bobot dan satu bias;
# sebuah unit dense memiliki satu bobot untuk tiap masukan dan satu bias.
# **Tebak dulu:** lapisan mana yang parameternya paling banyak, konvolusi atau
# dense?

# %%
# NBVAL_CHECK_OUTPUT
conv_1 = (5 * 5 * 1 + 1) * 8
conv_2 = (5 * 5 * 8 + 1) * 32
dense_1 = (512 + 1) * 128
output = (128 + 1) * 10
conv_1 + conv_2 + dense_1 + output, model.count_params()

# %%
# NBVAL_CHECK_OUTPUT
layer_table(model)

# %% [markdown] lang="en"
# The first dense layer holds most of the parameters, the convolutions do
# most of the multiplications: a kernel's few weights are used in every
# place. From here on `build_cnn()` builds this model.

# %% [markdown] lang="id"
# Lapisan dense pertama memuat sebagian besar parameter, sedangkan konvolusi
# melakukan sebagian besar perkalian: bobot kernel yang sedikit itu dipakai di
# setiap posisi. Mulai sekarang `build_cnn()` membangun model ini.

# %%
# NBVAL_CHECK_OUTPUT
bool(build_cnn().count_params() == model.count_params())

# %% [markdown] lang="en"
# ## The architecture as a figure

# %% [markdown] lang="id"
# ## Arsitektur sebagai gambar

# %%
print(caption(plot_architecture(model)))

# %% [markdown] lang="en"
# ## Feature maps before training
#
# The kernels are still random. What do they see?

# %% [markdown] lang="id"
# ## Peta fitur sebelum pelatihan
#
# Kernelnya masih acak. Apa yang dilihatnya?

# %%
keras.utils.set_random_seed(7)
fresh = build_cnn()
maps = np.array(fresh.layers[0](image))[0]
padded = np.pad(np.moveaxis(maps, -1, 0), ((0, 0), (2, 2), (2, 2)))
titles = [f"conv_1 / {number}" for number in range(1, 9)]
print(caption(plot_digits(padded / padded.max(), titles=titles, columns=4)))

# %% [markdown] lang="en"
# Even random kernels answer to strokes of some direction. Training will
# replace them by useful ones.
#
# ## How far does one number see?
#
# The *receptive field* is the part of the image that one number depends on.
# A 5 × 5 convolution sees 5; pooling adds one step; a second 5 × 5
# convolution adds four steps of two pixels.

# %% [markdown] lang="id"
# Kernel acak pun menanggapi goresan dengan arah tertentu. Pelatihan akan
# menggantinya dengan kernel yang berguna.
#
# ## Seberapa jauh satu bilangan melihat?
#
# *Bidang reseptif* (receptive field) adalah bagian citra yang memengaruhi
# satu bilangan. Konvolusi 5 × 5 melihat 5; pooling menambah satu langkah;
# konvolusi 5 × 5 kedua menambah empat langkah masing-masing dua piksel.

# %%
# NBVAL_CHECK_OUTPUT
field, step = 1, 1
for name, size, stride in (
    ("conv_1", 5, 1),
    ("pool_1", 2, 2),
    ("conv_2", 5, 1),
    ("pool_2", 2, 2),
):
    field, step = field + (size - 1) * step, step * stride
    print(name, field)

# %% [markdown] lang="en"
# ## Beside it: other architectures

# %% [markdown] lang="id"
# ## Di sampingnya: arsitektur lain

# %%
# NBVAL_CHECK_OUTPUT
compare_models(
    cnn=build_cnn(),
    dense=build_dense(),
    lenet5=build_lenet5(),
    keras_example=build_keras_example(),
)

# %% [markdown] lang="en"
# ## Misconception: "more parameters, more work"
#
# Compare two lines of the table: Keras's example has about half as many
# parameters as our CNN, yet many times the multiplications. Parameters cost
# memory, multiplications cost time.

# %% [markdown] lang="id"
# ## Salah paham: "makin banyak parameter, makin banyak hitungan"
#
# Bandingkan dua baris tabel: contoh Keras memiliki sekitar separuh parameter
# CNN kita, tetapi perkaliannya berkali-kali lipat. Parameter memakan memori,
# perkalian memakan waktu.

# %%
# NBVAL_CHECK_OUTPUT
table = compare_models(a=build_keras_example(), b=build_cnn())
(table.loc["a"] / table.loc["b"]).round(2).tolist()[1:]

# %% [markdown] lang="en"
# ## Exercise 1: output side
#
# A 7 × 7 convolution without padding and with stride 1 on 28 × 28: what is
# the side of the output?

# %% [markdown] lang="id"
# ## Latihan 1: sisi keluaran
#
# Konvolusi 7 × 7 tanpa padding dan dengan stride 1 pada 28 × 28: berapa sisi
# keluarannya?

# %%
side = ...

# %%
check_output_side(side)

# %% [markdown] lang="en"
# <details><summary>Solution</summary>
#
# ```python
# side = 28 - 7 + 1  # 22
# ```
#
# </details>

# %% [markdown] lang="id"
# <details><summary>Jawaban</summary>
#
# ```python
# side = 28 - 7 + 1  # 22
# ```
#
# </details>

# %% [markdown] lang="en"
# ## Exercise 2: parameters
#
# `Conv2D(16, 3)` is put on maps with 8 channels. How many parameters does it
# have?

# %% [markdown] lang="id"
# ## Latihan 2: parameter
#
# `Conv2D(16, 3)` dipasang pada peta dengan 8 kanal. Berapa parameternya?

# %%
parameters = ...

# %%
check_conv_parameters(parameters)

# %% [markdown] lang="en"
# <details><summary>Solution</summary>
#
# ```python
# parameters = (3 * 3 * 8 + 1) * 16  # 1168
# ```
#
# </details>

# %% [markdown] lang="id"
# <details><summary>Jawaban</summary>
#
# ```python
# parameters = (3 * 3 * 8 + 1) * 16  # 1168
# ```
#
# </details>

# %% [markdown] lang="en"
# ## Summary
#
# - A convolution multiplies, adds and moves on; by hand it equals the layer.
# - Output side: (n + 2p - k) / s, rounded down, plus 1.
# - Our CNN: two convolutions, two poolings, two dense layers, 73,594
#   parameters.
# - Parameters and multiplications are two things.
#
# | English | Indonesian |
# |---|---|
# | architecture | arsitektur |
# | convolution layer | lapisan konvolusi |
# | pooling layer | lapisan pooling |
# | fully connected (dense) layer | lapisan terhubung penuh (dense) |
# | feature map | peta fitur |
#
# **Into chapter 3:** the figure of the architecture and the layer table.

# %% [markdown] lang="id"
# ## Ringkasan
#
# - Konvolusi mengalikan, menjumlahkan, lalu bergeser; hasil hitungan tangan
#   sama dengan lapisannya.
# - Sisi keluaran: (n + 2p - k) / s, dibulatkan ke bawah, ditambah 1.
# - CNN kita: dua konvolusi, dua pooling, dua lapisan dense, 73.594 parameter.
# - Parameter dan perkalian adalah dua hal yang berbeda.
#
# | Inggris | Indonesia |
# |---|---|
# | architecture | arsitektur |
# | convolution layer | lapisan konvolusi |
# | pooling layer | lapisan pooling |
# | fully connected (dense) layer | lapisan terhubung penuh (dense) |
# | feature map | peta fitur |
#
# **Untuk Bab 3:** gambar arsitektur dan tabel lapisan.
