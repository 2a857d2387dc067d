# %% [markdown] lang="en"
# # 10 · Initialise the model
#
# {{head}}
#
# You will learn
# - what activation, first weights and loss function are for, by hand,
# - what the loss is before training, and what it gives away,
# - what one step of an optimizer does, and what `compile` does.
#
# **Read before:** [09 build_architecture](09_build_architecture.ipynb).

# %% [markdown] lang="id"
# # 10 · Inisialisasi model
#
# {{head}}
#
# Anda akan mempelajari
# - guna fungsi aktivasi, bobot awal, dan fungsi kerugian, secara manual,
# - berapa kerugian sebelum pelatihan, dan apa yang diungkapkannya,
# - apa yang dilakukan satu langkah optimizer, dan apa yang dilakukan
#   `compile`.
#
# **Prasyarat:** [09 build_architecture](09_build_architecture.ipynb).

# %%
import keras
import numpy as np
import pandas as pd
import tensorflow as tf
from keras import layers

# %%
# NBVAL_CHECK_OUTPUT
(x_train, y_train), (x_val, y_val) = mh.prepare_mnist()
x_few, y_few = x_train[:1000], y_train[:1000]
x_few.shape

# %% [markdown] lang="en"
# ## Why an activation function at all?
#
# Two dense layers without one are two products of matrices.
# **Predict:** can a single layer do the same?

# %% [markdown] lang="id"
# ## Mengapa perlu fungsi aktivasi?
#
# Dua lapisan dense tanpa fungsi aktivasi (activation function) adalah dua
# perkalian matriks. **Tebak dulu:** dapatkah satu lapisan saja melakukan hal
# yang sama?

# %%
# NBVAL_CHECK_OUTPUT
random = np.random.default_rng(7)
first, second = random.normal(size=(2, 5, 5))
x = random.normal(size=(3, 5))
two_layers, one_layer = x @ first @ second, x @ (first @ second)
with_relu = np.maximum(x @ first, 0) @ second
np.allclose(two_layers, one_layer), np.allclose(with_relu, one_layer)

# %% [markdown] lang="en"
# Without an activation both are the same: a hundred layers would be only one.
# With ReLU in between they are not. **ReLU** keeps what is positive and puts
# 0 for the rest:
#
# $$\operatorname{ReLU}(z) = \max(0, z)$$
#
# ## Activations and their slopes
#
# Training follows slopes, so what counts of an activation is how *steep* it
# is. **Predict** for each of the three curves: where is it steep, where flat?

# %% [markdown] lang="id"
# Tanpa fungsi aktivasi keduanya sama: seratus lapisan pun hanya setara satu
# lapisan. Dengan ReLU di antaranya tidak demikian. **ReLU** mempertahankan
# yang positif dan menjadikan sisanya 0:
#
# $$\operatorname{ReLU}(z) = \max(0, z)$$
#
# ## Fungsi aktivasi dan kemiringannya
#
# Pelatihan mengikuti kemiringan, jadi yang penting dari suatu fungsi aktivasi
# adalah seberapa *curam* kurvanya. **Tebak dulu** untuk ketiga kurva: di mana
# curam, di mana datar?

# %%
mh.show(mc.lesson_10.plot_activations())

# %% [markdown] lang="en"
# Sigmoid and tanh go flat on both sides. Sigmoid is never steep: a quarter at
# most, at 0. ReLU is flat on the left and has slope 1 everywhere on the
# right. The same with TensorFlow's gradient, at five places:

# %% [markdown] lang="id"
# Sigmoid dan tanh menjadi datar di kedua sisi. Sigmoid tidak pernah curam:
# paling besar seperempat, di 0. ReLU datar di kiri dan kemiringannya 1 di
# seluruh sisi kanan. Hal yang sama dengan gradien TensorFlow, di lima titik:

# %%
# NBVAL_CHECK_OUTPUT
places = [-4.0, -2.0, 0.5, 2.0, 4.0]
slopes = {}
for name in ("relu", "sigmoid", "tanh"):
    points = tf.Variable(places)
    with tf.GradientTape() as tape:
        values = keras.activations.get(name)(points)
    slopes[name] = tape.gradient(values, points)
pd.DataFrame(slopes, index=places)

# %% [markdown] lang="en"
# ### Why deep nets use ReLU
#
# The gradient is worked out from the loss backwards, layer by layer, by the
# chain rule: this is **backpropagation**, and `tf.GradientTape` does it. The
# first layer's gradient is therefore a product: of the slopes, and of the
# weights, of every layer behind it. **Predict:** what do the slopes alone
# leave after ten layers, if each has sigmoid's best, 0.25? And if each has 1?

