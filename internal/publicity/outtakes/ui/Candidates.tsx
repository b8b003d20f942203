import { useMessages } from '@i18n'
import { Badge, Button, Group, Select, TextInput } from '@mantine/core'
import { useRight } from '@sync'
import { IconCheck, IconPlus, IconSearch } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { everything, filtered, reasons, stem } from './list'
import { NeedList, StateBadge } from './NeedList'
import styles from './Outtakes.module.css'
import { type Clip, paths, type Row } from './types'
import { useWrite } from './useWrite'

/** Takes that went wrong, in the order of the story, with who and what each shows. */
export function Candidates({ rows }: { rows: readonly Row[] }) {
  const t = useMessages('publicity/outtakes')
  const [filter, setFilter] = useState(everything)
  const shown = useMemo(() => filtered(rows, filter), [rows, filter])
  return (
    <section aria-label={t('candidates')} className={styles.candidates}>
      <Group gap="xs" className={styles.filters}>
        <Select
          aria-label={t('filter_reason')}
          data={[
            { value: 'all', label: t('all_reasons') },
            ...reasons(rows).map((one) => ({
              value: one.reason,
              label: `${t(`reason.${one.reason}`)} (${one.count})`,
            })),
          ]}
          value={filter.reason}
          onChange={(reason) => setFilter({ ...filter, reason: reason ?? 'all' })}
          allowDeselect={false}
        />
        <Select
          aria-label={t('filter_state')}
          data={['all', 'clear', 'missing', 'unknown'].map((value) => ({ value, label: t(`show.${value}`) }))}
          value={filter.state}
          onChange={(state) => setFilter({ ...filter, state: (state ?? 'all') as typeof filter.state })}
          allowDeselect={false}
        />
        <TextInput
          aria-label={t('search')}
          placeholder={t('search')}
          leftSection={<IconSearch size={16} />}
          value={filter.words}
          onChange={(event) => setFilter({ ...filter, words: event.currentTarget.value })}
        />
      </Group>
      <ul className={styles.rows}>
        {shown.map((row) => (
          <Take key={row.take} row={row} />
        ))}
      </ul>
      {shown.length === 0 && (
        <p className={styles.hint}>
          {t('none_shown')}{' '}
          <Button variant="subtle" onClick={() => setFilter(everything)}>
            {t('show_all')}
          </Button>
        </p>
      )}
    </section>
  )
}

function Take({ row }: { row: Row }) {
  const t = useMessages('publicity/outtakes')
  return (
    <li className={styles.take} data-take={row.slate} data-state={row.state}>
      <div className={styles.head}>
        <b className="bl-number">{row.slate}</b>
        <Badge variant="light" color="gray">
          {t(`reason.${row.reason}`)}
        </Badge>
        <StateBadge state={row.state} />
        <span className={styles.sub}>
          {row.number} {row.heading}
        </span>
      </div>
      {row.note && <p className={styles.note}>{row.note}</p>}
      <NeedList needs={row.needs} />
      <div className={styles.clips}>
        {row.clips.map((clip) => (
          <Add key={`${clip.clip} ${clip.frame}`} clip={clip} row={row} />
        ))}
        {row.clips.length === 0 && <span className={styles.hint}>{t('no_clip')}</span>}
      </div>
    </li>
  )
}

function Add({ clip, row }: { clip: Clip; row: Row }) {
  const t = useMessages('publicity/outtakes')
  const may = useRight('outtakes.pick')
  const write = useWrite()
  const name = clip.camera ? t('camera', { letter: clip.camera, name: stem(clip.name) }) : stem(clip.name)
  const add = () =>
    void write({
      title: t('added', { slate: row.slate }),
      method: 'POST',
      path: paths.reel,
      body: { clip: clip.clip, frame: clip.frame, length: clip.length },
    })
  return (
    <Button
      variant="default"
      disabled={!may || !!clip.pick}
      leftSection={clip.pick ? <IconCheck size={16} /> : <IconPlus size={16} />}
      onClick={add}
      title={clip.pick ? t('in_reel') : t('add')}
      data-add={clip.name}
    >
      {name}
      {clip.marked && ` · ${clip.text || t('marked', { count: clip.length })}`}
    </Button>
  )
}
