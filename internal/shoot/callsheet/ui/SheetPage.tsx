import { useLanguage, useMessages } from '@i18n'
import { Answer as Answered, formatCivil, Page } from '@kit'
import { ActionIcon, Alert, Button, Group } from '@mantine/core'
import { usePath, useValues } from '@shell'
import { useRight } from '@sync'
import {
  IconAlertTriangle,
  IconChevronLeft,
  IconChevronRight,
  IconFileTypePdf,
  IconWorld,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { Background, Cast } from './CastGrid'
import { Crew } from './Crew'
import { neighbours } from './calls'
import { General } from './General'
import { Issues } from './Issues'
import { Needs } from './Needs'
import { PublishDrawer } from './PublishDrawer'
import { Advance, Scenes } from './Scenes'
import styles from './Sheet.module.css'
import { Sky } from './Sky'
import type { Answer, DayItem } from './types'
import { useDays, usePapers, useSheet } from './usesheet'

/** The call sheet of a day, as it is being made. */
export default function SheetPage() {
  const t = useMessages('shoot/callsheet')
  const language = useLanguage()
  const { day } = useValues()
  const read = useSheet(day)
  const data = read.data?.id === day ? read.data : undefined
  const sheet = data?.sheet
  const name =
    sheet && (sheet.day > 0 ? t('day_of', { day: sheet.day, days: sheet.days }) : t(`kind.${sheet.kind}`))
  return (
    <Page
      title={sheet ? t('sheet_of', { name }) : t('sheet')}
      lead={sheet && [formatCivil(sheet.date, language, 'long'), sheet.unit, stateOf(t, data)].join(' · ')}
      actions={data && <Actions answer={data} />}
    >
      <Answered of={{ ...read, data }}>{(answer) => <Body key={answer.id} answer={answer} />}</Answered>
    </Page>
  )
}

/** "Not published yet", "Working copy after issue 1", "As issue 2". */
function stateOf(t: ReturnType<typeof useMessages>, answer: Answer): string {
  const { last } = answer.sheet
  if (!last) return t('notissued')
  return t(answer.pending?.length ? 'copy_after' : 'as_issue', { number: last })
}

function Actions({ answer }: { answer: Answer }) {
  const t = useMessages('shoot/callsheet')
  const papers = usePapers(answer.id)
  const mayPublish = useRight('callsheet.publish')
  const [publishing, setPublishing] = useState(false)
  const days = useDays()
  const [before, after] = neighbours<DayItem>(days.data?.days ?? [], answer.id)
  return (
    <Group gap="xs">
      <Neighbour day={before} label={t('day_before')} icon={<IconChevronLeft size={20} />} />
      <Neighbour day={after} label={t('day_after')} icon={<IconChevronRight size={20} />} />
      <Button
        component="a"
        href={papers.now('pdf')}
        target="_blank"
        variant="default"
        h="var(--bl-touch)"
        leftSection={<IconFileTypePdf size={16} />}
      >
        {t('pdf')}
      </Button>
      <Button
        component="a"
        href={papers.now('html')}
        target="_blank"
        variant="default"
        h="var(--bl-touch)"
        leftSection={<IconWorld size={16} />}
      >
        {t('html')}
      </Button>
      {mayPublish && (
        <Button h="var(--bl-touch)" onClick={() => setPublishing(true)}>
          {t('publish')}
        </Button>
      )}
      {publishing && <PublishDrawer answer={answer} onClose={() => setPublishing(false)} />}
    </Group>
  )
}

function Neighbour({ day, label, icon }: { day?: DayItem; label: string; icon: ReactNode }) {
  const path = usePath()
  if (!day) {
    return (
      <ActionIcon variant="default" size="var(--bl-touch)" aria-label={label} disabled>
        {icon}
      </ActionIcon>
    )
  }
  const to = path('shoot/callsheet', 'day/$day', { day: day.id })
  return (
    <ActionIcon
      component={Link}
      to={to}
      variant="default"
      size="var(--bl-touch)"
      aria-label={label}
      title={label}
    >
      {icon}
    </ActionIcon>
  )
}

function Body({ answer }: { answer: Answer }) {
  const t = useMessages('shoot/callsheet')
  const mayEdit = useRight('callsheet.edit')
  const { sheet } = answer
  const open = sheet.open ?? []
  return (
    <div className={styles.sheet}>
      {mayEdit && open.length > 0 && (
        <Alert
          color="orange"
          icon={<IconAlertTriangle />}
          title={t('open', { count: open.length })}
          className={`${styles.wide} ${styles.missing}`}
        >
          <ul className={styles.open}>
            {open.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </Alert>
      )}
      <General answer={answer} />
      <Sky sheet={sheet} />
      <Scenes sheet={sheet} />
      <Cast answer={answer} />
      <Background answer={answer} />
      <Needs answer={answer} />
      <Advance sheet={sheet} />
      <Crew sheet={sheet} />
      <Issues answer={answer} />
    </div>
  )
}