# %% [markdown] lang="id"
# ### Mengapa jaringan yang dalam memakai ReLU
#
# Gradien dihitung mundur dari fungsi kerugian, lapisan demi lapisan, dengan
# aturan rantai: inilah propagasi balik (**backpropagation**), dan
# `tf.GradientTape` yang mengerjakannya. Karena itu gradien lapisan pertama
# adalah hasil kali kemiringan, dan bobot, semua lapisan di belakangnya.
# **Tebak dulu:** berapa yang tersisa dari kemiringannya saja setelah sepuluh
# lapisan, bila masing-masing memiliki kemiringan terbaik sigmoid, 0,25? Dan
# bila masing-masing 1?

# %%
# NBVAL_CHECK_OUTPUT
print(f"{0.25**10:.1e} {1.0**10:.1e}")

# %% [markdown] lang="en"
# About a millionth. Does it happen in a real net? Ten hidden layers, 1,000
# images, untrained; the mean size of the gradient in each layer, for three
# activations. ReLU comes twice: with the first weights that Keras usually
# draws, and with larger ones that were made for it (`he_normal`, more below).

# %% [markdown] lang="id"
# Sekitar sepersejuta. Apakah hal itu terjadi pada jaringan sungguhan? Sepuluh
# lapisan tersembunyi, 1.000 citra, belum dilatih; rata-rata besar gradien di
# tiap lapisan, untuk tiga fungsi aktivasi. ReLU muncul dua kali: dengan bobot
# awal yang biasanya diundi Keras, dan dengan bobot lebih besar yang memang
# dibuat untuknya (`he_normal`, lihat di bawah).

# %%
loss_function = keras.losses.SparseCategoricalCrossentropy()


def gradient_sizes(activation, start="glorot_uniform"):
    keras.utils.set_random_seed(7)
    deep = keras.Sequential([keras.Input((28, 28, 1)), layers.Flatten()])
    for _ in range(10):
        deep.add(layers.Dense(64, activation, kernel_initializer=start))
    deep.add(layers.Dense(10, activation="softmax"))
    with tf.GradientTape() as tape:
        loss = loss_function(y_few, deep(x_few))
    kernels = [layer.kernel for layer in deep.layers[1:]]
    gradients = tape.gradient(loss, kernels)
    return [float(np.abs(gradient).mean()) for gradient in gradients]


# %%
sizes = pd.DataFrame(index=range(1, 12))
for activation in ("sigmoid", "tanh", "relu"):
    sizes[activation] = gradient_sizes(activation)
sizes["relu, he_normal"] = gradient_sizes("relu", "he_normal")
sizes.loc[[1, 2, 5, 10, 11]]

# %%
ratios = sizes.loc[1] / sizes.loc[11]
ratios.to_frame("1 / 11")

# %%
# NBVAL_CHECK_OUTPUT
print(ratios["sigmoid"] < 1e-5, ratios["relu"] > 0.1)
print(sizes.loc[1, "relu, he_normal"] > 10 * sizes.loc[1, "relu"])

# %% [markdown] lang="en"
# Row 1 is the layer next to the image, row 11 the last one; below, the one
# divided by the other. With sigmoid the first layer gets next to nothing and
# would hardly learn. With ReLU both layers get gradients of the same order.
# How large those are depends on the first weights: with Keras's usual ones all
# of ReLU's are small, with `he_normal` they are more than ten times as large.
# tanh holds out here as well, because its slope is near 1 around 0; it goes
# flat only when the values grow. ReLU stays steep for every positive value and
# costs least to compute: so the hidden layers have ReLU.
#
# ### What softmax is for
#
# The last layer does not want slopes of 1 but *probabilities*: from ten scores
# $z_0, \dots, z_9$,
#
# $$p_k = \frac{e^{z_k}}{\sum_j e^{z_j}}$$
#
# **Predict:** three scores 2, 1, 0, then each larger by 100, then each three
# times as large: what changes?

# %% [markdown] lang="id"
# Baris 1 adalah lapisan di dekat citra, baris 11 lapisan terakhir; di
# bawahnya, yang satu dibagi yang lain. Dengan sigmoid, lapisan pertama hampir
# tidak mendapat apa-apa dan nyaris tidak akan belajar. Dengan ReLU, gradien
# kedua lapisan itu seukuran. Seberapa besar, bergantung pada bobot awalnya:
# dengan bobot bawaan Keras semua gradien ReLU kecil, dengan `he_normal` lebih
# dari sepuluh kali lebih besar. Di sini tanh juga bertahan, karena
# kemiringannya dekat 1 di sekitar 0; tanh baru menjadi datar bila nilainya
# membesar. ReLU tetap curam untuk setiap nilai positif dan paling ringan
# dihitung: karena itu lapisan tersembunyi memakai ReLU.
#
# ### Guna softmax
#
# Lapisan terakhir bukan memerlukan kemiringan 1, melainkan *peluang*: dari
# sepuluh skor $z_0, \dots, z_9$,
#
# $$p_k = \frac{e^{z_k}}{\sum_j e^{z_j}}$$
#
# **Tebak dulu:** tiga skor 2, 1, 0, lalu masing-masing ditambah 100, lalu
# masing-masing dikali tiga: apa yang berubah?

