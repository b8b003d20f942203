import { useMessages } from '@i18n'
import { EmptyState } from '@kit'
import { Badge, Group, Select } from '@mantine/core'
import { useProduction } from '@sync'
import { IconCheck, IconCircle, IconMessage, IconMovieOff, IconStar } from '@tabler/icons-react'
import { memo, useEffect, useRef } from 'react'
import styles from './Dailies.module.css'
import { byScene, filteredRows, type ListFilter, listFilters } from './list'
import type { Row } from './types'

interface ClipListProps {
  rows: readonly Row[]
  all: readonly Row[]
  clip?: string
  filter: ListFilter
  scene: string
  locked?: boolean
  onFilter(filter: ListFilter): void
  onScene(scene: string): void
  onChoose(clip: string): void
}

/** Clips by scene, as they follow each other in the story. While a clip plays, nothing of it changes: it is drawn again only when it does. */
export const ClipList = memo(function ClipList({
  rows,
  all,
  clip,
  filter,
  scene,
  locked,
  onFilter,
  onScene,
  onChoose,
}: ClipListProps) {
  const t = useMessages('post/dailies')
  const list = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever another clip is shown
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' })
  }, [clip])
  return (
    <nav className={styles.list} aria-label={t('list')}>
      <Group gap="xs" wrap="nowrap" className={styles.filters}>
        <Select
          aria-label={t('filter')}
          data={listFilters.map((value) => ({
            value,
            label: t(`filter.${value}`, { count: filteredRows(all, value, scene).length }),
          }))}
          value={filter}
          onChange={(value) => onFilter((value ?? 'all') as ListFilter)}
          allowDeselect={false}
        />
        <Select
          aria-label={t('filter_scene')}
          data={[
            { value: 'all', label: t('all_scenes') },
            ...byScene(all)
              .filter((one) => one.scene)
              .map((one) => ({ value: one.scene, label: t('scene', { number: one.number }) })),
          ]}
          value={scene || 'all'}
          onChange={(value) => onScene(value && value !== 'all' ? value : '')}
          allowDeselect={false}
        />
      </Group>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <div className={styles.rows} ref={list} tabIndex={0} role="region" aria-label={t('list')}>
        {byScene(rows).map((group) => (
          <section key={`${group.scene} ${group.rows[0].id}`}>
            <h2 className={styles.sceneHead}>
              {group.scene ? `${group.number}  ${group.heading}` : t('no_take')}
            </h2>
            {group.rows.map((row) => (
              <Clip
                key={row.id}
                row={row}
                current={row.id === clip}
                locked={locked}
                onChoose={() => onChoose(row.id)}
              />
            ))}
          </section>
        ))}
        {rows.length === 0 && <EmptyState title={t('list_none')}>{t('list_none_text')}</EmptyState>}
      </div>
    </nav>
  )
})

function Clip({
  row,
  current,
  locked,
  onChoose,
}: {
  row: Row
  current: boolean
  locked?: boolean
  onChoose(): void
}) {
  const t = useMessages('post/dailies')
  const production = useProduction()
  return (
    <button
      type="button"
      className={styles.row}
      aria-current={current || undefined}
      disabled={locked && !current}
      onClick={onChoose}
      data-row={row.name}
    >
      {row.thumb ? (
        <img
          src={`/api/productions/${production.id}/dailies/clips/${row.id}/media/thumb`}
          alt=""
          loading="lazy"
          className={styles.thumb}
        />
      ) : (
        <span className={styles.thumb}>
          <IconMovieOff size={20} aria-hidden />
        </span>
      )}
      <span className={styles.words}>
        <span className={styles.name}>
          <b className="bl-number">
            {row.slate ? `${row.slate} · ${row.take_number}${row.suffix ?? ''}` : row.name}
          </b>
          {row.camera && <span className={styles.camera}>{row.camera}</span>}
          {row.circled && (
            <IconCircle size={15} stroke={2.6} className={styles.circled} aria-label={t('circled')} />
          )}
        </span>
        <span className={styles.sub}>{row.slate ? row.description || row.name : row.roll}</span>
        <span className={styles.badges}>
          {row.ng_reason && (
            <Badge size="xs" variant="light" color="red">
              {t(`ng.${row.ng_reason}`)}
            </Badge>
          )}
          {row.open > 0 && (
            <span title={t('notes_open', { count: row.open })}>
              <IconMessage size={14} aria-hidden /> {row.open}
            </span>
          )}
          {row.selects > 0 && (
            <span title={t('range.select')}>
              <IconStar size={14} aria-hidden /> {row.selects}
            </span>
          )}
          {row.watched && <IconCheck size={15} aria-label={t('is_watched')} />}
          {row.state === 'making' && t('making', { percent: Math.round((row.progress ?? 0) * 100) })}
        </span>
      </span>
    </button>
  )
}
