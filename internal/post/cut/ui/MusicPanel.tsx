import { useMessages } from '@i18n'
import { Badge, Table, UnstyledButton } from '@mantine/core'
import styles from './Cut.module.css'
import { clock, secondsOf } from './frames'
import type { Picture } from './types'

/** The music of a cut: its cues, how much they fill, what is used longer than licensed. */
export function MusicPanel({
  data,
  rate,
  onFrame,
}: {
  data: Picture['music']
  rate: string
  onFrame(frame: number): void
}) {
  const t = useMessages('post/cut')
  if (data.cues.length === 0) return <p>{t('no_music')}</p>
  return (
    <>
      <p>
        {t('occupancy', {
          part: clock(secondsOf(data.frames, rate)),
          whole: clock(secondsOf(data.whole, rate)),
          percent: Math.round((100 * data.frames) / Math.max(data.whole, 1)),
        })}
      </p>
      {data.over.map((one) => (
        <p key={one} role="alert" className={styles.bad}>
          {t('over_licence', { what: one })}
        </p>
      ))}
      <Table verticalSpacing={4}>
        <Table.Tbody>
          {data.cues.map((one) => (
            <Table.Tr key={one.id}>
              <Table.Td>
                <UnstyledButton className={styles.jump} onClick={() => onFrame(one.at)}>
                  <span className="bl-number">{one.code}</span> {one.number}
                </UnstyledButton>
              </Table.Td>
              <Table.Td>
                {one.piece || t('no_piece')} {one.temp && <Badge color="orange">{t('temporary')}</Badge>}
              </Table.Td>
              <Table.Td ta="right" className="bl-number">
                {clock(secondsOf(one.length, rate))}
              </Table.Td>
              <Table.Td>{one.usage}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  )
}
