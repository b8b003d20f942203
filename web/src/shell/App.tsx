import { asProblem, onHeard } from '@api'
import { useMessages } from '@i18n'
import { ConfirmHost, listenForHotKeys } from '@kit'
import { localStorageColorSchemeManager, MantineProvider, mergeThemeOverrides } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { reached, unreached } from '@sync'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useEffect, useMemo } from 'react'
import { theme } from '../theme/theme'
import { router } from './router'

onHeard((fromServer) => (fromServer ? reached() : unreached()))

const schemes = localStorageColorSchemeManager()

const client = new QueryClient({
  defaultOptions: {
    queries: {
      // The stream says when an answer is old, and the service worker answers without a network.
      staleTime: 20_000,
      networkMode: 'always',
      retry: (count, error) => asProblem(error).offline && count < 2,
      refetchOnWindowFocus: true,
    },
    mutations: { networkMode: 'always' },
  },
})

/** The whole app. */
export function App() {
  useEffect(() => listenForHotKeys(window), [])
  const t = useMessages()
  const close = t('frame.close')
  const named = useMemo(() => {
    const Notification = { defaultProps: { closeButtonProps: { 'aria-label': close } } }
    return mergeThemeOverrides(theme, { components: { Notification } })
  }, [close])
  return (
    <MantineProvider theme={named} defaultColorScheme="auto" colorSchemeManager={schemes}>
      <QueryClientProvider client={client}>
        <Notifications position="bottom-right" />
        <RouterProvider router={router} />
        <ConfirmHost />
      </QueryClientProvider>
    </MantineProvider>
  )
}
