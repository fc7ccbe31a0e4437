// The Svelte compiler as an esbuild plugin: components, rune modules (.svelte.ts) and their CSS as files of their own.
import { compile, compileModule } from 'svelte/compiler';
import { readFile } from 'node:fs/promises';
import { transform } from 'esbuild';
import { relative } from 'node:path';

/** generate is 'client' for the browser, 'server' for tests, where runes are plain values. */
export function svelte({ generate = 'client' } = {}) {
  return {
    name: 'svelte',
    setup(build) {
      const styles = new Map();

      build.onLoad({ filter: /\.svelte$/ }, async ({ path }) => {
        const source = await readFile(path, 'utf8');
        const ours = !path.includes('node_modules');
        try {
          const { js, css, warnings } = compile(source, { filename: path, generate, css: 'external', dev: false, modernAst: true, runes: true });
          let contents = js.code;
          if (css?.code) {
            styles.set(`${path}.css`, css.code);
            contents += `\nimport ${JSON.stringify(`${path}.css`)};`;
          }
          const heard = ours ? warnings : [];
          const errors = heard.map((w) => message(w, path)); // a warning here is an accessibility fault or dead code: neither ships
          return { contents, loader: 'js', errors };
        } catch (e) {
          return { errors: [message(e, path)] };
        }
      });

      build.onResolve({ filter: /\.svelte\.css$/ }, ({ path }) => ({ path, namespace: 'svelte-css' }));
      build.onLoad({ filter: /.*/, namespace: 'svelte-css' }, ({ path }) => ({ contents: styles.get(path), loader: 'css' }));

      build.onLoad({ filter: /\.svelte\.ts$/ }, async ({ path }) => {
        const { code } = await transform(await readFile(path, 'utf8'), { loader: 'ts', target: 'esnext', sourcefile: path });
        try {
          return { contents: compileModule(code, { filename: path, generate }).js.code, loader: 'js' };
        } catch (e) {
          return { errors: [message(e, path)] };
        }
      });
    },
  };
}

function message(w, path) {
  const at = w.start ? { file: relative(process.cwd(), path), line: w.start.line, column: w.start.column } : { file: path };
  return { text: `${w.message}${w.code ? ` (${w.code})` : ''}`, location: at };
}
