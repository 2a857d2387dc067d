# %% [markdown] lang="en"
# # 01 · Collect the data
#
# {{head}}
#
# It also answers the supervisor's comments on the number of images per digit
# and on pixels.
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
# {{head}}
#
# Pelajaran ini juga menjawab komentar pembimbing tentang banyaknya citra tiap
# digit dan tentang piksel.
#
# Anda akan mempelajari
# - dari mana MNIST berasal dan bagaimana mengutipnya,
# - berapa banyak citra untuk tiap digit,
# - apa isi satu citra: 28 × 28 bilangan.
#
# **Prasyarat:** tidak ada.

# %% [markdown] lang="en"
# ## Where MNIST comes from
#
# The American standards office NIST collected handwritten digits twice.
# Special Database 3 was written by employees of the Census Bureau, Special
# Database 1 by high-school students. The employees wrote more neatly. NIST
# had meant the one for training and the other for testing; such a test would
# have measured the difference between the writers. LeCun, Cortes and Burges
# therefore mixed the two: that is the M in MNIST, *modified* NIST.

# %% [markdown] lang="id"
# ## Dari mana MNIST berasal
#
# Lembaga standar Amerika Serikat, NIST, dua kali mengumpulkan digit tulisan
# tangan. Special Database 3 ditulis oleh pegawai Biro Sensus, sedangkan
# Special Database 1 ditulis oleh siswa SMA. Tulisan para pegawai lebih rapi.
# Semula NIST memakai yang satu untuk melatih dan yang lain untuk menguji;
# pengujian semacam itu hanya mengukur perbedaan para penulisnya. Karena itu
# LeCun, Cortes, dan Burges mencampur keduanya: itulah huruf M pada MNIST,
# *modified* NIST.

# %% [markdown] lang="en"
# ## Who wrote the digits
#
# MNIST itself does not say who wrote which image. Yadav and Bottou found it
# out in 2019 and published it as QMNIST. Counted in QMNIST's labels:
#
# | | training | test |
# |---|---|---|
# | writers | 539 | 297 |
# | images by employees (SD-3) | 30,950 | 4,999 |
# | images by students (SD-1) | 29,050 | 5,001 |
#
# **No writer is in both parts**, so the test asks about new handwriting.
# (MNIST's own old web page speaks of "approximately 250 writers". Whichever
# number you write, cite its source.) **Predict:** which share of the images
# did the students write?

# %% [markdown] lang="id"
# ## Siapa yang menulis digit-digitnya
#
# MNIST sendiri tidak menyebutkan siapa penulis tiap citra. Yadav dan Bottou
# menemukannya kembali pada tahun 2019 dan menerbitkannya sebagai QMNIST.
# Hasil hitungan dari label QMNIST:
#
# | | latih | uji |
# |---|---|---|
# | penulis | 539 | 297 |
# | citra dari pegawai (SD-3) | 30.950 | 4.999 |
# | citra dari siswa (SD-1) | 29.050 | 5.001 |
#
# **Tidak ada penulis yang muncul di kedua bagian**, sehingga data uji
# benar-benar menanyakan tulisan tangan baru. (Laman lama MNIST menyebut
# "approximately 250 writers", sekitar 250 penulis. Angka mana pun yang Anda
# tulis, sebutkan sumbernya.) **Tebak dulu:** berapa bagian citra yang ditulis
# oleh siswa?

# %%
# NBVAL_CHECK_OUTPUT
import numpy as np

by_employees = np.array([30950, 4999])
by_students = np.array([29050, 5001])
together = by_employees + by_students
together, (by_students / together).round(3)

# %% [markdown] lang="en"
# The numbers add up to all images, and nearly half are by students in either
# part: the mixture of neat and less neat writing is the same.

# %% [markdown] lang="id"
# Jumlahnya cocok dengan seluruh citra, dan di kedua bagian hampir separuhnya
# ditulis siswa: campuran tulisan rapi dan kurang rapi di keduanya sama.

