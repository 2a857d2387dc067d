# %% [markdown] lang="en"
# # 14 · Chapter 3
#
# {{head}}
#
# It answers the supervisor's six comments on chapter 3 of the thesis.
#
# You will learn
# - to answer each comment from a run of your own,
# - what belongs into the record of a run, and why,
# - to make chapter 3 from it, and a draft of chapter 4: Word, LaTeX and
#   Markdown.
#
# **Read before:** [13 refine](13_refine.ipynb), or only the lessons that the
# table below links to.

# %% [markdown] lang="id"
# # 14 · Bab 3
#
# {{head}}
#
# Pelajaran ini menjawab enam komentar pembimbing pada Bab 3 skripsi.
#
# Anda akan mempelajari
# - cara menjawab tiap komentar dari pelatihan Anda sendiri,
# - apa yang perlu dicatat dari sebuah pelatihan, dan mengapa,
# - cara membuat Bab 3 dan rancangan Bab 4 dari catatan itu: Word, LaTeX, dan
#   Markdown.
#
# **Prasyarat:** [13 refine](13_refine.ipynb), atau cukup pelajaran yang
# ditautkan di tabel di bawah.

# %% [markdown] lang="en"
# The Word file needs one more package. Colab does not have it; there this
# cell installs it, elsewhere it does nothing.

# %% [markdown] lang="id"
# Berkas Word memerlukan satu paket lagi. Colab tidak memilikinya; di sana sel
# ini memasangnya, di tempat lain sel ini tidak melakukan apa-apa.

# %%
from importlib.util import find_spec

from IPython import get_ipython

if not find_spec("docx"):
    get_ipython().run_line_magic("pip", "install -q --no-deps python-docx")

# %%
import time
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf
from IPython.display import Markdown


# %% [markdown] lang="en"
# ## The six comments
#
# | | the supervisor wrote | in English | lesson |
# |---|---|---|---|
# | 1 | "jelaskan berapa banyak data tiap digit" | explain how many data there are of each digit | [01](01_collect_data.ipynb) |
# | 2 | "siapa yang saya wawancarai" | whom I interview | this one |
# | 3 | "bandingkan dataset yg belum augmentasi dengan sudah augmentasi dengan data yg sama atau digit yang sama" | compare the dataset before and after augmentation, with the same data or the same digit | [05](05_augment.ipynb), [06](06_generate_augmented.ipynb) |
# | 4 | "buat step2 atau list step dalam pembuatan arsitektur cnn" | list the steps of building the CNN | [07](07_import_libraries.ipynb) to [13](13_refine.ipynb) |
# | 5 | "buat step2 atau list step dalam menginput kan data/ data preparasi" | list the steps of data preparation | [01](01_collect_data.ipynb) to [06](06_generate_augmented.ipynb) |
# | 6 | "liat berapa pixel each digit" | see how many pixels each digit has | [01](01_collect_data.ipynb) |
#
# We answer them in the order in which the code runs: 1, 6, 5, 4, 3, 2.

# %% [markdown] lang="id"
# ## Keenam komentar
#
# | | tulisan pembimbing | pelajaran |
# |---|---|---|
# | 1 | "jelaskan berapa banyak data tiap digit" | [01](01_collect_data.ipynb) |
# | 2 | "siapa yang saya wawancarai" | pelajaran ini |
# | 3 | "bandingkan dataset yg belum augmentasi dengan sudah augmentasi dengan data yg sama atau digit yang sama" | [05](05_augment.ipynb), [06](06_generate_augmented.ipynb) |
# | 4 | "buat step2 atau list step dalam pembuatan arsitektur cnn" | [07](07_import_libraries.ipynb) sampai [13](13_refine.ipynb) |
# | 5 | "buat step2 atau list step dalam menginput kan data/ data preparasi" | [01](01_collect_data.ipynb) sampai [06](06_generate_augmented.ipynb) |
# | 6 | "liat berapa pixel each digit" | [01](01_collect_data.ipynb) |
#
# Kita menjawabnya menurut urutan jalannya kode: 1, 6, 5, 4, 3, 2.

