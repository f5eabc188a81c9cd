// A wide drawing opens with the chosen box in its middle. Without this a link leads to it.
const here = document.getElementById("here");
const drawing = here && here.closest(".app-map");

if (drawing && !location.hash) {
  const [box, frame] = [here.getBoundingClientRect(), drawing.getBoundingClientRect()];
  drawing.scrollLeft += box.left - frame.left - (frame.width - box.width) / 2;
  drawing.scrollTop += box.top - frame.top - (frame.height - box.height) / 2;
}
