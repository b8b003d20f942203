import { useMessages } from '@i18n'
import { Answer, Panel, ProblemView } from '@kit'
import { Button, Group, Progress, Text } from '@mantine/core'
import { useRead, useRight } from '@sync'
import { IconRoute } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { ChooseModal } from './ChooseModal'
import styles from './Disruption.module.css'
import { type Card, type Answer as Disruption, kinds, paths } from './types'
import { useWays } from './useWays'
import { WayCard } from './WayCard'

/** The ways out, side by side; the arrow keys go from one to the next. */
export function Ways({ data }: { data: Disruption }) {
  const t = useMessages('planning/disruption')
  const mayPlan = useRight('disruption.plan')
  const [choosing, setChoosing] = useState<Card>()
  const ways = useRead<{ ways: Card[] }>(paths.ways, { params: { disruption: data.id }, kinds })
  const search = useWays(data.id, () => void ways.refetch())
  const open = data.state !== 'decided'
  const cards = search.busy ? [] : (ways.data?.ways ?? [])
  const making = data.state === 'ways' && !search.busy && cards.length === 0
  const { refetch } = ways
  useEffect(() => {
    if (!making) return
    const timer = setInterval(() => void refetch(), 1500) // branches tell the main line nothing
    return () => clearInterval(timer)
  }, [making, refetch])
  return (
    <Panel title={open ? t('ways') : t('way_taken')}>
      {mayPlan && open && (
        <Group mb="sm">
          <Button
            onClick={() => void search.ask()}
            loading={search.busy}
            variant={cards.length > 0 ? 'default' : 'filled'}
            leftSection={<IconRoute size={16} />}
          >
            {cards.length > 0 ? t('ways_again') : t('ways_ask')}
          </Button>
          {cards.length === 0 && !search.busy && <Text c="dimmed">{t('ways_text')}</Text>}
        </Group>
      )}
      {search.busy && (
        <div role="status" className={styles.progress}>
          <Progress
            value={100 * (search.job?.progress?.fraction ?? 0)}
            animated
            aria-label={t('ways_busy')}
          />
          <Text size="sm">{search.job?.progress?.message ?? t('ways_busy')}</Text>
        </div>
      )}
      {search.problem !== undefined && <ProblemView error={search.problem} />}
      {search.job?.state === 'failed' && (
        <p role="alert" className={styles.lead}>
          {search.job.error}
        </p>
      )}
      <Answer of={ways}>
        {() => (
          <div
            className={styles.cards}
            role="group"
            aria-label={t('ways')}
            onKeyDown={(event) => {
              const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
              const here = (event.target as HTMLElement).closest('article')
              const list = [...event.currentTarget.querySelectorAll('article')]
              if (!step || !here) return
              event.preventDefault()
              list[(list.indexOf(here) + step + list.length) % list.length]?.focus()
            }}
          >
            {cards.map((card) => (
              <WayCard
                key={card.id}
                card={card}
                data={data}
                onChoose={mayPlan && open ? setChoosing : undefined}
              />
            ))}
          </div>
        )}
      </Answer>
      {choosing && <ChooseModal card={choosing} data={data} onClose={() => setChoosing(undefined)} />}
    </Panel>
  )
}