# %% [markdown] lang="en"
# ## Comment 1: how many images of each digit?
#
# Step 1 of the data preparation, *data collection*, answers it. The test
# images are counted here and left alone from then on. **Predict:** is the
# dataset balanced?

# %% [markdown] lang="id"
# ## Komentar 1: berapa banyak data tiap digit?
#
# Langkah 1 persiapan data, *pengumpulan data*, menjawabnya. Citra uji hanya
# dihitung di sini, sesudah itu tidak disentuh. **Tebak dulu:** apakah
# dataset ini seimbang?

# %%
# NBVAL_CHECK_OUTPUT
(images, labels), (test_images, test_labels) = mh.load_mnist()
mh.count_digits(train=labels, test=test_labels)

# %% [markdown] lang="en"
# Not quite: the shares of the digits differ somewhat, in both parts alike.
# Chapter 3 gets this table, with a bar chart.
#
# ## Comment 6: how many pixels has each digit?
#
# One image first: its shape, its pixels, its type.

# %% [markdown] lang="id"
# Tidak sepenuhnya: proporsi digitnya sedikit berbeda, serupa di kedua bagian.
# Bab 3 memuat tabel ini beserta diagram batangnya.
#
# ## Komentar 6: berapa piksel tiap digit?
#
# Satu citra dulu: bentuk, jumlah piksel, dan tipenya.

# %%
# NBVAL_CHECK_OUTPUT
images[0].shape, images[0].size, str(images[0].dtype)

# %% [markdown] lang="en"
# And for each digit, over all of its training images. **Predict:** what is
# the same for every digit, and what is not?

# %% [markdown] lang="id"
# Lalu untuk tiap digit, dari semua citra latihnya. **Tebak dulu:** apa yang
# sama untuk semua digit, dan apa yang berbeda?

# %%
mh.ink_per_digit(images, labels)

# %% [markdown] lang="en"
# Shape and number of pixels are the same for all. Only the ink differs, and
# with it brightness and box.
#
# ## Comment 5: the steps of data preparation
#
# Step 1 is done. **Step 2, splitting:** ([02](02_split_data.ipynb))

# %% [markdown] lang="id"
# Bentuk dan jumlah pikselnya sama semua. Yang berbeda hanya tintanya, dan
# karena itu juga kecerahan dan kotaknya.
#
# ## Komentar 5: langkah-langkah persiapan data
#
# Langkah 1 sudah. **Langkah 2, pemisahan:** ([02](02_split_data.ipynb))

# %%
# NBVAL_CHECK_OUTPUT
parts = mh.split_train_validation(images, labels, validation=6000, seed=7)
(rest_images, rest_labels), (val_images, y_val) = parts
mh.count_digits(train=rest_labels, validation=y_val)

# %% [markdown] lang="en"
# Each digit has the same share in both parts, to a hundredth of a percentage
# point. To train in seconds, this lesson uses the first 12,000 training
# images, and the chapter says so. For your thesis take all: write 54000
# instead of 12000 in the next cell; that takes a minute or two longer.
#
# **Step 3, normalisation**, and **step 4, dimension expansion:**
# ([03](03_normalize.ipynb), [04](04_add_channel.ipynb))

# %% [markdown] lang="id"
# Tiap digit mempunyai proporsi yang sama di kedua bagian, sampai seperseratus
# poin persentase. Agar pelatihan selesai dalam hitungan detik, pelajaran ini
# memakai 12.000 citra latih pertama, dan Bab 3 menyebutkannya. Untuk skripsi,
# gunakan semuanya: tulis 54000, bukan 12000, di sel berikut; waktunya satu
# sampai dua menit lebih lama.
#
# **Langkah 3, normalisasi**, dan **langkah 4, pengembangan dimensi:**
# ([03](03_normalize.ipynb), [04](04_add_channel.ipynb))

# %%
# NBVAL_CHECK_OUTPUT
used = 12000
train_images, y_train = rest_images[:used], rest_labels[:used]
train_scaled = train_images.astype("float32") / 255
val_scaled = val_images.astype("float32") / 255
x_train = np.expand_dims(train_scaled, axis=-1)
x_val = np.expand_dims(val_scaled, axis=-1)
x_train.shape, float(x_train.min()), float(x_train.max())

