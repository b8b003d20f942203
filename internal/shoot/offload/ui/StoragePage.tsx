import { useLanguage, useMessages } from '@i18n'
import { Answer, DateText, EmptyState, formatBytes, formatCivil, Page, Panel } from '@kit'
import { NumberInput, Select, Table, Text } from '@mantine/core'
import { useRead } from '@sync'
import { IconServer } from '@tabler/icons-react'
import { useState } from 'react'
import { bars } from './lamps'
import styles from './Offload.module.css'
import { type Forecast, paths } from './types'

/** How much disk the rest of the shoot needs, and when each volume is full. */
export default function StoragePage() {
  const t = useMessages('shoot/offload')
  const language = useLanguage()
  const [cameras, setCameras] = useState<number | ''>('')
  const [rate, setRate] = useState<number | ''>('')
  const [copies, setCopies] = useState<number | ''>('')
  const [codec, setCodec] = useState<string | null>(null)
  const query = {
    cameras: cameras || undefined,
    gb_hour: rate || undefined,
    copies: copies || undefined,
    codec: codec ?? undefined,
  }
  const answer = useRead<Forecast>(paths.forecast, {
    kinds: ['roll', 'clip', 'stored_copy', 'shoot_day', 'rule'],
    query,
  })
  const rateText = (value: number) => value.toLocaleString(language, { maximumSignificantDigits: 3 })
  const number = (set: (value: number | '') => void) => (value: number | string) =>
    set(value === '' ? '' : Number(value))
  return (
    <Page title={t('storage')} lead={t('storage_lead')}>
      <Answer of={answer}>
        {(f) => (
          <div className={styles.stack}>
            <Panel title={t('counts_with')}>
              <div className={styles.two}>
                <NumberInput
                  label={t('cameras')}
                  placeholder={String(f.cameras)}
                  value={cameras}
                  onChange={number(setCameras)}
                  min={1}
                  max={50}
                  allowDecimal={false}
                />
                <NumberInput
                  label={t('gb_hour')}
                  description={
                    f.measured_days > 0
                      ? t('measured', { count: f.measured_days, rate: rateText(f.measured_gb_hour) })
                      : t('not_measured')
                  }
                  placeholder={rateText(f.gb_hour)}
                  value={rate}
                  onChange={number(setRate)}
                  min={1}
                  max={100_000}
                  allowDecimal={false}
                />
                <Select
                  label={t('codec')}
                  description={t('codec_text')}
                  data={(f.codecs ?? []).map((one) => ({
                    value: one.name,
                    label: `${one.name} · ${Math.round(one.gb_hour)} GB/h`,
                  }))}
                  value={codec}
                  onChange={setCodec}
                  clearable
                />
                <NumberInput
                  label={t('copies')}
                  placeholder={String(f.copies)}
                  value={copies}
                  onChange={number(setCopies)}
                  min={1}
                  max={10}
                  allowDecimal={false}
                />
              </div>
              {(f.assumed ?? []).length > 0 && (
                <ul className={styles.list}>
                  {(f.assumed ?? []).map((one) => (
                    <li key={one} className={styles.soft}>
                      {one}
                    </li>
                  ))}
                </ul>
              )}
            </Panel>
            <Sums f={f} />
            <Disks f={f} />
          </div>
        )}
      </Answer>
    </Page>
  )
}

function Sums({ f }: { f: Forecast }) {
  const t = useMessages('shoot/offload')
  const language = useLanguage()
  const days = f.days ?? []
  const size = (bytes: number) => formatBytes(bytes, language)
  const figures = [
    { label: t('so_far'), value: size(f.so_far_bytes) },
    { label: t('rest', { count: f.days_left }), value: size(f.rest_bytes) },
    { label: t('all_copies', { count: f.copies }), value: size((f.so_far_bytes + f.rest_bytes) * f.copies) },
  ]
  const wide = days.length > 0 ? 100 / days.length : 100
  return (
    <Panel title={t('one_copy')}>
      <dl className={styles.figures}>
        {figures.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {days.length > 0 && (
        <>
          <svg
            className={styles.chart}
            viewBox="0 0 100 100"
            preserveAspectRatio="none"
            role="img"
            aria-label={t('chart', {
              from: formatCivil(days[0].date, language),
              to: formatCivil(days[days.length - 1].date, language),
              size: size(days[days.length - 1].sum_bytes),
            })}
          >
            {bars(days).map((one, i) => (
              <rect
                key={days[i].day}
                x={i * wide + wide * 0.1}
                width={wide * 0.8}
                y={100 - one.height * 98}
                height={one.height * 98}
                data-forecast={!one.actual || undefined}
              />
            ))}
          </svg>
          <p className={styles.legend}>
            <span>{t('measured_days')}</span>
            <span data-forecast>{t('forecast_days')}</span>
          </p>
          <details>
            <summary>{t('by_day')}</summary>
            <Table>
              <Table.Tbody>
                {days.map((one) => (
                  <Table.Tr key={one.day}>
                    <Table.Td>{one.name}</Table.Td>
                    <Table.Td>{one.actual ? t('measured_days') : t('forecast_days')}</Table.Td>
                    <Table.Td ta="right">{size(one.bytes)}</Table.Td>
                    <Table.Td ta="right">{size(one.sum_bytes)}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </details>
        </>
      )}
    </Panel>
  )
}

function Disks({ f }: { f: Forecast }) {
  const t = useMessages('shoot/offload')
  const language = useLanguage()
  const list = f.volumes ?? []
  if (list.length === 0)
    return (
      <EmptyState title={t('no_volumes')} icon={IconServer}>
        {t('no_volumes_text')}
      </EmptyState>
    )
  return (
    <Panel title={t('disks')}>
      <Table.ScrollContainer minWidth={560}>
        <Table verticalSpacing="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('disk')}</Table.Th>
              <Table.Th ta="right">{t('free_now')}</Table.Th>
              <Table.Th ta="right">{t('share')}</Table.Th>
              <Table.Th ta="right">{t('will_need')}</Table.Th>
              <Table.Th>{t('full_on')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {list.map((one) => (
              <Table.Tr key={one.name}>
                <Table.Td>
                  <b>{one.name}</b>
                  <Text size="sm" c="dimmed">
                    {t(`medium.${one.medium}`)}
                    {one.site ? ` · ${one.site}` : ''}
                    {one.problem ? ` · ${t('not_mounted')}` : ''}
                  </Text>
                </Table.Td>
                <Table.Td ta="right">{one.free >= 0 ? formatBytes(one.free, language) : '–'}</Table.Td>
                <Table.Td ta="right">{`${Math.round(one.share * 100)} %`}</Table.Td>
                <Table.Td ta="right">{formatBytes(one.need_bytes, language)}</Table.Td>
                <Table.Td>
                  {one.full_on ? (
                    <Text c="red" fw={600} span>
                      <DateText value={one.full_on} />
                    </Text>
                  ) : one.free >= 0 ? (
                    t('holds')
                  ) : (
                    '–'
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Panel>
  )
}
