# %% [markdown] lang="en"
# # 08 · Preprocess: from the files to the model in one pipeline
#
# {{head}}
#
# "Data must be prepared before a CNN model can use it. This step covers
# normalising the data, splitting it into a training set and a validation
# set, and bringing it into the shape that the CNN accepts."
#
# You will learn
# - how lessons 01 to 06 become one pipeline that feeds `model.fit`,
# - which order its stages must have, and what another order breaks,
# - which stage is slow, and where `cache` and `prefetch` help.
#
# **Read before:** [06 generate_augmented](06_generate_augmented.ipynb),
# [07 import_libraries](07_import_libraries.ipynb).

# %% [markdown] lang="id"
# # 08 · Prapemrosesan: dari berkas ke model dalam satu pipeline
#
# {{head}}
#
# "Data harus dipersiapkan sebelum digunakan dalam model CNN. Langkah ini
# melibatkan normalisasi data, pembagian data menjadi set pelatihan dan set
# validasi, serta pengubahan format data menjadi bentuk yang dapat diterima
# oleh model CNN."
#
# Anda akan mempelajari
# - cara merangkai pelajaran 01 sampai 06 menjadi satu pipeline yang memberi
#   masukan kepada `model.fit`,
# - urutan tahap yang benar, dan apa yang rusak bila urutannya lain,
# - tahap mana yang lambat, serta di mana `cache` dan `prefetch` membantu.
#
# **Prasyarat:** [06 generate_augmented](06_generate_augmented.ipynb),
# [07 import_libraries](07_import_libraries.ipynb).

# %%
import time

import keras
import numpy as np
import pandas as pd
import tensorflow as tf

# %% [markdown] lang="en"
# ## The seed's sentence, part by part
#
# It names three things. Here is where this lesson does each of them:
#
# | the sentence says | stage | the call that does it |
# |---|---|---|
# | splitting into training and validation set | `split` | `mh.split_train_validation` |
# | normalising | `scale` | `tf.cast(image, tf.float32) / 255` |
# | the shape that the CNN accepts | `channel`, `batch` | `tf.expand_dims(image, axis=-1)`, `.batch(128)` |
#
# We split *first*: from then on nothing that is done to the one part can
# touch the other. Then come normalisation and shape, and at last what only
# training needs.

# %% [markdown] lang="id"
# ## Kalimat langkah ini, bagian demi bagian
#
# Kalimat itu menyebut tiga hal. Di sinilah pelajaran ini mengerjakannya:
#
# | bunyi kalimat | tahap | perintah yang mengerjakannya |
# |---|---|---|
# | pembagian menjadi set pelatihan dan set validasi | `split` | `mh.split_train_validation` |
# | normalisasi | `scale` | `tf.cast(image, tf.float32) / 255` |
# | bentuk yang dapat diterima CNN | `channel`, `batch` | `tf.expand_dims(image, axis=-1)`, `.batch(128)` |
#
# Pemisahan kita kerjakan *lebih dulu*: sejak itu, apa pun yang dilakukan pada
# satu bagian tidak menyentuh bagian lain. Setelah itu normalisasi dan bentuk,
# lalu terakhir hal-hal yang hanya diperlukan untuk pelatihan.

# %% [markdown] lang="en"
# ## Load and split
#
# As in lessons 01 and 02, with as many of each digit on both sides as its
# share. So that every cell below takes a second or two, the pipeline gets the
# first 12,000 of the 54,000 training images. For your chapter write
# `x_train, y_train = x_all, y_all` and run the lesson again: only the numbers
# change.

# %% [markdown] lang="id"
# ## Muat dan pisahkan
#
# Seperti di pelajaran 01 dan 02, dengan perbandingan digit yang sama di kedua
# bagian. Agar setiap sel di bawah ini selesai dalam satu atau dua detik,
# pipeline memakai 12.000 citra pertama dari 54.000 citra latih. Untuk bab
# Anda, tulis `x_train, y_train = x_all, y_all`, lalu jalankan lagi pelajaran
# ini: yang berubah hanya angkanya.

# %%
# NBVAL_CHECK_OUTPUT
(images, labels), _ = mh.load_mnist()
(x_all, y_all), (x_val, y_val) = mh.split_train_validation(images, labels)
x_train, y_train = x_all[:12000], y_all[:12000]
images.shape, x_all.shape, x_train.shape, x_val.shape

# %% [markdown] lang="en"
# ## From arrays to a dataset
#
# An array lies in memory, all of it. A `tf.data.Dataset` is a *recipe* that
# hands out one element after the other. `from_tensor_slices` cuts along the
# first axis: each element is one image with its label.
#
# **Predict:** what shape has one element?

# %% [markdown] lang="id"
# ## Dari array ke dataset
#
# Array tersimpan seluruhnya di memori. `tf.data.Dataset` adalah *resep* yang
# memberikan elemen satu demi satu. `from_tensor_slices` memotong sepanjang
# sumbu pertama: tiap elemen adalah satu citra beserta labelnya.
#
# **Tebak dulu:** apa bentuk (shape) satu elemen?

