// Builds the page. Everything is its own file: a strict Content-Security-Policy allows no data: and no inline code.
import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { appIcons } from '../scripts/appIcons.mjs';
import { compressedCopies } from '../scripts/compressedCopies.mjs';

/** A file of the client's. */
const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const icon = file('public/icon.svg');

export default defineConfig({
  plugins: [react(), appIcons(icon), compressedCopies()],
  build: {
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        index: file('index.html'),
        offline: file('offline.html'),
        'service-worker': file('src/offline/serviceWorker.ts'),
      },
      output: {
        // A service worker is responsible for the addresses beside it and below.
        entryFileNames: ({ name }) => (name === 'service-worker' ? '[name].js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  // In development the server is a process of its own, on its default port.
  server: {
    host: '127.0.0.1',
    port: 5173,
    strictPort: true,
    proxy: {
      '/api': 'http://127.0.0.1:3000',
      '/manifest.webmanifest': 'http://127.0.0.1:3000',
      '/theme': 'http://127.0.0.1:3000',
      '/ws': { target: 'ws://127.0.0.1:3000', ws: true },
      '/socket.io': { target: 'http://127.0.0.1:3000', ws: true },
    },
  },
});
