# %% [markdown] lang="en"
# # 03 · Normalise the pixels
#
# **Seed step:** data preparation 3, *normalisation*: divide every pixel by
# the largest value it can have, so that all lie between 0 and 1.
# **Minutes:** 20.
#
# You will learn
# - what dividing by 255 changes and what it leaves alone,
# - why the divisor is the largest *possible* value,
# - what a network does without it.
#
# **Read before:** [02 split_data](02_split_data.ipynb).

# %% [markdown] lang="id"
# # 03 · Normalisasi piksel
#
# **Langkah:** persiapan data 3, *normalisasi*: membagi setiap piksel dengan
# nilai maksimum yang mungkin sehingga semuanya berada di antara 0 dan 1.
# **Waktu:** 20 menit.
#
# Anda akan mempelajari
# - apa yang berubah karena dibagi 255 dan apa yang tetap,
# - mengapa pembaginya nilai terbesar yang *mungkin*,
# - apa yang terjadi pada jaringan tanpa normalisasi.
#
# **Prasyarat:** [02 split_data](02_split_data.ipynb).

# %%
import numpy as np

from mnist_helpers import (
    caption,
    describe_images,
    load_mnist,
    plot_digits,
    plot_pixel_values,
    scale_pixels,
    split_train_validation,
)
from mnist_helpers.exercises import check_back_to_pixels, check_divisor

# %%
# NBVAL_CHECK_OUTPUT
(images, labels), _ = load_mnist()
(x_train, y_train), (x_val, y_val) = split_train_validation(images, labels)
x_train.dtype, int(x_train.min()), int(x_train.max())

# %% [markdown] lang="en"
# ## Divide by 255
#
# **Predict:** a pixel of 51 becomes what? And which dtype has the result?

# %% [markdown] lang="id"
# ## Bagi dengan 255
#
# **Tebak dulu:** piksel bernilai 51 menjadi berapa? Dan apa dtype hasilnya?

# %%
# NBVAL_CHECK_OUTPUT
x_train_scaled = x_train.astype("float32") / 255
np.array([0, 51, 102, 255]) / 255, x_train_scaled.dtype

# %% [markdown] lang="en"
# ## Before and after, in numbers

# %% [markdown] lang="id"
# ## Sebelum dan sesudah, dalam angka

# %%
# NBVAL_CHECK_OUTPUT
describe_images(before=x_train, after=x_train_scaled).T

# %% [markdown] lang="en"
# Smallest, largest and mean shrank by the same factor of 255. The shape did
# not change. The memory grew fourfold: `uint8` takes one byte a number,
# `float32` four.
#
# ## Before and after, as histograms
#
# **Predict:** does the *form* of the histogram change?

# %% [markdown] lang="id"
# Nilai terkecil, terbesar, dan rata-rata mengecil dengan faktor yang sama,
# yaitu 255. Bentuk array tidak berubah. Memori menjadi empat kali lipat:
# `uint8` memerlukan satu byte per bilangan, `float32` empat byte.
#
# ## Sebelum dan sesudah, sebagai histogram
#
# **Tebak dulu:** apakah *bentuk* histogramnya berubah?

# %%
print(caption(plot_pixel_values(before=x_train, after=x_train_scaled)))

# %% [markdown] lang="en"
# Only the axis changed. And so the picture is the same picture:

# %% [markdown] lang="id"
# Hanya sumbunya yang berubah. Maka gambarnya pun tetap sama:

# %%
both = np.concatenate([x_train[:3] / 255.0, x_train_scaled[:3]])
titles = ["uint8"] * 3 + ["float32"] * 3
print(caption(plot_digits(both, titles=titles, columns=6)))

# %% [markdown] lang="en"
# ## The largest possible value, not the largest seen
#
# The seed says: divide by the largest value that is *possible*. Here is what
# goes wrong with the largest that is *seen* in each image. Two images, one
# written boldly, one faintly:

# %% [markdown] lang="id"
# ## Nilai terbesar yang mungkin, bukan yang terlihat
#
# Langkahnya berbunyi: bagi dengan nilai maksimum yang *mungkin*. Inilah yang
# salah bila kita memakai nilai terbesar yang *terlihat* di tiap citra. Dua
# citra, satu ditulis tebal dan satu ditulis tipis:

# %%
# NBVAL_CHECK_OUTPUT
faint = x_train[0] // 4
print(x_train[0].max(), faint.max())
print((x_train[0] / x_train[0].max()).max(), (faint / faint.max()).max())

# %% [markdown] lang="en"
# Divided by their own maximum both reach 1: the difference between bold and
# faint is gone. With a maximum taken from the data set, a new image could
# even exceed 1. 255 is known beforehand and the same for everyone.
#
# ## What a network does without it
#
# The same small net, from the same start, one epoch on 5,000 images: once
# with 0 to 255, once with 0 to 1. **Predict:** which has the
# smaller loss, which the better accuracy?

# %% [markdown] lang="id"
# Jika dibagi dengan nilai maksimumnya sendiri, keduanya mencapai 1: beda
# antara tebal dan tipis hilang. Dengan nilai maksimum dari dataset, citra
# baru bahkan dapat melebihi 1. Angka 255 sudah diketahui sebelumnya dan sama
# bagi semua orang.
#
# ## Apa yang terjadi pada jaringan tanpa normalisasi
#
# Jaringan kecil yang sama, dari titik awal yang sama, satu epoch dengan 5.000
# citra: sekali dengan 0 sampai 255, sekali dengan 0 sampai 1.
# **Tebak dulu:** mana yang kerugiannya lebih kecil, mana yang akurasinya
# lebih baik?

# %%
import keras


def train_once(x, x_held_out):
    keras.utils.set_random_seed(7)
    net = keras.Sequential([keras.layers.Dense(10, activation="softmax")])
    loss = "sparse_categorical_crossentropy"
    net.compile("sgd", loss, metrics=["accuracy"])
    net.fit(x[:5000].reshape(-1, 784), y_train[:5000], verbose=0)
    return net.evaluate(x_held_out.reshape(-1, 784), y_val, verbose=0)


# %%
loss, accuracy = train_once(x_train, x_val)
loss_scaled, accuracy_scaled = train_once(x_train_scaled, x_val / 255)
print(f"0-255: {loss:.2f}  {accuracy:.3f}")
print(f"0-1  : {loss_scaled:.2f}  {accuracy_scaled:.3f}")

# %% [markdown] lang="en"
# Each line shows loss and accuracy on the validation images. Look at the
# loss first: with 0 to 255 it is far larger. The gradient is proportional
# to the input, so each step was up to 255 times too big and the weights
# overshot. The accuracy tells less: a net of one layer can point at the
# right digit while being wildly overconfident, and in this run the one
# without scaling is even ahead. Its loss says what its confidence is worth.

# %% [markdown] lang="id"
# Tiap baris menampilkan kerugian (loss) dan akurasi pada data validasi.
# Perhatikan dulu kerugiannya: dengan 0 sampai 255 nilainya jauh lebih besar.
# Gradien sebanding dengan masukan, jadi setiap langkah menjadi sampai 255
# kali terlalu besar dan bobotnya melompat terlalu jauh. Akurasinya kurang
# berbicara: jaringan satu lapis dapat menunjuk digit yang benar sambil terlalu
# yakin, dan pada percobaan ini yang tanpa penskalaan bahkan lebih unggul.
# Kerugiannya menunjukkan seberapa berharga keyakinannya itu.

# %% [markdown] lang="en"
# ## Misconception: "normalising twice can't hurt"
#
# **Predict:** what is the largest value after dividing by 255 twice?

# %% [markdown] lang="id"
# ## Salah paham: "normalisasi dua kali tidak apa-apa"
#
# **Tebak dulu:** berapa nilai terbesar setelah dibagi 255 dua kali?

# %%
# NBVAL_CHECK_OUTPUT
float((x_train_scaled / 255).max())

