# %% [markdown] lang="en"
# # 02 · Split the data
#
# {{head}}
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
# {{head}}
#
# Anda akan mempelajari
# - tiga peran: data latih, data validasi, dan data uji,
# - cara memisahkan data agar proporsi tiap digit tetap terjaga,
# - mengapa data uji hanya dibuka satu kali.
#
# **Prasyarat:** [01 collect_data](01_collect_data.ipynb).

# %% [markdown] lang="en"
# ## Train and test: the split that MNIST comes with
#
# Data preparation asks for two parts. The **training** data teaches the
# model; the **test** data judges it, on images that it never saw. MNIST comes
# parted, by writers of whom none is in both parts.

# %% [markdown] lang="id"
# ## Latih dan uji: pemisahan bawaan MNIST
#
# Persiapan data meminta dua bagian. Data **latih** mengajari model; data
# **uji** menilainya dengan citra yang belum pernah dilihatnya. MNIST memang
# sudah terpisah sejak awal, dan tidak ada penulis yang muncul di kedua
# bagian.

# %%
# NBVAL_CHECK_OUTPUT
(images, labels), (x_test, y_test) = mh.load_mnist()
len(images), len(x_test)

# %% [markdown] lang="en"
# ## Three roles
#
# Between teaching and judging there is a third job: *choosing*. Which
# model, how many epochs, how much augmentation? Whoever chooses by looking
# at the test data has used it up, as we shall see at the end. So some of the
# 60,000 are set aside:
#
# | part | images | it may be used to | like |
# |---|---|---|---|
# | training | 54,000 | fit the weights | the textbook |
# | validation | 6,000 | choose between models | the mock exam |
# | test | 10,000 | judge, once, at the very end | the exam |
#
# Of all 70,000 images that is 77 % to learn from, 9 % to choose and 14 % to
# judge. From here on `x_train` means these 54,000, not all 60,000 of lesson
# 01.

# %% [markdown] lang="id"
# ## Tiga peran
#
# Di antara mengajari dan menilai ada pekerjaan ketiga: *memilih*. Model yang
# mana, berapa epoch, seberapa banyak augmentasi? Siapa pun yang memilih sambil
# melihat data uji berarti membuat data uji tidak lagi dapat menguji, seperti
# akan kita lihat di bagian akhir. Karena itu sebagian dari 60.000 citra
# disisihkan:
#
# | bagian | citra | boleh dipakai untuk | ibarat |
# |---|---|---|---|
# | latih | 54.000 | menyesuaikan bobot | buku pelajaran |
# | validasi | 6.000 | memilih di antara beberapa model | ujian percobaan |
# | uji | 10.000 | menilai, satu kali, di akhir sekali | ujian akhir |
#
# Dari seluruh 70.000 citra, 77 % dipakai untuk belajar, 9 % untuk memilih, dan
# 14 % untuk menilai. Mulai sekarang `x_train` berarti 54.000 citra ini, bukan
# seluruh 60.000 citra dari pelajaran 01.

# %% [markdown] lang="en"
# ## A random split
#
# 6,000 images drawn like lots. `train_test_split` hands back four arrays: the
# images of both parts, then their labels; `_` stands for what we don't need.
# **Predict:** a tenth of all images; is it a
# tenth of each digit, too?

# %% [markdown] lang="id"
# ## Pemisahan acak
#
# 6.000 citra diambil seperti undian. `train_test_split` mengembalikan empat
# array: citra kedua bagian, lalu labelnya; `_` untuk yang tidak kita perlukan.
# **Tebak dulu:** ini sepersepuluh dari
# semua citra; apakah juga sepersepuluh dari tiap digit?

# %%
# NBVAL_CHECK_OUTPUT
import numpy as np
from sklearn.model_selection import train_test_split

_, _, _, y_random = train_test_split(
    images, labels, test_size=6000, random_state=7
)
np.bincount(y_random) - np.bincount(labels) / 10

# %% [markdown] lang="en"
# The numbers say how many images each digit, 0 to 9, has too many or too few
# of, against its tenth. Chance moves them by dozens.

