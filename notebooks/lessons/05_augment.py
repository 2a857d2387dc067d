# %% [markdown] lang="en"
# # 05 · Augment: what each technique does to the same digit
#
# {{head}}
#
# The supervisor's comment that it answers: show the same digit before and
# after augmentation.
#
# You will learn
# - what each of the five settings does, and in which unit,
# - how to show the same digit before and after,
# - where a change alters what the digit *is*.
#
# **Read before:** [04 add_channel](04_add_channel.ipynb).

# %% [markdown] lang="id"
# # 05 · Augmentasi: pengaruh tiap teknik pada digit yang sama
#
# {{head}}
#
# Komentar pembimbing yang dijawab: tampilkan digit yang sama sebelum dan
# sesudah augmentasi.
#
# Anda akan mempelajari
# - pengaruh kelima pengaturan itu beserta satuannya,
# - cara menampilkan digit yang sama sebelum dan sesudah,
# - kapan suatu perubahan mengubah *makna* digit.
#
# **Prasyarat:** [04 add_channel](04_add_channel.ipynb).

# %%
import numpy as np
import pandas as pd
from tensorflow.keras.preprocessing.image import ImageDataGenerator

# %%
# NBVAL_CHECK_OUTPUT
(images, labels), _ = mh.load_mnist()
ten_images, ten_labels = mh.pick_per_digit(images, labels)
digit = ten_images[7]
canvas = digit[..., None].astype("float32")
digit.shape, canvas.shape

# %% [markdown] lang="en"
# ## Why augment?
#
# Augmentation makes variations of the *training* images, so that the model
# generalises: it should learn that a 7 stays a 7 when written a little
# higher or more slanted. No new handwriting is collected; the old is varied.
#
# This lesson changes one and the same 7 again and again (`canvas` is that 7
# with its channel, as Keras wants it), and then one image of every digit.

# %% [markdown] lang="id"
# ## Mengapa augmentasi?
#
# Augmentasi membuat variasi dari citra *latih* agar model mampu
# menggeneralisasi: model perlu belajar bahwa 7 tetap 7 walaupun ditulis
# sedikit lebih tinggi atau lebih miring. Tidak ada tulisan baru yang
# dikumpulkan; tulisan lama divariasikan.
#
# Pelajaran ini berulang kali mengubah satu angka 7 yang sama (`canvas` adalah
# angka 7 itu beserta kanalnya, sesuai permintaan Keras), lalu satu citra dari
# setiap digit.

# %% [markdown] lang="en"
# ## The seed's generator
#
# `ImageDataGenerator` is Keras's older way. It still works, though Keras
# calls it deprecated. These are the seed's five settings, and one changed
# copy at once:

# %% [markdown] lang="id"
# ## Generator pada langkah ini
#
# `ImageDataGenerator` adalah cara lama Keras. Cara ini masih berfungsi,
# meskipun Keras menyatakannya usang (deprecated). Berikut kelima
# pengaturannya, dan langsung satu salinan yang diubah:

# %%
generator = ImageDataGenerator(
    rotation_range=10,
    width_shift_range=0.1,
    height_shift_range=0.1,
    shear_range=5,
    zoom_range=0.1,
    fill_mode="constant",
    cval=0,
)
copy = generator.random_transform(canvas, seed=7)
two = np.stack([canvas, copy])
mh.show(mh.plot_digits(two, titles=["7", "7'"], columns=2))

# %% [markdown] lang="en"
# Left the original, right its copy. The label of the copy is still 7.
#
# ## Predict: the shear setting
#
# Above, `shear_range` is 5. Many notebooks write `shear_range=0.1` instead,
# beside shifts and zoom of 0.1. What does that do?

# %% [markdown] lang="id"
# Kiri citra asli, kanan salinannya. Label salinan itu tetap 7.
#
# ## Tebak dulu: pengaturan geser miring
#
# Di atas, `shear_range` bernilai 5. Banyak notebook menulis
# `shear_range=0.1`, sama seperti pergeseran dan zoom yang 0,1. Apa akibatnya?

# %%
mc.quiz("shear_units")

