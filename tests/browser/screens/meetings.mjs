// meetings.mjs - the calendar and meetings: planned, held and written down
import { expect } from '../world.mjs';

export default async function meetings({ page, dialog, closed, viewport, board, knows }) {
  const { board: id } = await board([['hypothesis', 'Yksinäisyys on suurin huoli'], ['question', 'Voiko lääkitystä keventää?']]);
  const aino = await knows('aino');
  const { team } = await aino.http('team.create', { name: `Erittäinpitkätiiminnimijokatapaajaeikatkea ${id}` });
  return {
    'a month': async () => {
      const long = 'Erittäinpitkätapaamisennimijokaeikatkeamistäänkohtaa';
      const plan = (title, start, more) => aino.http('meeting.create', { board: id, title, start, tz: 'Europe/Helsinki', minutes: 60, ...more });
      const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
      for (let hour = 8; hour < 15; hour++) await plan(`${long} ${hour}`, `${tomorrow}T${String(hour).padStart(2, '0')}:00`, { place: long, link: 'https://video.example.org/erittainpitkaosoitejokaeikatkeamistaankohtaa' });
      const { meeting } = await plan(long, `${tomorrow}T09:00`, { board: undefined, team, rrule: 'FREQ=WEEKLY;COUNT=9' });
      await aino.http('agenda.add', { team, board: id, meeting, occurs: `${tomorrow}T09:00`, minutes: 45, question: `Miten ${long}?` });
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
      await page.goto(`/teams/${team}`);
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
      if (viewport) await page.setViewportSize(viewport);
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
  };
}
