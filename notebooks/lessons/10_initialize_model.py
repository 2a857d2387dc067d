# %% [markdown] lang="en"
# # 10 · Initialise the model
#
# **Seed step:** CNN 4, *initialising the model*: activation function,
# optimizer and loss function, before training starts. **Minutes:** 30.
#
# You will learn
# - why the scale of the first weights matters,
# - what the loss is before training, and why,
# - what one step of an optimizer does.
#
# **Read before:** [09 build_architecture](09_build_architecture.ipynb).

# %% [markdown] lang="id"
# # 10 · Inisialisasi model
#
# **Langkah:** CNN 4, *inisialisasi model*: fungsi aktivasi, optimizer, dan
# fungsi kerugian (loss function), sebelum pelatihan dimulai.
# **Waktu:** 30 menit.
#
# Anda akan mempelajari
# - mengapa skala bobot awal itu penting,
# - berapa kerugian sebelum pelatihan, dan mengapa,
# - apa yang dilakukan satu langkah optimizer.
#
# **Prasyarat:** [09 build_architecture](09_build_architecture.ipynb).

# %%
import keras
import numpy as np
import pandas as pd
import tensorflow as tf

from mnist_helpers import build_cnn, prepare_mnist
from mnist_helpers.exercises import check_five_class_loss, check_relu_slope

# %%
# NBVAL_CHECK_OUTPUT
(x_train, y_train), (x_val, y_val) = prepare_mnist()
x_few, y_few = x_train[:1000], y_train[:1000]
x_few.shape

# %% [markdown] lang="en"
# ## The activation function
#
# Without one, two layers in a row are only one: a sum of sums is a sum. ReLU
# keeps what is positive and puts 0 for the rest. **Predict:** its slope at
# -2 and at 3?

# %% [markdown] lang="id"
# ## Fungsi aktivasi
#
# Tanpa fungsi aktivasi, dua lapisan berurutan sama saja dengan satu: jumlah
# dari jumlah tetaplah jumlah. ReLU mempertahankan yang positif dan menjadikan
# sisanya 0. **Tebak dulu:** berapa kemiringannya di -2 dan di 3?

# %%
# NBVAL_CHECK_OUTPUT
places = tf.constant([-6.0, -2.0, 0.5, 3.0, 6.0])
slopes = {}
for name in ("relu", "sigmoid", "tanh"):
    with tf.GradientTape() as tape:
        tape.watch(places)
        values = keras.activations.get(name)(places)
    slopes[name] = tape.gradient(values, places).numpy().round(3)
pd.DataFrame(slopes, index=places.numpy())

# %% [markdown] lang="en"
# Each row is a place, each column the slope there. Far from 0 the slopes of
# sigmoid and tanh vanish, and with them the gradient. ReLU's stays 1: that
# is why the hidden layers have it. The last layer has **softmax**, which
# makes ten numbers into ten probabilities:

# %% [markdown] lang="id"
# Tiap baris adalah posisi, tiap kolom kemiringannya di sana. Jauh dari 0,
# kemiringan sigmoid dan tanh hampir hilang, begitu pula gradiennya.
# Kemiringan ReLU tetap 1: itulah sebabnya lapisan tersembunyi memakainya.
# Lapisan terakhir memakai **softmax**, yang mengubah sepuluh bilangan menjadi
# sepuluh peluang:

# %%
# NBVAL_CHECK_OUTPUT
scores = np.array([2.0, 1.0, 0.0])
by_hand = np.exp(scores) / np.exp(scores).sum()
by_keras = np.array(keras.ops.softmax(scores))
by_hand.round(3), bool(np.allclose(by_hand, by_keras))

# %% [markdown] lang="en"
# ## The first weights
#
# Keras draws them at random (Glorot uniform) between -limit and limit, with
# limit = sqrt(6 / (inputs + outputs)). For the first dense layer:

# %% [markdown] lang="id"
# ## Bobot awal
#
# Keras mengundinya secara acak (Glorot uniform) antara -batas dan batas,
# dengan batas = sqrt(6 / (masukan + keluaran)). Untuk lapisan dense pertama:

# %%
# NBVAL_CHECK_OUTPUT
keras.utils.set_random_seed(7)
model = build_cnn()
weights = model.get_layer("dense_1").get_weights()[0]
limit = np.sqrt(6 / (512 + 128))
bool(np.abs(weights).max() <= limit), round(float(limit), 4)

