// Line icons, drawn here so that they do not depend on the fonts of a machine.

const PATHS = {
  silent: "M6 17h12l-1.5-2V10a4.5 4.5 0 0 0-7-3.7M7.5 9.5V15L6 17M10 20a2 2 0 0 0 4 0M4 4l16 16",
  open: "M8 16 17 7M10 7h7v7",
  copy: "M9 9h9v10H9zM6 15V5h9",
  insert: "M5 19l1-4L16 5l3 3L9 18l-4 1Z",
};

export function icon(name, size = 14) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const attributes = {
    viewBox: "0 0 24 24", width: size, height: size, fill: "none", stroke: "currentColor",
    "stroke-width": 2, "stroke-linecap": "round", "stroke-linejoin": "round", "aria-hidden": "true",
  };
  Object.entries(attributes).forEach(([key, value]) => svg.setAttribute(key, value));
  const path = document.createElementNS(svg.namespaceURI, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}