# %%
# NBVAL_CHECK_OUTPUT
slices = tf.data.Dataset.from_tensor_slices((x_train, y_train))
print(slices.element_spec[0])
print(slices.element_spec[1])
print(len(slices))

# %% [markdown] lang="en"
# The first axis is gone: it has become the walk through the elements.
#
# ## Normalise
#
# `map` puts a function into the recipe. Nothing is computed yet; that happens
# when somebody asks for an element, here with `next(iter(...))`.

# %% [markdown] lang="id"
# Sumbu pertama hilang: sumbu itu kini ditelusuri elemen demi elemen.
#
# ## Normalisasi
#
# `map` menambahkan sebuah fungsi ke dalam resep. Belum ada yang dihitung;
# perhitungan terjadi saat elemennya diminta, di sini dengan
# `next(iter(...))`.


# %%
# NBVAL_CHECK_OUTPUT
def scale(image, label):
    return tf.cast(image, tf.float32) / 255, label


scaled = slices.map(scale)
one, _ = next(iter(scaled))
print(x_train[0].dtype, x_train[0].min(), x_train[0].max())
print(one.dtype.name, one.numpy().min(), one.numpy().max())

# %% [markdown] lang="en"
# ## The shape that the CNN accepts
#
# `expand_dims` adds the channel (lesson 04 did it with `np.expand_dims`),
# `batch` the first axis. **Predict:** which of the last two lines fits the
# first, the shape that the model expects?

# %% [markdown] lang="id"
# ## Bentuk yang dapat diterima CNN
#
# `expand_dims` menambahkan kanal (pelajaran 04 memakai `np.expand_dims`),
# `batch` menambahkan sumbu pertama. **Tebak dulu:** baris mana dari dua
# terakhir yang cocok dengan baris pertama, yaitu bentuk yang diharapkan model?


# %%
# NBVAL_CHECK_OUTPUT
def channel(image, label):
    return tf.expand_dims(image, axis=-1), label


channelled = scaled.map(channel)
print(mh.build_cnn().input_shape)
print(channelled.element_spec[0].shape)
print(channelled.batch(128).element_spec[0].shape)

# %% [markdown] lang="en"
# `None` means "any number". It has to: 12,000 images do not fill batches of
# 128 evenly, so the last batch is smaller. With that the seed's sentence is
# done.
#
# `cache` holds in memory what came out of the stages before it, so that the
# second epoch need not compute it again. Is it the same as lessons 01 to 04
# by NumPy?

# %% [markdown] lang="id"
# `None` berarti "berapa pun". Memang harus begitu: 12.000 citra tidak habis
# dibagi 128, sehingga batch terakhir lebih kecil. Dengan ini kalimat langkah
# tersebut selesai dikerjakan.
#
# `cache` menyimpan hasil tahap-tahap sebelumnya di memori sehingga epoch kedua
# tidak perlu menghitungnya lagi. Apakah hasilnya sama dengan pelajaran 01
# sampai 04 dengan NumPy?

# %%
# NBVAL_CHECK_OUTPUT
cached = channelled.cache()
x_ready = mh.add_channel(mh.scale_pixels(x_train))
by_pipeline = np.concatenate([x for x, _ in cached.batch(1000)])
by_pipeline.shape, bool(np.array_equal(by_pipeline, x_ready))

# %% [markdown] lang="en"
# Not one pixel differs.
#
# ## What only training needs
#
# | stage | what it does | why |
# |---|---|---|
# | `shuffle` | another order in each epoch | batches that differ |
# | `batch` | 128 images at a time | one step of the optimizer |
# | `augment` | random changes (lesson 05) | variations of the same images |
# | `prefetch` | readies the next batch meanwhile | the model need not wait |

# %% [markdown] lang="id"
# Tidak satu piksel pun berbeda.
#
# ## Yang hanya diperlukan pelatihan
#
# | tahap | yang dilakukan | alasannya |
# |---|---|---|
# | `shuffle` | urutan baru di setiap epoch | isi batch berganti-ganti |
# | `batch` | 128 citra sekaligus | satu langkah optimizer |
# | `augment` | perubahan acak (pelajaran 05) | variasi dari citra yang sama |
# | `prefetch` | menyiapkan batch berikutnya sementara itu | model tidak perlu menunggu |

# %%
settings = mh.Augmentation(rotation=10, shift=0.1, shear=5, zoom=0.1)
layer = settings.layer(seed=7)


def augment(batch_images, batch_labels):
    return layer(batch_images, training=True), batch_labels


# %%
shuffled = cached.shuffle(len(x_train), seed=7)
batched = shuffled.batch(128)
augmented = batched.map(augment)
train_data = augmented.prefetch(tf.data.AUTOTUNE)

# %% [markdown] lang="en"
# The validation data take the same way without `shuffle` and `augment`:
# their order makes no difference, and they stand for real handwriting.

# %% [markdown] lang="id"
# Data validasi menempuh jalan yang sama tanpa `shuffle` dan `augment`:
# urutannya tidak berpengaruh, dan data itu mewakili tulisan tangan yang nyata.