# %% [markdown] lang="en"
# ## The units, and the misconception "`shear_range=0.1` shears by a tenth"
#
# | setting | unit | the value above means |
# |---|---|---|
# | `rotation_range=10` | degrees | up to 10° either way |
# | `width_shift_range=0.1` | fraction of the side | up to 2.8 pixels either way |
# | `height_shift_range=0.1` | fraction of the side | up to 2.8 pixels either way |
# | `shear_range=5` | **degrees** | slanted by up to 5° either way |
# | `zoom_range=0.1` | fraction | 0.9 to 1.1 times, each axis alone |
#
# So three are fractions and two are degrees. (A shift of 1 or more is taken as
# pixels: `width_shift_range=1` is one pixel, not the whole width.) How far do
# the outermost pixels move, 14 pixels from the centre, at a shear of 0.1, 5
# and 20 degrees?

# %% [markdown] lang="id"
# ## Satuannya, dan salah paham "`shear_range=0.1` memiringkan sepersepuluh"
#
# | pengaturan | satuan | arti nilai di atas |
# |---|---|---|
# | `rotation_range=10` | derajat | sampai 10° ke kedua arah |
# | `width_shift_range=0.1` | pecahan dari sisi | sampai 2,8 piksel ke kedua arah |
# | `height_shift_range=0.1` | pecahan dari sisi | sampai 2,8 piksel ke kedua arah |
# | `shear_range=5` | **derajat** | miring sampai 5° ke kedua arah |
# | `zoom_range=0.1` | pecahan | 0,9 sampai 1,1 kali, tiap sumbu sendiri |
#
# Jadi, tiga berupa pecahan dan dua memakai derajat. (Pergeseran 1 atau lebih
# dianggap piksel: `width_shift_range=1` berarti satu piksel, bukan seluruh
# lebarnya.) Seberapa jauh piksel
# terluar, 14 piksel dari pusat, berpindah bila geser miringnya 0,1, 5, dan 20
# derajat?

# %%
# NBVAL_CHECK_OUTPUT
for degrees in (0.1, 5, 20):
    print(degrees, round(14 * np.sin(np.radians(degrees)), 2))

# %%
sheared, titles = [canvas], ["7"]
for degrees in (0.1, 5, 20):
    sheared.append(generator.apply_transform(canvas, {"shear": degrees}))
    pixels = 14 * np.sin(np.radians(degrees))
    words = mh.format_number(degrees), mh.format_number(pixels, 2)
    titles.append("{}°: {} px".format(*words))
mh.show(mh.plot_digits(np.stack(sheared), titles=titles, columns=4))

# %%
# NBVAL_CHECK_OUTPUT
[int(np.abs(image - canvas).max().round()) for image in sheared]

# %% [markdown] lang="en"
# At 0.1 degrees the farthest pixels move by 0.02 of a pixel, and no pixel
# changes by more than a few of 255 grey levels (the largest change of each
# picture, just above): to the eye the second picture is the first. There are
# more "ink pixels", since every pixel above 0 counts, however faint.
# Whoever reports `shear_range=0.1` in a thesis has not sheared. Write it in
# degrees.

# %% [markdown] lang="id"
# Pada 0,1 derajat, piksel terjauh hanya berpindah 0,02 piksel, dan tidak ada
# piksel yang berubah lebih dari beberapa tingkat dari 255 tingkat keabuan
# (perubahan terbesar tiap gambar tertera tepat di atas): bagi mata, gambar
# kedua sama dengan gambar pertama. "Piksel tinta" bertambah karena setiap
# piksel di atas 0 dihitung, betapa pun pudarnya. Siapa pun yang melaporkan
# `shear_range=0.1` di skripsinya sebenarnya tidak memiringkan citra. Tulislah
# dalam derajat.

# %% [markdown] lang="en"
# ## Each technique alone: at its extremes and at random
#
# The generator works in two steps, and each can be called by itself:
# `get_random_transform` draws the parameters, `apply_transform` changes one
# image by them. Its names: `theta` (rotation), `tx` and `ty` (shifts, in
# pixels), `shear`, `zx` and `zy` (zoom).
#
# `try_alone` shows the original, both extremes, and three random copies. The
# settings here are wider than those above, so that you can see them.

