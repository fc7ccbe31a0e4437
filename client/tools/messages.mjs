// `import 'messages:fi'` gives the catalogue messages/fi.json as functions: ICU text is compiled at build time, so the
// browser needs no parser and no eval.
import MessageFormat from '@messageformat/core';
import compileModule from '@messageformat/core/compile-module.js';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export function messages(folder) {
  return {
    name: 'messages',
    setup(build) {
      build.onResolve({ filter: /^messages:/ }, ({ path }) => ({ path: path.slice('messages:'.length), namespace: 'messages' }));
      build.onLoad({ filter: /.*/, namespace: 'messages' }, async ({ path }) => {
        const catalogue = JSON.parse(await readFile(join(folder, `${path}.json`), 'utf8'));
        return { contents: compileModule(new MessageFormat(path), catalogue), loader: 'js', resolveDir: folder };
      });
    },
  };
}
