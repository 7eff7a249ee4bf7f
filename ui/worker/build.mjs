// Writes /sw.js into the built screens: the names of all files, one version of them all, and sw.js behind.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

const screens = new URL('../', import.meta.url);
const textOf = (path) => readFileSync(new URL(path, screens), 'utf8');

export const shellWorker = () => ({
  name: 'shell-worker',
  apply: 'build',
  enforce: 'post',
  generateBundle(_, bundle) {
    const given = readdirSync(new URL('public', screens)).sort();
    const built = Object.keys(bundle).filter((name) => name.startsWith('assets/'));
    const worker = textOf('worker/sw.js');
    // Built names carry the hash of their contents.
    const contents = [...built.sort(), worker, textOf('index.html'), ...given.map((name) => textOf(`public/${name}`))];
    const version = createHash('sha256').update(contents.join('\n')).digest('hex').slice(0, 16);
    const files = ['index.html', ...given, ...built].map((name) => `/${name}`);
    const head = `const kVersion = ${JSON.stringify(version)};\nconst kFiles = ${JSON.stringify(files)};\n`;
    this.emitFile({ type: 'asset', fileName: 'sw.js', source: head + worker });
  },
});
