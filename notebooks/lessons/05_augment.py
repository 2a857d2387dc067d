# %% [markdown] lang="en"
# # 05 · Augment: what each technique does to the same digit
#
# **Seed step:** data preparation 5, *data augmentation* with
# `ImageDataGenerator`: rotation, horizontal and vertical shift, shear and
# zoom; the supervisor's comment on the same digit before and after.
# **Minutes:** 30.
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
# **Langkah:** persiapan data 5, *augmentasi data* dengan
# `ImageDataGenerator`: rotasi, pergeseran horizontal dan vertikal, geser
# miring (shear), dan pembesaran (zoom); komentar pembimbing tentang digit
# yang sama sebelum dan sesudah augmentasi. **Waktu:** 30 menit.
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

from mnist_helpers import (
    Augmentation,
    caption,
    load_mnist,
    pick_per_digit,
    plot_before_after,
    plot_digits,
    transform_images,
)
from mnist_helpers.exercises import check_safe_techniques, check_shear_units

# %%
# NBVAL_CHECK_OUTPUT
(images, labels), _ = load_mnist()
ten_images, ten_labels = pick_per_digit(images, labels)
digit = ten_images[7]
digit.shape

# %% [markdown] lang="en"
# ## Why augment?
#
# Augmentation makes variations of the *training* images, so that the model
# generalises: it should learn that a 7 stays a 7 when written a little
# higher or more slanted. No new handwriting is collected; the old is varied.
#
# ## The seed's generator
#
# `ImageDataGenerator` is Keras's older way. It still works, though Keras
# calls it deprecated. The five settings:

# %% [markdown] lang="id"
# ## Mengapa augmentasi?
#
# Augmentasi membuat variasi dari citra *latih* agar model mampu
# menggeneralisasi: model perlu belajar bahwa 7 tetap 7 walaupun ditulis
# sedikit lebih tinggi atau lebih miring. Tidak ada tulisan baru yang
# dikumpulkan; tulisan lama divariasikan.
#
# ## Generator pada langkah ini
#
# `ImageDataGenerator` adalah cara lama Keras. Cara ini masih berfungsi,
# meskipun Keras menyatakannya usang (deprecated). Kelima pengaturannya:

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

# %% [markdown] lang="en"
# | setting | unit | 10, 0.1, 0.1, 5, 0.1 mean |
# |---|---|---|
# | `rotation_range` | degrees | up to 10° either way |
# | `width_shift_range` | fraction of the width | up to 2.8 pixels left or right |
# | `height_shift_range` | fraction of the height | up to 2.8 pixels up or down |
# | `shear_range` | **degrees** | slanted by up to 5° |
# | `zoom_range` | fraction | 0.9 to 1.1 times, each axis alone |
#
# `fill_mode="constant", cval=0` fills empty corners with paper. The default,
# `"nearest"`, smears the edge pixels.
#
# ## Each technique alone, at its extremes
#
# `apply_transform` changes one image by parameters that we choose. Names in
# the generator: `theta` (rotation), `tx` and `ty` (shifts), `shear`, `zx`
# and `zy` (zoom). **Predict:** with `zx = zy = 1.3`, does the digit grow or
# shrink?

# %% [markdown] lang="id"
# | pengaturan | satuan | arti 10, 0.1, 0.1, 5, 0.1 |
# |---|---|---|
# | `rotation_range` | derajat | sampai 10° ke kedua arah |
# | `width_shift_range` | pecahan dari lebar | sampai 2,8 piksel ke kiri atau kanan |
# | `height_shift_range` | pecahan dari tinggi | sampai 2,8 piksel ke atas atau bawah |
# | `shear_range` | **derajat** | miring sampai 5° |
# | `zoom_range` | pecahan | 0,9 sampai 1,1 kali, tiap sumbu sendiri |
#
# `fill_mode="constant", cval=0` mengisi sudut kosong dengan kertas. Nilai
# bawaannya, `"nearest"`, menyeret piksel tepi.
#
# ## Tiap teknik sendiri, pada nilai ekstremnya
#
# `apply_transform` mengubah satu citra dengan parameter yang kita pilih. Nama
# dalam generator: `theta` (rotasi), `tx` dan `ty` (pergeseran), `shear`, serta
# `zx` dan `zy` (zoom). **Tebak dulu:** dengan `zx = zy = 1.3`, apakah digit
# membesar atau mengecil?