# %% [markdown] lang="id"
# ## Tiap teknik secara terpisah: pada nilai ekstrem dan secara acak
#
# Generator bekerja dalam dua langkah, dan masing-masing dapat dipanggil
# sendiri: `get_random_transform` mengundi parameternya, `apply_transform`
# mengubah satu citra dengan parameter itu. Namanya: `theta` (rotasi), `tx` dan
# `ty` (pergeseran, dalam piksel), `shear`, serta `zx` dan `zy` (zoom).
#
# `try_alone` menampilkan citra asli, kedua nilai ekstrem, dan tiga salinan
# acak. Rentang di sini lebih besar daripada yang di atas agar terlihat
# jelas.


# %%
def try_alone(technique, low, high):
    changes = [low, high]
    for seed in (5, 6, 7):
        drawn = technique.get_random_transform(canvas.shape, seed=seed)
        changes.append({name: drawn[name] for name in low})
    made, titles = [canvas], ["7"]
    for change in changes:
        made.append(technique.apply_transform(canvas, change))
        words = [f"{n} {mh.format_number(v, 1)}" for n, v in change.items()]
        titles.append("; ".join(words))
    return mh.plot_digits(np.stack(made), titles=titles, columns=6)


# %% [markdown] lang="en"
# ### Rotation: `rotation_range`
#
# **Predict:** does +30 turn the 7 clockwise or anticlockwise?

# %% [markdown] lang="id"
# ### Rotasi: `rotation_range`
#
# **Tebak dulu:** apakah +30 memutar angka 7 searah jarum jam atau sebaliknya?

# %%
rotate = ImageDataGenerator(rotation_range=30, fill_mode="constant")
mh.show(try_alone(rotate, {"theta": -30}, {"theta": 30}))

# %% [markdown] lang="en"
# Anticlockwise: at +30 the stem stands upright. The random copies lie
# somewhere between the two extremes.
#
# ### Horizontal shift: `width_shift_range`
#
# **Predict:** in which direction does the digit move?

# %% [markdown] lang="id"
# Berlawanan arah jarum jam: pada +30 batangnya tegak. Salinan acak berada di
# antara kedua nilai ekstrem itu.
#
# ### Pergeseran horizontal: `width_shift_range`
#
# **Tebak dulu:** ke arah mana digit bergeser?

# %%
shift_1 = ImageDataGenerator(width_shift_range=0.2, fill_mode="constant")
mh.show(try_alone(shift_1, {"ty": -5.6}, {"ty": 5.6}))

# %% [markdown] lang="en"
# Up and down! The name says width, yet the setting draws `ty`, and the digit
# moves vertically. This is an old mistake in `ImageDataGenerator`, reported
# more than once (TensorFlow's issue 82838, for example) and still there.
#
# Note the sign, too: `ty = 5.6` moves the digit *up*. The parameters say
# where each pixel *comes from*: 5.6 pixels farther down.
#
# ### Vertical shift: `height_shift_range`

# %% [markdown] lang="id"
# Ke atas dan ke bawah! Namanya width (lebar), tetapi pengaturan ini mengundi
# `ty` sehingga digit bergeser secara vertikal. Ini kesalahan lama pada
# `ImageDataGenerator`, sudah beberapa kali dilaporkan (misalnya issue 82838
# di TensorFlow), dan masih ada sampai sekarang.
#
# Perhatikan juga tandanya: `ty = 5.6` menggeser digit ke *atas*. Parameter
# menyatakan dari mana tiap piksel *berasal*: dari 5,6 piksel lebih ke bawah.
#
# ### Pergeseran vertikal: `height_shift_range`

# %%
shift_2 = ImageDataGenerator(height_shift_range=0.2, fill_mode="constant")
mh.show(try_alone(shift_2, {"tx": -5.6}, {"tx": 5.6}))

# %% [markdown] lang="en"
# And this one moves it sideways. With the *same* value for both, as in our
# generator, the mix-up makes no difference. With two different values it
# does: look at the picture before you report them.
#
# ### Shear: `shear_range`
#
# **Predict:** how will it differ from a rotation?

# %% [markdown] lang="id"
# Yang ini justru menggeser ke samping. Dengan nilai yang *sama* untuk
# keduanya, seperti pada generator kita, tertukarnya arah itu tidak
# berpengaruh. Dengan dua nilai yang berbeda, ada pengaruhnya: lihat dulu
# gambarnya sebelum Anda melaporkannya.
#
# ### Geser miring (shear): `shear_range`
#
# **Tebak dulu:** apa bedanya dengan rotasi?

# %%
shear = ImageDataGenerator(shear_range=30, fill_mode="constant")
mh.show(try_alone(shear, {"shear": -30}, {"shear": 30}))

