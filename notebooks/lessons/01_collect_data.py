# %% [markdown] lang="en"
# # 01 · Collect the data
#
# **Seed step:** data preparation 1, *data collection*; the supervisor's
# comments on the number of images per digit and on pixels. **Minutes:** 25.
#
# You will learn
# - where MNIST comes from and how to cite it,
# - how many images there are of each digit,
# - what one image is: 28 × 28 numbers.
#
# **Read before:** nothing.

# %% [markdown] lang="id"
# # 01 · Mengumpulkan data
#
# **Langkah:** persiapan data 1, *pengumpulan data*; komentar pembimbing
# tentang banyaknya citra tiap digit dan tentang piksel. **Waktu:** 25 menit.
#
# Anda akan mempelajari
# - dari mana MNIST berasal dan bagaimana mengutipnya,
# - berapa banyak citra untuk tiap digit,
# - apa isi satu citra: 28 × 28 bilangan.
#
# **Prasyarat:** tidak ada.

# %%
import numpy as np

from mnist_helpers import (
    caption,
    count_digits,
    describe_images,
    ink_per_digit,
    load_mnist,
    mean_images,
    pick_per_digit,
    plot_counts,
    plot_digit,
    plot_digits,
    plot_pixels,
)
from mnist_helpers.exercises import check_pixels, check_rarest_digit

# %% [markdown] lang="en"
# ## Where MNIST comes from
#
# The American standards office NIST collected handwritten digits twice.
# Special Database 3 was written by employees of the Census Bureau, Special
# Database 1 by high-school students. The employees wrote more neatly. Had
# one set been used for training and the other for testing, the test would
# have measured the difference between the writers. LeCun, Cortes and Burges
# therefore mixed the two: that is the M in MNIST, *modified* NIST.
#
# Who wrote what was found again by Yadav and Bottou (2019). The 60,000
# training images come from 539 writers: 30,950 images by employees, 29,050
# by students. The 10,000 test images come from 297 others: 4,999 and 5,001.
# **No writer is in both**, so the test asks about new handwriting.

# %% [markdown] lang="id"
# ## Dari mana MNIST berasal
#
# Lembaga standar Amerika Serikat, NIST, dua kali mengumpulkan digit tulisan
# tangan. Special Database 3 ditulis oleh pegawai Biro Sensus, sedangkan
# Special Database 1 ditulis oleh siswa sekolah menengah. Tulisan para pegawai
# lebih rapi. Seandainya yang satu dipakai untuk melatih dan yang lain untuk
# menguji, hasil uji hanya akan mengukur perbedaan para penulisnya. Karena
# itu LeCun, Cortes, dan Burges mencampur keduanya: itulah huruf M pada MNIST,
# *modified* NIST.
#
# Siapa menulis apa ditemukan kembali oleh Yadav dan Bottou (2019). Ke-60.000
# citra latih berasal dari 539 penulis: 30.950 citra dari pegawai dan 29.050
# dari siswa. Ke-10.000 citra uji berasal dari 297 penulis lain: 4.999 dan
# 5.001. **Tidak ada penulis yang muncul di keduanya**, sehingga data uji
# benar-benar menanyakan tulisan tangan baru.

# %% [markdown] lang="en"
# ### How it became 28 × 28
#
# Each digit was scaled to fit a box of 20 × 20 pixels, keeping its
# proportions; the smoothing gave it grey levels. The box was then placed in
# a field of 28 × 28 so that the *centre of mass* of the ink lies in the
# middle. We shall see both below.
#
# ### Licence and citation
#
# The images are copyright Yann LeCun and Corinna Cortes, licence
# CC BY-SA 3.0. In a thesis, cite:
#
# > Y. LeCun, L. Bottou, Y. Bengio, P. Haffner. "Gradient-based learning
# > applied to document recognition." *Proceedings of the IEEE* 86(11),
# > 2278-2324, 1998.
# >
# > C. Yadav, L. Bottou. "Cold case: the lost MNIST digits." *Advances in
# > Neural Information Processing Systems* 32, 2019.