# %% [markdown] lang="id"
# Bilangan itu menunjukkan kelebihan atau kekurangan citra tiap digit, 0 sampai
# 9, dibandingkan dengan sepersepuluhnya. Karena kebetulan semata, selisihnya
# sampai puluhan citra.

# %% [markdown] lang="en"
# ## A stratified split
#
# `stratify=labels` draws from each digit separately.

# %% [markdown] lang="id"
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
# No digit is off by a whole image.
#
# ### Random and stratified side by side
#
# All 60,000 first, then the 6,000 of either split.

# %% [markdown] lang="id"
# Tidak ada digit yang meleset sampai satu citra utuh.
#
# ### Acak dan terstratifikasi berdampingan
#
# Pertama seluruh 60.000 citra, lalu 6.000 citra dari masing-masing pemisahan.

# %%
# NBVAL_CHECK_OUTPUT
mh.count_digits(all=labels, random=y_random, stratified=y_val)

# %% [markdown] lang="en"
# Compare the shares. The stratified ones agree with those of all images to
# about a hundredth of a percentage point; the random ones miss by up to about
# one. With 6,000 images that changes little. **Predict:** and with 100?

# %% [markdown] lang="id"
# Bandingkan persentasenya. Hasil terstratifikasi cocok dengan seluruh citra
# sampai sekitar seperseratus poin persentase; hasil acak meleset sampai
# sekitar satu poin persentase. Dengan 6.000 citra pengaruhnya kecil. **Tebak
# dulu:** bagaimana dengan 100 citra?

# %%
# NBVAL_CHECK_OUTPUT
_, few_random = train_test_split(labels, test_size=100, random_state=7)
_, few_stratified = train_test_split(
    labels, test_size=100, stratify=labels, random_state=7
)
print(np.bincount(few_random))
print(np.bincount(few_stratified))

# %% [markdown] lang="en"
# Above random, below stratified. By chance one digit came 19 times and another
# 4 times, so that one weighs almost five times as much as the other. The
# smaller the set, the more stratifying matters, and it costs one argument.

# %% [markdown] lang="id"
# Atas acak, bawah terstratifikasi. Secara kebetulan satu digit muncul 19 kali
# dan digit lain 4 kali, sehingga bobot yang satu hampir lima kali yang lain.
# Makin kecil datanya, makin penting stratifikasi, padahal cukup dengan satu
# argumen.

# %% [markdown] lang="en"
# ## How many of each digit are in each part?
#
# **This table and this chart go into chapter 3.**

# %% [markdown] lang="id"
# ## Berapa banyak tiap digit di tiap bagian?
#
# **Tabel dan diagram ini masuk ke Bab 3.**

# %%
# NBVAL_CHECK_OUTPUT
counts = mh.count_digits(train=y_train, validation=y_val, test=y_test)
counts

# %%
mh.show(mh.plot_counts(counts))

# %% [markdown] lang="en"
# ## The same split tomorrow, on another machine
#
# From here on the helper makes this split. `random_state=7`, the *seed*, makes
# the draw the same each time. **Predict:** how many of the 6,000 does another
# seed set aside as well?

# %% [markdown] lang="id"
# ## Pemisahan yang sama besok, di komputer lain
#
# Mulai sekarang pemisahan ini dilakukan fungsi bantu. `random_state=7`, yaitu
# *seed* (bilangan awal acak), membuat undian selalu sama. **Tebak dulu:**
# berapa dari 6.000 citra itu yang juga disisihkan oleh seed lain?

# %%
# NBVAL_CHECK_OUTPUT
(x_helper, _), (x_helper_val, _) = mh.split_train_validation(images, labels)
_, (x_other, _) = mh.split_train_validation(images, labels, seed=8)
print(np.array_equal(x_helper, x_train), np.array_equal(x_helper_val, x_val))
ours = {image.tobytes() for image in x_val}
others = {image.tobytes() for image in x_other}
print(len(ours & others))

