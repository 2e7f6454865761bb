// What a report looks like on paper, by the browser's own printing and poppler's tools.
import { execFileSync } from "node:child_process";

const LONG = { encoding: "utf8", maxBuffer: 1 << 28 };
const plain = (text) => text.replace(/\s+/g, " ").trim();

// What must not be cut by the end of a page. The long cards of the work list may be, between two of their rows.
const WHOLE = "tr, body:not(.worklist) .gap, .worklist .gap dl > div, .duty, .row, .tiles > div, .failed li, figure svg";

// Prints a page to `name.paper.pdf` and returns what is wrong with it, in words.
export async function printed(page, name, paper) {
  const found = [];
  const pdf = `${name}.${paper}.pdf`;
  await page.emulateMedia({ media: "print" });
  const cut = await page.evaluate((whole) => {
    const broken = [...document.querySelectorAll(whole)].filter((e) => getComputedStyle(e).breakInside !== "avoid");
    return broken.slice(0, 3).map((e) => e.outerHTML.slice(0, 80));
  }, WHOLE);
  for (const element of cut) found.push(`may be cut: ${element}`);
  const said = await page.evaluate(() => ({
    title: document.title,
    brief: document.body.classList.contains("executive"),
    headings: [...document.querySelectorAll("h2")].filter((h) => h.offsetParent).map((h) => h.textContent),
    heads: [...document.querySelectorAll("table.register thead tr")].map((row) =>
      [...row.cells].map((cell) => cell.textContent)),
  }));
  await page.pdf({ path: pdf, format: paper, outline: true, tagged: true });
  await page.emulateMedia({ media: null });
  const pages = execFileSync("pdftotext", ["-layout", pdf, "-"], LONG).split("\f").slice(0, -1);
  const info = execFileSync("pdfinfo", [pdf], LONG);
  if (!info.includes(`Pages:           ${pages.length}`)) found.push("pdfinfo and pdftotext disagree on the pages");
  if (!plain(info).includes(plain(said.title).slice(0, 40))) found.push("the PDF has no title");
  if (!/Tagged:\s+yes/.test(info)) found.push("the PDF has no structure for screen readers");
  pages.forEach((text, i) => {
    const lines = text.split("\n").filter((line) => line.trim() !== "").length;
    // Poppler leaves narrow blanks out.
    if (!new RegExp(`\\b${i + 1} ?/ ?${pages.length}\\b`).test(text)) found.push(`page ${i + 1} has no page number`);
    if (lines < (i + 1 < pages.length ? 9 : 5)) found.push(`page ${i + 1} is almost empty: ${lines} lines`);
  });
  if (said.brief && pages.length !== 2) found.push(`the executive report has ${pages.length} pages, not two`);
  found.push(...bookmarks(pdf, said.headings), ...repeated(pages, said.heads));
  return found;
}

// Every heading of the second level is a bookmark.
function bookmarks(pdf, headings) {
  const xml = execFileSync("pdftohtml", ["-xml", "-i", "-hidden", "-stdout", pdf], LONG);
  const outline = plain(xml.slice(xml.indexOf("<outline>")).replace(/<[^>]*>/g, " "));
  const entities = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'" };
  const text = outline.replace(/&[^;]*;/g, (entity) => entities[entity] ?? entity);
  return headings.filter((h) => !text.includes(plain(h))).map((h) => `no bookmark for "${h}"`);
}

// A table that goes on over pages says its column heads on each of them.
function repeated(pages, heads) {
  if (heads.length === 0) return [];
  const head = new RegExp(heads[0].map((cell) => cell.replace(/\W/g, ".")).join("\\s+"), "g");
  const times = pages.join("\n").match(head)?.length ?? 0;
  return times > heads.length ? [] : [`${heads.length} tables, but only ${times} heads on all pages`];
}