# %%
val_slices = tf.data.Dataset.from_tensor_slices((x_val, y_val))
val_scaled = val_slices.map(scale)
val_channelled = val_scaled.map(channel)
val_cached = val_channelled.cache()
val_batched = val_cached.batch(128)
val_data = val_batched.prefetch(tf.data.AUTOTUNE)

# %% [markdown] lang="en"
# ## The shape after each stage
#
# Each dataset knows the shape of its elements without computing any: its
# `element_spec`. `mc.lesson_08.describe_stages` reads it, stage by stage.
#
# **Predict:** which stages change the shape, and which only the values or
# the order?

# %% [markdown] lang="id"
# ## Bentuk setelah tiap tahap
#
# Tiap dataset mengetahui bentuk elemennya tanpa menghitung apa pun, yaitu
# `element_spec`. `mc.lesson_08.describe_stages` membacanya tahap demi tahap.
#
# **Tebak dulu:** tahap mana yang mengubah bentuk, dan mana yang hanya mengubah
# nilai atau urutan?

# %%
# NBVAL_CHECK_OUTPUT
loaded = {"load": (images, labels)}
train_stages = loaded | {
    "split": (x_train, y_train),
    "slices": slices,
    "scale": scaled,
    "channel": channelled,
    "cache": cached,
    "shuffle": shuffled,
    "batch": batched,
    "augment": augmented,
    "prefetch": train_data,
}
mc.lesson_08.describe_stages(train_stages)

# %% [markdown] lang="en"
# Of an array you see its whole shape, of a dataset that of one element. Only
# `slices`, `channel` and `batch` change the shape; `scale` changes the dtype.
# From `batch` on an element is a batch: there are 94 (with all 54,000 images
# 422).
#
# ## The pipeline as a figure

# %% [markdown] lang="id"
# Untuk array terlihat seluruh bentuknya, untuk dataset bentuk satu elemennya.
# Hanya `slices`, `channel`, dan `batch` yang mengubah bentuk; `scale` mengubah
# dtype. Mulai dari `batch`, satu elemen adalah satu batch: ada 94 (dengan
# semua 54.000 citra 422).
#
# ## Pipeline sebagai gambar

# %%
val_stages = loaded | {
    "split": (x_val, y_val),
    "slices": val_slices,
    "scale": val_scaled,
    "channel": val_channelled,
    "cache": val_cached,
    "batch": val_batched,
    "prefetch": val_data,
}
mh.show(mc.lesson_08.plot_pipeline(train=train_stages, validation=val_stages))

# %% [markdown] lang="en"
# This is the flow chart of the step for chapter 3. The two filled boxes are
# the whole difference between training and validation.
#
# ## One batch, seen
#
# A table of shapes does not show what is in a batch. So look at it: the
# first 20 of 128 images.

# %% [markdown] lang="id"
# Inilah diagram alir langkah ini untuk Bab 3. Kedua kotak berwarna itulah
# seluruh perbedaan antara pelatihan dan validasi.
#
# ## Satu batch, dilihat langsung
#
# Tabel bentuk tidak memperlihatkan isi sebuah batch. Maka lihatlah: 20 citra
# pertama dari 128.

# %%
batch_images, batch_labels = next(iter(train_data))
first_20 = batch_images[:20].numpy(), batch_labels[:20].numpy()
mh.show(mh.plot_digits(*first_20, columns=10))

# %% [markdown] lang="en"
# Mixed digits, slightly turned and moved, each under its own label: labels
# went along through every stage.
#
# ## What goes wrong: `shuffle` after `batch`
#
# Twelve numbers in batches of four, in two epochs each. First `shuffle`, then
# `batch`; below it the other way round.
#
# **Predict:** what does shuffling batches leave together?

# %% [markdown] lang="id"
# Digit bercampur, sedikit diputar dan digeser, masing-masing dengan labelnya:
# label ikut melewati semua tahap.
#
# ## Yang bisa salah: `shuffle` setelah `batch`
#
# Dua belas bilangan dalam batch berisi empat, masing-masing dua epoch.
# Pertama `shuffle` lalu `batch`; di bawahnya sebaliknya.
#
# **Tebak dulu:** apa yang tetap bersama bila yang diacak adalah batch?

# %%
numbers = tf.data.Dataset.range(12)
for mixed in (numbers.shuffle(12).batch(4), numbers.batch(4).shuffle(3)):
    for _ in range(2):
        print([batch.tolist() for batch in mixed.as_numpy_iterator()])

# %% [markdown] lang="en"
# In the lower two lines only the *batches* change places: 0, 1, 2, 3 stay
# neighbours in every epoch.
#
# It gets worse when the data come sorted, as they do from folders named 0, 1,
# 2 and so on. Let us sort ours by label and count the digits in the first
# five batches. **Predict:** how many different digits does a batch hold?

# %% [markdown] lang="id"
# Pada dua baris terbawah, hanya *batch*-nya yang bertukar tempat: 0, 1, 2, 3
# tetap bertetangga di setiap epoch.
#
# Keadaannya lebih buruk bila datanya terurut, seperti yang dibaca dari folder
# bernama 0, 1, 2, dan seterusnya. Mari urutkan data kita menurut label, lalu
# hitung digit dalam lima batch pertama. **Tebak dulu:** berapa digit berbeda
# yang ada dalam satu batch?

