# %% [markdown] lang="en"
# # 11 · Train
#
# {{head}}
#
# The seed's words: "In this step the CNN model is trained with the training
# set. Training involves computing the gradient, adjusting the weights and
# biases, and repeating this until the weights are optimal."
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
# {{head}}
#
# Bunyi langkah ini: "Pada tahap ini, model CNN akan dilatih menggunakan set
# pelatihan. Proses pelatihan ini melibatkan perhitungan gradien, penyesuaian
# bobot (weights) dan bias, serta iterasi berulang untuk mencapai bobot yang
# optimal."
#
# Anda akan mempelajari
# - apa yang terjadi dalam satu langkah dan dalam satu epoch,
# - cara membaca kedua kurva, dan kapan berhenti,
# - cara menyimpan, menghentikan, dan melanjutkan, serta akibat `fit` kedua.
#
# **Prasyarat:** [10 initialize_model](10_initialize_model.ipynb).

# %%
import math
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
# its work on paper. **Predict:** does the loss of this batch fall?

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
# rate) 0,1 supaya hasilnya dapat Anda periksa secara manual. **Tebak dulu:**
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
stepped, sgd = mh.build_cnn(), keras.optimizers.SGD(0.1)
old_weights = stepped.get_weights()
x_256, y_256 = x_train[:256], y_train[:256]
before, gradients = take_step(stepped, sgd, x_256, y_256)
after = float(loss_function(y_256, stepped(x_256)))
print(f"{before:.4f} -> {after:.4f}")

# %% [markdown] lang="en"
# Lower. And what moved? The first weight and the first bias of each of the
# four layers that have any: `after = before - 0.1 * gradient`, in every row.
# (The table rounds; the line below it compares all the decimals.)

# %% [markdown] lang="id"
# Turun. Lalu apa yang bergerak? Inilah bobot pertama dan bias pertama dari
# tiap lapisan yang memilikinya (empat lapisan): di setiap baris berlaku
# `after = before - 0.1 * gradient`. (Tabel itu membulatkan; baris di bawahnya
# membandingkan semua desimalnya.)

# %%
moved = {
    "before": [weight.flat[0] for weight in old_weights],
    "gradient": [gradient.numpy().flat[0] for gradient in gradients],
    "after": [weight.flat[0] for weight in stepped.get_weights()],
}
names = [weight.path for weight in stepped.trainable_variables]
moves = pd.DataFrame(moved, index=names)
moves

# %%
# NBVAL_CHECK_OUTPUT
expected = moves["before"] - 0.1 * moves["gradient"]
print(np.allclose(expected, moves["after"], atol=1e-6))

# %% [markdown] lang="en"
# ### Repeat
#
# The same from the start for 26 batches, so 26 steps. Each sees *other*
# images. **Predict:** does the loss fall in every single step?

# %% [markdown] lang="id"
# ### Ulangi
#
# Hal yang sama dari awal untuk 26 batch, jadi 26 langkah. Tiap langkah
# melihat citra yang *lain*. **Tebak dulu:** apakah kerugiannya turun di setiap
# langkah?

# %%
keras.utils.set_random_seed(7)
by_hand, losses = mh.build_cnn(), []
sgd_by_hand = keras.optimizers.SGD(0.1)
for first in range(0, 26 * 256, 256):
    images, labels = x_train[first : first + 256], y_train[first : first + 256]
    loss, _gradients = take_step(by_hand, sgd_by_hand, images, labels)
    losses.append(loss)
print(np.round(losses, 2))

# %%
# NBVAL_CHECK_OUTPUT
changes = np.diff(losses)
print(min(losses) < losses[0] - 0.5, min(changes) < 0 < max(changes))

# %% [markdown] lang="en"
# It falls far below where it began, but not in every step, and now and then it
# jumps up again: a step may be too long, and each batch holds other images. So
# the loss of one batch is not the loss of the model.
#
# `fit` does exactly this loop. The same start, the same 26 batches in the
# same order (`shuffle=False`):

# %% [markdown] lang="id"
# Kerugiannya turun jauh di bawah semula, tetapi tidak di setiap langkah, dan
# sesekali melonjak lagi: sebuah langkah bisa terlalu panjang, dan tiap batch
# berisi citra lain. Jadi, kerugian satu batch bukanlah kerugian model.
#
# `fit` mengerjakan perulangan yang persis sama. Titik awal yang sama, 26 batch
# yang sama dengan urutan yang sama (`shuffle=False`):

# %%
# NBVAL_CHECK_OUTPUT
x_26, y_26 = x_train[: 26 * 256], y_train[: 26 * 256]
keras.utils.set_random_seed(7)
by_fit = mh.build_cnn()
by_fit.compile(keras.optimizers.SGD(0.1), loss_function, metrics=["accuracy"])
log = by_fit.fit(x_26, y_26, batch_size=256, shuffle=False, verbose=0).history
pairs = zip(by_hand.get_weights(), by_fit.get_weights())
all(np.allclose(one, other, atol=1e-3) for one, other in pairs)

# %% [markdown] lang="en"
# Without `shuffle=False` Keras mixes the images before each epoch. But after
# `keras.utils.set_random_seed`, `fit` on arrays mixes them only once, and each
# epoch has the same order (TensorFlow issue 35682). Lesson 08's pipeline,
# `dataset.shuffle(...)`, gives each epoch a new one.
#
# ## An epoch
#
# One **epoch** is one walk through all training images. **Predict:** how many
# steps is that with 54,000 images in batches of 128?

# %% [markdown] lang="id"
# Tanpa `shuffle=False`, Keras mengacak urutan citra sebelum tiap epoch. Namun,
# setelah `keras.utils.set_random_seed`, `fit` dengan array hanya mengacaknya
# sekali, dan urutan tiap epoch sama (TensorFlow issue 35682). Pipeline dari
# pelajaran 08, `dataset.shuffle(...)`, memberi urutan baru pada tiap epoch.
#
# ## Satu epoch
#
# Satu **epoch** adalah satu kali menyusuri seluruh data latih. **Tebak dulu:**
# berapa langkah itu untuk 54.000 citra dalam batch berisi 128?