# %% [markdown] lang="en"
# **Step 5, augmentation:** what may be changed, and how far.
# ([05](05_augment.ipynb)) **Step 6, generating augmented data:** batch by
# batch, from the training images only. ([06](06_generate_augmented.ipynb),
# [08](08_preprocess.ipynb))

# %% [markdown] lang="id"
# **Langkah 5, augmentasi:** apa yang boleh diubah, dan seberapa jauh.
# ([05](05_augment.ipynb)) **Langkah 6, membangkitkan data augmentasi:** batch
# demi batch, hanya dari citra latih. ([06](06_generate_augmented.ipynb),
# [08](08_preprocess.ipynb))

# %%
augmentation = mh.Augmentation(rotation=10, shift=0.1, shear=5, zoom=0.1)


def augmented_batches():
    keras.utils.set_random_seed(7)
    layer = augmentation.layer(seed=7)

    def augment(images, labels):
        return layer(images, training=True), labels

    slices = tf.data.Dataset.from_tensor_slices((x_train, y_train))
    return slices.shuffle(used, seed=7).batch(128).map(augment).prefetch(2)


# %%
# NBVAL_CHECK_OUTPUT
batches = augmented_batches()
len(batches), batches.element_spec[0].shape

# %% [markdown] lang="en"
# So many batches make an epoch. No image has been changed yet: that happens
# while the model is trained.
#
# ## Comment 4: the steps of building the CNN
#
# **Step 1, import libraries**, is done above.
# ([07](07_import_libraries.ipynb)) **Step 2, preprocessing**, is what comment
# 5 has prepared. One call does its first four steps, too. **Predict:** are its
# arrays exactly the same?

# %% [markdown] lang="id"
# Sebanyak itulah batch membentuk satu epoch. Belum ada citra yang diubah: itu
# terjadi selagi model dilatih.
#
# ## Komentar 4: langkah-langkah pembuatan CNN
#
# **Langkah 1, impor library**, sudah dilakukan di atas.
# ([07](07_import_libraries.ipynb)) **Langkah 2, prapemrosesan**, sudah
# disiapkan pada komentar 5. Satu panggilan juga mengerjakan empat langkah
# pertamanya. **Tebak dulu:** apakah array-nya persis sama?

# %%
# NBVAL_CHECK_OUTPUT
(x_one_call, y_one_call), _val = mh.prepare_mnist(validation=6000, seed=7)
same = np.array_equal(x_one_call[:used], x_train)
same_labels = np.array_equal(y_one_call[:used], y_train)
del x_one_call, y_one_call, _val
same, same_labels

# %% [markdown] lang="en"
# The same, pixel by pixel; `del` frees the memory of the second copy.
# **Step 3, building the architecture:** ([09](09_build_architecture.ipynb))

# %% [markdown] lang="id"
# Sama, piksel demi piksel; `del` membebaskan memori salinan kedua.
# **Langkah 3, pembentukan arsitektur:** ([09](09_build_architecture.ipynb))

# %%
# NBVAL_CHECK_OUTPUT
mh.layer_table(mh.build_cnn())

# %% [markdown] lang="en"
# **Step 4, initialisation:** optimizer and loss function, by `compile`. The
# first weights are there already: they were drawn when the model was built.
# ([10](10_initialize_model.ipynb))

# %% [markdown] lang="id"
# **Langkah 4, inisialisasi:** optimizer dan fungsi kerugian (loss function),
# dengan `compile`. Bobot awalnya sudah ada: bobot diundi saat model dibangun.
# ([10](10_initialize_model.ipynb))

# %%
epochs = 3
steps = epochs * len(batches)


def compiled_cnn():
    keras.utils.set_random_seed(7)
    model = mh.build_cnn()
    model.compile(
        optimizer=keras.optimizers.Adam(mh.OneCycle(0.01, steps)),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
        steps_per_execution=8,
    )
    return model


# %% [markdown] lang="en"
# **Step 5, training.** ([11](11_train.ipynb)) The cell begins from the seed,
# so that it gives the same when it runs again; it takes some seconds.
# `shuffle=False`, because the batches are shuffled already.
# **Predict:** will the accuracy be higher on the training data or on the
# validation data?