# %%
by_label = np.argsort(y_train, kind="stable")
in_order = tf.data.Dataset.from_tensor_slices(
    (x_ready[by_label], y_train[by_label])
)
right = in_order.shuffle(len(x_train), seed=7).batch(128)
sorted_batches = in_order.batch(128)
wrong = sorted_batches.shuffle(len(sorted_batches), seed=7)


# %%
def count_in_batches(dataset):
    batches = [np.bincount(y, minlength=10) for _, y in dataset.take(5)]
    return pd.DataFrame(batches, index=pd.RangeIndex(1, 6, name="batch"))


count_in_batches(right)

# %%
count_in_batches(wrong)

# %% [markdown] lang="en"
# A row is a batch, a column a digit. Above, each batch holds all ten; below,
# a batch holds a single digit. Now 40 batches of a new walk (with each walk
# `shuffle` deals anew, so its first batches are others), the darker the more:

# %% [markdown] lang="id"
# Tiap baris adalah satu batch, tiap kolom satu digit. Di atas, setiap batch
# memuat kesepuluh digit; di bawah, satu batch hanya memuat satu digit.
# Sekarang 40 batch dari penelusuran baru (pada tiap penelusuran `shuffle`
# mengundi lagi, jadi batch pertamanya lain), makin gelap makin banyak:

# %%
orders = {"shuffle, batch": right.take(40), "batch, shuffle": wrong.take(40)}
mh.show(mc.lesson_08.plot_batch_labels(orders))

# %% [markdown] lang="en"
# ## Misconception: "`shuffle` mixes everything, whatever its buffer"
#
# `shuffle(1000)` holds 1,000 elements, hands out one of them at random, and
# fills the gap with the next one from the source. What has not yet entered
# the buffer can't come out of it.
#
# **Predict:** from the sorted data, can `shuffle(1000)` put a 9 into the
# first batch?

# %% [markdown] lang="id"
# ## Salah paham: "`shuffle` mengacak semuanya, berapa pun buffer-nya"
#
# `shuffle(1000)` menampung 1.000 elemen, memberikan salah satunya secara acak,
# lalu mengisi tempat kosong dengan elemen berikutnya dari sumber. Yang belum
# masuk ke penampung (buffer) tidak mungkin keluar darinya.
#
# **Tebak dulu:** dari data yang terurut, mungkinkah `shuffle(1000)` menaruh
# angka 9 di batch pertama?

# %%
buffers = {
    f"shuffle({size})": in_order.shuffle(size, seed=7).batch(128)
    for size in (1, 1000, 6000, len(x_train))
}
mh.show(mc.lesson_08.plot_batch_labels(buffers))

# %% [markdown] lang="en"
# With too small a buffer the whole epoch walks from 0 to 9; even 6,000 is not
# enough. Only a buffer as large as the training set mixes everything.
#
# ### Does it matter to the model?
#
# The same small model, the same start, one epoch each on the *same* 12,000
# images; only their order differs. Each is judged on 1,024 validation images,
# that is eight batches. **Predict:** which order hurts most?

# %% [markdown] lang="id"
# Bila buffer-nya terlalu kecil, seluruh epoch berjalan dari 0 ke 9; 6.000 pun
# belum cukup. Hanya buffer sebesar data latih yang mengacak semuanya.
#
# ### Apakah berpengaruh pada model?
#
# Model kecil yang sama, titik awal yang sama, masing-masing satu epoch pada
# 12.000 citra yang *sama*; hanya urutannya yang berbeda. Masing-masing dinilai
# pada 1.024 citra validasi, yaitu delapan batch. **Tebak dulu:** urutan mana
# yang paling merugikan?


# %%
def train_once(dataset):
    keras.utils.set_random_seed(7)
    small = mh.build_dense()
    small.compile("adam", "sparse_categorical_crossentropy")
    small.fit(dataset, shuffle=False, verbose=0)
    y_pred = small.predict(val_data.take(8), verbose=0).argmax(axis=1)
    return {
        "accuracy": (y_pred == y_val[:1024]).mean(),
        "digits answered": len(set(y_pred)),
    }


# %%
ways = {
    "shuffle, batch": right,
    "batch, shuffle": wrong,
    "shuffle(1000), batch": buffers["shuffle(1000)"],
}
pd.DataFrame([train_once(data) for data in ways.values()], index=list(ways))

# %% [markdown] lang="en"
# One run each, so small differences would prove nothing; these are not
# small. With `shuffle(1000)` the last batches that the model sees hold mostly
# nines: it has all but forgotten other digits and is wrong on most images.
#
# ## What goes wrong: augmentation reaches validation
#
# It happens when one function prepares both parts, or when one augments
# before splitting. `mh.load_trained` gives a CNN that learnt from the 54,000
# training images. We judge it twice on the real validation images and twice
# on augmented ones. **Predict:** which numbers repeat?

