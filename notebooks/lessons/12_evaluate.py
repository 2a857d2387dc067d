# %% [markdown] lang="en"
# # 12 · Evaluate
#
# {{head}}
#
# The seed's words: "to judge how accurately it predicts on data that was not
# used in training".
#
# You will learn
# - how to judge a model on images that it never saw, once,
# - what "99.2 %" can and can't say, beside simpler models,
# - where and why it fails, digit by digit and image by image.
#
# **Read before:** [11 train](11_train.ipynb).

# %% [markdown] lang="id"
# # 12 · Evaluasi model
#
# {{head}}
#
# Menurut rumusan langkah ini: "untuk menilai sejauh mana model dapat melakukan
# prediksi dengan akurat pada data yang tidak digunakan dalam pelatihan".
#
# Anda akan mempelajari
# - cara menilai model dengan citra yang belum pernah dilihatnya, satu kali,
# - apa yang dapat dan tidak dapat dikatakan oleh angka "99,2 %", dibandingkan
#   dengan model yang lebih sederhana,
# - di mana dan mengapa model gagal, digit demi digit dan citra demi citra.
#
# **Prasyarat:** [11 train](11_train.ipynb).

# %%
import math

import keras
import numpy as np
import pandas as pd
import tensorflow as tf
from scipy.stats import chi2_contingency

# %% [markdown] lang="en"
# ## A model to judge
#
# The CNN of lesson 09, trained as in lesson 11: three epochs over the 54,000
# training images, the Adam optimizer, a learning rate that rises and falls.
# Its weights come with the course, so nobody waits for a training here.

# %% [markdown] lang="id"
# ## Model yang akan dinilai
#
# CNN dari pelajaran 09, dilatih seperti di pelajaran 11: tiga epoch dengan
# 54.000 citra latih, optimizer Adam, laju pembelajaran (learning rate) yang
# naik lalu turun. Bobotnya disertakan dalam kursus, sehingga di sini Anda
# tidak perlu menunggu pelatihan.

# %%
# NBVAL_CHECK_OUTPUT
(x_train, y_train), (x_val, y_val) = mh.prepare_mnist()
model = mh.load_trained("cnn")
x_train.shape, x_val.shape

# %% [markdown] lang="en"
# ## Baselines, fixed beforehand
#
# 99 % sounds good. Good against what? Three simpler ways to answer:
#
# - **always 1**, the most frequent digit,
# - **nearest mean:** the digit whose mean training image is most similar
#   (smallest sum of squared differences, pixel by pixel),
# - **dense:** a net without convolutions, two epochs. We train it twice, from
#   two seeds; its twin will be needed further down.
#
# All of them know the training images only. The function trains as lesson 11
# did:

# %% [markdown] lang="id"
# ## Pembanding, ditetapkan lebih dulu
#
# 99 % terdengar bagus. Bagus dibandingkan dengan apa? Tiga cara menjawab yang
# lebih sederhana:
#
# - **selalu 1**, digit yang paling sering,
# - **rata-rata terdekat:** digit yang citra latih rata-ratanya paling mirip
#   (jumlah kuadrat selisih terkecil, piksel demi piksel),
# - **dense:** jaringan tanpa konvolusi, dua epoch. Kita melatihnya dua kali,
#   dari dua seed; kembarannya (twin) diperlukan nanti.
#
# Semuanya hanya mengenal citra latih. Fungsi ini melatih seperti di pelajaran
# 11:


# %%
def train_dense(seed):
    keras.utils.set_random_seed(seed)
    net = mh.build_dense()
    steps = 2 * math.ceil(len(x_train) / 128)
    net.compile(
        optimizer=keras.optimizers.Adam(mh.OneCycle(0.01, steps)),
        loss="sparse_categorical_crossentropy",
        steps_per_execution=8,
    )
    net.fit(x_train, y_train, batch_size=128, epochs=2, verbose=0)
    return net


# %%
dense = train_dense(seed=7)
twin = train_dense(seed=8)

# %%
means = mh.mean_images(x_train, y_train)


def nearest_mean(images):
    gaps = []
    for mean in means:
        gaps.append(((images[..., 0] - mean) ** 2).sum(axis=(1, 2)))
    return np.argmin(gaps, axis=0)


# %%
def ask(net, images):
    return net.predict(images, verbose=0).argmax(axis=1)


def answer_all(images):
    return {
        "always 1": np.ones(len(images), dtype=int),
        "nearest mean": nearest_mean(images),
        "dense": ask(dense, images),
        "cnn": ask(model, images),
    }


# %%
def tabulate(labels, answers):
    rows = {}
    for name, answer in answers.items():
        rows[name] = mh.accuracy_interval(labels, answer)._asdict()
    return pd.DataFrame.from_dict(rows, orient="index")


# %% [markdown] lang="en"
# ## Validation first
#
# Every choice was made on validation data. **Predict** the four accuracies
# there, then look. *low* and *high* bound the 95 % confidence interval.

# %% [markdown] lang="id"
# ## Validasi lebih dulu
#
# Semua pilihan dibuat dengan data validasi. **Tebak dulu** keempat akurasinya
# di sana, lalu lihat. *bawah* dan *atas* adalah batas selang kepercayaan
# (confidence interval) 95 %.

# %%
val_answers = answer_all(x_val)
validation_accuracy = mh.accuracy_interval(y_val, val_answers["cnn"])
mh.log_result("validation_accuracy", validation_accuracy)
tabulate(y_val, val_answers)

# %% [markdown] lang="en"
# ## Open the sealed test set, once
#
# Now all four are fixed, and nothing will be changed after what follows.
# **Predict:** will the CNN's accuracy be exactly the same as on validation
# data? Each opening is listed with its reason. (The script that made the
# CNN's weights opened the test set once, to write its accuracy beside them;
# nothing was chosen by that.)

