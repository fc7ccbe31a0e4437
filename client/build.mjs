// Builds the web client into the folder given as argument: index.html, hashed assets, and a .gz and .br beside each.
//
// The straight path: esbuild bundles src/main.ts with code splitting and external CSS (the server's CSP allows no inline
// style), the page is written with {{nonce}} where the server puts its nonce, then everything is compressed. An
// accessibility warning of the Svelte compiler is an error.
import { build } from 'esbuild';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { messages } from './tools/messages.mjs';
import { svelte } from './tools/svelte.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const out = resolve(process.argv[2] ?? join(here, '../build/client'));

const result = await build({
  absWorkingDir: here,
  entryPoints: { main: 'src/main.ts' },
  outdir: join(out, 'assets'),
  entryNames: '[name]-[hash]',
  chunkNames: 'part-[hash]',
  assetNames: '[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  target: ['es2022', 'chrome111', 'firefox114', 'safari16.4'],
  minify: true,
  legalComments: 'none',
  metafile: true,
  write: false,
  conditions: ['svelte', 'browser', 'production'],
  loader: { '.woff2': 'file', '.svg': 'file' },
  publicPath: '/assets',
  plugins: [svelte(), messages(join(here, 'messages'))],
  logLevel: 'warning',
}).catch(() => process.exit(1));

await rm(out, { recursive: true, force: true });
await mkdir(join(out, 'assets'), { recursive: true });

// the entry's style sheet holds everybody's rules; the parts' own would be loaded by nobody
const sheet = Object.values(result.metafile.outputs).find((o) => o.entryPoint === 'src/main.ts').cssBundle;
const wanted = result.outputFiles.filter((f) => !f.path.endsWith('.css') || basename(f.path) === basename(sheet));
const files = wanted.map((f) => ({ path: f.path, data: Buffer.from(f.contents) }));
files.push({ path: join(out, 'index.html'), data: Buffer.from(await page(result.metafile)) });
files.push({ path: join(out, 'icon.svg'), data: await readFile(join(here, 'static/icon.svg')) });
files.push({ path: join(out, 'app.webmanifest'), data: await readFile(join(here, 'static/app.webmanifest')) });
await Promise.all(files.map(store));

/** The page around the bundle: what the entry needs at once is preloaded, in the order it is needed. */
async function page(meta) {
  const outputs = Object.entries(meta.outputs).map(([path, o]) => ({ name: basename(path), ...o }));
  const entry = outputs.find((o) => o.entryPoint === 'src/main.ts');
  const parts = entry.imports.filter((i) => i.kind === 'import-statement').map((i) => basename(i.path));
  const fonts = outputs.filter((o) => /^(atkinson.*|source-serif-4)-latin-wght-normal.*\.woff2$/.test(o.name));
  const head = [
    `<link rel="stylesheet" nonce="{{nonce}}" href="/assets/${basename(entry.cssBundle)}">`,
    ...fonts.map((f) => `<link rel="preload" as="font" type="font/woff2" crossorigin href="/assets/${f.name}">`),
    ...parts.map((p) => `<link rel="modulepreload" nonce="{{nonce}}" href="/assets/${p}">`),
    `<script type="module" nonce="{{nonce}}" src="/assets/${entry.name}"></script>`,
  ];
  const html = await readFile(join(here, 'static/index.html'), 'utf8');
  return html.replace('<!--assets-->', () => head.join('\n'));
}

async function store({ path, data }) {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, data);
  // the page is filled with a nonce per answer, so the server compresses it itself, if at all
  if (/\.woff2$/.test(path) || relative(out, path) === 'index.html') return;
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: data.length } };
  await writeFile(`${path}.gz`, await promisify(gzip)(data, { level: 9 }));
  await writeFile(`${path}.br`, await promisify(brotliCompress)(data, quality));
}
