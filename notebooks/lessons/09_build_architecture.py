# %% [markdown] lang="en"
# # 09 · Build the architecture
#
# {{head}}
#
# The seed's words: "how information is processed and how the network learns
# to represent the features of an image".
#
# You will learn
# - what each kind of layer computes, worked out by hand,
# - why each layer has the shape and the parameters that it has,
# - how to draw, tabulate and describe the model for a thesis.
#
# **Read before:** [08 preprocess](08_preprocess.ipynb).

# %% [markdown] lang="id"
# # 09 · Membentuk arsitektur
#
# {{head}}
#
# Bunyi langkah ini: "bagaimana informasi diproses dan bagaimana jaringan
# mempelajari representasi-fitur dari gambar".
#
# Anda akan mempelajari
# - apa yang dihitung tiap jenis lapisan, dikerjakan secara manual,
# - mengapa tiap lapisan memiliki bentuk dan parameter seperti itu,
# - cara menggambar, menabelkan, dan menguraikan model untuk skripsi.
#
# **Prasyarat:** [08 preprocess](08_preprocess.ipynb).

# %%
from pathlib import Path

import keras
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import tensorflow as tf
from keras import layers

# %%
# NBVAL_CHECK_OUTPUT
(x_train, y_train), (x_val, y_val) = mh.prepare_mnist()
image = x_train[:1]
image.shape, int(y_train[0])

# %% [markdown] lang="en"
# ## A convolution by hand
#
# A **kernel** is a small window of weights. It is laid on the image, each
# weight is multiplied by the pixel under it, and the products are added up.
# Then it moves on by one pixel. Here is a 5 × 5 corner of a real image, a 6,
# in the pixel values 0 to 255:

# %% [markdown] lang="id"
# ## Konvolusi secara manual
#
# **Kernel** adalah jendela kecil berisi bobot. Kernel diletakkan di atas
# citra, tiap bobot dikalikan dengan piksel di bawahnya, lalu hasil kalinya
# dijumlahkan. Setelah itu kernel bergeser satu piksel. Inilah potongan 5 × 5
# dari citra yang sebenarnya, sebuah angka 6, dengan nilai piksel 0 sampai
# 255:

# %%
# NBVAL_CHECK_OUTPUT
corner = (image[0, 5:10, 12:17, 0] * 255).round().astype(int)
corner

# %% [markdown] lang="en"
# And a kernel of 3 × 3, laid on the top left. Take paper and pencil:
# the top row counts plus, the bottom row counts minus.
# **Predict:** which number comes out?

# %% [markdown] lang="id"
# Dan sebuah kernel 3 × 3, diletakkan di kiri atas. Ambil kertas dan pensil:
# baris atas dihitung plus, baris bawah dihitung minus.
# **Tebak dulu:** bilangan berapa yang keluar?

# %%
# NBVAL_CHECK_OUTPUT
kernel = np.array([[1, 1, 1], [0, 0, 0], [-1, -1, -1]])
window = corner[0:3, 0:3]
print(window * kernel)
print((window * kernel).sum())

# %% [markdown] lang="en"
# 6 + 168 + 254 above, 89 + 254 + 146 below: the difference. Now the kernel
# visits every place. **Predict:** in how many places does a 3 × 3 window fit
# into 5 × 5?

# %% [markdown] lang="id"
# 6 + 168 + 254 di atas, 89 + 254 + 146 di bawah: itulah selisihnya. Sekarang
# kernel mengunjungi semua posisi. **Tebak dulu:** di berapa posisi jendela
# 3 × 3 muat di dalam 5 × 5?

# %%
# NBVAL_CHECK_OUTPUT
by_hand = np.zeros((3, 3), dtype=int)
for r in range(3):
    for c in range(3):
        by_hand[r, c] = (corner[r : r + 3, c : c + 3] * kernel).sum()
by_hand

# %% [markdown] lang="en"
# Nine places, nine numbers. Strictly, this is a **cross-correlation**: the
# convolution of mathematics turns the kernel upside down first (here it would
# begin with +61). For a net it makes no difference, since training finds the
# weights, and everybody says convolution. With $K$ the kernel and $b$ a bias
# (below), the number at row $r$ and column $c$ is
#
# $$y_{r,c} = b + \sum_{i} \sum_{j} K_{i,j}\, x_{r+i,\,c+j}$$
#
# Does Keras's layer give the same, if it is handed our kernel as its weights?

# %% [markdown] lang="id"
# Sembilan posisi, sembilan bilangan. Sebenarnya ini **korelasi silang**
# (cross-correlation): konvolusi dalam matematika lebih dulu membalik kernelnya
# (di sini hasil pertamanya akan menjadi +61). Bagi jaringan tidak ada bedanya,
# karena bobotnya ditemukan lewat pelatihan, dan semua orang menyebutnya
# konvolusi. Dengan $K$ kernel dan $b$ bias (lihat di bawah), bilangan di baris
# $r$ dan kolom $c$ adalah
#
# $$y_{r,c} = b + \sum_{i} \sum_{j} K_{i,j}\, x_{r+i,\,c+j}$$
#
# Apakah lapisan Keras memberi hasil yang sama, bila kernel kita dijadikan
# bobotnya?

# %%
# NBVAL_CHECK_OUTPUT
layer = layers.Conv2D(1, 3, use_bias=False)
layer.build((None, 5, 5, 1))
layer.set_weights([kernel.reshape(3, 3, 1, 1).astype("float32")])
by_layer = np.array(layer(corner[None, ..., None].astype("float32")))
bool(np.array_equal(by_layer[0, ..., 0], by_hand))

# %% [markdown] lang="en"
# To the last digit. That is all a convolution layer does, only with more
# kernels, and with weights that training finds.
#
# ### Bias and activation
#
# Two more steps belong to the layer: a **bias** is added to every number, and
# the **activation** ReLU puts 0 for all that is negative. **Predict:** with a
# bias of -150, how many of the nine numbers stay above 0?