# %%
# NBVAL_CHECK_OUTPUT
scores = np.array([2.0, 1.0, 0.0])
for z in (scores, scores + 100, scores * 3):
    softmax = np.exp(z) / np.exp(z).sum()
    same = np.allclose(softmax, keras.ops.softmax(z), atol=1e-6)
    print(softmax.round(4), softmax.sum().round(6), same)

# %% [markdown] lang="en"
# Only differences between scores count, not their level; larger differences
# make a surer answer. The order never changes, and the sum is always 1.
#
# ## The first weights
#
# Keras draws them at random between -limit and limit (*Glorot uniform*), with
#
# $$\text{limit} = \sqrt{\frac{6}{\text{inputs} + \text{outputs}}}$$
#
# For the first dense layer, 512 inputs and 128 outputs: **predict** the form
# of the histogram, a bell or a box? And where do the biases begin?

# %% [markdown] lang="id"
# Yang berarti hanya selisih antarskor, bukan tingginya; selisih yang lebih
# besar membuat jawaban lebih yakin. Urutannya tidak pernah berubah, dan
# jumlahnya selalu 1.
#
# ## Bobot awal
#
# Keras mengundinya secara acak antara -batas dan batas (*Glorot uniform*),
# dengan
#
# $$\text{batas} = \sqrt{\frac{6}{\text{masukan} + \text{keluaran}}}$$
#
# Untuk lapisan dense pertama, 512 masukan dan 128 keluaran: **tebak dulu**
# bentuk histogramnya, lonceng atau kotak? Dan dari mana bias bermula?

# %%
keras.utils.set_random_seed(7)
model = mh.build_cnn()
mh.show(mc.lesson_10.plot_weights(model, "dense_1"))

# %%
# NBVAL_CHECK_OUTPUT
weights, biases = model.get_layer("dense_1").get_weights()
limit = np.sqrt(6 / (512 + 128))
print(round(float(limit), 4), bool(np.abs(weights).max() <= limit))
print(np.unique(biases))

# %% [markdown] lang="en"
# A box: every value between the limits is equally likely. All biases begin at
# 0. The spread of such a box is limit / √3, so the spread depends on the size
# of the layer. Why?
#
# ### Why their scale matters
#
# 20 dense layers in a row, each of 256 units with ReLU, the weights drawn with
# four spreads: 0.01; Glorot's $\sqrt{2/(n + n)}$; He's $\sqrt{2/n}$, made for
# ReLU; 0.3. **Predict:** which of them keeps the values as they are, layer
# after layer?

# %% [markdown] lang="id"
# Kotak: setiap nilai di antara kedua batas sama mungkinnya. Semua bias bermula
# dari 0. Simpangan baku kotak seperti ini adalah batas / √3, jadi sebarannya
# bergantung pada ukuran lapisan. Mengapa?
#
# ### Mengapa skalanya penting
#
# 20 lapisan dense berurutan, masing-masing 256 unit dengan ReLU, bobotnya
# diundi dengan empat sebaran: 0,01; Glorot $\sqrt{2/(n + n)}$; He
# $\sqrt{2/n}$, yang dibuat untuk ReLU; 0,3. **Tebak dulu:** mana yang menjaga
# besar nilainya tetap, lapisan demi lapisan?

# %%
n = 256
glorot, he = np.sqrt(2 / (n + n)), np.sqrt(2 / n)
spreads = {"0.01": [], "Glorot": [], "He": [], "0.3": []}
for name, scale in zip(spreads, (0.01, glorot, he, 0.3)):
    random = np.random.default_rng(7)
    signal = random.normal(size=(500, n))
    for _ in range(20):
        drawn = random.normal(0, scale, (n, n))
        signal = np.maximum(signal @ drawn, 0)
        spreads[name].append(signal.std())
mh.show(mc.lesson_10.plot_spread(spreads))

# %% [markdown] lang="en"
# Mind the axis: from label to label it is a factor of 10,000. Too small, and
# the signal dies; too large, and it explodes. He's scale keeps it. Glorot's
# shrinks it slowly, since ReLU throws away half of the values and Glorot does
# not reckon with that. Our CNN has only four layers with weights, so Keras's
# usual Glorot is good enough. What would it lose?

