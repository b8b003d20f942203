import { useMessages } from '@i18n'
import { Panel, ProblemView } from '@kit'
import { Button, Group, NumberInput, SegmentedControl, Text } from '@mantine/core'
import { IconPlayerPlay } from '@tabler/icons-react'
import { useState } from 'react'
import styles from './Planner.module.css'
import type { BoardItem } from './types'
import type { SolveOptions } from './usesolve'

const times = ['10', '30', '120'] as const

/** How long to search, and from which seed. */
export function SolveForm(props: {
  board: BoardItem
  busy: boolean
  problem: unknown
  onStart(options: SolveOptions): Promise<void>
}) {
  const t = useMessages('planning/planner')
  const [seconds, setSeconds] = useState<string>('30')
  const [seed, setSeed] = useState<number>(1)
  const [steps, setSteps] = useState<number | ''>('')
  return (
    <Panel title={t('search_of', { name: props.board.name })}>
      {props.problem !== undefined && <ProblemView error={props.problem} />}
      <Text size="sm" className={styles.soft}>
        {t('search_text')}
      </Text>
      <Group align="flex-end" gap="md" mt="sm">
        <div>
          <div className={styles.label} id="solve-time">
            {t('how_long')}
          </div>
          <SegmentedControl
            aria-labelledby="solve-time"
            value={seconds}
            onChange={setSeconds}
            disabled={steps !== ''}
            data={times.map((value) => ({ value, label: t(`time_${value}`) }))}
          />
        </div>
        <NumberInput
          label={t('seed')}
          value={seed}
          onChange={(value) => setSeed(Number(value) || 1)}
          min={1}
          max={1_000_000}
          allowDecimal={false}
          w={110}
        />
        <NumberInput
          label={t('steps')}
          placeholder={t('steps_auto')}
          value={steps}
          onChange={(value) => setSteps(value === '' ? '' : Number(value))}
          min={1}
          max={50_000_000}
          thousandSeparator=" "
          allowDecimal={false}
          w={170}
        />
        <Button
          leftSection={<IconPlayerPlay size={16} />}
          loading={props.busy}
          onClick={() =>
            void props.onStart({ seconds: Number(seconds), seed, ...(steps === '' ? {} : { steps }) })
          }
        >
          {t('start')}
        </Button>
      </Group>
    </Panel>
  )
}
