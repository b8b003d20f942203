import { createHash } from 'node:crypto'
import type { Plugin } from 'vite'

/**
 * Gives the service worker its list of build files: `precache.json` (a version and the paths to keep),
 * and the same version inside `sw.js`, so that a new build is a new worker to the browser.
 *
 * Own plugin, 40 lines, instead of vite-plugin-pwa: that one brings workbox (some 300 packages) and cannot
 * drop a production's cached answers when somebody signs out, which our worker must.
 */
export function serviceWorker(): Plugin {
  return {
    name: 'backlot-service-worker',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const files = Object.keys(bundle)
        .filter((name) => name !== 'sw.js' && !name.endsWith('.map'))
        .sort()
      const hash = createHash('sha256')
      for (const name of files) {
        const out = bundle[name]
        hash.update(name).update(out.type === 'chunk' ? out.code : out.source)
      }
      const version = hash.digest('hex').slice(0, 16)
      const worker = bundle['sw.js']
      if (worker?.type === 'chunk') worker.code = worker.code.replaceAll('__BUILD__', version)
      this.emitFile({
        type: 'asset',
        fileName: 'precache.json',
        source: JSON.stringify({ version, files: files.map((name) => `/${name}`) }),
      })
    },
  }
}
