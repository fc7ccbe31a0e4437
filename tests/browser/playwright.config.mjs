// Browser tests: real people, real pages, in the headless shell of Debian's Chromium: the same engine for half the work of the whole
// program. `npx playwright test` here; $RINNALLA says which server, $CHROMIUM another browser.
import { defineConfig } from '@playwright/test';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.mjs',
  outputDir: join(tmpdir(), 'rinnalla-browser'),
  reporter: 'list',
  workers: 2,
  fullyParallel: false,
  timeout: 30_000,
  expect: { timeout: 8_000 },
  use: {
    locale: 'fi-FI',
    timezoneId: 'Europe/Helsinki',
    viewport: { width: 1280, height: 900 },
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell',
      args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  },
});
