# %% [markdown] lang="en"
# # 13 · Refine the model
#
# {{head}}
#
# The assignment's words: "If the evaluation is not yet satisfactory, the next
# step is to refine the model by tuning parameters, changing the architecture,
# or adding regularisation techniques, to get a better performance."
#
# You will learn
# - how mistakes tell you which change to try,
# - how to find out whether a change helps or was lucky,
# - what augmentation does here, with few images and with all.
#
# **Read before:** [12 evaluate](12_evaluate.ipynb).

# %% [markdown] lang="id"
# # 13 · Menyempurnakan model
#
# {{head}}
#
# Menurut rumusan langkah ini: "Jika hasil evaluasi belum memuaskan, langkah
# selanjutnya adalah menyempurnakan model dengan melakukan tuning parameter,
# mengubah arsitektur, atau menambahkan teknik regularisasi agar mendapatkan
# kinerja yang lebih baik."
#
# Anda akan mempelajari
# - bagaimana kesalahan menunjukkan perubahan mana yang patut dicoba,
# - cara mengetahui apakah suatu perubahan membantu atau hanya kebetulan,
# - pengaruh augmentasi di sini, dengan sedikit citra dan dengan semuanya.
#
# **Prasyarat:** [12 evaluate](12_evaluate.ipynb).

# %%
import keras
import numpy as np
import pandas as pd
import tensorflow as tf
from scipy import stats

# %% [markdown] lang="en"
# To stay quick we train on 1,000 images. All choices are judged on
# the 6,000 validation images; the test set stays sealed.

# %% [markdown] lang="id"
# Agar cepat, kita melatih dengan 1.000 citra. Semua pilihan
# dinilai dengan 6.000 citra validasi; data uji tetap disegel.

# %%
# NBVAL_CHECK_OUTPUT
(x_train, y_train), (x_val, y_val) = mh.prepare_mnist()
x_few, y_few = x_train[:1000], y_train[:1000]
x_few.shape, x_val.shape

# %% [markdown] lang="en"
# ## First: look at the mistakes (error analysis)
#
# Whoever changes things at random needs luck. So look first at what goes
# wrong, on validation data. This is the trained CNN that comes with the
# course. **Predict:** which two digits does it mix up most?

# %% [markdown] lang="id"
# ## Pertama: periksa kesalahannya (error analysis)
#
# Orang yang mengubah secara acak bergantung pada keberuntungan. Jadi, periksa
# dulu apa yang salah, pada data validasi. Inilah CNN terlatih yang disertakan
# dalam kursus. **Tebak dulu:** dua digit mana yang paling sering tertukar?

# %%
model = mh.load_trained("cnn")
probabilities = model.predict(x_val, verbose=0)
val_pred = probabilities.argmax(axis=1)
print(mh.accuracy_interval(y_val, val_pred))

# %%
mh.show(mh.plot_confusion(y_val, val_pred, hide_correct=True))

# %% [markdown] lang="en"
# Mistakes are few and lie apart: no pair of digits explains most of them. Is
# the model unsure when it is wrong? Below: all mistakes, those with more than
# 90 % certainty, those with less than 60 %. Then the most certain ones.

# %% [markdown] lang="id"
# Kesalahannya sedikit dan tersebar: tidak ada satu pasangan digit yang
# menjelaskan sebagian besarnya. Apakah model ragu ketika salah? Di bawah:
# semua kesalahan, yang keyakinannya di atas 90 %, yang di bawah 60 %. Kemudian
# kesalahan yang paling diyakini model.

# %%
mistakes = mh.list_mistakes(y_val, probabilities)
certainty = mistakes["certainty"]
print(len(mistakes), (certainty > 0.9).sum(), (certainty < 0.6).sum())

# %%
mh.show(mh.plot_mistakes(x_val, mistakes[:18]))

# %% [markdown] lang="en"
# Sort them into kinds, and ask of each kind what would help:
#
# | kind of mistake | a change that it calls for |
# |---|---|
# | slanted or turned digits | augmentation with rotation and shear |
# | very thick, thin or broken strokes | more such images, or augmentation |
# | a 4 closed at the top like a 9 | more detail: another architecture |
# | digits that you can't read either | none: no model can know |
#
# This gives *ideas*. Whether one of them helps only an experiment can say.

# %% [markdown] lang="id"
# Kelompokkan menurut jenisnya, lalu tanyakan apa yang akan membantu:
#
# | jenis kesalahan | perubahan yang disarankannya |
# |---|---|
# | digit miring atau terputar | augmentasi dengan rotasi dan geser miring |
# | goresan sangat tebal, tipis, atau terputus | lebih banyak citra semacam itu, atau augmentasi |
# | angka 4 yang tertutup di atas seperti 9 | lebih banyak rincian: arsitektur lain |
# | digit yang Anda pun tidak dapat membacanya | tidak ada: model mana pun tidak akan tahu |
#
# Ini memberi *gagasan*. Apakah gagasan itu membantu, hanya percobaan yang
# dapat mengatakannya.

# %% [markdown] lang="en"
# ## The assignment's three ways: one change at a time
#
# The assignment names three ways: tune parameters, change the architecture,
# add regularisation. For each try we train the same model on the same 1,000
# images with the same seed, 1, and change **one** thing. The starting point:
# the CNN, 5 epochs, batches of 50, a one-cycle learning rate with peak 0.015.

# %% [markdown] lang="id"
# ## Tiga cara dari langkah 7: satu perubahan setiap kali
#
# Langkah 7 menyebut tiga cara: tuning parameter, mengubah arsitektur,
# menambahkan regularisasi. Setiap kali mencoba, kita melatih model yang sama
# dengan 1.000 citra yang sama dan seed yang sama, 1, lalu mengubah **satu**
# hal. Titik awalnya: CNN, 5 epoch, batch berisi 50, laju pembelajaran
# (learning rate) satu siklus dengan puncak 0,015.


# %%
few = tf.data.Dataset.from_tensor_slices((x_few, y_few))