# %% [markdown] lang="id"
# **Langkah 5, pelatihan.** ([11](11_train.ipynb)) Sel ini mulai dari seed,
# sehingga hasilnya sama bila dijalankan lagi; waktunya beberapa detik.
# `shuffle=False`, karena batch-nya sudah diacak. **Tebak dulu:** akurasi mana
# yang lebih tinggi, pada data latih atau pada data validasi?

# %%
batches, model = augmented_batches(), compiled_cnn()
start = time.perf_counter()
history = model.fit(
    batches,
    epochs=epochs,
    validation_data=(x_val, y_val),
    validation_batch_size=1000,
    shuffle=False,
    verbose=0,
)
seconds = time.perf_counter() - start
{name: np.round(values, 4) for name, values in history.history.items()}

# %% [markdown] lang="en"
# On the validation data, in each epoch. That is no mistake: the training
# images are augmented and harder to read, and their accuracy is a mean over
# the epoch while the weights still change.
#
# **Step 6, evaluation**, on validation data; the test set stays sealed.
# ([12](12_evaluate.ipynb))

# %% [markdown] lang="id"
# Pada data validasi, di setiap epoch. Itu bukan kesalahan: citra latih
# diaugmentasi sehingga lebih sulit dibaca, dan akurasinya adalah rata-rata
# selama epoch selagi bobot masih berubah.
#
# **Langkah 6, evaluasi**, dengan data validasi; data uji tetap tersegel.
# ([12](12_evaluate.ipynb))

# %%
answers = model.predict(x_val, batch_size=1000, verbose=0)
y_pred = answers.argmax(axis=1)
print(mh.accuracy_interval(y_val, y_pred))

# %% [markdown] lang="en"
# **Step 7, refinement**, begins with the mistakes, the most certain first.
# What to change, and how to show that it helps, is in
# [13](13_refine.ipynb).

# %% [markdown] lang="id"
# **Langkah 7, penyempurnaan**, dimulai dari kesalahan, yang paling yakin
# lebih dulu. Apa yang diubah, dan cara menunjukkan bahwa itu membantu, ada di
# [13](13_refine.ipynb).

# %%
mh.list_mistakes(y_val, answers, most=5)

# %% [markdown] lang="en"
# ## Comment 3: the same digits before and after augmentation
#
# The originals on the left, four variations of the *same* image to the right.

# %% [markdown] lang="id"
# ## Komentar 3: digit yang sama sebelum dan sesudah augmentasi
#
# Citra asli di kiri, empat variasi dari citra yang *sama* di kanannya.

# %%
ten, digits = mh.pick_per_digit(x_train, y_train)
chosen = [2, 4, 7]
mh.show(mh.plot_before_after(ten[chosen], digits[chosen], augmentation))

# %% [markdown] lang="en"
# The digits stay readable, and each keeps its label. Chapter 3 shows all ten.
#
# ## Misconception: "augmentation made my dataset larger"
#
# **Predict:** how many images does one epoch hold
# before augmentation, and how many after?

# %% [markdown] lang="id"
# Digitnya tetap terbaca, dan masing-masing tetap memiliki labelnya. Bab 3
# menampilkan kesepuluhnya.
#
# ## Salah paham: "augmentasi memperbanyak dataset saya"
#
# **Tebak dulu:** berapa citra dalam satu
# epoch sebelum augmentasi, dan berapa sesudahnya?

# %%
# NBVAL_CHECK_OUTPUT
one_epoch = []
for _images, batch_labels in augmented_batches():
    one_epoch.append(batch_labels)
mh.count_digits(before=y_train, after=np.concatenate(one_epoch))

# %% [markdown] lang="en"
# Exactly as many, of each digit. Each image is *replaced* by a new variation
# of itself, in each epoch another one; none is stored. Put right, the chapter
# says: "12,000 training images, of which each epoch shows a new variation".
# (Stored copies, as in [06](06_generate_augmented.ipynb), do make the set
# larger. Say which of the two you did.)
#
# ## Comment 2: whom do you interview?
#
# No program can answer that, and this one makes nothing up. It makes a file
# to fill in, one row for each interview. If the file is there already, it is
# left as it is.

