// everyone.spec.mjs - the pages are for everyone: axe finds nothing, narrow windows and large text lose nothing
//
// Every screen and every dialog stands in screens/, by the part of the product that it is of: a function makes what is to be seen and
// answers {name: show}, to be shown one after the other; show() answers the page once the screen is there.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test, expect } from './world.mjs';
import around from './screens/around.mjs';
import board from './screens/board.mjs';
import meetings from './screens/meetings.mjs';
import notes from './screens/notes.mjs';
import teams from './screens/teams.mjs';
import work from './screens/work.mjs';

const PARTS = { meetings, work, teams, board, around, notes };

test.describe.configure({ mode: 'parallel' });
// a step that can't be taken says so, and does not wait for the walk's whole time
test.use({ actionTimeout: 15_000 });
test.setTimeout(240_000);

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe says against the page, by all standards or by a few rules: rule and place. */
async function findings(page, rules) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe);
  const { violations } = await page.evaluate((runOnly) => globalThis.axe.run(document, { runOnly, resultTypes: ['violations'] }), rules ?? STANDARDS);
  // a box of the picture breaks and cuts the words that its name says whole, the thing's own name first (path.spec)
  const isOfPicture = (id, { html }) => id === 'label-content-name-mismatch' && html.includes('data-end=');
  return violations.flatMap(({ id, nodes }) => nodes.filter((one) => !isOfPicture(id, one)).map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary?.split('\n')[1]?.trim() ?? ''}`));
}

/** Nothing sticks out: no scrolling sideways. */
const sideways = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** A page that lays itself out anew by the window's width has done so. */
const drawn = (page) => page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); }));

/** Walks through the screens of a part, with what these need: {seat, own, page, dialog, closed, pane, toBoard, viewport, board, knows}. */
async function* walk(part, { sits, board, knows }, options) {
  const seat = (name) => sits(name, options);
  const own = await seat('aino');
  const { page } = own;
  const dialog = page.getByRole('dialog');
  const closed = async () => {
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  };
  // of a board, by the foot where the window has one
  const foot = page.getByRole('navigation', { name: 'Taulun näkymät' });
  const pane = async (name) => ((await foot.isVisible()) ? foot.getByRole('button', { name }) : page.getByRole('tab', { name })).click();
  const toBoard = async () => (await foot.isVisible()) && foot.getByRole('button', { name: 'Taulu', exact: true }).click();
  const screens = await part({ seat, own, page, dialog, closed, pane, toBoard, viewport: options.viewport, board, knows });
  for (const [name, show] of Object.entries(screens)) yield [name, await show()];
}

/** Text as large as a browser's own setting makes it. */
const enlarge = (page, size) => page.evaluate((to) => document.documentElement.style.setProperty('font-size', to), size);

for (const [name, part] of Object.entries(PARTS)) {
  test(`${name}: axe finds nothing on any screen in light or dark, and nothing sticks out, with text at 200 % either`, async ({ sits, board, knows }) => {
    const wrong = [];
    for await (const [screen, page] of walk(part, { sits, board, knows }, { colorScheme: 'light' })) {
      for (const finding of await findings(page)) wrong.push(`${screen}: ${finding}`);
      await page.emulateMedia({ colorScheme: 'dark' });
      for (const finding of await findings(page, ['color-contrast'])) wrong.push(`${screen}, dark: ${finding}`);
      await page.emulateMedia({ colorScheme: 'light' });
      if ((await sideways(page)) > 0) wrong.push(`${screen}: scrolls sideways by ${await sideways(page)} px`);
      await enlarge(page, '200%');
      for (const width of [640, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        await drawn(page);
        if ((await sideways(page)) > 0) wrong.push(`${screen}, large text: scrolls sideways by ${await sideways(page)} px in a window of ${width}`);
      }
      await enlarge(page, '');
    }
    expect(wrong).toEqual([]);
  });

  test(`${name}: axe finds nothing on any screen in a window of 320 pixels, and nothing sticks out`, async ({ sits, board, knows }) => {
    const wrong = [];
    for await (const [screen, page] of walk(part, { sits, board, knows }, { viewport: { width: 320, height: 640 } })) {
      for (const finding of await findings(page)) wrong.push(`${screen}: ${finding}`);
      if ((await sideways(page)) > 0) wrong.push(`${screen}: scrolls sideways by ${await sideways(page)} px`);
    }
    expect(wrong).toEqual([]);
  });
}
