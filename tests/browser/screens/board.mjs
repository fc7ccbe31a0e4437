// board.mjs - a board and what stands beside it, its cards and their dialogs
import { expect } from '../world.mjs';

const CARDS = [['voice', 'Haluan asua kotona niin pitkään kuin voin'], ['need', 'Kotiapua aamuihin'], ['need', 'Kuljetus'], ['need', 'Lääkkeet'], ['hypothesis', 'Yksinäisyys on suurin huoli'],
  ['question', 'Voiko lääkitystä keventää?'], ['fact', 'Erittäinpitkäyhdyssanajokaeikatkeamistäänkohtaaeikämahdukapeallenäytölle']];

export default async function onBoard({ seat, own, page, dialog, closed, pane, board, knows }) {
  const { board: id, cards } = await board(CARDS, { eero: 'member', leena: 'observer' });
  const aino = await knows('aino');
  await aino.http('link.add', { board: id, from_card: cards[0], to_card: cards[1], kind: 'supports' });
  return {
    'board': async () => {
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
    'menu of a card': async () => {
      await page.goto(`/boards/${id}`);
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
    'a board for reading': async () => {
      const leena = await seat('leena');
      await leena.opens(id);
      return leena.page;
    },
  };
}
