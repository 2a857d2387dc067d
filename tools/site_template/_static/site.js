// What scrolls must be reachable by the keyboard; checked anew when the
// window changes. A name tells what it is.
const WIDE = "pre, .cell_output, .table-wrapper, .sig, details, math";
function reach() {
  for (const each of document.querySelectorAll(WIDE)) {
    const scrolls = each.scrollWidth > each.clientWidth + 1;
    if (scrolls) each.tabIndex = 0;
    else if (each.hasAttribute("tabindex")) each.removeAttribute("tabindex");
  }
}
addEventListener("resize", reach);
addEventListener("toggle", reach, true);
addEventListener("load", reach);
reach();