# %% [markdown] lang="en"
# All images are nearly black now, and nothing complains. A cell that is run
# twice does this easily, which is why we gave the result a *new name*. The
# helper refuses:

# %% [markdown] lang="id"
# Sekarang semua citra hampir hitam, dan tidak ada peringatan apa pun. Sel
# yang dijalankan dua kali mudah menimbulkan ini; karena itu hasilnya kita
# beri *nama baru*. Fungsi bantu menolaknya:

# %%
# NBVAL_CHECK_OUTPUT
try:
    scale_pixels(x_train_scaled)
except TypeError as error:
    print(error)

# %%
# NBVAL_CHECK_OUTPUT
np.array_equal(scale_pixels(x_train), x_train_scaled)

# %% [markdown] lang="en"
# ## Exercise 1: another camera
#
# A scanner stores each pixel in 16 bits, 0 to 65,535. The largest value in
# your scans is 61,000. By what do you divide?

# %% [markdown] lang="id"
# ## Latihan 1: alat lain
#
# Sebuah pemindai menyimpan tiap piksel dalam 16 bit, 0 sampai 65.535. Nilai
# terbesar di hasil pindaian Anda adalah 61.000. Dengan berapa Anda membagi?

# %%
divisor = ...

# %%
check_divisor(divisor)

# %% [markdown] lang="en"
# <details><summary>Solution</summary>
#
# ```python
# divisor = 65535  # the largest possible value
# ```
#
# </details>

# %% [markdown] lang="id"
# <details><summary>Jawaban</summary>
#
# ```python
# divisor = 65535  # nilai terbesar yang mungkin
# ```
#
# </details>

# %% [markdown] lang="en"
# ## Exercise 2: and back
#
# Turn `x_train_scaled[0]` back into `uint8` from 0 to 255.

# %% [markdown] lang="id"
# ## Latihan 2: dan kembali
#
# Ubah `x_train_scaled[0]` kembali menjadi `uint8` dari 0 sampai 255.

# %%
restored = ...

# %%
check_back_to_pixels(restored)

# %% [markdown] lang="en"
# <details><summary>Solution</summary>
#
# ```python
# restored = (x_train_scaled[0] * 255).round().astype("uint8")
# ```
#
# Without `round`, 253.99998 would become 253.
# </details>

# %% [markdown] lang="id"
# <details><summary>Jawaban</summary>
#
# ```python
# restored = (x_train_scaled[0] * 255).round().astype("uint8")
# ```
#
# Tanpa `round`, 253,99998 akan menjadi 253.
# </details>

# %% [markdown] lang="en"
# ## Summary
#
# - `x / 255` maps 0..255 to 0..1; shape and picture stay the same.
# - 255 is the largest value possible, known before any image is seen.
# - Without it, gradients and steps are too large.
# - Twice is a silent mistake: use a new name, or the helper.
#
# | English | Indonesian |
# |---|---|
# | normalisation | normalisasi |
# | pixel value | nilai piksel |
# | loss function | fungsi kerugian (loss function) |
#
# **Into chapter 3:** the table before/after and the sentence "every pixel
# was divided by 255, the largest possible value".
#
# **Next:** [04 add_channel](04_add_channel.ipynb)

# %% [markdown] lang="id"
# ## Ringkasan
#
# - `x / 255` memetakan 0..255 ke 0..1; bentuk dan gambarnya tetap sama.
# - 255 adalah nilai terbesar yang mungkin, diketahui sebelum melihat citra.
# - Tanpa normalisasi, gradien dan langkahnya terlalu besar.
# - Dua kali adalah kesalahan yang senyap: pakai nama baru, atau fungsi bantu.
#
# | Inggris | Indonesia |
# |---|---|
# | normalisation | normalisasi |
# | pixel value | nilai piksel |
# | loss function | fungsi kerugian (loss function) |
#
# **Untuk Bab 3:** tabel sebelum/sesudah dan kalimat "setiap piksel dibagi
# dengan 255, yaitu nilai terbesar yang mungkin".
#
# **Berikutnya:** [04 add_channel](04_add_channel.ipynb)
