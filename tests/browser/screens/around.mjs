// around.mjs - the screens around the boards: signing in, the list of boards, settings, and the administrator's desk
import { expect } from '../world.mjs';

export default async function around({ seat, page, dialog, closed }) {
  const { page: desk } = await seat('admin');
  return {
    'sign-in': async () => {
      const out = await seat(null);
      await out.page.goto('/');
      await expect(out.page.getByLabel('Käyttäjätunnus')).toBeVisible();
      return out.page;
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
    'administration': async () => {
      await desk.goto('/');
      await expect(desk.getByText('Aino Saarnivirta')).toBeVisible();
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
