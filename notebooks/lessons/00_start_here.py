# %% [markdown] lang="en"
# # 00 · Start here: a model reads digits
#
# {{head}}
#
# This lesson is no step of its own; it shows where all the steps lead.
#
# You will learn
# - what a trained model answers, and how sure it is,
# - why a sure answer can be wrong,
# - which steps the course takes, and whether this computer is fit for them.
#
# **Read before:** nothing.

# %% [markdown] lang="id"
# # 00 · Mulai di sini: model membaca digit
#
# {{head}}
#
# Pelajaran ini sendiri bukan sebuah langkah; pelajaran ini menunjukkan ke
# mana semua langkah menuju.
#
# Anda akan mempelajari
# - apa jawaban model yang sudah dilatih, dan seberapa yakin model itu,
# - mengapa jawaban yang yakin bisa saja salah,
# - langkah apa saja dalam kursus ini, dan apakah komputer ini memadai.
#
# **Prasyarat:** tidak ada.

# %% [markdown] lang="en"
# ## First: is this computer fit?
#
# Click into a cell and press Shift+Enter: it runs, and its result appears
# below it. This one looks at Python, TensorFlow, the memory and the data. A
# ✓ is fine; beside a ✗ stands what to do.

# %% [markdown] lang="id"
# ## Pertama: apakah komputer ini memadai?
#
# Klik sebuah sel lalu tekan Shift+Enter: sel itu dijalankan dan hasilnya
# muncul di bawahnya. Sel berikut memeriksa Python, TensorFlow, memori, dan
# data. Tanda ✓ berarti baik; di samping tanda ✗ tertulis apa yang perlu
# dilakukan.

# %%
mc.machine.check_machine()

# %% [markdown] lang="en"
# ## A model reads ten digits
#
# This course ends with a model that reads handwritten digits. One such model
# comes with it, already trained. We load it, and 6,000 images that it has
# **not** learnt from.

# %% [markdown] lang="id"
# ## Model membaca sepuluh digit
#
# Di akhir kursus ini Anda akan memiliki model yang membaca digit tulisan
# tangan. Satu model seperti itu sudah disertakan dan sudah dilatih. Kita muat
# model itu, beserta 6.000 citra yang **tidak** dipakainya untuk belajar.

# %%
# NBVAL_CHECK_OUTPUT
import numpy as np
import pandas as pd

model = mh.load_trained()
(x_train, y_train), (x_val, y_val) = mh.prepare_mnist()
ten_images, ten_labels = mh.pick_per_digit(x_val, y_val)
len(x_val), ten_labels

# %% [markdown] lang="en"
# The right pair of brackets holds the ten labels: what a person says that
# each image shows. **Predict:** of ten digits, 0 to 9, how many will the
# model read correctly?

# %% [markdown] lang="id"
# Kurung di sebelah kanan memuat sepuluh label: digit yang menurut manusia
# terlihat pada tiap citra. **Tebak dulu:** dari sepuluh digit, 0 sampai 9,
# berapa yang akan dibaca model dengan benar?


# %%
def read_out(probabilities):
    answers = []
    for row in probabilities:
        answers.append(f"{row.argmax()}: {mh.format_percent(row.max())}")
    return answers


probabilities = model.predict(ten_images, verbose=0)
mh.show(mh.plot_digits(ten_images, titles=read_out(probabilities)))

# %% [markdown] lang="en"
# Above each image stands the model's answer and, in percent, how sure it is
# (rounded: 99.96 % is shown as 100.0 %). The images go from 0 to 9, row by
# row, so an answer out of order is a mistake: the fifth image is a 4, and it
# says 9. It is less sure there, and still less of the 5 after it.
#
# ## Ten numbers for each image
#
# The model does not say "9". It gives ten **probabilities**, one for each
# digit. Each row below is one image, each column a digit that it might be.

# %% [markdown] lang="id"
# Di atas tiap citra tertulis jawaban model dan, dalam persen, seberapa yakin
# model itu (dibulatkan: 99,96 % tampil sebagai 100,0 %). Citranya
# berurutan dari 0 sampai 9, baris demi baris, sehingga jawaban yang keluar
# dari urutan adalah kesalahan: citra kelima adalah 4, tetapi dijawab 9. Di
# sana model lebih ragu, dan lebih ragu lagi pada angka 5 sesudahnya.
#
# ## Sepuluh bilangan untuk tiap citra
#
# Model tidak menjawab "9" begitu saja. Model memberikan sepuluh **peluang**
# (probability), satu untuk tiap digit. Tiap baris di bawah ini adalah satu
# citra, tiap kolom adalah digit yang mungkin.

# %%
pd.DataFrame(probabilities.round(3), index=ten_labels)