# %% [markdown] lang="en"
# (`tobytes` writes an image as one long text of bytes, so that two sets can be
# compared.) The same seed, the same images in the same order. Another seed
# shares only about a tenth, as chance has it. So the seed belongs in the
# thesis: without it nobody can repeat your numbers.

# %% [markdown] lang="id"
# (`tobytes` menuliskan citra sebagai satu deret byte yang panjang, sehingga
# dua himpunan dapat dibandingkan.) Seed yang sama menghasilkan citra yang sama
# dengan urutan yang sama. Seed lain hanya memilih sekitar sepersepuluh citra
# yang sama, sesuai peluangnya. Jadi seed perlu ditulis di skripsi: tanpanya
# tidak ada yang dapat mengulang angka-angka Anda.

# %% [markdown] lang="en"
# ## No image in two parts
#
# A hash is a fingerprint: the same bytes, the same hash. If an image stood
# in two parts, the model would be judged on what it learnt by heart.
# **Predict:** how many fingerprints do the parts share, two by two?

# %% [markdown] lang="id"
# ## Tidak ada citra di dua bagian
#
# Hash adalah sidik jari: byte yang sama menghasilkan hash yang sama. Andai
# sebuah citra ada di dua bagian, model dinilai atas sesuatu yang sudah
# dihafalnya. **Tebak dulu:** berapa sidik jari yang sama di antara tiap dua
# bagian?


# %%
import hashlib


def fingerprints(part):
    return {hashlib.sha256(image.tobytes()).digest() for image in part}


train, test = fingerprints(x_train), fingerprints(x_test)
validation = fingerprints(x_val)

# %%
# NBVAL_CHECK_OUTPUT
print(len(train & validation), len(train & test), len(validation & test))
print(len(train), len(validation), len(test))

# %% [markdown] lang="en"
# Nothing in common, and as many fingerprints as images: MNIST has no two
# identical images at all. But an alarm that never rings proves nothing. Let
# us smuggle five training images into the validation set:

# %% [markdown] lang="id"
# Tidak ada yang sama, dan banyaknya sidik jari sama dengan banyaknya citra:
# di MNIST tidak ada dua citra yang persis sama. Namun alarm yang tidak pernah
# berbunyi belum membuktikan apa-apa. Mari selundupkan lima citra latih ke
# data validasi:

# %%
# NBVAL_CHECK_OUTPUT
smuggled = np.concatenate([x_val, x_train[:5]])
len(train & fingerprints(smuggled))

# %% [markdown] lang="en"
# It rings. (It can't see images that are *nearly* the same: lesson 06 shows
# how augmenting before splitting makes thousands of those.)
#
# ## One validation set, or five? (optional)
#
# With few images, 6,000 for validation would be too many, and 100 would give
# an accuracy that depends on the draw. **k-fold cross-validation** uses each
# image for both: cut the training images into k parts (*folds*), train k
# models, each on all folds but one, and judge each on the fold that it has not
# seen. Here five folds of 5,000 images; the model is the simplest there is,
# the nearest mean image. **Predict:** how far apart are the five accuracies?

# %% [markdown] lang="id"
# Alarmnya berbunyi. (Citra yang *hampir* sama tidak terdeteksi: pelajaran 06
# menunjukkan bagaimana augmentasi sebelum pemisahan menghasilkan ribuan citra
# seperti itu.)
#
# ## Satu data validasi, atau lima? (opsional)
#
# Bila citranya sedikit, 6.000 untuk validasi terlalu banyak, sedangkan 100
# memberi akurasi yang bergantung pada undian. ***K-fold cross-validation***
# (validasi silang) memakai tiap citra untuk keduanya: potong data latih
# menjadi k bagian (*fold*), latih k model, masing-masing dengan semua bagian
# kecuali satu, lalu nilai tiap model pada bagian yang belum dilihatnya. Di
# sini lima bagian dari 5.000 citra; modelnya yang paling sederhana, citra
# rata-rata terdekat. **Tebak dulu:** seberapa jauh jarak kelima akurasinya?