# %% [markdown] lang="en"
# The upper rows slide one way, the lower rows the other; horizontal strokes
# stay horizontal, as in slanted writing. A rotation tilts them as well.
# Nothing is cut off: the Indonesian word that some programs use for shear,
# *pemotongan*, means cutting and misleads.
#
# ### Zoom: `zoom_range`
#
# **Predict:** with `zx = zy = 1.3`, does the digit grow or shrink?

# %% [markdown] lang="id"
# Baris atas bergeser ke satu arah, baris bawah ke arah lain; goresan mendatar
# tetap mendatar, seperti tulisan miring. Rotasi ikut memiringkan goresan
# mendatar. Tidak ada yang dipotong: kata *pemotongan*, yang kadang dipakai
# untuk *shear*, menyesatkan; yang terjadi adalah geser miring.
#
# ### Pembesaran (zoom): `zoom_range`
#
# **Tebak dulu:** dengan `zx = zy = 1.3`, apakah digit membesar atau mengecil?

# %%
zoom = ImageDataGenerator(zoom_range=0.3, fill_mode="constant")
smaller, larger = {"zx": 0.7, "zy": 0.7}, {"zx": 1.3, "zy": 1.3}
mh.show(try_alone(zoom, smaller, larger))

# %% [markdown] lang="en"
# It shrinks: each pixel is fetched from 1.3 times as far out. At random,
# `zx` and `zy` are drawn apart from each other, so a digit may get wider and
# lower at once.
#
# ## Sliders: try it yourself
#
# Choose a digit, move the sliders (the same parameters, in the same units),
# or draw a new random copy. **Predict** before each move. At which angle
# would you no longer call it the same digit?

# %% [markdown] lang="id"
# Mengecil: tiap piksel diambil dari tempat yang 1,3 kali lebih jauh. Secara
# acak, `zx` dan `zy` diundi sendiri-sendiri sehingga digit dapat menjadi lebih
# lebar sekaligus lebih pendek.
#
# ## Bilah geser (slider): coba sendiri
#
# Pilih sebuah digit, gerakkan bilah gesernya (parameter dan satuannya sama),
# atau undi salinan acak baru. **Tebak dulu** sebelum setiap gerakan. Pada
# sudut berapa Anda tidak lagi menyebutnya digit yang sama?

# %%
settings = mh.Augmentation(rotation=10, shift=0.1, shear=5, zoom=0.1)
mc.explore_augmentation(images, labels, settings)

# %% [markdown] lang="en"
# ## The same digit before and after
#
# `mh.Augmentation` holds the five settings once; `settings.generator()` is the
# generator from above. Now all five together, at random, for every digit
# from 0 to 9: the original on the left, three copies beside it, and above
# each copy its change as you see it: degrees turned to the left, pixels moved
# to the right and down, degrees of shear, width and height in per cent. (The
# parameters themselves say where a pixel is *fetched* from, so a zoom of 1.1
# makes smaller.)

# %% [markdown] lang="id"
# ## Digit yang sama sebelum dan sesudah
#
# `mh.Augmentation` menyimpan kelima pengaturan di satu tempat;
# `settings.generator()` adalah generator di atas. Sekarang kelimanya
# sekaligus, secara acak, untuk setiap digit dari 0 sampai 9: citra asli di
# kiri, tiga salinan di sampingnya, dan di atas tiap salinan perubahannya
# seperti yang tampak: derajat putaran ke kiri, piksel pergeseran ke kanan dan
# ke bawah, derajat kemiringan, lebar dan tinggi dalam persen. (Parameternya
# sendiri menyatakan dari mana piksel *diambil*, jadi zoom 1,1 mengecilkan.)

# %%
for some in (slice(0, 5), slice(5, 10)):
    five_images, five_labels = ten_images[some], ten_labels[some]
    figure = mh.plot_before_after(five_images, five_labels, settings, copies=3)
    mh.show(figure)

# %% [markdown] lang="en"
# This is the figure that the supervisor asked for. Each row is *one* image;
# only the augmentation differs. Lesson 06 does the same with the whole
# training set.
#
# ## The same with a Keras layer: `RandomAffine`
#
# `RandomAffine` makes the same changes as a Keras layer. It multiplies the
# four matrices and resamples the image once. **Predict:** same parameters,
# same picture? First one digit, then all ten with parameters drawn at
# random.

