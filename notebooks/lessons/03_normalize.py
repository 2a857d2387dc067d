# %% [markdown] lang="en"
# # 03 · Normalise the pixels
#
# {{head}}
#
# Every pixel is divided by the largest value that it can have, so that all lie
# between 0 and 1.
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
# {{head}}
#
# Setiap piksel dibagi dengan nilai maksimum yang mungkin sehingga semuanya
# berada di antara 0 dan 1.
#
# Anda akan mempelajari
# - apa yang berubah karena dibagi 255 dan apa yang tetap,
# - mengapa pembaginya nilai terbesar yang *mungkin*,
# - apa yang terjadi pada jaringan tanpa normalisasi.
#
# **Prasyarat:** [02 split_data](02_split_data.ipynb).

# %%
# NBVAL_CHECK_OUTPUT
import numpy as np
import pandas as pd

(images, labels), _ = mh.load_mnist()
(x_train, y_train), (x_val, y_val) = mh.split_train_validation(images, labels)
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
np.array([0, 51, 102, 255]) / 255, (x_train[:1] / 255).dtype

# %% [markdown] lang="en"
# 51 is a fifth of 255. Divided as it is, `uint8` becomes `float64`, eight
# bytes a number. Networks compute in `float32`, four bytes: hence the
# `astype` in front.
#
# ## Before and after, in numbers
#
# **Predict:** which rows of this table change?

# %% [markdown] lang="id"
# 51 adalah seperlima dari 255. Jika langsung dibagi, `uint8` menjadi
# `float64`, delapan byte per bilangan. Jaringan menghitung dalam `float32`,
# empat byte: karena itu ada `astype` di depan.
#
# ## Sebelum dan sesudah, dalam angka
#
# **Tebak dulu:** baris mana di tabel ini yang berubah?

# %%
# NBVAL_CHECK_OUTPUT
mh.describe_images(before=x_train, after=x_train_scaled).T

# %% [markdown] lang="en"
# Smallest, largest and mean shrank by the same factor of 255. The shape did
# not change. The memory grew fourfold: `uint8` takes one byte a number,
# `float32` four. **This table goes into chapter 3.**
#
# ## Before and after, as histograms
#
# Of the first 10,000 images. **Predict:** does the *form* of the histogram
# change?

# %% [markdown] lang="id"
# Nilai terkecil, terbesar, dan rata-rata mengecil dengan faktor yang sama,
# yaitu 255. Bentuk array tidak berubah. Memori menjadi empat kali lipat:
# `uint8` memerlukan satu byte per bilangan, `float32` empat byte. **Tabel ini
# masuk ke Bab 3.**
#
# ## Sebelum dan sesudah, sebagai histogram
#
# Dari 10.000 citra pertama. **Tebak dulu:** apakah *bentuk* histogramnya
# berubah?

# %%
before, after = x_train[:10000], x_train_scaled[:10000]
mh.show(mc.lesson_03.plot_pixel_values(before=before, after=after))

# %% [markdown] lang="en"
# Only the axis changed. And so the picture is the same picture: above the
# `uint8` numbers, below the `float32` ones.

# %% [markdown] lang="id"
# Hanya sumbunya yang berubah. Maka gambarnya pun tetap sama: atas bilangan
# `uint8`, bawah bilangan `float32`.

# %%
mh.show(mh.plot_digits(x_train[:5], y_train[:5]))
mh.show(mh.plot_digits(x_train_scaled[:5], y_train[:5]))

# %% [markdown] lang="en"
# ## The largest possible value, not the largest seen
#
# The step reads: divide by the largest value that is *possible*. Why not by
# the largest that is seen? **Predict:**

# %% [markdown] lang="id"
# ## Nilai terbesar yang mungkin, bukan yang terlihat
#
# Langkah ini berbunyi: bagi dengan nilai maksimum yang *mungkin*. Mengapa
# bukan dengan nilai terbesar yang terlihat? **Tebak dulu:**

# %%
mc.quiz("divide_by_largest_seen")

# %% [markdown] lang="en"
# One digit twice, with a bold pen (A) and with a faint one (B): first both
# divided by 255, then each by its own largest value.

# %% [markdown] lang="id"
# Satu digit dua kali, dengan pena tebal (A) dan dengan pena yang pudar (B):
# mula-mula keduanya dibagi 255, lalu masing-masing dibagi nilai terbesarnya
# sendiri.

# %%
bold, faint = x_train[0], x_train[0] // 4
by_255 = [bold / 255, faint / 255]
by_own = [bold / bold.max(), faint / faint.max()]
titles = ["A / 255", "B / 255", f"A / {bold.max()}", f"B / {faint.max()}"]
four = np.stack(by_255 + by_own)
mh.show(mh.plot_digits(four, titles=titles, columns=4))
print(four.max(axis=(1, 2)).round(2))

