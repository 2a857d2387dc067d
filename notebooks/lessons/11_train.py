# %% [markdown] lang="en"
# # 11 · Train
#
# **Seed step:** CNN 5, *training the model*. "In this step the CNN model is
# trained with the training set. Training involves computing the gradient,
# adjusting the weights and biases, and repeating this until the weights are
# optimal." **Minutes:** 35.
#
# You will learn
# - what happens in a step and in an epoch,
# - how to read the two curves, and when to stop,
# - how to save, stop, resume, and what a second `fit` does.
#
# **Read before:** [10 initialize_model](10_initialize_model.ipynb).

# %% [markdown] lang="id"
# # 11 · Melatih model
#
# **Langkah:** CNN 5, *pelatihan model*. "Pada tahap ini, model CNN akan
# dilatih menggunakan set pelatihan. Proses pelatihan ini melibatkan
# perhitungan gradien, penyesuaian bobot (weights) dan bias, serta iterasi
# berulang untuk mencapai bobot yang optimal." **Waktu:** 35 menit.
#
# Anda akan mempelajari
# - apa yang terjadi dalam satu langkah dan dalam satu epoch,
# - cara membaca kedua kurva, dan kapan berhenti,
# - cara menyimpan, menghentikan, dan melanjutkan, serta akibat `fit` kedua.
#
# **Prasyarat:** [10 initialize_model](10_initialize_model.ipynb).

# %%
import time
from pathlib import Path

import keras
import numpy as np
import pandas as pd
import tensorflow as tf

# %%
# NBVAL_CHECK_OUTPUT
(x_train, y_train), (x_val, y_val) = mh.prepare_mnist()
x_train.shape, x_val.shape

# %% [markdown] lang="en"
# The lesson saves a few files. All of them go into this folder, beside the
# notebook; it may be deleted at any time.

# %% [markdown] lang="id"
# Pelajaran ini menyimpan beberapa berkas. Semuanya masuk ke folder ini, di
# samping notebook; folder itu boleh dihapus kapan saja.

# %%
folder = Path("outputs", "lesson_11")
folder.mkdir(parents=True, exist_ok=True)

# %% [markdown] lang="en"
# ## The seed's sentence, part by part
#
# | the sentence says | what the code does |
# |---|---|
# | computing the gradient | `tape.gradient(loss, weights)` |
# | adjusting the weights and biases | `optimizer.apply(gradients, weights)` |
# | repeating | once for each batch, epoch after epoch |
#
# One such **step**, written out, on the first batch of 256 images. The
# optimizer is plain SGD with a learning rate of 0.1, so that you can check
# its work by head. **Predict:** does the loss of this batch fall?

# %% [markdown] lang="id"
# ## Kalimat langkah ini, bagian demi bagian
#
# | bunyi kalimat | yang dikerjakan kode |
# |---|---|
# | perhitungan gradien | `tape.gradient(loss, weights)` |
# | penyesuaian bobot dan bias | `optimizer.apply(gradients, weights)` |
# | iterasi berulang | sekali untuk tiap batch, epoch demi epoch |
#
# Inilah satu **langkah** (step), ditulis lengkap, pada batch pertama yang
# berisi 256 citra. Optimizer-nya SGD biasa dengan laju pembelajaran (learning
# rate) 0,1 supaya hasilnya dapat Anda periksa dengan tangan. **Tebak dulu:**
# apakah kerugian batch ini turun?

# %%
loss_function = keras.losses.SparseCategoricalCrossentropy()


def take_step(model, optimizer, images, labels):
    weights = model.trainable_variables
    with tf.GradientTape() as tape:
        loss = loss_function(labels, model(images, training=True))
    gradients = tape.gradient(loss, weights)
    optimizer.apply(gradients, weights)
    return float(loss), gradients


# %%
keras.utils.set_random_seed(7)
by_hand, sgd = mh.build_cnn(), keras.optimizers.SGD(0.1)
old = by_hand.get_weights()
first_batch = x_train[:256], y_train[:256]
before, gradients = take_step(by_hand, sgd, *first_batch)
after = float(loss_function(y_train[:256], by_hand(x_train[:256])))
print(f"{before:.4f} -> {after:.4f}")

# %% [markdown] lang="en"
# Lower. And what moved? The first weight and the first bias of each of the
# four layers that have any; check one row: `after = before - 0.1 * gradient`.

# %% [markdown] lang="id"
# Turun. Lalu apa yang bergerak? Inilah bobot pertama dan bias pertama dari
# tiap lapisan yang memilikinya (empat lapisan); periksalah satu baris:
# `after = before - 0.1 * gradient`.

# %%
names = [weight.path for weight in by_hand.trainable_variables]
columns = {
    "before": [weight.flat[0] for weight in old],
    "gradient": [g.numpy().flat[0] for g in gradients],
    "after": [weight.flat[0] for weight in by_hand.get_weights()],
}
pd.DataFrame(columns, index=names).round(5)

# %% [markdown] lang="en"
# ### Repeat
#
# The same for the next 29 batches, so 30 steps. Each sees *other* images.
# **Predict:** does the loss fall in every single step?

