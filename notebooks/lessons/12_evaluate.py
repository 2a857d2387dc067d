# %% [markdown] lang="en"
# # 12 · Evaluate
#
# **Seed step:** CNN 6, *evaluating the model* on data that was not used in
# training. **Minutes:** 40.
#
# You will learn
# - how to judge a model on images that it never saw, once,
# - what "99.2 %" can and can't say,
# - where the model fails, digit by digit and image by image.
#
# **Read before:** [09 build_architecture](09_build_architecture.ipynb).

# %% [markdown] lang="id"
# # 12 · Mengevaluasi
#
# **Langkah:** CNN 6, *evaluasi model* dengan data yang tidak digunakan dalam
# pelatihan. **Waktu:** 40 menit.
#
# Anda akan mempelajari
# - cara menilai model dengan citra yang belum pernah dilihatnya, satu kali,
# - apa yang dapat dan tidak dapat dikatakan oleh angka "99,2 %",
# - di mana model gagal, digit demi digit dan citra demi citra.
#
# **Prasyarat:** [09 build_architecture](09_build_architecture.ipynb).

# %%
import keras
import numpy as np

from mnist_helpers import (
    OneCycle,
    SealedTest,
    accuracy_interval,
    build_cnn,
    caption,
    list_mistakes,
    mean_images,
    plot_confusion,
    plot_mistakes,
    prepare_mnist,
    record_result,
    report_per_digit,
)
from mnist_helpers.exercises import check_recall, check_wrong_images

# %% [markdown] lang="en"
# ## A model to judge
#
# The CNN of lesson 09, trained on the 54,000 training images: three epochs,
# the Adam optimizer, a learning rate that rises and falls. The seed makes
# the start repeatable. This takes about half a minute on two cores.

# %% [markdown] lang="id"
# ## Model yang akan dinilai
#
# CNN dari pelajaran 09, dilatih dengan 54.000 citra latih: tiga epoch,
# optimizer Adam, laju pembelajaran (learning rate) yang naik lalu turun.
# Seed membuat titik awalnya dapat diulang. Pelatihan ini perlu sekitar
# setengah menit dengan dua inti prosesor.

