// work.mjs - one's day, and the tasks, goals, services and follow-ups of a board
import { expect } from '../world.mjs';

export default async function work({ page, dialog, closed, board, knows }) {
  const { board: id, cards } = await board([['need', 'Kotiapua aamuihin'], ['hypothesis', 'Yksinäisyys on suurin huoli']]);
  const aino = await knows('aino');
  const [unit] = (await aino.http('unit.list')).units;
  const { goal } = await aino.http('goal.create', { board: id, text: 'Käyn itse kaupassa', card: cards[0] });
  const ask = async (title, more) => (await aino.http('task.create', { board: id, title, unit: unit.id, ...more })).task;
  const first = await ask('Erittäinpitkäyhdyssanatehtäväjokaeikatkeamistäänkohtaa', { due_on: '2026-01-02', goal, card: cards[1], text: 'Ennen viikonloppua.' });
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
  return {
    'my day': async () => {
      await page.goto('/');
      await expect(page.getByRole('heading', { level: 1, name: 'Päiväni' })).toBeVisible();
      await expect(page.getByRole('main').getByRole('listitem').first()).toBeVisible();
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
  };
}