def try_out(build, *, peak=0.015, weight_decay=None):
    keras.utils.set_random_seed(1)
    net = build()
    rate = mh.OneCycle(peak, 100)
    net.compile(
        optimizer=keras.optimizers.Adam(rate, weight_decay=weight_decay),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    batches = few.shuffle(1000, seed=1).batch(50)
    net.fit(batches, epochs=5, shuffle=False, verbose=0)
    loss, accuracy = net.evaluate(x_val, y_val, batch_size=500, verbose=0)
    return accuracy


# %% [markdown] lang="en"
# ## Way 1: tune parameters
#
# The learning rate is the parameter that matters most. **Predict:** with a
# peak of 0.0005, of 0.015 and of 0.1, which is best, and why is each of the
# others worse?

# %% [markdown] lang="id"
# ## Cara 1: tuning parameter
#
# Laju pembelajaran adalah parameter yang paling berpengaruh. **Tebak dulu:**
# dengan puncak 0,0005, 0,015, dan 0,1, mana yang terbaik, dan mengapa
# masing-masing yang lain lebih buruk?

# %%
rates = {}
for peak in (0.0005, 0.015, 0.1):
    rates[f"peak={peak}"] = try_out(mh.build_cnn, peak=peak)
mh.show(mc.plot_tries(rates))

# %%
# NBVAL_CHECK_OUTPUT
print(rates["peak=0.015"] > rates["peak=0.0005"] + 0.03)
print(rates["peak=0.015"] > rates["peak=0.1"])

# %% [markdown] lang="en"
# Too low, and 100 steps are not enough to get far; too high, and each step
# overshoots. Such large differences are easy to see. Close to the best value
# they are small, and then the question of this lesson begins.

# %% [markdown] lang="id"
# Jika terlalu rendah, 100 langkah tidak cukup untuk maju jauh; jika terlalu
# tinggi, setiap langkah melampaui sasaran. Perbedaan sebesar itu mudah
# terlihat. Di dekat nilai terbaik perbedaannya kecil, dan di situlah
# pertanyaan pelajaran ini dimulai.

# %% [markdown] lang="en"
# ## Way 2: change the architecture
#
# A net without convolutions, LeNet-5 of 1998, and our CNN, with the same
# training. **Predict:** how much do the convolutions bring?

# %% [markdown] lang="id"
# ## Cara 2: mengubah arsitektur
#
# Jaringan tanpa konvolusi, LeNet-5 dari tahun 1998, dan CNN kita, dengan
# pelatihan yang sama. **Tebak dulu:** seberapa besar manfaat konvolusi?

# %%
nets = {
    "build_dense": try_out(mh.build_dense),
    "build_lenet5": try_out(mh.build_lenet5),
    "build_cnn": rates["peak=0.015"],
}
mh.show(mc.plot_tries(nets))

# %%
# NBVAL_CHECK_OUTPUT
print(nets["build_dense"] + 0.02 < nets["build_cnn"])

# %% [markdown] lang="en"
# The net without convolutions lies far below the CNN, and has the most
# parameters (lesson 09): parameters are not skill. A fair word for LeNet-5:
# the learning rate was chosen for our CNN, not for it. To compare
# architectures in earnest, tune each of them.

# %% [markdown] lang="id"
# Jaringan tanpa konvolusi jauh di bawah CNN, padahal parameternya paling
# banyak (pelajaran 09): parameter bukan kemampuan. Agar adil bagi LeNet-5:
# laju pembelajaran dipilih untuk CNN kita, bukan untuknya. Untuk
# sungguh-sungguh membandingkan arsitektur, setel masing-masing.

# %% [markdown] lang="en"
# ## Way 3: add regularisation
#
# Regularisation makes it harder to learn the training images by heart.
#
# - **Dropout:** in each step a random half of the 128 values before the
#   output is put to 0.
# - **Weight decay:** each step shrinks the weights a little.
# - **Early stopping** (lesson 11): not tried here, since the one-cycle rate
#   sets the end by itself.
# - **Augmentation:** new images in each epoch; it gets its own experiment
#   below.
#
# **Predict:** do the first two help on 1,000 images, and by how much?

# %% [markdown] lang="id"
# ## Cara 3: menambahkan regularisasi
#
# Regularisasi mempersulit model untuk menghafal citra latih.
#
# - **Dropout:** pada setiap langkah, separuh acak dari 128 nilai sebelum
#   keluaran dijadikan 0.
# - **Peluruhan bobot (weight decay):** setiap langkah sedikit mengecilkan
#   bobot.
# - **Penghentian dini (early stopping,** pelajaran 11): tidak dicoba di sini,
#   karena laju satu siklus sudah menentukan akhirnya sendiri.
# - **Augmentasi:** citra baru pada setiap epoch; percobaannya tersendiri di
#   bawah.
#
# **Tebak dulu:** apakah dua yang pertama membantu pada 1.000 citra, dan
# seberapa besar?


# %%
def build_with_dropout():
    net = mh.build_cnn()
    output = net.layers[-1]
    net.pop()
    net.add(keras.layers.Dropout(0.5))
    net.add(output)
    return net


# %%
regularised = {
    "build_cnn": rates["peak=0.015"],
    "Dropout(0.5)": try_out(build_with_dropout),
    "weight_decay=0.1": try_out(mh.build_cnn, weight_decay=0.1),
}
mh.show(mc.plot_tries(regularised))

# %%
# NBVAL_CHECK_OUTPUT
gaps = pd.Series(regularised) - regularised["build_cnn"]
print((gaps.abs() < 0.015).all())

# %% [markdown] lang="en"
# Dropout and weight decay lie close to the unchanged *build_cnn*, a percentage
# point apart or less. Have we found something?

# %% [markdown] lang="id"
# Dropout dan peluruhan bobot berada di dekat *build_cnn* yang tidak diubah,
# dengan selisih satu poin persentase atau kurang. Apakah kita sudah menemukan
# sesuatu?

# %%
mc.quiz("one_run")

# %% [markdown] lang="en"
# ## One run proves nothing
#
# We train the *unchanged* CNN five times, with the seeds 1 to 5. Nothing
# differs but chance: the first weights and the order of the images.
# **Predict:** how far apart are the five accuracies?
#
# The function `run` trains once, with plain `fit`. It already has a place for
# a change to the images, which we need in a moment.

# %% [markdown] lang="id"
# ## Satu pelatihan tidak membuktikan apa-apa
#
# Kita melatih CNN yang *tidak diubah* lima kali, dengan seed 1 sampai 5. Yang
# berbeda hanya kebetulan: bobot awal dan urutan citra. **Tebak dulu:**
# seberapa jauh jarak kelima akurasinya?
#
# Fungsi `run` melatih satu kali, dengan `fit` biasa. Di dalamnya sudah ada
# tempat untuk mengubah citra, yang sebentar lagi kita perlukan.


# %%
def make_batches(seed, change):
    images = tf.data.Dataset.from_tensor_slices((x_few, y_few))
    batches = images.shuffle(1000, seed=seed).batch(50)
    if change is None:
        return batches
    layer = change.layer(seed=seed)
    return batches.map(lambda x, y: (layer(x, training=True), y))


# %%
def run(seed, change):
    keras.utils.set_random_seed(seed)
    net = mh.build_cnn()
    rate = mh.OneCycle(0.015, 100)
    net.compile(
        optimizer=keras.optimizers.Adam(rate),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    batches = make_batches(seed, change)
    net.fit(batches, epochs=5, shuffle=False, verbose=0)
    loss, accuracy = net.evaluate(x_val, y_val, batch_size=500, verbose=0)
    return {"accuracy": accuracy}


# %% [markdown] lang="en"
# `run_experiment` calls it for each seed and stores each finished run as a
# small file in a folder. It knows a run by its settings, its seed and the code
# of `run` with the functions, numbers and arrays that it reads; change one of
# them, or a library's version, and it is another run. What nothing tells from
# another of its kind, such as a dataset, it refuses: so `make_batches` reads
# arrays and makes its dataset itself. What it does **not** see: files that
# `run` reads. Name a new folder when those change. Beside the five runs we
# set the three close tries from above.

# %% [markdown] lang="id"
# `run_experiment` memanggilnya untuk tiap seed dan menyimpan setiap pelatihan
# yang selesai sebagai berkas kecil dalam sebuah folder. Sebuah pelatihan
# dikenali dari pengaturannya, seed-nya, dan kode `run` beserta fungsi,
# bilangan, dan array yang dibacanya; jika salah satunya atau versi sebuah
# pustaka berubah, itu pelatihan yang lain. Apa yang tidak dapat dibedakan dari
# yang lain sejenisnya, misalnya dataset, ditolak: karena itu `make_batches`
# membaca array dan membuat dataset-nya sendiri. Yang **tidak** dilihatnya:
# berkas yang dibaca `run`. Gunakan folder baru jika berkas itu berubah.
# Sebagai pembanding, tiga percobaan di atas yang hasilnya berdekatan.

# %%
folder = "outputs/13_refine"
arms = {"plain": {"change": None}}
five = mc.run_experiment(run, arms, range(1, 6), folder=folder)
tries = {"seed=1..5": five["accuracy"]} | regularised
mh.show(mc.plot_tries(tries))

# %% [markdown] lang="en"
# The same model, the same images, and yet the accuracies spread. (*build_cnn*
# is one of the five, the run with seed 1.) Compare the spread with how far
# dropout and weight decay are from *build_cnn*: a difference that the seed
# alone can make shows nothing about a change. (A try may even lie to the right
# of all five: each had one run, and of several such runs one looks lucky.) We
# need several runs of both, and we must say how sure we are.

# %% [markdown] lang="id"
# Model sama, citra sama, tetapi akurasinya menyebar. (*build_cnn* adalah salah
# satu dari kelimanya, yaitu pelatihan dengan seed 1.) Bandingkan sebaran itu
# dengan jarak dropout dan peluruhan bobot dari *build_cnn*: perbedaan yang
# dapat dibuat oleh seed saja tidak menunjukkan apa-apa tentang suatu
# perubahan. (Sebuah percobaan bahkan mungkin berada di kanan kelima titik itu:
# masing-masing hanya satu pelatihan, dan di antara beberapa pelatihan selalu
# ada yang tampak mujur.) Kita perlu beberapa pelatihan untuk keduanya, dan
# harus mengatakan seberapa yakin kita.

# %% [markdown] lang="en"
# The runs are on disk: if you stop the kernel halfway, only what is missing is
# made next time. Once more, all five. **Predict:** will the column `seconds`,
# the time that each run took, be another?

# %% [markdown] lang="id"
# Hasilnya tersimpan di disk: jika kernel berhenti di tengah jalan, berikutnya
# hanya yang kurang yang dikerjakan. Sekali lagi, kelima pelatihan itu. **Tebak
# dulu:** apakah kolom `seconds`, yaitu waktu tiap pelatihan, akan berbeda?

# %%
# NBVAL_CHECK_OUTPUT
again = mc.run_experiment(run, arms, range(1, 6), folder=folder)
again.equals(five)

# %% [markdown] lang="en"
# Nothing was trained again.
#
# *Optional:* the runs do not need each other, so a lab's machines can share
# them. With a Dask cluster (the README says how to start one) it is one line
# around the same call:
#
# ```python
# with joblib.parallel_config(backend="dask", scatter=[run]):
#     runs = mc.run_experiment(run, arms, range(1, 6), folder=folder)
# ```
#
# ## The experiment: augmentation with 1,000 images
#
# Three arms, which differ in one thing only:
#
# - **plain:** the images as they are,
# - **augmented:** the assignment's five settings, `Augmentation()`,
# - **mirrored:** each image flipped left to right, or not, at random. A
#   mirrored 2 is no 2 any more: this one should do harm.
#
# Same images, same split, same epochs, and the *same eight seeds* in each arm,
# so that runs can be compared in pairs. **Predict** the verdict on each arm.
#
# That is 24 runs. A script of this course has made them with the recipe above;
# the runs and their provenance (how, when and on what they were made) come
# with the package. To make some yourself, add
# `"augmented": {"change": mh.Augmentation()}` to `arms` above: the plain runs
# are stored already.

# %% [markdown] lang="id"
# Tidak ada yang dilatih lagi.
#
# *Opsional:* pelatihan-pelatihan itu tidak saling bergantung, jadi dapat dibagi
# ke komputer-komputer laboratorium. Dengan kluster Dask (cara memulainya ada di
# README), cukup satu baris di sekeliling pemanggilan yang sama:
#
# ```python
# with joblib.parallel_config(backend="dask", scatter=[run]):
#     runs = mc.run_experiment(run, arms, range(1, 6), folder=folder)
# ```
#
# ## Percobaan: augmentasi dengan 1.000 citra
#
# Tiga kelompok, yang berbeda hanya dalam satu hal:
#
# - **plain (tanpa augmentasi):** citra apa adanya,
# - **augmented (dengan augmentasi):** lima pengaturan dari langkah persiapan
#   data, `Augmentation()`,
# - **mirrored (dicerminkan):** setiap citra dibalik kiri-kanan, atau tidak,
#   secara acak. Angka 2 yang dicerminkan bukan angka 2 lagi: ini semestinya
#   merugikan.
#
# Citra sama, pemisahan sama, banyaknya epoch sama, dan *delapan seed yang
# sama* pada tiap kelompok sehingga pelatihan dapat dibandingkan berpasangan.
# **Tebak dulu** kesimpulan untuk tiap kelompok.
#
# Itu berarti 24 pelatihan. Sebuah skrip dalam kursus ini sudah menjalankannya
# dengan resep di atas; hasil dan asal-usulnya (bagaimana, kapan, dan dengan
# apa dibuat) disertakan dalam paket. Untuk menjalankan sebagian sendiri,
# tambahkan `"augmented": {"change": mh.Augmentation()}` ke `arms` di atas:
# pelatihan tanpa augmentasi sudah tersimpan.

# %%
# NBVAL_CHECK_OUTPUT
runs = mc.load_results("augmentation_few")[0]
runs.pivot(index="seed", columns="arm", values="accuracy")

# %% [markdown] lang="en"
# Each row is a pair (here: three) of runs with the same seed.
#
# ### The verdict
#
# `compare_arms` takes the difference to *plain* within each seed, then its
# mean, its 95 % interval (Student's t) and the paired t test. With $\bar d$
# the mean of the $n$ differences and $s$ their standard deviation, it is
#
# $$\bar d \pm t_{0.975,\,n-1} \cdot \frac{s}{\sqrt{n}}$$
#
# The 95 % are over *seeds*: over other trainings, judged on the same images.
# The verdict is "better" or "worse" only if the whole interval lies on one
# side of 0.

# %% [markdown] lang="id"
# Setiap baris adalah pasangan (di sini bertiga) pelatihan dengan seed yang
# sama.
#
# ### Kesimpulannya
#
# `compare_arms` menghitung selisih terhadap *tanpa augmentasi* di dalam tiap
# seed, lalu rata-ratanya, selang kepercayaan 95 % (t Student), serta uji t
# berpasangan. Dengan $\bar d$ rata-rata dari $n$ selisih dan $s$ simpangan
# bakunya, selang itu adalah
#
# $$\bar d \pm t_{0{,}975;\,n-1} \cdot \frac{s}{\sqrt{n}}$$
#
# Angka 95 % itu atas *seed*: atas pelatihan lain, dinilai dengan citra yang
# sama. Kesimpulannya "lebih baik" atau "lebih buruk" hanya jika seluruh
# selang berada di satu sisi dari 0.

# %%
# NBVAL_CHECK_OUTPUT
with_few = mc.compare_arms(runs, baseline="plain")
with_few

# %%
# NBVAL_CHECK_OUTPUT
by_seed = runs.pivot(index="seed", columns="arm", values="accuracy")
differences = by_seed["augmented"] - by_seed["plain"]
n = len(differences)
half = stats.t.ppf(0.975, n - 1) * differences.std() / n**0.5
low, high = differences.mean() - half, differences.mean() + half
of_table = with_few.loc["augmented", ["difference low", "difference high"]]
print(np.allclose([low, high], of_table.astype(float)))

# %%
mh.show(mc.plot_arms(runs, baseline="plain"))

# %% [markdown] lang="en"
# By hand the same. With 1,000 images both changes show, in opposite
# directions.
#
# ### Digit by digit
#
# **Predict:** which digits does mirroring hurt most, which least?

# %% [markdown] lang="id"
# Hitungan manual memberi hasil yang sama. Dengan 1.000 citra, pengaruh kedua
# perubahan terlihat, dengan arah berlawanan.
#
# ### Digit demi digit
#
# **Tebak dulu:** digit mana yang paling dirugikan oleh pencerminan, dan mana
# yang paling sedikit?

# %%
# NBVAL_CHECK_OUTPUT
mc.compare_arms_per_digit(runs, baseline="plain").round(1)

# %%
mh.show(mc.plot_arms_per_digit(runs, baseline="plain"))

# %% [markdown] lang="en"
# In images of the 6,000. The 0 and the 1 look alike in the mirror, and hardly
# lose by mirroring. The 8 does, too, nearly, and loses all the same: symmetry
# is not the whole story. Augmentation does not help each digit alike, either.
#
# Mind: these are twenty comparisons. Even if nothing differed, about one of
# twenty intervals would miss 0.

# %% [markdown] lang="id"
# Satuannya citra dari 6.000. Angka 0 dan 1 tampak serupa di dalam cermin, dan
# hampir tidak dirugikan oleh pencerminan. Angka 8 pun nyaris serupa, tetapi
# tetap dirugikan: simetri belum menjelaskan semuanya. Augmentasi juga tidak
# membantu setiap digit dengan sama.
#
# Ingat: ada dua puluh perbandingan. Seandainya tidak ada yang berbeda pun,
# kira-kira satu dari dua puluh selang tidak akan memuat 0.

# %% [markdown] lang="en"
# ## The same experiment with all 54,000 images
#
# The same script, with all training images and its own provenance.
# **Predict:** augmentation helped with 1,000 images. By more or by less with
# 54,000?

# %% [markdown] lang="id"
# ## Percobaan yang sama dengan semua 54.000 citra
#
# Skrip yang sama, dengan semua citra latih dan asal-usulnya sendiri. **Tebak
# dulu:** augmentasi membantu pada 1.000 citra. Lebih atau kurang membantu pada
# 54.000?

# %%
full, provenance = mc.load_results("augmentation_effect")
print(provenance["made_by"], provenance["made_on"], provenance["seeds"])
print(provenance["machine"]["processor"])
print(provenance["machine"]["tensorflow"])

# %%
pd.DataFrame(provenance["arms"]).T

# %%
# NBVAL_CHECK_OUTPUT
mc.compare_arms(full, baseline="plain")

# %%
mh.show(mc.plot_arms(full, baseline="plain"))

# %% [markdown] lang="en"
# Mirroring does harm here, too, only less. **The augmentation is not shown to
# help:** the interval reaches from below 0 to above 0, and its mean
# is even a little below. That is a result, and it goes into a thesis just
# as it is. It holds for this model, these settings and this number of epochs,
# judged on centred validation digits like MNIST's; for turned or moved
# digits (lesson 06) or a longer training it was not tested.

# %% [markdown] lang="id"
# Di sini pun pencerminan merugikan, hanya lebih sedikit. **Augmentasi itu
# tidak terbukti membantu:** selangnya membentang dari bawah 0 sampai di atas
# 0, dan rata-ratanya bahkan sedikit di bawah 0. Itu sebuah hasil, dan masuk
# ke skripsi apa adanya. Hasil ini berlaku untuk model ini, pengaturan ini,
# dan banyaknya epoch ini, dinilai dengan digit validasi yang terpusat seperti
# di MNIST; untuk digit yang diputar atau digeser (pelajaran 06), atau untuk
# pelatihan yang lebih lama, hal itu tidak diuji.

# %%
mh.show(mc.plot_arms_per_digit(full, baseline="plain"))

# %% [markdown] lang="en"
# The caption names the digits whose interval misses 0. With ten comparisons
# in an arm, a bare miss by one or two images is a hint for a new experiment,
# not a finding.

# %% [markdown] lang="id"
# Keterangan itu menyebut digit yang selangnya tidak memuat 0. Dengan sepuluh
# perbandingan dalam satu kelompok, selang yang meleset tipis, satu atau dua
# citra, adalah petunjuk untuk percobaan baru, bukan temuan.

# %% [markdown] lang="en"
# ## Misconception: "the higher number is the better change"
#
# Suppose someone had trained only once, plain and augmented, on all images,
# with seed 1. How many more of the 6,000 did the augmented run get right?

# %% [markdown] lang="id"
# ## Salah paham: "angka yang lebih tinggi berarti perubahan yang lebih baik"
#
# Misalkan seseorang hanya melatih satu kali, tanpa dan dengan augmentasi,
# dengan semua citra dan seed 1. Berapa citra lebih banyak, dari 6.000, yang
# dijawab benar oleh pelatihan dengan augmentasi?

# %%
# NBVAL_CHECK_OUTPUT
pairs = full.pivot(index="seed", columns="arm", values="accuracy")
gains = 6000 * (pairs["augmented"] - pairs["plain"])
gains = gains.round().astype(int)
int(gains[1])

# %% [markdown] lang="en"
# "Augmentation helps: 10 images more!" And now all eight seeds. **Predict:**
# in how many of them is the augmented run ahead?

# %% [markdown] lang="id"
# "Augmentasi membantu: 10 citra lebih banyak!" Sekarang kedelapan seed.
# **Tebak dulu:** pada berapa seed pelatihan dengan augmentasi lebih unggul?

# %%
# NBVAL_CHECK_OUTPUT
print(gains.to_list())
int((gains > 0).sum())

# %% [markdown] lang="en"
# In one of eight, and by chance it was the one that we looked at. The higher
# number of a single pair says little; the interval over several pairs does.
#
# ### "What helps with 1,000 images helps with all"
#
# The verdicts on *augmented* and *mirrored*, first with 1,000 images, then
# with 54,000:

# %% [markdown] lang="id"
# Pada satu dari delapan, dan kebetulan itulah yang kita lihat. Angka yang
# lebih tinggi pada satu pasangan belum berarti banyak; selang dari beberapa
# pasanganlah yang berarti.
#
# ### "Yang membantu pada 1.000 citra membantu juga pada semuanya"
#
# Kesimpulan untuk *dengan augmentasi* dan *dicerminkan*, pertama dengan 1.000
# citra, lalu dengan 54.000:

# %%
# NBVAL_CHECK_OUTPUT
with_all = mc.compare_arms(full, baseline="plain")
pd.DataFrame({1000: with_few["verdict"], 54000: with_all["verdict"]})

# %% [markdown] lang="en"
# A likely reason, not tested here: augmentation makes up for handwriting that
# 1,000 images do not show, and among 54,000 most of it is there already. A
# verdict belongs to its data: test a change where you mean to use it.

# %% [markdown] lang="id"
# Kemungkinan sebabnya, yang tidak diuji di sini: augmentasi menggantikan ragam
# tulisan yang tidak ada di antara 1.000 citra, sedangkan di antara 54.000
# citra sebagian besar ragam itu sudah ada. Suatu kesimpulan
# terikat pada datanya: ujilah perubahan di tempat Anda akan memakainya.

# %% [markdown] lang="en"
# ## All three ways together, on all images
#
# `build_refined` has another architecture: a convolution of 5 × 5, four of
# 3 × 3, and **batch normalisation** behind each, which shifts and scales every
# map to mean 0 and standard deviation 1 over the batch (then by two numbers
# that it learns). Two regularisers join it: dropout, and augmentation that
# changes each image anew in each epoch. And it trains longer. **Predict:** it
# has about as many parameters as `build_cnn`. And how many multiplications?

# %% [markdown] lang="id"
# ## Ketiga cara bersama-sama, dengan semua citra
#
# `build_refined` memiliki arsitektur lain: satu konvolusi 5 × 5, empat
# konvolusi 3 × 3, dan setelah masing-masing **normalisasi batch (batch
# normalisation)**, yang menggeser dan menskalakan setiap peta sehingga
# rata-ratanya 0 dan simpangan bakunya 1 dalam batch itu (lalu dengan dua
# bilangan yang dipelajarinya). Dua regularisasi menyertainya: dropout, dan
# augmentasi yang mengubah setiap citra lagi di setiap epoch. Pelatihannya pun
# lebih lama. **Tebak dulu:** parameternya kurang lebih sebanyak `build_cnn`.
# Berapa banyak perkaliannya?

# %%
# NBVAL_CHECK_OUTPUT
mh.compare_models(build_cnn=mh.build_cnn(), build_refined=mh.build_refined())

# %% [markdown] lang="en"
# Seven times as many, and that takes too long for a lesson. A script has
# trained both, and Keras's example beside them, with three seeds each, in
# turns, on one machine with two cores and nothing else to do. The table has
# the means; *accuracy* is on test images. The choices had been made on
# validation data; then the test set was opened once for all models at once.

# %% [markdown] lang="id"
# Tujuh kali lipat, dan itu terlalu lama untuk satu pelajaran. Sebuah skrip
# sudah melatih keduanya, bersama contoh Keras, masing-masing dengan tiga
# seed, bergantian, pada satu komputer dengan dua inti prosesor tanpa
# pekerjaan lain. Tabel ini berisi rata-ratanya; *akurasi* diukur dengan citra
# uji. Semua pilihan sudah dibuat dengan data validasi; setelah itu data uji
# dibuka satu kali untuk semua model sekaligus.

# %%
# NBVAL_CHECK_OUTPUT
every_run = mc.load_results("training")[0]
three = ["keras_example", "cnn", "refined"]
timed = every_run[every_run["arm"].isin(three)]
means = timed.groupby("arm", sort=False).mean(numeric_only=True)
ladder = means[["parameters", "training_seconds", "accuracy"]]
ladder = ladder.rename(columns={"training_seconds": "seconds"})
ladder.round({"seconds": 1})

# %%
mh.show(mc.plot_ladder(ladder))

# %%
# NBVAL_CHECK_OUTPUT
of_test = timed.pivot(index="seed", columns="arm", values="accuracy")
rows = {}
for arm in ("refined", "keras_example"):
    gains_of_arm = of_test[arm] - of_test["cnn"]
    half = stats.t.ppf(0.975, 3 - 1) * gains_of_arm.std() / 3**0.5
    rows[arm] = [gains_of_arm.mean() - half, gains_of_arm.mean() + half]
pd.DataFrame(rows, index=["difference low", "difference high"]).T

# %% [markdown] lang="en"
# A better model may cost more: this is a **ladder**, accuracy against time.
# Keras's example has the fewest parameters and takes longest: time goes into
# multiplications (lesson 09) and epochs. The refined CNN makes about six in
# ten of the mistakes that `build_cnn` makes, and its training takes about nine
# times as long: still less than that of Keras's example. With three seeds the
# intervals are wide (the last table): the refined CNN is shown to be better
# than `build_cnn`, while `build_cnn` and Keras's example are not shown to
# differ. Which of the changes did it? The table cannot say, for all were made
# at once.
#
# ### Which change makes it fast? (optional)
#
# For speed there is a table that can say. The first rung changes what belongs
# together: `one_cycle` trains the CNN of Keras's example for 3 epochs at a
# one-cycle rate, instead of 15 at a fixed one with a look at validation images
# after each. From there each rung has one change. `two_wide` takes lesson
# 09's CNN, of two 5 × 5 convolutions, in its place; `cnn` hands TensorFlow 8 batches at once, as lesson 11 does;
# `smoothed` adds **label smoothing**: the loss asks for 0.955 for the right
# digit and 0.005 for each other one, instead of 1 and 0, so that nothing
# drives the model to be ever more certain; `quick` stops after 2 epochs.
# **Predict:** which rung saves the most?

# %% [markdown] lang="id"
# Model yang lebih baik mungkin lebih mahal: inilah **tangga** model, akurasi
# terhadap waktu. Contoh Keras memiliki parameter paling sedikit, tetapi paling
# lama: waktu habis untuk perkalian (pelajaran 09) dan epoch. CNN yang
# disempurnakan hanya membuat sekitar enam per sepuluh kesalahan `build_cnn`,
# dan pelatihannya memakan waktu sekitar sembilan kali lipat: masih lebih
# singkat daripada contoh Keras. Dengan tiga seed selangnya lebar (tabel
# terakhir): CNN yang disempurnakan terbukti lebih baik daripada `build_cnn`,
# sedangkan `build_cnn` dan contoh Keras tidak terbukti berbeda. Perubahan mana
# yang berperan? Tabel ini tidak dapat menjawabnya, sebab semuanya diubah
# sekaligus.
#
# ### Perubahan mana yang membuatnya cepat? (opsional)
#
# Untuk kecepatan ada tabel yang dapat menjawabnya. Anak tangga pertama
# mengubah hal-hal yang memang satu paket: `one_cycle` melatih CNN dari contoh
# Keras selama 3 epoch dengan laju satu siklus, bukan 15 epoch dengan laju
# tetap yang setiap kali diperiksa dengan citra validasi. Sesudah itu setiap
# anak tangga hanya memuat satu perubahan. `two_wide` menggantinya dengan CNN
# pelajaran 09, dengan dua konvolusi 5 × 5; `cnn` menyerahkan 8 batch
# sekaligus kepada TensorFlow, seperti di pelajaran 11; `smoothed` menambahkan
# **penghalusan label (label smoothing)**: fungsi kerugian meminta 0,955 untuk
# digit yang benar dan 0,005 untuk setiap digit lain, bukan 1 dan 0, sehingga
# model tidak didorong menjadi makin yakin tanpa batas; `quick` berhenti
# setelah 2 epoch. **Tebak dulu:** anak tangga mana yang paling menghemat?

# %%
# NBVAL_CHECK_OUTPUT
rungs = every_run[every_run["arm"] != "refined"].groupby("arm", sort=False)
speed = rungs[["processor_seconds", "accuracy"]].mean()
half = stats.t.ppf(0.975, 3 - 1) * rungs["accuracy"].std() / 3**0.5
speed["low"], speed["high"] = (
    speed["accuracy"] - half,
    speed["accuracy"] + half,
)
speed = speed.rename(columns={"processor_seconds": "processor seconds"})
spent = speed["processor seconds"]
speed.insert(1, "times as fast", spent["keras_example"] / spent)
speed.round({"processor seconds": 1, "times as fast": 1})

# %% [markdown] lang="en"
# The epochs: 3 in place of 15 take a fifth of the time, and the one-cycle rate
# keeps nearly all of the accuracy. Lesson 09's CNN takes less than half of
# what is left, though it has twice as many parameters: they sit in the dense
# layer, where each is used once an image. Eight batches at once save another
# fifth. Label smoothing costs a little time; with it an epoch can go. In the
# end training takes about a twentieth of the processor seconds (both cores
# added up), and the mean accuracy is not lower. That is what is shown: with
# three seeds the intervals, *low* to *high*, overlap, so that no rung is shown
# to be more accurate than Keras's example.
#
# ### How far does this way lead? (optional)
#
# As far as this: The **record** of this course has twice as many
# maps and 60 epochs, with dropout 0.5, weight decay 0.05, stronger
# augmentation and label smoothing 0.1. And it looks nine times:
# `build_record` asks its CNN about the image as it is, moved by a pixel (up,
# down, left, right), turned by 5 degrees (either way), a little smaller and a
# little larger, and answers with the mean. This is **test-time
# augmentation**: it changes no weight, and makes an answer nine times as
# dear. `load_trained("record")` returns the model; how it was made stands
# beside its weights. *validation* and *test* are means over the *seeds*.

# %% [markdown] lang="id"
# Epoch: 3 alih-alih 15 hanya memakan seperlima waktunya, dan laju satu siklus
# mempertahankan hampir seluruh akurasinya. CNN pelajaran 09 memakan kurang
# dari separuh sisanya, meskipun parameternya dua kali lebih banyak: parameter
# itu ada di lapisan dense, yang masing-masing hanya dipakai satu kali per
# citra. Delapan batch sekaligus menghemat seperlima lagi. Penghalusan label
# sedikit menambah waktu, tetapi dengannya satu epoch dapat dihilangkan.
# Akhirnya pelatihan hanya memakan sekitar seperdua puluh detik prosesor
# (jumlah kedua inti), dan rata-rata akurasinya tidak lebih rendah. Hanya itu
# yang terbukti: dengan tiga seed selang-selangnya, *bawah* sampai *atas*,
# bertumpang tindih, sehingga tidak ada anak tangga yang terbukti lebih akurat
# daripada contoh Keras.
#
# ### Sejauh mana jalan ini membawa kita? (opsional)
#
# Sejauh ini: **rekor** kursus ini memakai peta dua
# kali lebih banyak dan 60 epoch, dengan dropout 0,5, peluruhan bobot 0,05,
# augmentasi yang lebih kuat, dan penghalusan label 0,1. Selain itu, model ini melihat sembilan kali: `build_record`
# bertanya kepada CNN-nya tentang citra itu sendiri, yang digeser satu piksel
# (ke atas, bawah, kiri, kanan), yang diputar 5 derajat (ke dua arah), serta
# yang sedikit diperkecil dan diperbesar, lalu menjawab dengan rata-ratanya.
# Ini disebut **augmentasi saat pengujian (test-time augmentation)**: tidak
# ada bobot yang berubah, tetapi satu jawaban menjadi sembilan kali lebih
# mahal. `load_trained("record")` mengembalikan modelnya; cara pembuatannya
# tercatat di samping bobotnya. *validasi* dan *uji* adalah rata-rata dari
# semua *seed*.

# %%
# NBVAL_CHECK_OUTPUT
mc.describe_trained().round({"seconds": 0})

# %% [markdown] lang="en"
# The higher the rung, the dearer: the refined CNN took about nine times as long
# as `build_cnn` for about a third of a percentage point, the record about sixty
# times as long again for less than two tenths. (Its three trainings ran side by
# side, each on less than one core; alone, one takes less.) And 10,000 test
# images measure a single model to about 0.1 percentage points either way
# (lesson 12): models as close as this need several seeds, as here, or more
# images. Label smoothing has its price, too: the model aims at 0.91 even where
# it is never wrong, so its probabilities are lower than its accuracy.
#
# `small` is a record at the other end: it has a thirtieth of the record's
# parameters. `mh.build_small` has six narrow convolutions and, in place
# of a wide dense layer, the mean of each of the last maps; it looks nine times,
# too. With 29 of 30 parameters it loses two tenths of a percentage point on the
# validation images and less than one tenth on the test images: most of the
# record's parameters are for its last few mistakes. (Exercise 4 asks for a
# smaller net.)
#
# For records the test set was opened three times: after a first training with
# one look, then with the nine looks, then for the present training. Each step
# had been chosen on validation data. `record.json`, beside the weights, names
# all three openings. What comes of opening it often, the section on peeking
# shows below.

# %% [markdown] lang="id"
# Makin tinggi anak tangganya, makin mahal: CNN yang disempurnakan memerlukan
# waktu sekitar sembilan kali `build_cnn` untuk sekitar sepertiga poin
# persentase, dan rekor memerlukan sekitar enam puluh kali waktu itu lagi untuk
# kurang dari dua persepuluh. (Ketiga pelatihannya berjalan bersamaan, masing-masing
# pada kurang dari satu inti prosesor; sendirian, satu pelatihan lebih
# singkat.) Selain itu, 10.000 citra uji mengukur satu model dengan ketelitian
# sekitar 0,1 poin persentase ke atas dan ke bawah (pelajaran 12): model yang
# selisihnya sedekat ini memerlukan beberapa seed, seperti di sini, atau lebih
# banyak citra. Penghalusan label pun ada harganya: model membidik 0,91 bahkan
# di tempat yang tidak pernah salah, sehingga peluangnya lebih rendah
# daripada akurasinya.
#
# `small` adalah rekor di ujung yang lain: parameternya sepertiga puluh dari
# parameter rekor. `mh.build_small` terdiri atas enam lapisan konvolusi
# yang sempit dan, sebagai pengganti lapisan dense yang lebar, rata-rata tiap
# peta terakhir; model ini pun melihat sembilan kali. Tanpa 29 dari 30
# parameternya, rekor hanya kehilangan dua persepuluh poin persentase pada citra
# validasi dan kurang dari sepersepuluh pada citra uji: sebagian besar parameter
# rekor dipakai untuk beberapa kesalahan terakhirnya. (Latihan 4 meminta jaringan
# yang lebih kecil lagi.)
#
# Untuk rekor, data uji dibuka tiga kali: setelah pelatihan pertama dengan satu
# tampilan, lalu dengan sembilan tampilan, kemudian untuk pelatihan yang
# sekarang. Setiap langkah sudah dipilih dengan data validasi. `record.json`,
# di samping bobotnya, mencatat ketiganya. Akibatnya jika data uji sering
# dibuka ditunjukkan di bawah, pada bagian tentang mengintip.

# %% [markdown] lang="en"
# ### The most accurate is not the most robust (optional)
#
# The third model, `load_trained("robust")`, is the record's CNN trained on for
# six epochs (only these are in its *seconds*), with images that are covered,
# blurred, noisy, or on a grey background. `cnn`, `record` and `robust` were
# then asked about validation images, as they are and corrupted in sixteen ways that no training
# had used: fog, movement, drops, lines and more. **Predict** the order of the
# three in both columns.

# %% [markdown] lang="id"
# ### Yang paling akurat belum tentu yang paling tangguh (opsional)
#
# Model ketiga, `load_trained("robust")`, adalah CNN rekor yang dilatih lagi
# enam epoch (hanya ini yang dihitung dalam *detik*-nya), dengan citra yang
# sebagian tertutup, kabur, berderau, atau berlatar abu-abu. `cnn`, `record`, dan
# `robust` lalu ditanyai tentang citra validasi, apa adanya dan dirusak dengan enam belas cara
# yang tidak dipakai dalam pelatihan mana pun: kabut, gerakan, tetesan, garis,
# dan lainnya. **Tebak dulu** urutan ketiganya di kedua kolom.

# %%
# NBVAL_CHECK_OUTPUT
stood = mc.load_results("robustness")[0]
of_kind = stood.pivot_table(index="model", columns="kind", values="accuracy")
of_kind[["validation", "corrupted"]]

# %%
# NBVAL_CHECK_OUTPUT
corrupted = stood[stood["kind"] == "corrupted"].set_index("pictures")
worst = corrupted.groupby("model")["accuracy"].agg(["idxmin", "min"])
worst.rename(columns={"idxmin": "hardest", "min": "accuracy"})

# %% [markdown] lang="en"
# The record, best on clean images, is the worst on spoilt ones: it has only
# seen clean ink on black. Lesson 15 looks for the reason, part of the training
# by part. A validation accuracy
# says which model is better *on such images*.

# %% [markdown] lang="id"
# Rekor, yang terbaik pada citra bersih, justru terburuk pada citra yang rusak:
# model ini hanya pernah melihat tinta bersih di atas latar hitam. Pelajaran 15 mencari sebabnya, bagian demi bagian
# dari pelatihannya. Akurasi validasi menyatakan model mana yang lebih baik
# *pada citra semacam itu*.

# %%
# NBVAL_CHECK_OUTPUT
print(of_kind["validation"].idxmax(), of_kind["corrupted"].idxmax())
print(of_kind["corrupted"].idxmin())

# %% [markdown] lang="en"
# ### What was tried, and not shown to help (optional)
#
# The refined CNN, one change at a time, two seeds each, 6 epochs on all
# training images. `use_ema` averages the weights over the last steps, `bend`
# moves each place of an image a little differently. The numbers are wrong
# answers of 6,000 validation images. **Predict:** which of these changes
# helps?

# %% [markdown] lang="id"
# ### Yang sudah dicoba, tetapi tidak terbukti membantu (opsional)
#
# CNN yang disempurnakan, satu perubahan setiap kali, masing-masing dua seed,
# 6 epoch dengan semua citra latih. `use_ema` merata-ratakan bobot dari
# langkah-langkah terakhir, `bend` menggeser setiap bagian citra sedikit
# berbeda. Angkanya adalah jawaban salah dari 6.000 citra validasi. **Tebak
# dulu:** perubahan mana yang membantu?

# %%
# NBVAL_CHECK_OUTPUT
tried = mc.load_results("refining")[0]
tried["wrong"] = (6000 * (1 - tried["accuracy"])).round().astype(int)
wrong = tried.pivot(index="arm", columns="seed", values="wrong")
wrong["mean"] = wrong.mean(axis=1)
wrong.sort_values("mean")

# %% [markdown] lang="en"
# Look along the rows first: the same setting with another seed differs by up
# to ten mistakes, the best mean from the worst by fewer. With two seeds, none
# of these changes is shown to help or to harm. Even without augmentation there
# are not more mistakes: with all images and 6 epochs there is no sign that it
# helps, as in the comparison above. Such a table tells what was tried, so that
# nobody takes the refined CNN for the only attempt.
#
# The record joins three of these changes: stronger augmentation, weight decay,
# label smoothing. They were chosen on validation data, with longer trainings
# and few seeds. That may choose a recipe; which change in it helps, it does
# not show.

# %% [markdown] lang="id"
# Bacalah menurut baris dahulu: pengaturan yang sama dengan seed lain berbeda
# sampai sepuluh kesalahan, sedangkan rata-rata terbaik dan terburuk berselisih
# lebih sedikit. Dengan dua seed, tidak satu pun perubahan ini terbukti
# membantu atau merugikan. Bahkan tanpa augmentasi kesalahannya tidak lebih
# banyak: dengan semua citra dan 6 epoch, tidak tampak tanda bahwa augmentasi
# membantu, seperti pada perbandingan di atas. Tabel seperti ini menunjukkan
# apa saja yang sudah dicoba, agar tidak ada yang mengira bahwa CNN yang
# disempurnakan adalah satu-satunya percobaan.
#
# Rekor menggabungkan tiga dari perubahan ini: augmentasi yang lebih kuat,
# peluruhan bobot, dan penghalusan label. Ketiganya dipilih dengan data
# validasi, dengan pelatihan yang lebih lama dan sedikit seed. Itu cukup untuk
# memilih suatu resep, tetapi tidak menunjukkan perubahan mana di dalamnya yang
# membantu.

# %% [markdown] lang="en"
# ## What peeking at the test set would have claimed
#
# Suppose you try k changes, none of which does anything: each model is right
# on 99 % of all digits, no more, no less. You judge each on the 10,000 test
# images and report the best. We simulate that 2,000 times, without opening
# the test set: right answers are coin tosses with 99 % heads.
# **Predict:** what does the best of 20 claim?

# %% [markdown] lang="id"
# ## Apa yang akan diklaim jika data uji diintip
#
# Misalkan Anda mencoba k perubahan yang semuanya tidak berpengaruh: setiap
# model benar pada 99 % dari semua digit, tidak lebih, tidak kurang. Anda
# menilai masing-masing dengan 10.000 citra uji dan melaporkan yang terbaik.
# Kita menyimulasikannya 2.000 kali tanpa membuka data uji: jawaban benar
# adalah lemparan koin yang 99 % menghasilkan "angka". **Tebak dulu:** berapa
# yang diklaim oleh yang terbaik dari 20?

# %%
random = np.random.default_rng(7)
rows = []
for k in (1, 5, 20, 100):
    scores = random.binomial(10000, 0.99, (2000, k)) / 10000
    new_score = random.binomial(10000, 0.99, 2000) / 10000
    # Three quarters of the wrong answers are the same for all models.
    shared = random.binomial(10000, 0.0075, (2000, 1))
    own = random.binomial(10000, 0.0025, (2000, k))
    alike = 1 - (shared + own) / 10000
    best_alike = alike.max(axis=1).mean()
    rows.append([k, scores.max(axis=1).mean(), best_alike, new_score.mean()])
columns = ["k", "max", "max, alike", "again"]
pd.DataFrame(rows, columns=columns).set_index("k")

# %% [markdown] lang="en"
# *max* is what the best of k claims on average; *again* is the same winner on
# 10,000 new images. Coins know nothing of each other, but two models of one
# kind share most of their wrong answers: with three quarters in common (*max,
# alike*) the claim grows about half as fast. Still, the more one tries, the
# higher the claim, though no model is better than another: the **winner's
# curse**. That is why choices are made on validation data, and the test set is
# opened once, for the one model chosen.
#
# The validation score of a winner is too high in the same way. On all images,
# the best of the eight plain runs and their mean:

# %% [markdown] lang="id"
# *terbesar* adalah klaim rata-rata dari yang terbaik di antara k; *sekali
# lagi* adalah pemenang yang sama pada 10.000 citra baru. Koin tidak saling
# mengenal, sedangkan dua model sejenis memiliki sebagian besar jawaban salah
# yang sama: bila tiga perempatnya sama (*terbesar, mirip*), klaim itu tumbuh
# kira-kira setengah kecepatannya. Meskipun demikian, makin banyak yang dicoba,
# makin tinggi klaimnya, padahal tidak ada model yang lebih baik: **kutukan
# pemenang (winner's curse)**. Itulah sebabnya pilihan dibuat dengan data
# validasi, dan data uji dibuka satu kali untuk satu model terpilih.
#
# Nilai validasi seorang pemenang pun terlalu tinggi dengan cara yang sama.
# Dengan semua citra, berikut yang terbaik dari delapan pelatihan tanpa
# augmentasi dan rata-ratanya:

# %%
# NBVAL_CHECK_OUTPUT
plain = full.loc[full["arm"] == "plain", "accuracy"]
print(mh.format_percent(plain.max(), 2), mh.format_percent(plain.mean(), 2))

# %% [markdown] lang="en"
# Report the mean of the seeds with its interval, not the luckiest one.

# %% [markdown] lang="id"
# Laporkan rata-rata dari semua seed beserta selangnya, bukan yang paling
# mujur.

# %% [markdown] lang="en"
# ## Exercise 1: the paired difference by hand
#
# Five seeds, accuracies in percent. Without the change: 95.0, 95.4, 94.8,
# 95.2, 95.1. With it, same seeds: 95.6, 95.5, 95.6, 95.4, 95.4. What is the
# mean difference, in percentage points?

# %% [markdown] lang="id"
# ## Latihan 1: selisih berpasangan, dihitung secara manual
#
# Lima seed, akurasi dalam persen. Tanpa perubahan: 95,0; 95,4; 94,8; 95,2;
# 95,1. Dengan perubahan, seed sama: 95,6; 95,5; 95,6; 95,4; 95,4. Berapa
# rata-rata selisihnya, dalam poin persentase?

# %%
mean_difference = ...

# %%
mc.check_mean_difference(mean_difference)

# %% [markdown] lang="en"
# <details><summary>Solution</summary>
#
# ```python
# mean_difference = (0.6 + 0.1 + 0.8 + 0.2 + 0.3) / 5  # 0.4
# ```
#
# </details>

# %% [markdown] lang="id"
# <details><summary>Jawaban</summary>
#
# ```python
# mean_difference = (0.6 + 0.1 + 0.8 + 0.2 + 0.3) / 5  # 0,4
# ```
#
# </details>

# %% [markdown] lang="en"
# ## Exercise 2: the verdict
#
# Another change: mean difference +0.08 percentage points, 95 % interval from
# -0.05 to +0.21. Is it `"better"`, `"worse"`, `"equal"` or `"not shown"`?

# %% [markdown] lang="id"
# ## Latihan 2: kesimpulannya
#
# Perubahan lain: rata-rata selisih +0,08 poin persentase, selang 95 % dari
# -0,05 sampai +0,21. Apakah itu `"better"` (lebih baik), `"worse"` (lebih
# buruk), `"equal"` (sama), atau `"not shown"` (tidak terbukti)?

# %%
verdict = ...

# %%
mc.check_interval_verdict(verdict)

# %% [markdown] lang="en"
# <details><summary>Solution</summary>
#
# ```python
# verdict = "not shown"  # 0 lies inside the interval
# ```
#
# </details>

# %% [markdown] lang="id"
# <details><summary>Jawaban</summary>
#
# ```python
# verdict = "not shown"  # 0 berada di dalam selang
# ```
#
# </details>

# %% [markdown] lang="en"
# ## Exercise 3: a fair comparison
#
# You want to know whether dropout helps. What has to be the same in both
# arms? Choose from `"images"`, `"seeds"`, `"epochs"`, `"change"` and put them
# into a set, `{...}`.

# %% [markdown] lang="id"
# ## Latihan 3: perbandingan yang adil
#
# Anda ingin tahu apakah dropout membantu. Apa yang harus sama pada kedua
# kelompok? Pilih dari `"images"` (citra), `"seeds"` (seed), `"epochs"`
# (epoch), `"change"` (perubahan), lalu tulis sebagai himpunan (set), `{...}`.

# %%
kept_equal = ...

# %%
mc.check_kept_equal(kept_equal)

# %% [markdown] lang="en"
# <details><summary>Solution</summary>
#
# ```python
# kept_equal = {"images", "seeds", "epochs"}  # all but the change
# ```
#
# </details>
#
# ## Exercise 4 (open): the smallest net
#
# Find the net with the fewest parameters that still reaches 99 % on the 6,000
# validation images. Marks that others set, on the test images and with more
# epochs: 7,070 parameters for over 99.4 % (the notebook of
# nitin-vig/ERAv4S6), 8,640 for 99.2 % (aknakshay/MNIST-Challenge), 575 for
# 98 % (H. Howells, "Neural Golfing", 2025).
#
# Check yourself:
# - Is the mean of at least three seeds above 99 %, not only the best one?
# - Did validation data choose, and did the test set stay sealed?
# - Which layer held most parameters, and what took its place?
# - How many nets did you try, and did you write down those that failed?
#
# What we tried for a small net, and what did not help, is in
# `mc.load_results("candidates")[0]`, where `part` is "small". Put yours beside
# the course's own small record (`runs` as in the experiment above, with your
# net in place of lesson 09's):
#
# ```python
# own = {"parameters": net.count_params(), "validation": runs["accuracy"].mean()}
# small = mc.describe_trained().loc["small"]
# pd.DataFrame({"mine": own, "small": small})
# ```

# %% [markdown] lang="id"
# <details><summary>Jawaban</summary>
#
# ```python
# kept_equal = {"images", "seeds", "epochs"}  # semua kecuali perubahannya
# ```
#
# </details>
#
# ## Latihan 4 (terbuka): jaringan terkecil
#
# Carilah jaringan dengan parameter paling sedikit yang masih mencapai 99 %
# pada 6.000 citra validasi. Capaian orang lain, dengan citra uji dan epoch
# yang lebih banyak: 7.070 parameter untuk lebih dari 99,4 % (notebook
# nitin-vig/ERAv4S6), 8.640 untuk 99,2 % (aknakshay/MNIST-Challenge), 575
# untuk 98 % (H. Howells, "Neural Golfing", 2025).
#
# Periksa sendiri:
# - Apakah rata-rata dari sedikitnya tiga seed di atas 99 %, bukan hanya yang
#   terbaik?
# - Apakah data validasi yang memilih, dan data uji tetap disegel?
# - Lapisan mana yang memuat parameter paling banyak, dan apa penggantinya?
# - Berapa jaringan yang Anda coba, dan apakah yang gagal juga dicatat?
#
# Apa yang kami coba untuk jaringan kecil, termasuk yang tidak membantu, ada di
# `mc.load_results("candidates")[0]`, pada baris dengan `part` "small".
# Bandingkan jaringan Anda dengan rekor kecil milik kursus ini (`runs` seperti
# dalam percobaan di atas, dengan jaringan Anda sebagai pengganti jaringan
# pelajaran 09):
#
# ```python
# own = {"parameters": net.count_params(), "validation": runs["accuracy"].mean()}
# small = mc.describe_trained().loc["small"]
# pd.DataFrame({"milik saya": own, "small": small})
# ```

# %% [markdown] lang="en"
# ## Summary
#
# - Look at the mistakes first; they give ideas, not proofs.
# - Change one thing at a time, and judge on validation data.
# - One run proves nothing: at least five seeds, in pairs, mean and interval.
# - "Not shown to differ" is a result. Here: augmentation on all images.
# - A verdict belongs to its data; the best of many tries claims too much.
#
# | English | Indonesian |
# |---|---|
# | regularisation | regularisasi |
# | learning rate | laju pembelajaran (learning rate) |
# | seed (random) | seed (bilangan awal acak) |
# | confidence interval | selang kepercayaan |
# | not shown to differ | tidak terbukti berbeda |
# | winner's curse | kutukan pemenang (winner's curse) |
#
# **Into chapter 3:** which changes you tried and why, what was kept equal,
# the number of seeds, the table with means, intervals and verdicts, also
# where it says "not shown to differ".
#
# **Next:** [14 chapter_3](14_chapter_3.ipynb)

# %% [markdown] lang="id"
# ## Ringkasan
#
# - Periksa kesalahan lebih dulu; itu memberi gagasan, bukan bukti.
# - Ubah satu hal setiap kali, dan nilailah dengan data validasi.
# - Satu pelatihan tidak membuktikan apa-apa: sedikitnya lima seed,
#   berpasangan, rata-rata dan selang.
# - "Tidak terbukti berbeda" adalah sebuah hasil. Di sini: augmentasi dengan
#   semua citra.
# - Suatu kesimpulan terikat pada datanya; yang terbaik dari banyak percobaan
#   mengklaim terlalu banyak.
#
# | Inggris | Indonesia |
# |---|---|
# | regularisation | regularisasi |
# | learning rate | laju pembelajaran (learning rate) |
# | seed (random) | seed (bilangan awal acak) |
# | confidence interval | selang kepercayaan |
# | not shown to differ | tidak terbukti berbeda |
# | winner's curse | kutukan pemenang (winner's curse) |
#
# **Untuk Bab 3:** perubahan mana yang dicoba dan mengapa, apa yang dijaga
# tetap sama, banyaknya seed, serta tabel rata-rata, selang, dan kesimpulan,
# juga bila isinya "tidak terbukti berbeda".
#
# **Berikutnya:** [14 chapter_3](14_chapter_3.ipynb)
