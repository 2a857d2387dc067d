// Lay the notebook's cells out on slides, then start reveal.js.
// A heading begins a slide; what does not fit goes on on the next one, under
// the heading's name. Where a question to the reader stands before code, its
// result appears on the next key press, and what is said of it on one more.
"use strict";

const ROOM = 640; // of a slide's 720 pixels, what its blocks may take
const CONTINUED = 36; // the line that repeats the heading
const ZOOM = 1.25; // of pictures, as the style has it
const HEADING = /^H[1-3]$/;

const height = (blocks) =>
  blocks.at(-1).getBoundingClientRect().bottom -
  blocks[0].getBoundingClientRect().top;

// What stays together: a Markdown element, or a code cell with its outputs
// unless both are too tall for one slide.
function listBlocks(cell) {
  if (cell.classList.contains("markdown")) return [...cell.children];
  return height([cell]) > ROOM - CONTINUED ? [...cell.children] : [cell];
}

// A figure that lost much of its size gets the rest of its slide.
function isShrunk(picture) {
  return picture.naturalHeight > 1.3 * picture.shownHeight;
}

function showLater(element, step) {
  element.classList.add("fragment");
  element.dataset.fragmentIndex = step;
}

function groupIntoPages() {
  const pages = [];
  let page = null;
  let title = "";
  let asked = false;
  const begin = (goesOn) => pages.push((page = { blocks: [], title, goesOn }));
  for (const cell of document.querySelectorAll("#cells > .cell")) {
    if (cell.classList.contains("markdown")) {
      asked = Boolean(cell.querySelector("strong.question"));
    } else if (asked) {
      const outputs = cell.querySelectorAll(".output");
      outputs.forEach((output) => showLater(output, 0));
      asked = !outputs.length;
    }
    let first = cell.classList.contains("slide");
    for (const block of listBlocks(cell)) {
      const heads = HEADING.test(block.tagName);
      if (heads) title = block.textContent.trim();
      if (!page || first || heads) {
        begin(false);
      } else if (page.full) {
        begin(true);
      } else {
        const used = height([page.blocks[0], block]);
        if (used > ROOM - (page.goesOn ? CONTINUED : 0)) begin(true);
      }
      page.blocks.push(block);
      block.kind = cell.className;
      page.full = [...block.querySelectorAll("img")].some(isShrunk);
      first = false;
    }
  }
  return pages;
}

function makeSlide({ blocks, title, goesOn }) {
  const slide = document.createElement("section");
  if (goesOn) {
    const line = document.createElement("div");
    line.className = "going-on";
    line.textContent = title;
    slide.append(line);
  }
  const spare = ROOM - (goesOn ? CONTINUED : 0) - height(blocks);
  if (spare < 0) slide.classList.add("dense");
  let answered = false;
  for (const block of blocks) {
    const frame = document.createElement("div");
    frame.className = block.kind;
    frame.append(...(block.matches(".cell") ? block.children : [block]));
    if (answered) showLater(frame, 1);
    answered ||= Boolean(frame.querySelector(".fragment"));
    slide.append(frame);
  }
  const [picture, ...more] = slide.querySelectorAll("img");
  if (picture && !more.length && spare > 0) {
    const room = picture.shownHeight + (spare - 12) / ZOOM;
    picture.style.maxHeight = `${room}px`;
  }
  return slide;
}

window.addEventListener("load", () => {
  for (const picture of document.images) {
    picture.shownHeight = picture.getBoundingClientRect().height / ZOOM;
  }
  // From the last on: taking a page's blocks away must not move the others.
  const slides = groupIntoPages().reverse().map(makeSlide).reverse();
  document.querySelector(".reveal .slides").append(...slides);
  document.body.classList.add("made");
  Reveal.initialize({
    width: 1280,
    height: 720,
    margin: 0,
    center: false,
    hash: true,
    transition: "none",
    slideNumber: "c/t",
    pdfSeparateFragments: false,
  });
});
