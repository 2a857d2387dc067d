# %% [markdown] lang="en"
# # 02 · Split the data
#
# **Seed step:** data preparation 2, *data splitting*. **Minutes:** 25.
#
# You will learn
# - the three roles: training, validation and test,
# - how to split so that each digit keeps its share,
# - why the test set is opened only once.
#
# **Read before:** [01 collect_data](01_collect_data.ipynb).

# %% [markdown] lang="id"
# # 02 · Memisahkan data
#
# **Langkah:** persiapan data 2, *pemisahan data*. **Waktu:** 25 menit.
#
# Anda akan mempelajari
# - tiga peran: data latih, data validasi, dan data uji,
# - cara memisahkan data agar bagian tiap digit tetap terjaga,
# - mengapa data uji hanya dibuka satu kali.
#
# **Prasyarat:** [01 collect_data](01_collect_data.ipynb).

# %%
import hashlib

import numpy as np
from sklearn.model_selection import train_test_split

from mnist_helpers import (
    caption,
    count_digits,
    load_mnist,
    plot_counts,
    split_train_validation,
)
from mnist_helpers.exercises import check_best_of_many, check_seen_images

# %% [markdown] lang="en"
# ## Train and test: the split that MNIST comes with
#
# The seed asks for two parts. The **training** data teaches the model; the
# **test** data judges it, on images that it never saw. MNIST comes parted.

# %% [markdown] lang="id"
# ## Latih dan uji: pemisahan bawaan MNIST
#
# Langkah ini meminta dua bagian. Data **latih** mengajari model; data **uji**
# menilainya dengan citra yang belum pernah dilihatnya. MNIST memang sudah
# terpisah sejak awal.

# %%
# NBVAL_CHECK_OUTPUT
(images, labels), (x_test, y_test) = load_mnist()
len(images), len(x_test)

# %% [markdown] lang="en"
# ## Three roles
#
# Between teaching and judging there is a third job: *choosing*. Which
# model, how many epochs, how much augmentation? Whoever chooses by looking
# at the test data has used it up, as we shall see at the end. So some of the
# 60,000 are set aside:
#
# | part | images | it may be used to |
# |---|---|---|
# | training | 54,000 | fit the weights |
# | validation | 6,000 | choose between models |
# | test | 10,000 | judge, once, at the very end |
#
# **Predict:** if 6,000 images are drawn at random, does each digit keep
# its share exactly?

# %% [markdown] lang="id"
# ## Tiga peran
#
# Di antara mengajari dan menilai ada pekerjaan ketiga: *memilih*. Model yang
# mana, berapa epoch, seberapa banyak augmentasi? Siapa pun yang memilih
# sambil melihat data uji berarti sudah menghabiskannya, seperti akan kita
# lihat di bagian akhir. Karena itu sebagian dari 60.000 citra disisihkan:
#
# | bagian | citra | boleh dipakai untuk |
# |---|---|---|
# | latih | 54.000 | menyesuaikan bobot |
# | validasi | 6.000 | memilih di antara beberapa model |
# | uji | 10.000 | menilai, satu kali, di akhir sekali |
#
# **Tebak dulu:** jika 6.000 citra diambil secara acak, apakah bagian tiap
# digit tetap persis sama?

# %% [markdown] lang="en"
# ## A random split

# %% [markdown] lang="id"
# ## Pemisahan acak

# %%
# NBVAL_CHECK_OUTPUT
_, _, _, y_random = train_test_split(
    images, labels, test_size=6000, random_state=7
)
np.bincount(y_random) - np.bincount(labels) / 10

# %% [markdown] lang="en"
# The numbers say how many images each digit has too many or too few of,
# against a tenth of the 60,000. Chance moves them by dozens.
#
# ## A stratified split
#
# `stratify=labels` draws from each digit separately.

# %% [markdown] lang="id"
# Bilangan itu menunjukkan kelebihan atau kekurangan citra tiap digit
# dibandingkan sepersepuluh dari 60.000. Kebetulan saja menggesernya sampai
# puluhan citra.
#
# ## Pemisahan terstratifikasi
#
# `stratify=labels` mengambil citra dari tiap digit secara terpisah.

