import { asProblem, call } from '@api'
import { useMessages } from '@i18n'
import { Alert, Button, CopyButton, Modal, Select, Stack, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useProduction } from '@sync'
import { useState } from 'react'
import { type CalendarPage, paths, type Row, whose } from './types'

/** Makes an address that a calendar program looks at by itself, with a key that can do nothing else. */
export function SubscribeModal({ page, row, onClose }: { page: CalendarPage; row?: Row; onClose(): void }) {
  const t = useMessages('planning/calendars')
  const production = useProduction()
  const rows = (page.groups ?? []).flatMap((group) => group.rows ?? [])
  const [of, setOf] = useState<string | null>(row?.id ?? null)
  const [address, setAddress] = useState<string>()
  const [busy, setBusy] = useState(false)
  const make = async () => {
    setBusy(true)
    try {
      const chosen = rows.find((one) => one.id === of)
      const name = t('key_name', { name: chosen?.name ?? t('everybody') }).slice(0, 80)
      const token = await call<{ text?: string }>({
        method: 'POST',
        path: '/api/account/tokens',
        body: { name, production: production.id, rights: ['calendar.feed'] },
      })
      const query = new URLSearchParams({ ...whose(chosen), key: token?.text ?? '' })
      setAddress(`${window.location.origin}${paths.feed.replace('{production}', production.id)}?${query}`)
    } catch (thrown) {
      notifications.show({ color: 'red', title: t('subscribe'), message: asProblem(thrown).message })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal opened onClose={onClose} title={t('subscribe')} closeButtonProps={{ 'aria-label': t('close') }}>
      <Stack>
        <Select
          label={t('which_calendar')}
          placeholder={t('everybody')}
          data={rows.map((one) => ({ value: one.id, label: one.name }))}
          value={of}
          onChange={(id) => {
            setOf(id)
            setAddress(undefined)
          }}
          searchable
          clearable
        />
        {address ? (
          <>
            <TextInput
              label={t('address')}
              readOnly
              value={address}
              onFocus={(event) => event.currentTarget.select()}
            />
            <CopyButton value={address}>
              {({ copied, copy }) => <Button onClick={copy}>{t(copied ? 'copied' : 'copy')}</Button>}
            </CopyButton>
            <Alert color="gray">{t('address_hint')}</Alert>
          </>
        ) : (
          <>
            <Button loading={busy} onClick={() => void make()}>
              {t('make_address')}
            </Button>
            <Alert color="gray">{t('subscribe_hint')}</Alert>
          </>
        )}
      </Stack>
    </Modal>
  )
}
