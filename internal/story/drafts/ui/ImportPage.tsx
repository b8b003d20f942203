import { fill } from '@api'
import { useLanguage, useMessages } from '@i18n'
import { formatBytes, Page, ProblemView } from '@kit'
import { Button, Group, Progress, Stack, Text } from '@mantine/core'
import { useProduction, useStore } from '@sync'
import { IconUpload } from '@tabler/icons-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { accept, dropped } from './dropped'
import styles from './Import.module.css'
import { ImportReport } from './ImportReport'
import { readFile, type Step, send } from './transfer'
import { type ReadReport, toBase64 } from './types'

export interface Chosen {
  name: string
  content: string
  report: ReadReport
}

interface Busy extends Step {
  name: string
  bytes: number
}

/** Import a draft: choose or drop a file, read what it holds and changes, then let it land. */
export default function ImportPage() {
  const t = useMessages('story/drafts')
  const production = useProduction()
  const waiting = useStore(dropped)
  const [chosen, setChosen] = useState<Chosen>()
  const [problem, setProblem] = useState<unknown>()
  const [busy, setBusy] = useState<Busy>()
  const stop = useRef<AbortController>(undefined)
  const { id, branch } = production
  const take = useCallback(
    async (file: File) => {
      const abort = new AbortController()
      stop.current?.abort()
      stop.current = abort
      const tell = (step: Step) => setBusy({ ...step, name: file.name, bytes: file.size })
      setProblem(undefined)
      setChosen(undefined)
      tell({ step: 'read' })
      try {
        const content = toBase64(await readFile(file, tell))
        const path = fill(
          '/api/productions/{production}/drafts/read',
          { production: id },
          branch ? { branch } : undefined,
        )
        const report = await send<ReadReport>(path, { name: file.name, content }, tell, abort.signal)
        setChosen({ name: file.name, content, report })
      } catch (thrown) {
        if (!abort.signal.aborted) setProblem(thrown)
      } finally {
        if (stop.current === abort) setBusy(undefined)
      }
    },
    [id, branch],
  )
  useEffect(() => {
    if (!waiting) return
    dropped.set(undefined)
    void take(waiting)
  }, [waiting, take])
  return (
    <Page
      title={t('import')}
      lead={chosen ? chosen.name : t('import_lead')}
      layout={chosen ? 'fill' : 'narrow'}
      actions={
        chosen && (
          <Button variant="default" onClick={() => setChosen(undefined)}>
            {t('read_again')}
          </Button>
        )
      }
    >
      {problem !== undefined && <ProblemView error={problem} />}
      {chosen ? (
        <ImportReport chosen={chosen} />
      ) : busy ? (
        <Reading
          busy={busy}
          onStop={() => {
            stop.current?.abort()
            setBusy(undefined)
          }}
        />
      ) : (
        <Choose onFile={(file) => void take(file)} />
      )}
    </Page>
  )
}

function Choose({ onFile }: { onFile(file: File): void }) {
  const t = useMessages('story/drafts')
  const input = useRef<HTMLInputElement>(null)
  return (
    <div className={styles.choose}>
      <IconUpload size={28} aria-hidden />
      <Text fw={600}>{t('drop')}</Text>
      <Text size="sm" c="dimmed">
        {t('drop_formats')}
      </Text>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t('choose')}
        accept={accept}
        onChange={(event) => {
          const file = event.target.files?.[0]
          if (file) onFile(file)
          event.target.value = ''
        }}
      />
      <Button onClick={() => input.current?.click()}>{t('choose')}</Button>
    </div>
  )
}

function Reading({ busy, onStop }: { busy: Busy; onStop(): void }) {
  const t = useMessages('story/drafts')
  const language = useLanguage()
  return (
    <Stack className={styles.choose} align="stretch" role="status">
      <Text fw={600}>
        {busy.name}, {formatBytes(busy.bytes, language)}
      </Text>
      <Text size="sm">{t(`step.${busy.step}`)}</Text>
      <Progress
        value={(busy.part ?? 1) * 100}
        animated={busy.part === undefined}
        aria-label={t(`step.${busy.step}`)}
      />
      <Group>
        <Button variant="default" onClick={onStop}>
          {t('cancel')}
        </Button>
      </Group>
    </Stack>
  )
}