# %% [markdown] lang="id"
# Inilah gambar yang diminta pembimbing. Tiap baris adalah *satu* citra; yang
# berbeda hanya augmentasinya. Pelajaran 06 melakukan hal yang sama untuk
# seluruh data latih.
#
# ## Hal yang sama dengan lapisan Keras: `RandomAffine`
#
# `RandomAffine` melakukan perubahan yang sama sebagai lapisan Keras. Lapisan
# ini mengalikan keempat matriks, lalu mencuplik ulang citra satu kali saja.
# **Tebak dulu:** parameter sama, gambar sama? Mula-mula satu digit, lalu
# kesepuluh digit dengan parameter yang diundi acak.

# %%
chosen = {"theta": 12, "tx": 2, "ty": -3, "shear": 10, "zx": 0.9, "zy": 1.2}
by_generator = generator.apply_transform(canvas, chosen)[..., 0]
names = ["rotation", "shift_x", "shift_y", "shear", "zoom_x", "zoom_y"]
row = pd.DataFrame([chosen.values()], columns=names)
by_layer = mh.transform_images(digit[None].astype("float32"), row)[0]
three = np.stack([digit, by_generator, by_layer])
titles = ["7", "generator", "RandomAffine"]
mh.show(mh.plot_digits(three, titles=titles, columns=3))

# %%
# NBVAL_CHECK_OUTPUT
drawn = settings.draw(10)
ten_by_layer = mh.transform_images(ten_images.astype("float32"), drawn)
differences = []
for place in range(10):
    change = dict(zip(chosen, drawn.loc[place]))  # by the generator's names
    image = ten_images[place, ..., None].astype("float32")
    changed = generator.apply_transform(image, change)[..., 0]
    differences.append(np.abs(ten_by_layer[place] - changed).max())
round(float(max(differences)))

# %% [markdown] lang="en"
# The largest difference, in grey levels of 255, over all pixels of the ten
# pairs. The two are the same augmentation; lesson 06 measures which is
# faster.
#
# A layer can stand inside a model. **Predict:** does it also change the
# images that `predict` is given?

# %% [markdown] lang="id"
# Itulah selisih terbesar, dalam derajat keabuan dari 255, atas semua piksel
# kesepuluh pasangan. Keduanya adalah augmentasi yang sama; pelajaran 06
# mengukur mana yang lebih cepat.
#
# Sebuah lapisan dapat dipasang di dalam model. **Tebak dulu:** apakah lapisan
# itu juga mengubah citra yang diberikan kepada `predict`?

# %%
# NBVAL_CHECK_OUTPUT
layer = settings.layer(seed=7)
batch = ten_images[..., None].astype("float32")
as_in_fit = layer(batch, training=True).numpy()
as_in_predict = layer(batch, training=False)
np.array_equal(as_in_fit, batch), np.array_equal(as_in_predict, batch)

# %% [markdown] lang="en"
# Is it unchanged? In training no, in prediction yes.
#
# ## What fills the corners?
#
# A shifted or turned image leaves part of the square empty. Below, the same
# shift and rotation with four values of `fill_mode`: above our 7, below a
# close-up of it, whose ink reaches the edge. **Predict:** which of the eight
# look like handwriting?

# %% [markdown] lang="id"
# Apakah citranya tetap? Dalam pelatihan tidak, dalam prediksi ya.
#
# ## Apa yang mengisi sudut kosong?
#
# Citra yang digeser atau diputar meninggalkan bagian kosong. Di bawah ini
# pergeseran dan rotasi yang sama dengan empat nilai `fill_mode`: atas angka 7
# kita, bawah versi yang diperbesar, yang tintanya menyentuh tepi.
# **Tebak dulu:** mana dari kedelapan gambar yang tampak seperti tulisan
# tangan?

# %%
closer = pd.DataFrame({"zoom_x": [0.5], "zoom_y": [0.5]})
close_up = mh.transform_images(digit[None], closer)
far = pd.DataFrame({"shift_x": [-8.0], "rotation": [20.0]})
fills = ["constant", "nearest", "reflect", "wrap"]
filled = []
for image in (digit[None], close_up):
    for fill in fills:
        filled.append(mh.transform_images(image, far, fill=fill))