# %%
from sklearn.model_selection import StratifiedKFold

x_5000, y_5000 = x_train[:5000], y_train[:5000]
folds = StratifiedKFold(5, shuffle=True, random_state=7)
accuracies = []
for learn, judge in folds.split(x_5000, y_5000):
    means = mh.mean_images(x_5000[learn], y_5000[learn])
    gaps = []
    for mean in means:
        gaps.append(((x_5000[judge] - mean) ** 2).sum(axis=(1, 2)))
    right = np.argmin(gaps, axis=0) == y_5000[judge]
    accuracies.append(round(right.mean(), 3))
print(*accuracies, np.mean(accuracies).round(3))

# %%
# NBVAL_CHECK_OUTPUT
print(len(accuracies), max(accuracies) - min(accuracies) > 0.01)

# %% [markdown] lang="en"
# One validation set of 1,000 would have shown any one of these. Their mean is
# steadier, and costs five trainings. With 54,000 images and nets that take
# minutes, this course keeps to one validation set of 6,000.
#
# ## The sealed test set
#
# From here to lesson 12 the test images stay closed.
#
# | with the test set | before lesson 12 |
# |---|---|
# | count its labels, check that it overlaps with nothing | yes: it says nothing about a model |
# | choose a model, an epoch, a setting by its score | no |
# | look at its mistakes and mend the model | no: that is choosing, too |
# | report its score | once, at the end, with the date and the reason |

# %% [markdown] lang="id"
# Satu data validasi berisi 1.000 citra akan menunjukkan salah satu dari angka
# ini. Rata-ratanya lebih stabil, dengan harga lima kali pelatihan. Dengan
# 54.000 citra dan jaringan yang perlu beberapa menit, kursus ini tetap memakai
# satu data validasi berisi 6.000 citra.
#
# ## Data uji yang disegel
#
# Mulai dari sini sampai pelajaran 12, citra uji tetap tertutup.
#
# | dengan data uji | sebelum pelajaran 12 |
# |---|---|
# | menghitung labelnya, memeriksa tidak ada citra yang tumpang tindih | boleh: tidak memberi tahu apa pun tentang model |
# | memilih model, epoch, atau pengaturan dari skornya | tidak boleh |
# | melihat kesalahannya lalu memperbaiki model | tidak boleh: itu juga memilih |
# | melaporkan skornya | satu kali, di akhir, beserta tanggal dan alasannya |

# %% [markdown] lang="en"
# ## Misconception: "I may tune on the test set, I only look at the score"
#
# Take 200 "models" that toss a coin: is this digit even or odd? None knows
# anything. We keep the one with the best score. **Predict:**

# %% [markdown] lang="id"
# ## Salah paham: "Boleh menyetel dengan data uji, kan cuma melihat skornya"
#
# Ambil 200 "model" yang melempar koin: digit ini genap atau ganjil? Tidak
# satu pun tahu apa-apa. Kita simpan yang skornya terbaik. **Tebak dulu:**

# %%
mc.quiz("tuning_on_test")

# %% [markdown] lang="en"
# Three times: the best of the 200 is chosen on 100, on 1,000 and on 10,000
# images. Each line: on how many images; the score of the best one there; the
# score of the same model on 50,000 images that were not used to choose.

# %% [markdown] lang="id"
# Tiga kali: yang terbaik dari 200 model dipilih pada 100, 1.000, dan 10.000
# citra. Tiap baris: pada berapa citra; skor model terbaik di sana; skor model
# yang sama pada 50.000 citra yang tidak dipakai untuk memilih.

# %%
# NBVAL_CHECK_OUTPUT
coin = np.random.default_rng(7)
answers = coin.integers(0, 2, (200, 60000), np.uint8)
correct = answers == labels % 2
for n in (100, 1000, 10000):
    scores = correct[:, :n].mean(axis=1)
    best = scores.argmax()
    print(n, scores[best].round(3), correct[best, 10000:].mean().round(3))