# %%
# NBVAL_CHECK_OUTPUT
epochs, batch_size, peak = 3, 128, 0.01
full, rest = divmod(len(x_train), batch_size)
steps_per_epoch = math.ceil(len(x_train) / batch_size)
steps = epochs * steps_per_epoch
print(full, rest, steps_per_epoch, steps)

# %% [markdown] lang="en"
# 421 full batches and a last one of 112 images: 422 steps (`math.ceil` rounds
# up). Our training has three epochs: 1,266 steps.
#
# ## The one-cycle learning rate
#
# Three epochs are few. They suffice because the learning rate changes: it
# starts *small*, while the weights are still random and a long step would
# change them too far; grows *large*, to get far in few steps; and ends
# *small*, to come to rest at the bottom of the valley instead of jumping
# across it. Written out:
#
# $$\text{rate}(t) = \begin{cases} \text{peak} \cdot t / r & t < r \\
# \text{peak} \cdot \frac{1}{2}\left(1 + \cos \pi \frac{t - r}{T - r}\right)
# & t \ge r \end{cases}$$
#
# with $t$ the step, $T$ all steps and $r = 0.3\,T$ those of the rise. The idea
# is Smith's (2018, "A disciplined approach to neural network
# hyper-parameters"). Beside it, dashed, the constant rate 0.001 that Adam has
# when you say nothing. **Predict:** in which epoch is the peak?

# %% [markdown] lang="id"
# 421 batch penuh dan satu batch terakhir berisi 112 citra: 422 langkah
# (`math.ceil` membulatkan ke atas). Pelatihan kita tiga epoch: 1.266 langkah.
#
# ## Laju pembelajaran satu siklus (one-cycle)
#
# Tiga epoch itu sedikit. Jumlah itu cukup karena laju pembelajarannya tidak
# tetap: *kecil* di awal, selagi bobotnya masih acak dan langkah panjang akan
# mengubahnya terlalu jauh; *besar* di tengah, agar jauh melangkah dengan
# sedikit langkah; dan *kecil* lagi di akhir, agar berhenti di dasar lembah,
# bukan melompatinya. Rumusnya:
#
# $$\text{laju}(t) = \begin{cases} \text{puncak} \cdot t / r & t < r \\
# \text{puncak} \cdot \frac{1}{2}\left(1 + \cos \pi \frac{t - r}{T - r}\right)
# & t \ge r \end{cases}$$
#
# dengan $t$ langkah ke berapa, $T$ banyaknya seluruh langkah, dan $r=0{,}3\,T$
# banyaknya langkah selama naik. Gagasan ini dari Smith (2018, "A disciplined
# approach to neural network hyper-parameters"). Sebagai pembanding, garis
# putus-putus, laju tetap 0,001 yang dipakai Adam bila Anda tidak menyebut
# apa-apa. **Tebak dulu:** di epoch mana puncaknya?


# %%
# NBVAL_CHECK_OUTPUT
def rate_by_hand(step):
    rise = 0.3 * steps
    if step < rise:
        return peak * step / rise
    done = (step - rise) / (steps - rise)
    return peak * (1 + math.cos(math.pi * done)) / 2


cycle = mh.OneCycle(peak, steps)
by_formula = [rate_by_hand(step) for step in range(steps)]
print(np.allclose(by_formula, cycle(np.arange(steps)), atol=1e-6))

# %%
rates = pd.DataFrame({"OneCycle": np.array(cycle(np.arange(steps)))})
rates["Adam()"] = 0.001
mh.show(mc.lesson_11.plot_learning_rates(rates.to_dict("list")))

