// teams.mjs - teams, their members and phases, and subscriptions to calendars
import { expect } from '../world.mjs';

export default async function teams({ page, dialog, closed, board, knows }) {
  const { board: id } = await board();
  const aino = await knows('aino');
  const { team } = await aino.http('team.create', { name: `Erittäinpitkätiiminnimijokaeikatkeamistäänkohtaa ${id}` });
  await aino.http('team.create', { name: `Lyhyt ${id}` });
  await aino.http('team.add', { team, account: (await knows('eero')).id, role: 'member' });
  await aino.http('feed.create', { scope: `team:${team}`, detail: 'code' });
  const { team: phased } = await aino.http('team.create', { name: `Erittäinpitkätiiminnimijokavaiheistaaeikatkea ${id}` });
  await aino.http('phase.add', { team: phased, kind: 'other', title: 'Erittäinpitkäyhdyssanavaihejokaeikatkeamistäänkohtaa', prompt: 'Hengähdys', minutes: 10 });
  return {
    'teams': async () => {
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
  };
}