# %% [markdown] lang="id"
# Masing-masing hanya satu kali pelatihan, jadi selisih kecil tidak akan
# membuktikan apa pun; selisih di sini tidak kecil. Dengan `shuffle(1000)`,
# sebagian besar isi batch terakhir yang dilihat model adalah angka 9: digit
# lain nyaris terlupakan dan kebanyakan citra dijawab salah.
#
# ## Yang bisa salah: augmentasi sampai ke data validasi
#
# Ini terjadi bila satu fungsi menyiapkan kedua bagian sekaligus, atau bila
# augmentasi dilakukan sebelum pemisahan. `mh.load_trained` memberikan CNN yang
# belajar dari 54.000 citra latih. Kita menilainya dua kali pada citra validasi
# asli dan dua kali pada citra yang diaugmentasi. **Tebak dulu:** angka mana
# yang berulang?

# %%
trained = mh.load_trained()


def accuracy(dataset):
    y_pred = trained.predict(dataset, verbose=0).argmax(axis=1)
    return (y_pred == y_val).mean()


# %%
judged = {"val_data": val_data, "val_data.map(augment)": val_data.map(augment)}
twice = {way: [accuracy(d), accuracy(d)] for way, d in judged.items()}
pd.DataFrame(twice, index=pd.RangeIndex(1, 3, name="evaluate"))

# %% [markdown] lang="en"
# The same model, the same weights. On real images it gets the same accuracy
# twice; on augmented ones a much lower one, and another each time. The number
# no longer says how well the model reads handwriting, and whoever compares
# two models by it compares luck as well.
#
# `accuracy` compares with `y_val` in its order: one more reason not to
# shuffle the validation data.
#
# ## Why `augment` comes after `batch`
#
# `RandomAffine` takes a batch at once: one call for 128 images, each changed
# differently. **Predict:** how much slower is one call for each image? (All
# speeds here are of the machine that ran the lesson; yours will differ.)

# %% [markdown] lang="id"
# Model yang sama, bobot yang sama. Pada citra asli akurasinya sama dua kali;
# pada citra yang diaugmentasi jauh lebih rendah, dan berbeda setiap kali.
# Angka itu tidak lagi menyatakan seberapa baik model membaca tulisan tangan,
# dan siapa pun yang membandingkan dua model dengannya ikut membandingkan
# keberuntungan.
#
# `accuracy` membandingkan dengan `y_val` menurut urutannya: satu alasan lagi
# untuk tidak mengacak data validasi.
#
# ## Mengapa `augment` setelah `batch`
#
# `RandomAffine` menerima satu batch sekaligus: satu panggilan untuk 128 citra,
# masing-masing diubah secara berbeda. **Tebak dulu:** seberapa lambat bila
# dipanggil untuk tiap citra? (Semua kecepatan di sini berasal dari mesin yang
# menjalankan pelajaran; kecepatan Anda akan berbeda.)


# %%
def images_per_second(dataset):
    start, count = time.perf_counter(), 0
    for _, batch_labels in dataset:
        count += len(batch_labels)
    return count / (time.perf_counter() - start)


# %% tags=["measures-speed"]
one_by_one = cached.take(1280).map(augment).batch(128)
by_batch = cached.batch(128).map(augment)
speeds = {
    "augment, batch": images_per_second(one_by_one),
    "batch, augment": images_per_second(by_batch),
}
mh.show(mh.plot_speeds(speeds))

# %% [markdown] lang="en"
# ## How fast is each stage?
#
# We walk through a whole epoch after each stage. (Stages before `batch` get
# batches for the measurement, so that Python's own loop does not count.) The
# cache was filled above, when we compared with NumPy.
#
# **Predict:** which stage is the slowest?

# %% [markdown] lang="id"
# ## Seberapa cepat tiap tahap?
#
# Kita menyusuri satu epoch penuh setelah tiap tahap. (Tahap sebelum `batch`
# diberi batch untuk pengukuran, agar perulangan Python tidak ikut terhitung.)
# Cache sudah terisi tadi, saat kita membandingkan dengan NumPy.
#
# **Tebak dulu:** tahap mana yang paling lambat?

# %% tags=["measures-speed"]
stage_speeds = {}
for stage in ("slices", "scale", "channel", "cache", "shuffle"):
    stage_speeds[stage] = images_per_second(train_stages[stage].batch(128))
for stage in ("batch", "augment", "prefetch"):
    stage_speeds[stage] = images_per_second(train_stages[stage])
mh.show(mh.plot_speeds(stage_speeds))

# %% [markdown] lang="en"
# Each bar is the speed of *all stages up to there*. `scale` and `channel`
# look cheap and are slow: they are called 12,000 times, once for each image.
# After `cache` the speed jumps up, since these calls are saved from the
# second epoch on. Then `augment` slows it down again, and that can't be
# cached. `prefetch` can add next to nothing here, since nobody uses the
# batches meanwhile: where the last two bars differ, that is mostly chance.
#
# ## What may stand before `cache`
#
# `cache` repeats for ever what it has once stored. So before it belongs only
# what is the *same* in each epoch. We walk twice through four orders and ask
# whether both walks gave the same images. **Predict:** which two repeat
# themselves, though they should not?