# %%
some_rates = rates.loc[[0, 190, 380, 422, 844, 1265], ["OneCycle"]]
some_rates.assign(epoch=1 + some_rates.index // steps_per_epoch)

# %% [markdown] lang="en"
# It rises from 0 to 0.01, ten times Adam's usual rate, within the first
# epoch (the first 30 % of the steps), then falls along half a cosine to almost
# 0 in the last step. Does it pay? A short trial on 3,000 images, three epochs
# each, the same start, beside the rate that Adam has by itself; one run each,
# judged on the first 1,000 validation images, so only a first impression:

# %% [markdown] lang="id"
# Lajunya naik dari 0 ke 0,01, sepuluh kali laju bawaan Adam, dalam epoch
# pertama (30 % pertama dari seluruh langkah), lalu turun mengikuti setengah
# kosinus sampai hampir 0 di langkah terakhir. Apakah ada gunanya? Percobaan
# singkat dengan 3.000 citra, masing-masing tiga epoch, titik awal yang sama,
# dibandingkan dengan laju bawaan Adam; masing-masing satu kali pelatihan,
# dinilai dengan 1.000 citra validasi pertama, jadi baru kesan pertama:


# %%
def compiled_cnn(rate, seed=7):
    keras.utils.set_random_seed(seed)
    cnn = mh.build_cnn()
    cnn.compile(
        optimizer=keras.optimizers.Adam(rate),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
        jit_compile=False,  # a short training starts sooner
    )
    return cnn


# %%
x_judge, y_judge = x_val[:1000], y_val[:1000]


def judge(cnn, images=x_judge):
    answers = cnn(images)
    right = np.argmax(answers, axis=1) == y_judge
    return float(loss_function(y_judge, answers)), float(right.mean())


# %%
x_3000, y_3000 = x_train[:3000], y_train[:3000]
constant, cycled = compiled_cnn(0.001), compiled_cnn(mh.OneCycle(peak, 90))
constant_log = constant.fit(
    x_3000, y_3000, batch_size=100, epochs=3, shuffle=False, verbose=0
).history
cycled.fit(x_3000, y_3000, batch_size=100, epochs=3, shuffle=False, verbose=0)
trial = {"0.001": judge(constant), "OneCycle(0.01)": judge(cycled)}
pd.DataFrame(trial, index=["val_loss", "val_accuracy"]).T

# %%
# NBVAL_CHECK_OUTPUT
print(trial["OneCycle(0.01)"][0] < trial["0.001"][0])

# %% [markdown] lang="en"
# After the same 90 steps the one-cycle rate has the lower validation loss. But
# two things differ here, the size of the rate and its form. Which one does it?
# That takes all images and several seeds; the runs come with the course, three
# seeds for each row, made by `python -m benchmarks rates`:

# %% [markdown] lang="id"
# Setelah 90 langkah yang sama, laju satu siklus mencapai kerugian validasi
# yang lebih rendah. Namun, di sini ada dua hal yang berbeda: besar lajunya dan
# bentuknya. Mana penyebabnya? Untuk itu diperlukan semua citra dan beberapa
# seed; hasilnya disertakan dalam kursus, tiga seed untuk tiap baris, dibuat
# dengan `python -m benchmarks rates`:

# %%
# NBVAL_CHECK_OUTPUT
rate_runs = mc.load_results("rates")[0]
by_arm = rate_runs.groupby("arm")[["loss", "accuracy"]].mean()
forms = ["Adam()", "constant", "warm-up only", "cosine only", "OneCycle"]
by_arm.loc[forms]

# %%
# NBVAL_CHECK_OUTPUT
losses_of = by_arm["loss"]
falls = max(losses_of["cosine only"], losses_of["OneCycle"])
stays = min(losses_of["constant"], losses_of["warm-up only"])
print(stays > 1.5 * falls, stays > 0.9 * losses_of["Adam()"])

# %% [markdown] lang="en"
# It is the *end* that makes the difference. A rate of 0.01 that stays, with or
# without a rise at the start, does about as well as Adam's constant 0.001; one
# that falls to 0 reaches half the loss. The rise at the start made no
# difference here.
#
# ### Why 0.01, 128 and 3? (optional)
#
# The same for the other settings, one changed at a time. A peak is found by
# such a *sweep*: try some that are each about three times the one before, on
# validation data, and take one from the middle of the good range.
# **Predict:** which peak is too small, which too large?

# %% [markdown] lang="id"
# *Akhirnya* yang menentukan. Laju 0,01 yang bertahan, dengan atau tanpa
# kenaikan di awal, hasilnya kira-kira sama dengan laju tetap Adam 0,001; laju
# yang turun sampai 0 mencapai separuh kerugiannya. Kenaikan di awal tidak
# berpengaruh di sini.
#
# ### Mengapa 0,01, 128, dan 3? (opsional)
#
# Hal yang sama untuk pengaturan lain, satu per satu diubah. Puncak laju
# ditemukan dengan *sweep* seperti ini: cobalah beberapa nilai yang
# masing-masing kira-kira tiga kali sebelumnya, dengan data validasi, lalu
# ambil satu dari tengah rentang yang baik. **Tebak dulu:** puncak mana yang
# terlalu kecil, mana yang terlalu besar?

# %%
# NBVAL_CHECK_OUTPUT
swept = ["peak 0.001", "peak 0.003", "OneCycle", "peak 0.03", "peak 0.1"]
by_arm.loc[[*swept, "batch 32", "batch 512", "1 epoch", "6 epochs"]]

# %% [markdown] lang="en"
# 0.001 is too small: the steps are over before the net has got far. 0.1 is too
# large: with some seeds nothing is learnt. In between the loss changes slowly,
# and 0.01 is the lowest. Batches of 32 take four times as many steps and were
# no better; of 512 there are too few steps. (Each batch size would want a peak
# of its own.) One epoch is too few, and six were no better than three.
#
# ## `fit`: the course's recipe
#
# Now all 54,000 images: `epochs, batch_size, peak = 3, 128, 0.01`. This cell
# is the recipe to copy, from the seed to the trained model, *without*
# augmentation; with it the section after the next one goes on. One argument of
# `compile` is new: with `steps_per_execution=8` TensorFlow takes eight steps
# in a row before it comes back to Python. The steps are the same ones; only
# the time between them is saved. While it runs, you see a bar with the time
# left, which moves on by eight batches at a time, and a plot that grows with
# each epoch. (The bar needs a running kernel; in the stored notebook only the
# plot is left; both are *callbacks*, objects that `fit` calls after each batch
# or epoch, and that may look on, save or stop.) `validation_data` are judged
# after each epoch; nothing is learnt from them. **Predict:** the validation
# accuracy after one epoch, and after three?

# %% [markdown] lang="id"
# 0,001 terlalu kecil: langkahnya habis sebelum jaringan maju jauh. 0,1 terlalu
# besar: dengan beberapa seed tidak ada yang dipelajari. Di antaranya kerugian
# berubah perlahan, dan 0,01 yang terendah. Batch berisi 32 memerlukan langkah
# empat kali lebih banyak dan tidak lebih baik; dengan batch berisi 512
# langkahnya terlalu sedikit. (Tiap ukuran batch sebenarnya memerlukan puncak
# sendiri.) Satu epoch terlalu sedikit, dan enam epoch tidak lebih baik
# daripada tiga.
#
# ## `fit`: resep kursus ini
#
# Sekarang semua 54.000 citra: `epochs, batch_size, peak = 3, 128, 0.01`. Sel
# ini resep yang dapat Anda salin, dari seed sampai model terlatih, *tanpa*
# augmentasi; dengan augmentasi dibahas dua bagian lagi. Satu argumen `compile`
# masih baru: dengan `steps_per_execution=8` TensorFlow mengerjakan delapan
# langkah berturut-turut sebelum kembali ke Python. Langkah-langkahnya tetap
# sama; yang dihemat hanya waktu di antaranya. Selama pelatihan Anda melihat
# bilah kemajuan dengan sisa waktu, yang maju delapan batch sekaligus, dan
# grafik yang bertambah di tiap epoch. (Bilah itu memerlukan kernel yang
# berjalan; di notebook yang tersimpan hanya grafiknya yang tersisa; keduanya
# *callback*, yaitu objek yang dipanggil `fit` setelah tiap batch atau epoch,
# yang boleh mengamati, menyimpan, atau menghentikan pelatihan.)
# `validation_data` dinilai setelah tiap epoch; model tidak belajar apa pun
# darinya. **Tebak dulu:** berapa akurasi validasi setelah satu epoch, dan
# setelah tiga?

# %% tags=["measures-speed"]
keras.utils.set_random_seed(7)
model = mh.build_cnn()
model.compile(
    optimizer=keras.optimizers.Adam(mh.OneCycle(peak, steps)),
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
    steps_per_execution=8,
)
began = time.perf_counter()
history = model.fit(
    x_train,
    y_train,
    batch_size=batch_size,
    epochs=epochs,
    validation_data=(x_val, y_val),
    callbacks=[mc.lesson_11.TrainingBar(), mc.lesson_11.LivePlot()],
    verbose=0,
)
seconds = time.perf_counter() - began

# %% [markdown] lang="en"
# `fit` returns a `History`. Its `history` is a dict of lists, one number for
# each epoch, and so a table:

# %% [markdown] lang="id"
# `fit` mengembalikan sebuah `History`. Isinya, `history`, adalah dict berisi
# list dengan satu bilangan untuk tiap epoch, jadi sebuah tabel:

# %%
numbers = pd.RangeIndex(1, epochs + 1, name="epoch")
pd.DataFrame(history.history, index=numbers)

# %%
y_pred = model.predict(x_val, verbose=0).argmax(axis=1)
validation_accuracy = mh.accuracy_interval(y_val, y_pred)
mh.log_result("validation_accuracy", validation_accuracy)
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
# | high, hardly falls | high, hardly falls | **underfitting**: too simple a model, a bad learning rate, too few steps |
# | falls | rises | **overfitting**: learning by heart |
#
# One thing looks wrong in epoch 1 of the table: the validation accuracy is
# *above* the training accuracy, as if the model knew unseen images better.
# The training figure is the mean over all steps of the epoch, from the first,
# untrained one on; the validation figure is measured at the end.
# **Predict:** the 26 steps above were an epoch of `fit`, too. The *same*
# images judged once more, with the weights at the end: higher or lower?

# %% [markdown] lang="id"
# Itulah akurasi pada 6.000 citra validasi dengan selang kepercayaan 95 %. Data
# uji tetap disegel sampai pelajaran 12.
#
# ## Dua kurva, dibaca bersama
#
# | kerugian pelatihan | kerugian validasi | artinya |
# |---|---|---|
# | turun | turun | masih belajar: teruskan |
# | tinggi, hampir tidak turun | tinggi, hampir tidak turun | ***underfitting***: model terlalu sederhana, laju pembelajaran kurang tepat, atau langkahnya terlalu sedikit |
# | turun | naik | **overfitting**: menghafal |
#
# Satu hal tampak janggal di epoch 1 pada tabel: akurasi validasi *di atas*
# akurasi pelatihan, seolah-olah model lebih mengenal citra yang belum pernah
# dilihatnya. Angka pelatihan adalah rata-rata seluruh langkah dalam epoch itu,
# sejak langkah pertama saat model belum terlatih; angka validasi diukur di
# akhir. **Tebak dulu:** 26 langkah di awal tadi juga satu epoch dari `fit`.
# Citra yang *sama* dinilai sekali lagi dengan bobot di akhir: lebih tinggi
# atau lebih rendah?

# %%
mean = log["accuracy"][0]
_loss, end = by_fit.evaluate(x_26, y_26, batch_size=1000, verbose=0)
_loss, unseen = judge(by_fit)
print(f"{mean:.4f} {end:.4f} {unseen:.4f}")

# %% [markdown] lang="en"
# First the mean that `fit` reports, then the same images at the end, then
# validation images at the end. Measured at the same moment, the strange lead
# is gone, or nearly so.
#
# ## Three ways to train: plain, `flow()`, `RandomAffine`
#
# The recipe above trained on the images as they are. The seed trains with
# `ImageDataGenerator.flow()` (lesson 06); in `tf.data` the layer
# `RandomAffine` changes the images (lesson 08). All else is the same: 3,000
# images, three epochs, the same rate. **Predict:** which is best on validation
# images as they are, and which on validation images changed at random?

# %% [markdown] lang="id"
# Pertama rata-rata yang dilaporkan `fit`, lalu citra yang sama di akhir, lalu
# citra validasi di akhir. Diukur pada saat yang sama, keunggulan yang janggal
# itu hilang, atau hampir hilang.
#
# ## Tiga cara melatih: biasa, `flow()`, `RandomAffine`
#
# Resep di atas melatih dengan citra apa adanya. Langkah dalam skripsi melatih
# dengan `ImageDataGenerator.flow()` (pelajaran 06); di dalam `tf.data`,
# lapisan `RandomAffine` yang mengubah citranya (pelajaran 08). Selebihnya
# sama: 3.000 citra, tiga epoch, laju yang sama. **Tebak dulu:** mana yang
# terbaik pada citra validasi apa adanya, dan mana pada citra validasi yang
# diubah secara acak?

# %%
augmentation = mh.Augmentation(rotation=10, shift=0.1, shear=5, zoom=0.1)
layer = augmentation.layer(seed=7)
generator = augmentation.generator()
as_they_are = tf.data.Dataset.from_tensor_slices((x_3000, y_3000))
mixed = as_they_are.shuffle(3000, seed=7).batch(100)
ways = {
    "plain": mixed,
    "flow": generator.flow(x_3000, y_3000, batch_size=100, seed=7),
    "layer": mixed.map(lambda x, y: (layer(x, training=True), y)),
}

# %%
x_changed = mh.transform_images(x_judge, augmentation.draw(1000, seed=1))
by_way = {}
for way, batches in ways.items():
    cnn = compiled_cnn(mh.OneCycle(peak, 90))
    cnn.fit(batches, epochs=3, shuffle=False, verbose=0)  # mixed already
    by_way[way] = judge(cnn)[1], judge(cnn, x_changed)[1]
three_ways = pd.DataFrame(by_way, index=["unchanged", "changed"]).T
three_ways

# %%
# NBVAL_CHECK_OUTPUT
gain = three_ways - three_ways.loc["plain"]
print((gain.loc[["flow", "layer"], "changed"] > 0.05).tolist())

# %% [markdown] lang="en"
# And on all 54,000 images, five seeds, the recipe's three epochs
# (`python -m benchmarks three_ways`); `compare_arms` takes
# the difference to *plain* seed by seed, and lesson 13 explains the interval:

# %% [markdown] lang="id"
# Lalu dengan semua 54.000 citra, lima seed, tiga epoch seperti resepnya
# (`python -m benchmarks three_ways`); `compare_arms`
# menghitung selisihnya terhadap *tanpa augmentasi* seed demi seed, dan
# selangnya dijelaskan di pelajaran 13:

# %%
# NBVAL_CHECK_OUTPUT
runs = mc.load_results("three_ways")[0]
mc.compare_arms(runs, baseline="plain")

# %%
# NBVAL_CHECK_OUTPUT
mc.compare_arms(runs, baseline="plain", metric="accuracy_changed")

# %%
# NBVAL_CHECK_OUTPUT
costs = runs.groupby("arm")[["processor_seconds_epoch", "seconds_epoch"]]
costs.median()

# %% [markdown] lang="en"
# On *changed* digits both ways gain more than seven percentage points. On
# *unchanged* ones nothing is gained: `flow()` is not shown to differ, the
# layer is a little worse, by less than a tenth of a point. And `flow()` costs
# more than twice the processor time of the plain training, the layer only a
# little more than plain. So it depends on the digits that will come: this
# course leaves augmentation out where they lie centred like MNIST's. Whichever
# you take, chapter 3 has to say it.
#
# ## Overfitting, made on purpose
#
# First the question:

# %% [markdown] lang="id"
# Pada digit yang *diubah*, kedua cara menambah lebih dari tujuh poin
# persentase. Pada digit yang *tidak diubah* tidak ada tambahan: `flow()` tidak
# terbukti berbeda, lapisan itu sedikit lebih buruk, kurang dari sepersepuluh
# poin. Selain itu, `flow()` memerlukan lebih dari dua kali waktu prosesor
# pelatihan biasa, sedangkan lapisan itu hanya sedikit lebih lama. Jadi,
# semuanya bergantung pada digit yang akan datang: kursus ini tidak memakai
# augmentasi bila digitnya terpusat seperti di MNIST. Cara mana pun yang Anda
# pilih, Bab 3 harus menyebutkannya.
#
# ## Overfitting yang disengaja
#
# Pertanyaannya dulu:

# %%
mc.quiz("validation_rises")

# %% [markdown] lang="en"
# Now see it. Only 300 images, 20 epochs, a large constant rate, 0.005. That is
# 60 steps, and the model meets each image 20 times. To save time the first
# 1,000 validation images judge here, too. **Predict** both loss curves.

# %% [markdown] lang="id"
# Sekarang lihatlah. Hanya 300 citra, 20 epoch, laju tetap yang besar, 0,005.
# Itu berarti 60 langkah, dan model menjumpai tiap citra 20 kali. Agar hemat
# waktu, di sini pun yang menilai 1.000 citra validasi pertama. **Tebak dulu**
# kedua kurva kerugiannya.

# %%
x_300, y_300 = x_train[:300], y_train[:300]
overfit = compiled_cnn(0.005)
overfit_log = overfit.fit(
    x_300,
    y_300,
    batch_size=100,
    epochs=20,
    validation_data=(x_judge, y_judge),
    validation_batch_size=1000,
    callbacks=[mc.lesson_11.LivePlot()],
    verbose=0,
).history

# %%
twenty = pd.RangeIndex(1, 21, name="epoch")
curves = pd.DataFrame(overfit_log, index=twenty)
curves.loc[[1, 5, 10, 15, 20]]

# %% [markdown] lang="en"
# The end of the loss curves once more, with its own axis, from epoch 5 on:

# %% [markdown] lang="id"
# Ujung kedua kurva kerugian sekali lagi, dengan sumbunya sendiri, mulai epoch
# 5:

# %%
late = {
    "training": overfit_log["loss"][4:],
    "validation": overfit_log["val_loss"][4:],
}
mh.show(mh.plot_losses(late, first_epoch=5))

# %% [markdown] lang="en"
# The training loss goes down to almost nothing: 300 images can be learnt by
# heart. The validation loss falls at first, then *rises*. Look at the
# validation accuracy, too: it hardly moves any more. So the model does not
# make many more mistakes; it grows *surer* of the mistakes that it makes, and
# that is what cross-entropy punishes.
#
# ### The other fault: underfitting
#
# The opposite is quickly made, too: the same 300 images and 20 epochs, with a
# rate of 0.00001. **Predict** both losses at the end:

# %% [markdown] lang="id"
# Kerugian pelatihan turun sampai hampir nol: 300 citra dapat dihafal. Kerugian
# validasi mula-mula turun, lalu *naik*. Lihat juga akurasi validasi: hampir
# tidak bergerak lagi. Jadi, kesalahan model tidak bertambah banyak; model
# makin *yakin* pada kesalahannya, dan itulah yang dihukum oleh entropi silang
# (cross-entropy).
#
# ### Kesalahan sebaliknya: *underfitting*
#
# Kebalikannya pun mudah dibuat: 300 citra dan 20 epoch yang sama, dengan laju
# 0,00001. **Tebak dulu** kedua kerugian di akhir:

# %%
underfit = compiled_cnn(0.00001)
underfit_log = underfit.fit(
    x_300, y_300, batch_size=100, epochs=20, verbose=0
).history
print(round(underfit_log["loss"][-1], 2), round(judge(underfit)[0], 2))

# %%
# NBVAL_CHECK_OUTPUT
val_losses = overfit_log["val_loss"]
print(overfit_log["loss"][-1] < 0.05, val_losses[-1] > min(val_losses) + 0.03)
print(underfit_log["loss"][-1] > 2, judge(underfit)[0] > 2)

# %% [markdown] lang="en"
# Both are still high: it has hardly begun. Underfitting shows in the
# *training* loss already, overfitting only beside the validation loss.
#
# ## The cure, step by step
#
# Three cures, each with at most the same 60 steps, judged on validation data:
#
# 1. **stop in time**: `EarlyStopping` waits `patience` epochs for a lower
#    validation loss, then stops; with `restore_best_weights` it goes back to
#    the best epoch;
# 2. **augmentation**: nine changed copies of each of the 300 images (lesson
#    06), two epochs;
# 3. **more data**: 3,000 real images, two epochs.
#
# **Predict** the order, by validation loss.

# %% [markdown] lang="id"
# Keduanya masih tinggi: model baru mulai belajar. *Underfitting* sudah
# terlihat dari kerugian *pelatihan*, overfitting baru terlihat bila
# dibandingkan dengan kerugian validasi.
#
# ## Cara mengatasinya, langkah demi langkah
#
# Tiga cara, masing-masing paling banyak 60 langkah yang sama, dinilai dengan
# data validasi:
#
# 1. **penghentian dini** (early stopping): `EarlyStopping` menunggu kerugian
#    validasi yang lebih rendah selama `patience` epoch, lalu berhenti; dengan
#    `restore_best_weights` ia kembali ke epoch terbaik;
# 2. **augmentasi**: sembilan salinan yang diubah dari tiap citra dari 300 itu
#    (pelajaran 06), dua epoch;
# 3. **data lebih banyak**: 3.000 citra asli, dua epoch.
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
stopped = compiled_cnn(0.005)
stopped_log = stopped.fit(
    x_300,
    y_300,
    batch_size=100,
    epochs=20,
    validation_data=(x_judge, y_judge),
    validation_batch_size=1000,
    callbacks=[stopper, saver],
    verbose=0,
).history
stop_losses = stopped_log["val_loss"]
print(len(stop_losses), 1 + int(np.argmin(stop_losses)))

# %%
augmented, more_data = compiled_cnn(0.005), compiled_cnn(0.005)
x_more, y_more = mh.augment_dataset(x_300, y_300, mh.Augmentation(), copies=9)
augmented.fit(x_more, y_more, batch_size=100, epochs=2, verbose=0)
more_data.fit(x_3000, y_3000, batch_size=100, epochs=2, verbose=0)
len(x_more)

# %%
arms = {
    "300": overfit,
    "300, EarlyStopping": stopped,
    "300 + 2700 augmented": augmented,
    "3000": more_data,
}
rows = []
for arm in arms.values():
    rows.append([*judge(arm), int(arm.optimizer.iterations)])
cured = pd.DataFrame(rows, arms, ["val_loss", "val_accuracy", "steps"])
cured

# %%
mh.show(mc.plot_tries(cured["val_accuracy"].to_dict()))

# %%
# NBVAL_CHECK_OUTPUT
by_loss = cured["val_loss"].sort_values(ascending=False)
by_loss.index.tolist()

# %% [markdown] lang="en"
# (Under the first cell: the epochs that it ran, and the best of them.) One run
# each, but the differences are large. Early stopping lowers the loss and may
# save steps; the model still knows only 300 images. Augmentation helps more,
# with the same 300 images. More *real* images help most: a changed copy is not
# a new handwriting.
#
# ## `ModelCheckpoint`: the best epoch on disk
#
# The run with `EarlyStopping` had a second callback, `ModelCheckpoint`. With
# `save_best_only` it writes the weights whenever the validation loss is lower
# than ever before. What `EarlyStopping` keeps in memory is gone with the
# kernel; a file stays. **Predict:** does a new model with the weights of the
# file have the loss of the last epoch, or the lowest one?

# %% [markdown] lang="id"
# (Di bawah sel pertama: banyaknya epoch yang dijalani, dan yang terbaik.)
# Masing-masing satu kali pelatihan, tetapi selisihnya besar. Penghentian dini
# menurunkan kerugian dan mungkin menghemat langkah; model tetap hanya mengenal
# 300 citra. Augmentasi lebih membantu, dengan 300 citra yang sama. Yang paling
# membantu adalah lebih banyak citra *asli*: salinan yang diubah bukanlah
# tulisan tangan baru.
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
file_loss = float(loss_function(y_judge, from_file(x_judge)))
print(f"{file_loss:.4f} {stop_losses[-1]:.4f} {min(stop_losses):.4f}")

# %% [markdown] lang="en"
# From the file; the last epoch; the lowest: the file holds the best epoch.
#
# ## Stop the kernel, and resume (optional)
#
# A training of hours must survive a closed lid. A `.keras` file holds all that
# is needed to go on: the architecture, the weights *and* the optimizer with
# its step count, so that the one-cycle rate goes on where it stood. The trial
# above trained three epochs of 30 steps unbroken (`cycled`). Now the same once
# more, interrupted in step 40 by a `KeyboardInterrupt`, which is what the stop
# button sends.

# %% [markdown] lang="id"
# Dari berkas; epoch terakhir; yang terendah: berkas itu berisi epoch terbaik.
#
# ## Hentikan kernel, lalu lanjutkan (opsional)
#
# Pelatihan berjam-jam harus dapat dilanjutkan walaupun laptop ditutup. Berkas
# `.keras` memuat semua yang diperlukan untuk melanjutkan: arsitektur, bobot,
# *dan* optimizer dengan hitungan langkahnya, sehingga laju satu siklus
# berlanjut dari tempatnya semula. Percobaan tadi melatih tiga epoch berisi 30
# langkah tanpa terputus (`cycled`). Sekarang hal yang sama sekali lagi,
# diputus di langkah 40 oleh `KeyboardInterrupt`, yaitu yang dikirim tombol
# stop.


# %%
class StopButton(keras.callbacks.Callback):
    def on_train_batch_end(self, batch, logs=None):
        if int(self.model.optimizer.iterations) == 40:
            raise KeyboardInterrupt


# %%
# NBVAL_CHECK_OUTPUT
file = folder / "epoch.keras"
broken = compiled_cnn(mh.OneCycle(peak, 90))
callbacks = [keras.callbacks.ModelCheckpoint(file), StopButton()]
try:
    broken.fit(
        x_3000,
        y_3000,
        batch_size=100,
        epochs=3,
        shuffle=False,
        callbacks=callbacks,
        verbose=0,
    )
except KeyboardInterrupt:
    print(int(broken.optimizer.iterations))

# %% [markdown] lang="en"
# 40 steps done, the last whole epoch, 30 steps, is on disk. Imagine that the
# kernel is gone. A new model object comes from the file; `initial_epoch` says
# how many epochs are done. **Predict:** with how many steps will it end?

# %% [markdown] lang="id"
# 40 langkah selesai; epoch utuh terakhir, 30 langkah, ada di disk. Bayangkan
# kernelnya sudah mati. Objek model baru dibuat dari berkas; `initial_epoch`
# menyatakan berapa epoch yang sudah selesai. **Tebak dulu:** dengan berapa
# langkah pelatihan berakhir?

# %%
# NBVAL_CHECK_OUTPUT
resumed = keras.models.load_model(file)
steps_done = int(resumed.optimizer.iterations)
epochs_done = steps_done // 30
resumed.fit(
    x_3000,
    y_3000,
    batch_size=100,
    initial_epoch=epochs_done,
    epochs=3,
    shuffle=False,
    verbose=0,
)
print(steps_done, epochs_done, int(resumed.optimizer.iterations))

# %%
largest = 0.0
for one, other in zip(cycled.get_weights(), resumed.get_weights()):
    largest = max(largest, float(np.abs(one - other).max()))
largest

# %% [markdown] lang="en"
# 90 steps, as without the interruption, and the line below is the largest
# difference between any two weights: none, or no more than rounding. (That
# works so exactly because `shuffle=False` gives both the same order.) Ten
# steps of epoch 2 were done twice; that is all that the interruption cost.
# `keras.callbacks.BackupAndRestore(folder)` does the same by itself.
#
# ## Save the weights
#
# The trained model of the recipe. **Predict:** do saved and loaded weights
# give *equal* answers, or nearly equal ones?

# %% [markdown] lang="id"
# 90 langkah, seperti tanpa terputus, dan baris di bawahnya adalah selisih
# terbesar antara dua bobot yang sepadan: tidak ada, atau hanya pembulatan.
# (Hasilnya setepat itu karena `shuffle=False` memberi keduanya urutan yang
# sama.) Sepuluh langkah epoch 2 dikerjakan dua kali; hanya itu kerugian akibat
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
np.array_equal(model(x_judge), loaded(x_judge))

# %% [markdown] lang="en"
# Equal to the last bit. `.weights.h5` holds the weights only, so you need
# `build_cnn` beside it; `.keras` holds everything. In a **fresh kernel**
# Keras finds classes that are not its own only once they are imported: write
# `mh.OneCycle` and `mh.RandomAffine` in a line before `load_model`. Lesson 12
# does not need your file: it loads a model that comes with the course.
#
# ## Misconception: "each `fit` starts anew"
#
# Someone wants to know how good a model is after three epochs, and calls `fit`
# twice, "to see how much chance there is in it". Below, the loss of each
# epoch: of the trial's first call (rate 0.001), of a second call with the
# *same* model, and of a *new* model from another seed. **Predict** the second
# and the third column.

# %% [markdown] lang="id"
# Sama sampai bit terakhir. `.weights.h5` hanya memuat bobot, jadi Anda
# memerlukan `build_cnn` di sampingnya; `.keras` memuat semuanya. Di **kernel
# yang baru**, Keras menemukan kelas yang bukan miliknya hanya jika kelas itu
# sudah diimpor: tulis `mh.OneCycle` dan `mh.RandomAffine` dalam satu baris
# sebelum `load_model`. Pelajaran 12 tidak memerlukan berkas Anda: pelajaran
# itu memuat model yang disertakan dalam kursus.
#
# ## Salah paham: "setiap `fit` mulai dari awal"
#
# Seseorang ingin tahu sebagus apa sebuah model setelah tiga epoch, lalu
# memanggil `fit` dua kali, "untuk melihat seberapa besar peran kebetulan". Di
# bawah ini kerugian tiap epoch: dari panggilan pertama dalam percobaan tadi
# (laju 0,001), dari panggilan kedua dengan model yang *sama*, dan dari model
# *baru* dengan seed lain. **Tebak dulu** kolom kedua dan ketiga.

# %%
second_log = constant.fit(
    x_3000, y_3000, batch_size=100, epochs=3, shuffle=False, verbose=0
).history
new = compiled_cnn(0.001, seed=8)
new_log = new.fit(
    x_3000, y_3000, batch_size=100, epochs=3, shuffle=False, verbose=0
).history
calls = {
    "first call": constant_log["loss"],
    "second call": second_log["loss"],
    "new model": new_log["loss"],
}
pd.DataFrame(calls, index=pd.RangeIndex(1, 4, name="epoch"))

# %% [markdown] lang="en"
# The second call begins where the first one ended: these are not two trials
# but *one* training of six epochs. The new model begins high again; how far it
# differs from the first column is what chance does. So whoever tries two
# settings one after the other on the same model gives the second one a start
# that is not fair.
#
# With the one-cycle rate there is a second trap. **Predict:** the resumed
# model has done all 90 steps of its cycle. What does one more epoch change?

# %% [markdown] lang="id"
# Panggilan kedua mulai dari tempat panggilan pertama berakhir: ini bukan dua
# percobaan, melainkan *satu* pelatihan sepanjang enam epoch. Model baru mulai
# dari kerugian yang tinggi lagi; selisihnya dengan kolom pertama itulah peran
# kebetulan. Jadi, siapa pun yang mencoba dua pengaturan berturut-turut pada
# model yang sama memberi pengaturan kedua titik awal yang tidak adil.
#
# Dengan laju satu siklus ada jebakan kedua. **Tebak dulu:** model yang
# dilanjutkan tadi sudah menjalani ke-90 langkah siklusnya. Apa yang diubah
# oleh satu epoch lagi?

# %%
# NBVAL_CHECK_OUTPUT
weights_90 = resumed.get_weights()
resumed.fit(x_3000, y_3000, batch_size=100, verbose=0)
pairs = zip(weights_90, resumed.get_weights())
all(np.allclose(one, other, atol=1e-6) for one, other in pairs)

# %% [markdown] lang="en"
# Nothing: at its end the cycle's rate is 0, and it stays there. To train
# longer, say so *before*: a new model, and a cycle with more steps.

# %% [markdown] lang="id"
# Tidak ada: di ujung siklus lajunya 0, dan tetap di sana. Untuk melatih lebih
# lama, tentukan *sebelumnya*: model baru, dan siklus dengan lebih banyak
# langkah.

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
mc.check_training_steps(training_steps)

# %% [markdown] lang="en"
# <details><summary>Solution</summary>
#
# ```python
# training_steps = 5 * math.ceil(54000 / 256)  # 5 * 211 = 1055
# ```
#
# 210 full batches and a smaller one in each epoch.
# </details>

# %% [markdown] lang="id"
# <details><summary>Jawaban</summary>
#
# ```python
# training_steps = 5 * math.ceil(54000 / 256)  # 5 * 211 = 1055
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
mc.check_peak_step(peak_step)

# %% [markdown] lang="en"
# <details><summary>Solution</summary>
#
# ```python
# peak_step = 0.25 * 2000  # 500
# ```
#
# Or let the computer look:
# `int(np.argmax(mh.OneCycle(0.01, 2000, warm_up=0.25)(np.arange(2000))))`.
# </details>

# %% [markdown] lang="id"
# <details><summary>Jawaban</summary>
#
# ```python
# peak_step = 0.25 * 2000  # 500
# ```
#
# Atau biarkan komputer mencarinya:
# `int(np.argmax(mh.OneCycle(0.01, 2000, warm_up=0.25)(np.arange(2000))))`.
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
mc.check_early_stopping(stop_and_best)

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
#
# ## Exercise 4 (open): the best peak, by a sweep
#
# Find the best peak of the one-cycle rate for another training of yours:
# 5,000 images, or SGD instead of Adam, or batches of 32.
#
# Check yourself:
# - Do your peaks grow by a factor (0.001, 0.003, 0.01, ...), and is the best
#   one neither the first nor the last of them?
# - Is all else the same, the number of steps in `OneCycle`, too?
# - Did validation data judge, and more than one seed each?
# - Is the gap between the two best larger than that between seeds?

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
#
# ## Latihan 4 (terbuka): puncak terbaik dengan *sweep*
#
# Carilah puncak terbaik dari laju satu siklus untuk pelatihan Anda sendiri:
# 5.000 citra, atau SGD sebagai pengganti Adam, atau batch berisi 32.
#
# Periksa sendiri:
# - Apakah nilai puncaknya bertambah dengan suatu faktor (0,001; 0,003; 0,01;
#   ...), dan yang terbaik bukan yang pertama maupun yang terakhir?
# - Apakah selebihnya sama, termasuk banyaknya langkah di `OneCycle`?
# - Apakah yang menilai data validasi, dengan lebih dari satu seed
#   masing-masing?
# - Apakah selisih dua nilai terbaik lebih besar daripada selisih antarseed?

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
    "training images": len(x_train),
    "validation images": len(x_val),
    "augmentation": "none",
    "seed": 7,
    "optimizer": type(model.optimizer).__name__,
    "loss": model.loss,
    "batch_size": batch_size,
    "epochs": epochs,
    "learning_rate": f"OneCycle(peak={peak}, warm_up=0.3)",
    "steps": steps,
    "seconds": round(seconds),
}
pd.Series(settings).to_frame("CNN")

# %% [markdown] lang="en"
# ## Summary
#
# - A step: gradient of one batch, then all weights and biases move. An epoch:
#   all batches once, 422 steps here. `fit` repeats that.
# - The one-cycle rate goes small, large, small, and is made for a fixed number
#   of steps.
# - Read both curves together. When the validation loss rises while the
#   training loss falls, stop and go back to the best epoch.
# - More data, augmentation and early stopping help against overfitting; see
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
# - Data lebih banyak, augmentasi, dan penghentian dini membantu mengatasi
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
