import { asProblem } from '@api'
import { ConfirmHost, listenForHotKeys } from '@kit'
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { reached, unreached } from '@sync'
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useEffect } from 'react'
import { theme } from '../theme/theme'
import { router } from './router'

const schemes = localStorageColorSchemeManager()

const client = new QueryClient({
  queryCache: new QueryCache({
    onSuccess: reached,
    onError: (error) => asProblem(error).offline && unreached(),
  }),
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
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" colorSchemeManager={schemes}>
      <QueryClientProvider client={client}>
        <Notifications position="bottom-right" />
        <RouterProvider router={router} />
        <ConfirmHost />
      </QueryClientProvider>
    </MantineProvider>
  )
}
