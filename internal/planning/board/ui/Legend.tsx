import { useMessages } from '@i18n'
import { Collapse, UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import styles from './Board.module.css'
import { byNumber, stripsOf } from './plan'
import { byLight, coloursInUse } from './strips'
import type { Board } from './types'

const lights = ['int-day', 'ext-day', 'int-night', 'ext-night', 'ext-dawn', 'ext-dusk', 'both'] as const

/** What the colours and the cast numbers mean. Closed until somebody asks; it remembers nothing. */
export function Legend({ board }: { board: Board }) {
  const t = useMessages('planning/board')
  const [open, setOpen] = useState(false)
  const colours = useMemo(() => coloursInUse(stripsOf(board).values(), board.color_by), [board])
  const people = Object.entries(board.people).sort(([a], [b]) => byNumber(a, b))
  return (
    <div className={styles.legend}>
      <UnstyledButton onClick={() => setOpen(!open)} aria-expanded={open} className={styles.legendHead}>
        {open ? <IconChevronDown size={14} aria-hidden /> : <IconChevronRight size={14} aria-hidden />}
        {t('legend')}
      </UnstyledButton>
      <ul className={styles.colours}>
        {board.color_by === byLight
          ? lights.map((light) => (
              <li key={light}>
                <span className={styles.swatch} style={{ background: `var(--strip-${light})` }} />
                {t(`light.${light}`)}
              </li>
            ))
          : colours.map(([colour, name]) => (
              <li key={colour}>
                <span className={styles.swatch} style={{ background: colour }} />
                {name}
              </li>
            ))}
      </ul>
      <Collapse expanded={open} style={{ flexBasis: '100%' }}>
        <ul className={styles.people}>
          {people.map(([mark, name]) => (
            <li key={mark}>
              {mark !== name && <b>{mark}</b>} {name}
            </li>
          ))}
        </ul>
      </Collapse>
    </div>
  )
}