# %%
# NBVAL_CHECK_OUTPUT
x_train, x_val, y_train, y_val = train_test_split(
    images, labels, test_size=6000, stratify=labels, random_state=7
)
np.bincount(y_val) - np.bincount(labels) / 10

# %% [markdown] lang="en"
# No digit is off by a whole image. `random_state=7` makes the split the same
# each time, on each machine: without it, nobody could repeat your numbers.

# %% [markdown] lang="id"
# Tidak ada digit yang meleset sampai satu citra utuh. `random_state=7`
# membuat pemisahan selalu sama, di komputer mana pun: tanpanya, tidak ada
# yang dapat mengulang angka-angka Anda.

# %%
# NBVAL_CHECK_OUTPUT
counts = count_digits(train=y_train, validation=y_val, test=y_test)
counts

# %%
print(caption(plot_counts(counts)))

# %% [markdown] lang="en"
# From here on the helper does these four lines. It is the same split:

# %% [markdown] lang="id"
# Mulai sekarang fungsi bantu melakukan empat baris itu. Hasilnya sama:

# %%
# NBVAL_CHECK_OUTPUT
(x_helper, y_helper), (x_helper_val, _) = split_train_validation(
    images, labels
)
np.array_equal(x_helper, x_train), np.array_equal(x_helper_val, x_val)

# %% [markdown] lang="en"
# ## No image in two parts
#
# A hash is a fingerprint: the same bytes, the same hash. If an image stood
# in two parts, the model would be judged on what it learnt by heart.

# %% [markdown] lang="id"
# ## Tidak ada citra di dua bagian
#
# Hash adalah sidik jari: byte yang sama menghasilkan hash yang sama. Andai
# sebuah citra ada di dua bagian, model dinilai atas sesuatu yang sudah
# dihafalnya.


# %%
def fingerprints(part):
    return {hashlib.sha256(image.tobytes()).digest() for image in part}


train, validation, test = map(fingerprints, (x_train, x_val, x_test))

# %%
# NBVAL_CHECK_OUTPUT
len(train & validation), len(train & test), len(validation & test)

# %%
# NBVAL_CHECK_OUTPUT
len(train), len(validation), len(test)

# %% [markdown] lang="en"
# Nothing in common, and as many fingerprints as images: MNIST has no two
# identical images at all. (Lesson 06 shows how augmenting *before* splitting
# would spoil this.)
#
# ## The sealed test set
#
# From here to lesson 12 the test images stay closed. Counting their labels,
# as above, tells nothing about a model; predicting them does. Each opening
# will be written down, with its reason.

# %% [markdown] lang="id"
# Tidak ada yang sama, dan banyaknya sidik jari sama dengan banyaknya citra:
# di MNIST tidak ada dua citra yang persis sama. (Pelajaran 06 menunjukkan
# bagaimana augmentasi *sebelum* pemisahan merusak keadaan ini.)
#
# ## Data uji yang disegel
#
# Mulai dari sini sampai pelajaran 12, citra uji tetap tertutup. Menghitung
# labelnya, seperti di atas, tidak memberi tahu apa pun tentang model;
# memprediksinya, ya. Setiap pembukaan akan dicatat beserta alasannya.

# %% [markdown] lang="en"
# ## Misconception: "I may tune on the test set, I only look at the score"
#
# Take 200 "models" that toss a coin: is this digit even or odd? None knows
# anything. Let us choose the best of them on 100 images.
#
# **Predict:** how good does the best one look?

# %% [markdown] lang="id"
# ## Salah paham: "Boleh menyetel dengan data uji, kan cuma melihat skornya"
#
# Ambil 200 "model" yang melempar koin: digit ini genap atau ganjil? Tidak
# satu pun tahu apa-apa. Kita pilih yang terbaik pada 100 citra.
#
# **Tebak dulu:** sebagus apa model terbaik itu tampaknya?

# %%
# NBVAL_CHECK_OUTPUT
coin = np.random.default_rng(7)
is_odd = labels[:10100] % 2
answers = coin.integers(0, 2, (200, 10100))
correct = answers == is_odd
best = correct[:, :100].mean(axis=1).argmax()
float(correct[best, :100].mean()), float(correct[best, 100:].mean())