# %% [markdown] lang="en"
# The best of 200 coins looks as if it knew something. It does not: on other
# images it is back at one half. Choosing found the luckiest coin. The larger
# the set, the smaller the lie, but even on 10,000 images, as many as MNIST's
# test set has, coins gain one percentage point by nothing but looking. (For
# models that are right 99 % of the time luck is smaller, but so are the
# differences between them.)

# %% [markdown] lang="id"
# Yang terbaik dari 200 koin tampak seolah-olah tahu sesuatu. Padahal tidak:
# pada citra lain skornya kembali ke setengah. Pemilihan itu hanya menemukan
# koin yang paling beruntung. Makin besar datanya, makin kecil tipuannya,
# tetapi pada 10.000 citra pun, sebanyak data uji MNIST, koin memperoleh satu
# poin persentase hanya karena dipilih dengan melihat skor. (Untuk model yang
# benar 99 % pengaruh keberuntungan lebih kecil, tetapi perbedaan antarmodel
# juga lebih kecil.)

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
mc.check_seen_images(number)

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
mc.check_best_of_many(share)

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
# ## Exercise 3: k-fold
#
# With five folds over the 54,000 training images: from how many images does
# each of the five models learn?

# %% [markdown] lang="id"
# ## Latihan 3: k-fold
#
# Dengan lima bagian (fold) dari 54.000 citra latih: dari berapa citra tiap
# model belajar?

# %%
teaching = ...

# %%
mc.check_fold_training(teaching)

# %% [markdown] lang="en"
# <details><summary>Solution</summary>
#
# ```python
# teaching = 54000 * 4 // 5  # 43200
# ```
#
# </details>
#
# ## Exercise 4 (open): split by what?
#
# You have 4,000 letters written by 80 pupils, 50 by each. Decide how to split
# them, and write down why.
#
# Check yourself:
# - Does a pupil's handwriting stand in one part only, as in MNIST?
# - Is each letter still about equally frequent in each part?
# - Is the part that judges large enough for the difference that you hope to
#   see?
# - Could somebody repeat your split from what you wrote?

# %% [markdown] lang="id"
# <details><summary>Jawaban</summary>
#
# ```python
# teaching = 54000 * 4 // 5  # 43200
# ```
#
# </details>
#
# ## Latihan 4 (terbuka): dipisahkan menurut apa?
#
# Anda memiliki 4.000 huruf yang ditulis 80 siswa, 50 huruf oleh tiap siswa.
# Tentukan cara memisahkannya, dan tuliskan alasannya.
#
# Periksa sendiri:
# - Apakah tulisan seorang siswa hanya ada di satu bagian, seperti di MNIST?
# - Apakah frekuensi tiap huruf masih kira-kira sama di tiap bagian?
# - Apakah bagian yang menilai cukup besar untuk perbedaan yang Anda harapkan?
# - Dapatkah orang lain mengulang pemisahan Anda dari tulisan Anda?

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
# **Into chapter 3:**
# - the table and chart of images per digit in each part,
# - a sentence: "Of the 60,000 training images 6,000 were set aside for
#   validation, stratified by digit (scikit-learn, `random_state=7`); the test
#   set was used once." Write the last part only if it is true.
#
# **Next:** [03 normalize](03_normalize.ipynb)

# %% [markdown] lang="id"
# ## Ringkasan
#
# - Data latih dipakai untuk menyesuaikan bobot, data validasi memilih, data
#   uji menilai sekali.
# - Pemisahan terstratifikasi menjaga proporsi tiap digit; seed membuatnya
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
# **Untuk Bab 3:**
# - tabel dan diagram jumlah citra tiap digit di setiap bagian,
# - kalimat: "Dari 60.000 citra latih, 6.000 citra disisihkan sebagai data
#   validasi secara terstratifikasi menurut digit (scikit-learn,
#   `random_state=7`); data uji dipakai satu kali." Tulis bagian terakhir
#   hanya jika memang benar.
#
# **Berikutnya:** [03 normalize](03_normalize.ipynb)
