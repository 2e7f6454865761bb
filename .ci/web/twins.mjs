// A report of hostile texts and one of harmless texts have the same structure: texts stay texts.
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";

// Names and attributes of all elements, in order; and every address that a reader could follow.
function skeleton() {
  const elements = [...document.querySelectorAll("*")];
  const names = elements.map((e) => {
    const shown = ["class", "id", "role", "type", "colspan"];
    const attributes = [...e.attributes].map((a) => (shown.includes(a.name) ? `${a.name}=${a.value}` : a.name));
    return `${e.tagName} ${attributes.join(" ")} <${e.parentElement?.tagName}>`;
  });
  const addresses = elements.flatMap((e) => ["href", "src", "action", "xlink:href"].map((a) => e.getAttribute(a)));
  return { names, addresses: addresses.filter((a) => a !== null), hacked: window.hacked !== undefined };
}

export async function pageTwins(hostile, harmless) {
  const [bad, good] = [await hostile.evaluate(skeleton), await harmless.evaluate(skeleton)];
  const found = [];
  if (bad.hacked) found.push("a script of the report ran");
  for (const address of bad.addresses.filter((a) => !/^(#|https?:|mailto:)/.test(a))) found.push(`leads to ${address}`);
  found.push(...different(bad.names, good.names));
  return found;
}

// The structure of Markdown as GitHub reads it.
export function markdownTwins(hostile, harmless) {
  const tags = (text) => {
    const html = micromark(text, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] });
    return html.match(/<[^>]*>/g) ?? [];
  };
  return different(tags(hostile), tags(harmless));
}

function different(bad, good) {
  const at = bad.findIndex((name, i) => name !== good[i]);
  if (at < 0 && bad.length === good.length) return [];
  const i = at < 0 ? bad.length : at;
  return [`its structure differs at element ${i}: ${bad[i]?.slice(0, 120)}, harmless: ${good[i]?.slice(0, 120)}`];
}