# %% [markdown] lang="id"
# Tiap batang adalah kecepatan *semua tahap sampai di situ*. `scale` dan
# `channel` tampak ringan, tetapi lambat: keduanya dipanggil 12.000 kali, satu
# kali untuk tiap citra. Setelah `cache` kecepatannya melonjak,
# karena sejak epoch kedua panggilan itu tidak perlu lagi. Lalu `augment`
# memperlambatnya kembali, dan tahap ini tidak boleh disimpan dalam cache.
# `prefetch` hampir tidak dapat menambah apa-apa di sini karena tidak ada yang
# memakai batch-nya sementara itu: bila kedua batang terakhir berbeda, itu
# terutama kebetulan.
#
# ## Apa yang boleh ada sebelum `cache`
#
# `cache` mengulang terus apa yang pernah disimpannya. Jadi, sebelum `cache`
# hanya boleh ada yang *sama* di setiap epoch. Kita menyusuri empat urutan
# masing-masing dua kali, lalu memeriksa apakah citranya sama. **Tebak dulu:**
# dua urutan mana yang berulang, padahal seharusnya tidak?


# %%
def repeats(dataset):
    walks = [np.concatenate([x for x, _ in dataset]) for _ in range(2)]
    return bool(np.array_equal(*walks))


# %%
# NBVAL_CHECK_OUTPUT
few = channelled.take(256)
chains = {
    "cache, shuffle": few.cache().shuffle(256).batch(128),
    "shuffle, cache": few.shuffle(256).cache().batch(128),
    "cache, augment": few.batch(128).cache().map(augment),
    "augment, cache": few.batch(128).map(augment).cache(),
}
pd.Series({name: repeats(d) for name, d in chains.items()}).to_frame("repeats")

# %% [markdown] lang="en"
# With `cache` after `augment` the model would get one and the same variation
# of each image for ever, and no error would say so.
#
# ## Where `prefetch` helps
#
# While the model computes, the processor can ready the next batch. To see the
# waiting and nothing else, both sides only wait here: `time.sleep` stands for
# 20 ms of making a batch and for 20 ms of the model's step. 20 batches, three
# ways. TensorFlow puts a `prefetch` at the end of a pipeline by itself; for
# the first way we switch that off. **Predict:** in which way do the times add
# up to 0.8 s?

# %% [markdown] lang="id"
# Bila `cache` ditaruh setelah `augment`, model akan selalu mendapat satu
# variasi yang sama dari tiap citra, tanpa ada pesan kesalahan.
#
# ## Kapan `prefetch` membantu
#
# Sementara model menghitung, prosesor dapat menyiapkan batch berikutnya. Agar
# yang tampak hanya waktu tunggunya, di sini kedua pihak hanya menunggu:
# `time.sleep` menggantikan 20 ms pembuatan batch dan 20 ms langkah model. 20
# batch, tiga cara. TensorFlow menambahkan sendiri `prefetch` di ujung
# pipeline; untuk cara pertama hal itu kita matikan. **Tebak dulu:** pada cara
# mana kedua waktu itu saling menambah menjadi 0,8 detik?


# %%
def make_batch(number):
    time.sleep(0.02)
    return number


def seconds_with_model(dataset):
    start = time.perf_counter()
    for _ in dataset:
        time.sleep(0.02)
    return round(time.perf_counter() - start, 2)


# %% tags=["measures-speed"]
off = tf.data.Options()
off.experimental_optimization.inject_prefetch = False
slow = tf.data.Dataset.range(20).map(
    lambda number: tf.numpy_function(make_batch, [number], tf.int64)
)
waits = {
    "off": slow.with_options(off),
    "prefetch": slow.prefetch(tf.data.AUTOTUNE),
    "TensorFlow": slow,
}
seconds = {way: seconds_with_model(data) for way, data in waits.items()}
pd.Series(seconds).to_frame("seconds")

# %%
# NBVAL_CHECK_OUTPUT
print(seconds["off"] >= 0.8, seconds["off"] > 1.3 * seconds["prefetch"])

# %% [markdown] lang="en"
# Without any `prefetch` model and pipeline wait for each other, and their
# times add up. With it the next batch is made during the wait. Without
# writing it we get about the same, thanks to TensorFlow; written out, it says
# what is meant. It changes no image, only the waiting.
#
# ## Into the model
#
# `fit` takes both datasets as they are: no `batch_size`, no `y`, since the
# batches already hold images and labels. `shuffle=False` tells Keras that the
# pipeline has shuffled already; without it new versions of Keras give a
# warning. One short epoch on the first 50 batches shows that all of it works
# together; lesson 11 trains in earnest.

# %% [markdown] lang="id"
# Tanpa `prefetch` sama sekali, model dan pipeline saling menunggu, dan kedua
# waktu itu saling menambah. Dengan `prefetch`, batch berikutnya dibuat selama
# menunggu. Tanpa menuliskannya pun hasilnya kira-kira sama, berkat
# TensorFlow; bila dituliskan, maksudnya jelas. Tidak ada citra yang berubah,
# hanya waktu tunggunya.
#
# ## Masuk ke model
#
# `fit` menerima kedua dataset apa adanya: tanpa `batch_size`, tanpa `y`,
# karena batch sudah memuat citra dan label. `shuffle=False` memberi tahu Keras
# bahwa pipeline sudah mengacak; tanpanya, versi baru Keras menampilkan
# peringatan. Satu epoch singkat pada 50 batch pertama menunjukkan bahwa
# semuanya cocok; pelajaran 11 melatih dengan sungguh-sungguh.