# %% [markdown] lang="id"
# ### Bagaimana menjadi 28 × 28
#
# Tiap digit diskalakan agar pas di dalam kotak 20 × 20 piksel tanpa mengubah
# perbandingan sisinya; proses penghalusan menghasilkan derajat keabuan. Kotak
# itu lalu diletakkan di bidang 28 × 28 sehingga *pusat massa* tintanya berada
# di tengah. Keduanya akan kita lihat di bawah.
#
# ### Lisensi dan sitasi
#
# Hak cipta citra ada pada Yann LeCun dan Corinna Cortes, dengan lisensi
# CC BY-SA 3.0. Di skripsi, kutiplah:
#
# > Y. LeCun, L. Bottou, Y. Bengio, P. Haffner. "Gradient-based learning
# > applied to document recognition." *Proceedings of the IEEE* 86(11),
# > 2278-2324, 1998.
# >
# > C. Yadav, L. Bottou. "Cold case: the lost MNIST digits." *Advances in
# > Neural Information Processing Systems* 32, 2019.

# %% [markdown] lang="en"
# ## Load the data
#
# The four original files come with this course, so nothing is downloaded.
# Their check sums are compared on each load. (The usual way,
# `load_mnist(source="keras")`, downloads the same arrays.)

# %% [markdown] lang="id"
# ## Memuat data
#
# Keempat berkas aslinya sudah disertakan dalam kursus ini, jadi tidak ada
# yang perlu diunduh. Jumlah pemeriksanya (checksum) dicocokkan setiap kali
# dimuat. (Cara yang umum, `load_mnist(source="keras")`, mengunduh array yang
# sama.)

# %%
# NBVAL_CHECK_OUTPUT
(x_train, y_train), (x_test, y_test) = load_mnist()
x_train.shape, y_train.shape, x_test.shape, y_test.shape

# %% [markdown] lang="en"
# The data comes already parted: 60,000 images to learn from and 10,000 to be
# tested on. Each image has a label, the digit that was meant.

# %% [markdown] lang="id"
# Datanya sudah terbagi: 60.000 citra untuk belajar dan 10.000 citra untuk
# diuji. Tiap citra memiliki label, yaitu digit yang dimaksud penulisnya.

# %%
# NBVAL_CHECK_OUTPUT
describe_images(train=x_train, test=x_test).T

# %%
print(caption(plot_digits(x_train[:10], y_train[:10])))

# %% [markdown] lang="en"
# ## How many images are there of each digit?
#
# **Predict:** 60,000 images, ten digits. Is it 6,000 of each?

# %% [markdown] lang="id"
# ## Berapa banyak citra untuk tiap digit?
#
# **Tebak dulu:** ada 60.000 citra dan sepuluh digit. Apakah masing-masing
# 6.000?

# %%
# NBVAL_CHECK_OUTPUT
counts = count_digits(train=y_train, test=y_test)
counts

# %%
print(caption(plot_counts(counts)))

# %% [markdown] lang="en"
# Not quite. The counts differ because people were not asked for equal
# numbers of each digit.
#
# ### Is that imbalance?
#
# The usual measure is the largest class over the smallest.

# %% [markdown] lang="id"
# Tidak persis. Banyaknya berbeda karena para penulis memang tidak diminta
# menulis tiap digit sama banyak.
#
# ### Apakah ini ketidakseimbangan kelas?
#
# Ukuran yang umum adalah kelas terbesar dibagi kelas terkecil.

# %%
# NBVAL_CHECK_OUTPUT
per_digit = np.bincount(y_train)
most, least = per_digit.max(), per_digit.min()
print(most, "/", least, "=", round(most / least, 2))

# %% [markdown] lang="en"
# A ratio near 1 is balanced. Data sets are called imbalanced when one class
# has ten or a hundred times the images of another, so nothing needs to be
# done here. It must be *said*, though: write the table into chapter 3.

# %% [markdown] lang="id"
# Perbandingan yang dekat dengan 1 berarti seimbang. Dataset disebut tidak
# seimbang bila satu kelas memiliki citra sepuluh atau seratus kali lebih
# banyak daripada kelas lain, jadi di sini tidak perlu ada perlakuan khusus.
# Namun hal ini tetap harus *dilaporkan*: masukkan tabelnya ke Bab 3.