# %% [markdown] lang="id"
# Perhatikan sumbunya: dari label ke label faktornya 10.000. Terlalu kecil,
# sinyalnya lenyap; terlalu besar, sinyalnya meledak. Skala He menjaganya.
# Skala Glorot mengecilkannya perlahan, karena ReLU membuang separuh nilainya
# dan Glorot tidak memperhitungkan hal itu. CNN kita hanya memiliki empat
# lapisan berbobot, jadi Glorot, bawaan Keras, sudah memadai. Berapa yang
# hilang?

# %%
pd.DataFrame(spreads, index=range(1, 21)).loc[[1, 4, 20], ["Glorot", "He"]]

# %% [markdown] lang="en"
# After four layers Glorot's values have about a quarter of He's spread; after
# 20 about a thousandth. For a deep net one would write
# `kernel_initializer="he_normal"`.
#
# ## Misconception: "all weights 0 is a fair start"
#
# Zero sounds neutral, and the biases start there, too. Three nets that differ
# in nothing but the start (all weights 0; all 0.05; Keras's random ones), ten
# epochs on 1,000 images. **Predict** the accuracies on these images, and how
# many of the 64 hidden units are different at the end:

# %% [markdown] lang="id"
# Setelah empat lapisan, sebaran dengan Glorot sekitar seperempat dari sebaran
# dengan He; setelah 20 lapisan sekitar seperseribu. Untuk jaringan yang dalam
# orang menulis `kernel_initializer="he_normal"`.
#
# ## Salah paham: "semua bobot 0 adalah titik awal yang netral"
#
# Nol terdengar netral, dan bias pun bermula dari sana. Tiga jaringan yang
# hanya berbeda titik awalnya (semua bobot 0; semuanya 0,05; bobot acak dari
# Keras), sepuluh epoch dengan 1.000 citra. **Tebak dulu** akurasinya pada
# citra-citra itu, dan berapa dari 64 unit tersembunyi yang berbeda di akhir:


# %%
def train_from(start):
    keras.utils.set_random_seed(7)
    net = keras.Sequential([keras.Input((28, 28, 1)), layers.Flatten()])
    for units, activation in ((64, "relu"), (10, "softmax")):
        net.add(layers.Dense(units, activation, kernel_initializer=start))
    net.compile("adam", loss_function, metrics=["accuracy"])
    net.fit(x_few, y_few, batch_size=100, epochs=10, verbose=0)
    _loss, accuracy = net.evaluate(x_few, y_few, verbose=0)
    weights = np.round(net.layers[1].get_weights()[0], 5)
    units = {unit.tobytes() for unit in weights.T}
    return accuracy, np.abs(weights).max(), len(units)


# %%
starts = {
    "zeros": train_from("zeros"),
    "all 0.05": train_from(keras.initializers.Constant(0.05)),
    "glorot_uniform": train_from("glorot_uniform"),
}
columns = ["accuracy", "largest weight", "different units"]
started = pd.DataFrame(starts, index=columns).T
started

# %%
# NBVAL_CHECK_OUTPUT
print(started["different units"].astype(int).tolist())
print(np.bincount(y_few), np.bincount(y_few).max() / len(y_few))

# %% [markdown] lang="en"
# From zero *nothing* moves: after ten epochs the hidden weights are still 0.
# Every hidden unit answers 0 and the weights behind it are 0, so every slope
# is 0, too. Only the last biases learn, and so the net answers the most
# frequent digit to every image: its accuracy is that digit's share, the last
# number above. From 0.05 the weights do move, but all 64 units get the same
# gradient and stay one and the same unit: this is the **symmetry** that has to
# be broken. Put right: random weights make the units different, and each can
# learn something else. Biases may start at 0.
#
# ## The loss function: cross-entropy by hand
#
# It is minus the logarithm of the probability that the model gives to the
# *true* digit $y$, and over $N$ images the mean of that:
#
# $$L = -\frac{1}{N} \sum_{i=1}^{N} \ln p_{i,\,y_i}$$
#
# Our untrained CNN, on the first image:

# %% [markdown] lang="id"
# Dari nol *tidak ada* yang bergerak: setelah sepuluh epoch bobot tersembunyi
# masih 0. Semua unit tersembunyi menjawab 0 dan bobot di belakangnya juga 0,
# jadi semua kemiringan 0. Hanya bias terakhir yang belajar, sehingga jaringan
# menjawab digit yang paling sering untuk setiap citra: akurasinya sama dengan
# proporsi digit itu, bilangan terakhir di atas. Dari 0,05 bobotnya memang
# bergerak, tetapi ke-64 unit mendapat gradien yang sama sehingga tetap satu
# unit yang sama: inilah **simetri** yang harus dipecahkan. Yang benar: bobot
# acak membuat unit-unitnya berbeda, dan masing-masing dapat belajar hal lain.
# Bias boleh bermula dari 0.
#
# ## Fungsi kerugian: entropi silang secara manual
#
# Entropi silang (cross-entropy) adalah minus logaritma dari peluang yang
# diberikan model kepada digit yang *benar*, $y$; untuk $N$ citra diambil
# rata-ratanya:
#
# $$L = -\frac{1}{N} \sum_{i=1}^{N} \ln p_{i,\,y_i}$$
#
# CNN kita yang belum dilatih, untuk
# citra pertama:

# %%
probabilities = np.array(model(x_few[:1]))[0]
digit = int(y_few[0])
loss_by_hand = -np.log(probabilities[digit])
loss_by_keras = float(loss_function(y_few[:1], probabilities[None]))
print(probabilities.round(3))
print(f"{digit} {loss_by_hand:.4f} {loss_by_keras:.4f}")

# %% [markdown] lang="en"
# Ten probabilities; then the true digit, the loss by hand and by Keras. The
# other nine probabilities play no part of their own. **Predict:** the loss
# for a probability of 1? of 0.5? of 0.001?

# %% [markdown] lang="id"
# Sepuluh peluang; lalu digit yang benar, kerugian secara manual dan dari
# Keras. Sembilan peluang lainnya tidak ikut dihitung secara langsung. **Tebak
# dulu:** berapa kerugian untuk peluang 1? 0,5? 0,001?

# %%
# NBVAL_CHECK_OUTPUT
given = np.array([1, 0.9, 0.5, 0.1, 0.01, 0.001])
pd.DataFrame({"p": given, "loss": np.log(1 / given)})

# %% [markdown] lang="en"
# A sure and right answer costs nothing; a sure and *wrong* one (a small
# probability for the true digit) costs a great deal.
#
# ## The loss before training
#
# Now a model that has learnt nothing:

# %% [markdown] lang="id"
# Jawaban yang yakin dan benar tidak merugikan; jawaban yang yakin dan *salah*
# (peluang kecil untuk digit yang benar) sangat merugikan.
#
# ## Kerugian sebelum pelatihan
#
# Sekarang model yang belum belajar apa-apa:

# %%
mc.quiz("initial_loss")

# %% [markdown] lang="en"
# See: the CNN from five starts, on 1,000 images; below, ln 10.

# %% [markdown] lang="id"
# Lihatlah: CNN dari lima titik awal, untuk 1.000 citra; di bawahnya, ln 10.

# %%
first_losses = []
for seed in range(5):
    keras.utils.set_random_seed(seed)
    first_losses.append(float(loss_function(y_few, mh.build_cnn()(x_few))))
print(np.round(first_losses, 3))
print(np.log(10).round(3))

# %% [markdown] lang="en"
# All close to ln 10, and a little above: the random answers are not exactly a
# tenth each. A first loss far from it gives a mistake away *before* an hour of
# training. The commonest one, pixels that nobody divided by 255:

# %% [markdown] lang="id"
# Semuanya dekat dengan ln 10, sedikit di atasnya: jawaban acak itu tidak
# persis sepersepuluh masing-masing. Kerugian awal yang jauh dari sana
# mengungkapkan kesalahan *sebelum* pelatihan selama satu jam. Yang paling
# umum, piksel yang belum dibagi 255:

# %%
float(loss_function(y_few, model(x_few * 255)))

# %% [markdown] lang="en"
# Many times too large. So look at the first loss, always.
#
# ## One step by hand
#
# The **gradient** says how the loss changes with each weight: uphill. A step
# *against* it lowers the loss, `weight - rate * gradient`, where the rate is
# the **learning rate**. That is plain gradient descent (SGD), written out:

# %% [markdown] lang="id"
# Berkali-kali lipat terlalu besar. Jadi, periksalah selalu kerugian awal.
#
# ## Satu langkah secara manual
#
# **Gradien** menyatakan bagaimana kerugian berubah terhadap tiap bobot: arah
# menanjak. Langkah yang *berlawanan* arah dengannya menurunkan kerugian,
# `bobot - laju * gradien`; lajunya adalah **laju pembelajaran** (learning
# rate). Inilah penurunan gradien biasa (SGD), ditulis lengkap:


# %%
def one_step(rate):
    keras.utils.set_random_seed(7)
    cnn = mh.build_cnn()
    with tf.GradientTape() as tape:
        before = loss_function(y_few, cnn(x_few))
    gradients = tape.gradient(before, cnn.trainable_variables)
    for weight, gradient in zip(cnn.trainable_variables, gradients):
        weight.assign(weight - rate * gradient)
    after = loss_function(y_few, cnn(x_few))
    return float(before), float(after), cnn