# %% [markdown] lang="en"
# The last line has the largest value of each. Divided by their own largest
# value the two look alike: the difference between bold and faint is gone. And
# if all training images were faint, and a bold one came later?

# %% [markdown] lang="id"
# Baris terakhir memuat nilai terbesar tiap citra. Dibagi nilai terbesarnya
# sendiri, keduanya tampak sama: beda antara tebal dan pudar hilang. Lalu,
# bagaimana jika semua citra latih pudar dan kemudian datang citra yang tebal?

# %%
# NBVAL_CHECK_OUTPUT
round(float(bold.max() / faint.max()), 2)

# %% [markdown] lang="en"
# The new image would reach far beyond 1. 255 is known before any image is
# seen, and it is the same for everyone.

# %% [markdown] lang="id"
# Citra baru itu akan jauh melampaui 1. Angka 255 sudah diketahui sebelum
# melihat satu citra pun, dan sama bagi semua orang.

# %% [markdown] lang="en"
# ## What a network does without it
#
# Two small nets, one layer and two layers. Each learns from 5,000 images for
# one epoch, from two starts (seeds), once with 0 to 255 and once with 0 to 1.
# Nothing else differs. (An *epoch* is one walk through all its images; the
# *loss* says how far off the answers are, the smaller the better; the *hidden
# units* are the 32 numbers between image and answer; lessons 09 to 11 explain
# all of them.) **Predict:** which of the two suffers, and in what: the loss or
# the accuracy?

# %% [markdown] lang="id"
# ## Apa yang terjadi pada jaringan tanpa normalisasi
#
# Dua jaringan kecil, satu lapis dan dua lapis. Masing-masing belajar dari
# 5.000 citra selama satu epoch, dari dua titik awal (seed), sekali dengan 0
# sampai 255 dan sekali dengan 0 sampai 1. Selain itu semuanya sama. (Satu
# *epoch* adalah satu kali menyusuri semua citranya; *kerugian* (loss)
# menyatakan seberapa jauh jawabannya meleset, makin kecil makin baik; *unit
# tersembunyi* adalah 32 bilangan di antara citra dan jawaban; pelajaran 09
# sampai 11 menjelaskan semuanya.) **Tebak
# dulu:** mana yang terdampak, dan dalam hal apa: kerugian (loss) atau akurasi?

# %%
import keras
from keras.layers import Dense


def train_once(hidden, x, seed, optimizer="sgd"):
    keras.utils.set_random_seed(seed)
    layers = [Dense(32, activation="relu")] if hidden else []
    net = keras.Sequential([*layers, Dense(10, activation="softmax")])
    loss = "sparse_categorical_crossentropy"
    net.compile(optimizer, loss, metrics=["accuracy"])
    net.fit(x[:5000].reshape(-1, 784), y_train[:5000], verbose=0)
    return net


# %%
x_val_scaled = x_val.astype("float32") / 255
data = {"0-255": (x_train, x_val), "0-1": (x_train_scaled, x_val_scaled)}
nets, rows = {}, []
for layers in (1, 2):
    for pixels, (x, x_held_out) in data.items():
        for seed in (7, 8):
            net = train_once(layers == 2, x, seed)
            flat = x_held_out.reshape(-1, 784)
            scores = net.evaluate(flat, y_val, batch_size=1000, verbose=0)
            nets[layers, pixels, seed] = net
            rows.append((layers, pixels, seed, *scores))

# %%
names = ["layers", "pixels", "seed", "loss", "accuracy"]
runs = pd.DataFrame(rows, columns=names).set_index(names[:3])
runs.unstack("seed").round(2)

# %% [markdown] lang="en"
# Loss and accuracy on the validation images, for two seeds each.
#
# - **One layer:** the loss is hundreds of times larger with 0 to 255, yet the
#   accuracy moves by some points only, and may even rise. The net points at
#   the right digit about as often, but it is wildly overconfident when it is
#   wrong.
# - **Two layers:** with 0 to 255 the accuracy falls to that of a net which
#   knows nothing, about one in ten. With 0 to 1 it learns.
#
# ### Why the two-layer net knows nothing
#
# A step of training moves each weight by its *gradient*, times a small factor
# (lesson 10). The gradient of the first weights is proportional to the input,
# and with such inputs the first answers are far off as well: each step was
# hundreds of times too big. **Predict:** how many of the 32 hidden units still
# answer anything but 0, to any validation image?

