import { useLanguage, useMessages } from '@i18n'
import { Answer, EmptyState, formatCivil, Page } from '@kit'
import { Button, Menu, SegmentedControl, Stack } from '@mantine/core'
import { usePath, useValues } from '@shell'
import { newId, useRight } from '@sync'
import { IconArrowsJoin, IconDots, IconFileTypePdf, IconPlus, IconReportAnalytics } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { lengthText } from './figures'
import { SetupPanel } from './SetupPanel'
import { nextSlate } from './slates'
import styles from './Takes.module.css'
import { type DayScene, type Log, paths, type SetupRow } from './types'
import { useLog, usePapers, useWrite } from './uselog'

/** The log of a day: scenes and setups on the left, the setup in work on the right. */
export default function LogPage() {
  const t = useMessages('shoot/takes')
  const language = useLanguage()
  const { day } = useValues()
  const read = useLog(day)
  const log = read.data
  const title = log
    ? t('log_of', { name: log.number > 0 ? t('day_number', { number: log.number }) : log.unit })
    : t('log')
  return (
    <Page
      title={title}
      lead={log && [formatCivil(log.date, language, 'long'), log.unit, progressText(t, log)].join(' · ')}
      actions={log && <Actions log={log} />}
      layout="fill"
    >
      <Answer of={{ ...read, data: log }}>{(answer) => <Body key={answer.id} log={answer} />}</Answer>
    </Page>
  )
}

function progressText(t: ReturnType<typeof useMessages>, log: Log): string {
  const takes = (log.setups ?? []).flatMap((setup) => setup.takes ?? [])
  const run = takes.reduce((sum, take) => sum + (take.length_ms ?? 0), 0)
  const circled = takes.filter((take) => take.circled).length
  return t('progress', {
    setups: log.setups?.length ?? 0,
    takes: takes.length,
    circled,
    run: lengthText(run) || '0:00',
  })
}

function Actions({ log }: { log: Log }) {
  const t = useMessages('shoot/takes')
  const path = usePath()
  const papers = usePapers()
  const write = useWrite()
  const mayLog = useRight('takes.log')
  const open = (log.rolls ?? []).reduce((sum, roll) => sum + roll.open, 0)
  return (
    <>
      <Button
        component={Link}
        to={path('shoot/takes', 'cards/$day', { day: log.id })}
        variant="default"
        h="var(--bl-touch)"
        leftSection={<IconReportAnalytics size={16} />}
      >
        {t('cards')}
      </Button>
      <Button
        component={Link}
        to={path('shoot/takes', 'match/$day', { day: log.id })}
        variant={open > 0 ? 'filled' : 'default'}
        h="var(--bl-touch)"
        leftSection={<IconArrowsJoin size={16} />}
      >
        {open > 0 ? t('match_open', { count: open }) : t('match')}
      </Button>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button variant="default" h="var(--bl-touch)" aria-label={t('more')}>
            <IconDots size={18} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            component="a"
            href={papers.log(log.id, 'pdf')}
            target="_blank"
            leftSection={<IconFileTypePdf size={16} />}
          >
            {t('editors_log_pdf')}
          </Menu.Item>
          <Menu.Item component="a" href={papers.log(log.id, 'xlsx')}>
            {t('editors_log_xlsx')}
          </Menu.Item>
          <Menu.Item component="a" href={papers.logData(log.id, 'csv')}>
            {t('editors_log_csv')}
          </Menu.Item>
          {mayLog && (
            <>
              <Menu.Divider />
              <Menu.Label>{t('numbering')}</Menu.Label>
              <SegmentedControl
                fullWidth
                orientation="vertical"
                value={log.numbering}
                onChange={(numbering) =>
                  void write({
                    title: t('numbering'),
                    method: 'PATCH',
                    path: paths.numbering,
                    body: { numbering },
                  })
                }
                data={[
                  { value: 'scene', label: t('numbering.scene') },
                  { value: 'running', label: t('numbering.running') },
                ]}
              />
            </>
          )}
        </Menu.Dropdown>
      </Menu>
    </>
  )
}