# %% [markdown] lang="en"
# ## How an image became 28 × 28
#
# NIST's images were black and white, without grey, and the digits on them
# large and small.
#
# 1. **Scaled** to fit a box of 20 × 20 pixels, proportions kept. Smoothing
#    (anti-aliasing) gave the edges their grey levels.
# 2. **Placed** in a field of 28 × 28 so that the *centre of mass* of the ink
#    lies in the middle.
#
# (LeCun et al. 1998, section III.A.) We shall check both on all 60,000
# training images below.

# %% [markdown] lang="id"
# ## Bagaimana sebuah citra menjadi 28 × 28
#
# Citra asli NIST hitam-putih tanpa abu-abu, dan digit di dalamnya ada yang
# besar, ada yang kecil.
#
# 1. **Diskalakan** agar pas di dalam kotak 20 × 20 piksel tanpa mengubah
#    perbandingan sisinya. Penghalusan (anti-aliasing) memberi derajat keabuan
#    pada tepi goresan.
# 2. **Diletakkan** di bidang 28 × 28 sehingga *pusat massa* tintanya berada
#    di tengah.
#
# (LeCun dkk. 1998, bagian III.A.) Keduanya akan kita periksa pada seluruh
# 60.000 citra latih di bawah.

# %% [markdown] lang="en"
# ## Licence and how to cite
#
# The images are copyright Yann LeCun and Corinna Cortes, licence
# [CC BY-SA 3.0](https://creativecommons.org/licenses/by-sa/3.0/), as Keras's
# documentation states. You may use and change them if you name the source;
# whoever publishes changed images does so under the same licence. For the
# bibliography (BibTeX; Word users copy the fields):
#
# ```bibtex
# @article{lecun1998gradient,
#   author  = {LeCun, Yann and Bottou, L{\'e}on and Bengio, Yoshua and
#              Haffner, Patrick},
#   title   = {Gradient-based learning applied to document recognition},
#   journal = {Proceedings of the IEEE},
#   volume  = {86}, number = {11}, pages = {2278--2324}, year = {1998},
#   doi     = {10.1109/5.726791}
# }
# @inproceedings{yadav2019cold,
#   author    = {Yadav, Chhavi and Bottou, L{\'e}on},
#   title     = {Cold case: the lost {MNIST} digits},
#   booktitle = {Advances in Neural Information Processing Systems},
#   volume    = {32}, year = {2019}
# }
# ```

# %% [markdown] lang="id"
# ## Lisensi dan cara mengutip
#
# Hak cipta citra ada pada Yann LeCun dan Corinna Cortes, dengan lisensi
# [CC BY-SA 3.0](https://creativecommons.org/licenses/by-sa/3.0/), seperti
# tertulis di dokumentasi Keras. Anda boleh memakai dan mengubahnya asalkan
# menyebutkan sumbernya; siapa pun yang menerbitkan citra hasil ubahan harus
# memakai lisensi yang sama. Untuk daftar pustaka (BibTeX; pengguna Word cukup
# menyalin isiannya):
#
# ```bibtex
# @article{lecun1998gradient,
#   author  = {LeCun, Yann and Bottou, L{\'e}on and Bengio, Yoshua and
#              Haffner, Patrick},
#   title   = {Gradient-based learning applied to document recognition},
#   journal = {Proceedings of the IEEE},
#   volume  = {86}, number = {11}, pages = {2278--2324}, year = {1998},
#   doi     = {10.1109/5.726791}
# }
# @inproceedings{yadav2019cold,
#   author    = {Yadav, Chhavi and Bottou, L{\'e}on},
#   title     = {Cold case: the lost {MNIST} digits},
#   booktitle = {Advances in Neural Information Processing Systems},
#   volume    = {32}, year = {2019}
# }
# ```

# %% [markdown] lang="en"
# ## Load the data
#
# The four original files come with this course, so nothing is downloaded.
# Their check sums are compared on each load. The line that you find in most
# tutorials, `keras.datasets.mnist.load_data()`, downloads the same arrays;
# here it is `mh.load_mnist(source="keras")`.

# %% [markdown] lang="id"
# ## Memuat data
#
# Keempat berkas aslinya sudah disertakan dalam kursus ini, jadi tidak ada
# yang perlu diunduh. Jumlah pemeriksanya (checksum) dicocokkan setiap kali
# dimuat. Baris yang ada di kebanyakan tutorial,
# `keras.datasets.mnist.load_data()`, mengunduh array yang sama; di sini
# ditulis `mh.load_mnist(source="keras")`.