eight = np.concatenate(filled)
mh.show(mh.plot_digits(eight, titles=2 * fills, columns=4))

# %% [markdown] lang="en"
# `constant` (with `cval=0`, the paper) is right in both rows. `nearest`, the
# generator's default, draws out whatever lies at the edge; `reflect`, the
# default of Keras's own random layers, and `wrap` bring in pieces of a
# second digit.
#
# In the upper row `nearest` does no harm: MNIST's digits have an empty
# margin, so it draws out paper. How many of the 60,000 images have ink at
# the very edge?

# %% [markdown] lang="id"
# `constant` (dengan `cval=0`, yaitu kertas) benar di kedua baris. `nearest`,
# nilai bawaan generator, menyeret apa pun yang ada di tepi; `reflect`, nilai
# bawaan lapisan acak Keras, dan `wrap` memunculkan potongan digit kedua.
#
# Di baris atas `nearest` tidak merusak: digit MNIST memiliki pinggiran kosong
# sehingga yang diseret hanyalah kertas. Berapa dari 60.000 citra yang
# tintanya ada tepat di tepi?

# %%
# NBVAL_CHECK_OUTPUT
edges = [images[:, 0], images[:, -1], images[:, :, 0], images[:, :, -1]]
int(np.concatenate(edges, axis=1).any(axis=1).sum())

# %% [markdown] lang="en"
# Few, but not none, and other data sets have no margin at all. So
# `constant`.
#
# ## Where a change alters the meaning
#
# **Predict:** what does a reader see when a 6 and a 9 are turned by 180
# degrees? When a 2 is mirrored? When a 1 is moved by 16 pixels?

# %% [markdown] lang="id"
# Sedikit, tetapi ada, dan dataset lain tidak memiliki pinggiran sama sekali.
# Jadi, `constant`.
#
# ## Kapan perubahan mengubah makna
#
# **Tebak dulu:** apa yang dibaca orang bila 6 dan 9 diputar 180 derajat? Bila
# 2 dicerminkan? Bila 1 digeser 16 piksel?

# %%
half_turn = pd.DataFrame({"rotation": [180.0, 180.0]})
turned = mh.transform_images(ten_images[[6, 9]], half_turn)
mirrored = ten_images[[2]][:, :, ::-1]
gone = mh.transform_images(ten_images[[1]], pd.DataFrame({"shift_x": [16.0]}))
strange = np.concatenate([turned, mirrored, gone])
changes = ["6, 180°", "9, 180°", "2 | 2", "1, 16 px"]
mh.show(mh.plot_digits(strange, titles=changes, columns=4))

# %% [markdown] lang="en"
# The first two are now a 9 and a 6, but would be stored with the labels 6
# and 9: we would teach the model a mistake. The mirrored 2 is no digit; the
# shifted 1 has nearly left. Hence: small angles, no flips, small shifts.
#
# ### A model's opinion
#
# `mh.load_trained` returns a CNN that was trained on *unchanged* digits. What
# does it answer to these four, and how sure is it?

# %% [markdown] lang="id"
# Dua yang pertama kini menjadi 9 dan 6, tetapi akan disimpan dengan label 6
# dan 9: kita mengajarkan kesalahan kepada model. Angka 2 yang dicerminkan
# bukan digit; angka 1 yang digeser hampir keluar. Jadi: sudut kecil, tanpa
# pencerminan, pergeseran kecil.
#
# ### Pendapat sebuah model
#
# `mh.load_trained` memberikan CNN yang dilatih dengan digit yang *tidak
# diubah*. Apa jawabannya untuk keempat citra ini, dan seberapa yakin?

# %%
model = mh.load_trained()
opinions = model.predict(strange[..., None] / 255, verbose=0)
for change, opinion in zip(changes, opinions):
    certainty = mh.format_number(opinion.max(), 2)
    print(f"{change}  →  {opinion.argmax()} ({certainty})")

# %% [markdown] lang="en"
# After the arrow its answer and, in brackets, the probability that it gives
# to that answer. It reads the turned digits as we do, and is sure of it. The
# other two are no digits, yet it must name one of ten.
#
# ### Along the way from 6 to 9
#
# Now the 6 is turned step by step, 5 degrees at a time. **Predict:** from
# which angle on does the model no longer answer 6? Does it go straight from
# 6 to 9?