# %% [markdown] lang="id"
# ## Membuka data uji yang disegel, satu kali
#
# Sekarang keempatnya sudah tetap, dan tidak ada yang akan diubah setelah ini.
# **Tebak dulu:** apakah akurasi CNN akan persis sama dengan pada data
# validasi? Setiap pembukaan dicatat beserta alasannya. (Skrip yang membuat
# bobot CNN ini membuka data uji satu kali untuk menuliskan akurasinya di
# samping bobot itu; tidak ada yang dipilih berdasarkan angka itu.)

# %%
sealed = mh.SealedTest()
x_test, y_test = sealed.open(lesson="12_evaluate", reason="final accuracy")
probabilities = model.predict(x_test, verbose=0)
y_pred = probabilities.argmax(axis=1)
test_accuracy = mh.accuracy_interval(y_test, y_pred)
mh.log_result("test_accuracy", test_accuracy)
print(test_accuracy)

# %% [markdown] lang="en"
# `predict` gave ten probabilities for each image; the largest is the answer.
# With the answers in hand, everything below can be asked. Keras also has
# `evaluate`, which most programs end with: loss and accuracy in one call, but
# no answers. The accuracy is the same,
#
# $$\text{accuracy} = \frac{\text{right answers}}{\text{images}}$$

# %% [markdown] lang="id"
# `predict` memberi sepuluh peluang untuk tiap citra; yang terbesar menjadi
# jawabannya. Dengan jawaban itu, semua pertanyaan di bawah dapat diajukan.
# Keras juga memiliki `evaluate`, penutup kebanyakan program: kerugian dan
# akurasi dalam satu panggilan, tetapi tanpa jawabannya. Akurasinya sama,
#
# $$\text{akurasi} = \frac{\text{jawaban benar}}{\text{banyaknya citra}}$$

# %%
model.compile(loss="sparse_categorical_crossentropy", metrics=["accuracy"])
test_loss, by_evaluate = model.evaluate(x_test, y_test, verbose=0)
print(round(test_loss, 4))

# %%
# NBVAL_CHECK_OUTPUT
print(np.isclose(by_evaluate, test_accuracy.accuracy))

# %% [markdown] lang="en"
# **The accuracy with its interval goes into chapter 3**, and with it what
# follows from the answers. For the model that you trained yourself, lesson 14
# hands both on:
#
# ```python
# mc.chapter3.record_run(..., test=(y_test, y_pred), openings=sealed.openings)
# ```
#
# Whoever opens the test set again, after a change, is choosing on it; the seal
# asks:

# %% [markdown] lang="id"
# **Akurasi beserta selangnya masuk ke Bab 3**, begitu juga semua yang dihitung
# dari jawabannya. Untuk model yang Anda latih sendiri, pelajaran 14
# meneruskan keduanya:
#
# ```python
# mc.chapter3.record_run(..., test=(y_test, y_pred), openings=sealed.openings)
# ```
#
# Orang yang membuka data uji lagi setelah mengubah sesuatu berarti memilih
# dengan data uji; segelnya bertanya:

# %%
# NBVAL_CHECK_OUTPUT
try:
    sealed.open(lesson="12_evaluate", reason="once more")
except ValueError as error:
    print(error)

# %% [markdown] lang="en"
# ## What the interval says
#
# Other test images of the same kind would give another accuracy. By how much?
# A share $p$ among $n$ images varies by about
# $\pm\,1.96\sqrt{p(1-p)/n}$. The lower bound by hand and by the helper, which
# uses Wilson's formula (better near 100 %), then the upper one:

# %% [markdown] lang="id"
# ## Makna selang kepercayaan
#
# Citra uji lain yang sejenis akan memberi akurasi lain. Seberapa jauh bedanya?
# Proporsi $p$ dari $n$ citra berubah-ubah sekitar
# $\pm\,1{,}96\sqrt{p(1-p)/n}$. Batas bawah yang dihitung secara manual dan
# oleh fungsi bantu, yang memakai rumus Wilson (lebih baik di dekat 100 %),
# lalu batas atasnya:

# %%
p, n = test_accuracy.accuracy, test_accuracy.total
half = 1.96 * (p * (1 - p) / n) ** 0.5
for bound in (p - half, test_accuracy.low, p + half, test_accuracy.high):
    print(mh.format_percent(bound, 2))

# %% [markdown] lang="en"
# **Predict:** a model is right on 99 of 100 images, another on 990 of 1,000, a
# third on 9,900 of 10,000. How wide are their intervals?

# %% [markdown] lang="id"
# **Tebak dulu:** sebuah model benar pada 99 dari 100 citra, yang lain 990 dari
# 1.000, yang ketiga 9.900 dari 10.000. Seberapa lebar selangnya?

# %%
# NBVAL_CHECK_OUTPUT
for total in (100, 1000, 10000):
    zeros = np.zeros(total, dtype=int)
    ones_at_the_end = (np.arange(total) >= 0.99 * total).astype(int)
    print(mh.accuracy_interval(zeros, ones_at_the_end))

# %% [markdown] lang="en"
# The same 99 %, yet the first may be 95 %. A hundred times as many images make
# the interval roughly ten times as narrow.
#
# And what are the **95 %**? A model that is right with a probability of 0.99
# is asked 1,000 images, again and again, 2,000 times. In how many of these
# does the interval hold the 0.99?

# %% [markdown] lang="id"
# Sama-sama 99 %, tetapi yang pertama mungkin saja 95 %. Citra seratus kali
# lebih banyak membuat selangnya kira-kira sepuluh kali lebih sempit.
#
# Lalu apa arti **95 %**? Sebuah model yang benar dengan peluang 0,99 ditanyai
# 1.000 citra, berulang-ulang, 2.000 kali. Pada berapa banyak di antaranya
# selang itu memuat 0,99?

# %%
# NBVAL_CHECK_OUTPUT
rng = np.random.default_rng(7)
covered = 0
for right_answers in rng.binomial(1000, 0.99, size=2000):
    answers = (np.arange(1000) >= right_answers).astype(int)
    interval = mh.accuracy_interval(np.zeros(1000, int), answers)
    covered += interval.low <= 0.99 <= interval.high