# %%
# NBVAL_CHECK_OUTPUT
(x_train, y_train), (x_test, y_test) = mh.load_mnist()
x_train.shape, y_train.shape, x_test.shape, y_test.shape

# %% [markdown] lang="en"
# The data comes already parted: 60,000 images to learn from and 10,000 to be
# tested on. Each image has a label, the digit that was meant.

# %% [markdown] lang="id"
# Datanya sudah terbagi: 60.000 citra untuk belajar dan 10.000 citra untuk
# diuji. Tiap citra memiliki label, yaitu digit yang dimaksud penulisnya.

# %%
# NBVAL_CHECK_OUTPUT
mh.describe_images(train=x_train, test=x_test).T

# %%
mh.show(mh.plot_digits(x_train[:10], y_train[:10]))

# %% [markdown] lang="en"
# ### Look before you count
#
# Choose a digit and turn a few pages. **Predict:** will you find one that you
# can't read yourself?

# %% [markdown] lang="id"
# ### Lihat dulu sebelum menghitung
#
# Pilih sebuah digit dan balik beberapa halaman. **Tebak dulu:** adakah yang
# Anda sendiri tidak dapat membacanya?

# %%
mc.browse_digits(x_train, y_train)

# %% [markdown] lang="en"
# ## How many images are there of each digit?
#
# **Predict:** 60,000 training images, ten digits. Is it 6,000 of each?

# %% [markdown] lang="id"
# ## Berapa banyak citra untuk tiap digit?
#
# **Tebak dulu:** ada 60.000 citra latih dan sepuluh digit. Apakah
# masing-masing 6.000?

# %%
# NBVAL_CHECK_OUTPUT
y_both = np.concatenate([y_train, y_test])
counts = mh.count_digits(train=y_train, test=y_test, both=y_both)
counts

# %%
mh.show(mh.plot_counts(counts))

# %% [markdown] lang="en"
# Roughly, not exactly. The shares, in percent, are nearly the same in training
# and test. **This table and this chart go into chapter 3.**

# %% [markdown] lang="id"
# Kira-kira saja, tidak persis. Persentasenya hampir sama di data latih dan
# data uji. **Tabel dan diagram ini masuk ke Bab 3.**

# %% [markdown] lang="en"
# ### Is that imbalance?
#
# Answer first, then see the measure: the largest class over the smallest.

# %% [markdown] lang="id"
# ### Apakah ini ketidakseimbangan kelas?
#
# Jawab dulu, lalu lihat ukurannya: kelas terbesar dibagi kelas terkecil.

# %%
mc.quiz("imbalance")

# %%
# NBVAL_CHECK_OUTPUT
for y in (y_train, y_test, y_both):
    per_digit = np.bincount(y)
    most, least = per_digit.max(), per_digit.min()
    print(most, "/", least, "=", round(most / least, 2))

# %% [markdown] lang="en"
# From top to bottom: training, test, both. A ratio near 1 is balanced. Data
# sets are called imbalanced when one class has ten or a hundred times the
# images of another, so nothing needs to be done here. It must be *said*,
# though, together with the ratio.

# %% [markdown] lang="id"
# Dari atas ke bawah: latih, uji, gabungan. Perbandingan yang dekat dengan 1
# berarti seimbang. Dataset disebut tidak seimbang bila satu kelas memiliki
# citra sepuluh atau seratus kali lebih banyak daripada kelas lain, jadi di
# sini tidak perlu ada perlakuan khusus. Namun hal ini tetap harus
# *dilaporkan* beserta angka perbandingannya.

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
mh.show(mh.plot_digit(image, y_train[0]))

# %% [markdown] lang="en"
# Shape (28, 28): 28 rows and 28 columns, 784 pixels. Type `uint8`: whole
# numbers from 0 (paper) to 255 (full ink). Paper looks black
# here: MNIST stores ink as large numbers, and a screen draws large numbers
# white.
#
# ### The same image as a picture of its numbers
#
# This is how the computer has it. **Predict:** which numbers stand along the
# edge of a stroke?