# %% [markdown] lang="en"
# ## One image: its shape and its pixels
#
# **Predict:** how many numbers make up one image?

# %% [markdown] lang="id"
# ## Satu citra: bentuk dan pikselnya
#
# **Tebak dulu:** berapa bilangan yang menyusun satu citra?

# %%
# NBVAL_CHECK_OUTPUT
image = x_train[0]
image.shape, image.size, str(image.dtype), int(image.min()), int(image.max())

# %%
print(caption(plot_digit(image, y_train[0])))

# %% [markdown] lang="en"
# Shape (28, 28): 28 rows and 28 columns, 784 pixels. Type `uint8`: whole
# numbers from 0 (paper) to 255 (full ink). Here is the same image as the
# computer has it.

# %% [markdown] lang="id"
# Bentuknya (28, 28): 28 baris dan 28 kolom, 784 piksel. Tipenya `uint8`:
# bilangan bulat dari 0 (kertas) sampai 255 (tinta penuh). Inilah citra yang
# sama sebagaimana dilihat komputer.

# %%
print(caption(plot_pixels(image)))

# %% [markdown] lang="en"
# Look for the grey numbers along the edge of the stroke: they come from the
# smoothing. And the margin of four pixels: 28 = 4 + 20 + 4.
#
# ### The same for one image of every digit
#
# The shape is the same for every image. What differs is the ink.

# %% [markdown] lang="id"
# Perhatikan bilangan abu-abu di sepanjang tepi goresan: itu hasil
# penghalusan. Perhatikan juga tepi selebar empat piksel: 28 = 4 + 20 + 4.
#
# ### Hal yang sama untuk satu citra dari tiap digit
#
# Bentuk setiap citra sama. Yang berbeda adalah tintanya.

# %%
# NBVAL_CHECK_OUTPUT
ten_images, ten_labels = pick_per_digit(x_train, y_train)
ink_per_digit(ten_images, ten_labels).T

# %%
print(caption(plot_digits(ten_images, ten_labels)))

# %% [markdown] lang="en"
# ## Pixels per digit, over all training images
#
# **Predict:** which digit needs the least ink, which the most? Which has
# the narrowest box?

# %% [markdown] lang="id"
# ## Piksel tiap digit, untuk seluruh data latih
#
# **Tebak dulu:** digit mana yang paling sedikit tintanya, mana yang paling
# banyak? Digit mana yang kotaknya paling sempit?

# %%
# NBVAL_CHECK_OUTPUT
ink_per_digit(x_train, y_train).T

# %% [markdown] lang="en"
# The 1 needs the least and the 0 the most; no box is larger than 20 pixels,
# as promised above. `brightness` is the mean over all 784 pixels, from 0 to
# 255.
#
# ### The mean image of each digit

# %% [markdown] lang="id"
# Digit 1 paling hemat tinta dan digit 0 paling boros; tidak ada kotak yang
# melebihi 20 piksel, seperti dijelaskan di atas. `kecerahan` adalah rata-rata
# dari seluruh 784 piksel, dari 0 sampai 255.
#
# ### Citra rata-rata tiap digit

# %%
means = mean_images(x_train, y_train)
print(caption(plot_digits(means, np.arange(10))))

# %% [markdown] lang="en"
# Sharp where writers agree (the 0's ring), blurred where they don't (the
# slant of the 1, the tail of the 4). A model must cope with that blur.

# %% [markdown] lang="id"
# Tajam di tempat para penulis sepakat (lingkaran angka 0) dan kabur di tempat
# mereka berbeda (kemiringan angka 1, ekor angka 4). Model harus mampu
# menghadapi kekaburan itu.

# %% [markdown] lang="en"
# ## Misconception: "accuracy 11 % means it has learnt something"
#
# Ten digits, so guessing gives 10 %, and 11 % is better than guessing?
# **Predict:** how often is somebody right who always answers 1?

# %% [markdown] lang="id"
# ## Salah paham: "akurasi 11 % berarti model sudah belajar"
#
# Ada sepuluh digit, jadi menebak menghasilkan 10 %; bukankah 11 % lebih baik
# daripada menebak? **Tebak dulu:** seberapa sering benar seseorang yang
# selalu menjawab 1?