function Body({ log }: { log: Log }) {
  const t = useMessages('shoot/takes')
  const setups = log.setups ?? []
  const [chosen, choose] = useState<string>()
  const setup =
    setups.find((one) => one.id === chosen) ?? setups.findLast((one) => !one.struck_at_ms) ?? setups.at(-1)
  useEffect(() => {
    if (chosen && !setups.some((one) => one.id === chosen)) choose(undefined)
  }, [chosen, setups])
  const add = useAddSetup(log, choose)
  return (
    <div className={styles.log}>
      <nav className={styles.side} aria-label={t('setups')}>
        {(log.scenes ?? []).map((scene) => (
          <SceneBlock
            key={scene.id}
            log={log}
            scene={scene}
            chosen={setup?.id}
            onChoose={choose}
            onAdd={add}
          />
        ))}
        {(log.scenes ?? []).length === 0 && <p className={styles.soft}>{t('noscenes')}</p>}
      </nav>
      <div className={styles.main}>
        {setup ? (
          <SetupPanel key={setup.id} log={log} setup={setup} onAdd={add} />
        ) : (
          <EmptyState title={t('nosetups')}>{t('nosetups_text')}</EmptyState>
        )}
      </div>
    </div>
  )
}

/** Makes the next setup of a scene; it is on the page at once, also without a network. */
function useAddSetup(log: Log, choose: (id: string) => void) {
  const t = useMessages('shoot/takes')
  const write = useWrite()
  const mayLog = useRight('takes.log')
  return mayLog
    ? async (scene: DayScene) => {
        const id = newId()
        const slate = nextSlate(log.numbering, scene.number, log.used ?? [])
        const body = { id, scene: scene.id, slate, at_ms: Date.now() }
        const done = await write({
          title: t('set_up', { slate }),
          method: 'POST',
          path: paths.setups,
          params: { day: log.id },
          body,
        })
        if (done) choose(id)
      }
    : undefined
}

interface SceneProps {
  log: Log
  scene: DayScene
  chosen?: string
  onChoose(setup: string): void
  onAdd?(scene: DayScene): void
}

function SceneBlock({ log, scene, chosen, onChoose, onAdd }: SceneProps) {
  const t = useMessages('shoot/takes')
  const setups = (log.setups ?? []).filter((setup) => setup.scene === scene.id)
  return (
    <section className={styles.scene} aria-label={t('scene', { number: scene.number })}>
      <header>
        <b>{scene.number}</b>
        <span>{scene.heading}</span>
      </header>
      <Stack gap={4}>
        {setups.map((setup) => (
          <SetupButton key={setup.id} setup={setup} active={setup.id === chosen} onChoose={onChoose} />
        ))}
        {onAdd && (
          <Button
            variant="subtle"
            h="var(--bl-touch)"
            justify="start"
            leftSection={<IconPlus size={16} />}
            onClick={() => onAdd(scene)}
          >
            {t('next_slate', { slate: nextSlate(log.numbering, scene.number, log.used ?? []) })}
          </Button>
        )}
      </Stack>
    </section>
  )
}

function SetupButton({
  setup,
  active,
  onChoose,
}: {
  setup: SetupRow
  active: boolean
  onChoose(id: string): void
}) {
  const t = useMessages('shoot/takes')
  const takes = setup.takes ?? []
  const circled = takes.filter((take) => take.circled).map((take) => take.number)
  return (
    <button
      type="button"
      className={styles.setupButton}
      data-active={active || undefined}
      aria-current={active || undefined}
      onClick={() => onChoose(setup.id)}
    >
      <b>{setup.slate}</b>
      <span>{setup.description}</span>
      <small>
        {t('takes_count', { count: takes.length })}
        {circled.length > 0 && ` · ${t('circled_list', { list: circled.join(', ') })}`}
        {setup.struck_at_ms ? ` · ${t('struck')}` : ''}
        {setup.twice ? ` · ${t('twice')}` : ''}
      </small>
    </button>
  )
}
