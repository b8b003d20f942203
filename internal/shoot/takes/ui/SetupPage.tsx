import { useMessages } from '@i18n'
import { Answer, EmptyState, Page, Panel } from '@kit'
import { ActionIcon, Button, Group, SegmentedControl, Stack, Table } from '@mantine/core'
import { usePath, useValues } from '@shell'
import { newId, useRight } from '@sync'
import { IconChevronLeft, IconX } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { type KeyboardEvent, useState } from 'react'
import { deviceName } from './Cameras'
import { figures, lengthText, shown, takeText } from './figures'
import styles from './Takes.module.css'
import { type Detail, paths, type Tramline } from './types'
import { useDetail, useWrite } from './uselog'
import { Wide } from './Wide'

/** A setup beside the script of its scene: the tramlines of all setups, and what nobody has covered. */
export default function SetupPage() {
  const t = useMessages('shoot/takes')
  const path = usePath()
  const { setup } = useValues()
  const read = useDetail(setup)
  const data = read.data?.setup.id === setup ? read.data : undefined
  return (
    <Page
      title={data ? t('setup_of', { slate: data.setup.slate }) : t('setup')}
      lead={data && [data.heading, data.setup.description].filter(Boolean).join(' · ')}
      actions={
        data?.day && (
          <Button
            component={Link}
            to={path('shoot/takes', 'day/$day', { day: data.day })}
            variant="default"
            h="var(--bl-touch)"
            leftSection={<IconChevronLeft size={16} />}
          >
            {t('to_log')}
          </Button>
        )
      }
    >
      <Answer of={{ ...read, data }}>
        {(detail) => (
          <div className={styles.lining}>
            <Script key={detail.setup.id} detail={detail} />
            <Stack>
              <Lines detail={detail} />
              <Lenses detail={detail} />
            </Stack>
          </div>
        )}
      </Answer>
    </Page>
  )
}

/** The script with its tramlines. A line is drawn from one paragraph to another: press both, or Enter on both. */
function Script({ detail }: { detail: Detail }) {
  const t = useMessages('shoot/takes')
  const write = useWrite()
  const mayLog = useRight('takes.log')
  const [begin, setBegin] = useState<number>()
  const [off, setOff] = useState('on')
  const blocks = detail.blocks ?? []
  const lines = detail.lines ?? []
  const uncovered = new Set(detail.uncovered ?? [])
  if (blocks.length === 0) return <EmptyState title={t('noscript')}>{t('noscript_text')}</EmptyState>
  const press = async (index: number) => {
    if (!mayLog) return
    if (begin === undefined) return setBegin(index)
    setBegin(undefined)
    const [from, to] = [Math.min(begin, index), Math.max(begin, index)]
    await write({
      title: t('line_setup', { slate: detail.setup.slate }),
      method: 'POST',
      path: paths.coverage,
      params: { setup: detail.setup.id },
      body: { id: newId(), from_block: blocks[from].id, to_block: blocks[to].id, off_camera: off === 'off' },
    })
  }
  const lanes = laneOf(lines)
  const width = Math.max(0, ...lanes.values()) + 1
  return (
    <Panel title={t('script')}>
      {mayLog && (
        <Group justify="space-between" mb="sm">
          <span className={styles.soft}>{begin === undefined ? t('line_hint') : t('line_end')}</span>
          <SegmentedControl
            value={off}
            onChange={setOff}
            data={[
              { value: 'on', label: t('on_camera') },
              { value: 'off', label: t('off_camera') },
            ]}
          />
        </Group>
      )}
      <ol className={styles.script} style={{ ['--lanes' as string]: width }}>
        {blocks.map((block, index) => (
          <li
            key={block.id}
            className={styles.block}
            data-type={block.type}
            data-uncovered={uncovered.has(block.id) || undefined}
            data-begin={begin === index || undefined}
          >
            <span className={styles.lanes} aria-hidden>
              {lines
                .filter((line) => line.from <= index && index <= line.to)
                .map((line) => (
                  <i
                    key={line.id}
                    className={line.off_camera ? styles.wavy : styles.straight}
                    data-own={line.setup === detail.setup.id || undefined}
                    style={{ left: `${(lanes.get(line.id) ?? 0) * 1.75 + 0.75}rem` }}
                  >
                    {line.from === index && <b>{line.slate}</b>}
                  </i>
                ))}
            </span>
            <button
              type="button"
              className={styles.words}
              disabled={!mayLog}
              onClick={() => void press(index)}
              onKeyDown={walk}
              title={uncovered.has(block.id) ? t('uncovered_here') : undefined}
            >
              {block.text}
              {uncovered.has(block.id) && <small>{t('uncovered_here')}</small>}
            </button>
          </li>
        ))}
      </ol>
    </Panel>
  )
}

