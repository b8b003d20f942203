import { useMessages } from '@i18n'
import { Eighths } from '@kit'
import { ActionIcon, Menu } from '@mantine/core'
import { useRight } from '@sync'
import { IconDots } from '@tabler/icons-react'
import { useState } from 'react'
import { BannerModal } from './BannerModal'
import styles from './Board.module.css'
import { beforeDay, hours, pagesCount } from './plan'
import { type Board, type BoardDay, boardPath, stripPath } from './types'
import { useWrite } from './useboard'

const sorts = ['script', 'set', 'light', 'cast', 'length'] as const

/** What a day amounts to, at the right of its bar, and what can be done with it. */
export function DayHead({ board, day }: { board: Board; day: BoardDay }) {
  const t = useMessages('planning/board')
  const mayEdit = useRight('board.edit')
  const { totals } = day
  return (
    <span className={styles.totals}>
      {totals.scenes > 0 && (
        <>
          <span>
            <Eighths value={totals.eighths} /> {t('pages_short', { count: pagesCount(totals.eighths) })}
          </span>
          <span title={t('time_on_set')}>{t('hours', { hours: hours(totals.minutes) })}</span>
          <span
            className={styles.castTotal}
            title={(totals.cast ?? []).map((mark) => board.people[mark] ?? mark).join(', ')}
          >
            {t('cast_short', { cast: (totals.cast ?? []).join(' ') || '-' })}
          </span>
        </>
      )}
      {mayEdit && <DayMenu board={board} day={day} />}
    </span>
  )
}

function DayMenu({ board, day }: { board: Board; day: BoardDay }) {
  const t = useMessages('planning/board')
  const write = useWrite()
  const [banner, setBanner] = useState(false)
  const name = day.number > 0 ? t('day_number', { number: day.number }) : t('day_off')
  const params = { board: board.id }
  const add = (after: string | undefined) =>
    write({
      title: t('day_added'),
      method: 'POST',
      path: `${boardPath}/put`,
      params,
      body: { type: 'day_break', after },
      preview: true,
    })
  const remove = () =>
    write({
      title: t('day_removed', { day: name }),
      method: 'DELETE',
      path: stripPath,
      params: { strip: day.break ?? '' },
      preview: true,
    })
  const sort = (by: string) =>
    write({
      title: t('day_sorted', { day: name, by: t(`by.${by}`) }),
      method: 'POST',
      path: `${boardPath}/sort`,
      params,
      body: { by, where: 'days', day: day.index + 1 },
    })
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('day_menu', { day: name })}
            className={styles.dayMenu}
          >
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setBanner(true)}>{t('add_banner')}</Menu.Item>
          <Menu.Item onClick={() => void add(beforeDay(board, day.index))}>{t('day_before')}</Menu.Item>
          {day.break && <Menu.Item onClick={() => void add(day.break)}>{t('day_after')}</Menu.Item>}
          {day.break && <Menu.Item onClick={() => void remove()}>{t('day_remove')}</Menu.Item>}
          <Menu.Label>{t('sort_day')}</Menu.Label>
          {sorts.map((by) => (
            <Menu.Item key={by} onClick={() => void sort(by)}>
              {t(`by.${by}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {banner && (
        <BannerModal
          board={board}
          after={day.strips?.at(-1)?.id ?? beforeDay(board, day.index)}
          onClose={() => setBanner(false)}
        />
      )}
    </>
  )
}
