// Tests of pure functions; what people see is tested in tests/journeys with a real browser.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { alias: { '@': new URL('./src', import.meta.url).pathname } },
  test: { include: ['src/**/*.test.ts'], environment: 'node', setupFiles: ['./src/kit/test_document.ts'] },
});
