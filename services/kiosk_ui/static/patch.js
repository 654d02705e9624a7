// Makes what is on the page equal to what the server said, touching only what differs: a finger on a button, the
// scroll position and running animations stay. The inside of [data-keep] belongs to a script.

export function patch(region, html) {
  const page = document.createElement("template");
  page.innerHTML = html;
  children(region, page.content);
  region.dispatchEvent(new CustomEvent("patched", { bubbles: true }));
}

function children(now, next) {
  const wanted = [...next.childNodes];
  wanted.forEach((node, i) => {
    const old = now.childNodes[i];
    if (!old) now.append(node);
    else if (!alike(old, node)) old.replaceWith(node);
    else if (node.nodeType === Node.ELEMENT_NODE) element(old, node);
    else if (old.data !== node.data) old.data = node.data;
  });
  while (now.childNodes.length > wanted.length) now.lastChild.remove();
}

// A card that stands for another product is another card: no tap may land on its neighbour.
function alike(a, b) {
  return a.nodeName === b.nodeName && a.dataset?.testid === b.dataset?.testid;
}

function element(old, next) {
  for (const { name } of [...old.attributes]) if (!next.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of next.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  if (!next.hasAttribute("data-keep")) children(old, next);
}