print(covered / 2000)

# %% [markdown] lang="en"
# In about 95 of 100. So the 95 % speak of *other images*, drawn like these,
# with the model as it is. They say nothing of another training: that is the
# interval over seeds of lesson 13, where the images are the same and the
# models differ.
#
# ## "99.2 against 99.3"
#
# Someone writes: "our model is better by 0.1". First your opinion, then the
# intervals of two such models:

# %% [markdown] lang="id"
# Pada sekitar 95 dari 100. Jadi, 95 % itu berbicara tentang *citra lain* yang
# diambil dengan cara yang sama, untuk model apa adanya. Angka itu tidak
# mengatakan apa pun tentang pelatihan lain: untuk itu ada selang atas seed di
# pelajaran 13; di sana citranya sama dan modelnya yang berbeda.
#
# ## "99,2 melawan 99,3"
#
# Seseorang menulis: "model kami lebih baik 0,1". Mula-mula pendapat Anda, lalu
# selang dari dua model seperti itu:

# %%
mc.quiz("one_tenth")

# %%
# NBVAL_CHECK_OUTPUT
truth = np.zeros(10000, dtype=int)
places = np.arange(10000)
pred_a = (places < 80).astype(int)
pred_b = ((places >= 50) & (places < 120)).astype(int)
for answer in (pred_a, pred_b):
    print(mh.accuracy_interval(truth, answer))

# %% [markdown] lang="en"
# Two made-up models, wrong on 80 and on 70 images. The intervals overlap
# widely: these two numbers alone don't show a difference.
#
# ### Ask image by image
#
# Both answered the *same* images, so there is more to know: on which is only A
# right, on which only B? If they are equally good, each of those images is the
# toss of a coin. That is **McNemar's test**. Above, 30 images are wrong for
# both. And a B whose 70 wrong images are *all* among A's 80?
# **Predict:** does that change the verdict?

# %% [markdown] lang="id"
# Dua model buatan, salah pada 80 dan pada 70 citra. Kedua selangnya banyak
# bertumpang tindih: dua angka ini saja tidak menunjukkan perbedaan.
#
# ### Bertanya citra demi citra
#
# Keduanya menjawab citra yang *sama*, jadi masih ada yang dapat diketahui:
# pada citra mana hanya A yang benar, pada citra mana hanya B? Bila keduanya
# sama bagusnya, tiap citra itu seperti lemparan koin. Itulah **uji McNemar**.
# Di atas, 30 citra salah pada keduanya. Bagaimana dengan B yang 70 citra
# salahnya *semua* termasuk 80 citra salah milik A? **Tebak dulu:** apakah
# kesimpulannya berubah?

# %%
# NBVAL_CHECK_OUTPUT
nested_b = (places < 70).astype(int)
print(mh.accuracy_interval(truth, nested_b))
print(mc.compare_answers(truth, pred_a, pred_b))
print(mc.compare_answers(truth, pred_a, nested_b))

# %% [markdown] lang="en"
# The same 99.2 and 99.3, and two verdicts. In the first case 40 tosses went
# one way and 50 the other: chance does that easily. In the second all 10 went
# to B: chance hardly ever does that. By hand: the table of right and wrong,
# and the chance that ten fair coins all fall on the same side, either side:

# %% [markdown] lang="id"
# Sama-sama 99,2 dan 99,3, tetapi dua kesimpulan. Pada kasus pertama 40
# lemparan jatuh ke satu pihak dan 50 ke pihak lain: hal itu mudah terjadi
# secara kebetulan. Pada kasus kedua semua 10 jatuh ke B: kebetulan hampir
# tidak pernah begitu. Dihitung secara manual: tabel benar dan salah, lalu
# peluang sepuluh koin yang adil semuanya jatuh pada sisi yang sama, sisi mana
# pun:

# %%
# NBVAL_CHECK_OUTPUT
print(pd.crosstab(pred_a == truth, nested_b == truth).to_numpy())
print(2 * 0.5**10)

# %% [markdown] lang="en"
# (Rows: A wrong, A right; columns: B wrong, B right.) So keep the *answers*,
# not only the accuracy; with the accuracies alone you may not claim anything.
#
# ### Now in earnest
#
# Our CNN (A) against the dense net (B); then the dense net (A) against its
# twin (B), which differs in nothing but the seed. **Predict** both verdicts:

# %% [markdown] lang="id"
# (Baris: A salah, A benar; kolom: B salah, B benar.) Jadi, simpanlah
# *jawabannya*, bukan hanya akurasinya; dengan akurasi saja Anda tidak boleh
# menyatakan apa-apa.
#
# ### Sekarang sungguhan
#
# CNN kita (A) melawan jaringan dense (B); lalu jaringan dense (A) melawan
# kembarannya (B), yang hanya berbeda seed. **Tebak dulu** kedua kesimpulannya:

# %%
by_dense, by_twin = ask(dense, x_test), ask(twin, x_test)
for answer in (y_pred, by_dense, by_twin):
    print(mh.accuracy_interval(y_test, answer))
cnn_beside_dense = mc.compare_answers(y_test, y_pred, by_dense)
print(cnn_beside_dense)
print(mc.compare_answers(y_test, by_dense, by_twin))

# %%
# NBVAL_CHECK_OUTPUT
print(cnn_beside_dense.p_value < 0.001)
print(abs((by_dense == y_test).mean() - (by_twin == y_test).mean()) < 0.01)

# %% [markdown] lang="en"
# First the three accuracies, then the two comparisons. The CNN beats the dense
# net beyond doubt. The twins differ, too, by less than a percentage point, and
# here it is known why: by the luck of the seed. Whatever the test says of
# them, it speaks of these two trained models, not of two recipes; for recipes
# one needs several seeds (lesson 13).
#
# ## Beside the baselines
#
# All four on the test images, with intervals. **This table goes into chapter
# 3.**