# %%
before, after, stepped = one_step(0.1)
print(f"{before:.4f} -> {after:.4f}")

# %% [markdown] lang="en"
# Lower, from one step, over all 73,594 parameters. Does Keras's optimizer do
# the same? We let it take one step from the same start and compare every
# weight:

# %% [markdown] lang="id"
# Turun, dari satu langkah, untuk seluruh 73.594 parameter. Apakah optimizer
# Keras melakukan hal yang sama? Kita biarkan ia melangkah sekali dari titik
# awal yang sama, lalu bandingkan semua bobotnya:

# %%
# NBVAL_CHECK_OUTPUT
keras.utils.set_random_seed(7)
by_keras = mh.build_cnn()
by_keras.compile(keras.optimizers.SGD(0.1), loss_function)
by_keras.train_on_batch(x_few, y_few)
pairs = zip(stepped.get_weights(), by_keras.get_weights())
all(np.allclose(one, other, atol=1e-5) for one, other in pairs)

# %% [markdown] lang="en"
# ### How long a step?
#
# From the same start, one step at each of ten learning rates. **Predict:**
# does the loss fall further and further, the longer the step?

# %% [markdown] lang="id"
# ### Seberapa panjang langkahnya?
#
# Dari titik awal yang sama, satu langkah dengan masing-masing dari sepuluh
# laju pembelajaran. **Tebak dulu:** makin panjang langkahnya, makin jauhkah
# kerugiannya turun?

# %%
valley = {}
for rate in (0, 0.01, 0.1, 0.3, 1, 2, 3, 4, 5, 7, 10):
    _loss_before, valley[rate], _cnn = one_step(rate)
mh.show(mc.lesson_10.plot_loss_after_step(valley))

# %%
# NBVAL_CHECK_OUTPUT
print(valley[0] > valley[0.01] > valley[0.3] > valley[1])
print(valley[10] > valley[0])

# %% [markdown] lang="en"
# Too short, and hardly anything happens; too long, and the step lands on the
# other side of the valley, higher than it began: the gradient tells the
# direction, not how far it holds. The learning rate is the
# first thing to look at when training goes wrong.
#
# ## The optimizer: SGD and Adam from the same start
#
# **Adam** gives each weight a step of its own length, by what its gradients
# have been so far. Its *first* step has nearly the same length everywhere,
# the learning rate. The changes of all weights after one step of Adam with
# 0.001:

# %% [markdown] lang="id"
# Terlalu pendek, hampir tidak terjadi apa-apa; terlalu panjang, langkahnya
# mendarat di seberang lembah, lebih tinggi daripada semula: gradien
# menunjukkan arah, bukan sejauh mana arah itu berlaku. Laju pembelajaran
# adalah hal pertama yang diperiksa bila pelatihan bermasalah.
#
# ## Optimizer: SGD dan Adam dari titik awal yang sama
#
# **Adam** memberi tiap bobot langkah dengan panjangnya sendiri, menurut
# gradiennya selama ini. Langkah *pertamanya* hampir sama panjang di mana-mana,
# yaitu sebesar laju pembelajaran. Perubahan semua bobot setelah satu langkah
# Adam dengan 0,001:

# %%
keras.utils.set_random_seed(7)
by_adam, moves = mh.build_cnn(), []
old_weights = by_adam.get_weights()
by_adam.compile(keras.optimizers.Adam(0.001), loss_function)
by_adam.train_on_batch(x_few, y_few)
for old, new in zip(old_weights, by_adam.get_weights()):
    moves.extend(np.abs(new - old).ravel())
np.quantile(moves, [0.25, 0.5, 0.75, 1]).round(5)

# %% [markdown] lang="en"
# A quarter, a half, three quarters and all of the weights moved by at most so
# much. Now 30 steps on 100 images, from the same start: SGD with Keras's
# usual rate of 0.01, SGD with 0.1, Adam with its usual 0.001.
# **Predict** the order at the end:

# %% [markdown] lang="id"
# 25 %, 50 %, 75 %, dan 100 % bobot berubah paling banyak sebesar itu. Sekarang
# 30 langkah dengan 100 citra, dari titik awal yang sama: SGD dengan laju
# bawaan Keras 0,01, SGD dengan 0,1, dan Adam dengan laju bawaannya 0,001.
# **Tebak dulu** urutannya di akhir:

# %%
x_100, y_100 = x_train[:100], y_train[:100]


def losses_of_30_steps(optimizer):
    keras.utils.set_random_seed(7)
    cnn = mh.build_cnn()
    cnn.compile(optimizer, loss_function)
    # One batch of all images, so an epoch is a step.
    history = cnn.fit(x_100, y_100, batch_size=100, epochs=30, verbose=0)
    return history.history["loss"]