/** Arrows up and down go from paragraph to paragraph. */
function walk(event: KeyboardEvent<HTMLButtonElement>) {
  const row = event.currentTarget.closest('li')
  const next =
    event.key === 'ArrowDown'
      ? row?.nextElementSibling
      : event.key === 'ArrowUp'
        ? row?.previousElementSibling
        : undefined
  const button = next?.querySelector('button')
  if (!button) return
  event.preventDefault()
  button.focus()
}

/** Lines beside each other where they overlap: the lane of each, from the left. */
export function laneOf(lines: readonly Tramline[]): Map<string, number> {
  const lanes = new Map<string, number>()
  const bySetup = new Map<string, number>()
  for (const line of lines) {
    const taken = bySetup.get(line.setup) ?? bySetup.size
    bySetup.set(line.setup, taken)
    lanes.set(line.id, taken)
  }
  return lanes
}

function Lines({ detail }: { detail: Detail }) {
  const t = useMessages('shoot/takes')
  const write = useWrite()
  const mayLog = useRight('takes.log')
  const own = (detail.lines ?? []).filter((line) => line.setup === detail.setup.id)
  const blocks = detail.blocks ?? []
  const remove = (line: Tramline) =>
    write({
      title: t('unline_setup', { slate: line.slate }),
      method: 'DELETE',
      path: paths.line,
      params: { coverage: line.id },
    })
  const missing = (detail.uncovered ?? []).length
  return (
    <Panel title={t('coverage')}>
      <p className={missing > 0 ? styles.warn : styles.good}>
        {missing > 0 ? t('uncovered', { count: missing }) : t('all_covered')}
      </p>
      {own.length === 0 && <p className={styles.soft}>{t('nolines')}</p>}
      <ul className={styles.plain}>
        {own.map((line) => (
          <li key={line.id} className={styles.lineRow}>
            <span>
              <b>{line.off_camera ? t('off_camera') : t('on_camera')}</b> {short(blocks[line.from]?.text)} …{' '}
              {short(blocks[line.to]?.text)}
            </span>
            {mayLog && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size="var(--bl-touch)"
                aria-label={t('unline', { text: short(blocks[line.from]?.text) })}
                onClick={() => void remove(line)}
              >
                <IconX size={18} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function short(text: string | undefined): string {
  const plain = text ?? ''
  return plain.length > 28 ? `${plain.slice(0, 27)}…` : plain
}

/** What each camera had on each take. */
function Lenses({ detail }: { detail: Detail }) {
  const t = useMessages('shoot/takes')
  const rows = (detail.setup.takes ?? []).flatMap((take) =>
    (take.cameras ?? []).map((camera) => ({ take, camera })),
  )
  if (rows.length === 0) return null
  const columns = figures.filter((figure) => rows.some(({ camera }) => shown(camera, figure) !== undefined))
  return (
    <Panel title={t('lenses')}>
      <Wide label={t('lenses')}>
        <Table className={styles.lenses}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('take')}</Table.Th>
              <Table.Th>{t('device')}</Table.Th>
              <Table.Th>{t('field.roll')}</Table.Th>
              <Table.Th ta="right">{t('length')}</Table.Th>
              {columns.map((figure) => (
                <Table.Th key={figure.field} ta="right">
                  {t(`column.${figure.field}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ take, camera }) => (
              <Table.Tr key={camera.id}>
                <Table.Td>{takeText(take)}</Table.Td>
                <Table.Td>{deviceName(t, camera.camera)}</Table.Td>
                <Table.Td>{camera.roll_name}</Table.Td>
                <Table.Td ta="right">{lengthText(take.length_ms)}</Table.Td>
                {columns.map((figure) => (
                  <Table.Td key={figure.field} ta="right">
                    {shown(camera, figure)}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Wide>
    </Panel>
  )
}