# %% [markdown] lang="id"
# Mula-mula ketiga akurasinya, lalu kedua perbandingan. CNN mengalahkan
# jaringan dense tanpa keraguan. Kedua model kembar pun berbeda, kurang dari
# satu poin persentase, semata-mata karena seed berbeda. Apa pun hasil uji
# untuk keduanya, uji itu berbicara tentang dua model terlatih ini, bukan
# tentang dua resep; untuk resep diperlukan beberapa seed (pelajaran 13).
#
# ## Dibandingkan dengan model pembanding
#
# Keempatnya pada citra uji, beserta selangnya. **Tabel ini masuk ke Bab 3.**

# %%
test_answers = answer_all(x_test)
ladder = tabulate(y_test, test_answers)
ladder

# %%
# NBVAL_CHECK_OUTPUT
highs, lows = ladder["high"].to_numpy(), ladder["low"].to_numpy()
print((lows[1:] > highs[:-1]).tolist())
mistakes_of = ladder["total"] - ladder["correct"]
print(mistakes_of["dense"] > 2 * mistakes_of["cnn"])

# %% [markdown] lang="en"
# No interval overlaps another: from row to row the progress is real. Whoever
# always says 1 is right on one image in nine; ten mean images, which need no
# training at all, read four out of five; the dense net makes more than
# twice as many mistakes as the CNN. Judge your own accuracy by *such* a
# ladder.
#
# ## Digit by digit
#
# *Precision:* of the images called 7, how many are one? *Recall:* of the
# images that are a 7, how many were found? *F1* is their harmonic mean. With
# $TP$ the sevens that were called 7, $FP$ the others called 7, and $FN$ the
# sevens called something else:
#
# $$P = \frac{TP}{TP + FP} \qquad R = \frac{TP}{TP + FN} \qquad
# F_1 = \frac{2 P R}{P + R}$$
#
# For the 7 by hand:

# %% [markdown] lang="id"
# Tidak ada selang yang bertumpang tindih: kemajuan dari baris ke baris itu
# nyata. Model yang selalu menjawab 1 benar pada satu dari sembilan citra;
# sepuluh citra rata-rata, tanpa pelatihan apa pun, membaca empat dari lima;
# kesalahan jaringan dense lebih dari dua kali lipat kesalahan CNN. Nilailah
# akurasi Anda dengan tangga *seperti itu*.
#
# ## Digit demi digit
#
# *Presisi:* dari citra yang disebut 7, berapa bagian yang memang 7? *Recall:*
# dari citra yang memang 7, berapa bagian yang ditemukan? *F1* adalah rata-rata
# harmonik keduanya. Dengan $TP$ angka tujuh yang disebut 7, $FP$ digit lain
# yang disebut 7, dan $FN$ angka tujuh yang disebut digit lain:
#
# $$P = \frac{TP}{TP + FP} \qquad R = \frac{TP}{TP + FN} \qquad
# F_1 = \frac{2 P R}{P + R}$$
#
# Untuk digit 7, dihitung secara manual:

# %%
is_7, called_7 = y_test == 7, y_pred == 7
right_7 = (is_7 & called_7).sum()
precision, recall_7 = right_7 / called_7.sum(), right_7 / is_7.sum()
f1 = 2 * precision * recall_7 / (precision + recall_7)
print(right_7, called_7.sum(), is_7.sum())
for share in (precision, recall_7, f1):
    print(mh.format_number(share, 4))

# %% [markdown] lang="en"
# First row: how many sevens were found, were called 7, are a 7; below, the
# three measures. For all ten digits:

# %% [markdown] lang="id"
# Baris pertama: banyaknya 7 yang ditemukan, yang disebut 7, yang memang 7; di
# bawahnya ketiga ukuran. Untuk kesepuluh digit:

# %%
report = mh.report_per_digit(y_test, y_pred)
report

# %% [markdown] lang="en"
# The row of the 7 has our three numbers. Which digit is weakest? Before you
# write that down: a digit has about 1,000 images only. The lowest and the
# highest recall with their intervals:

# %% [markdown] lang="id"
# Baris digit 7 memuat ketiga bilangan kita. Digit mana yang terlemah? Sebelum
# Anda menuliskannya: satu digit hanya memiliki sekitar 1.000 citra. Recall
# terendah dan tertinggi beserta selangnya:

# %%
recalls = report["recall"]
for extreme in (recalls.idxmin(), recalls.idxmax()):
    of_digit = y_test == extreme
    print(extreme, mh.accuracy_interval(y_test[of_digit], y_pred[of_digit]))

# %% [markdown] lang="en"
# The two intervals do not overlap. But these two were picked *because* they
# are the extremes of ten. A fair test asks all ten at once (chi-squared):
# could the mistakes be spread over the digits by chance alone? And the gap
# between the two extremes: how often is it as large if the mistakes are dealt
# out to the images at random?

# %% [markdown] lang="id"
# Kedua selang itu tidak bertumpang tindih. Namun, keduanya dipilih *karena*
# paling ekstrem dari sepuluh digit. Uji yang adil menanyai kesepuluhnya
# sekaligus (khi-kuadrat): mungkinkah kesalahan tersebar begitu di antara digit
# hanya karena kebetulan? Lalu selisih kedua ekstrem itu: seberapa sering
# selisihnya sebesar itu bila kesalahan dibagikan kepada citra secara acak?

# %%
wrong = y_pred != y_test
by_chance = chi2_contingency(pd.crosstab(y_test, wrong)).pvalue
images_of = np.bincount(y_test)


def gap_of_extremes(mistaken):
    shares = np.bincount(y_test[mistaken], minlength=10) / images_of
    return shares.max() - shares.min()


rng = np.random.default_rng(7)
dealt = [gap_of_extremes(rng.permutation(wrong)) for _ in range(2000)]
as_large = np.mean(np.array(dealt) >= gap_of_extremes(wrong))
print(round(by_chance, 3), round(as_large, 3))