# %%
losses = {
    "SGD 0.01": losses_of_30_steps(keras.optimizers.SGD(0.01)),
    "SGD 0.1": losses_of_30_steps(keras.optimizers.SGD(0.1)),
    "Adam 0.001": losses_of_30_steps(keras.optimizers.Adam(0.001)),
}
mh.show(mh.plot_losses(losses))

# %% [markdown] lang="en"
# Adam is far ahead here, SGD with 0.1 comes next, SGD with 0.01 last. Note
# that SGD's two lines differ in nothing but the rate: the rate counts as much
# as the optimizer's name. Where SGD's line jumps up, the ground was steeper
# and a step at the same rate too long. One race of 30 steps proves no general
# law; the course takes Adam and, in lesson 11, a rate that rises and then
# falls.
#
# ## `compile` puts it together
#
# Optimizer, loss function and metrics are handed to the model. A **metric** is
# only looked at: training follows the loss, people follow the accuracy.
# **Predict** loss and accuracy of the model that has learnt nothing:

# %% [markdown] lang="id"
# Di sini Adam jauh di depan, disusul SGD dengan 0,1, lalu SGD dengan 0,01.
# Perhatikan, kedua garis SGD hanya berbeda lajunya: laju sama pentingnya
# dengan nama optimizer. Di tempat garis SGD melonjak, lerengnya lebih curam
# sehingga langkah dengan laju yang sama terlalu panjang. Satu percobaan 30
# langkah tidak membuktikan apa pun secara umum. Kursus ini memakai Adam dan,
# di pelajaran 11, laju yang naik lalu turun.
#
# ## `compile` menyatukan semuanya
#
# Optimizer, fungsi kerugian, dan metrik diserahkan kepada model. **Metrik**
# hanya diamati: pelatihan mengikuti kerugian, manusia mengikuti akurasi.
# **Tebak dulu** kerugian dan akurasi model yang belum belajar apa-apa:

# %%
model.compile(
    optimizer=keras.optimizers.Adam(learning_rate=0.001),
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
)
np.round(model.evaluate(x_val, y_val, verbose=0), 3)

# %% [markdown] lang="en"
# About ln 10, and about one in ten.
#
# ### One-hot labels
#
# `sparse` says that the labels are digits such as 6. Many programs turn each
# into a row with a single 1 first (*one-hot*, by `to_categorical`); the loss
# is then called `categorical_crossentropy`. **Predict:** is it another number?

# %% [markdown] lang="id"
# Sekitar ln 10, dan sekitar satu dari sepuluh.
#
# ### Label *one-hot*
#
# `sparse` berarti labelnya berupa digit seperti 6. Banyak program lebih dulu
# mengubah tiap label menjadi satu baris dengan satu angka 1 (*one-hot*, dengan
# `to_categorical`); fungsi kerugiannya lalu bernama
# `categorical_crossentropy`. **Tebak dulu:** apakah bilangannya lain?

# %%
# NBVAL_CHECK_OUTPUT
one_hot = keras.utils.to_categorical(y_few, num_classes=10)
answers = model(x_few)
loss_of_rows = keras.losses.CategoricalCrossentropy()(one_hot, answers)
print(y_few[0], one_hot[0].astype(int))
print(np.isclose(loss_of_rows, loss_function(y_few, answers)))

# %% [markdown] lang="en"
# The same: all products with 0 fall away. One-hot rows take more memory and
# tell nothing more; only the name of the loss must fit the labels.
#
# ### "`compile` trains or resets the model"
#
# Another thing often believed. **Predict:** do the weights change?

# %% [markdown] lang="id"
# Sama: semua hasil kali dengan 0 hilang. Baris *one-hot* memakan lebih banyak
# memori dan tidak memuat keterangan tambahan; yang penting, nama fungsi
# kerugian harus cocok dengan labelnya.
#
# ### "`compile` melatih atau mengatur ulang model"
#
# Satu lagi yang sering disangka orang. **Tebak dulu:** apakah bobotnya
# berubah?

# %%
# NBVAL_CHECK_OUTPUT
weights_before = model.get_weights()
model.compile("sgd", "sparse_categorical_crossentropy")
pairs = zip(weights_before, model.get_weights())
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
mc.check_five_class_loss(start_loss)

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
mc.check_relu_slope(relu_slopes)

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
# ## Exercise 3: a step on paper
#
# A weight is 0.5, its gradient -2, the learning rate 0.1. Where is the weight
# after one step of SGD?

# %% [markdown] lang="id"
# ## Latihan 3: satu langkah di atas kertas
#
# Sebuah bobot bernilai 0,5, gradiennya -2, laju pembelajarannya 0,1. Berapa
# bobot itu setelah satu langkah SGD?

