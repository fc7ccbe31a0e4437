// everyone.spec.mjs - the pages are for everyone: axe finds nothing, narrow windows and large text lose nothing, keys suffice
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test, expect } from './world.mjs';
import { newClient, put } from '../protocol/note.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
// each walk through the screens has a worker of its own
test.describe.configure({ mode: 'parallel' });
// a step that can't be taken says so, and does not wait for the walk's whole time
test.use({ actionTimeout: 15_000 });

const CARDS = [['voice', 'Haluan asua kotona niin pitkään kuin voin'], ['need', 'Kotiapua aamuihin'], ['need', 'Kuljetus'], ['need', 'Lääkkeet'], ['hypothesis', 'Yksinäisyys on suurin huoli'],
  ['question', 'Voiko lääkitystä keventää?'], ['fact', 'Erittäinpitkäyhdyssanajokaeikatkeamistäänkohtaaeikämahdukapeallenäytölle']];

const NOTE = '### Kotikäynti\nPaikalla @[Aino Saarnivirta](account:AINO) ja **Jari**, https://example.org/erittainpitkaosoitejokaeikatkeamistaankohtaaeikamahdukapeallenaytolle\n- [ ] soitto\n- [x] turvapuhelin\n  1. numero\n> Kotona tykkään olla\n!> Erittäinpitkäyhdyssanajokaeikatkeamistäänkohtaaeikämahdukapeallenäytölle\n---\nLoppu';

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
  await aino.http('goal.set_sign', { board: id, goal, sign: 'Jääkaapissa on ruokaa', was: '' });
  await aino.http('step.add', { board: id, goal, text: 'Kävelylenkki lähikaupalle' });
  const serve = async (name, more) => (await aino.http('service.create', { board: id, name, sector: 'social_services', status: 'in_use', ...more })).service;
  const care = await serve('Kotihoidon aamukäynti', { kind: 'home_care', purpose: 'Aamutoimet ja lääkkeet', provider: 'Erittäinpitkätuottajannimijokaeikatkeamistäänkohtaa' });
  const later = await serve('Erittäinpitkäpalvelunnimijokaeikatkeamistäänkohtaa', { kind: 'home_care', from_on: '2026-01-02', provider: 'Apu Oy' });
  const planned = await serve('Päivätoiminta', { status: 'planned', sector: 'other' });
  await serve('Osastojakso', { status: 'ended', sector: 'specialist_care' });
  await aino.http('service.judge', { board: id, service: care, fit: 'too_heavy', reason: 'Kolmena aamuna pärjää itse.' });
  await aino.http('service.decide', { board: id, service: care, weight: 'lighter_would_do', reason: 'Kaksi käyntiä viikossa riittää.' });
  await aino.http('service.count', { board: id, service: later, year: 2026, count: 12 });
  await aino.http('dependency.add', { board: id, before: `task:${second}`, after: `service:${planned}` });
  const promise = async (text, from_on, more) => (await aino.http('follow_up.create', { board: id, kind: 'visit', account: aino.id, text, from_on, ...more })).follow_up;
  const promised = await promise('Erittäinpitkälupausjokaeikatkeamistäänkohtaa', '2026-01-02');
  await aino.http('follow_up.finish', { board: id, follow_up: await promise('Soitto', '2026-01-02'), outcome: 'Erittäinpitkätulosjokaeikatkeamistäänkohtaa' });
  const { team } = await aino.http('team.create', { name: `Erittäinpitkätiiminnimijokaeikatkeamistäänkohtaa ${id}` });
  await aino.http('team.create', { name: `Lyhyt ${id}` });
  await aino.http('team.add', { team, account: (await knows('eero')).id, role: 'member' });
  await aino.http('feed.create', { scope: `team:${team}`, detail: 'code' });
  const { team: phased } = await aino.http('team.create', { name: `Erittäinpitkätiiminnimijokavaiheistaaeikatkea ${id}` });
  await aino.http('phase.add', { team: phased, kind: 'other', title: 'Erittäinpitkäyhdyssanavaihejokaeikatkeamistäänkohtaa', prompt: 'Hengähdys', minutes: 10 });
  const seat = async (name) => sits(name, options);
  const own = await seat('aino');
  const { page } = own;
  const dialog = page.getByRole('dialog');
  let desk; // the administrator's
  let meets; // the team that holds meetings
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
      await page.getByRole('button', { name: 'Uusi tehtävä' }).filter({ visible: true }).first().click(); // a phone has it in its foot
      await page.getByRole('combobox', { name: 'Yksikkö' }).selectOption({ index: 1 });
      await expect(dialog.getByText(/^Menee:/)).toBeVisible();
      return page;
    },
    'giving a task': async () => {
      await closed();
      await page.getByRole('button', { name: /^Tehtävän toiminnot: Kotihoidon/ }).click();
      await expect(page.getByRole('menuitem').first()).toBeVisible();
      await page.getByRole('menuitem', { name: /^Osoita/ }).click();
      await expect(dialog).toBeVisible();
      return page;
    },
    'goals': async () => {
      await closed();
      await page.goto(`/boards/${id}/goals`);
      await expect(page.getByRole('checkbox', { name: 'Kävelylenkki lähikaupalle' })).toBeVisible();
      return page;
    },
    'who takes care of a step': async () => {
      await page.getByRole('button', { name: 'Toiminnot: Kävelylenkki lähikaupalle' }).click();
      await page.getByRole('menuitem', { name: 'Kuka ja milloin…' }).click();
      await expect(dialog).toBeVisible();
      return page;
    },
    'the words of a goal': async () => {
      await closed();
      await page.getByRole('button', { name: /^Tavoitteen toiminnot/ }).click();
      await page.getByRole('menuitem', { name: 'Muokkaa sanoja' }).click();
      await expect(page.getByRole('textbox', { name: 'Tavoite asiakkaan sanoin', exact: true })).toBeFocused();
      return page;
    },
    'services as a list': async () => {
      await page.keyboard.press('Escape');
      await page.goto(`/boards/${id}/services`);
      await page.getByRole('group', { name: 'Näkymä' }).getByText('Luettelo').click();
      await expect(page.getByText(/^Sama palvelun laji/).first()).toBeVisible();
      return page;
    },
    'services as a picture': async () => {
      await page.getByRole('group', { name: 'Näkymä' }).getByText('Kuva').click();
      await expect(page.getByRole('group', { name: 'Kuva' })).toBeVisible();
      return page;
    },
    'a service, being judged': async () => {
      await page.getByRole('group', { name: 'Kuva' }).getByRole('button', { name: /^Kotihoidon aamukäynti/ }).click();
      await page.getByRole('button', { name: 'Arvioi sopivuus' }).click();
      await dialog.getByLabel('Perustelu').fill('');
      await dialog.getByRole('button', { name: 'Tallenna' }).click();
      await expect(dialog).toContainText('Kirjoita lyhyt perustelu.');
      return page;
    },
    'an order that would go round': async () => {
      await closed();
      await page.getByRole('group', { name: 'Kuva' }).getByRole('button', { name: /^Päivätoiminta/ }).click();
      await dialog.getByRole('combobox', { name: 'Valitse palvelu tai tehtävä' }).selectOption({ label: 'Erittäinpitkäyhdyssanatehtäväjokaeikatkeamistäänkohtaa' });
      await expect(dialog.getByRole('alert')).toContainText('kehä');
      return page;
    },
    'a service that another changed meanwhile': async () => {
      await closed();
      await page.getByRole('group', { name: 'Kuva' }).getByRole('button', { name: /^Kotihoidon aamukäynti/ }).click();
      await dialog.getByRole('button', { name: 'Muokkaa tietoja' }).click();
      await dialog.getByLabel('Mitä varten').fill('Aamut');
      const { edited_at: seen_at } = (await aino.http('board.open', { board: id })).snapshot.service[care];
      await aino.http('service.edit', { board: id, service: care, seen_at, name: 'Kotihoidon aamukäynti', sector: 'social_services', kind: 'home_care', purpose: 'Erittäinpitkätarkoitusjokaeikatkeamistäänkohtaa' });
      await expect(dialog.getByRole('alert')).toBeVisible();
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
    'follow-ups of a board': async () => {
      await closed();
      await page.goto(`/boards/${id}/follow-ups/${promised}`);
      await expect(page.getByRole('heading', { name: /^Erittäinpitkälupaus/ })).toBeFocused();
      await page.getByRole('button', { name: 'Näytä päättyneet (1)' }).click();
      return page;
    },
    'promising a follow-up': async () => {
      await page.getByRole('button', { name: 'Sovi seuranta' }).click();
      await dialog.getByText('Kontrolli', { exact: true }).click();
      await expect(dialog.getByLabel('Viimeistään')).toBeVisible();
      return page;
    },
    'what came of a follow-up': async () => {
      await closed();
      await page.goto('/');
      await page.getByRole('button', { name: /^Merkitse tehdyksi.*Erittäinpitkälupaus/ }).first().click();
      await expect(dialog.getByLabel('Tulos')).toBeFocused();
      return page;
    },
    'teams': async () => {
      await closed();
      await page.goto('/teams');
      await expect(page.getByRole('navigation', { name: 'Omat tiimit' })).toBeVisible();
      return page;
    },
    'a team': async () => {
      await page.goto(`/teams/${team}`);
      await expect(page.getByRole('region', { name: /^Jäsenet/ }).getByRole('listitem')).toHaveCount(2);
      return page;
    },
    'the name of a team': async () => {
      await page.getByRole('button', { name: /^Tiimin toiminnot/ }).click();
      await page.getByRole('menuitem', { name: 'Muuta nimeä' }).click();
      await expect(dialog.getByLabel('Tiimin nimi')).toBeFocused();
      return page;
    },
    'letting somebody into a team': async () => {
      await closed();
      await page.getByRole('button', { name: 'Lisää jäsen' }).click();
      await page.getByRole('combobox', { name: 'Hae nimellä' }).fill('Eer');
      await page.getByRole('option').first().click();
      await expect(dialog.getByText('On jo tiimissä.')).toBeVisible();
      return page;
    },
    'subscriptions': async () => {
      await closed();
      await page.goto('/calendar/feeds');
      await expect(page.getByRole('main').getByRole('listitem').first()).toBeVisible();
      return page;
    },
    'a new subscription': async () => {
      await page.getByRole('button', { name: 'Uusi tilaus' }).click();
      await dialog.getByRole('radio', { name: 'Tunnuksilla' }).check();
      return page;
    },
    'the address of a subscription': async () => {
      await dialog.getByRole('button', { name: 'Luo osoite' }).click();
      await dialog.getByText('Näin lisäät kalenterin').click();
      await expect(dialog.getByRole('term').first()).toBeVisible();
      return page;
    },
    'ending a subscription': async () => {
      await closed();
      await page.getByRole('button', { name: /^Lopeta tilaus/ }).last().click();
      await expect(dialog).toContainText('Osoite lakkaa toimimasta heti.');
      return page;
    },
    'the phases of a team': async () => {
      await closed();
      await page.goto(`/teams/${phased}/phases`);
      await expect(page.getByText('Erittäinpitkäyhdyssanavaihejokaeikatkeamistäänkohtaa')).toBeVisible();
      return page;
    },
    'a phase, in its place, that another changed meanwhile': async () => {
      await page.getByRole('button', { name: /^Vaiheen toiminnot: Erittäinpitkä/ }).click();
      await page.getByRole('menuitem', { name: 'Muokkaa' }).click();
      await page.getByLabel('Mitä vaiheessa kysytään').fill('Minun sanani');
      const { phases } = await aino.http('phase.list', { team: phased });
      await aino.http('phase.edit', { team: phased, phase: phases[0].id, seen_at: phases[0].changed_at, kind: 'other', title: 'Erittäinpitkätoinennimijokaeikatkeamistäänkohtaa', minutes: 0 });
      await expect(page.getByRole('alert').filter({ hasText: 'Kumpi jää voimaan?' })).toBeVisible();
      return page;
    },
    'going back to the default phases': async () => {
      await page.getByRole('button', { name: 'Palauta oletusvaiheet' }).click();
      await expect(dialog).toBeVisible();
      return page;
    },
    // ---- the calendar and meetings, live and written down ----
    'a month': async () => {
      const long = 'Erittäinpitkätapaamisennimijokaeikatkeamistäänkohtaa';
      ({ team: meets } = await aino.http('team.create', { name: `Erittäinpitkätiiminnimijokatapaajaeikatkea ${id}` }));
      const plan = (title, start, more) => aino.http('meeting.create', { board: id, title, start, tz: 'Europe/Helsinki', minutes: 60, ...more });
      const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
      for (let hour = 8; hour < 15; hour++) await plan(`${long} ${hour}`, `${tomorrow}T${String(hour).padStart(2, '0')}:00`, { place: long, link: 'https://video.example.org/erittainpitkaosoitejokaeikatkeamistaankohtaa' });
      const { meeting } = await plan(long, `${tomorrow}T09:00`, { board: undefined, team: meets, rrule: 'FREQ=WEEKLY;COUNT=9' });
      await aino.http('agenda.add', { team: meets, board: id, meeting, occurs: `${tomorrow}T09:00`, minutes: 45, question: `Miten ${long}?` });
      await aino.http('follow_up.create', { board: id, kind: 'visit', account: aino.id, from_on: tomorrow, text: long });
      await page.goto('/calendar');
      await page.getByText('Kuukausi', { exact: true }).click();
      await page.locator(`[data-day="${tomorrow}"]`).click({ position: { x: 12, y: 12 } });
      await expect(page.locator('.panel').getByRole('heading', { level: 4 }).nth(7)).toBeVisible();
      await page.evaluate(() => scrollTo(0, 0));
      return page;
    },
    'what of the calendar is in sight': async () => {
      await page.getByRole('button', { name: 'Rajaa' }).click();
      await page.getByRole('group', { name: 'Rajaa' }).getByLabel('Tehtävät').uncheck();
      await expect(page.getByRole('button', { name: 'Näytä kaikki' })).toBeVisible();
      return page;
    },
    'days in a list': async () => {
      await page.getByRole('button', { name: 'Näytä kaikki' }).click();
      await page.getByText('Lista', { exact: true }).click();
      await expect(page.getByRole('button', { name: /^Erittäinpitkätapaamisennimi.*8$/ }).first()).toBeVisible();
      return page;
    },
    'a meeting': async () => {
      await page.getByRole('button', { name: /^Erittäinpitkätapaamisennimi\S*$/ }).first().click();
      await expect(dialog.getByText('Ketkä tulevat')).toBeVisible();
      return page;
    },
    'cancelling of a series': async () => {
      await dialog.getByRole('button', { name: 'Peru tapaaminen' }).click();
      await expect(dialog.getByText('Mitä perutaan?')).toBeVisible();
      return page;
    },
    'inviting a guest': async () => {
      await dialog.getByRole('button', { name: 'Älä peru' }).click();
      await dialog.getByRole('button', { name: 'Kutsu', exact: true }).click();
      await expect(dialog.getByText('Mihin?')).toBeVisible();
      return page;
    },
    'changing a series': async () => {
      await dialog.last().getByRole('button', { name: 'Peruuta' }).click();
      await dialog.getByRole('button', { name: 'Muuta', exact: true }).click();
      await dialog.getByLabel('Tämä ja seuraavat').check();
      await expect(dialog.getByLabel('Toistuu')).toBeVisible();
      return page;
    },
    'a meeting to plan, that runs into others': async () => {
      await dialog.last().getByRole('button', { name: 'Peruuta' }).click();
      await page.keyboard.press('Escape');
      await closed();
      await page.getByRole('button', { name: 'Sovi tapaaminen', exact: true }).click();
      await dialog.getByLabel('Kenen').selectOption(`board:${id}`);
      await dialog.getByLabel('Päivä').fill(new Date(Date.now() + 86_400_000).toISOString().slice(0, 10));
      await dialog.getByLabel('Toistuu').selectOption('week');
      await dialog.getByLabel('Sarja päättyy', { exact: true }).selectOption('until');
      await dialog.getByRole('button', { name: 'Sovi tapaaminen' }).click();
      await expect(dialog.getByText('Anna tapaamiselle nimi.')).toBeVisible();
      await expect(dialog.getByText(/^Päällekkäin/)).toBeVisible();
      return page;
    },
    'an agenda': async () => {
      await page.keyboard.press('Escape');
      await closed();
      await page.goto(`/teams/${meets}`);
      await expect(page.getByRole('button', { name: /^Toiminnot: K-/ })).toBeVisible();
      return page;
    },
    'a case of an agenda': async () => {
      await page.getByRole('button', { name: /^Toiminnot: K-/ }).click();
      await page.getByRole('menuitem', { name: 'Muokkaa ja valmistele' }).click();
      await expect(dialog.getByText('Valmistelu')).toBeVisible();
      return page;
    },
    'a meeting to begin': async () => {
      await closed();
      await page.goto(`/boards/${id}/meeting`);
      await expect(page.getByRole('button', { name: 'Aloita tapaaminen' })).toBeVisible();
      return page;
    },
    'a meeting that goes on': async () => {
      await page.getByRole('button', { name: 'Aloita tapaaminen' }).click();
      await expect(page.locator('#phase-title')).toHaveText('Saapuminen');
      await page.getByRole('button', { name: /^Seuraava vaihe/ }).click();
      await expect(page.locator('#phase-title')).toHaveText('Viime kerralla sovittu');
      await expect(page.getByText('Asiakas ei kuultu').or(page.getByRole('combobox', { name: 'Asiakas' })).first()).toBeVisible();
      return page;
    },
    'a look at another phase': async () => {
      const spine = page.getByRole('navigation', { name: 'Tapaamisen vaiheet' });
      if (!(await spine.isVisible())) await page.locator('summary').click();
      await spine.getByRole('button', { name: /^Hypoteesit/ }).click();
      await expect(page.getByRole('button', { name: 'Siirrä kaikki tähän' })).toBeVisible();
      return page;
    },
    'tasks of a meeting': async () => {
      const foot = page.getByRole('navigation', { name: 'Tapaamisen näkymät' });
      if (await foot.isVisible()) await foot.getByRole('button', { name: 'Tehtävät' }).click();
      return page;
    },
    'people of a meeting': async () => {
      const foot = page.getByRole('navigation', { name: 'Tapaamisen näkymät' });
      if (await foot.isVisible()) await foot.getByRole('button', { name: 'Ihmiset' }).click();
      await expect(page.getByRole('region', { name: /^Läsnä/ }).getByRole('listitem')).toHaveCount(1);
      return page;
    },
    'a meeting on the wall': async () => {
      await page.setViewportSize({ ...page.viewportSize(), width: Math.max(page.viewportSize().width, 1000) });
      await page.locator('h1').first().focus();
      await page.keyboard.press('r');
      await expect(page.getByRole('img', { name: 'Tapaamisen osoite QR-koodina' })).toBeVisible();
      return page;
    },
    'a meeting to end': async () => {
      await page.keyboard.press('r');
      await expect(page.locator('html[data-room]')).toHaveCount(0);
      if (options.viewport) await page.setViewportSize(options.viewport);
      await page.getByRole('button', { name: 'Tapaamisen toiminnot' }).click();
      await page.getByRole('menuitem', { name: 'Päätä tapaaminen' }).click();
      await expect(dialog).toBeVisible();
      return page;
    },
    'a meeting that is over': async () => {
      await dialog.getByRole('button', { name: 'Päätä tapaaminen' }).click();
      await expect(page.getByRole('button', { name: 'Koosta muistio' })).toBeVisible();
      return page;
    },
    'minutes to make': async () => {
      await page.getByRole('button', { name: 'Koosta muistio' }).click();
      await expect(dialog.getByLabel('Hypoteesit')).toBeVisible();
      return page;
    },
    'minutes': async () => {
      await dialog.getByRole('button', { name: 'Koosta muistio' }).click();
      await expect(page.getByRole('group', { name: 'Muistiinpanon teksti' })).toBeVisible();
      await page.getByRole('button', { name: 'Vahvista' }).click();
      await expect(page.getByRole('region', { name: 'Vahvistaneet' }).getByRole('listitem')).toHaveCount(1);
      return page;
    },
    'closed minutes, to be opened again': async () => {
      await page.getByRole('button', { name: 'Muistion toiminnot' }).click();
      await page.getByRole('menuitem', { name: 'Sulje muistio' }).click();
      await dialog.getByRole('button', { name: 'Sulje muistio' }).click();
      await page.getByRole('button', { name: 'Avaa muistio uudelleen' }).click();
      await expect(dialog.getByRole('textbox')).toBeVisible();
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
      desk = admin.page;
      return desk;
    },
    'ending an account': async () => {
      await desk.getByRole('button', { name: 'Toiminnot: Eero Koskenniitty' }).click();
      await desk.getByRole('menuitem', { name: 'Päätä käyttöoikeus' }).click();
      await expect(desk.getByRole('combobox', { name: 'Tehtävät siirtyvät' })).toBeVisible();
      return desk;
    },
    'members of a unit': async () => {
      await desk.keyboard.press('Escape');
      await desk.getByRole('group', { name: 'Hallittavat' }).getByText(/^Yksiköt/).click();
      await desk.getByRole('button', { name: /jäsen/ }).first().click();
      await expect(desk.getByRole('checkbox').first()).toBeVisible();
      return desk;
    },
    'a new unit': async () => {
      await desk.getByRole('button', { name: 'Lisää yksikkö' }).click();
      await expect(desk.getByRole('dialog')).toBeVisible();
      return desk;
    },
  };
}