# %%
# NBVAL_CHECK_OUTPUT
print(by_chance < 0.05, as_large < 0.05)

# %% [markdown] lang="en"
# Both are rare, so this model does find some digits harder: its weakest recall
# is no accident. How *much* harder, the intervals tell.
#
# ### Precision against recall (optional)
#
# Call 7 only what has a probability of at least so much. **Predict:** what do
# precision and recall do as the limit rises?

# %% [markdown] lang="id"
# Keduanya jarang terjadi, jadi bagi model ini beberapa digit memang lebih
# sulit: recall terendahnya bukan kebetulan. *Seberapa* jauh lebih sulit,
# selangnya yang menunjukkan.
#
# ### Presisi melawan recall (opsional)
#
# Sebut 7 hanya citra yang peluangnya paling sedikit sekian. **Tebak dulu:**
# bagaimana presisi dan recall berubah bila batasnya naik?

# %%
rows = []
for limit in (0.01, 0.1, 0.5, 0.9, 0.99):
    called = probabilities[:, 7] >= limit
    found = (called & is_7).sum()
    rows.append([limit, found / called.sum(), found / is_7.sum()])
by_limit = pd.DataFrame(rows, columns=["limit", "precision", "recall"])
by_limit = by_limit.set_index("limit")
by_limit

# %%
# NBVAL_CHECK_OUTPUT
changes = by_limit.loc[0.99] - by_limit.loc[0.01]
print(changes["precision"] > 0, changes["recall"] < 0)

# %% [markdown] lang="en"
# More of the one is paid for with less of the other: a stricter limit makes
# what is called 7 surer, and misses more sevens.
#
# ## The confusion matrix
#
# Row: the true digit; column: the answer. **Predict:** which two digits are
# mistaken for each other most often?

# %% [markdown] lang="id"
# Yang satu bertambah dengan mengurangi yang lain: batas yang lebih ketat
# membuat yang disebut 7 lebih pasti, tetapi melewatkan lebih banyak angka 7.
#
# ## Matriks konfusi
#
# Baris: digit sebenarnya; kolom: jawabannya (confusion matrix). **Tebak
# dulu:** dua digit mana yang paling sering tertukar?

# %%
mh.show(mh.plot_confusion(y_test, y_pred))

# %% [markdown] lang="en"
# The diagonal drowns all else: a thousand right answers beside a handful of
# wrong ones. With the correct cells left out one sees which digits are
# mistaken for which:

# %% [markdown] lang="id"
# Diagonalnya menenggelamkan yang lain: seribu jawaban benar dibandingkan
# segelintir yang salah. Bila sel yang benar dikosongkan, terlihat digit mana
# yang tertukar dengan digit mana:

# %%
mh.show(mh.plot_confusion(y_test, y_pred, hide_correct=True))

# %% [markdown] lang="en"
# Digits are not equally frequent, so a thesis also gives each row in percent;
# the diagonal is then the recall. Below it, the pairs that are mistaken for
# each other, both ways counted together:

# %% [markdown] lang="id"
# Frekuensi digit tidak sama, jadi di skripsi tiap baris juga ditulis dalam
# persen; diagonalnya menjadi recall. Di bawahnya, pasangan digit yang saling
# tertukar, dengan kedua arahnya dihitung bersama:

# %%
shares = pd.crosstab(y_test, y_pred, normalize="index")
shares = shares.rename_axis(index="true", columns="predicted")
(100 * shares).round(1)

# %%
smaller = np.minimum(y_test, y_pred)[wrong]
larger = np.maximum(y_test, y_pred)[wrong]
pairs = pd.DataFrame({"one": smaller, "other": larger})
pairs.value_counts().head(5).to_frame("images").reset_index()

# %% [markdown] lang="en"
# ## The worst mistakes: judge for yourself
#
# These are the twelve wrong answers of which the model was most certain. The
# labels are hidden. **Take paper and write down what you read in A to L**, and
# how sure you are, before you run the next cell.

# %% [markdown] lang="id"
# ## Kesalahan terburuk: nilailah sendiri
#
# Inilah dua belas jawaban salah yang paling diyakini model. Labelnya
# disembunyikan. **Ambil kertas dan tulis apa yang Anda baca pada A sampai L**,
# dan seberapa yakin Anda, sebelum menjalankan sel berikutnya.

# %%
mistakes = mh.list_mistakes(y_test, probabilities, most=12)
worst = x_test[mistakes["image"]]
mh.show(mh.plot_digits(worst, titles=list("ABCDEFGHIJKL"), columns=6))

# %%
mh.show(mh.plot_mistakes(x_test, mistakes))

# %%
mistakes

# %% [markdown] lang="en"
# Above each image: label → answer of the model, and its certainty. Where did
# you agree with the label, where with the model, where with neither?
#
# ### A wrong answer, or a wrong label?
#
# An answer counts as wrong when it differs from the *label*, and a person
# wrote that. Northcutt, Athalye and Mueller (2021, "Pervasive Label Errors in
# Test Sets Destabilize Machine Learning Benchmarks") had people look at the
# test images that an algorithm found suspicious, and estimate that 15 of
# MNIST's 10,000 test labels are wrong. That is what most of five people
# confirmed, so rather a lower bound; their votes are public (the repository
# cleanlab/label-errors). In percent, and set beside our model's wrong answers:

# %% [markdown] lang="id"
# Di atas tiap citra: label → jawaban model, dan keyakinannya. Pada citra mana
# Anda setuju dengan labelnya, di mana dengan modelnya, di mana tidak dengan
# keduanya?
#
# ### Jawaban yang salah, atau label yang salah?
#
# Suatu jawaban dihitung salah bila berbeda dari *label*, dan label itu ditulis
# manusia. Northcutt, Athalye, dan Mueller (2021, "Pervasive Label Errors in
# Test Sets Destabilize Machine Learning Benchmarks") meminta orang memeriksa
# citra uji yang dicurigai sebuah algoritma, dan memperkirakan 15 dari 10.000
# label uji MNIST salah. Itulah yang dibenarkan sebagian besar dari lima orang,
# jadi lebih tepat disebut batas bawah; suara mereka terbuka (repositori
# cleanlab/label-errors). Dalam persen, dan dibandingkan dengan jawaban salah
# model kita:

# %%
print(mh.format_percent(15 / len(y_test), 2))
print(mh.format_percent(15 / wrong.sum(), 0))

# %% [markdown] lang="en"
# So some of the "mistakes" may be labels in dispute: if the estimate holds,
# at most the share in the second line, namely if all 15 were among them.
# Which ones, you judge: the paper's number is no licence. Don't strike out or
# relabel test images because *your model* disagrees: that would be marking an
# exam by the pupil's own answers. Report the accuracy against the labels as
# they are, and say this limit.
#
# ## Misconception: "99 % accuracy, so each answer is 99 % sure"
#
# Accuracy counts right answers; certainty is what the model says of *one*
# answer. If the sentence were true, the certainty of wrong answers would be
# 99 %, too. **Predict:** how certain is it, on average, when it is right, and
# when it is wrong?

# %% [markdown] lang="id"
# Jadi sebagian "kesalahan" itu mungkin label yang diperdebatkan: bila
# perkiraan itu benar, paling banyak sebesar bagian di baris kedua, yaitu andai
# ke-15 label itu semuanya termasuk. Yang mana, Anda yang menilai: angka dari
# artikel itu bukan pembenaran. Jangan mencoret atau melabeli ulang citra uji
# karena *model Anda* tidak setuju: itu seperti menilai ujian dengan jawaban
# peserta sendiri. Laporkan akurasi terhadap label apa adanya, dan sebutkan
# keterbatasan ini.
#
# ## Salah paham: "akurasi 99 %, berarti setiap jawaban 99 % pasti"
#
# Akurasi menghitung jawaban benar; keyakinan adalah pernyataan model tentang
# *satu* jawaban. Andai kalimat itu benar, keyakinan jawaban yang salah pun
# 99 %. **Tebak dulu:** seberapa yakin model, rata-rata, ketika benar, dan
# ketika salah?

# %%
certainty = probabilities.max(axis=1)
right_ones = pd.Series(certainty[~wrong], name="right")
wrong_ones = pd.Series(certainty[wrong], name="wrong")
pd.DataFrame([right_ones.describe(), wrong_ones.describe()])

# %% [markdown] lang="en"
# The sentence fails both ways. Most right answers are surer than 99 %; the
# wrong ones range from below a half to almost 100 %. Certainty does mean
# something, as it is lower for wrong answers, but a high one is no proof. Put
# right: look answer by answer, and ask whether the certainty keeps its word.
#
# ## Calibration: does certainty keep its word?
#
# Of all answers given with 80 % certainty, 80 % should be right: on the dotted
# diagonal. Below it the model is too sure of itself. **Predict:** above or
# below?

# %% [markdown] lang="id"
# Kalimat itu keliru dari dua sisi. Sebagian besar jawaban benar memiliki
# keyakinan di atas 99 %; yang salah berkisar dari di bawah separuh sampai
# hampir 100 %. Keyakinan memang ada artinya, karena lebih rendah pada jawaban
# yang salah, tetapi keyakinan tinggi bukan bukti. Yang benar: periksa jawaban
# demi jawaban, dan tanyakan apakah keyakinannya dapat dipercaya.
#
# ## Kalibrasi: apakah keyakinannya dapat dipercaya?
#
# Dari semua jawaban dengan keyakinan 80 %, seharusnya 80 % benar: tepat pada
# garis diagonal bertitik. Di bawahnya, model terlalu yakin. **Tebak dulu:**
# di atas atau di bawah?

# %%
mh.show(mc.lesson_12.plot_calibration(y_test, probabilities))

# %%
bins = np.minimum((10 * certainty).astype(int), 9)
calibration_error = 0
for number in range(10):
    inside = bins == number
    if inside.any():
        gap = certainty[inside].mean() - (~wrong[inside]).mean()
        calibration_error += inside.mean() * abs(gap)
print(mh.format_percent(calibration_error, 2))

# %%
# NBVAL_CHECK_OUTPUT
print(np.median(certainty[~wrong]) > 0.99, calibration_error < 0.01)

# %% [markdown] lang="en"
# Read from the right: nearly all answers stand in the corner, on the diagonal.
# Further left the points come from a few dozen images and wobble by chance; a
# point of a single image can only lie at 0 or at 1. The *expected calibration
# error* weighs each gap by its images (the cell above), and it is small: by
# and large this certainty keeps its word. Many nets, larger ones above all,
# are surer than they should be; so check yours.
#
# ### Hand the doubtful ones to a person
#
# Suppose that answers below a limit go to a human reader. **Predict:** how
# many of the 10,000 does one keep at a limit of 0.9, and how good are these?

# %% [markdown] lang="id"
# Bacalah dari kanan: hampir semua jawaban ada di sudut, pada garis diagonal.
# Makin ke kiri, satu titik hanya mewakili beberapa puluh citra dan bergoyang
# karena kebetulan; titik dari satu citra saja hanya mungkin berada di 0 atau
# di 1. *Expected calibration error* membobot tiap selisih dengan banyaknya
# citra, dan nilainya kecil (sel di atas): pada umumnya keyakinan ini dapat
# dipercaya. Banyak jaringan, terutama yang besar, lebih yakin daripada
# seharusnya; jadi periksalah model Anda.
#
# ### Serahkan yang meragukan kepada manusia
#
# Misalkan jawaban di bawah suatu batas diserahkan kepada pembaca manusia.
# **Tebak dulu:** berapa dari 10.000 yang tetap dijawab model pada batas 0,9,
# dan sebagus apa jawabannya?

# %%
rows = []
for limit in (0, 0.5, 0.9, 0.99):
    sure = certainty >= limit
    of_these = mh.accuracy_interval(y_test[sure], y_pred[sure])
    rows.append([limit, of_these.total, wrong[sure].sum(), of_these.accuracy])