# %% [markdown] lang="id"
# Setelah tanda panah adalah jawabannya dan, dalam kurung, peluang yang
# diberikannya kepada jawaban itu. Model membaca digit yang diputar seperti
# kita, dan yakin. Dua yang lain bukan digit, tetapi model harus menyebut salah
# satu dari sepuluh.
#
# ### Perubahan dari 6 menuju 9
#
# Sekarang angka 6 diputar sedikit demi sedikit, 5 derajat setiap kali.
# **Tebak dulu:** mulai sudut berapa model tidak lagi menjawab 6? Apakah
# jawabannya langsung berpindah dari 6 ke 9?

# %%
angles = np.arange(0, 181, 5)
six_turning = mh.transform_images(
    np.repeat(ten_images[[6]], len(angles), axis=0),
    pd.DataFrame({"rotation": angles.astype(float)}),
)
probabilities = model.predict(six_turning[..., None] / 255, verbose=0)
mh.show(mc.lesson_05.plot_answers_by_angle(angles, probabilities))

# %%
answers = probabilities.argmax(axis=1)
every_45 = slice(None, None, 9)
titles = [f"{a}° → {answer}" for a, answer in zip(angles, answers)]
mh.show(mh.plot_digits(six_turning[every_45], titles=titles[every_45]))

# %% [markdown] lang="en"
# The sentence under the plot names each angle at which the answer changes
# (the answer is the most probable single digit). On the way the image is
# neither 6 nor 9, and the model guesses other digits. Up to the 10° of our
# setting it stays sure of the 6, with much room to spare: for this image such
# a rotation keeps the meaning.
#
# ## Exercise 1: shear by a tenth
#
# You want the top of the image to slant by at most a tenth of its distance
# from the centre. Which `shear_range` is that, to within 0.1?

# %% [markdown] lang="id"
# Kalimat di bawah grafik menyebut setiap sudut tempat jawabannya berubah
# (jawaban ialah satu digit yang paling mungkin). Di tengah jalan, citranya
# bukan 6 dan bukan 9, dan model menebak digit lain. Sampai 10° seperti
# pengaturan kita, model tetap yakin akan 6, dan masih jauh dari batasnya:
# untuk citra ini, rotasi sebesar itu tidak mengubah makna.
#
# ## Latihan 1: miring sepersepuluh
#
# Anda ingin bagian atas citra miring paling banyak sepersepuluh dari jaraknya
# ke pusat. Berapa `shear_range`-nya, dengan ketelitian 0,1?

# %%
shear_range = ...

# %%
mc.check_shear_units(shear_range)

# %% [markdown] lang="en"
# <details><summary>Solution</summary>
#
# ```python
# shear_range = np.degrees(np.arcsin(0.1))  # about 5.74
# ```
#
# </details>

# %% [markdown] lang="id"
# <details><summary>Jawaban</summary>
#
# ```python
# shear_range = np.degrees(np.arcsin(0.1))  # sekitar 5,74
# ```
#
# </details>

# %% [markdown] lang="en"
# ## Exercise 2: which are safe?
#
# From `"rotate 10"`, `"rotate 180"`, `"mirror"`, `"shift 2"`, make the set of
# those that keep every digit what it is.

# %% [markdown] lang="id"
# ## Latihan 2: mana yang aman?
#
# Dari `"rotate 10"`, `"rotate 180"`, `"mirror"`, `"shift 2"`, buatlah himpunan
# (set) teknik yang tidak mengubah makna digit mana pun.

# %%
safe = ...

# %%
mc.check_safe_techniques(safe)

# %% [markdown] lang="en"
# <details><summary>Solution</summary>
#
# ```python
# safe = {"rotate 10", "shift 2"}
# ```
#
# </details>

# %% [markdown] lang="id"
# <details><summary>Jawaban</summary>
#
# ```python
# safe = {"rotate 10", "shift 2"}
# ```
#
# </details>

# %% [markdown] lang="en"
# ## Exercise 3: three pixels to the right
#
# Make `moved`: the picture `digit`, moved three whole pixels to the *right*
# with `mh.transform_images(digit[None], pd.DataFrame({...}))`.

# %% [markdown] lang="id"
# ## Latihan 3: tiga piksel ke kanan
#
# Buatlah `moved`: citra `digit` yang digeser tepat tiga piksel ke *kanan*
# dengan `mh.transform_images(digit[None], pd.DataFrame({...}))`.

