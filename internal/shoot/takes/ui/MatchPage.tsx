import { useMessages } from '@i18n'
import { Answer, EmptyState, Page } from '@kit'
import { Button } from '@mantine/core'
import { usePath, useValues } from '@shell'
import { useRight } from '@sync'
import { IconCheck, IconChevronLeft } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ClipList } from './ClipList'
import { Findings } from './Findings'
import { takeText } from './figures'
import { given } from './pairs'
import { TakeSide } from './TakeSide'
import styles from './Takes.module.css'
import { type Matching, paths } from './types'
import { useMatching, useWrite } from './uselog'

/** Which clip belongs to which take: takes on the left, clips that wait on the right, what does not fit above. */
export default function MatchPage() {
  const t = useMessages('shoot/takes')
  const path = usePath()
  const { day } = useValues()
  const read = useMatching(day)
  const mayMatch = useRight('takes.match')
  const write = useWrite()
  const sure = read.data?.waiting ?? 0
  const takeAll = () =>
    write({
      title: t('take_sure', { count: sure }),
      method: 'POST',
      path: paths.matching,
      params: { day },
      body: { sure: true },
    })
  return (
    <Page
      title={t('match')}
      lead={read.data && leadOf(t, read.data)}
      layout="fill"
      actions={
        <>
          <Button
            component={Link}
            to={path('shoot/takes', 'day/$day', { day })}
            variant="default"
            h="var(--bl-touch)"
            leftSection={<IconChevronLeft size={16} />}
          >
            {t('to_log')}
          </Button>
          {mayMatch && sure > 0 && (
            <Button h="var(--bl-touch)" leftSection={<IconCheck size={16} />} onClick={() => void takeAll()}>
              {t('take_sure', { count: sure })}
            </Button>
          )}
        </>
      }
    >
      <Answer of={read}>{(matching) => <Body day={day} matching={matching} />}</Answer>
    </Page>
  )
}

function leadOf(t: ReturnType<typeof useMessages>, matching: Matching): string {
  const clips = matching.clips ?? []
  const done = clips.filter(given).length
  return t('match_lead', { done, all: clips.length, takes: matching.takes?.length ?? 0 })
}

function Body({ day, matching }: { day: string; matching: Matching }) {
  const t = useMessages('shoot/takes')
  const write = useWrite()
  const mayMatch = useRight('takes.match')
  const [clip, setClip] = useState<string>()
  const names = new Map((matching.takes ?? []).map((take) => [take.id, `${take.slate} ${takeText(take)}`]))
  const clips = new Map((matching.clips ?? []).map((one) => [one.id, one.name]))
  const link = mayMatch
    ? async (one: string, take?: string) => {
        const title = take
          ? t('linked', { clip: clips.get(one), take: names.get(take) })
          : t('unlinked', { clip: clips.get(one) })
        await write({
          title,
          method: 'POST',
          path: paths.matching,
          params: { day },
          body: { links: [{ clip: one, ...(take ? { take } : {}) }] },
        })
        setClip(undefined)
      }
    : undefined
  if ((matching.clips ?? []).length === 0)
    return <EmptyState title={t('noclips')}>{t('noclips_text')}</EmptyState>
  return (
    <div className={styles.match}>
      <Findings day={day} matching={matching} />
      <div className={styles.sides}>
        <TakeSide matching={matching} clip={clip} onLink={link} />
        <ClipList matching={matching} chosen={clip} onChoose={setClip} onLink={link} />
      </div>
    </div>
  )
}
