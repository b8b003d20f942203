import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { serviceWorker } from './web/tools/serviceworker.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

// The Go server that `npm run dev` passes API calls on to.
const backend = process.env.BACKLOT_URL ?? 'http://127.0.0.1:8080'

export default defineConfig({
  root: here('web'),
  plugins: [react(), serviceWorker()],
  resolve: {
    alias: {
      '@kit': here('web/src/kit/index.ts'),
      '@sync': here('web/src/sync/index.ts'),
      '@api': here('web/src/api/index.ts'),
      '@shell': here('web/src/shell/index.ts'),
      '@i18n': here('web/src/i18n/index.ts'),
    },
    dedupe: ['react', 'react-dom', '@mantine/core', '@mantine/hooks'],
  },
  server: {
    fs: { allow: [here('.')] },
    proxy: { '/api': { target: backend, changeOrigin: false }, '/files': { target: backend } },
  },
  build: {
    outDir: here('web/dist'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0, // the content security policy allows no data: scripts, and fonts cache better as files
    chunkSizeWarningLimit: 600,
    rolldownOptions: {
      input: { main: here('web/index.html'), sw: here('web/src/sw/sw.ts') },
      output: {
        entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
        // Libraries change rarely: one chunk that a tablet keeps over many releases.
        advancedChunks: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
            { name: 'mantine', test: /node_modules[\\/](@mantine|@floating-ui)[\\/]/ },
            { name: 'tanstack', test: /node_modules[\\/]@tanstack[\\/]/ },
          ],
        },
      },
    },
  },
  test: {
    root: here('.'),
    include: ['web/**/*.test.ts', 'internal/*/*/ui/**/*.test.ts'],
    environment: 'node',
  },
})