# %%
moved = ...

# %%
mc.check_moved_right(moved)

# %% [markdown] lang="en"
# <details><summary>Solution</summary>
#
# ```python
# # Each pixel comes from three pixels farther left.
# moved = mh.transform_images(digit[None], pd.DataFrame({"shift_x": [-3.0]}))
# ```
#
# </details>

# %% [markdown] lang="id"
# <details><summary>Jawaban</summary>
#
# ```python
# # Tiap piksel berasal dari tiga piksel lebih ke kiri.
# moved = mh.transform_images(digit[None], pd.DataFrame({"shift_x": [-3.0]}))
# ```
#
# </details>

# %% [markdown] lang="en"
# ## Exercise 4 (open): changes that suit the picture
#
# For letters, X-ray pictures of the chest and photographs of flowers: which of
# rotation (how far?), shift, shear, zoom, mirroring left to right, mirroring
# top to bottom and change of brightness would you use?
#
# Check yourself:
# - Does the changed picture still deserve its label (b and d, a heart on the
#   left)?
# - Could such a picture occur among those that the model will be asked about?
# - How large may the change be before you can't read the picture yourself?
# - How would you find out on validation data whether it helped?

# %% [markdown] lang="id"
# ## Latihan 4 (terbuka): perubahan yang cocok dengan gambarnya
#
# Untuk huruf, foto rontgen dada, dan foto bunga: mana dari rotasi (sejauh
# apa?), pergeseran, geser miring, pembesaran, pencerminan kiri-kanan,
# pencerminan atas-bawah, dan perubahan kecerahan yang akan Anda pakai?
#
# Periksa sendiri:
# - Apakah gambar yang diubah masih sesuai dengan labelnya (b dan d, jantung di
#   kiri)?
# - Mungkinkah gambar seperti itu muncul di antara yang akan ditanyakan kepada
#   model?
# - Seberapa besar perubahannya sebelum Anda sendiri tidak dapat membacanya?
# - Bagaimana Anda memeriksa dengan data validasi apakah itu membantu?

# %% [markdown] lang="en"
# ## Summary
#
# - Rotation and shear are in degrees; shifts and zoom are fractions.
# - The parameters say where a pixel comes from: zoom above 1 shrinks.
# - `width_shift_range` moves vertically, `height_shift_range` sideways: give
#   both the same value, or look first.
# - The same parameters give the same picture in `ImageDataGenerator` and in
#   `RandomAffine`.
# - Empty corners are filled with paper: `constant`, 0.
# - A change that alters the meaning teaches a mistake.
#
# | English | Indonesian |
# |---|---|
# | augmentation | augmentasi |
# | rotation, shift | rotasi, pergeseran |
# | shear | geser miring (shear) |
# | zoom | pembesaran (zoom) |
#
# **Into chapter 3:** the table of settings with units, the figure of each
# technique alone, and the figure of the same digits before and after with
# the parameters of each copy.
#
# **Next:** [06 generate_augmented](06_generate_augmented.ipynb)

# %% [markdown] lang="id"
# ## Ringkasan
#
# - Rotasi dan geser miring memakai derajat; pergeseran dan zoom berupa
#   pecahan.
# - Parameter menyatakan dari mana piksel berasal: zoom di atas 1 mengecilkan.
# - `width_shift_range` menggeser secara vertikal, `height_shift_range` ke
#   samping: beri keduanya nilai yang sama, atau lihat dulu gambarnya.
# - Parameter yang sama menghasilkan gambar yang sama pada
#   `ImageDataGenerator` dan `RandomAffine`.
# - Sudut kosong diisi kertas: `constant`, 0.
# - Perubahan yang mengubah makna berarti mengajarkan kesalahan.
#
# | Inggris | Indonesia |
# |---|---|
# | augmentation | augmentasi |
# | rotation, shift | rotasi, pergeseran |
# | shear | geser miring (shear) |
# | zoom | pembesaran (zoom) |
#
# **Untuk Bab 3:** tabel pengaturan beserta satuannya, gambar tiap teknik
# sendiri-sendiri, dan gambar digit yang sama sebelum dan sesudah augmentasi
# dengan parameter tiap salinannya.
#
# **Berikutnya:** [06 generate_augmented](06_generate_augmented.ipynb)