columns = ["limit", "images", "wrong", "accuracy"]
pd.DataFrame(rows, columns=columns).set_index("limit")

# %% [markdown] lang="en"
# The table says what a limit buys. Whoever wants to *use* one chooses it on
# validation data, not here.
#
# ## What did it look at?
#
# **Kernels and feature maps.** In lesson 09 they were random; these have been
# trained. **Predict:** do you see edges and strokes in the kernels?

# %% [markdown] lang="id"
# Tabel itu menunjukkan apa yang diperoleh dengan suatu batas. Jika Anda ingin
# *memakainya*, pilihlah batas itu dengan data validasi, bukan di sini.
#
# ## Apa yang dilihatnya?
#
# **Kernel dan peta fitur.** Di pelajaran 09 semuanya masih acak; yang ini
# sudah terlatih. **Tebak dulu:** apakah Anda melihat tepi dan goresan di dalam
# kernel?

# %%
mh.show(mh.plot_kernels(model))

# %%
mh.show(mh.plot_feature_maps(model, x_test[0]))

# %% [markdown] lang="en"
# No neat little strokes: the kernels are patches, light beside dark, and such
# a patch answers to an edge. Their weights have grown far beyond the limits
# of lesson 09. The maps say it more plainly: some light up along the bar of
# the 7, others along its slanting stroke.
#
# **Grad-CAM** (Selvaraju and others, 2017) asks backwards: which places of the
# last maps raised the score of the answer that was given? First four images
# that were read correctly:

# %% [markdown] lang="id"
# Bukan goresan kecil yang rapi: kernelnya berupa bercak terang di samping
# bercak gelap, dan bercak seperti itu menanggapi tepi. Bobotnya telah tumbuh
# jauh melampaui batas di pelajaran 09. Petanya berbicara lebih jelas: sebagian
# menyala di sepanjang garis atas angka 7, yang lain di sepanjang goresan
# miringnya.
#
# **Grad-CAM** (Selvaraju dkk., 2017) bertanya ke arah sebaliknya: tempat mana
# pada peta terakhir yang menaikkan skor jawaban itu? Mula-mula empat citra
# yang dibaca dengan benar:

# %%
right = []
for digit in (2, 4, 6, 7):
    right.append(np.flatnonzero(~wrong & (y_test == digit))[0])
mh.show(mh.plot_grad_cam(model, x_test[right], y_test[right]))

# %% [markdown] lang="en"
# Then the four worst mistakes. **Predict:** does it look at the wrong place,
# or at the right place with the wrong verdict?

# %% [markdown] lang="id"
# Lalu keempat kesalahan terburuk. **Tebak dulu:** apakah model melihat tempat
# yang salah, atau tempat yang benar dengan kesimpulan yang salah?

# %%
four = mistakes["image"][:4]
mh.show(mh.plot_grad_cam(model, x_test[four], y_test[four]))

# %% [markdown] lang="en"
# The lines lie partly on strokes and partly on *black*: that nothing is there
# speaks for a digit, too. They are coarse, since the last maps have only 8 × 8
# places. And nothing marks the wrong answers as wrong: their lines look no
# different in kind. Grad-CAM is a lead to follow, not an explanation.
#
# ### Grad-CAM in a cell (optional)
#
# The score of the answer is asked for its slope at each place of `conv_2`'s 32
# maps. The mean slope of a map is its weight; the weighted sum of the maps,
# its negative part cut off, is the heat. **Predict:** in which layer's maps
# would the picture be finer?

# %% [markdown] lang="id"
# Garisnya sebagian ada di atas goresan, sebagian di bagian *hitam*: tidak
# adanya sesuatu di sana juga mendukung suatu digit. Garisnya kasar, karena
# peta terakhir hanya memiliki 8 × 8 posisi. Dan tidak ada yang menandai
# jawaban salah sebagai salah: garisnya tidak berbeda jenis. Grad-CAM adalah
# petunjuk untuk ditelusuri, bukan penjelasan.
#
# ### Grad-CAM dalam satu sel (opsional)
#
# Skor jawaban ditanyai kemiringannya terhadap tiap posisi pada 32 peta
# `conv_2`. Rata-rata kemiringan suatu peta menjadi bobotnya; jumlah berbobot
# semua peta, dengan bagian negatifnya dijadikan 0, adalah petanya. **Tebak
# dulu:** pada peta lapisan mana gambarnya akan lebih halus?

# %%
# NBVAL_CHECK_OUTPUT
output = model.get_layer("output")
parts = [model.get_layer("conv_2").output, output.input]
halfway = keras.Model(model.inputs[0], parts)
image = x_test[right[:1]]
with tf.GradientTape() as tape:
    maps, features = halfway(image)
    scores = features @ output.kernel + output.bias  # before softmax
    score = tf.reduce_max(scores)
slopes = tape.gradient(score, maps)
weights = tf.reduce_mean(slopes, axis=(1, 2), keepdims=True)
heat = tf.nn.relu(tf.reduce_sum(weights * maps, axis=-1, keepdims=True))
heat = tf.image.resize(heat / tf.reduce_max(heat), (28, 28))[0, ..., 0]
by_helper = mh.grad_cam(model, image)[0]
print(maps.shape, np.corrcoef(np.ravel(heat), by_helper.ravel())[0, 1] > 0.99)

# %% [markdown] lang="en"
# The helper does the same. The maps of `conv_1` have 24 × 24 places: finer,
# but they know of edges only, not of digits.
#
# ## Exercise 1: in images
#
# A model has 99.2 % accuracy on the 10,000 test images. How many does it get
# wrong?

# %% [markdown] lang="id"
# Fungsi bantu mengerjakan hal yang sama. Peta `conv_1` memiliki 24 × 24
# posisi: lebih halus, tetapi hanya mengenal tepi, bukan digit.
#
# ## Latihan 1: dalam citra
#
# Sebuah model memiliki akurasi 99,2 % pada 10.000 citra uji. Berapa citra yang
# salah?