# %%
extremes = {
    "theta": [-30, 30],
    "tx": [-6, 6],
    "ty": [-6, 6],
    "shear": [-30, 30],
    "zx": [0.7, 1.3],
    "zy": [0.7, 1.3],
}
changes = [{name: v} for name, pair in extremes.items() for v in pair]

# %%
made = [
    generator.apply_transform(digit[..., None].astype("float32"), change)
    for change in changes
]
titles = [f"{name} = {v}" for c in changes for name, v in c.items()]
print(caption(plot_digits(np.stack(made), titles=titles, columns=6)))

# %% [markdown] lang="en"
# The parameters say where each pixel *comes from*: with `zx = 1.3` it is
# fetched from farther out, so the digit shrinks; with `tx = 6` it is fetched
# from the one side, so the digit moves to the other.
#
# ## The same digit before and after
#
# All five together, at random, and this for every digit from 0 to 9: the
# original on the left, four copies beside it, the parameters above.

# %% [markdown] lang="id"
# Parameter itu menyatakan *dari mana* tiap piksel berasal: dengan `zx = 1.3`
# piksel diambil dari tempat yang lebih jauh sehingga digit mengecil; dengan
# `tx = 6` piksel diambil dari satu sisi sehingga digit bergeser ke sisi lain.
#
# ## Digit yang sama sebelum dan sesudah
#
# Kelima teknik sekaligus, secara acak, untuk setiap digit dari 0 sampai 9:
# citra asli di kiri, empat salinan di sampingnya, parameternya di atas.

# %%
settings = Augmentation(rotation=10, shift=0.1, shear=5, zoom=0.1)
print(caption(plot_before_after(ten_images, ten_labels, settings)))

# %% [markdown] lang="en"
# This is the figure that the supervisor asked for. Each row is *one* image;
# only the augmentation differs.
#
# ## The same with a Keras layer
#
# `RandomAffine` makes the same changes as a Keras layer. It multiplies the
# four matrices and resamples the image once. Same parameters, same picture?

# %% [markdown] lang="id"
# Inilah gambar yang diminta pembimbing. Tiap baris adalah *satu* citra; yang
# berbeda hanya augmentasinya.
#
# ## Hal yang sama dengan lapisan Keras
#
# `RandomAffine` melakukan perubahan yang sama sebagai lapisan Keras. Lapisan
# ini mengalikan keempat matriks lalu mencuplik ulang citra satu kali saja.
# Parameter sama, gambar sama?

# %%
chosen = {"theta": 12, "tx": 2, "ty": -3, "shear": 10, "zx": 0.9, "zy": 1.2}
by_generator = generator.apply_transform(
    digit[..., None].astype("float32"), chosen
)[..., 0]
names = ["rotation", "shift_x", "shift_y", "shear", "zoom_x", "zoom_y"]
row = pd.DataFrame([chosen.values()], columns=names)
by_layer = transform_images(digit[None].astype("float32"), row)[0]

# %%
# NBVAL_CHECK_OUTPUT
bool(np.abs(by_generator - by_layer).max() <= 2)

# %%
three = np.stack([digit, by_generator, by_layer])
titles = ["digit", "ImageDataGenerator", "RandomAffine"]
print(caption(plot_digits(three, titles=titles, columns=3)))

# %% [markdown] lang="en"
# No pixel differs by more than 2 of 255 grey levels.
#
# ## What fills the corners?

# %% [markdown] lang="id"
# Tidak ada piksel yang berbeda lebih dari 2 dari 255 derajat keabuan.
#
# ## Apa yang mengisi sudut kosong?

# %%
far = pd.DataFrame({"shift_x": [-12.0], "rotation": [20.0]})
fills = ["constant", "nearest", "reflect", "wrap"]
filled = np.concatenate(
    [transform_images(digit[None], far, fill=fill) for fill in fills]
)
print(caption(plot_digits(filled, titles=fills, columns=4)))