# %% [markdown] lang="id"
# ### Ulangi
#
# Hal yang sama untuk 29 batch berikutnya, jadi 30 langkah. Tiap langkah
# melihat citra yang *lain*. **Tebak dulu:** apakah kerugiannya turun di setiap
# langkah?

# %%
keras.utils.set_random_seed(7)
by_hand, sgd, losses = mh.build_cnn(), keras.optimizers.SGD(0.1), []
for start in range(0, 30 * 256, 256):
    batch = x_train[start : start + 256], y_train[start : start + 256]
    losses.append(take_step(by_hand, sgd, *batch)[0])
print(np.round(losses, 2))

# %% [markdown] lang="en"
# On the whole it falls, but not in every step: a step may be too long, and
# each batch holds other images. So the loss of one batch is not the loss of
# the model.
#
# `fit` does exactly this loop. The same start, the same 30 batches in the
# same order (`shuffle=False`):

# %% [markdown] lang="id"
# Secara keseluruhan turun, tetapi tidak di setiap langkah: sebuah langkah bisa
# terlalu panjang, dan tiap batch berisi citra lain. Jadi, kerugian satu batch
# bukanlah kerugian model.
#
# `fit` mengerjakan perulangan yang persis sama. Titik awal yang sama, 30 batch
# yang sama dengan urutan yang sama (`shuffle=False`):

# %%
# NBVAL_CHECK_OUTPUT
keras.utils.set_random_seed(7)
by_fit, first_30 = mh.build_cnn(), slice(30 * 256)
by_fit.compile(keras.optimizers.SGD(0.1), loss_function)
how = {"batch_size": 256, "shuffle": False, "verbose": 0}
by_fit.fit(x_train[first_30], y_train[first_30], **how)
pairs = zip(by_hand.get_weights(), by_fit.get_weights())
all(np.allclose(one, other, atol=1e-3) for one, other in pairs)

# %% [markdown] lang="en"
# ## An epoch
#
# One **epoch** is one walk through all training images. **Predict:** how many
# steps is that with 54,000 images in batches of 128?

# %% [markdown] lang="id"
# ## Satu epoch
#
# Satu **epoch** adalah satu kali menyusuri seluruh data latih. **Tebak dulu:**
# berapa langkah itu untuk 54.000 citra dalam batch berisi 128?