# %% [markdown] lang="id"
# Sama sampai angka terakhir. Hanya itu yang dikerjakan lapisan konvolusi;
# bedanya, kernelnya lebih banyak dan bobotnya ditemukan lewat pelatihan.
#
# ### Bias dan fungsi aktivasi
#
# Masih ada dua langkah dalam lapisan itu: sebuah **bias** ditambahkan pada
# setiap bilangan, lalu **fungsi aktivasi** (activation) ReLU menjadikan 0
# semua yang negatif. **Tebak dulu:** dengan bias -150, berapa dari sembilan
# bilangan yang tetap di atas 0?

# %%
# NBVAL_CHECK_OUTPUT
with_relu = layers.Conv2D(1, 3, activation="relu")
with_relu.build((None, 5, 5, 1))
with_relu.set_weights([kernel.reshape(3, 3, 1, 1), np.array([-150.0])])
answer = np.array(with_relu(corner[None, ..., None].astype("float32")))
print(np.maximum(by_hand - 150, 0))
print(np.array_equal(answer[0, ..., 0], np.maximum(by_hand - 150, 0)))

# %% [markdown] lang="en"
# The bias is a threshold: only what exceeds it passes.
#
# ### Three kernels on the whole image
#
# Our kernel, the same kernel turned on its side, and one of nine equal weights
# of 1/9. **Predict:** what does each of them bring out?

# %% [markdown] lang="id"
# Bias berperan sebagai ambang: hanya yang melampauinya yang lolos.
#
# ### Tiga kernel pada seluruh citra
#
# Kernel kita, kernel yang sama tetapi direbahkan, dan kernel dengan sembilan
# bobot yang sama, 1/9. **Tebak dulu:** apa yang ditonjolkan masing-masing?

# %%
kernels = np.stack([kernel, kernel.T, np.full((3, 3), 1 / 9)], axis=-1)
three = layers.Conv2D(3, 3, padding="same", activation="relu")
three.build(image.shape)
three.set_weights([kernels[:, :, None], np.zeros(3)])
answers = np.array(three(image))[0]
pictures = [image[0, ..., 0]]
for number in range(3):
    one_map = answers[..., number]
    pictures.append(one_map / one_map.max())  # each as bright as the image
four_titles = ["x_train[0]", "kernel", "kernel.T", "1/9"]
mh.show(mh.plot_digits(np.stack(pictures), titles=four_titles, columns=4))

# %% [markdown] lang="en"
# The first answers where it is brighter above than below: along the lower edge
# of each stroke. The second does so along the right edge, the third blurs.
# Each kernel makes one such picture, a **feature map**.
#
# ## How large is the output?
#
# A side of $n$ pixels, a **kernel** of $k$, **padding** $p$ (pixels of 0 added
# at each end) and steps (**stride**) of $s$ give
#
# $$\left\lfloor \frac{n + 2p - k}{s} \right\rfloor + 1$$
#
# The last place where the window still fits begins at $n + 2p - k$; the
# window takes steps of $s$ to get there; and the first place counts, too.
#
# **Predict** each of the five, then compare formula and layer:

# %% [markdown] lang="id"
# Kernel pertama menjawab di tempat yang bagian atasnya lebih terang daripada
# bagian bawahnya: sepanjang tepi bawah goresan. Yang kedua menjawab sepanjang
# tepi kanan, yang ketiga mengaburkan. Tiap kernel menghasilkan satu gambar
# seperti ini, yaitu **peta fitur** (feature map).
#
# ## Seberapa besar keluarannya?
#
# Sisi $n$ piksel, **kernel** $k$, **padding** $p$ (piksel bernilai 0 yang
# ditambahkan di tiap ujung), dan langkah (**stride**) $s$ menghasilkan
#
# $$\left\lfloor \frac{n + 2p - k}{s} \right\rfloor + 1$$
#
# Posisi terakhir yang masih memuat jendela dimulai di $n + 2p - k$; jendela
# melangkah sejauh $s$ untuk sampai ke sana; dan posisi pertama juga dihitung.
#
# **Tebak dulu** kelima hasilnya, lalu bandingkan rumus dan lapisannya:

# %%
# NBVAL_CHECK_OUTPUT
rows = []
for k, s, p in ((5, 1, 0), (3, 1, 0), (5, 2, 0), (5, 1, 2), (3, 2, 1)):
    padded = layers.ZeroPadding2D(p)(image)
    side_by_keras = layers.Conv2D(1, k, strides=s)(padded).shape[1]
    rows.append((28, k, s, p, (28 + 2 * p - k) // s + 1, side_by_keras))
columns = ["n", "kernel", "stride", "padding", "formula", "Conv2D"]
pd.DataFrame(rows, columns=columns)

# %% [markdown] lang="en"
# The last two columns agree. In Keras one writes the padding as a word:
# `"valid"` is none, `"same"` (with stride 1) just enough for the output to be
# as large as the input. **Predict:** which $p$ is that for a 5 × 5 kernel?

# %% [markdown] lang="id"
# Kedua kolom terakhir sama. Dalam Keras padding ditulis sebagai kata:
# `"valid"` berarti tanpa padding, `"same"` (dengan stride 1) secukupnya agar
# keluaran sebesar masukan. **Tebak dulu:** berapa $p$ untuk kernel 5 × 5?

# %%
# NBVAL_CHECK_OUTPUT
for padding in ("valid", "same"):
    print(padding, tuple(layers.Conv2D(1, 5, padding=padding)(image).shape))

# %% [markdown] lang="en"
# 28 stays 28 if $2p = k - 1$: two pixels on each side. Without padding a
# 5 × 5 kernel takes four pixels off each side length.
#
# Try it: move the sliders (they live only while the notebook is running).
# When is a column of pixels never visited at all?

# %% [markdown] lang="id"
# 28 tetap 28 bila $2p = k - 1$: dua piksel di tiap sisi. Tanpa padding, kernel
# 5 × 5 mengurangi panjang sisi sebanyak empat piksel.
#
# Cobalah: geser penggesernya (hanya berfungsi selama notebook berjalan).
# Kapan ada kolom piksel yang sama sekali tidak dikunjungi?

# %%
mc.explore_output_size()

# %% [markdown] lang="en"
# A column is skipped when the stride is larger than the kernel, or at the end,
# where one more step no longer fits.
#
# ## Pooling by hand
#
# **Max pooling** cuts a map into squares of 2 × 2 and keeps the largest number
# of each. Nothing is multiplied, so it has no weights. Here is a 4 × 4 map.
# **Predict** the four numbers that stay:

# %% [markdown] lang="id"
# Sebuah kolom terlewati bila stride lebih besar daripada kernel, atau di
# ujung, ketika satu langkah lagi tidak muat.
#
# ## Pooling secara manual
#
# **Max pooling** memotong peta menjadi kotak-kotak 2 × 2 dan mempertahankan
# bilangan terbesar dari tiap kotak. Tidak ada perkalian, jadi tidak ada
# bobot. Inilah peta 4 × 4. **Tebak dulu** keempat bilangan yang tinggal:

# %%
# NBVAL_CHECK_OUTPUT
small = corner[:4, :4]
pooled = np.zeros((2, 2), dtype=int)
for r in range(2):
    for c in range(2):
        pooled[r, c] = small[2 * r : 2 * r + 2, 2 * c : 2 * c + 2].max()
print(small, pooled, sep="\n\n")
pooled_by_layer = layers.MaxPooling2D(2)(small[None, ..., None] / 1.0)
np.array_equal(pooled_by_layer[0, ..., 0], pooled)

# %% [markdown] lang="en"
# The layer says the same. Half the side, a quarter of the numbers. That is one
# reason for pooling: the next layer has less to compute, and each of its
# numbers sees twice as far. The other: whether a stroke passes through the
# left or the right pixel of a square, the largest stays the same, so small
# shifts matter less. (**Average pooling** keeps the mean instead; LeNet-5 had
# that.)
#
# **Predict:** and on 5 × 5, where the squares don't fit?

# %% [markdown] lang="id"
# Lapisannya memberi hasil yang sama. Sisinya tinggal separuh, banyaknya
# bilangan tinggal seperempat. Itulah satu alasan memakai pooling: lapisan
# berikutnya menghitung lebih sedikit, dan tiap bilangannya melihat dua kali
# lebih jauh. Alasan lain: entah goresan melewati piksel kiri atau kanan suatu
# kotak, nilai terbesarnya tetap, sehingga pergeseran kecil tidak banyak
# berpengaruh. (**Average pooling** mengambil rata-ratanya; LeNet-5
# memakainya.)
#
# **Tebak dulu:** bagaimana dengan 5 × 5, yang tidak pas dibagi kotak?

# %%
# NBVAL_CHECK_OUTPUT
tuple(layers.MaxPooling2D(2)(corner[None, ..., None] / 1.0).shape)

# %% [markdown] lang="en"
# The last row and column are dropped: it is the formula again, with $k = 2$
# and $s = 2$.
#
# ## Flatten, dense and softmax by hand
#
# At the end the maps become ten probabilities, in three steps.
#
# **Flatten** writes all numbers in one row. We pool the image by squares of
# 4 × 4 first, so that there is less to write:

# %% [markdown] lang="id"
# Baris dan kolom terakhir dibuang: rumusnya sama lagi, dengan $k = 2$ dan
# $s = 2$.
#
# ## Flatten, dense, dan softmax secara manual
#
# Pada akhirnya peta-peta itu menjadi sepuluh peluang, dalam tiga langkah.
#
# **Flatten** menuliskan semua bilangan dalam satu deret. Citranya kita
# perkecil dulu dengan pooling 4 × 4, agar deretnya lebih pendek:

# %%
# NBVAL_CHECK_OUTPUT
tiny = layers.MaxPooling2D(4)(image)
row = np.array(layers.Flatten()(tiny))
tuple(tiny.shape), row.shape, bool(np.array_equal(row[0], np.ravel(tiny)))

# %% [markdown] lang="en"
# **Dense** (fully connected): each of the ten units multiplies *every* number
# of the row by a weight of its own, adds up, and adds its bias,
#
# $$y_k = b_k + \sum_i w_{i,k}\, x_i$$
#
# With all units together that is one product of matrices, `row @ W + b`:

# %% [markdown] lang="id"
# **Dense** (terhubung penuh): tiap unit dari sepuluh unit mengalikan *setiap*
# bilangan dalam deret dengan bobotnya sendiri, menjumlahkannya, lalu menambah
# biasnya,
#
# $$y_k = b_k + \sum_i w_{i,k}\, x_i$$
#
# Untuk semua unit sekaligus, itu satu perkalian matriks, `row @ W + b`:

# %%
keras.utils.set_random_seed(7)
dense = layers.Dense(10)
logits = np.array(dense(row))
W, b = dense.get_weights()
print(W.shape, b.shape, np.allclose(row @ W + b, logits, atol=1e-5))
print(logits.round(2))

# %% [markdown] lang="en"
# Ten scores of any size, called **logits**. The weights are still random, so
# they mean nothing yet. **Softmax** makes them probabilities: $e$ to the power
# of each, divided by the sum of all,
#
# $$p_k = \frac{e^{y_k}}{\sum_j e^{y_j}}$$
#
# **Predict:** a score is negative. Can its probability be?

# %% [markdown] lang="id"
# Sepuluh skor yang besarnya bebas, disebut **logit**. Bobotnya masih acak,
# jadi skor ini belum bermakna. **Softmax** mengubahnya menjadi peluang: $e$
# pangkat tiap skor, dibagi jumlah semuanya,
#
# $$p_k = \frac{e^{y_k}}{\sum_j e^{y_j}}$$
#
# **Tebak dulu:** bila skornya negatif, dapatkah peluangnya negatif?

# %%
powers = np.exp(logits[0])
probabilities = powers / powers.sum()
print(probabilities.round(3))
print(round(float(probabilities.sum()), 6))
print(np.allclose(probabilities, keras.ops.softmax(logits)[0], atol=1e-6))

# %% [markdown] lang="en"
# All are positive, they sum to 1, the order of the scores is kept, and
# Keras's softmax agrees.
#
# ## Build the model, layer by layer
#
# Now the same parts in a row. Each cell makes one layer, puts it behind the
# others and shows the shape that comes out: `(batch, height, width,
# channels)`, where `None` is a number of images that is not yet known. (Many
# write `model.add(layer)` instead; run twice, such a cell fails, because the
# layer's name is taken.)

# %% [markdown] lang="id"
# Semuanya positif, jumlahnya 1, urutan skornya tetap, dan softmax milik Keras
# memberi hasil yang sama.
#
# ## Membangun model, lapisan demi lapisan
#
# Sekarang bagian-bagian itu dirangkai. Tiap sel membuat satu lapisan,
# memasangnya di belakang yang lain, dan menampilkan bentuk (shape)
# keluarannya: `(batch, tinggi, lebar, kanal)`. `None` berarti banyaknya citra
# belum diketahui. (Banyak orang menulis `model.add(layer)`; bila dijalankan
# dua kali, sel seperti itu gagal karena nama lapisannya sudah dipakai.)

# %%
# NBVAL_CHECK_OUTPUT
start = keras.Input((28, 28, 1))
model = keras.Sequential([start])
start.shape

# %% [markdown] lang="en"
# **Convolution:** 8 kernels of 5 × 5. **Predict** the shape: 28 - 5 + 1 = ?

# %% [markdown] lang="id"
# **Konvolusi:** 8 kernel 5 × 5. **Tebak dulu** bentuknya: 28 - 5 + 1 = ?

# %%
# NBVAL_CHECK_OUTPUT
conv_1 = layers.Conv2D(8, 5, activation="relu", name="conv_1")
model = keras.Sequential([start, conv_1])
model.output_shape

# %% [markdown] lang="en"
# The one channel has become eight, one for each kernel. **Pooling** halves the
# sides and leaves the channels alone:

# %% [markdown] lang="id"
# Satu kanal telah menjadi delapan, satu untuk tiap kernel. **Pooling**
# membagi dua sisinya dan tidak mengubah banyaknya kanal:

# %%
# NBVAL_CHECK_OUTPUT
pool_1 = layers.MaxPooling2D(2, name="pool_1")
model = keras.Sequential([start, conv_1, pool_1])
model.output_shape

# %% [markdown] lang="en"
# **Convolution again:** 32 kernels look at all 8 maps at once and put strokes
# together to parts of a digit.

# %% [markdown] lang="id"
# **Konvolusi sekali lagi:** 32 kernel melihat kedelapan peta sekaligus dan
# merangkai goresan menjadi bagian digit.

# %%
# NBVAL_CHECK_OUTPUT
conv_2 = layers.Conv2D(32, 5, activation="relu", name="conv_2")
model = keras.Sequential([start, conv_1, pool_1, conv_2])
model.output_shape

# %%
# NBVAL_CHECK_OUTPUT
pool_2 = layers.MaxPooling2D(2, name="pool_2")
model = keras.Sequential([start, conv_1, pool_1, conv_2, pool_2])
model.output_shape

# %% [markdown] lang="en"
# **Flatten:** 4 · 4 · 32 numbers in a row. **Predict** how many.

# %% [markdown] lang="id"
# **Flatten:** 4 · 4 · 32 bilangan dalam satu deret. **Tebak dulu** berapa.

# %%
# NBVAL_CHECK_OUTPUT
flatten = layers.Flatten(name="flatten")
model = keras.Sequential([start, conv_1, pool_1, conv_2, pool_2, flatten])
model.output_shape

# %% [markdown] lang="en"
# **Fully connected:** 128 units weigh all parts against each other; the last
# ten give one score for each digit, and softmax makes them probabilities.

# %% [markdown] lang="id"
# **Terhubung penuh:** 128 unit menimbang semua bagian itu; sepuluh unit
# terakhir memberi satu skor untuk tiap digit, dan softmax mengubahnya menjadi
# peluang.

# %%
# NBVAL_CHECK_OUTPUT
dense_1 = layers.Dense(128, activation="relu", name="dense_1")
model = keras.Sequential(
    [start, conv_1, pool_1, conv_2, pool_2, flatten, dense_1]
)
model.output_shape

# %%
# NBVAL_CHECK_OUTPUT
output = layers.Dense(10, activation="softmax", name="output")
model = keras.Sequential(
    [start, conv_1, pool_1, conv_2, pool_2, flatten, dense_1, output]
)
model.output_shape

# %% [markdown] lang="en"
# From an image to ten probabilities. From here on `mh.build_cnn()` builds
# this very model.

# %% [markdown] lang="id"
# Dari satu citra menjadi sepuluh peluang. Mulai sekarang `mh.build_cnn()`
# membangun model yang sama persis.

# %%
# NBVAL_CHECK_OUTPUT
[layer.name for layer in mh.build_cnn().layers]

# %% [markdown] lang="en"
# ## Parameters by hand
#
# Parameters are the numbers that training finds: weights and biases. Before
# we count: answer this.

# %% [markdown] lang="id"
# ## Parameter secara manual
#
# Parameter adalah bilangan yang dicari dalam pelatihan: bobot dan bias.
# Sebelum menghitung, jawablah ini.

# %%
mc.quiz("kernel_depth")

# %% [markdown] lang="en"
# A kernel has (height · width · *input channels*) weights and one bias; a
# dense unit has one weight for each input and one bias. **Predict:** which
# layer has the most parameters, a convolution or a dense one?

# %% [markdown] lang="id"
# Sebuah kernel memiliki (tinggi · lebar · *kanal masukan*) bobot dan satu
# bias; sebuah unit dense memiliki satu bobot untuk tiap masukan dan satu bias.
# **Tebak dulu:** lapisan mana yang parameternya paling banyak, konvolusi atau
# dense?

# %%
# NBVAL_CHECK_OUTPUT
expected = {
    "conv_1": (5 * 5 * 1 + 1) * 8,
    "conv_2": (5 * 5 * 8 + 1) * 32,
    "dense_1": (4 * 4 * 32 + 1) * 128,
    "output": (128 + 1) * 10,
}
counted = {name: model.get_layer(name).count_params() for name in expected}
pd.DataFrame({"by hand": expected, "count_params": counted})

# %%
# NBVAL_CHECK_OUTPUT
sum(expected.values()), model.count_params()

# %% [markdown] lang="en"
# Both agree, layer by layer and in total. Keras prints most of this itself,
# by `model.summary()`:

# %% [markdown] lang="id"
# Keduanya sama, lapisan demi lapisan dan totalnya. Keras dapat menampilkan
# sebagian besar hal ini sendiri, dengan `model.summary()`:

# %%
model.summary()

# %% [markdown] lang="en"
# The whole table, with the formula of each count and the multiplications that
# one image takes (**it goes into chapter 3**):

# %% [markdown] lang="id"
# Tabel lengkapnya, dengan rumus tiap banyaknya parameter dan banyaknya
# perkalian untuk satu citra (**tabel ini masuk ke Bab 3**):

# %%
# NBVAL_CHECK_OUTPUT
mh.layer_table(model)

# %% [markdown] lang="en"
# The first dense layer holds most of the parameters, yet the convolutions do
# most of the multiplications: a kernel's few weights are used again in every
# place.
#
# ## Why convolutions?
#
# Because a kernel is the same in every place: move the digit, and the maps
# move with it. A dense net has other weights for each pixel; to it a moved
# digit is a new picture. Two trained nets, the course's CNN and a dense one
# (two epochs), on 2,000 validation images moved right by 0 to 4 pixels.
# **Predict:** how far do the two fall?

# %% [markdown] lang="id"
# Lapisan dense pertama memuat sebagian besar parameter, tetapi konvolusi
# melakukan sebagian besar perkalian: bobot kernel yang sedikit itu dipakai
# lagi di setiap posisi.
#
# ## Mengapa konvolusi?
#
# Karena kernelnya sama di setiap posisi: bila digitnya bergeser, petanya ikut
# bergeser. Jaringan dense memiliki bobot lain untuk tiap piksel; baginya digit
# yang bergeser adalah gambar baru. Dua jaringan terlatih, CNN kursus ini dan
# jaringan dense (dua epoch), pada 2.000 citra validasi yang digeser ke kanan
# sejauh 0 sampai 4 piksel. **Tebak dulu:** seberapa jauh keduanya turun?

# %%
keras.utils.set_random_seed(7)
dense_net = mh.build_dense()
dense_net.compile("adam", loss="sparse_categorical_crossentropy")
dense_net.fit(x_train, y_train, batch_size=256, epochs=2, verbose=0)
nets = {"cnn": mh.load_trained(), "dense": dense_net}
shifted = pd.DataFrame(index=range(5), columns=list(nets))
for pixels in shifted.index:
    moved = np.roll(x_val[:2000], pixels, axis=2)
    for name, net in nets.items():
        answered = net.predict(moved, verbose=0).argmax(axis=1)
        shifted.loc[pixels, name] = (answered == y_val[:2000]).mean()
shifted = shifted.astype(float).rename_axis("shift")
shifted

# %%
# NBVAL_CHECK_OUTPUT
trained = nets["cnn"].get_layer("conv_1")
one_map, moved_map = trained(image), trained(np.roll(image, 2, axis=2))
print(np.allclose(np.roll(one_map, 2, axis=2), moved_map, atol=1e-5))
print((shifted["cnn"] > shifted["dense"]).all())
print(shifted.loc[2, "cnn"] > 0.95, shifted.loc[2, "dense"] < 0.85)

# %% [markdown] lang="en"
# Two pixels hardly harm the CNN and cost the dense net a great deal; the first
# line below the table says that `conv_1`'s map moved exactly with the image.
# (At four pixels the CNN falls, too: behind the maps stands a dense layer.
# Augmentation cures that, lessons 06 and 11.)
#
# ### A kernel is found by training (optional)
#
# A layer is given images and the outputs of *our* kernel, not the kernel.
# **Predict:** can it find the nine weights?

# %% [markdown] lang="id"
# Dua piksel hampir tidak merugikan CNN, tetapi sangat merugikan jaringan
# dense; baris pertama di bawah tabel menyatakan bahwa peta `conv_1` bergeser
# persis seperti citranya. (Pada empat piksel CNN pun turun: di belakang
# petanya ada lapisan dense. Hal itu diatasi dengan augmentasi, pelajaran 06
# dan 11.)
#
# ### Kernel ditemukan lewat pelatihan (opsional)
#
# Sebuah lapisan hanya diberi citra dan keluaran dari kernel *kita*, bukan
# kernelnya. **Tebak dulu:** dapatkah ia menemukan kesembilan bobotnya?

# %%
# NBVAL_CHECK_OUTPUT
wanted = layer(x_train[:100])
keras.utils.set_random_seed(7)
learner = keras.Sequential([layers.Conv2D(1, 3, use_bias=False)])
learner.compile(keras.optimizers.Adam(0.05), loss="mse")
learner.fit(x_train[:100], wanted, batch_size=10, epochs=30, verbose=0)
learner.layers[0].kernel.numpy().squeeze().round(1) + 0.0

# %% [markdown] lang="en"
# Found, to a tenth. That is how the kernels of a CNN come about; only that
# nobody knows the right outputs of a hidden layer, so the loss at the end has
# to say which way to go (lesson 10).

# %% [markdown] lang="id"
# Ditemukan, sampai sepersepuluh. Begitulah kernel sebuah CNN terbentuk; hanya
# saja, tidak ada yang tahu keluaran yang benar untuk lapisan tersembunyi,
# sehingga kerugian di akhirlah yang menunjukkan arahnya (pelajaran 10).

# %% [markdown] lang="en"
# ## Misconception: "a channel is a colour, and a 5 × 5 kernel has 25 weights"
#
# If the 8 channels behind `conv_1` were colours, they could be shown as a
# picture. And if each of the 32 kernels of `conv_2` had 25 weights, we could
# set them. **Predict** what happens:

# %% [markdown] lang="id"
# ## Salah paham: "kanal adalah warna, dan kernel 5 × 5 punya 25 bobot"
#
# Andai 8 kanal di belakang `conv_1` adalah warna, kanal itu dapat ditampilkan
# sebagai satu gambar. Dan andai tiap kernel dari 32 kernel `conv_2` memiliki
# 25 bobot, kita dapat mengisinya. **Tebak dulu** apa yang terjadi:

# %%
eight = np.array(model.get_layer("conv_1")(image))[0]
try:
    plt.figure().add_subplot().imshow(eight)
except TypeError as error:
    print(error)
finally:
    plt.close()

# %%
conv_2 = model.get_layer("conv_2")
try:
    conv_2.set_weights([np.ones((5, 5, 32)), np.zeros(32)])
except ValueError as error:
    print(error)

# %% [markdown] lang="en"
# Both fail. A channel is one number for each place, made by one kernel; eight
# of them are eight pictures. And a kernel reaches through *all* channels of
# its input, as its shape says: height, width, input channels, kernels.

# %% [markdown] lang="id"
# Keduanya gagal. Kanal adalah satu bilangan untuk tiap posisi, hasil satu
# kernel; delapan kanal adalah delapan gambar. Dan sebuah kernel menjangkau
# *semua* kanal masukannya, seperti terlihat dari bentuknya: tinggi, lebar,
# kanal masukan, banyaknya kernel.

# %%
# NBVAL_CHECK_OUTPUT
conv_2_weights = conv_2.get_weights()[0]
conv_2_weights.shape, conv_2_weights[..., 0].size

# %% [markdown] lang="en"
# So one kernel of `conv_2` has 200 weights. Put right: a sum over 5 × 5 places
# *and* 8 channels, for one place and one kernel, equals the layer's number.

# %% [markdown] lang="id"
# Jadi satu kernel `conv_2` memiliki 200 bobot. Yang benar: jumlah atas 5 × 5
# posisi *dan* 8 kanal, untuk satu posisi dan satu kernel, sama dengan bilangan
# dari lapisannya.

# %%
# NBVAL_CHECK_OUTPUT
eight_pooled = np.array(model.get_layer("pool_1")(eight[None]))
one_sum = (eight_pooled[0, 3:8, 2:7] * conv_2_weights[..., 0]).sum()
one_answer = float(conv_2(eight_pooled)[0, 3, 2, 0])
bool(np.isclose(max(one_sum, 0), one_answer, atol=1e-5))

# %% [markdown] lang="en"
# ## The architecture as a figure
#
# Drawn to be read in a thesis: name, kind, shape and parameters of each layer.
# A box is as tall as the maps are; the more maps, the wider it is (a step
# wider each time their number doubles). Rows of numbers are narrow
# boxes, the taller the more numbers.

# %% [markdown] lang="id"
# ## Arsitektur sebagai gambar
#
# Digambar agar dapat dibaca dalam skripsi: nama, jenis, bentuk, dan parameter
# tiap lapisan. Tinggi kotak mengikuti sisi peta; makin banyak petanya, makin
# lebar kotaknya (bertambah satu langkah setiap kali banyaknya berlipat dua).
# Deret bilangan digambar sebagai kotak sempit, makin tinggi makin banyak
# bilangannya.

# %%
drawing = mh.plot_architecture(model)
mh.show(drawing)

# %% [markdown] lang="en"
# ### Save it
#
# SVG can be enlarged without becoming coarse; PNG with 300 dots per inch fits
# into every Word document. Both go into the folder `outputs`.

# %% [markdown] lang="id"
# ### Simpan
#
# SVG dapat diperbesar tanpa menjadi kasar; PNG dengan 300 titik per inci dapat
# dipakai di setiap dokumen Word. Keduanya disimpan di folder `outputs`.

# %%
# NBVAL_CHECK_OUTPUT
folder = Path("outputs")
folder.mkdir(exist_ok=True)
for kind in ("svg", "png"):
    path = folder / f"architecture.{kind}"
    drawing.figure.savefig(path, dpi=300, bbox_inches="tight")
    print(path.name, path.is_file(), path.stat().st_size > 10_000)

# %% [markdown] lang="en"
# ## Kernels and feature maps before training
#
# Nothing has been learnt yet. **Predict:** what do the 8 kernels look like,
# and what do they make of a 6?

# %% [markdown] lang="id"
# ## Kernel dan peta fitur sebelum pelatihan
#
# Belum ada yang dipelajari. **Tebak dulu:** seperti apa rupa 8 kernel itu, dan
# apa yang dihasilkannya dari sebuah angka 6?

# %%
keras.utils.set_random_seed(7)
fresh = mh.build_cnn()
mh.show(mh.plot_kernels(fresh))

# %%
mh.show(mh.plot_feature_maps(fresh, x_train[0]))

# %% [markdown] lang="en"
# The kernels are random, a chequered pattern without a plan. And yet the maps
# are not: the 6 is still there, now its left edges, now its right. Random
# kernels prefer some direction by accident; training replaces them by useful
# ones. Lesson 12 draws the same pictures of a trained model: keep these two to
# compare.

# %% [markdown] lang="id"
# Kernelnya acak, pola kotak-kotak tanpa aturan. Namun petanya tidak: angka 6
# masih tampak, kadang tepi kirinya, kadang tepi kanannya. Kernel acak
# kebetulan menyukai arah tertentu; pelatihan menggantinya dengan kernel yang
# berguna. Pelajaran 12 menggambar hal yang sama untuk model terlatih: simpan
# kedua gambar ini untuk dibandingkan.

# %% [markdown] lang="en"
# ## How far does one number see?
#
# The **receptive field** is the part of the image that one number depends on.
# Each layer widens it by (size - 1) steps; a step is one pixel at first, and
# each stride of 2 doubles it. **Predict:** how many pixels wide is it behind
# `pool_2`?

# %% [markdown] lang="id"
# ## Seberapa jauh satu bilangan melihat?
#
# **Bidang reseptif** (receptive field) adalah bagian citra yang memengaruhi
# satu bilangan. Tiap lapisan memperlebarnya sebanyak (ukuran - 1) langkah;
# satu langkah mula-mula satu piksel, dan tiap stride 2 menggandakannya.
# **Tebak dulu:** berapa piksel lebarnya di belakang `pool_2`?

# %%
# NBVAL_CHECK_OUTPUT
steps, field, step = {}, 1, 1
for name in ("conv_1", "pool_1", "conv_2", "pool_2"):
    passed = model.get_layer(name)
    is_pool = isinstance(passed, layers.MaxPooling2D)
    size = passed.pool_size[0] if is_pool else passed.kernel_size[0]
    field += (size - 1) * step
    step *= passed.strides[0]
    steps[name] = [size, passed.strides[0], field, step]
fields = pd.DataFrame(steps, index=["size", "stride", "field", "step"]).T
fields

# %% [markdown] lang="en"
# Is that true? A model of the same sizes whose weights are all 1 tells us:
# which pixels have any influence (a slope other than 0) on one number? (It has
# average pooling, since behind max pooling only the largest has influence.)

# %% [markdown] lang="id"
# Benarkah? Model berukuran sama dengan semua bobot bernilai 1 dapat
# menunjukkannya: piksel mana yang berpengaruh (kemiringannya bukan 0) terhadap
# satu bilangan? (Model itu memakai average pooling, karena di belakang max
# pooling hanya nilai terbesar yang berpengaruh.)

# %%
# NBVAL_CHECK_OUTPUT
ruler = keras.Sequential([keras.Input((28, 28, 1))])
for _ in range(2):
    ruler.add(layers.Conv2D(1, 5, kernel_initializer="ones"))
    ruler.add(layers.AveragePooling2D(2))
white = tf.ones((1, 28, 28, 1))
with tf.GradientTape() as tape:
    tape.watch(white)
    one_number = ruler(white)[0, 2, 2, 0]
seen = tape.gradient(one_number, white)[0, ..., 0].numpy() != 0
int(seen.any(axis=1).sum()), int(seen.any(axis=0).sum())

# %% [markdown] lang="en"
# 16 by 16, as computed. What that means on a digit: the same 6 as one number
# of each layer sees it, near the middle.

# %% [markdown] lang="id"
# 16 kali 16, seperti hitungan kita. Artinya pada sebuah digit: angka 6 yang
# sama seperti dilihat satu bilangan dari tiap lapisan, di sekitar tengah.

# %%
views, view_titles = [], []
for name, width in fields["field"].items():
    first, last = 14 - width // 2, 14 - width // 2 + width
    view = np.full((28, 28), 0.5, dtype="float32")  # grey: not seen
    view[first:last, first:last] = image[0, first:last, first:last, 0]
    views.append(view)
    view_titles.append(f"{name}: {width}")
mh.show(mh.plot_digits(np.stack(views), titles=view_titles, columns=4))

# %% [markdown] lang="en"
# Grey is what it does not see. In front a number sees a piece of a stroke, at
# the end more than half of the image's side. That is why deeper layers can
# answer to *parts* of a digit.
#
# ## Beside it: other architectures
#
# Is our model large or small? Beside it stand a net without convolutions
# (`mh.build_dense`), LeNet-5, which LeCun and others published in 1998 (as it
# is usually built today), and the example that Keras publishes.
# **Predict:** which has the most parameters, which the most multiplications?

# %% [markdown] lang="id"
# Yang abu-abu tidak terlihat olehnya. Di depan, satu bilangan melihat sepotong
# goresan; di akhir, lebih dari separuh sisi citra. Itulah sebabnya lapisan
# yang lebih dalam dapat menanggapi *bagian* digit.
#
# ## Sebagai pembanding: arsitektur lain
#
# Apakah model kita besar atau kecil? Sebagai pembanding ada jaringan tanpa
# konvolusi (`mh.build_dense`), LeNet-5 yang diterbitkan LeCun dan
# rekan-rekannya pada 1998 (dalam bentuk yang lazim sekarang), dan contoh yang
# diterbitkan Keras. **Tebak dulu:** mana yang parameternya paling banyak, mana
# yang perkaliannya paling banyak?

# %%
# NBVAL_CHECK_OUTPUT
sizes = mh.compare_models(
    cnn=mh.build_cnn(),
    dense=mh.build_dense(),
    lenet5=mh.build_lenet5(),
    keras_example=mh.build_keras_example(),
)
sizes

# %% [markdown] lang="en"
# Two different rankings: the net without convolutions has the most parameters
# and the fewest multiplications; Keras's example is the other way round. Each
# number divided by the CNN's:

# %% [markdown] lang="id"
# Dua urutan yang berbeda: jaringan tanpa konvolusi memiliki parameter
# terbanyak dan perkalian paling sedikit; contoh Keras justru sebaliknya. Tiap
# bilangan dibagi milik CNN kita:

# %%
# NBVAL_CHECK_OUTPUT
(sizes / sizes.loc["cnn"]).round(2)

# %% [markdown] lang="en"
# Parameters take up memory, multiplications take up time. Which model is the
# most *accurate* can't be read from this table: that takes training, and
# images that no model has seen.
#
# ## Exercise 1: output side
#
# A 7 × 7 convolution without padding and with stride 1 on 28 × 28: what is
# the side of the output?

# %% [markdown] lang="id"
# Parameter memakan memori, perkalian memakan waktu. Model mana yang paling
# *akurat* tidak dapat dibaca dari tabel ini: untuk itu perlu pelatihan, dan
# citra yang belum dilihat model mana pun.
#
# ## Latihan 1: sisi keluaran
#
# Konvolusi 7 × 7 tanpa padding dan dengan stride 1 pada 28 × 28: berapa sisi
# keluarannya?

# %%
side = ...

# %%
mc.check_output_side(side)

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
mc.check_conv_parameters(parameters)

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
# ## Exercise 3: a CNN of your own
#
# Build a model for 28 × 28 images with one channel: 16 kernels of 3 × 3,
# pooling of 2, 32 kernels of 3 × 3, pooling of 2, flatten, ten probabilities.
# No padding; ReLU behind each convolution. How many parameters do you expect?

# %% [markdown] lang="id"
# ## Latihan 3: CNN buatan sendiri
#
# Bangunlah model untuk citra 28 × 28 dengan satu kanal: 16 kernel 3 × 3,
# pooling 2, 32 kernel 3 × 3, pooling 2, flatten, sepuluh peluang. Tanpa
# padding; ReLU di belakang tiap konvolusi. Berapa parameter yang Anda
# perkirakan?

# %%
own = ...

# %%
mc.check_own_cnn(own)

# %% [markdown] lang="en"
# <details><summary>Solution</summary>
#
# ```python
# own = keras.Sequential([
#     keras.Input((28, 28, 1)),
#     layers.Conv2D(16, 3, activation="relu"),
#     layers.MaxPooling2D(2),
#     layers.Conv2D(32, 3, activation="relu"),
#     layers.MaxPooling2D(2),
#     layers.Flatten(),
#     layers.Dense(10, activation="softmax"),
# ])
# ```
#
# (9 · 1 + 1) · 16 + (9 · 16 + 1) · 32 + (5 · 5 · 32 + 1) · 10 = 12,810
# parameters.
# </details>
#
# ## Exercise 4 (open): a kernel of your own
#
# Write 3 × 3 kernels of your own and draw what they make of ten different
# digits: one that answers to slanting strokes, one that answers to ends of
# strokes, one that answers to nothing but corners.
#
# Check yourself:
# - Does each kernel sum to 0, so that an even area gives 0? Should it?
# - On which digits does it answer most, and did you predict that?
# - Where is it fooled: does something else give the same answer?
# - Could two kernels and ReLU in a row do what one can't?

# %% [markdown] lang="id"
# <details><summary>Jawaban</summary>
#
# ```python
# own = keras.Sequential([
#     keras.Input((28, 28, 1)),
#     layers.Conv2D(16, 3, activation="relu"),
#     layers.MaxPooling2D(2),
#     layers.Conv2D(32, 3, activation="relu"),
#     layers.MaxPooling2D(2),
#     layers.Flatten(),
#     layers.Dense(10, activation="softmax"),
# ])
# ```
#
# (9 · 1 + 1) · 16 + (9 · 16 + 1) · 32 + (5 · 5 · 32 + 1) · 10 = 12.810
# parameter.
# </details>
#
# ## Latihan 4 (terbuka): kernel buatan sendiri
#
# Tulislah kernel 3 × 3 Anda sendiri dan gambarlah hasilnya untuk sepuluh digit
# yang berbeda: satu yang menanggapi goresan miring, satu yang menanggapi ujung
# goresan, satu yang hanya menanggapi sudut.
#
# Periksa sendiri:
# - Apakah jumlah bobot tiap kernel 0, sehingga bidang yang rata menghasilkan
#   0? Haruskah begitu?
# - Pada digit mana jawabannya paling kuat, dan apakah itu sudah Anda tebak?
# - Di mana kernel itu terkecoh: adakah hal lain yang memberi jawaban sama?
# - Dapatkah dua kernel dengan ReLU berurutan melakukan yang tidak dapat
#   dilakukan oleh satu kernel?

# %% [markdown] lang="en"
# ## Summary
#
# - A convolution multiplies, adds and moves on; bias and ReLU follow. By hand
#   it equals the layer.
# - Output side: (n + 2p - k) / s, rounded down, plus 1; for pooling, too.
# - A kernel reaches through all channels of its input and makes one map.
# - Dense is `row @ W + b`; softmax makes ten scores ten probabilities.
# - Our CNN has 73,594 parameters; most of them are in the first dense layer,
#   most multiplications in the convolutions.
#
# | English | Indonesian |
# |---|---|
# | architecture | arsitektur |
# | convolution layer | lapisan konvolusi |
# | kernel / filter | kernel / filter |
# | pooling layer | lapisan pooling |
# | fully connected (dense) layer | lapisan terhubung penuh (dense) |
# | feature map | peta fitur |
# | receptive field | bidang reseptif |
# | logits | logit |
#
# **Into chapter 3:** the figure of the architecture, the layer table, the
# output formula, and this list of steps:
#
# 1. Input: one image of 28 × 28 pixels with one channel.
# 2. First convolution: 8 kernels of 5 × 5, stride 1, no padding, ReLU; output
#    24 × 24 × 8.
# 3. First max pooling, 2 × 2: 12 × 12 × 8.
# 4. Second convolution: 32 kernels of 5 × 5 through all 8 channels, ReLU;
#    output 8 × 8 × 32.
# 5. Second max pooling, 2 × 2: 4 × 4 × 32.
# 6. Flatten: 512 numbers.
# 7. Fully connected layer of 128 units, ReLU.
# 8. Output layer of 10 units, softmax: one probability for each digit.
#
# **Next:** [10 initialize_model](10_initialize_model.ipynb)

# %% [markdown] lang="id"
# ## Ringkasan
#
# - Konvolusi mengalikan, menjumlahkan, lalu bergeser; setelah itu bias dan
#   ReLU. Hasil hitungan manual sama dengan lapisannya.
# - Sisi keluaran: (n + 2p - k) / s, dibulatkan ke bawah, ditambah 1; berlaku
#   juga untuk pooling.
# - Sebuah kernel menjangkau semua kanal masukannya dan menghasilkan satu peta.
# - Dense adalah `row @ W + b`; softmax mengubah sepuluh skor menjadi sepuluh
#   peluang.
# - CNN kita memiliki 73.594 parameter; sebagian besar ada di lapisan dense
#   pertama, sedangkan perkaliannya sebagian besar ada di konvolusi.
#
# | Inggris | Indonesia |
# |---|---|
# | architecture | arsitektur |
# | convolution layer | lapisan konvolusi |
# | kernel / filter | kernel / filter |
# | pooling layer | lapisan pooling |
# | fully connected (dense) layer | lapisan terhubung penuh (dense) |
# | feature map | peta fitur |
# | receptive field | bidang reseptif |
# | logits | logit |
#
# **Untuk Bab 3:** gambar arsitektur, tabel lapisan, rumus ukuran keluaran, dan
# daftar langkah ini:
#
# 1. Masukan: satu citra 28 × 28 piksel dengan satu kanal.
# 2. Konvolusi pertama: 8 kernel 5 × 5, stride 1, tanpa padding, ReLU; keluaran
#    24 × 24 × 8.
# 3. Max pooling pertama, 2 × 2: 12 × 12 × 8.
# 4. Konvolusi kedua: 32 kernel 5 × 5 melalui kedelapan kanal, ReLU; keluaran
#    8 × 8 × 32.
# 5. Max pooling kedua, 2 × 2: 4 × 4 × 32.
# 6. Flatten: 512 bilangan.
# 7. Lapisan terhubung penuh dengan 128 unit, ReLU.
# 8. Lapisan keluaran dengan 10 unit, softmax: satu peluang untuk tiap digit.
#
# **Berikutnya:** [10 initialize_model](10_initialize_model.ipynb)
