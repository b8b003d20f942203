import { useMessages } from '@i18n'
import { Table, UnstyledButton } from '@mantine/core'
import { usePath } from '@shell'
import { Link } from '@tanstack/react-router'
import { Fragment } from 'react'
import styles from './Cut.module.css'
import { clock, secondsOf } from './frames'
import type { Runtime } from './types'

/** How long each act and scene is in the cut, beside the script's timing and what is to be expected. */
export function RuntimePanel({
  data,
  rate,
  onFrame,
}: {
  data: Runtime
  rate: string
  onFrame(frame: number): void
}) {
  const t = useMessages('post/cut')
  const path = usePath()
  return (
    <div className={styles.wide}>
      <Table verticalSpacing={4} className={styles.numbers}>
        <Table.Thead>
          <Table.Tr>
            {['scene', 'what'].map((one) => (
              <Table.Th key={one}>{t(one)}</Table.Th>
            ))}
            {['in_script', 'in_cut', 'forecast'].map((one) => (
              <Table.Th key={one} ta="right">
                {t(one)}
              </Table.Th>
            ))}
            <Table.Th>{t('takes')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {data.acts.map((act, i) => (
            <Fragment key={act.name || 'all'}>
              <Table.Tr className={styles.act}>
                <Table.Th colSpan={2} scope="rowgroup">
                  {act.name || t('whole')}{' '}
                  <span className={styles.hint}>
                    {t('scenes_cut', { cut: act.in_cut, count: act.scenes })}
                  </span>
                </Table.Th>
                <Table.Td ta="right">{clock(act.script)}</Table.Td>
                <Table.Td ta="right">{clock(secondsOf(act.cut, rate))}</Table.Td>
                <Table.Td ta="right">{clock(act.forecast)}</Table.Td>
                <Table.Td />
              </Table.Tr>
              {data.scenes
                .filter((one) => one.act === i && one.cut > 0)
                .map((one) => (
                  <Table.Tr key={one.id}>
                    <Table.Td>
                      <Link to={path('post/cut', 'coverage/$scene', { scene: one.id })}>{one.number}</Link>
                    </Table.Td>
                    <Table.Td>
                      <UnstyledButton className={styles.jump} onClick={() => onFrame(one.at)}>
                        {one.heading}
                      </UnstyledButton>
                      {one.moved && (
                        <small className={styles.warn}> {t('out_of_order', { place: one.order })}</small>
                      )}
                    </Table.Td>
                    <Table.Td ta="right">{clock(one.script)}</Table.Td>
                    <Table.Td ta="right">{clock(secondsOf(one.cut, rate))}</Table.Td>
                    <Table.Td ta="right">{clock(one.forecast)}</Table.Td>
                    <Table.Td>
                      {one.takes.map((take) => `${take.name}${take.circled ? '' : ' ○'}`).join(', ')}
                    </Table.Td>
                  </Table.Tr>
                ))}
            </Fragment>
          ))}
        </Table.Tbody>
      </Table>
      <p className={styles.hint}>
        {t('runtime_sum', {
          cut: clock(secondsOf(data.cut, rate)),
          script: clock(data.script),
          forecast: clock(data.forecast),
        })}
        {data.target > 0 && ` · ${t('wanted', { time: clock(data.target) })}`} · {t('not_circled')}
      </p>
    </div>
  )
}