/** Text as large as a browser's own setting makes it. */
const enlarge = (page, size) => page.evaluate((to) => document.documentElement.style.setProperty('font-size', to), size);

test('axe finds nothing on any screen in light or dark, and nothing sticks out, with text at 200 % either', async ({ sits, board, knows }) => {
  test.setTimeout(600_000);
  const wrong = [];
  for (const [name, show] of Object.entries(await screens({ sits, board, knows }, { colorScheme: 'light' }))) {
    const page = await show();
    for (const finding of await findings(page)) wrong.push(`${name}: ${finding}`);
    await page.emulateMedia({ colorScheme: 'dark' });
    for (const finding of await findings(page, ['color-contrast'])) wrong.push(`${name}, dark: ${finding}`);
    await page.emulateMedia({ colorScheme: 'light' });
    if ((await sideways(page)) > 0) wrong.push(`${name}: scrolls sideways by ${await sideways(page)} px`);
    await enlarge(page, '200%');
    for (const width of [640, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      await drawn(page);
      if ((await sideways(page)) > 0) wrong.push(`${name}, large text: scrolls sideways by ${await sideways(page)} px in a window of ${width}`);
    }
    await enlarge(page, '');
  }
  expect(wrong).toEqual([]);
});

test('axe finds nothing on any screen in a window of 320 pixels, and nothing sticks out', async ({ sits, board, knows }) => {
  test.setTimeout(600_000);
  const wrong = [];
  for (const [name, show] of Object.entries(await screens({ sits, board, knows }, { viewport: { width: 320, height: 640 } }))) {
    const page = await show();
    for (const finding of await findings(page)) wrong.push(`${name}: ${finding}`);
    if ((await sideways(page)) > 0) wrong.push(`${name}: scrolls sideways by ${await sideways(page)} px`);
  }
  expect(wrong).toEqual([]);
});

test('keys suffice: from the sign-in to a card that is added, moved, edited, removed and taken back', async ({ sits, board }) => {
  const { board: id, title } = await board([['need', 'Ensimmäinen'], ['need', 'Toinen']]);
  const seat = await sits(null);
  const { page } = seat;
  const key = (name) => page.keyboard.press(name);
  const reach = (...to) => seat.reach(...to);

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

test('keys suffice: a subscription is made and ended, somebody is let out of a team, a follow-up is done', async ({ sits, board, knows }) => {
  const { board: id } = await board();
  const [aino, eero] = [await knows('aino'), await knows('eero')];
  await aino.http('follow_up.create', { board: id, kind: 'call', account: aino.id, from_on: '2026-01-02', text: `Soitto ${id}` });
  const { team } = await aino.http('team.create', { name: `Näppäimet ${id}` });
  await aino.http('team.add', { team, account: eero.id, role: 'member' });
  const seat = await sits('aino');
  const { page } = seat;
  const dialog = page.getByRole('dialog');
  const key = (name) => page.keyboard.press(name);

  await page.goto('/calendar/feeds');
  const make = page.getByRole('button', { name: 'Uusi tilaus' });
  await seat.reach(make);
  await key('Enter');
  await expect(page.getByRole('combobox', { name: 'Mitä tilataan' })).toBeFocused();
  await page.keyboard.type(`Näppäimet ${id}`);
  await seat.reach(dialog.getByRole('radio', { name: 'Ilman tunnuksia' }));
  await key('ArrowDown');
  await seat.reach(dialog.getByRole('button', { name: 'Luo osoite' }));
  await key('Enter');
  await expect(dialog.getByRole('textbox', { name: 'Osoite' })).toBeFocused();
  await key('Escape');
  await expect(make).toBeFocused();
  await seat.reach(page.getByRole('button', { name: `Näppäimet ${id}` }));
  await key('Enter');
  await expect(dialog.getByRole('button', { name: 'Peruuta' })).toBeFocused();
  await key('Tab');
  await key('Enter');
  await expect(page.getByText(`Tilaus lopetettu: Näppäimet ${id}`)).toBeVisible();
  await expect(page.getByRole('button', { name: `Näppäimet ${id}` })).toHaveCount(0);
  expect(await page.evaluate(() => document.activeElement !== document.body)).toBe(true);

  await page.goto(`/teams/${team}`);
  await seat.reach(page.getByRole('button', { name: 'Toiminnot: Eero Koskenniitty' }));
  await key('Enter');
  await key('End');
  await expect(page.getByRole('menuitem', { name: 'Poista tiimistä' })).toBeFocused();
  await key('Enter');
  await key('Tab');
  await key('Enter');
  await expect(page.getByRole('region', { name: /^Jäsenet/ }).getByRole('listitem')).toHaveCount(1);
  expect(await page.evaluate(() => document.activeElement !== document.body)).toBe(true);

  await page.goto('/');
  await seat.reach(page.getByRole('button', { name: new RegExp(`^Merkitse tehdyksi.*Soitto ${id}`) }));
  await key('Enter');
  await page.keyboard.type('Kaikki hyvin');
  await seat.reach(dialog.getByRole('button', { name: 'Tehty' }));
  await key('Enter');
  await expect(page.getByText(`Soitto ${id}`)).toHaveCount(0);
  expect(await page.evaluate(() => document.activeElement !== document.body)).toBe(true);
});
