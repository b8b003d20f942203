import { useMessages } from '@i18n'
import { MantineProvider } from '@mantine/core'
import { theme } from '../theme/theme'

export function App() {
  const t = useMessages()
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <h1>{t('app.name')}</h1>
    </MantineProvider>
  )
}