# %% [markdown] lang="id"
# Bentuknya (28, 28): 28 baris dan 28 kolom, 784 piksel. Tipenya `uint8`:
# bilangan bulat dari 0 (kertas) sampai 255 (tinta penuh). Kertas tampak hitam
# di sini: MNIST menyimpan tinta sebagai bilangan besar, dan layar menampilkan
# bilangan besar sebagai putih.
#
# ### Citra yang sama sebagai gambar bilangan
#
# Beginilah komputer melihatnya. **Tebak dulu:** bilangan apa yang ada di
# sepanjang tepi goresan?

# %%
mh.show(mh.plot_pixels(image))

# %% [markdown] lang="en"
# Grey ones, between 0 and 253: they come from the smoothing. Now count the
# empty rows: five above the digit, but three below. The *ink* is centred,
# not the box.

# %% [markdown] lang="id"
# Bilangan antara 0 dan 253, tampak abu-abu: itu hasil penghalusan. Sekarang
# hitung baris yang kosong: lima di atas digit, tetapi tiga di bawahnya. Yang
# diletakkan di tengah adalah *tinta*-nya, bukan kotaknya.

# %% [markdown] lang="en"
# ## The same for one image of every digit
#
# **Predict:** which columns of this table will be the same for all ten?

# %% [markdown] lang="id"
# ## Hal yang sama untuk satu citra dari tiap digit
#
# **Tebak dulu:** kolom mana di tabel ini yang isinya sama untuk kesepuluh
# digit?

# %%
# NBVAL_CHECK_OUTPUT
ten_images, ten_labels = mh.pick_per_digit(x_train, y_train)
mh.describe_each(ten_images, ten_labels)

# %%
mh.show(mh.plot_digits(ten_images, ten_labels))

# %% [markdown] lang="en"
# Shape, number of pixels, type and range never change. What differs is the
# ink: how many pixels have some, how bright they are on average over all 784,
# how high and how wide the box round them is. **This table answers "what is
# the shape, how many pixels has one image" in chapter 3.**
#
# Any of the ten as numbers: change `which` to a digit from 0 to 9 and run the
# cell again.

# %% [markdown] lang="id"
# Bentuk, banyaknya piksel, tipe, dan rentangnya tidak pernah berubah. Yang
# berbeda adalah tintanya: berapa piksel yang bertinta, seberapa terang
# rata-ratanya dari seluruh 784 piksel, serta tinggi dan lebar kotak di
# sekelilingnya. **Tabel ini menjawab "berapa bentuk dan piksel satu citra"
# di Bab 3.**
#
# Salah satu dari kesepuluhnya dalam bilangan: ganti `which` dengan digit 0
# sampai 9, lalu jalankan selnya lagi.

# %%
which = 1
mh.show(mh.plot_pixels(ten_images[which]))

# %% [markdown] lang="en"
# ## The box and the centre, checked on 60,000 images
#
# We were told: a box of 20 × 20, and the centre of mass in the middle. First
# the longer side of each box, and how often it occurs. **Predict:** is it
# always 20?

# %% [markdown] lang="id"
# ## Kotak dan pusatnya, diperiksa pada 60.000 citra
#
# Menurut keterangan di atas: kotak 20 × 20 dan pusat massa di tengah. Pertama,
# sisi terpanjang tiap kotak dan seberapa sering muncul. **Tebak dulu:** apakah
# selalu 20?

# %%
# NBVAL_CHECK_OUTPUT
table = mh.describe_each(x_train, y_train)
longer_side = np.maximum(table["box height"], table["box width"])
np.unique(longer_side, return_counts=True)

# %% [markdown] lang="en"
# 20, except in 13 images, where it is 19. Now the centre of mass: the mean row
# and the mean column of all pixels, each weighted by its ink. First the
# smallest and the largest row that occur, then the columns.

# %% [markdown] lang="id"
# Hampir selalu 20, kecuali pada 13 citra yang sisinya 19. Sekarang pusat
# massanya: rata-rata baris dan rata-rata kolom semua piksel, masing-masing
# diberi bobot sebesar tintanya. Pertama baris terkecil dan terbesar, lalu
# kolomnya.