# %% [markdown] lang="id"
# Sama banyak, untuk tiap digit. Setiap citra *digantikan* oleh variasi baru
# dari citra itu, berbeda di setiap epoch; tidak ada yang disimpan. Yang benar
# ditulis di Bab 3: "12.000 citra latih, dan setiap epoch menampilkan variasi
# baru dari masing-masing citra". (Salinan yang disimpan, seperti di
# [06](06_generate_augmented.ipynb), memang memperbanyak data. Sebutkan mana
# yang Anda lakukan.)
#
# ## Komentar 2: siapa yang Anda wawancarai?
#
# Tidak ada program yang dapat menjawabnya, dan program ini tidak mengarang
# apa pun. Sel ini membuat berkas isian, satu baris untuk tiap wawancara. Bila
# berkasnya sudah ada, isinya dibiarkan.

# %%
# NBVAL_CHECK_OUTPUT
form = Path("interviews.csv")
if not form.exists():
    mc.chapter3.write_interview_template(form)
interviews = mc.chapter3.read_interviews(form)
len(interviews)

# %% [markdown] lang="en"
# None yet, so chapter 3 gets a marked gap: "[fill in: ...]". The columns:
#
# | column | what to write |
# |---|---|
# | code | stands for the person: N1, N2 |
# | role, institution | teacher, a school |
# | date, place | 2026-03-31 or 31/03/2026; where |
# | topic, summary | what you asked, what was said |
# | consent | `code`: of the person only code and role are shown; `name`: also name, institution and place |
# | name | stays out of the chapter unless consent is `name` |
#
# Open it in Excel or LibreOffice, fill it in, save it as CSV, run the cell
# again: every row that is wrong is named with its line, and you are warned if
# a name stands in a text that is shown. (In Colab the file lies in the panel
# *Files* on the left: download it from its three dots, fill it in, and drag it
# back onto the panel under the same name.) Ask for consent *before* the
# interview, and do not publish the file. How you interviewed, which questions
# you asked and why these people: the chapter has gaps for that.
#
# ## The record of the run
#
# `record_run` stores what the chapter needs: data, split, settings, model,
# losses, results, machine. It also checks that they belong together: it judges
# the validation images with the model and looks for the epoch of the history
# that has these numbers.
#
# - **Trained without augmentation?** Write `augmentation=None`. With `flow()`,
#   as in [06](06_generate_augmented.ipynb)? Hand over the
#   `ImageDataGenerator`. The text follows.
# - **The test set opened** ([12](12_evaluate.ipynb)), when all choices are
#   made: `test=(y_test, probabilities)` and `openings=sealed.openings`.
# - **An experiment** with several seeds ([13](13_refine.ipynb)), its first arm
#   the baseline: `experiment=runs`, what `run_experiment` returned.

# %% [markdown] lang="id"
# Belum ada, jadi Bab 3 memuat bagian kosong yang ditandai: "[isi: ...]".
# Kolom-kolomnya (di berkas bernama Indonesia):
#
# | kolom | isinya |
# |---|---|
# | kode | pengganti nama narasumber: N1, N2 |
# | peran, instansi | guru, sebuah sekolah |
# | tanggal, tempat | 2026-03-31 atau 31/03/2026; di mana |
# | topik, ringkasan | apa yang ditanyakan, apa jawabannya |
# | persetujuan | `kode`: dari orangnya hanya kode dan peran yang ditampilkan; `nama`: juga nama, instansi, dan tempatnya |
# | nama | tidak masuk ke Bab 3 kecuali persetujuannya `nama` |
#
# Buka dengan Excel atau LibreOffice, isi, simpan sebagai CSV, lalu jalankan
# lagi sel di atas: setiap baris yang keliru disebutkan nomornya, dan Anda
# diperingatkan bila sebuah nama tercantum dalam teks yang ditampilkan. (Di
# Colab, berkas itu ada di panel *Files* di sebelah kiri: unduh lewat tiga
# titiknya, isi, lalu seret kembali ke panel itu dengan nama yang sama.)
# Mintalah persetujuan *sebelum* wawancara, dan jangan terbitkan berkasnya.
# Teknik wawancara, pertanyaan, dan alasan memilih narasumber diisi pada bagian
# kosong di Bab 3.
#
# ## Catatan pelatihan
#
# `record_run` mencatat semua yang diperlukan Bab 3: data, pemisahan,
# pengaturan, model, kerugian, hasil, dan komputer. Fungsi ini juga memeriksa
# apakah semuanya cocok satu sama lain: citra validasi dinilai dengan model
# itu, lalu dicari epoch dalam riwayat yang memiliki angka yang sama.
#
# - **Melatih tanpa augmentasi?** Tulis `augmentation=None`. Dengan `flow()`,
#   seperti di [06](06_generate_augmented.ipynb)? Serahkan
#   `ImageDataGenerator`-nya. Teksnya menyesuaikan.
# - **Data uji sudah dibuka** ([12](12_evaluate.ipynb)), setelah semua pilihan
#   dibuat: `test=(y_test, probabilities)` dan `openings=sealed.openings`.
# - **Percobaan** dengan beberapa seed ([13](13_refine.ipynb)), dengan kelompok
#   pertama sebagai pembanding: `experiment=runs`, yaitu hasil `run_experiment`.