# %% [markdown] lang="en"
# First the score on the 100 images by which it was chosen, then that of the
# same model on 10,000 others. The best of 200 coins looks as if it knew
# something. It does not: choosing found the luckiest coin. With a test set
# the same happens, only less visibly.

# %% [markdown] lang="id"
# Angka pertama adalah skor pada 100 citra yang dipakai untuk memilih, angka
# kedua skor model yang sama pada 10.000 citra lain. Yang terbaik dari 200
# koin tampak seolah-olah tahu sesuatu. Padahal tidak: pemilihan itu hanya
# menemukan koin yang paling beruntung. Pada data uji terjadi hal yang sama,
# hanya tidak begitu kentara.

# %% [markdown] lang="en"
# ## Exercise 1: which images?
#
# Two models are trained. How many images of our split may you use to choose
# the better one?

# %% [markdown] lang="id"
# ## Latihan 1: citra yang mana?
#
# Dua model sudah dilatih. Berapa banyak citra dari pemisahan kita yang boleh
# Anda pakai untuk memilih yang lebih baik?

# %%
number = ...

# %%
check_seen_images(number)

# %% [markdown] lang="en"
# <details><summary>Solution</summary>
#
# ```python
# number = 6000  # the validation images: len(x_val)
# ```
#
# </details>

# %% [markdown] lang="id"
# <details><summary>Jawaban</summary>
#
# ```python
# number = 6000  # citra validasi: len(x_val)
# ```
#
# </details>

# %% [markdown] lang="en"
# ## Exercise 2: the best of 1,000 coins
#
# Someone tries 1,000 coin models and shows you the best one. What share of
# *new* images will it get right, in the long run?

# %% [markdown] lang="id"
# ## Latihan 2: yang terbaik dari 1.000 koin
#
# Seseorang mencoba 1.000 model koin dan menunjukkan yang terbaik. Berapa
# bagian dari citra *baru* yang akan dijawabnya dengan benar dalam jangka
# panjang?

# %%
share = ...

# %%
check_best_of_many(share)

# %% [markdown] lang="en"
# <details><summary>Solution</summary>
#
# ```python
# share = 0.5  # it is still a coin
# ```
#
# </details>

# %% [markdown] lang="id"
# <details><summary>Jawaban</summary>
#
# ```python
# share = 0.5  # tetap saja sebuah koin
# ```
#
# </details>

# %% [markdown] lang="en"
# ## Summary
#
# - Training fits, validation chooses, the test judges once.
# - A stratified split keeps each digit's share; a seed makes it repeatable.
# - No image stands in two parts: shown by fingerprints.
# - The best of many looks better than it is, wherever it was chosen.
#
# | English | Indonesian |
# |---|---|
# | split | pemisahan |
# | training set | data latih |
# | validation set | data validasi |
# | test set | data uji |
# | seed (random) | seed (bilangan awal acak) |
#
# **Into chapter 3:** the table of images per digit in each part, and the
# sentence that says how the split was made (stratified, seed 7).
#
# **Next:** [03 normalize](03_normalize.ipynb)

# %% [markdown] lang="id"
# ## Ringkasan
#
# - Data latih menyesuaikan, data validasi memilih, data uji menilai sekali.
# - Pemisahan terstratifikasi menjaga bagian tiap digit; seed membuatnya
#   dapat diulang.
# - Tidak ada citra di dua bagian: ditunjukkan dengan sidik jari.
# - Yang terbaik dari banyak calon tampak lebih baik daripada sebenarnya, di
#   mana pun ia dipilih.
#
# | Inggris | Indonesia |
# |---|---|
# | split | pemisahan |
# | training set | data latih |
# | validation set | data validasi |
# | test set | data uji |
# | seed (random) | seed (bilangan awal acak) |
#
# **Untuk Bab 3:** tabel jumlah citra tiap digit di setiap bagian, dan kalimat
# yang menjelaskan cara pemisahannya (terstratifikasi, seed 7).
#
# **Berikutnya:** [03 normalize](03_normalize.ipynb)