# %%
# NBVAL_CHECK_OUTPUT
epochs, batch_size, peak = 3, 128, 0.01
full, rest = divmod(len(x_train), batch_size)
steps_per_epoch = -(-len(x_train) // batch_size)
steps = epochs * steps_per_epoch
print(full, rest, steps_per_epoch, steps)

# %% [markdown] lang="en"
# 421 full batches and a last one of 112 images: 422 steps. (`-(-a // b)`
# divides and rounds *up*.) Our training has three epochs: 1,266 steps.
#
# ## The one-cycle learning rate
#
# Three epochs are few. They suffice because the learning rate changes: it
# starts *small*, while the weights are still random and a long step would
# throw them anywhere; grows *large*, to get far in few steps; and ends
# *small*, to come to rest at the bottom of the valley instead of jumping
# across it. The idea is Smith's (2018, "A disciplined approach to neural
# network hyper-parameters"). Beside it, dashed, the constant rate 0.001 that
# Adam has when you say nothing. **Predict:** in which epoch is the peak?

# %% [markdown] lang="id"
# 421 batch penuh dan satu batch terakhir berisi 112 citra: 422 langkah.
# (`-(-a // b)` membagi lalu membulatkan *ke atas*.) Pelatihan kita tiga epoch:
# 1.266 langkah.
#
# ## Laju pembelajaran satu siklus (one-cycle)
#
# Tiga epoch itu sedikit. Jumlah itu cukup karena laju pembelajarannya tidak
# tetap: *kecil* di awal, selagi bobotnya masih acak dan langkah panjang akan
# melemparkannya ke mana-mana; *besar* di tengah, agar jauh melangkah dengan
# sedikit langkah; dan *kecil* lagi di akhir, agar berhenti di dasar lembah,
# bukan melompatinya. Gagasan ini dari Smith (2018, "A disciplined approach to
# neural network hyper-parameters"). Di sampingnya, garis putus-putus, laju
# tetap 0,001 yang dipakai Adam bila Anda tidak menyebut apa-apa.
# **Tebak dulu:** di epoch mana puncaknya?

# %%
cycle = mh.OneCycle(peak, steps)
rates = pd.DataFrame({"OneCycle": np.array(cycle(np.arange(steps)))})
rates["Adam()"] = 0.001
mh.show(mh.train.plot_learning_rates(rates.to_dict("list")))

# %%
places = [0, 190, 380, 422, 844, 1265]
table = rates.loc[places, ["OneCycle"]].round(6)
table.assign(epoch=[1 + step // 422 for step in places])

# %% [markdown] lang="en"
# It rises from 0 to 0.01, ten times Adam's usual rate, within the first
# epoch (the first 30 % of the steps), then falls along half a cosine to almost
# 0 in the last step. Does it pay? A short trial on 5,000 images, three epochs
# each, the same start; one run each, so only a first impression:

# %% [markdown] lang="id"
# Lajunya naik dari 0 ke 0,01, sepuluh kali laju bawaan Adam, dalam epoch
# pertama (30 % pertama dari seluruh langkah), lalu turun mengikuti setengah
# kosinus sampai hampir 0 di langkah terakhir. Apakah ada gunanya? Percobaan
# singkat dengan 5.000 citra, masing-masing tiga epoch, titik awal yang sama;
# masing-masing satu kali saja, jadi baru kesan pertama:


# %%
def compiled_cnn(rate, seed=7):
    keras.utils.set_random_seed(seed)
    model = mh.build_cnn()
    loss = "sparse_categorical_crossentropy"
    model.compile(keras.optimizers.Adam(rate), loss, metrics=["accuracy"])
    return model


# %%
x_5000, y_5000, trial = x_train[:5000], y_train[:5000], {}
how = {"epochs": 3, "batch_size": 64, "verbose": 0}
for name, rate in {
    "0.001": 0.001,
    "0.01": peak,
    "OneCycle(0.01)": mh.OneCycle(peak, 3 * 79),
}.items():
    tried = compiled_cnn(rate)
    tried.fit(x_5000, y_5000, **how)
    trial[name] = tried.evaluate(x_val, y_val, batch_size=1000, verbose=0)
pd.DataFrame(trial, index=["val_loss", "val_accuracy"]).T.round(4)

# %% [markdown] lang="en"
# The one-cycle rate has the lowest validation loss. Its peak as a *constant*
# rate stays behind: small steps at both ends make the difference.
#
# ## `fit`: the course's recipe
#
# Now all 54,000 images: `epochs, batch_size, peak = 3, 128, 0.01`. This cell
# is the recipe to copy, from the seed to the trained model. One argument of
# `compile` is new: with `steps_per_execution=8` TensorFlow takes eight steps
# in a row before it comes back to Python. The steps are the same ones; only
# the time between them is saved. While it runs, you see a bar with the time
# left, which moves on by eight batches at a time, and a plot that grows with
# each epoch. (The bar needs a running kernel; in the stored notebook only the
# plot is left.) `validation_data` are judged after each epoch; nothing is
# learnt from them. **Predict:** the validation accuracy after one epoch, and after three?

# %% [markdown] lang="id"
# Laju satu siklus mencapai kerugian validasi terendah. Puncaknya sebagai laju
# *tetap* tertinggal jauh: awal dan akhir yang kecil itulah yang membedakan.
#
# ## `fit`: resep kursus ini
#
# Sekarang semua 54.000 citra: `epochs, batch_size, peak = 3, 128, 0.01`. Sel
# ini resep yang dapat Anda salin, dari seed sampai model terlatih. Satu
# argumen `compile` masih baru: dengan `steps_per_execution=8` TensorFlow
# mengerjakan delapan langkah berturut-turut sebelum kembali ke Python.
# Langkah-langkahnya tetap sama; yang dihemat hanya waktu di antaranya. Selama
# pelatihan Anda melihat bilah kemajuan dengan sisa waktu, yang maju delapan
# batch sekaligus, dan grafik yang bertambah di tiap epoch. (Bilah itu memerlukan kernel yang berjalan; di
# notebook yang tersimpan hanya grafiknya yang tersisa.) `validation_data`
# dinilai setelah tiap epoch; model tidak belajar apa pun darinya.
# **Tebak dulu:** berapa akurasi validasi setelah satu epoch, dan setelah tiga?

# %%
keras.utils.set_random_seed(7)
model = mh.build_cnn()
model.compile(
    optimizer=keras.optimizers.Adam(mh.OneCycle(peak, steps)),
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
    steps_per_execution=8,
)
how = {"epochs": epochs, "batch_size": batch_size, "verbose": 0}
how["validation_data"] = x_val, y_val
bar, live = mh.TrainingBar(), mh.LivePlot()
start = time.perf_counter()
history = model.fit(x_train, y_train, callbacks=[bar, live], **how)
seconds = time.perf_counter() - start

# %%
mh.show(live.figure)

# %% [markdown] lang="en"
# `fit` returns a `History`. Its `history` is a dict of lists, one number for
# each epoch, and so a table:

# %% [markdown] lang="id"
# `fit` mengembalikan sebuah `History`. Isinya, `history`, adalah dict berisi
# list dengan satu bilangan untuk tiap epoch, jadi sebuah tabel:

# %%
index = pd.RangeIndex(1, epochs + 1, name="epoch")
pd.DataFrame(history.history, index=index).round(4)

# %%
y_pred = model.predict(x_val, verbose=0).argmax(axis=1)
validation_accuracy = mh.accuracy_interval(y_val, y_pred)
mh.record_result("validation_accuracy", validation_accuracy)
print(validation_accuracy)

# %% [markdown] lang="en"
# The accuracy on the 6,000 validation images with its 95 % interval. The test
# set stays sealed until lesson 12.
#
# ## Two curves, read together
#
# | training loss | validation loss | it means |
# |---|---|---|
# | falls | falls | still learning: go on |
# | high, hardly falls | high, hardly falls | too simple a model, or a bad learning rate |
# | falls | rises | **overfitting**: learning by heart |
#
# One thing looks wrong in epoch 1 of the table: the validation accuracy is
# *above* the training accuracy, as if the model knew unseen images better.
# The training figure is the mean over all steps of the epoch, from the first,
# untrained one on; the validation figure is measured at the end.
# **Predict:** one epoch on 10,000 images, and then the *same* images judged
# once more, with the weights at the end. Higher or lower?

# %% [markdown] lang="id"
# Itulah akurasi pada 6.000 citra validasi dengan selang kepercayaan 95 %. Data
# uji tetap disegel sampai pelajaran 12.
#
# ## Dua kurva, dibaca bersama
#
# | kerugian pelatihan | kerugian validasi | artinya |
# |---|---|---|
# | turun | turun | masih belajar: teruskan |
# | tinggi, hampir tidak turun | tinggi, hampir tidak turun | model terlalu sederhana, atau laju pembelajaran kurang tepat |
# | turun | naik | **overfitting**: menghafal |
#
# Satu hal tampak janggal di epoch 1 pada tabel: akurasi validasi *di atas*
# akurasi pelatihan, seolah-olah model lebih mengenal citra yang belum pernah
# dilihatnya. Angka pelatihan adalah rata-rata seluruh langkah dalam epoch itu,
# sejak langkah pertama saat model belum terlatih; angka validasi diukur di
# akhir. **Tebak dulu:** satu epoch dengan 10.000 citra, lalu citra yang *sama*
# dinilai sekali lagi dengan bobot di akhir. Lebih tinggi atau lebih rendah?

# %%
short = compiled_cnn(0.001)
x_10000, y_10000 = x_train[:10000], y_train[:10000]
how = {"batch_size": 256, "verbose": 0}
mean = short.fit(x_10000, y_10000, **how).history["accuracy"][0]
end = short.evaluate(x_10000, y_10000, **how)[1]
validation = short.evaluate(x_val, y_val, **how)[1]
print(f"{mean:.4f} {end:.4f} {validation:.4f}")

# %% [markdown] lang="en"
# First the mean that `fit` reports, then the same images at the end, then the
# validation images at the end. Measured at the same moment, the strange lead
# is gone, or nearly so.
#
# ## Overfitting, made on purpose
#
# First the question:

# %% [markdown] lang="id"
# Pertama rata-rata yang dilaporkan `fit`, lalu citra yang sama di akhir, lalu
# citra validasi di akhir. Diukur pada saat yang sama, keunggulan yang janggal
# itu hilang, atau hampir hilang.
#
# ## Overfitting yang disengaja
#
# Pertanyaannya dulu:

# %%
mh.quiz("validation_rises")

# %% [markdown] lang="en"
# Now see it. Only 500 images, 40 epochs, a constant rate. That is 400 steps,
# and the model meets each image 40 times. To save time the first 2,000
# validation images judge here. **Predict** both loss curves.

# %% [markdown] lang="id"
# Sekarang lihatlah. Hanya 500 citra, 40 epoch, laju tetap. Itu berarti 400
# langkah, dan model menjumpai tiap citra 40 kali. Agar hemat waktu, yang
# menilai di sini 2.000 citra validasi pertama. **Tebak dulu** kedua kurva
# kerugiannya.

# %%
x_few, y_few = x_train[:500], y_train[:500]
x_judge, y_judge = x_val[:2000], y_val[:2000]
small = {"batch_size": 50, "verbose": 0}
judge = {"validation_data": (x_judge, y_judge), "validation_batch_size": 1000}
overfit, live_500 = compiled_cnn(0.001), mh.LivePlot()
logs = overfit.fit(
    x_few, y_few, epochs=40, callbacks=[live_500], **small, **judge
).history

# %%
mh.show(live_500.figure)

# %%
index = pd.RangeIndex(1, 41, name="epoch")
curves = pd.DataFrame(logs, index=index)
curves.loc[[1, 5, 10, 20, 30, 40]].round(4)

# %% [markdown] lang="en"
# The end of the loss curves once more, with its own axis, from epoch 8 on:

# %% [markdown] lang="id"
# Ujung kedua kurva kerugian sekali lagi, dengan sumbunya sendiri, mulai epoch
# 8:

# %%
late = {name: curves[name].loc[8:].tolist() for name in ("loss", "val_loss")}
mh.show(mh.plot_losses(late, first_epoch=8))

# %% [markdown] lang="en"
# The training loss goes down to almost nothing: 500 images can be learnt by
# heart. The validation loss falls at first, then *rises*. Look at the
# validation accuracy, too: it hardly moves any more. So the model does not
# make many more mistakes; it grows *surer* of the mistakes that it makes, and
# that is what cross-entropy punishes.
#
# ## The cure, step by step
#
# Three cures, each with at most the same 400 steps, judged on validation data:
#
# 1. **stop in time**: `EarlyStopping` waits `patience` epochs for a lower
#    validation loss, then stops; with `restore_best_weights` it goes back to
#    the best epoch;
# 2. **augmentation**: nine changed copies of each of the 500 images (lesson
#    06), four epochs;
# 3. **more data**: 5,000 real images, four epochs.
#
# **Predict** the order, by validation loss.

# %% [markdown] lang="id"
# Kerugian pelatihan turun sampai hampir nol: 500 citra dapat dihafal. Kerugian
# validasi mula-mula turun, lalu *naik*. Lihat juga akurasi validasi: hampir
# tidak bergerak lagi. Jadi, kesalahan model tidak bertambah banyak; model
# makin *yakin* pada kesalahannya, dan itulah yang dihukum oleh entropi silang
# (cross-entropy).
#
# ## Obatnya, langkah demi langkah
#
# Tiga obat, masing-masing paling banyak 400 langkah yang sama, dinilai dengan
# data validasi:
#
# 1. **berhenti pada waktunya**: `EarlyStopping` menunggu kerugian validasi
#    yang lebih rendah selama `patience` epoch, lalu berhenti; dengan
#    `restore_best_weights` ia kembali ke epoch terbaik;
# 2. **augmentasi**: sembilan salinan yang diubah dari tiap citra dari 500 itu
#    (pelajaran 06), empat epoch;
# 3. **data lebih banyak**: 5.000 citra asli, empat epoch.
#
# **Tebak dulu** urutannya menurut kerugian validasi.

# %%
stopper = keras.callbacks.EarlyStopping(
    monitor="val_loss", patience=5, restore_best_weights=True
)
best_file = folder / "best.weights.h5"
saver = keras.callbacks.ModelCheckpoint(
    best_file, save_best_only=True, save_weights_only=True
)
stopped = compiled_cnn(0.001)
both = [stopper, saver]
run = stopped.fit(x_few, y_few, epochs=40, callbacks=both, **small, **judge)
stop_losses = run.history["val_loss"]
print(len(stop_losses), 1 + int(np.argmin(stop_losses)))

# %%
augmented = compiled_cnn(0.001)
x_more, y_more = mh.augment_dataset(x_few, y_few, mh.Augmentation(), copies=9)
augmented.fit(x_more, y_more, epochs=4, **small)
more_data = compiled_cnn(0.001)
more_data.fit(x_5000, y_5000, epochs=4, **small)
len(x_more)

# %%
arms = {"500": overfit, "500, EarlyStopping": stopped}
arms |= {"500 + 4500 augmented": augmented, "5000": more_data}
quiet = {"batch_size": 1000, "verbose": 0}
rows = {}
for name, arm in arms.items():
    rows[name] = arm.evaluate(x_judge, y_judge, **quiet)
    rows[name] += [int(arm.optimizer.iterations)]
columns = ["val_loss", "val_accuracy", "steps"]
pd.DataFrame(rows, index=columns).T.round(4).astype({"steps": int})

# %% [markdown] lang="en"
# (Under the first cell: the epochs that it ran, and the best of them.) One run
# each, but the differences are large. Stopping in time lowers the
# loss and saves steps; the accuracy stays about where it was, since the model
# still knows only 500 images. Augmentation helps more, with the same 500
# images. Most of all help more *real* images: a changed copy is not a new
# handwriting.
#
# ## `ModelCheckpoint`: the best epoch on disk
#
# The run with `EarlyStopping` had a second callback, `ModelCheckpoint`. With
# `save_best_only` it writes the weights whenever the validation loss is lower
# than ever before. What `EarlyStopping` keeps in memory is gone with the
# kernel; a file stays. **Predict:** a new model with the weights of the file:
# which loss has it, that of the last epoch or the lowest?

# %% [markdown] lang="id"
# (Di bawah sel pertama: banyaknya epoch yang dijalani, dan yang terbaik.)
# Masing-masing satu kali saja, tetapi selisihnya besar. Berhenti pada waktunya
# menurunkan kerugian dan menghemat langkah; akurasinya kira-kira tetap, karena
# model tetap hanya mengenal 500 citra. Augmentasi lebih membantu, dengan 500
# citra yang sama. Paling membantu adalah lebih banyak citra *asli*: salinan
# yang diubah bukanlah tulisan tangan baru.
#
# ## `ModelCheckpoint`: epoch terbaik di disk
#
# Pelatihan dengan `EarlyStopping` tadi memiliki callback kedua,
# `ModelCheckpoint`. Dengan `save_best_only`, bobot ditulis setiap kali
# kerugian validasi lebih rendah daripada semua sebelumnya. Yang disimpan
# `EarlyStopping` di memori hilang bersama kernel; sebuah berkas tetap ada.
# **Tebak dulu:** model baru dengan bobot dari berkas itu: kerugiannya sama
# dengan epoch terakhir atau dengan yang terendah?

# %%
from_file = mh.build_cnn()
from_file.load_weights(best_file)
loss = float(loss_function(y_judge, from_file.predict(x_judge, **quiet)))
print(f"{loss:.4f} {stop_losses[-1]:.4f} {min(stop_losses):.4f}")

# %% [markdown] lang="en"
# From the file; the last epoch; the lowest: the file holds the best epoch.
#
# ## Stop the kernel, and resume
#
# A training of hours must survive a closed lid. A `.keras` file holds all that
# is needed to go on: the architecture, the weights *and* the optimizer with
# its step count, so that the one-cycle rate goes on where it stood. We train
# three epochs of 20 steps twice: once unbroken, once interrupted in step 25 by
# a `KeyboardInterrupt`, which is what the stop button sends.

# %% [markdown] lang="id"
# Dari berkas; epoch terakhir; yang terendah: berkas itu berisi epoch terbaik.
#
# ## Hentikan kernel, lalu lanjutkan
#
# Pelatihan berjam-jam harus selamat walaupun laptop tertutup. Berkas `.keras`
# memuat semua yang diperlukan untuk melanjutkan: arsitektur, bobot, *dan*
# optimizer dengan hitungan langkahnya, sehingga laju satu siklus berlanjut
# dari tempatnya semula. Kita melatih tiga epoch berisi 20 langkah dua kali:
# sekali tanpa terputus, sekali diputus di langkah 25 oleh
# `KeyboardInterrupt`, yaitu yang dikirim tombol stop.

# %%
# NBVAL_CHECK_OUTPUT
plan = {"epochs": 3, "batch_size": 250, "shuffle": False, "verbose": 0}
unbroken = compiled_cnn(mh.OneCycle(peak, 60))
unbroken.fit(x_5000, y_5000, **plan)
int(unbroken.optimizer.iterations)


# %%
# NBVAL_CHECK_OUTPUT
class StopButton(keras.callbacks.Callback):
    def on_train_batch_end(self, batch, logs=None):
        if int(self.model.optimizer.iterations) == 25:
            raise KeyboardInterrupt


file = folder / "epoch.keras"
broken = compiled_cnn(mh.OneCycle(peak, 60))
callbacks = [keras.callbacks.ModelCheckpoint(file), StopButton()]
try:
    broken.fit(x_5000, y_5000, callbacks=callbacks, **plan)
except KeyboardInterrupt:
    print(int(broken.optimizer.iterations))

# %% [markdown] lang="en"
# 25 steps done, the last whole epoch, 20 steps, is on disk. Imagine that the
# kernel is gone. A new model object comes from the file; `initial_epoch` says
# how many epochs are done. **Predict:** with how many steps will it end?

# %% [markdown] lang="id"
# 25 langkah selesai; epoch utuh terakhir, 20 langkah, ada di disk. Bayangkan
# kernelnya sudah mati. Objek model baru dibuat dari berkas; `initial_epoch`
# menyatakan berapa epoch yang sudah selesai. **Tebak dulu:** dengan berapa
# langkah pelatihan berakhir?

# %%
# NBVAL_CHECK_OUTPUT
resumed = keras.models.load_model(file)
at_start = int(resumed.optimizer.iterations)
done = at_start // 20
resumed.fit(x_5000, y_5000, initial_epoch=done, **plan)
print(at_start, done, int(resumed.optimizer.iterations))

# %%
pairs = zip(unbroken.get_weights(), resumed.get_weights())
max(float(np.abs(one - other).max()) for one, other in pairs)

# %% [markdown] lang="en"
# 60 steps, as without the interruption, and the line below is the largest
# difference between any two weights: none, or no more than rounding. (That
# works so exactly because `shuffle=False` gives both the same order.) Five
# steps of epoch 2 were done twice; that is all that the interruption cost.
# `keras.callbacks.BackupAndRestore(folder)` does the same by itself.
#
# ## Save the weights
#
# The trained model of the recipe. **Predict:** do saved and loaded weights
# give *equal* answers, or nearly equal ones?

# %% [markdown] lang="id"
# 60 langkah, seperti tanpa terputus, dan baris di bawahnya adalah selisih
# terbesar antara dua bobot yang sepadan: tidak ada, atau hanya pembulatan.
# (Hasilnya setepat itu karena `shuffle=False` memberi keduanya urutan yang
# sama.) Lima langkah epoch 2 dikerjakan dua kali; hanya itu kerugian akibat
# terputus. `keras.callbacks.BackupAndRestore(folder)` mengerjakan hal yang
# sama secara otomatis.
#
# ## Simpan bobotnya
#
# Model terlatih dari resep tadi. **Tebak dulu:** apakah bobot yang disimpan
# lalu dimuat memberi jawaban yang *sama persis*, atau hampir sama?

# %%
# NBVAL_CHECK_OUTPUT
weights_file = folder / "cnn.weights.h5"
model.save_weights(weights_file)
loaded = mh.build_cnn()
loaded.load_weights(weights_file)
answers = [one.predict(x_val, verbose=0) for one in (model, loaded)]
bool(np.array_equal(*answers))

# %% [markdown] lang="en"
# Equal to the last bit. `.weights.h5` holds the weights only, so you need
# `build_cnn` beside it; `.keras` holds everything. Lesson 12 does not need
# your file: it trains its own model.
#
# ## Misconception: "each `fit` starts anew"
#
# Someone wants to know how good a model is after one epoch, and calls `fit`
# with `epochs=1` three times, "to see how much chance there is in it". Below,
# the loss of each call: with the *same* model, and with a *new* one each time,
# from another seed.
# **Predict** both columns.

# %% [markdown] lang="id"
# Sama sampai bit terakhir. `.weights.h5` hanya memuat bobot, jadi Anda
# memerlukan `build_cnn` di sampingnya; `.keras` memuat semuanya. Pelajaran 12
# tidak memerlukan berkas Anda: pelajaran itu melatih modelnya sendiri.
#
# ## Salah paham: "setiap `fit` mulai dari awal"
#
# Seseorang ingin tahu sebagus apa sebuah model setelah satu epoch, lalu
# memanggil `fit` dengan `epochs=1` tiga kali, "untuk melihat seberapa besar
# peran kebetulan". Di bawah ini kerugian tiap panggilan: dengan model yang
# *sama*, dan dengan model *baru* setiap kali, dari seed yang lain.
# **Tebak dulu** kedua kolomnya.


# %%
def first_loss(model):
    how = {"epochs": 1, "batch_size": 100, "verbose": 0}
    return model.fit(x_5000, y_5000, **how).history["loss"][0]


same = compiled_cnn(0.001)
calls = [(first_loss(same), int(same.optimizer.iterations)) for _ in range(3)]
table = pd.DataFrame(calls, columns=["same", "steps"], index=[1, 2, 3])
table["new"] = [first_loss(compiled_cnn(0.001, seed)) for seed in (7, 8, 9)]
table.round(4)

# %% [markdown] lang="en"
# Left: the second call begins where the first one ended, and the steps go on
# counting: 50, 100, 150. These are not three trials but *one* training of
# three epochs. Right: a new model each time, and the loss is that of a first
# epoch each time; how far the three differ is what chance does. So whoever
# tries two settings one after the other on the same model gives the second
# one a start that is not fair.
#
# With the one-cycle rate there is a second trap. **Predict:** the recipe's
# model has done its 1,266 steps. What does one more epoch change?

# %% [markdown] lang="id"
# Kiri: panggilan kedua mulai dari tempat panggilan pertama berakhir, dan
# langkahnya terus dihitung: 50, 100, 150. Ini bukan tiga percobaan, melainkan
# *satu* pelatihan sepanjang tiga epoch. Kanan: model baru setiap kali, dan
# kerugiannya setiap kali seperti epoch pertama; selisih ketiganya itulah peran
# kebetulan. Jadi, siapa pun yang mencoba
# dua pengaturan berturut-turut pada model yang sama memberi pengaturan kedua
# titik awal yang tidak adil.
#
# Dengan laju satu siklus ada jebakan kedua. **Tebak dulu:** model dari resep
# tadi sudah menjalani 1.266 langkahnya. Apa yang diubah oleh satu epoch lagi?

# %%
# NBVAL_CHECK_OUTPUT
again = compiled_cnn(mh.OneCycle(peak, 50))
first_loss(again)
old = again.get_weights()
first_loss(again)
pairs = zip(old, again.get_weights())
all(np.allclose(one, other, atol=1e-6) for one, other in pairs)

# %% [markdown] lang="en"
# Nothing (tried here on a small training of 50 steps): at its end the cycle's
# rate is 0, and it stays there. To train longer, say so *before*: a new model,
# and a cycle with more steps.

# %% [markdown] lang="id"
# Tidak ada (dicoba di sini dengan pelatihan kecil berisi 50 langkah): di ujung
# siklus lajunya 0, dan tetap di sana. Untuk melatih lebih lama, tentukan
# *sebelumnya*: model baru, dan siklus dengan lebih banyak langkah.

# %% [markdown] lang="en"
# ## Exercise 1: how many steps?
#
# 54,000 images, batches of 256, 5 epochs. How many steps does the optimizer
# take?

# %% [markdown] lang="id"
# ## Latihan 1: berapa langkah?
#
# 54.000 citra, batch berisi 256, 5 epoch. Berapa langkah yang diambil
# optimizer?

# %%
training_steps = ...

# %%
mh.check_training_steps(training_steps)

# %% [markdown] lang="en"
# <details><summary>Solution</summary>
#
# ```python
# training_steps = 5 * -(-54000 // 256)  # 5 * 211 = 1055
# ```
#
# 210 full batches and a smaller one in each epoch.
# </details>

# %% [markdown] lang="id"
# <details><summary>Jawaban</summary>
#
# ```python
# training_steps = 5 * -(-54000 // 256)  # 5 * 211 = 1055
# ```
#
# 210 batch penuh dan satu batch yang lebih kecil di tiap epoch.
# </details>

# %% [markdown] lang="en"
# ## Exercise 2: where is the peak?
#
# In which step is `OneCycle(0.01, 2000, warm_up=0.25)` largest?

# %% [markdown] lang="id"
# ## Latihan 2: di mana puncaknya?
#
# Di langkah ke berapa `OneCycle(0.01, 2000, warm_up=0.25)` paling besar?

# %%
peak_step = ...

# %%
mh.check_peak_step(peak_step)

# %% [markdown] lang="en"
# <details><summary>Solution</summary>
#
# ```python
# peak_step = 0.25 * 2000  # 500
# ```
#
# Or let the computer look:
# `int(np.argmax(OneCycle(0.01, 2000, warm_up=0.25)(np.arange(2000))))`.
# </details>

# %% [markdown] lang="id"
# <details><summary>Jawaban</summary>
#
# ```python
# peak_step = 0.25 * 2000  # 500
# ```
#
# Atau biarkan komputer mencarinya:
# `int(np.argmax(OneCycle(0.01, 2000, warm_up=0.25)(np.arange(2000))))`.
# </details>

# %% [markdown] lang="en"
# ## Exercise 3: when does it stop?
#
# The validation losses of ten epochs would be 0.30, 0.22, 0.18, 0.19, 0.17,
# 0.20, 0.18, 0.19, 0.15, 0.14. With
# `EarlyStopping(patience=3, restore_best_weights=True)`: after which epoch
# does training stop, and to which does it go back? Give both as
# `(stops_after, goes_back_to)`, counted from 1.

# %% [markdown] lang="id"
# ## Latihan 3: kapan berhenti?
#
# Kerugian validasi sepuluh epoch seandainya 0,30; 0,22; 0,18; 0,19; 0,17;
# 0,20; 0,18; 0,19; 0,15; 0,14. Dengan
# `EarlyStopping(patience=3, restore_best_weights=True)`: setelah epoch berapa
# pelatihan berhenti, dan ke epoch berapa bobotnya kembali? Tuliskan keduanya
# sebagai `(berhenti_setelah, kembali_ke)`, dihitung dari 1.

# %%
stop_and_best = ...

# %%
mh.check_early_stopping(stop_and_best)

# %% [markdown] lang="en"
# <details><summary>Solution</summary>
#
# ```python
# stop_and_best = (8, 5)
# ```
#
# Epoch 5 is the lowest so far; 6, 7 and 8 are not lower, so it stops after 8.
# The 0.14 of epoch 10 is never seen: that is the price of a small `patience`.
# </details>

# %% [markdown] lang="id"
# <details><summary>Jawaban</summary>
#
# ```python
# stop_and_best = (8, 5)
# ```
#
# Epoch 5 yang terendah sejauh itu; epoch 6, 7, dan 8 tidak lebih rendah, jadi
# pelatihan berhenti setelah epoch 8. Nilai 0,14 di epoch 10 tidak pernah
# terlihat: itulah harga `patience` yang kecil.
# </details>

# %% [markdown] lang="en"
# ## Into chapter 3: the training settings
#
# The table that chapter 3 asks for, from the run above. The seconds are those
# of the machine that ran the lesson; state yours, with your hardware (lesson
# 07).

# %% [markdown] lang="id"
# ## Untuk Bab 3: pengaturan pelatihan
#
# Tabel yang diminta Bab 3, dari pelatihan di atas. Detiknya berasal dari mesin
# yang menjalankan pelajaran ini; tuliskan milik Anda, beserta perangkat
# kerasnya (pelajaran 07).

# %%
settings = {
    "optimizer": type(model.optimizer).__name__,
    "loss": model.loss,
    "batch_size": batch_size,
    "epochs": epochs,
    "learning_rate": f"OneCycle(peak={peak})",
    "steps": steps,
    "seconds": round(seconds),
}
pd.Series(settings).astype(str).to_frame("CNN")

# %% [markdown] lang="en"
# ## Summary
#
# - A step: gradient of one batch, then all weights and biases move. An epoch:
#   all batches once, 422 steps here. `fit` repeats that.
# - The one-cycle rate goes small, large, small, and is made for a fixed number
#   of steps.
# - Read both curves together. When the validation loss rises while the
#   training loss falls, stop and go back to the best epoch.
# - More data, augmentation and stopping in time help against overfitting; see
#   it on validation data.
# - `fit` goes on with the weights that are there. For a new trial, build a new
#   model.
#
# | English | Indonesian |
# |---|---|
# | training | pelatihan |
# | step | langkah |
# | epoch | epoch |
# | batch | batch |
# | learning rate | laju pembelajaran (learning rate) |
# | training loss, validation loss | kerugian pelatihan, kerugian validasi |
# | overfitting | overfitting |
# | early stopping | penghentian dini (early stopping) |
# | checkpoint | titik simpan (checkpoint) |
#
# **Into chapter 3:** the table of training settings, the figure of the two
# curves and its sentence, the validation accuracy with its interval.
#
# **Next:** [12 evaluate](12_evaluate.ipynb)

# %% [markdown] lang="id"
# ## Ringkasan
#
# - Satu langkah: gradien dari satu batch, lalu semua bobot dan bias bergerak.
#   Satu epoch: semua batch satu kali, di sini 422 langkah. `fit`
#   mengulanginya.
# - Laju satu siklus kecil, besar, lalu kecil lagi, dan dibuat untuk banyaknya
#   langkah yang tertentu.
# - Baca kedua kurva bersama. Bila kerugian validasi naik sementara kerugian
#   pelatihan turun, berhentilah dan kembali ke epoch terbaik.
# - Data lebih banyak, augmentasi, dan berhenti pada waktunya membantu melawan
#   overfitting; periksalah dengan data validasi.
# - `fit` melanjutkan dari bobot yang ada. Untuk percobaan baru, buatlah model
#   baru.
#
# | Inggris | Indonesia |
# |---|---|
# | training | pelatihan |
# | step | langkah |
# | epoch | epoch |
# | batch | batch |
# | learning rate | laju pembelajaran (learning rate) |
# | training loss, validation loss | kerugian pelatihan, kerugian validasi |
# | overfitting | overfitting |
# | early stopping | penghentian dini (early stopping) |
# | checkpoint | titik simpan (checkpoint) |
#
# **Untuk Bab 3:** tabel pengaturan pelatihan, gambar kedua kurva beserta
# kalimatnya, akurasi validasi dengan selang kepercayaannya.
#
# **Berikutnya:** [12 evaluate](12_evaluate.ipynb)