# %%
# NBVAL_CHECK_OUTPUT
always_one = np.ones(10000, dtype=int)
float((always_one == y_test).mean())

# %% [markdown] lang="en"
# 11.35 %, without looking at a single image: 1 is simply the most frequent
# digit. Compare a model with this number first.

# %% [markdown] lang="id"
# 11,35 %, tanpa melihat satu citra pun: 1 memang digit yang paling sering
# muncul. Bandingkan dulu setiap model dengan angka ini.

# %% [markdown] lang="en"
# ## Exercise 1: colour
#
# A colour photograph of the same size has three numbers for each pixel: red,
# green and blue. How many numbers is that?

# %% [markdown] lang="id"
# ## Latihan 1: berwarna
#
# Foto berwarna dengan ukuran yang sama memiliki tiga bilangan untuk tiap
# piksel: merah, hijau, dan biru. Berapa banyak bilangannya?

# %%
numbers = ...

# %%
check_pixels(numbers)

# %% [markdown] lang="en"
# <details><summary>Solution</summary>
#
# ```python
# numbers = 28 * 28 * 3  # 2352
# ```
#
# </details>

# %% [markdown] lang="id"
# <details><summary>Jawaban</summary>
#
# ```python
# numbers = 28 * 28 * 3  # 2352
# ```
#
# </details>

# %% [markdown] lang="en"
# ## Exercise 2: the rarest digit
#
# Find the digit with the fewest *test* images with one NumPy expression on
# `np.bincount(y_test)`.

# %% [markdown] lang="id"
# ## Latihan 2: digit yang paling jarang
#
# Temukan digit dengan citra *uji* paling sedikit memakai satu ekspresi NumPy
# pada `np.bincount(y_test)`.

# %%
rarest = ...

# %%
check_rarest_digit(rarest)

# %% [markdown] lang="en"
# <details><summary>Solution</summary>
#
# ```python
# rarest = np.bincount(y_test).argmin()  # 5
# ```
#
# </details>

# %% [markdown] lang="id"
# <details><summary>Jawaban</summary>
#
# ```python
# rarest = np.bincount(y_test).argmin()  # 5
# ```
#
# </details>

# %% [markdown] lang="en"
# ## Summary
#
# - MNIST has 60,000 training and 10,000 test images of handwritten digits,
#   by writers of whom none is in both parts.
# - The digits are nearly, not exactly, equally frequent: 5,421 to 6,742.
# - One image is 28 × 28 = 784 numbers, `uint8`, 0 to 255.
# - Always answering 1 is right 11.35 % of the time: the first bar to pass.
#
# | English | Indonesian |
# |---|---|
# | dataset | dataset |
# | class (digit) | kelas (digit) |
# | image, pixel | citra, piksel |
# | label | label |
# | shape | bentuk (shape) |
#
# **Into chapter 3:** the source and citation, the table and bar chart of
# images per digit, the shape and pixels of one image, the table of pixels
# per digit.
#
# **Next:** [02 split_data](02_split_data.ipynb)

# %% [markdown] lang="id"
# ## Ringkasan
#
# - MNIST berisi 60.000 citra latih dan 10.000 citra uji digit tulisan tangan;
#   tidak ada penulis yang muncul di kedua bagian.
# - Banyaknya tiap digit hampir sama, tetapi tidak persis: 5.421 sampai 6.742.
# - Satu citra adalah 28 × 28 = 784 bilangan, `uint8`, 0 sampai 255.
# - Selalu menjawab 1 benar sebanyak 11,35 %: batas pertama yang harus
#   dilewati.
#
# | Inggris | Indonesia |
# |---|---|
# | dataset | dataset |
# | class (digit) | kelas (digit) |
# | image, pixel | citra, piksel |
# | label | label |
# | shape | bentuk (shape) |
#
# **Untuk Bab 3:** sumber dan sitasi, tabel dan diagram batang jumlah citra
# tiap digit, bentuk dan piksel satu citra, tabel piksel tiap digit.
#
# **Berikutnya:** [02 split_data](02_split_data.ipynb)