# %% [markdown] lang="en"
# Read the row of the 4: nearly all of the probability went to 9, about four
# hundredths to 4. A row always adds up to 1. The *answer* is the column with
# the largest number (`argmax`), the *certainty* is that number (`max`).
#
# ## One that it gets wrong
#
# Now all 6,000. `mh.list_mistakes` keeps the images whose answer is not the
# label, and puts first the one that the model was **surest** of.
# **Predict:** how many of the 6,000 are wrong, and how sure can a wrong
# answer be?

# %% [markdown] lang="id"
# Bacalah baris angka 4: hampir seluruh peluang jatuh ke 9, kira-kira empat
# perseratus ke 4. Satu baris selalu berjumlah 1. *Jawaban* model adalah kolom
# dengan bilangan terbesar (`argmax`), sedangkan *keyakinannya* adalah
# bilangan itu sendiri (`max`).
#
# ## Satu citra yang salah dibaca
#
# Sekarang semua 6.000 citra. `mh.list_mistakes` menyimpan citra yang
# jawabannya tidak sama dengan label, dan menaruh di urutan pertama yang
# jawabannya **paling yakin**. **Tebak dulu:** berapa dari 6.000 yang salah,
# dan seberapa yakin sebuah jawaban yang salah?

# %%
all_probabilities = model.predict(x_val, verbose=0)
mistakes = mh.list_mistakes(y_val, all_probabilities)
len(x_val), len(mistakes)

# %%
mh.show(mh.plot_mistakes(x_val, mistakes.head(6)))

# %% [markdown] lang="en"
# Read "5 → 6" as "a 5, answered as 6". These are its six surest mistakes.
# Some would puzzle a person as well; others you read at once.
#
# ## Misconception: "if the model is very sure, it is right"
#
# The picture above already speaks against it. It gets worse: what does the
# model say to something that is **no digit at all**? We draw the letter H,
# then noise; the third image stays black. **Predict:** what will it answer,
# and how surely?

# %% [markdown] lang="id"
# Bacalah "5 → 6" sebagai "angka 5, dijawab 6". Itulah enam kesalahannya yang
# paling yakin. Sebagian akan membingungkan manusia juga; sebagian lagi
# langsung terbaca oleh Anda.
#
# ## Salah paham: "kalau model sangat yakin, jawabannya pasti benar"
#
# Gambar di atas sudah membantahnya. Ada yang lebih parah: apa jawaban model
# untuk sesuatu yang **sama sekali bukan digit**? Kita gambar huruf H, lalu
# derau (noise); citra ketiga dibiarkan hitam. **Tebak dulu:** apa
# jawabannya, dan seberapa yakin?

# %%
strange = np.zeros((3, 28, 28, 1), dtype="float32")
strange[0, 4:24, 6:9] = 1
strange[0, 4:24, 19:22] = 1
strange[0, 13:16, 6:22] = 1
strange[1] = np.random.default_rng(7).random((28, 28, 1))
strange_answers = model.predict(strange, verbose=0)
titles = read_out(strange_answers)
mh.show(mh.plot_digits(strange, titles=titles, columns=3))

# %%
# NBVAL_CHECK_OUTPUT
letter, noise, black = strange_answers.max(axis=1)
print(letter > 0.9, noise < 0.6, black < 0.3)

# %% [markdown] lang="en"
# It calls a letter a digit, and is surer of it than of many a digit. Of the
# noise it is less sure, and of the black image hardly at all, but it names a
# digit for each. It cannot answer "that is none": its ten probabilities must
# add up to 1, whatever it is shown. It does not know what a digit *is*; it
# knows which of ten answers fits best.
#
# ### Put right: measure what a certainty is worth
#
# How often a sure answer is right can be counted, on images of the same kind
# whose labels are known. The first row has the answers with a certainty of
# 99 % or more, the second all others: how many there are, how many of them are
# right, and which share that is.

# %% [markdown] lang="id"
# Model menyebut sebuah huruf sebagai digit, malah lebih yakin daripada
# terhadap banyak digit sungguhan. Terhadap derau model kurang yakin, dan
# terhadap citra hitam hampir tidak yakin, tetapi untuk semuanya model tetap
# menyebut sebuah digit. Model tidak dapat menjawab "ini bukan
# digit": kesepuluh peluangnya harus berjumlah 1, apa pun yang diperlihatkan.
# Model tidak tahu apa itu digit; model hanya tahu mana dari sepuluh jawaban
# yang paling cocok.
#
# ### Yang benar: ukurlah seberapa berharga suatu keyakinan
#
# Seberapa sering jawaban yang yakin itu benar dapat dihitung, pada citra
# sejenis yang labelnya diketahui. Baris pertama memuat jawaban dengan
# keyakinan 99 % atau lebih, baris kedua semua jawaban lain: berapa banyaknya,
# berapa yang benar, dan berapa proporsinya.

