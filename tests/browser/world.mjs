// world.mjs - what the browser tests stand on: a server with the demo's county, and people who sit at their own browsers
//
//     const aino = await sits('aino');            // a browser of her own, signed in
//     await aino.opens(board);                    // the page of a board
//
// Whatever a page says in its console as an error, and whatever it asks of any other host, fails the test.
import { test as base, expect } from '@playwright/test';
import { serve } from '../protocol/server.mjs';
import { hire, signIn } from '../protocol/client.mjs';

export { expect };

let boards = 0;
let newcomers = 0;

export const test = base.extend({
  server: [
    async ({}, use) => {
      const server = await serve();
      server.url = server.origin;
      server.people = {};
      await use(server);
      if (server.child.exitCode === null) await server.stop();
    },
    { scope: 'worker' },
  ],

  /** Somebody as the protocol knows them, signed in once for all tests of a worker. */
  knows: async ({ server }, use) => {
    await use(async (name) => (server.people[name] ??= await signIn(server, name)));
  },

  /** Somebody of whom the demo, which is made as of today, knows nothing: gives the name to know them and to sit as. */
  newcomer: async ({ server, knows }, use) => {
    await use(async (full_name) => {
      const name = `tulija${++newcomers}`;
      Object.assign(server.people, await hire(await knows('admin'), { [name]: full_name }));
      return name;
    });
  },

  /** Whose the boards are. */
  maker: 'aino',

  /** A board of the maker's with others on it, and cards: [['need', 'Kotiapua aamuihin'], …]; {board, cards}. */
  board: async ({ knows, maker }, use) => {
    await use(async (cards = [], roles = { eero: 'member' }, title = `Taulu ${++boards}`) => {
      const own = await knows(maker);
      const { board } = await own.http('board.create', { title });
      for (const [name, role] of Object.entries(roles)) await own.http('participant.add', { board, account: (await knows(name)).id, role });
      const made = [];
      for (const [kind, text] of cards) made.push((await own.http('card.add', { board, kind, text })).card);
      return { board, title, cards: made };
    });
  },

  sits: async ({ browser, server }, use, info) => {
    const seats = [];
    await use(async (name, options = {}) => {
      const context = await browser.newContext({ ...info.project.use, baseURL: server.url, ...options });
      const page = await context.newPage();
      const seat = new Seat(name, context, page, server);
      seats.push(seat);
      if (name) await seat.hasSession(await signIn(server, name, server.people[name]?.password));
      return seat;
    });
    for (const seat of seats) await seat.context.close();
    for (const seat of seats) {
      expect(seat.strangers, `${seat.name}: other hosts were asked`).toEqual([]);
      expect(seat.complaints.filter((said) => !seat.expected?.test(said)), `${seat.name}: the console complains`).toEqual([]);
    }
  },
});

class Seat {
  constructor(name, context, page, server) {
    Object.assign(this, { name, context, page, server, complaints: [], strangers: [] });
    page.on('pageerror', (fault) => this.complaints.push(String(fault)));
    page.on('console', (message) => {
      // a line that is down is no fault of the page
      if (message.type() === 'error' && !/net::ERR_|status of (401|403|429|503)|WebSocket connection/.test(message.text())) this.complaints.push(message.text());
    });
    context.on('request', (request) => {
      const url = new URL(request.url());
      if (!['data:', 'blob:'].includes(url.protocol) && url.host !== new URL(server.url).host) this.strangers.push(request.url());
    });
  }

  /** What the console will say rightly in this test. */
  expects(complaint) {
    this.expected = complaint;
  }

  /** The cookie that signing in gives. */
  async hasSession({ token }) {
    await this.context.addCookies([{ name: 'rinnalla', value: token, url: this.server.url, httpOnly: true, sameSite: 'Strict' }]);
  }

  async opens(board) {
    await this.page.goto(`/boards/${board}`);
    await expect(this.page.getByRole('article')).toBeVisible();
  }

  // ---- the parts of a board, by the names people see ----

  section(name) {
    return this.page.getByRole('region', { name, exact: true });
  }

  cards(name) {
    return this.section(name).getByRole('listitem').filter({ has: this.page.locator('[data-words], textarea') });
  }

  card(text) {
    return this.page.getByRole('article').getByRole('listitem').filter({ hasText: text });
  }

  texts(name) {
    return this.section(name).locator('[data-words]');
  }

  async adds(line, text) {
    const field = this.page.getByRole('textbox', { name: line, exact: true });
    await field.fill(text);
    await field.press('Enter');
  }

  /** Chooses from the menu of a card. */
  async does(text, act) {
    await this.card(text).hover();
    await this.page.getByRole('button', { name: `Kortin toiminnot: ${text}` }).click();
    await this.page.getByRole('menuitem', { name: act }).click();
  }

  /** Presses a key until the thing has the focus; each stop on the way must be visible. */
  async reach(target, by = 'Tab', most = 120) {
    for (let n = 0; n < most; n++) {
      if (await target.evaluate((element) => element === document.activeElement).catch(() => false)) return;
      await this.page.keyboard.press(by);
      const focus = await this.page.evaluate(() => {
        const at = document.activeElement;
        const box = at?.getBoundingClientRect();
        return { what: at?.outerHTML.slice(0, 120), isBody: at === document.body, isSeen: !!box && box.width > 0 && box.height > 0 };
      });
      expect(focus.isBody || focus.isSeen, `the focus is on something invisible: ${focus.what}`).toBe(true);
    }
    throw new Error(`${target} was not reached by ${most} times ${by}`);
  }

  /** All that comes over the line of a page that is opened from then on, whatever the page makes of it. */
  hears(page = this.page) {
    const heard = [];
    page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => heard.push(String(payload))));
    return heard;
  }

  /** Everything that the browser keeps for the page: a text for each record. */
  async keeps() {
    return this.page.evaluate(async () => {
      const readable = (_, value) => (value instanceof ArrayBuffer || ArrayBuffer.isView(value) ? new TextDecoder('latin1').decode(value) : value);
      const found = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)];
      for (const { name } of await indexedDB.databases()) {
        const db = await new Promise((resolve) => { indexedDB.open(name).onsuccess = (e) => resolve(e.target.result); });
        for (const store of db.objectStoreNames)
          found.push(...(await new Promise((resolve) => { db.transaction(store).objectStore(store).getAll().onsuccess = (e) => resolve(e.target.result); })).map((row) => JSON.stringify(row, readable)));
        db.close();
      }
      for (const name of await caches.keys()) found.push(...(await (await caches.open(name)).keys()).map(({ url }) => url));
      return found;
    });
  }

  /** The one honest line: what is saved, what waits. */
  state() {
    return this.page.getByRole('banner').locator('p span');
  }
}