# %%
# NBVAL_CHECK_OUTPUT
place = np.arange(28)
ink = x_train.sum(axis=(1, 2))
row = (x_train.sum(axis=2) * place).sum(axis=1) / ink
column = (x_train.sum(axis=1) * place).sum(axis=1) / ink
for centre in (row, column):
    print(centre.min().round(2), centre.max().round(2))

# %% [markdown] lang="en"
# Row 14, column 14, to within about half a pixel, in every single image: by
# whole pixels it can hardly be moved any nearer. A model that learns from
# MNIST never sees a digit anywhere else; remember that when you augment.

# %% [markdown] lang="id"
# Baris 14, kolom 14, meleset paling jauh sekitar setengah piksel, pada setiap
# citra: dengan menggeser piksel utuh, hampir tidak mungkin lebih dekat lagi.
# Model yang belajar dari MNIST tidak pernah melihat digit di tempat lain;
# ingatlah hal ini saat melakukan augmentasi.

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
mh.ink_per_digit(x_train, y_train)

# %% [markdown] lang="en"
# The 1 needs the least and the 0 the most, more than twice as much; the 1 has
# the narrowest box. All columns from the ink on are means over the images of
# that digit; brightness goes from 0 to 255. **This table goes into
# chapter 3.**

# %% [markdown] lang="id"
# Digit 1 paling hemat tinta dan digit 0 paling boros, lebih dari dua kali
# lipat; kotak digit 1 paling sempit. Kolom-kolom mulai dari tinta adalah
# rata-rata dari semua citra digit itu; kecerahan berkisar dari 0 sampai 255.
# **Tabel ini masuk ke Bab 3.**

# %% [markdown] lang="en"
# ## The mean image of each digit
#
# Lay all images of one digit on top of each other and take the mean of each
# pixel. **Predict:** for which digit do the writers agree most?

# %% [markdown] lang="id"
# ## Citra rata-rata tiap digit
#
# Tumpuk semua citra dari satu digit, lalu ambil rata-rata tiap piksel.
# **Tebak dulu:** untuk digit mana para penulis paling sepakat?

# %%
means = mh.mean_images(x_train, y_train)
mh.show(mh.plot_digits(means, np.arange(10)))

# %%
# NBVAL_CHECK_OUTPUT
means.max(axis=(1, 2)).round().astype(int)

# %% [markdown] lang="en"
# Those are the brightest pixels of the ten. The middle of the 1 comes nearest
# to 255: nearly every 1 passes there, while its ends fan out, since writers
# slant it differently. The 5 and the 2 stay darkest: their strokes agree
# least. (In the caption every pixel counts as ink where at least one writer
# put some.) A model must cope with that blur.

# %% [markdown] lang="id"
# Itulah piksel paling terang dari kesepuluh citra. Bagian tengah digit 1
# paling dekat dengan 255: hampir setiap angka 1 melewati tempat itu, sedangkan
# ujungnya menyebar karena kemiringan tiap penulis berbeda. Digit 5 dan 2
# paling redup: goresan antarpenulis paling beragam. (Pada keterangan gambar,
# piksel dihitung bertinta bila sedikitnya satu penulis menorehkan tinta di
# sana.) Model harus mampu menghadapi kekaburan itu.

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
# 11.35 % of the test images, without looking at a single one: 1 is simply the
# most frequent digit. Compare a model with this number first.

# %% [markdown] lang="id"
# 11,35 % dari data uji, tanpa melihat satu citra pun: 1 memang digit yang
# paling sering muncul. Bandingkan dulu setiap model dengan angka ini.

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
mc.check_pixels(numbers)

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
mc.check_rarest_digit(rarest)

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
# ## Exercise 3: the nearest mean image
#
# A first classifier, without any training: answer the digit whose mean image
# is nearest, by the sum of the squared differences of all 784 pixels. Which
# share of the first 1,000 training images does it read correctly?

