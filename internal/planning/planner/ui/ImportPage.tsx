import { call, fill } from '@api'
import { useMessages } from '@i18n'
import { Page, ProblemView } from '@kit'
import { Button, Loader, Text } from '@mantine/core'
import { useProduction } from '@sync'
import { IconUpload } from '@tabler/icons-react'
import { useCallback, useRef, useState } from 'react'
import { ImportResult } from './ImportResult'
import styles from './Planner.module.css'
import type { ImportReport } from './types'

export interface Chosen {
  name: string
  content: string
  board: number
  report: ImportReport
}

const readPath = '/api/productions/{production}/board-files/read'

/** A schedule of another program becomes a board: choose the file, read what matched, let it land. */
export default function ImportPage() {
  const t = useMessages('planning/planner')
  const { id, branch } = useProduction()
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  const [chosen, setChosen] = useState<Chosen>()
  const read = useCallback(
    async (name: string, content: string, board: number) => {
      setBusy(true)
      setProblem(undefined)
      try {
        const path = fill(readPath, { production: id }, branch ? { branch } : undefined)
        const report = await call<ImportReport>({ method: 'POST', path, body: { name, content, board } })
        setChosen({ name, content, board, report })
      } catch (thrown) {
        setProblem(thrown)
      } finally {
        setBusy(false)
      }
    },
    [id, branch],
  )
  const take = async (file: File | undefined) => {
    if (file) await read(file.name, toBase64(new Uint8Array(await file.arrayBuffer())), 0)
  }
  return (
    <Page
      title={t('import')}
      lead={chosen ? chosen.name : t('import_lead')}
      actions={
        chosen && (
          <Button variant="default" onClick={() => setChosen(undefined)}>
            {t('another_file')}
          </Button>
        )
      }
    >
      {problem !== undefined && <ProblemView error={problem} />}
      {chosen ? (
        <ImportResult chosen={chosen} onBoard={(board) => void read(chosen.name, chosen.content, board)} />
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same
        <div
          className={`${styles.drop} ${over ? styles.dropOver : ''}`}
          onDragOver={(event) => {
            event.preventDefault()
            setOver(true)
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault()
            setOver(false)
            void take(event.dataTransfer.files[0])
          }}
        >
          {busy ? <Loader aria-label={t('reading')} /> : <IconUpload size={28} aria-hidden />}
          <Text fw={600}>{t('drop_schedule')}</Text>
          <Text size="sm" className={styles.soft}>
            {t('drop_formats')}
          </Text>
          <input
            ref={input}
            type="file"
            accept=".uss,.xlsx,.csv,.tsv,.sex,.json"
            hidden
            aria-label={t('choose_file')}
            onChange={(event) => {
              void take(event.currentTarget.files?.[0])
              event.currentTarget.value = ''
            }}
          />
          <Button onClick={() => input.current?.click()} disabled={busy}>
            {t('choose_file')}
          </Button>
        </div>
      )}
    </Page>
  )
}

function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000))
  return btoa(text)
}
