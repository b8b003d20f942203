import '@fontsource/inter/latin-400.css'
import '@fontsource/inter/latin-500.css'
import '@fontsource/inter/latin-600.css'
import '@fontsource/inter/latin-700.css'
import '@fontsource/inter/latin-ext-400.css'
import '@fontsource/inter/latin-ext-600.css'
import '@fontsource/courier-prime/latin-400.css'
import '@fontsource/courier-prime/latin-700.css'
import '@mantine/core/styles.css'
import '@mantine/dates/styles.css'
import '@mantine/notifications/styles.css'
import './theme/tokens.css'
import { createRoot } from 'react-dom/client'
import { startMessages } from './i18n'
import { App } from './shell/App'

// The worker needs a secure context (https, or this machine itself) and the built files; in development there is none.
if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  void navigator.serviceWorker.register('/sw.js').catch(() => {
    // Without it everything works while there is a network.
  })
}

startMessages().then(() => {
  const root = document.getElementById('root')
  if (!root) throw new Error('index.html has no element #root to draw the app in')
  createRoot(root).render(<App />)
})
