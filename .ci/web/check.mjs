// Checks every report of a folder with outside tools. Usage: node check.mjs REPORTS OUT
//
// HTML: no error of the validator; no violation of the accessibility rules in light and dark; nothing is
// fetched; the same text without scripts; no sideways scrolling at 360, 768 and 1440 pixels; prints to A4 and
// Letter with a number on every page. Markdown: no complaint of the linter save line length.
// Screenshots and PDFs lie in OUT for people to look at.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const require = createRequire(import.meta.url);
const [reports, out] = process.argv.slice(2).map((p) => path.resolve(p));
const WIDTHS = [360, 768, 1440];
const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const RULES = { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };
const problems = [];
const problem = (file, text) => problems.push(`${path.basename(file)}: ${text}`);

function validate(files) {
  const jar = path.join(import.meta.dirname, "node_modules/vnu-jar/build/dist/vnu.jar");
  const run = spawnSync("java", ["-Xss8m", "-jar", jar, "--errors-only", "--stdout", "--format", "text", ...files], { encoding: "utf8", maxBuffer: 1 << 28 });
  if (run.error || run.status > 1) throw new Error(`the validator did not run: ${run.error ?? run.stderr}`);
  for (const line of run.stdout.split("\n").filter((l) => / error: /.test(l))) problems.push(line.slice(0, 300));
}

async function open(browser, file, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("dialog", (dialog) => { problem(file, `a dialog opened: ${dialog.message()}`); dialog.dismiss(); });
  page.on("pageerror", (error) => problem(file, `a script failed, so one ran: ${error.message}`));
  const address = pathToFileURL(file).href;
  await page.goto(address);
  const foreign = asked.filter((url) => url !== address && !url.startsWith("data:"));
  if (foreign.length > 0) problem(file, `asks for ${foreign.join(", ")}`);
  return { context, page };
}

async function accessible(browser, file, colorScheme) {
  const { context, page } = await open(browser, file, { colorScheme, viewport: { width: 1440, height: 1000 } });
  // The page's policy forbids scripts; evaluating goes round it, a script tag would not.
  await page.evaluate(AXE);
  const result = await page.evaluate((rules) => window.axe.run(document, rules), RULES);
  for (const found of result.violations) {
    problem(file, `${colorScheme}: ${found.id} (${found.nodes.length}): ${found.help}; ${found.nodes[0].html.slice(0, 160)} ${found.nodes[0].failureSummary ?? ""}`);
  }
  const ran = await page.evaluate(() => window.hacked !== undefined);
  if (ran) problem(file, "a script of the report ran");
  await context.close();
}

async function look(browser, file, colorScheme, width) {
  const { context, page } = await open(browser, file, { colorScheme, viewport: { width, height: 1000 } });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  if (wide > width) problem(file, `is ${wide} pixels wide on a screen of ${width}`);
  const name = path.basename(file, ".html");
  await page.screenshot({ path: path.join(out, `${name}.${width}.${colorScheme}.png`), clip: { x: 0, y: 0, width, height: 3000 }, fullPage: true });
  await context.close();
}

async function readable(browser, file) {
  const text = async (javaScriptEnabled) => {
    const { context, page } = await open(browser, file, { javaScriptEnabled });
    const said = await page.locator("body").innerText();
    await context.close();
    return said;
  };
  if ((await text(true)) !== (await text(false))) problem(file, "says something else without scripts");
}

async function prints(browser, file, format) {
  const { context, page } = await open(browser, file, {});
  const pdf = path.join(out, `${path.basename(file, ".html")}.${format}.pdf`);
  await page.pdf({ path: pdf, format, outline: true, tagged: true });
  const title = await page.title();
  await context.close();
  const text = execFileSync("pdftotext", ["-layout", pdf, "-"], { encoding: "utf8", maxBuffer: 1 << 28 });
  const pages = text.split("\f").slice(0, -1);
  const info = execFileSync("pdfinfo", [pdf], { encoding: "utf8" });
  if (!info.includes(`Pages:           ${pages.length}`)) problem(file, `${format}: pdfinfo and pdftotext disagree on the pages`);
  if (!info.replace(/\s+/g, " ").includes(title.replace(/\s+/g, " ").slice(0, 40))) problem(file, `${format}: the PDF has no title`);
  pages.forEach((said, i) => {
    if (!said.includes(`${i + 1} / ${pages.length}`)) problem(file, `${format}: page ${i + 1} has no page number`);
    if (said.trim().split("\n").length < 3) problem(file, `${format}: page ${i + 1} is empty`);
  });
}

function lint(files) {
  const bin = path.join(import.meta.dirname, "node_modules/.bin/markdownlint-cli2");
  const config = path.join(import.meta.dirname, ".markdownlint-cli2.jsonc");
  const run = spawnSync(bin, ["--config", config, ...files.map((f) => `:${f}`)], { encoding: "utf8", maxBuffer: 1 << 28, cwd: reports });
  if (run.status > 1) throw new Error(`the linter did not run: ${run.stderr}`);
  for (const line of `${run.stdout}\n${run.stderr}`.split("\n").filter((l) => /MD\d{3}/.test(l))) problems.push(line.slice(0, 300));
}

const all = readdirSync(reports).sort().map((name) => path.join(reports, name));
const html = all.filter((f) => f.endsWith(".html"));
const markdown = all.filter((f) => f.endsWith(".md"));
if (html.length === 0 || markdown.length === 0) throw new Error(`no reports in ${reports}`);
mkdirSync(out, { recursive: true });
validate(html);
lint(markdown);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
for (const file of html) {
  for (const scheme of ["light", "dark"]) {
    await accessible(browser, file, scheme);
    for (const width of WIDTHS) await look(browser, file, scheme, width);
  }
  await readable(browser, file);
  for (const format of ["A4", "Letter"]) await prints(browser, file, format);
}
await browser.close();
console.log(`${html.length} HTML and ${markdown.length} Markdown reports checked, ${problems.length} problems`);
for (const text of problems) console.error(text);
process.exitCode = problems.length === 0 ? 0 : 1;