# %% [markdown] lang="id"
# ## Latihan 3: citra rata-rata terdekat
#
# Pengklasifikasi pertama, tanpa pelatihan apa pun: jawab dengan digit yang
# citra rata-ratanya paling dekat, menurut jumlah kuadrat selisih 784 piksel.
# Berapa bagian dari 1.000 citra latih pertama yang dibacanya dengan benar?

# %%
nearest = ...

# %%
mc.check_nearest_mean(nearest)

# %% [markdown] lang="en"
# <details><summary>Solution</summary>
#
# ```python
# gaps = []
# for mean in means:
#     squares = (x_train[:1000] - mean) ** 2
#     gaps.append(squares.sum(axis=(1, 2)))
# answers = np.argmin(gaps, axis=0)
# nearest = (answers == y_train[:1000]).mean()  # 0.801
# ```
#
# </details>
#
# ## Exercise 4 (open): a data sheet
#
# Write half a page about a data set that you would like to use yourself, as
# this lesson does about MNIST.
#
# Check yourself:
# - Who made the data, when, for what, and who is missing in it?
# - How many items has each class, and what is the ratio of the largest to the
#   smallest?
# - What are shape, type and range of one item?
# - May you use and publish it, and how is it cited?
# - What did you check yourself, and what do you only repeat?

# %% [markdown] lang="id"
# <details><summary>Jawaban</summary>
#
# ```python
# gaps = []
# for mean in means:
#     squares = (x_train[:1000] - mean) ** 2
#     gaps.append(squares.sum(axis=(1, 2)))
# answers = np.argmin(gaps, axis=0)
# nearest = (answers == y_train[:1000]).mean()  # 0,801
# ```
#
# </details>
#
# ## Latihan 4 (terbuka): lembar keterangan data
#
# Tulislah setengah halaman tentang dataset yang ingin Anda pakai sendiri,
# seperti pelajaran ini tentang MNIST.
#
# Periksa sendiri:
# - Siapa yang membuat data itu, kapan, untuk apa, dan siapa yang tidak
#   terwakili?
# - Berapa banyak data tiap kelas, dan berapa perbandingan terbesar terhadap
#   terkecil?
# - Apa bentuk, tipe, dan rentang satu data?
# - Bolehkah Anda memakai dan menerbitkannya, dan bagaimana cara mengutipnya?
# - Apa yang Anda periksa sendiri, dan apa yang hanya Anda ulangi?

# %% [markdown] lang="en"
# ## Summary
#
# - MNIST has 60,000 training and 10,000 test images of handwritten digits,
#   by 539 and 297 writers, none of them in both parts.
# - The digits are nearly, not exactly, equally frequent: 5,421 to 6,742.
# - One image is 28 × 28 = 784 numbers, `uint8`, 0 to 255; the ink fits a box
#   of 20 × 20, its centre of mass in the middle.
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
# **Into chapter 3:**
# - source, licence and citation; who wrote the digits,
# - the table and bar chart of images per digit, with the ratio of the
#   largest class to the smallest,
# - the table with shape and pixels of one image of every digit, and its
#   picture of numbers,
# - the table of pixels per digit and the ten mean images.
#
# **Next:** [02 split_data](02_split_data.ipynb)

# %% [markdown] lang="id"
# ## Ringkasan
#
# - MNIST berisi 60.000 citra latih dan 10.000 citra uji digit tulisan tangan
#   dari 539 dan 297 penulis; tidak ada penulis yang muncul di kedua bagian.
# - Banyaknya tiap digit hampir sama, tetapi tidak persis: 5.421 sampai 6.742.
# - Satu citra adalah 28 × 28 = 784 bilangan, `uint8`, 0 sampai 255; tintanya
#   muat di kotak 20 × 20 dengan pusat massa di tengah.
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
# **Untuk Bab 3:**
# - sumber, lisensi, dan sitasi; siapa yang menulis digit-digitnya,
# - tabel dan diagram batang jumlah citra tiap digit, beserta perbandingan
#   kelas terbesar dengan kelas terkecil,
# - tabel bentuk dan piksel satu citra dari tiap digit, beserta gambar
#   bilangannya,
# - tabel piksel tiap digit dan kesepuluh citra rata-rata.
#
# **Berikutnya:** [02 split_data](02_split_data.ipynb)
