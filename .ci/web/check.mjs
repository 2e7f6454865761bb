// Checks every report of a folder with outside tools. Usage: node check.mjs REPORTS OUT TWINS
//
// HTML: no error of the validator; no violation of the accessibility rules in light and dark; nothing is
// fetched; the same text without scripts; no sideways scrolling at 360, 768 and 1440 pixels; prints with a
// number on every page, bookmarks, repeated table heads and nothing cut; the executive report on two pages.
// Markdown: no complaint of the linter save line length.
// TWINS holds `hostile.*` and `harmless.*`: both have to have the same structure (twins.mjs).
// Screenshots and PDFs lie in OUT for people to look at.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { printed } from "./print.mjs";
import { markdownTwins, pageTwins } from "./twins.mjs";

const require = createRequire(import.meta.url);
const [reports, out, twins] = process.argv.slice(2).map((p) => path.resolve(p));
const WIDTHS = [360, 768, 1440];
const AT_ONCE = 2;
// A long report takes its time on a busy machine.
const PATIENCE = 300_000;
const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const RULES = { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };
const problems = [];
const problem = (file, text) => problems.push(`${path.basename(file)}: ${text}`);

function validate(files) {
  const jar = path.join(import.meta.dirname, "node_modules/vnu-jar/build/dist/vnu.jar");
  const options = ["-Xss8m", "-jar", jar, "--errors-only", "--stdout", "--format", "text"];
  const run = spawnSync("java", [...options, ...files], { encoding: "utf8", maxBuffer: 1 << 28 });
  if (run.error || run.status > 1) throw new Error(`the validator did not run: ${run.error ?? run.stderr}`);
  for (const line of run.stdout.split("\n").filter((l) => / error: /.test(l))) problems.push(line.slice(0, 300));
}

function lint(files) {
  const bin = path.join(import.meta.dirname, "node_modules/.bin/markdownlint-cli2");
  const config = path.join(import.meta.dirname, ".markdownlint-cli2.jsonc");
  const named = files.map((f) => `:${f}`);
  const run = spawnSync(bin, ["--config", config, ...named], { encoding: "utf8", maxBuffer: 1 << 28, cwd: reports });
  if (run.status > 1) throw new Error(`the linter did not run: ${run.stderr}`);
  const said = `${run.stdout}\n${run.stderr}`.split("\n").filter((l) => /MD\d{3}/.test(l));
  for (const line of said) problems.push(line.slice(0, 300));
}

// A page of the file; whatever it asks for, opens or runs is a problem.
async function open(browser, file, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const address = pathToFileURL(file).href;
  page.on("request", (request) => {
    const url = request.url();
    if (url !== address && !url.startsWith("data:")) problem(file, `asks for ${url}`);
  });
  page.on("dialog", (dialog) => { problem(file, `a dialog opened: ${dialog.message()}`); dialog.dismiss(); });
  page.on("pageerror", (error) => problem(file, `a script failed, so one ran: ${error.message}`));
  await page.goto(address);
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').first().getAttribute("content");
  if (!policy?.startsWith("default-src 'none'")) problem(file, `its policy is ${policy}`);
  return { context, page };
}

async function accessible(page, file, scheme) {
  // The page's policy forbids scripts; evaluating goes round it, a script tag would not.
  await page.evaluate(AXE);
  const result = await page.evaluate((rules) => window.axe.run(document, rules), RULES);
  for (const found of result.violations) {
    const node = found.nodes[0];
    const where = `${node.html.slice(0, 160)} ${node.failureSummary ?? ""}`;
    problem(file, `${scheme}: ${found.id} (${found.nodes.length}): ${found.help}; ${where}`);
  }
}

async function look(page, file, scheme) {
  const name = path.basename(file, ".html");
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 3000 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) problem(file, `is ${wide} pixels wide on a screen of ${width}`);
    await page.screenshot({ path: path.join(out, `${name}.${width}.${scheme}.png`) });
  }
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

async function checked(browser, file) {
  for (const colorScheme of ["light", "dark"]) {
    const { context, page } = await open(browser, file, { colorScheme, viewport: { width: 1440, height: 1000 } });
    await look(page, file, colorScheme);
    await accessible(page, file, colorScheme);
    await context.close();
  }
  await readable(browser, file);
  const { context, page } = await open(browser, file, {});
  // One language on the other paper is enough: the sheets differ, the words do not.
  for (const paper of file.endsWith(".en.html") ? ["A4", "Letter"] : ["A4"]) {
    const found = await printed(page, path.join(out, path.basename(file, ".html")), paper);
    for (const text of found) problem(file, `${paper}: ${text}`);
  }
  await context.close();
}

async function twinned(browser, name) {
  const pages = [];
  for (const twin of ["hostile", "harmless"]) {
    const file = path.join(twins, `${twin}.${name}`);
    if (name.endsWith(".html")) pages.push(await open(browser, file, {}));
  }
  const found = name.endsWith(".html")
    ? await pageTwins(pages[0].page, pages[1].page)
    : markdownTwins(...["hostile", "harmless"].map((t) => readFileSync(path.join(twins, `${t}.${name}`), "utf8")));
  for (const text of found) problem(`hostile.${name}`, text);
  for (const { context } of pages) await context.close();
}

async function inParallel(jobs) {
  const next = jobs.values();
  const worker = async () => { for (const job of next) await job(); };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

const named = (folder, end) => readdirSync(folder).sort().filter((n) => n.endsWith(end)).map((n) => path.join(folder, n));
const [html, markdown] = [named(reports, ".html"), named(reports, ".md")];
const hostile = ["html", "md"].flatMap((end) => named(twins, `.${end}`)).map((f) => path.basename(f));
const pairs = hostile.filter((n) => n.startsWith("hostile.")).map((n) => n.slice("hostile.".length));
if (html.length === 0 || markdown.length === 0) throw new Error(`no reports in ${reports}`);
if (pairs.length === 0) throw new Error(`no twins in ${twins}`);
mkdirSync(out, { recursive: true });
validate([...html, ...named(twins, ".html")]);
lint(markdown);
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const jobs = [...html.map((f) => () => checked(browser, f)), ...pairs.map((n) => () => twinned(browser, n))];
await inParallel(jobs);
await browser.close();
console.log(`${html.length} HTML and ${markdown.length} Markdown reports and ${pairs.length} pairs of twins checked,`);
console.log(`${problems.length} problems`);
for (const text of problems) console.error(text);
process.exitCode = problems.length === 0 ? 0 : 1;