# %%
keras.utils.set_random_seed(7)
model = mh.build_cnn()
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
history = model.fit(
    train_data.take(50),
    validation_data=val_data,
    epochs=1,
    shuffle=False,
    verbose=2,
)

# %%
# NBVAL_CHECK_OUTPUT
log = history.history
print(log["val_accuracy"][0] > log["accuracy"][0])

# %% [markdown] lang="en"
# The line of `fit`, field by field: `50/50` batches done; the seconds of the
# epoch, the judging included; milliseconds a step; then accuracy and loss on
# the training batches and, with `val_`, on the validation data. (Figures of
# time are this machine's.)
#
# `val_accuracy` is above `accuracy` here, and that is no mistake: `accuracy`
# is the mean over the whole epoch, from the first, untrained steps on, and on
# augmented images; `val_accuracy` is measured at the end, on real ones.
#
# Is the pipeline fast enough? Divide 128 by the milliseconds of a step, times
# 1,000: that is how many images a second model and pipeline take together.
# Compare it with the last bar above, what the pipeline alone can do: where
# that is clearly more, the model sets the pace, as it should; where the two
# are about equal, the model waits.
#
# ### And the test images?
#
# They go the way of the validation images: scaled by the same 255, a channel
# added, in batches; never shuffled, cached with anything random, or augmented.
# Lesson 12 opens them by `mh.SealedTest().open(...)`, which does all that.

# %% [markdown] lang="id"
# Baris dari `fit`, bagian demi bagian: `50/50` batch selesai; lama epoch dalam
# detik, termasuk penilaiannya; milidetik per langkah; lalu akurasi dan
# kerugian pada batch pelatihan dan, dengan `val_`, pada data validasi. (Angka
# waktunya milik komputer ini.)
#
# `val_accuracy` di sini lebih tinggi daripada `accuracy`, dan itu bukan
# kesalahan: `accuracy` adalah rata-rata sepanjang epoch, sejak langkah pertama
# saat model belum terlatih, dan pada citra yang diaugmentasi; `val_accuracy`
# diukur di akhir, pada citra asli.
#
# Apakah pipeline-nya cukup cepat? Bagilah 128 dengan milidetik per langkah,
# lalu kalikan 1.000: itulah banyaknya citra per detik dari model dan pipeline.
# Bandingkan dengan batang terakhir di atas, yaitu kemampuan pipeline
# sendirian: bila angka itu jelas lebih besar, modellah yang menentukan
# kecepatannya, sebagaimana mestinya; bila keduanya hampir sama, model
# menunggu.
#
# ### Bagaimana dengan citra uji?
#
# Citra uji diperlakukan seperti citra validasi: dibagi 255 yang sama, ditambah
# kanal, dalam batch; tidak pernah dikocok, tidak diaugmentasi. Pelajaran 12
# membukanya dengan `mh.SealedTest().open(...)`, yang mengerjakan semua itu.

# %% [markdown] lang="en"
# ## Exercise 1: the order
#
# Put `"augment"`, `"batch"`, `"cache"`, `"prefetch"`, `"scale"` and
# `"shuffle"` into a list, in the order of a good training pipeline.

# %% [markdown] lang="id"
# ## Latihan 1: urutannya
#
# Susun `"augment"`, `"batch"`, `"cache"`, `"prefetch"`, `"scale"`, dan
# `"shuffle"` dalam sebuah list, menurut urutan pipeline pelatihan yang baik.

# %%
stages = ...

# %%
mc.check_pipeline_order(stages)

# %% [markdown] lang="en"
# <details><summary>Solution</summary>
#
# ```python
# stages = ["scale", "cache", "shuffle", "batch", "augment", "prefetch"]
# ```
#
# What is the same in each epoch, then `cache`, then what is random; `shuffle`
# on single images, `augment` on batches, `prefetch` last.
#
# </details>

# %% [markdown] lang="id"
# <details><summary>Jawaban</summary>
#
# ```python
# stages = ["scale", "cache", "shuffle", "batch", "augment", "prefetch"]
# ```
#
# Yang sama di setiap epoch dulu, lalu `cache`, lalu yang acak; `shuffle` pada
# citra satu per satu, `augment` pada batch, `prefetch` paling akhir.
#
# </details>

# %% [markdown] lang="en"
# ## Exercise 2: your own validation pipeline
#
# Make from `x_val` and `y_val` a dataset that `model.evaluate` can take, in
# batches of 500. Use `scale` and `channel` from above.

# %% [markdown] lang="id"
# ## Latihan 2: pipeline validasi Anda sendiri
#
# Buatlah dari `x_val` dan `y_val` sebuah dataset yang dapat diterima
# `model.evaluate`, dalam batch berisi 500. Pakailah `scale` dan `channel` dari
# atas.