# %%
is_right = all_probabilities.argmax(axis=1) == y_val
is_sure = all_probabilities.max(axis=1) >= 0.99
sure, unsure = is_right[is_sure], is_right[~is_sure]
table = pd.DataFrame(index=["sure", "unsure"])
table["images"] = [len(sure), len(unsure)]
table["right"] = [sure.sum(), unsure.sum()]
table["accuracy"] = [sure.mean(), unsure.mean()]
table

# %% [markdown] lang="en"
# On handwritten digits a sure answer is nearly always right, an unsure one
# clearly less often. That is worth much, but it holds for images *like these*;
# it says nothing about the letter H.
#
# ## The map of the course
#
# How does one make such a model? The data is prepared in six steps, the CNN
# (convolutional neural network) is built, trained and judged in seven. Each
# step is one lesson.

# %% [markdown] lang="id"
# Pada digit tulisan tangan, jawaban yang yakin hampir selalu benar, sedangkan
# jawaban yang ragu jelas lebih sering salah. Itu sangat berguna, tetapi hanya
# berlaku untuk citra *seperti ini*; tidak berlaku untuk huruf H.
#
# ## Peta kursus
#
# Bagaimana membuat model seperti itu? Data disiapkan dalam enam langkah, lalu
# CNN (convolutional neural network) dibangun, dilatih, dan dinilai dalam
# tujuh langkah. Tiap langkah adalah satu pelajaran.

# %%
mh.show(mc.lesson_00.plot_course_map())

# %% [markdown] lang="en"
# ## The lessons
#
# {{lessons}}
#
# ## How to use the course
#
# **In class.** Each section is one idea: read it out, let the class *predict*
# and raise hands, and only then run the cell. Below its title stands how many
# minutes a lesson takes. The data comes with the course, so nothing is
# downloaded in the middle of it.
#
# **Alone.** Run the cells from top to bottom, and write your prediction down
# before you press Shift+Enter. Do the exercises: the cell below each says what
# is wrong, and gives a hint. If anything looks odd, choose *Restart* and run
# all cells again. Every lesson also starts by itself.
#
# **For a thesis.** Each lesson ends with *Into chapter 3*: which of its tables
# and figures go there. Take them from your **own** run, say which versions and
# which computer made them (lesson 07), and report a result that is worse than
# you hoped as it is. Lesson 14 makes the whole chapter from a run.

# %% [markdown] lang="id"
# ## Daftar pelajaran
#
# {{lessons}}
#
# ## Cara memakai kursus ini
#
# **Di kelas.** Tiap bagian berisi satu gagasan: bacakan, minta kelas *menebak
# dulu* dan mengangkat tangan, baru jalankan selnya. Lama tiap pelajaran
# tertulis di bawah judulnya. Data sudah disertakan dalam kursus, sehingga
# tidak ada yang perlu diunduh di tengah kelas.
#
# **Belajar sendiri.** Jalankan sel dari atas ke bawah, dan tuliskan tebakan
# Anda sebelum menekan Shift+Enter. Kerjakan latihannya: sel di bawahnya
# memberi tahu apa yang salah disertai petunjuk. Jika ada yang terasa aneh,
# pilih *Restart* lalu jalankan semua sel dari awal. Setiap pelajaran dapat
# dimulai tanpa pelajaran lain.
#
# **Untuk skripsi.** Tiap pelajaran ditutup dengan *Untuk Bab 3*: tabel dan
# gambar mana yang masuk ke sana. Ambillah dari hasil Anda **sendiri**,
# sebutkan versi dan komputer yang menghasilkannya (pelajaran 07), dan laporkan
# apa adanya hasil yang lebih buruk daripada harapan Anda. Pelajaran 14 membuat
# seluruh Bab 3 dari sebuah pelatihan.

# %% [markdown] lang="en"
# ## Exercise 1: read a row
#
# A model gave this row for one image. Which digit does it answer, and how
# sure is it? Write both as a pair, `(digit, certainty)`.

# %% [markdown] lang="id"
# ## Latihan 1: membaca satu baris
#
# Sebuah model memberikan baris ini untuk satu citra. Digit apa jawabannya,
# dan seberapa yakin? Tuliskan keduanya sebagai pasangan,
# `(digit, keyakinan)`.

# %%
row = np.array([0.01, 0.0, 0.02, 0.05, 0.0, 0.1, 0.0, 0.0, 0.8, 0.02])
answer = ...

# %%
mc.check_probability_row(answer)

# %% [markdown] lang="en"
# <details><summary>Solution</summary>
#
# ```python
# answer = (row.argmax(), row.max())  # (8, 0.8)
# ```
#
# </details>

# %% [markdown] lang="id"
# <details><summary>Jawaban</summary>
#
# ```python
# answer = (row.argmax(), row.max())  # (8, 0.8)
# ```
#
# </details>

