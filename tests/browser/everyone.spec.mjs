// everyone.spec.mjs - the pages are for everyone: axe finds nothing, narrow windows and large text lose nothing, keys suffice
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test, expect } from './world.mjs';
import { newClient, put } from '../protocol/note.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const CARDS = [['voice', 'Haluan asua kotona niin pitkään kuin voin'], ['need', 'Kotiapua aamuihin'], ['need', 'Kuljetus'], ['need', 'Lääkkeet'], ['hypothesis', 'Yksinäisyys on suurin huoli'],
  ['question', 'Voiko lääkitystä keventää?'], ['fact', 'Erittäinpitkäyhdyssanajokaeikatkeamistäänkohtaaeikämahdukapeallenäytölle']];

const NOTE = '### Kotikäynti\nPaikalla @[Aino Saarnivirta](account:AINO) ja **Jari**, https://example.org/erittainpitkaosoitejokaeikatkeamistaankohtaaeikamahdukapeallenaytolle\n- [ ] soitto\n- [x] turvapuhelin\n  1. numero\n> Kotona tykkään olla\n!> Erittäinpitkäyhdyssanajokaeikatkeamistäänkohtaaeikämahdukapeallenäytölle\n---\nLoppu';

/** What axe says against the page: rule and place. */
async function findings(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary?.split('\n')[1]?.trim() ?? ''}`));
}

/** Nothing sticks out: no scrolling sideways. */
const sideways = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Every screen and every dialog, by name. */
async function screens({ sits, board, knows }, options) {
  const { board: id, cards } = await board(CARDS, { eero: 'member', leena: 'observer' });
  const aino = await knows('aino');
  await aino.http('link.add', { board: id, from_card: cards[0], to_card: cards[1], kind: 'supports' });
  const { note } = await aino.http('note.create', { board: id, title: 'Moniammatillinen kuntoutussuunnitelmaneuvottelukokous', kind: 'minutes' });
  await aino.http('note.push', { board: id, note, version: 0, client: newClient(), updates: [{ changes: put('', 0, NOTE.replace('AINO', aino.id)) }] });
  await aino.http('note.create', { board: id, title: 'Omia ajatuksia', kind: 'private' });
  const [unit] = (await aino.http('unit.list')).units;
  const { goal } = await aino.http('goal.create', { board: id, text: 'Käyn itse kaupassa', card: cards[1] });
  const ask = async (title, more) => (await aino.http('task.create', { board: id, title, unit: unit.id, ...more })).task;
  const first = await ask('Erittäinpitkäyhdyssanatehtäväjokaeikatkeamistäänkohtaa', { due_on: '2026-01-02', goal, card: cards[4], text: 'Ennen viikonloppua.' });
  const second = await ask('Kotihoidon päätös', { due_on: '2099-01-02', client_view: 'agrees' });
  await aino.http('dependency.add', { board: id, before: `task:${first}`, after: `task:${second}` });
  const seat = async (name) => sits(name, options);
  const own = await seat('aino');
  const { page } = own;
  const dialog = page.getByRole('dialog');
  const closed = async () => {
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  };
  const pane = async (name) => {
    const foot = page.getByRole('navigation', { name: 'Taulun näkymät' });
    if (await foot.isVisible()) await foot.getByRole('button', { name }).click();
    else await page.getByRole('tab', { name }).click();
  };
  const toBoard = async () => {
    const foot = page.getByRole('navigation', { name: 'Taulun näkymät' });
    if (await foot.isVisible()) await foot.getByRole('button', { name: 'Taulu', exact: true }).click();
  };
  return {
    'sign-in': async () => {
      const out = await seat(null);
      await out.page.goto('/');
      await expect(out.page.getByLabel('Käyttäjätunnus')).toBeVisible();
      return out.page;
    },
    'my day': async () => {
      await page.goto('/');
      await expect(page.getByRole('heading', { level: 1, name: 'Päiväni' })).toBeVisible();
      await expect(page.getByRole('main').getByRole('listitem').first()).toBeVisible();
      return page;
    },
    'boards': async () => {
      await page.goto('/boards');
      await expect(page.getByRole('main').getByRole('listitem').first()).toBeVisible();
      return page;
    },
    'new board': async () => {
      await page.getByRole('button', { name: 'Uusi taulu' }).click();
      await expect(dialog).toBeVisible();
      return page;
    },
    'board': async () => {
      await closed();
      await own.opens(id);
      return page;
    },
    'people': async () => (await pane('Ihmiset'), page),
    'add a person': async () => {
      await page.getByRole('button', { name: 'Lisää ihminen' }).click();
      await page.getByRole('combobox', { name: 'Hae nimellä' }).fill('Ee');
      await expect(page.getByRole('option').first()).toBeVisible();
      return page;
    },
    'history': async () => {
      await page.keyboard.press('Escape');
      await closed();
      await pane('Historia');
      await expect(page.getByRole('button', { name: 'Taulu tuolloin' }).first()).toBeVisible();
      return page;
    },
    'the board then': async () => {
      await page.getByRole('button', { name: 'Taulu tuolloin' }).first().click();
      await expect(page.getByText(/Taulu sellaisena kuin se oli/)).toBeVisible();
      return page;
    },
    'removed cards': async () => {
      await page.getByRole('button', { name: 'Takaisin nykyhetkeen' }).click();
      await pane('Poistetut');
      await expect(page.getByText('Mitään ei ole poistettu.')).toBeVisible();
      return page;
    },
    'tasks': async () => {
      await page.goto(`/boards/${id}/tasks`);
      await expect(page.getByRole('heading', { level: 1, name: 'Tehtävät' })).toBeVisible();
      await page.getByRole('article').getByRole('heading', { level: 3 }).first().getByRole('button').click();
      await expect(page.getByRole('region', { name: 'Vaiheet' })).toContainText('pyysi');
      return page;
    },
    'a new task': async () => {
      await page.getByRole('button', { name: 'Uusi tehtävä' }).click();
      await page.getByRole('combobox', { name: 'Yksikkö' }).selectOption({ index: 1 });
      await expect(dialog.getByText(/^Menee:/)).toBeVisible();
      return page;
    },
    'a note to begin': async () => {
      await closed();
      await own.opens(id);
      await toBoard();
      await page.getByRole('button', { name: /Uusi muistiinpano/ }).click();
      await expect(page.getByRole('textbox', { name: 'Otsikko' })).toBeFocused();
      return page;
    },
    'a note': async () => {
      await page.goto(`/boards/${id}/notes/${note}`);
      await expect(page.getByRole('blockquote')).toBeVisible();
      return page;
    },
    'authors of a note': async () => {
      await page.getByRole('button', { name: 'Kirjoittajat' }).click();
      await expect(page.getByRole('region', { name: 'Kuka kirjoitti mitä' }).getByText('Aino Saarnivirta').first()).toBeVisible();
      return page;
    },
    'history of a note': async () => (await pane('Historia'), page),
    'a note then': async () => {
      await page.getByRole('button', { name: /Teksti tuolloin/ }).first().click();
      await expect(page.getByText(/^Näin se oli /)).toBeVisible();
      return page;
    },
    'writing a note': async () => {
      await page.getByRole('button', { name: 'Takaisin nykyhetkeen' }).click();
      await page.getByRole('button', { name: 'Kirjoita', exact: true }).click();
      await expect(page.getByRole('article').getByRole('textbox')).toBeFocused();
      return page;
    },
    'menu of a card': async () => {
      await page.getByRole('link', { name: /^Takaisin taululle/ }).click();
      await expect(own.card('Kuljetus')).toBeVisible();
      await own.card('Kuljetus').hover();
      await page.getByRole('button', { name: 'Kortin toiminnot: Kuljetus' }).click();
      await expect(page.getByRole('menuitem').first()).toBeVisible();
      return page;
    },
    'place': async () => {
      await page.getByRole('menuitem', { name: /Siirrä kortin jälkeen/ }).click();
      await expect(dialog).toBeVisible();
      return page;
    },
    'link': async () => {
      await closed();
      await own.does('Kuljetus', /Yhdistä toiseen korttiin/);
      await expect(dialog).toBeVisible();
      return page;
    },
    'editing': async () => {
      await closed();
      await own.does('Kuljetus', 'Muokkaa');
      await expect(page.getByRole('textbox', { name: 'Kortin teksti' })).toBeVisible();
      return page;
    },
    'a question to confirm': async () => {
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Taulun toiminnot' }).click();
      await page.getByRole('menuitem', { name: 'Arkistoi taulu' }).click();
      await expect(dialog).toBeVisible();
      return page;
    },
    'settings': async () => {
      await closed();
      await page.goto('/settings');
      await expect(page.getByText('tämä laite')).toBeVisible();
      return page;
    },
    'nowhere': async () => {
      await page.goto('/ei/mitaan');
      await expect(page.getByText('Täällä ei ole mitään')).toBeVisible();
      return page;
    },
    'a board for reading': async () => {
      const leena = await seat('leena');
      await leena.opens(id);
      return leena.page;
    },
    'administration': async () => {
      const admin = await seat('admin');
      await admin.page.goto('/');
      await expect(admin.page.getByText('Aino Saarnivirta')).toBeVisible();
      return admin.page;
    },
  };
}

const LOOKS = {
  'in light': { colorScheme: 'light' },
  'in dark': { colorScheme: 'dark' },
  'in a window of 320 pixels': { viewport: { width: 320, height: 640 } },
};

for (const [look, options] of Object.entries(LOOKS))
  test(`axe finds nothing on any screen ${look}, and nothing sticks out`, async ({ sits, board, knows }) => {
    test.setTimeout(120_000);
    const all = await screens({ sits, board, knows }, options);
    const wrong = [];
    for (const [name, show] of Object.entries(all)) {
      const page = await show();
      for (const finding of await findings(page)) wrong.push(`${name}: ${finding}`);
      if ((await sideways(page)) > 0) wrong.push(`${name}: scrolls sideways by ${await sideways(page)} px`);
    }
    expect(wrong).toEqual([]);
  });

test('with text at 200 % nothing is cut off and nothing sticks out', async ({ sits, board, knows }) => {
  test.setTimeout(120_000);
  const all = await screens({ sits, board, knows }, {});
  const wrong = [];
  for (const [name, show] of Object.entries(all)) {
    const page = await show();
    await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%')); // as a browser's own setting would
    if ((await sideways(page)) > 0) wrong.push(`${name}: scrolls sideways by ${await sideways(page)} px`);
  }
  expect(wrong).toEqual([]);
});

test('keys suffice: from the sign-in to a card that is added, moved, edited, removed and taken back', async ({ sits, board }) => {
  const { board: id, title } = await board([['need', 'Ensimmäinen'], ['need', 'Toinen']]);
  const seat = await sits(null);
  const { page } = seat;
  const key = (name) => page.keyboard.press(name);
  /** Tabs until the thing has the focus; each stop must be visible. */
  const reach = async (target, by = 'Tab', most = 120) => {
    for (let n = 0; n < most; n++) {
      if (await target.evaluate((element) => element === document.activeElement).catch(() => false)) return;
      await key(by);
      const focus = await page.evaluate(() => {
        const at = document.activeElement;
        const box = at?.getBoundingClientRect();
        return { what: at?.outerHTML.slice(0, 120), isBody: at === document.body, isSeen: !!box && box.width > 0 && box.height > 0 };
      });
      expect(focus.isBody || focus.isSeen, `the focus is on something invisible: ${focus.what}`).toBe(true);
    }
    throw new Error(`${target} was not reached by ${most} times ${by}`);
  };

  await page.goto('/');
  await reach(page.getByLabel('Käyttäjätunnus'));
  await page.keyboard.type('aino');
  await key('Tab');
  await page.keyboard.type('alongside');
  await key('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Päiväni' })).toBeVisible();
  await reach(page.getByRole('link', { name: 'Taulut', exact: true }));
  await key('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Taulut' })).toBeVisible();
  await reach(page.getByRole('link', { name: new RegExp(title) }).first());
  await key('Enter');
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeFocused();
  expect(page.url()).toContain(`/boards/${id}`);

  await reach(page.getByRole('textbox', { name: 'Lisää tarve' }));
  await page.keyboard.type('Näppäimillä lisätty');
  await key('Enter');
  await expect(seat.texts('Tarpeet')).toHaveText(['Ensimmäinen', 'Toinen', 'Näppäimillä lisätty']);
  const menu = page.getByRole('button', { name: 'Kortin toiminnot: Näppäimillä lisätty' });
  await reach(menu, 'Shift+Tab');
  await key('Alt+ArrowUp');
  await expect(seat.texts('Tarpeet')).toHaveText(['Ensimmäinen', 'Näppäimillä lisätty', 'Toinen']);
  await expect(menu).toBeFocused();
  await key('Enter');
  await expect(page.getByRole('menuitem', { name: 'Muokkaa' })).toBeFocused();
  await key('Escape');
  await expect(menu).toBeFocused();
  await key('F2');
  await page.keyboard.type(', ja muokattu');
  await key('Enter');
  await expect(seat.texts('Tarpeet')).toHaveText(['Ensimmäinen', 'Näppäimillä lisätty, ja muokattu', 'Toinen']);
  const edited = page.getByRole('button', { name: 'Kortin toiminnot: Näppäimillä lisätty, ja muokattu' });
  await expect(edited).toBeFocused();
  await key('Enter');
  await expect(page.getByRole('menuitem', { name: 'Muokkaa' })).toBeFocused();
  await key('End');
  await expect(page.getByRole('menuitem', { name: 'Poista' })).toBeFocused();
  await key('Enter');
  await expect(seat.texts('Tarpeet')).toHaveText(['Ensimmäinen', 'Toinen']);
  expect(await page.evaluate(() => document.activeElement !== document.body)).toBe(true);
  await key('Control+z');
  await expect(seat.texts('Tarpeet')).toHaveText(['Ensimmäinen', 'Näppäimillä lisätty, ja muokattu', 'Toinen']);
});