# %%
run = mc.chapter3.record_run(
    train=(x_train, y_train),
    validation=(x_val, y_val),
    augmentation=augmentation,
    model=model,
    history=history,
    batch_size=128,
    seed=7,
    training_seconds=seconds,
)

# %% [markdown] lang="en"
# ## Chapter 3, in one call
#
# The chapter is written from the record alone, and a draft of chapter 4 with
# it: method there, results here. `overwrite=True` replaces an earlier one;
# leave it out to be warned.

# %% [markdown] lang="id"
# ## Bab 3 dalam satu panggilan
#
# Bab 3 disusun dari catatan itu saja, beserta rancangan Bab 4: metode di Bab
# 3, hasil di Bab 4. `overwrite=True` mengganti yang lama; hilangkan agar Anda
# diperingatkan.

# %%
# NBVAL_CHECK_OUTPUT
files = mc.chapter3.write_chapter(
    run, "bab_3", interviews=interviews, overwrite=True
)
[path.name for path in files if path.suffix not in (".pdf", ".svg")]

# %% [markdown] lang="en"
# `.docx` opens in Word, `.tex` is for LaTeX (`setup.tex` goes into the preamble
# of your thesis), `.md` for everything else. Each figure is there as PNG, PDF
# and SVG. In Colab, find the folder `bab_3` in the file list on the left and
# download what you need.
#
# **Where is which comment answered?** Section, table and figure of each:

# %% [markdown] lang="id"
# `.docx` dibuka dengan Word, `.tex` untuk LaTeX (`setup.tex` masuk ke preambul
# skripsi Anda), `.md` untuk yang lain. Tiap gambar tersedia sebagai PNG, PDF,
# dan SVG. Di Colab, cari folder `bab_3` di daftar berkas di sebelah kiri, lalu
# unduh yang Anda perlukan.
#
# **Di mana tiap komentar dijawab?** Subbab, tabel, dan gambarnya:

# %%
# NBVAL_CHECK_OUTPUT
mc.chapter3.answer_comments(run, interviews)

# %% [markdown] lang="en"
# What only you know is a marked gap; nothing is invented for it. These are
# left:

# %% [markdown] lang="id"
# Yang hanya Anda ketahui menjadi bagian kosong yang ditandai; tidak ada yang
# dikarang. Inilah yang tersisa:

# %%
# NBVAL_CHECK_OUTPUT
mc.chapter3.list_gaps("bab_3")

# %% [markdown] lang="en"
# How it begins:

# %% [markdown] lang="id"
# Beginilah awalnya:

# %%
text = Path("bab_3", "bab_3.md").read_text(encoding="utf-8")
paragraphs = text.split("\n\n")
Markdown("\n\n".join(paragraphs[:3]))

# %% [markdown] lang="en"
# And one of its tables, the settings of the augmentation:

# %% [markdown] lang="id"
# Dan salah satu tabelnya, yaitu pengaturan augmentasi:

# %%
tables = [part for part in paragraphs if "`rotation_range`" in part]
Markdown(tables[-1])