# %% [markdown] lang="id"
# Kerugian dan akurasi pada data validasi, masing-masing untuk dua seed.
#
# - **Satu lapis:** dengan 0 sampai 255 kerugiannya ratusan kali lebih besar,
#   tetapi akurasinya hanya bergeser beberapa poin, bahkan dapat lebih tinggi.
#   Jaringan menunjuk digit yang benar kira-kira sama seringnya, tetapi
#   terlalu yakin ketika salah.
# - **Dua lapis:** dengan 0 sampai 255 akurasinya jatuh ke tingkat jaringan
#   yang tidak tahu apa-apa, sekitar satu dari sepuluh. Dengan 0 sampai 1
#   jaringan itu belajar.
#
# ### Mengapa jaringan dua lapis tidak tahu apa-apa
#
# Satu langkah pelatihan menggeser tiap bobot sebesar *gradien*-nya dikali
# faktor kecil (pelajaran 10). Gradien bobot lapisan pertama sebanding dengan
# masukan, dan dengan masukan sebesar itu jawaban pertamanya pun jauh meleset:
# setiap langkah menjadi ratusan kali terlalu besar. **Tebak dulu:** berapa
# dari 32 unit tersembunyi yang masih memberi jawaban selain 0, untuk citra
# validasi mana pun?

# %%
for pixels in data:
    net, (_, x_held_out) = nets[2, pixels, 7], data[pixels]
    flat = x_held_out.reshape(-1, 784).astype("float32")
    hidden = np.asarray(net.layers[0](flat))
    answers = np.asarray(net(flat)).argmax(axis=1)
    alive = (hidden > 0).any(axis=0).sum()
    print(f"{pixels:>5}: {alive}/32", np.bincount(answers, minlength=10))

# %% [markdown] lang="en"
# The first steps threw the weights so far that nearly all units are *dead*:
# they answer 0 to every image, and the net gives (nearly) every image the
# same digit, as the counts of its ten answers show. It has become the
# "always 1" of lesson 01. Scaled, all 32 are alive.
#
# All this was plain gradient descent (SGD). Most programs use Adam, which
# gives each weight a step of its own size. **Predict:** does it get along
# without scaling?

# %% [markdown] lang="id"
# Langkah-langkah pertama mengubah bobot terlalu jauh sehingga hampir semua
# unit *mati*: jawabannya 0 untuk setiap citra, dan jaringan memberi (hampir)
# setiap citra digit yang sama, seperti terlihat dari banyaknya kesepuluh
# jawabannya. Jaringan itu menjadi seperti "selalu menjawab 1" di
# pelajaran 01. Dengan penskalaan, semua 32 unit tetap hidup.
#
# Semua itu penurunan gradien biasa (SGD). Kebanyakan program memakai Adam,
# yang memberi tiap bobot langkah dengan besarnya sendiri. **Tebak dulu:**
# dapatkah Adam bekerja tanpa penskalaan?

# %%
by_adam = {}
for pixels, (x, x_held_out) in data.items():
    flat = x_held_out.reshape(-1, 784)
    by_adam[pixels] = []
    for seed in (7, 8):
        net = train_once(True, x, seed, "adam")
        scores = net.evaluate(flat, y_val, batch_size=1000, verbose=0)
        by_adam[pixels].append(round(scores[1], 2))
by_adam

# %%
# NBVAL_CHECK_OUTPUT
print(min(by_adam["0-1"]) > max(by_adam["0-255"]) + 0.1)

# %% [markdown] lang="en"
# Accuracies of the two-layer net, two seeds each: better than with SGD, but
# still far behind the scaled images.

# %% [markdown] lang="id"
# Akurasi jaringan dua lapis, masing-masing dua seed: lebih baik daripada
# dengan SGD, tetapi masih jauh di bawah citra yang dinormalisasi.

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
round(float((x_train_scaled / 255).max()), 6)

# %% [markdown] lang="en"
# All pixels are nearly black now, and nothing complains. A cell that is run
# twice does this easily, which is why we gave the result a *new name*. The
# helper refuses, and says why:

# %% [markdown] lang="id"
# Sekarang semua piksel hampir hitam, dan tidak ada peringatan apa pun. Sel
# yang dijalankan dua kali mudah menimbulkan ini; karena itu hasilnya kita
# beri *nama baru*. Fungsi bantu menolaknya dan menjelaskan alasannya:

# %%
# NBVAL_CHECK_OUTPUT
try:
    mh.scale_pixels(x_train_scaled)
except TypeError as error:
    print(error)

# %% [markdown] lang="en"
# On `uint8` images it does what we wrote out above:

# %% [markdown] lang="id"
# Pada citra `uint8`, hasilnya sama dengan yang kita tulis sendiri di atas:

# %%
# NBVAL_CHECK_OUTPUT
np.array_equal(mh.scale_pixels(x_train), x_train_scaled)

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
mc.check_divisor(divisor)

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
mc.check_back_to_pixels(restored)

# %% [markdown] lang="en"
# <details><summary>Solution</summary>
#
# ```python
# restored = (x_train_scaled[0] * 255).round().astype("uint8")
# ```
#
# `round` is a safeguard: here all 256 values come back exactly without it,
# too, but not every calculation is so lucky.
# </details>

# %% [markdown] lang="id"
# <details><summary>Jawaban</summary>
#
# ```python
# restored = (x_train_scaled[0] * 255).round().astype("uint8")
# ```
#
# `round` adalah pengaman: di sini ke-256 nilai kembali tepat juga tanpa itu,
# tetapi tidak setiap hitungan seberuntung itu.
# </details>

# %% [markdown] lang="en"
# ## Exercise 3: from -1 to 1
#
# Some published models want pixels from -1 to 1. What becomes of a pixel of
# 51?

# %% [markdown] lang="id"
# ## Latihan 3: dari -1 sampai 1
#
# Beberapa model yang diterbitkan meminta piksel dari -1 sampai 1. Menjadi
# berapa piksel bernilai 51?

# %%
scaled_pixel = ...

# %%
mc.check_minus_one_to_one(scaled_pixel)

# %% [markdown] lang="en"
# <details><summary>Solution</summary>
#
# ```python
# scaled_pixel = 51 / 127.5 - 1  # -0.6
# ```
#
# </details>
#
# ## Exercise 4 (open): another kind of data
#
# Decide how you would normalise: X-ray pictures of 12 bits, temperatures in
# °C, ages of patients, a colour photograph.
#
# Check yourself:
# - Is there a largest possible value, or only a largest seen?
# - If you take numbers from the data (mean, spread, largest), do they come
#   from the training data alone?
# - What happens to a new item outside that range?
# - Can you undo it, and did you say so?

# %% [markdown] lang="id"
# <details><summary>Jawaban</summary>
#
# ```python
# scaled_pixel = 51 / 127.5 - 1  # -0,6
# ```
#
# </details>
#
# ## Latihan 4 (terbuka): jenis data lain
#
# Tentukan cara normalisasi untuk: foto rontgen 12 bit, suhu dalam °C, usia
# pasien, foto berwarna.
#
# Periksa sendiri:
# - Adakah nilai terbesar yang mungkin, atau hanya nilai terbesar yang
#   terlihat?
# - Bila Anda memakai bilangan dari data (rata-rata, simpangan baku, nilai
#   terbesar), apakah bilangan itu hanya dari data latih?
# - Apa yang terjadi pada data baru di luar rentang itu?
# - Dapatkah hal itu dibalik, dan apakah Anda menuliskannya?

# %% [markdown] lang="en"
# ## Summary
#
# - `x / 255` maps 0..255 to 0..1; shape and picture stay the same.
# - 255 is the largest value possible, known before any image is seen.
# - Without it steps are too large: overconfidence in a net of one layer, dead
#   units in a net of two.
# - Twice is a silent mistake: use a new name, or the helper.
#
# | English | Indonesian |
# |---|---|
# | normalisation | normalisasi |
# | pixel value | nilai piksel |
# | loss function | fungsi kerugian (loss function) |
#
# **Into chapter 3:** the table before/after, the two histograms and the
# sentence "Every pixel was divided by 255, the largest value that 8 bits can
# hold, so that all values lie between 0 and 1."
#
# **Next:** [04 add_channel](04_add_channel.ipynb)

# %% [markdown] lang="id"
# ## Ringkasan
#
# - `x / 255` memetakan 0..255 ke 0..1; bentuk dan gambarnya tetap sama.
# - 255 adalah nilai terbesar yang mungkin, diketahui sebelum melihat citra.
# - Tanpa normalisasi langkahnya terlalu besar: jaringan satu lapis menjadi
#   terlalu yakin, unit pada jaringan dua lapis mati.
# - Dua kali adalah kesalahan tanpa peringatan: pakai nama baru, atau fungsi
#   bantu.
#
# | Inggris | Indonesia |
# |---|---|
# | normalisation | normalisasi |
# | pixel value | nilai piksel |
# | loss function | fungsi kerugian (loss function) |
#
# **Untuk Bab 3:** tabel sebelum/sesudah, kedua histogram, dan kalimat "Setiap
# piksel dibagi dengan 255, yaitu nilai terbesar yang dapat disimpan 8 bit,
# sehingga semua nilai berada di antara 0 dan 1."
#
# **Berikutnya:** [04 add_channel](04_add_channel.ipynb)
