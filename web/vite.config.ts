import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const ASSETS_DIR = 'static';

/** Compresses once, as well as it goes, what the server would otherwise send as it is. Browsers take gzip alone over plain HTTP. */
const compressAhead: Plugin = {
  name: 'compress-ahead',
  apply: 'build',
  writeBundle({ dir = '' }) {
    const folder = join(dir, ASSETS_DIR);
    for (const name of readdirSync(folder).filter((file) => /\.(js|css|svg)$/.test(file))) {
      const bytes = readFileSync(join(folder, name));
      const hint = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
      writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes, { params: hint }));
      writeFileSync(join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }));
    }
  },
};

const server = process.env.NEKOHUB_DEV_SERVER ?? 'http://localhost:5121';
const proxied = ['/api', '/content', '/mcp', '/openapi.json', '/docs', '/health'];

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), compressAhead],
  html: {
    // The server replaces this word with a fresh value in every answer, matching its Content-Security-Policy.
    cspNonce: 'NEKOHUB_CSP_NONCE',
  },
  server: {
    port: 5173,
    strictPort: true,
    proxy: Object.fromEntries(proxied.map((path) => [path, { target: server, changeOrigin: false }])),
  },
  build: {
    // Not `assets`: that is an address of the console.
    assetsDir: ASSETS_DIR,
    // Inlined files would be data: addresses, which the policy allows for images only.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What every page needs anyway is one file, kept by browsers from release to release.
          groups: [
            {
              name: 'framework',
              test: /node_modules[\\/](react|react-dom|scheduler|i18next|react-i18next|@tanstack|openapi-fetch|clsx)[\\/]/,
            },
            {
              name: 'base',
              test: /web[\\/]src[\\/](app|api|data|format|pictures|theme|ui)[\\/](?!console-styles)|client[\\/]src[\\/]/,
            },
          ],
        },
      },
    },
  },
});
