// Checks pages of a release in a browser without a network:
//   node run.mjs PAGE.html...
// Each page, light and dark, wide and at 320 CSS pixels (which is what a window
// of 1280 shows at 400 % zoom): no violation that axe-core knows of, no scrolling
// sideways but within tables, nothing cut off; in print, all before the first
// forced page break fits on one Letter page. Pages may not ask for anything.
// CHROMIUM names the browser; MODULES the folder of node_modules.
// Exit code 1: something was found; 3: no browser or no modules, nothing was checked.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const skip = (why) => { console.log(`skipped: ${why}`); process.exit(3); };
const browserPath = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'].find((p) => p && existsSync(p)) ?? skip('no chromium');
const require = createRequire(process.env.MODULES ? join(resolve(process.env.MODULES), 'x') : import.meta.url);
let chromium, axe;
try {
  ({ chromium } = require('playwright-core'));
  axe = await readFile(require.resolve('axe-core/axe.min.js'), 'utf8');
} catch { skip('playwright-core or axe-core is not installed'); }

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];
const pages = process.argv.slice(2);
if (pages.length === 0) { console.error('usage: node run.mjs PAGE.html...'); process.exit(2); }
const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox'] });
let bad = 0, rules = 0, views = 0;
const fail = (page, view, what) => { bad++; console.log(`FAILED ${page.split(/[\\/]/).slice(-3).join('/')}, ${view}: ${what}`); };

async function open(page, options) {
  const context = await browser.newContext({ bypassCSP: true, ...options });
  const tab = await context.newPage();
  tab.on('request', (r) => { if (!r.url().startsWith('file:')) fail(page, 'loading', 'the page asks for something elsewhere'); });
  await tab.goto(pathToFileURL(resolve(page)).href);
  return { context, tab };
}

// In the page: how far it scrolls sideways, and what sticks out of the window
// without being inside a region that scrolls by itself.
const sideways = () => {
  const width = document.documentElement.clientWidth;
  const out = [...document.body.querySelectorAll('*')].filter((e) => {
    const r = e.getBoundingClientRect();
    return r.width > 0 && r.right > width + 1 && !e.closest('.table, [role=region], svg');
  });
  return { over: document.documentElement.scrollWidth - width, out: out.length };
};

// In the page: only what stands before the first forced page break.
const firstPageOnly = () => {
  const first = document.querySelector('.next-page');
  if (!first) return;
  let e = first;
  while (e) { const next = e.nextElementSibling; e.remove(); e = next; }
};

for (const page of pages) {
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [1100, 320]) {
      const view = `${colorScheme}, ${width} px`;
      const { context, tab } = await open(page, { colorScheme, viewport: { width, height: 800 } });
      await tab.addScriptTag({ content: axe });
      const found = await tab.evaluate((values) => axe.run({ runOnly: { type: 'tag', values } }), tags);
      for (const v of found.violations) fail(page, view, `${v.id} at ${v.nodes.length} places, first ${v.nodes[0].target}`);
      rules += found.passes.length;
      if (found.passes.length < 10) fail(page, view, 'hardly any rule applied: the page was not seen');
      const { over, out } = await tab.evaluate(sideways);
      if (over > 0 || out > 0) fail(page, view, `scrolls sideways by ${over} px, ${out} elements stick out`);
      views++;
      await context.close();
    }
  }
  const { context, tab } = await open(page, {});
  const breaks = await tab.evaluate(() => document.querySelectorAll('.next-page').length);
  await tab.evaluate(firstPageOnly);
  const pdf = (await tab.pdf({ preferCSSPageSize: true })).toString('latin1');
  const sheets = (pdf.match(/\/Type \/Page\b/g) ?? []).length;
  if (breaks > 0 && sheets !== 1) fail(page, 'print', `the first page takes ${sheets} pages`);
  if (!/\/MediaBox \[0 0 612(\.0+)? 792/.test(pdf)) fail(page, 'print', 'the page is not Letter');
  await context.close();
}
await browser.close();
console.log(`${pages.length} pages, ${views} views, ${rules} rules passed, ${bad} failures`);
process.exit(bad > 0 ? 1 : 0);