# %%
next_weight = ...

# %%
mc.check_next_weight(next_weight)

# %% [markdown] lang="en"
# <details><summary>Solution</summary>
#
# ```python
# next_weight = 0.5 - 0.1 * -2  # 0.7
# ```
#
# The slope falls to the right, so the weight goes to the right.
# </details>
#
# ## Exercise 4 (open): find the fault by the first loss
#
# Break the CNN or its data in three ways of your own (pixels from 0 to 255,
# labels from 1 to 10, one unit too few at the end, no softmax, all weights 1,
# ...) and write down the first loss of each, or the error.
#
# Check yourself:
# - Did you say *before* each run what you expected?
# - Which faults does the first loss give away, and which does it hide?
# - Is one of your faults silent: a first loss near 2.303, and yet wrong?
# - Could a classmate find the fault from your number alone?

# %% [markdown] lang="id"
# <details><summary>Jawaban</summary>
#
# ```python
# next_weight = 0.5 - 0.1 * -2  # 0,7
# ```
#
# Kurvanya menurun ke kanan, jadi bobotnya bergerak ke kanan.
# </details>
#
# ## Latihan 4 (terbuka): temukan kesalahan dari kerugian awal
#
# Rusaklah CNN atau datanya dengan tiga cara Anda sendiri (piksel 0 sampai 255,
# label 1 sampai 10, kurang satu unit di akhir, tanpa softmax, semua bobot 1,
# ...), lalu catat kerugian awalnya masing-masing, atau pesan galatnya.
#
# Periksa sendiri:
# - Apakah dugaan Anda ditulis *sebelum* tiap percobaan?
# - Kesalahan mana yang diungkapkan oleh kerugian awal, dan mana yang tidak?
# - Adakah kesalahan yang tersembunyi: kerugian awalnya dekat 2,303, tetapi
#   tetap salah?
# - Dapatkah teman Anda menemukan kesalahannya dari bilangan itu saja?

# %% [markdown] lang="en"
# ## Summary
#
# - ReLU in the hidden layers, so that gradients reach the first one; softmax
#   at the end, for probabilities.
# - First weights are random, never all 0, and their scale keeps the signal
#   alive.
# - The loss is -ln of the true digit's probability: about ln 10 = 2.303
#   before training. Far from it: look for a mistake.
# - A step against the gradient lowers the loss, unless it is too long.
# - `compile` only notes how training will be done.
#
# | English | Indonesian |
# |---|---|
# | activation function | fungsi aktivasi |
# | slope | kemiringan |
# | weight | bobot |
# | loss function | fungsi kerugian (loss function) |
# | cross-entropy | entropi silang (cross-entropy) |
# | gradient | gradien |
# | learning rate | laju pembelajaran (learning rate) |
# | optimizer | optimizer |
#
# **Into chapter 3:** "Hidden layers use ReLU, the output layer softmax. The
# first weights are drawn by Glorot's rule, biases start at 0. The loss
# function is cross-entropy, the optimizer Adam, the metric accuracy"; with it
# the learning rate of lesson 11 and the loss before training.
#
# **Next:** [11 train](11_train.ipynb)

# %% [markdown] lang="id"
# ## Ringkasan
#
# - ReLU di lapisan tersembunyi, agar gradien sampai ke lapisan pertama;
#   softmax di akhir, untuk peluang.
# - Bobot awal harus acak, tidak boleh semuanya 0, dan skalanya menjaga sinyal
#   tetap hidup.
# - Kerugian adalah -ln dari peluang digit yang benar: sekitar ln 10 = 2,303
#   sebelum pelatihan. Bila jauh dari itu, carilah kesalahannya.
# - Langkah berlawanan arah gradien menurunkan kerugian, kecuali terlalu
#   panjang.
# - `compile` hanya mencatat bagaimana pelatihan akan dilakukan.
#
# | Inggris | Indonesia |
# |---|---|
# | activation function | fungsi aktivasi |
# | slope | kemiringan |
# | weight | bobot |
# | loss function | fungsi kerugian (loss function) |
# | cross-entropy | entropi silang (cross-entropy) |
# | gradient | gradien |
# | learning rate | laju pembelajaran (learning rate) |
# | optimizer | optimizer |
#
# **Untuk Bab 3:** "Lapisan tersembunyi menggunakan ReLU, lapisan keluaran
# menggunakan softmax. Bobot awal diundi menurut aturan Glorot, bias bermula
# dari 0. Fungsi kerugiannya entropi silang (cross-entropy), optimizer-nya
# Adam, metriknya akurasi"; ditambah laju pembelajaran dari pelajaran 11 dan
# kerugian sebelum pelatihan.
#
# **Berikutnya:** [11 train](11_train.ipynb)
