import { fill, keptAt } from '@api'
import { useLanguage, useMessages } from '@i18n'
import { Ago, formatInstant } from '@kit'
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useConnection, useProduction } from '@sync'
import { IconDeviceMobileCheck, IconDeviceMobileDown } from '@tabler/icons-react'
import { useEffect, useMemo, useState } from 'react'
import { addressesOf, canKeep, isKept, keep, letGo } from './keep'
import styles from './Reader.module.css'
import type { Draft } from './types'

/** Keeps a draft with its notes on this device, until the person lets it go or signs out. */
export function KeepButton({ draft }: { draft: Draft }) {
  const t = useMessages('story/drafts')
  const { id, branch } = useProduction()
  const { online } = useConnection()
  const addresses = useMemo(() => addressesOf(id, draft.id, branch), [id, draft.id, branch])
  const [kept, setKept] = useState(false)
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    void isKept(addresses).then(setKept)
  }, [addresses])
  if (!('serviceWorker' in navigator)) return null
  const close = { 'aria-label': t('close') }
  const press = async () => {
    setBusy(true)
    try {
      if (kept) await letGo(addresses)
      else if (canKeep()) await keep(addresses)
      else throw new Error('no service worker')
      setKept(!kept)
      notifications.show({ color: 'green', message: t(kept ? 'let_go' : 'kept'), closeButtonProps: close })
    } catch {
      notifications.show({ color: 'red', message: t('keep_failed'), closeButtonProps: close })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button
      variant="default"
      loading={busy}
      disabled={!online && !kept}
      aria-pressed={kept}
      aria-label={t(kept ? 'keep_on' : 'keep')}
      title={t(kept ? 'keep_on' : 'keep_text')}
      leftSection={kept ? <IconDeviceMobileCheck size={16} /> : <IconDeviceMobileDown size={16} />}
      onClick={() => void press()}
    >
      <span className={styles.keepText}>{t(kept ? 'keep_on' : 'keep')}</span>
    </Button>
  )
}

/** Says, while the server does not answer, from when the script is that is read. */
export function KeptNotice({ draft }: { draft: Draft }) {
  const t = useMessages('story/drafts')
  const language = useLanguage()
  const { id, branch } = useProduction()
  const { online, since } = useConnection()
  if (online) return null
  const path = fill(
    '/api/productions/{production}/drafts/{draft}/text',
    { production: id, draft: draft.id },
    branch ? { branch } : undefined,
  )
  const at = keptAt(path)?.getTime() ?? since
  if (!at || Number.isNaN(at)) return null
  return (
    <p className={styles.kept} role="status">
      {t('kept_at', { time: formatInstant(at, language) })} (<Ago at={at} />
      ). {t('kept_text')}
    </p>
  )
}