# %% [markdown] lang="en"
# Sentences and numbers are in the language of this notebook. Read all of it
# before you hand it in: it is *your* chapter, and your supervisor will ask
# about every sentence.
#
# Does your campus want another text, font or margin? `template=` takes a text
# of your own (copy `en.md.j2` of the package `chapter3`: Markdown with
# the numbers in curly brackets), `document=` your campus's Word file, and
# `margins=(4, 4, 3, 3)` the margins left, top, right and bottom in cm.
#
# ### Again, on another day
#
# `run.json` is the record. **Predict:** is what comes back from the file the
# same, to the last digit?

# %% [markdown] lang="id"
# Kalimat dan bilangannya dalam bahasa notebook ini. Bacalah semuanya sebelum
# diserahkan: ini Bab 3 *Anda*, dan pembimbing dapat menanyakan setiap
# kalimatnya.
#
# Kampus Anda menghendaki teks, huruf, atau margin lain? `template=` menerima
# teks Anda sendiri (salin `id.md.j2` dari paket `chapter3`: Markdown
# dengan bilangan dalam kurung kurawal), `document=` berkas Word kampus Anda,
# dan `margins=(4, 4, 3, 3)` margin kiri, atas, kanan, dan bawah dalam cm.
#
# ### Sekali lagi, di hari lain
#
# `run.json` adalah catatannya. **Tebak dulu:** apakah yang dibaca kembali
# dari berkas itu sama, sampai digit terakhir?

# %%
# NBVAL_CHECK_OUTPUT
again = mc.chapter3.load_run(Path("bab_3", "run.json"))
bool(again == run)

# %% [markdown] lang="en"
# So the chapter can be made again without training: load the record, call
# `write_chapter`, with your interviews or in the other language. From a
# terminal, `python course.py chapter --interviews interviews.csv` does this
# whole lesson.
#
# ## Exercise 1: how many variations?
#
# You train for 5 epochs on 54,000 training images, augmented on the fly. How
# many variations does the model meet?

# %% [markdown] lang="id"
# Jadi Bab 3 dapat dibuat lagi tanpa pelatihan: muat catatannya, panggil
# `write_chapter`, dengan wawancara Anda atau dalam bahasa lain. Dari terminal,
# `python course.py chapter --lang id --interviews interviews.csv` menjalankan
# seluruh pelajaran ini.
#
# ## Latihan 1: berapa variasi?
#
# Anda melatih 5 epoch dengan 54.000 citra latih yang diaugmentasi langsung
# saat pelatihan. Berapa variasi yang diterima model?

# %%
variations = ...

# %%
mc.check_variations(variations)

# %% [markdown] lang="en"
# <details><summary>Solution</summary>
#
# ```python
# variations = 5 * 54000  # 270,000: a new one of each image in each epoch
# ```
#
# </details>

# %% [markdown] lang="id"
# <details><summary>Jawaban</summary>
#
# ```python
# variations = 5 * 54000  # 270.000: tiap epoch satu variasi baru tiap citra
# ```
#
# </details>

# %% [markdown] lang="en"
# ## Exercise 2: what may be shown?
#
# A teacher agreed to be interviewed; her consent is `code`. Which of
# `"code"`, `"role"` and `"name"` may the chapter show? Put them into a set,
# `{...}`.

# %% [markdown] lang="id"
# ## Latihan 2: apa yang boleh ditampilkan?
#
# Seorang guru bersedia diwawancarai; persetujuannya `kode`. Mana dari
# `"code"` (kode), `"role"` (peran), dan `"name"` (nama) yang boleh ditampilkan
# di Bab 3? Tulis sebagai himpunan (set), `{...}`.

# %%
shown = ...

# %%
mc.check_shown_details(shown)

# %% [markdown] lang="en"
# <details><summary>Solution</summary>
#
# ```python
# shown = {"code", "role"}
# ```
#
# </details>

# %% [markdown] lang="id"
# <details><summary>Jawaban</summary>
#
# ```python
# shown = {"code", "role"}
# ```
#
# </details>

# %% [markdown] lang="en"
# ## Exercise 3: when are the weights drawn?
#
# In which of the seven steps of the CNN (1 import, 2 preprocess, 3
# architecture, 4 initialise, 5 train, 6 evaluate, 7 refine) does Keras draw
# the first weights?