# %%
my_val_data = ...

# %%
mc.check_validation_data(my_val_data)

# %% [markdown] lang="en"
# <details><summary>Solution</summary>
#
# ```python
# my_val_data = (
#     tf.data.Dataset.from_tensor_slices((x_val, y_val))
#     .map(scale)
#     .map(channel)
#     .batch(500)
# )
# ```
#
# No `shuffle`, no `augment`. `cache` and `prefetch` may be added: they change
# no image.
#
# </details>

# %% [markdown] lang="id"
# <details><summary>Jawaban</summary>
#
# ```python
# my_val_data = (
#     tf.data.Dataset.from_tensor_slices((x_val, y_val))
#     .map(scale)
#     .map(channel)
#     .batch(500)
# )
# ```
#
# Tanpa `shuffle`, tanpa `augment`. `cache` dan `prefetch` boleh ditambahkan:
# keduanya tidak mengubah citra.
#
# </details>

# %% [markdown] lang="en"
# ## Exercise 3: whole batches
#
# 12,000 images, `batch(128, drop_remainder=True)`: how many batches has an
# epoch?

# %% [markdown] lang="id"
# ## Latihan 3: batch penuh
#
# 12.000 citra, `batch(128, drop_remainder=True)`: berapa batch dalam satu
# epoch?

# %%
whole = ...

# %%
mc.check_whole_batches(whole)

# %% [markdown] lang="en"
# <details><summary>Solution</summary>
#
# ```python
# whole = 12000 // 128  # 93
# ```
#
# </details>
#
# ## Exercise 4 (open): a pipeline for a large collection
#
# Sketch a pipeline for two million photographs of 300 kB each on a disk, to be
# scaled to 64 × 64 and changed at random.
#
# Check yourself:
# - Is what is shuffled small (names of files), or large (pictures)?
# - Does anything behind `cache` have to be new in each epoch?
# - How much memory does your buffer take, in GB?
# - Where is `batch`, and does the random change come behind it?
# - How will you measure whether the model waits for the pipeline?

# %% [markdown] lang="id"
# <details><summary>Jawaban</summary>
#
# ```python
# whole = 12000 // 128  # 93
# ```
#
# </details>
#
# ## Latihan 4 (terbuka): pipeline untuk koleksi besar
#
# Rancanglah pipeline untuk dua juta foto, masing-masing 300 kB, di disk, yang
# akan dikecilkan menjadi 64 × 64 dan diubah secara acak.
#
# Periksa sendiri:
# - Apakah yang dikocok kecil (nama berkas) atau besar (gambar)?
# - Adakah sesuatu setelah `cache` yang harus baru di tiap epoch?
# - Berapa GB memori yang dipakai buffer Anda?
# - Di mana `batch`, dan apakah perubahan acak ada setelahnya?
# - Bagaimana Anda mengukur apakah model menunggu pipeline?

# %% [markdown] lang="en"
# ## Summary
#
# - Split first, then `scale`, `channel`, `cache`, `shuffle`, `batch`,
#   `augment`, `prefetch`; validation without `shuffle` and `augment`.
# - Shuffle single images, with a buffer as large as the training set.
# - Augment batches, after `cache`, and only the training data.
# - Measure before you speed up: guessing the slowest stage often fails.
#
# | English | Indonesian |
# |---|---|
# | preprocessing | prapemrosesan |
# | split | pemisahan |
# | normalisation | normalisasi |
# | shape, channel | bentuk (shape), kanal (channel) |
# | to shuffle | mengacak |
# | buffer | penampung (buffer) |
#
# **Into chapter 3:** the table of shapes after each stage, the flow chart of
# the pipeline (both run with all 54,000 images), and its settings: 54,000 and
# 6,000 images, batches of 128, the augmentation of lesson 05.
#
# **Next:** [09 build_architecture](09_build_architecture.ipynb)

# %% [markdown] lang="id"
# ## Ringkasan
#
# - Pisahkan dulu, lalu `scale`, `channel`, `cache`, `shuffle`, `batch`,
#   `augment`, `prefetch`; data validasi tanpa `shuffle` dan `augment`.
# - Acak citra satu per satu, dengan buffer sebesar data latih.
# - Augmentasi per batch, setelah `cache`, dan hanya pada data latih.
# - Ukur dulu sebelum mempercepat: tahap yang paling lambat sering bukan yang
#   Anda kira.
#
# | Inggris | Indonesia |
# |---|---|
# | preprocessing | prapemrosesan |
# | split | pemisahan |
# | normalisation | normalisasi |
# | shape, channel | bentuk (shape), kanal (channel) |
# | to shuffle | mengacak |
# | buffer | penampung (buffer) |
#
# **Untuk Bab 3:** tabel bentuk setelah tiap tahap, diagram alir pipeline, dan
# pengaturannya: 54.000 dan 6.000 citra, batch berisi 128, augmentasi dari
# pelajaran 05 (tabel dan diagram dijalankan dengan semua 54.000 citra).
#
# **Berikutnya:** [09 build_architecture](09_build_architecture.ipynb)