# %%
number_wrong = ...

# %%
mc.check_wrong_images(number_wrong)

# %% [markdown] lang="en"
# <details><summary>Solution</summary>
#
# ```python
# number_wrong = 80  # (1 - 0.992) * 10000
# ```
#
# </details>

# %% [markdown] lang="id"
# <details><summary>Jawaban</summary>
#
# ```python
# number_wrong = 80  # (1 - 0.992) * 10000
# ```
#
# </details>

# %% [markdown] lang="en"
# ## Exercise 2: recall
#
# Of 1,000 sevens a model finds 900, and it calls 50 other images 7. What is
# its recall for the 7?

# %% [markdown] lang="id"
# ## Latihan 2: recall
#
# Dari 1.000 angka tujuh, sebuah model menemukan 900 dan menyebut 50 citra lain
# sebagai 7. Berapa recall-nya untuk digit 7?

# %%
recall = ...

# %%
mc.check_recall(recall)

# %% [markdown] lang="en"
# <details><summary>Solution</summary>
#
# ```python
# recall = 900 / 1000  # 0.9; precision would be 900 / 950
# ```
#
# </details>

# %% [markdown] lang="id"
# <details><summary>Jawaban</summary>
#
# ```python
# recall = 900 / 1000  # 0,9; presisinya 900 / 950
# ```
#
# </details>

# %% [markdown] lang="en"
# ## Exercise 3: a narrower interval
#
# Your interval is too wide: you want it half as wide, at the same accuracy.
# How many times as many test images do you need?

# %% [markdown] lang="id"
# ## Latihan 3: selang yang lebih sempit
#
# Selang Anda terlalu lebar: Anda ingin lebarnya tinggal separuh, dengan
# akurasi yang sama. Berapa kali lipat citra uji yang Anda perlukan?

# %%
times_as_many = ...

# %%
mc.check_halve_interval(times_as_many)

# %% [markdown] lang="en"
# <details><summary>Solution</summary>
#
# ```python
# times_as_many = 2**2  # the width falls with the square root of n
# ```
#
# </details>
#
# ## Exercise 4 (open): a page of results
#
# Write the half page of results that you would put into a thesis about this
# model, for a reader who has not seen the notebook.
#
# Check yourself:
# - Is there an interval beside each accuracy, with what it is over (images)?
# - Do you say how often the test set was opened, and why?
# - Is the model set beside a simpler one, on the same images?
# - Does each claim "better" or "harder" come with its test?
# - Are the labels in dispute named as a limit, and none struck out?

# %% [markdown] lang="id"
# <details><summary>Jawaban</summary>
#
# ```python
# times_as_many = 2**2  # lebarnya menyusut menurut akar n
# ```
#
# </details>
#
# ## Latihan 4 (terbuka): satu halaman hasil
#
# Tulislah setengah halaman hasil tentang model ini seperti di skripsi, untuk
# pembaca yang belum melihat notebook ini.
#
# Periksa sendiri:
# - Apakah tiap akurasi disertai selangnya, beserta keterangan selang itu atas
#   apa (citra)?
# - Apakah disebutkan berapa kali data uji dibuka, dan mengapa?
# - Apakah modelnya dibandingkan dengan yang lebih sederhana, pada citra yang
#   sama?
# - Apakah tiap pernyataan "lebih baik" atau "lebih sulit" disertai ujinya?
# - Apakah label yang diperdebatkan disebut sebagai keterbatasan, tanpa satu
#   citra pun dicoret?

# %% [markdown] lang="en"
# ## Summary
#
# - The test set was opened once, after all choices.
# - An accuracy comes with its interval, and beside baselines.
# - Two accuracies alone don't show a difference of 0.1; the answers image by
#   image may (McNemar).
# - Look digit by digit, at the confusions and at the worst mistakes; some
#   labels are in dispute.
# - Accuracy is not certainty: calibration compares the two.
#
# | English | Indonesian |
# |---|---|
# | evaluate | mengevaluasi |
# | accuracy | akurasi |
# | baseline | pembanding |
# | confidence interval | selang kepercayaan |
# | precision, recall | presisi, recall |
# | confusion matrix | matriks konfusi |
# | certainty | keyakinan |
# | calibration | kalibrasi |
#
# **Into chapter 3:** how it was evaluated (opened once, 10,000 images), the
# accuracy with its interval, the table beside the baselines, the table per
# digit, both confusion matrices, the worst mistakes and the note on labels.
#
# **Next:** [13 refine](13_refine.ipynb)

# %% [markdown] lang="id"
# ## Ringkasan
#
# - Data uji dibuka satu kali, setelah semua pilihan dibuat.
# - Akurasi selalu disertai selangnya, dan dibandingkan dengan model yang lebih
#   sederhana.
# - Dua akurasi saja tidak menunjukkan perbedaan 0,1; jawaban citra demi citra
#   mungkin menunjukkannya (McNemar).
# - Periksa digit demi digit, pasangan yang tertukar, dan kesalahan terburuk;
#   sebagian label masih diperdebatkan.
# - Akurasi bukan keyakinan: kalibrasi membandingkan keduanya.
#
# | Inggris | Indonesia |
# |---|---|
# | evaluate | mengevaluasi |
# | accuracy | akurasi |
# | baseline | pembanding |
# | confidence interval | selang kepercayaan |
# | precision, recall | presisi, recall |
# | confusion matrix | matriks konfusi |
# | certainty | keyakinan |
# | calibration | kalibrasi |
#
# **Untuk Bab 3:** cara evaluasi (dibuka satu kali, 10.000 citra), akurasi
# beserta selangnya, tabel di samping pembanding, tabel tiap digit, kedua
# matriks konfusi, kesalahan terburuk, dan catatan tentang label.
#
# **Berikutnya:** [13 refine](13_refine.ipynb)