# %% [markdown] lang="en"
# Only `constant` looks like handwriting. `nearest` draws out the edge,
# `reflect` and `wrap` show pieces of a second digit.
#
# ## Misconception: "`shear_range=0.1` shears by ten percent"
#
# Many notebooks write `shear_range=0.1`, since the other settings are
# fractions. **Predict:** how many pixels change?

# %% [markdown] lang="id"
# Hanya `constant` yang tampak seperti tulisan tangan. `nearest` menyeret
# tepinya, `reflect` dan `wrap` memunculkan potongan digit kedua.
#
# ## Salah paham: "`shear_range=0.1` memiringkan sepuluh persen"
#
# Banyak notebook menulis `shear_range=0.1`, karena pengaturan lain berupa
# pecahan. **Tebak dulu:** seberapa jauh piksel berpindah?

# %%
# NBVAL_CHECK_OUTPUT
for degrees in (0.1, 5, 20):
    print(degrees, round(14 * np.sin(np.radians(degrees)), 2))

# %% [markdown] lang="en"
# Left the angle in degrees, right how far the outermost pixels move, 14
# pixels from the centre. At 0.1 degrees that is 0.02 of a pixel:
# nothing. Whoever reports `shear_range=0.1` in a thesis has not sheared.
#
# ## Where a change alters the meaning
#
# **Predict:** what does a reader see when a 6 is turned by 180 degrees? When
# a 2 is mirrored?

# %% [markdown] lang="id"
# Kiri adalah sudut dalam derajat, kanan adalah perpindahan piksel terluar,
# 14 piksel dari pusat. Pada 0,1 derajat perpindahannya sekitar 0,02
# piksel: tidak ada apa-apa. Siapa pun yang melaporkan `shear_range=0.1` di
# skripsinya sebenarnya tidak memiringkan citra.
#
# ## Kapan perubahan mengubah makna
#
# **Tebak dulu:** apa yang dibaca orang bila 6 diputar 180 derajat? Bila 2
# dicerminkan?

# %%
turn = pd.DataFrame({"rotation": [180.0, 180.0]})
turned = transform_images(ten_images[[6, 9]], turn)
mirrored = ten_images[[2]][:, :, ::-1]
gone = transform_images(ten_images[[1]], pd.DataFrame({"shift_x": [16.0]}))
strange = np.concatenate([turned, mirrored, gone])
titles = ["6, 180°", "9, 180°", "2 | 2", "1, 16 px"]
print(caption(plot_digits(strange, titles=titles, columns=4)))

# %% [markdown] lang="en"
# The first two are now a 9 and a 6, but would be stored with the labels 6
# and 9: we would teach the model a mistake. The mirrored 2 is no digit; the
# shifted 1 has nearly left. Hence: small angles, no flips, small shifts.
#
# ## Exercise 1: shear by a tenth
#
# You want the top of the image to slant by at most a tenth of its distance
# from the centre. Which `shear_range` is that, to within 0.1?

# %% [markdown] lang="id"
# Dua yang pertama kini menjadi 9 dan 6, tetapi akan disimpan dengan label 6
# dan 9: kita mengajarkan kesalahan kepada model. Angka 2 yang dicerminkan
# bukan digit; angka 1 yang digeser hampir keluar. Jadi: sudut kecil, tanpa
# pencerminan, pergeseran kecil.
#
# ## Latihan 1: miring sepersepuluh
#
# Anda ingin bagian atas citra miring paling banyak sepersepuluh dari jaraknya
# ke pusat. Berapa `shear_range`-nya, dengan ketelitian 0,1?

# %%
shear_range = ...

# %%
check_shear_units(shear_range)

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
check_safe_techniques(safe)

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
# ## Summary
#
# - Rotation and shear are in degrees; shifts and zoom are fractions.
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
# **Into chapter 3:** the table of settings with units, and the figure of
# the same digits before and after.
#
# **Next:** [06 generate_augmented](06_generate_augmented.ipynb)

# %% [markdown] lang="id"
# ## Ringkasan
#
# - Rotasi dan geser miring memakai derajat; pergeseran dan zoom berupa
#   pecahan.
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
# **Untuk Bab 3:** tabel pengaturan beserta satuannya, dan gambar digit yang
# sama sebelum dan sesudah augmentasi.
#
# **Berikutnya:** [06 generate_augmented](06_generate_augmented.ipynb)