# %% [markdown] lang="en"
# ### Why the scale matters
#
# Five dense layers in a row, the weights drawn with three scales. How large
# are the values that come out? **Predict:** which scale keeps them?

# %% [markdown] lang="id"
# ### Mengapa skalanya penting
#
# Lima lapisan dense berurutan, bobotnya diundi dengan tiga skala. Seberapa
# besar nilai yang keluar? **Tebak dulu:** skala mana yang mempertahankannya?

# %%
# NBVAL_CHECK_OUTPUT
random = np.random.default_rng(7)
for scale in (0.01, np.sqrt(2 / 784), 0.5):
    values = random.normal(size=(100, 784))
    for _ in range(5):
        weights = random.normal(0, scale, (784, 784))
        values = np.maximum(values @ weights, 0)
    print(f"{scale:.3f} {values.std():.3g}")

# %% [markdown] lang="en"
# Left the scale of the weights, right the spread after five layers: too
# small and the signal dies, too large and it explodes.
#
# ## The loss function
#
# Cross-entropy is minus the logarithm of the probability given to the true
# digit. By hand and by Keras, for one image:

# %% [markdown] lang="id"
# Kiri adalah skala bobot, kanan sebaran nilai setelah lima lapisan: terlalu
# kecil dan sinyalnya lenyap, terlalu besar dan sinyalnya meledak.
#
# ## Fungsi kerugian
#
# Entropi silang (cross-entropy) adalah minus logaritma dari peluang yang
# diberikan kepada digit yang benar. Dengan tangan dan dengan Keras, untuk satu
# citra:

# %%
# NBVAL_CHECK_OUTPUT
given = np.array([[0.1, 0.7, 0.2]])
by_keras = keras.losses.sparse_categorical_crossentropy(np.array([1]), given)
round(float(-np.log(0.7)), 4), round(float(by_keras[0]), 4)

# %% [markdown] lang="en"
# ### The loss before training
#
# **Predict:** a model that knows nothing gives each digit about 1/10. What
# is its loss?

# %% [markdown] lang="id"
# ### Kerugian sebelum pelatihan
#
# **Tebak dulu:** model yang belum tahu apa-apa memberi tiap digit sekitar
# 1/10. Berapa kerugiannya?

# %%
loss_function = keras.losses.SparseCategoricalCrossentropy()
before = float(loss_function(y_few, model(x_few)))
print(f"ln 10 = {np.log(10):.3f}, {before:.3f}")

# %% [markdown] lang="en"
# About ln 10. If your own model starts far from it, look for a mistake
# before you train: pixels not divided by 255, a softmax too many.
#
# ## One step by hand
#
# The gradient says how the loss changes with each weight. A step against it
# lowers the loss. This is plain gradient descent (SGD), written out:

# %% [markdown] lang="id"
# Sekitar ln 10. Jika model Anda sendiri memulai jauh dari nilai itu, carilah
# kesalahan sebelum melatih: piksel belum dibagi 255, atau softmax berlebih.
#
# ## Satu langkah dengan tangan
#
# Gradien menyatakan bagaimana kerugian berubah terhadap tiap bobot. Langkah
# yang berlawanan arah dengannya menurunkan kerugian. Inilah penurunan gradien
# biasa (SGD), ditulis lengkap:

# %%
with tf.GradientTape() as tape:
    loss = loss_function(y_few, model(x_few))
gradients = tape.gradient(loss, model.trainable_variables)
stepped = build_cnn()
stepped.set_weights(
    [
        weight.numpy() - 0.1 * gradient.numpy()
        for weight, gradient in zip(model.weights, gradients)
    ]
)

# %%
after = float(loss_function(y_few, stepped(x_few)))
print(f"{float(loss):.4f} -> {after:.4f}")

# %% [markdown] lang="en"
# ## The optimizer: SGD and Adam from the same start
#
# Adam gives each weight a step of its own. Twenty steps each, same images,
# same start. **Predict:** who is lower?

# %% [markdown] lang="id"
# ## Optimizer: SGD dan Adam dari titik awal yang sama
#
# Adam memberi tiap bobot langkahnya sendiri. Masing-masing dua puluh langkah,
# citra sama, titik awal sama. **Tebak dulu:** mana yang lebih rendah?

# %%
losses = {}
for optimizer in (keras.optimizers.SGD(0.1), keras.optimizers.Adam(0.003)):
    keras.utils.set_random_seed(7)
    copy = build_cnn()
    copy.compile(optimizer, "sparse_categorical_crossentropy")
    for _ in range(20):
        copy.train_on_batch(x_few, y_few)
    losses[optimizer.name] = float(loss_function(y_few, copy(x_few)))