# %% [markdown] lang="id"
# ## Latihan 3: kapan bobotnya diundi?
#
# Pada langkah mana dari tujuh langkah CNN (1 impor pustaka, 2 prapemrosesan, 3
# arsitektur, 4 inisialisasi, 5 pelatihan, 6 evaluasi, 7 penyempurnaan) Keras
# mengundi bobot awal?

# %%
step = ...

# %%
mc.check_weights_step(step)

# %% [markdown] lang="en"
# <details><summary>Solution</summary>
#
# ```python
# step = 3  # build() draws them; compile only notes the settings
# ```
#
# </details>
#
# ## Exercise 4 (open): let someone else read it
#
# Give your chapter to a classmate who has not seen the notebooks.
#
# Check yourself:
# - Can they say how many images each digit has in each part, and where that is
#   written?
# - Can they name all settings of the training, without asking you?
# - Do all numbers of the text agree with the tables?
# - Is every gap filled in, and no interviewee named who did not agree?

# %% [markdown] lang="id"
# <details><summary>Jawaban</summary>
#
# ```python
# step = 3  # saat model dibangun; compile hanya mencatat
# ```
#
# </details>
#
# ## Latihan 4 (terbuka): mintalah orang lain membacanya
#
# Berikan bab Anda kepada teman yang belum melihat notebook ini.
#
# Periksa sendiri:
# - Dapatkah ia menyebutkan banyaknya citra tiap digit di tiap bagian, dan di
#   mana hal itu tertulis?
# - Dapatkah ia menyebutkan semua pengaturan pelatihan tanpa bertanya kepada
#   Anda?
# - Apakah semua angka dalam teks sesuai dengan tabelnya?
# - Apakah setiap bagian kosong sudah diisi, dan tidak ada narasumber yang
#   namanya disebut tanpa persetujuan?

# %% [markdown] lang="en"
# ## Summary
#
# - Each comment is answered by a table, a figure or a list of steps from one
#   run: no number is typed by hand.
# - Augmentation on the fly replaces images; their number stays the same.
# - The record of the run holds all that the chapter says; the chapter can be
#   made again from it at any time.
# - Interviews are yours to hold: ask for consent, show codes and roles, names
#   only where you may.
# - The test set is still sealed; the chapter says so.
#
# | English | Indonesian |
# |---|---|
# | thesis / chapter 3 | skripsi / Bab 3 |
# | interview, interviewee | wawancara, narasumber |
# | consent | persetujuan |
# | record of a run | catatan pelatihan |
# | reference list | daftar pustaka |
#
# **Into chapter 3:** everything. Take `bab_3.docx` as a draft, add why you
# chose what you chose, and adapt the form to your faculty's rules.
#
# **Next:** [15 your_own_digits](15_your_own_digits.ipynb)

# %% [markdown] lang="id"
# ## Ringkasan
#
# - Tiap komentar dijawab dengan tabel, gambar, atau daftar langkah dari satu
#   pelatihan: tidak ada bilangan yang diketik dengan tangan.
# - Augmentasi langsung saat pelatihan menggantikan citra; jumlahnya tetap
#   sama.
# - Catatan pelatihan memuat semua yang ditulis di Bab 3; Bab 3 dapat dibuat
#   lagi darinya kapan saja.
# - Wawancara harus Anda lakukan sendiri: mintalah persetujuan, tampilkan kode
#   dan peran, nama hanya bila diizinkan.
# - Data uji masih tersegel; Bab 3 menyatakannya.
#
# | Inggris | Indonesia |
# |---|---|
# | thesis / chapter 3 | skripsi / Bab 3 |
# | interview, interviewee | wawancara, narasumber |
# | consent | persetujuan |
# | record of a run | catatan pelatihan |
# | reference list | daftar pustaka |
#
# **Untuk Bab 3:** semuanya. Jadikan `bab_3.docx` sebagai rancangan, tambahkan
# alasan pilihan Anda, dan sesuaikan bentuknya dengan pedoman fakultas Anda.
#
# **Berikutnya:** [15 your_own_digits](15_your_own_digits.ipynb)