# %% [markdown] lang="en"
# ## Exercise 2: count mistakes
#
# How many of the **first 1,000** validation images does the model get wrong?
# `all_probabilities` and `y_val` are there already.

# %% [markdown] lang="id"
# ## Latihan 2: menghitung kesalahan
#
# Berapa dari **1.000 citra validasi pertama** yang dibaca salah oleh model?
# `all_probabilities` dan `y_val` sudah tersedia.

# %%
wrong = ...

# %%
mc.check_first_mistakes(wrong)

# %% [markdown] lang="en"
# <details><summary>Solution</summary>
#
# ```python
# answers = all_probabilities.argmax(axis=1)
# wrong = (answers[:1000] != y_val[:1000]).sum()
# ```
#
# </details>

# %% [markdown] lang="id"
# <details><summary>Jawaban</summary>
#
# ```python
# answers = all_probabilities.argmax(axis=1)
# wrong = (answers[:1000] != y_val[:1000]).sum()
# ```
#
# </details>

# %% [markdown] lang="en"
# ## Exercise 3: what is left
#
# Nine of the ten probabilities of a row add up to 0.85. What is the tenth?

# %% [markdown] lang="id"
# ## Latihan 3: sisanya
#
# Sembilan dari sepuluh peluang dalam satu baris berjumlah 0,85. Berapa yang
# kesepuluh?

# %%
tenth = ...

# %%
mc.check_tenth_probability(tenth)

# %% [markdown] lang="en"
# <details><summary>Solution</summary>
#
# ```python
# tenth = 1 - 0.85  # 0.15
# ```
#
# </details>
#
# ## Exercise 4 (open): fool the model
#
# Draw three arrays of 28 × 28 yourself, as `strange` does above: something
# that is no digit and yet gets an answer with more than 99 % certainty, a
# digit that you can read and it can't, and a picture that leaves it in doubt
# between two digits.
#
# Check yourself:
# - Did you write the expected answer down before each try?
# - Are the values between 0 and 1, with light ink on black?
# - Would a classmate agree with what you say the picture shows?
# - What does each picture tell about the images that the model has learnt
#   from?

# %% [markdown] lang="id"
# <details><summary>Jawaban</summary>
#
# ```python
# tenth = 1 - 0.85  # 0,15
# ```
#
# </details>
#
# ## Latihan 4 (terbuka): mengecoh model
#
# Buatlah tiga array 28 × 28 sendiri, seperti `strange` di atas: sesuatu yang
# bukan digit tetapi dijawab dengan keyakinan di atas 99 %, sebuah digit yang
# dapat Anda baca tetapi tidak oleh model, dan gambar yang membuatnya ragu di
# antara dua digit.
#
# Periksa sendiri:
# - Apakah dugaan Anda ditulis sebelum tiap percobaan?
# - Apakah nilainya di antara 0 dan 1, dengan tinta terang di atas hitam?
# - Apakah teman Anda setuju dengan isi gambar itu menurut Anda?
# - Apa yang ditunjukkan tiap gambar tentang citra yang pernah dipelajari
#   model?

# %% [markdown] lang="en"
# ## Summary
#
# - For each image the model gives ten probabilities that add up to 1; the
#   largest is its answer and its certainty.
# - A sure answer is usually right on images like those it was judged on; it
#   is no proof, and on something that is no digit it is worth nothing.
# - Six steps prepare the data, seven make the CNN; each is one lesson.
#
# | English | Indonesian |
# |---|---|
# | handwritten digit | digit tulisan tangan |
# | image | citra |
# | label | label |
# | probability | peluang |
# | certainty | keyakinan |
#
# **Into chapter 3:** the map: the steps of the data preparation and of the
# CNN, in order.
#
# **Next:** [01 collect_data](01_collect_data.ipynb)

# %% [markdown] lang="id"
# ## Ringkasan
#
# - Untuk tiap citra, model memberikan sepuluh peluang yang berjumlah 1; yang
#   terbesar menjadi jawaban sekaligus keyakinannya.
# - Jawaban yang yakin biasanya benar pada citra sejenis dengan yang dipakai
#   menilainya; itu bukan bukti, dan untuk sesuatu yang bukan digit tidak
#   berarti apa-apa.
# - Enam langkah menyiapkan data, tujuh langkah membuat CNN; masing-masing satu
#   pelajaran.
#
# | Inggris | Indonesia |
# |---|---|
# | handwritten digit | digit tulisan tangan |
# | image | citra |
# | label | label |
# | probability | peluang |
# | certainty | keyakinan |
#
# **Untuk Bab 3:** peta kursus, yaitu langkah persiapan data dan langkah CNN
# secara berurutan.
#
# **Berikutnya:** [01 collect_data](01_collect_data.ipynb)
