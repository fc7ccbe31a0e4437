// Runs src/**/*.test.ts with node --test: bundled on the fly, since they import TypeScript and rune modules.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { messages } from './tools/messages.mjs';
import { svelte } from './tools/svelte.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const out = await mkdtemp(join(tmpdir(), 'rinnalla-client-test-'));
try {
  const files = await tests(join(here, 'src'));
  await build({
    absWorkingDir: here,
    entryPoints: files,
    outdir: out,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node18',
    conditions: ['svelte'],
    plugins: [svelte({ generate: 'server' }), messages(join(here, 'messages'))],
    logLevel: 'warning',
  });
  const made = (await everything(out)).filter((f) => f.endsWith('.test.mjs'));
  process.exitCode = spawnSync(process.execPath, ['--test', ...made], { stdio: 'inherit' }).status ?? 1;
} finally {
  await rm(out, { recursive: true, force: true });
}

async function tests(folder) {
  return (await everything(folder)).filter((f) => f.endsWith('.test.ts'));
}

async function everything(folder) {
  const entries = await readdir(folder, { withFileTypes: true });
  const lists = entries.map((e) => (e.isDirectory() ? everything(join(folder, e.name)) : [join(folder, e.name)]));
  return (await Promise.all(lists)).flat();
}