# %%
# NBVAL_CHECK_OUTPUT
(x_train, y_train), (x_val, y_val) = prepare_mnist()
steps = 3 * -(-len(x_train) // 256)
steps

# %%
keras.utils.set_random_seed(7)
model = build_cnn()
model.compile(
    optimizer=keras.optimizers.Adam(OneCycle(0.006, steps)),
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
)
history = model.fit(x_train, y_train, batch_size=256, epochs=3, verbose=0)

# %% [markdown] lang="en"
# ## Validation first
#
# Every choice was made on validation data. How good is it there?

# %% [markdown] lang="id"
# ## Validasi lebih dulu
#
# Semua pilihan dibuat dengan data validasi. Sebagus apa hasilnya di sana?

# %%
val_pred = model.predict(x_val, verbose=0).argmax(axis=1)
validation_accuracy = accuracy_interval(y_val, val_pred)
print(validation_accuracy)

# %% [markdown] lang="en"
# ## Open the sealed test set, once
#
# **Predict:** will the accuracy be higher or lower than on validation data?
#
# Each opening is noted down with its reason.

# %% [markdown] lang="id"
# ## Membuka data uji yang disegel, satu kali
#
# **Tebak dulu:** apakah akurasinya akan lebih tinggi atau lebih rendah
# daripada pada data validasi?
#
# Setiap pembukaan dicatat beserta alasannya.

# %%
sealed = SealedTest()
x_test, y_test = sealed.open(lesson="12_evaluate", reason="final accuracy")
probabilities = model.predict(x_test, verbose=0)
y_pred = probabilities.argmax(axis=1)

# %%
test_accuracy = accuracy_interval(y_test, y_pred)
record_result("validation_accuracy", validation_accuracy)
record_result("test_accuracy", test_accuracy)
print(test_accuracy)

# %% [markdown] lang="en"
# The interval says: with other test images of the same kind the accuracy
# would most likely lie between these two numbers. 10,000 images can tell no
# finer.
#
# ### "99.2 against 99.3"
#
# **Predict:** model A gets 9,920 of 10,000 right, model B 9,930. Is B better?

# %% [markdown] lang="id"
# Selang itu berarti: dengan citra uji lain yang sejenis, akurasinya sangat
# mungkin berada di antara kedua angka tersebut. 10.000 citra tidak dapat
# membedakan lebih halus daripada itu.
#
# ### "99,2 melawan 99,3"
#
# **Tebak dulu:** model A benar 9.920 dari 10.000, model B 9.930. Apakah B
# lebih baik?

# %%
# NBVAL_CHECK_OUTPUT
truth = np.zeros(10000, dtype=int)
for correct in (9920, 9930):
    answer = (np.arange(10000) >= correct).astype(int)
    print(accuracy_interval(truth, answer))

# %% [markdown] lang="en"
# The intervals overlap widely: from these two numbers alone it is not shown
# that they differ.
#
# ## Beside simple baselines
#
# 99 % sounds good. Good against what? Always answering 1, and the nearest of
# the ten mean images:

# %% [markdown] lang="id"
# Kedua selang itu banyak bertumpang tindih: dari dua angka ini saja tidak
# terbukti bahwa keduanya berbeda.
#
# ## Di samping pembanding sederhana
#
# 99 % terdengar bagus. Bagus dibandingkan dengan apa? Selalu menjawab 1, dan
# citra rata-rata terdekat dari kesepuluh digit:

# %%
# NBVAL_CHECK_OUTPUT
always_one = np.ones(10000, dtype=int)
print(accuracy_interval(y_test, always_one))

# %%
# NBVAL_CHECK_OUTPUT
distances = [
    ((x_test[..., 0] - mean) ** 2).sum(axis=(1, 2))
    for mean in mean_images(x_train, y_train)
]
print(accuracy_interval(y_test, np.argmin(distances, axis=0)))

# %% [markdown] lang="en"
# ## Digit by digit
#
# *Precision:* of the images called 7, how many are one? *Recall:* of the
# images that are a 7, how many were found? *F1* is their harmonic mean.

# %% [markdown] lang="id"
# ## Digit demi digit
#
# *Presisi:* dari citra yang disebut 7, berapa bagian yang memang 7? *Recall:*
# dari citra yang memang 7, berapa bagian yang ditemukan? *F1* adalah rata-rata
# harmonik keduanya.

# %%
report_per_digit(y_test, y_pred)

# %% [markdown] lang="en"
# ## The confusion matrix

# %% [markdown] lang="id"
# ## Matriks konfusi

# %%
print(caption(plot_confusion(y_test, y_pred)))

# %% [markdown] lang="en"
# The diagonal drowns all else. With the correct answers left out one sees
# which digits are mistaken for which:

# %% [markdown] lang="id"
# Diagonalnya menenggelamkan yang lain. Bila jawaban benar dihilangkan,
# terlihat digit mana yang tertukar dengan digit mana:

# %%
print(caption(plot_confusion(y_test, y_pred, hide_correct=True)))

# %% [markdown] lang="en"
# ## The worst mistakes, most certain first

# %% [markdown] lang="id"
# ## Kesalahan terburuk, yang paling yakin lebih dulu

# %%
mistakes = list_mistakes(y_test, probabilities, most=12)
mistakes

# %%
print(caption(plot_mistakes(x_test, mistakes)))

# %% [markdown] lang="en"
# Above each image: true → predicted, and how certain the model was. Which of
# them would *you* have read otherwise?
#
# ## Misconception: "99 % accuracy, so it is 99 % sure"
#
# Accuracy counts right answers; certainty is what the model says of one
# answer. **Predict:** how certain is it, on average, when it is wrong?

# %% [markdown] lang="id"
# Di atas tiap citra: sebenarnya → prediksi, dan seberapa yakin modelnya. Mana
# yang akan *Anda* baca secara berbeda?
#
# ## Salah paham: "akurasi 99 %, berarti model 99 % yakin"
#
# Akurasi menghitung jawaban benar; keyakinan adalah pernyataan model tentang
# satu jawaban. **Tebak dulu:** seberapa yakin model, rata-rata, ketika salah?

# %%
certainty = probabilities.max(axis=1)
wrong = y_pred != y_test
print(f"{certainty[~wrong].mean():.3f} {certainty[wrong].mean():.3f}")

# %% [markdown] lang="en"
# First when right, then when wrong. It is less certain when wrong, yet far
# from doubtful: a high certainty is no proof.
#
# ## Exercise 1: in images
#
# A model has 99.2 % accuracy on the 10,000 test images. How many does it get
# wrong?

# %% [markdown] lang="id"
# Yang pertama ketika benar, yang kedua ketika salah. Ketika salah model memang
# kurang yakin, tetapi jauh dari ragu: keyakinan tinggi bukan bukti.
#
# ## Latihan 1: dalam citra
#
# Sebuah model memiliki akurasi 99,2 % pada 10.000 citra uji. Berapa citra yang
# salah?

# %%
number_wrong = ...

# %%
check_wrong_images(number_wrong)

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
check_recall(recall)

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
# recall = 900 / 1000  # 0.9; presisinya 900 / 950
# ```
#
# </details>

# %% [markdown] lang="en"
# ## Summary
#
# - The test set was opened once, after all choices.
# - An accuracy comes with its interval; small differences are not shown.
# - Compare with baselines; look digit by digit and at the worst mistakes.
#
# | English | Indonesian |
# |---|---|
# | accuracy | akurasi |
# | confidence interval | selang kepercayaan |
# | precision, recall | presisi, recall |
# | confusion matrix | matriks konfusi |
#
# **Into chapter 3:** how it was evaluated, the accuracy with its interval,
# the table per digit and the confusion matrix.

# %% [markdown] lang="id"
# ## Ringkasan
#
# - Data uji dibuka satu kali, setelah semua pilihan dibuat.
# - Akurasi selalu disertai selangnya; perbedaan kecil belum tentu nyata.
# - Bandingkan dengan pembanding sederhana; periksa tiap digit dan kesalahan
#   terburuk.
#
# | Inggris | Indonesia |
# |---|---|
# | accuracy | akurasi |
# | confidence interval | selang kepercayaan |
# | precision, recall | presisi, recall |
# | confusion matrix | matriks konfusi |
#
# **Untuk Bab 3:** cara evaluasi, akurasi beserta selangnya, tabel tiap digit,
# dan matriks konfusi.
