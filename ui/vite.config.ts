// Builds the screens; `npm run dev` passes /api on to the server (or the mock) at ZW_API.
import { defineConfig } from 'vite';
import { shellWorker } from './worker/build.mjs';

declare const process: { env: Record<string, string | undefined> };

const kLists =
  /src\/(kit\/(PagedTable|VirtualTable|layout|Button|states|url|format|action|Icon|toast|LazyPopover)|fields\/(RecordList|FilterBar|BulkBar|registry|[a-z_]+)|api\/(?!queue)[a-z_]+|app\/(theme|DemoBanner|Shell))\.tsx?$/;

export default defineConfig({
  plugins: [shellWorker()],
  resolve: {
    alias: {
      '@': new URL('./src', import.meta.url).pathname,
      'use-sync-external-store/shim/index.js': new URL('./src/kit/external_store.ts', import.meta.url).pathname,
    },
  },
  build: {
    target: ['chrome107', 'firefox115', 'safari16'],
    // The policy forbids data: scripts and fonts; small icons are drawn in code.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
    rollupOptions: {
      // Libraries mark files for server rendering ("use client"); that has no meaning here.
      onwarn: (warning, warn) => warning.code === 'MODULE_LEVEL_DIRECTIVE' || warn(warning),
      // What every list needs comes in one piece: a request costs a kilobyte of headers.
      output: { advancedChunks: { groups: [{ name: 'lists', test: kLists }] } },
    },
  },
  server: { proxy: { '/api': process.env['ZW_API'] ?? 'http://127.0.0.1:8090' } },
});