pd.Series(losses).to_frame("loss").round(3)

# %% [markdown] lang="en"
# ## `compile` puts it together

# %% [markdown] lang="id"
# ## `compile` menyatukan semuanya

# %%
# NBVAL_CHECK_OUTPUT
model.compile(
    optimizer=keras.optimizers.Adam(0.003),
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
)
type(model.optimizer).__name__, model.loss

# %% [markdown] lang="en"
# ## Misconception: "`compile` trains or resets the model"
#
# **Predict:** do the weights change?

# %% [markdown] lang="id"
# ## Salah paham: "`compile` melatih atau mengatur ulang model"
#
# **Tebak dulu:** apakah bobotnya berubah?

# %%
# NBVAL_CHECK_OUTPUT
old = [weight.copy() for weight in model.get_weights()]
model.compile("sgd", "sparse_categorical_crossentropy")
pairs = zip(old, model.get_weights())
all(np.array_equal(one, other) for one, other in pairs)

# %% [markdown] lang="en"
# Not one changed. `compile` only notes down how training *will* be done; to
# start afresh, build a new model.
#
# ## Exercise 1: five classes
#
# A model tells five kinds of flowers apart. What is its loss before training,
# to two decimals?

# %% [markdown] lang="id"
# Tidak satu pun berubah. `compile` hanya mencatat bagaimana pelatihan *akan*
# dilakukan; untuk mulai dari awal, buatlah model baru.
#
# ## Latihan 1: lima kelas
#
# Sebuah model membedakan lima jenis bunga. Berapa kerugiannya sebelum
# pelatihan, dengan dua desimal?

# %%
start_loss = ...

# %%
check_five_class_loss(start_loss)

# %% [markdown] lang="en"
# <details><summary>Solution</summary>
#
# ```python
# start_loss = np.log(5)  # 1.61
# ```
#
# </details>

# %% [markdown] lang="id"
# <details><summary>Jawaban</summary>
#
# ```python
# start_loss = np.log(5)  # 1,61
# ```
#
# </details>

# %% [markdown] lang="en"
# ## Exercise 2: ReLU
#
# Give the slopes of ReLU at -1 and at 4 as a list.

# %% [markdown] lang="id"
# ## Latihan 2: ReLU
#
# Tuliskan kemiringan ReLU di -1 dan di 4 sebagai list.

# %%
relu_slopes = ...

# %%
check_relu_slope(relu_slopes)

# %% [markdown] lang="en"
# <details><summary>Solution</summary>
#
# ```python
# relu_slopes = [0, 1]
# ```
#
# </details>

# %% [markdown] lang="id"
# <details><summary>Jawaban</summary>
#
# ```python
# relu_slopes = [0, 1]
# ```
#
# </details>

# %% [markdown] lang="en"
# ## Summary
#
# - ReLU in the hidden layers, softmax at the end.
# - The scale of the first weights keeps the signal alive.
# - Before training the loss is about ln(classes): 2.303 for ten.
# - A step against the gradient lowers the loss; `compile` only notes how.
#
# | English | Indonesian |
# |---|---|
# | activation function | fungsi aktivasi |
# | loss function | fungsi kerugian (loss function) |
# | cross-entropy | entropi silang (cross-entropy) |
# | gradient | gradien |
# | optimizer | optimizer |
#
# **Into chapter 3:** activation, optimizer, learning rate, loss, and the loss
# before training.

# %% [markdown] lang="id"
# ## Ringkasan
#
# - ReLU di lapisan tersembunyi, softmax di akhir.
# - Skala bobot awal menjaga sinyal tetap hidup.
# - Sebelum pelatihan, kerugian sekitar ln(banyaknya kelas): 2,303 untuk
#   sepuluh.
# - Langkah berlawanan arah gradien menurunkan kerugian; `compile` hanya
#   mencatat caranya.
#
# | Inggris | Indonesia |
# |---|---|
# | activation function | fungsi aktivasi |
# | loss function | fungsi kerugian (loss function) |
# | cross-entropy | entropi silang (cross-entropy) |
# | gradient | gradien |
# | optimizer | optimizer |
#
# **Untuk Bab 3:** fungsi aktivasi, optimizer, laju pembelajaran, fungsi
# kerugian, dan kerugian sebelum pelatihan.
