import { useLanguage, useMessages } from '@i18n'
import { ActionIcon, Progress } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconPlayerPause, IconRefresh, IconUpload, IconX } from '@tabler/icons-react'
import { type DragEvent, useId, useRef, useState } from 'react'
import { newId } from '../../sync/ids'
import styles from './FileDrop.module.css'
import { formatBytes, startTransfer, type Transfer, unfit } from './transfer'

export interface FileDropProps {
  /** tus endpoint of the server. Default the house's own, `/api/uploads/`. */
  endpoint?: string
  /** As of an input: `.fdx,.fountain`. */
  accept?: string
  /** Largest file in bytes. */
  maxBytes?: number
  multiple?: boolean
  /** What may be dropped here: "A screenplay: Fountain or Final Draft". */
  label: string
  metadata?: Record<string, string>
  /** A file has arrived; `file` is its id, for a field of a record. */
  onDone(transfer: Transfer): void
}

/** A place to drop or choose files. They are sent in pieces and go on after a break of the network. */
export function FileDrop(props: FileDropProps) {
  const t = useMessages()
  const language = useLanguage()
  const inputId = useId()
  const [over, setOver] = useState(false)
  const [transfers, setTransfers] = useState<Transfer[]>([])
  const running = useRef(new Map<string, ReturnType<typeof startTransfer>>())

  const change = (transfer: Transfer) => {
    setTransfers((was) => {
      const rest = was.filter((one) => one.id !== transfer.id)
      return transfer.state === 'done' ? rest : [...rest, transfer].sort((a, b) => a.id.localeCompare(b.id))
    })
    if (transfer.state === 'done') {
      running.current.delete(transfer.id)
      props.onDone(transfer)
    }
  }
  const take = (files: FileList | null) => {
    for (const file of [...(files ?? [])].slice(0, props.multiple ? undefined : 1)) {
      const why = unfit(file, props.accept, props.maxBytes)
      if (why) {
        const values = {
          name: file.name,
          accept: props.accept,
          max: formatBytes(props.maxBytes ?? 0, language),
        }
        notifications.show({ color: 'red', message: t(`file.unfit.${why}`, values) })
        continue
      }
      const id = newId()
      const { endpoint = '/api/uploads/', metadata } = props
      running.current.set(id, startTransfer(id, file, { endpoint, metadata, onChange: change }))
    }
  }
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files)
  }
  return (
    <div>
      <label
        htmlFor={inputId}
        className={styles.drop}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        <IconUpload size={28} stroke={1.5} aria-hidden />
        <span className={styles.label}>{props.label}</span>
        <span className={styles.hint}>{t('file.hint')}</span>
        <input
          id={inputId}
          type="file"
          className={styles.input}
          accept={props.accept}
          multiple={props.multiple}
          onChange={(event) => {
            take(event.target.files)
            event.target.value = ''
          }}
        />
      </label>
      <ul className={styles.list}>
        {transfers.map((one) => (
          <li key={one.id} className={styles.row}>
            <div className={styles.name}>
              <span>{one.name}</span>
              <span className={styles.size}>
                {one.error ?? `${formatBytes(one.sent, language)} / ${formatBytes(one.size, language)}`}
              </span>
            </div>
            <Progress
              value={(100 * one.sent) / one.size}
              color={one.state === 'failed' ? 'red' : undefined}
              aria-label={one.name}
            />
            <span>
              {one.state === 'sending' ? (
                <ActionIcon aria-label={t('file.pause')} onClick={() => running.current.get(one.id)?.pause()}>
                  <IconPlayerPause size={18} />
                </ActionIcon>
              ) : (
                <ActionIcon
                  aria-label={t('file.resume')}
                  onClick={() => running.current.get(one.id)?.resume()}
                >
                  <IconRefresh size={18} />
                </ActionIcon>
              )}
              <ActionIcon
                aria-label={t('file.cancel')}
                onClick={() => {
                  running.current.get(one.id)?.cancel()
                  running.current.delete(one.id)
                  setTransfers((was) => was.filter((other) => other.id !== one.id))
                }}
              >
                <IconX size={18} />
              </ActionIcon>
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
