import { call, fill } from '@api'
import { useMessages } from '@i18n'
import { Answer, DateText, Page, Panel, ProblemView } from '@kit'
import {
  Alert,
  Badge,
  Button,
  CloseButton,
  Group,
  MultiSelect,
  Select,
  Stack,
  Table,
  TextInput,
} from '@mantine/core'
import { useProduction, useRead } from '@sync'
import { IconCircleCheck, IconHandStop } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { daysOf, type Hours, missing } from './hours'
import styles from './Rules.module.css'
import { paths, type Rules, ruleKinds, severityColour, type Verdict } from './types'

const roles = ['performer', 'background', 'stunt', 'crew', 'driver', 'child'] as const
const places = ['studio', 'nearby', 'location', 'overnight'] as const
const empty: Hours = {
  date: '2027-03-01',
  call: '08:00',
  out: '20:00',
  meal: '13:00',
  mealEnd: '13:45',
  place: '',
}

/** Asks whether a person may work some hours: allowed, why not, what it costs. */
export default function TryPage() {
  const t = useMessages('planning/rules')
  const rules = useRead<Rules>(paths.all, { kinds: ruleKinds })
  return (
    <Page title={t('try')} lead={t('try_lead')} layout="narrow">
      <Answer of={rules}>{(data) => <TryForm data={data} />}</Answer>
    </Page>
  )
}

function TryForm({ data }: { data: Rules }) {
  const t = useMessages('planning/rules')
  const production = useProduction()
  const inForce = (data.packs ?? []).map((one) => one.key)
  const usual = (data.packs ?? [])
    .filter((one) => one.kind === 'law' || one.key === 'house')
    .map((one) => one.key)
  const [packs, setPacks] = useState<string[]>(usual.length > 0 ? usual : ['house'])
  const [role, setRole] = useState<string>('performer')
  const [born, setBorn] = useState('')
  const [rate, setRate] = useState('')
  const [list, setList] = useState<Hours[]>([empty])
  const [verdict, setVerdict] = useState<Verdict>()
  const [problem, setProblem] = useState<unknown>()
  const lack = missing(role, born, list)
  const ask = async (event: FormEvent) => {
    event.preventDefault()
    setProblem(undefined)
    const body = {
      packs,
      role,
      days: daysOf(list),
      ...(born ? { born } : {}),
      ...(rate ? { day_rate: rate } : {}),
    }
    try {
      setVerdict(
        await call<Verdict>({ method: 'POST', path: fill(paths.try, { production: production.id }), body }),
      )
    } catch (thrown) {
      setProblem(thrown)
    }
  }
  const set = (at: number, name: keyof Hours) => (value: string) =>
    setList(list.map((one, i) => (i === at ? { ...one, [name]: value } : one)))
  const known = [
    ...(data.packs ?? []).map((one) => ({ value: one.key, label: one.name })),
    ...(data.shipped ?? [])
      .filter((one) => !inForce.includes(one.key))
      .map((one) => ({ value: one.key, label: one.title })),
  ]
  return (
    <Stack>
      <Panel>
        <form onSubmit={(event) => void ask(event)}>
          <Stack gap="sm">
            <MultiSelect label={t('packs')} data={known} value={packs} onChange={setPacks} searchable />
            <Group align="flex-end">
              <Select
                label={t('who')}
                data={roles.map((value) => ({ value, label: t(`role.${value}`) }))}
                value={role}
                onChange={(value) => setRole(value ?? 'performer')}
                allowDeselect={false}
              />
              {role === 'child' && (
                <TextInput
                  type="date"
                  label={t('born')}
                  value={born}
                  onChange={(event) => setBorn(event.currentTarget.value)}
                />
              )}
              <TextInput
                label={t('day_rate')}
                placeholder={t('rate_example')}
                value={rate}
                onChange={(event) => setRate(event.currentTarget.value)}
              />
            </Group>
            {list.map((one, i) => (
              <HoursRow
                // biome-ignore lint/suspicious/noArrayIndexKey: days have no other identity while they are typed
                key={i}
                day={one}
                onSet={(name) => set(i, name)}
                onRemove={list.length > 1 ? () => setList(list.filter((_, k) => k !== i)) : undefined}
              />
            ))}
            <Group>
              <Button type="submit" disabled={packs.length === 0 || lack !== undefined}>
                {t('ask')}
              </Button>
              <Button
                variant="default"
                onClick={() => setList([...list, { ...(list.at(-1) ?? empty), date: '' }])}
              >
                {t('another_day')}
              </Button>
              {lack && <span className={styles.hint}>{t(lack)}</span>}
            </Group>
          </Stack>
        </form>
      </Panel>
      {problem !== undefined && <ProblemView error={problem} />}
      {verdict && <VerdictView verdict={verdict} />}
    </Stack>
  )
}

function HoursRow({
  day,
  onSet,
  onRemove,
}: {
  day: Hours
  onSet(name: keyof Hours): (value: string) => void
  onRemove?(): void
}) {
  const t = useMessages('planning/rules')
  const field = (name: keyof Hours, type: 'date' | 'time', label: string) => (
    <TextInput
      size="xs"
      type={type}
      label={label}
      value={day[name]}
      onChange={(event) => onSet(name)(event.currentTarget.value)}
    />
  )
  return (
    <Group align="flex-end" gap="xs">
      {field('date', 'date', t('day'))}
      {field('call', 'time', t('call'))}
      {field('out', 'time', t('out'))}
      {field('meal', 'time', t('meal'))}
      {field('mealEnd', 'time', t('meal_end'))}
      <Select
        size="xs"
        w={130}
        label={t('place')}
        data={places.map((value) => ({ value, label: t(`place.${value}`) }))}
        value={day.place || null}
        onChange={(value) => onSet('place')(value ?? '')}
        clearable
      />
      {onRemove && <CloseButton size="sm" aria-label={t('remove')} onClick={onRemove} />}
    </Group>
  )
}

function VerdictView({ verdict }: { verdict: Verdict }) {
  const t = useMessages('planning/rules')
  const findings = verdict.findings ?? []
  const cost = (verdict.cost ?? []).join(', ')
  return (
    <Panel>
      <div aria-live="polite">
        <Alert
          color={verdict.allowed ? 'green' : 'red'}
          icon={verdict.allowed ? <IconCircleCheck /> : <IconHandStop />}
          title={t(verdict.allowed ? 'allowed' : 'not_allowed')}
        >
          {cost && t('costs', { cost })}
        </Alert>
        <Table verticalSpacing={4} className={styles.small} mt="sm">
          <Table.Tbody>
            {findings.map((one) => (
              <Table.Tr key={`${one.date}${one.pack}${one.rule}${one.text}`}>
                <Table.Td className={styles.date}>{one.date ? <DateText value={one.date} /> : ''}</Table.Td>
                <Table.Td>
                  <Badge size="xs" variant="light" color={severityColour[one.severity]}>
                    {t(`severity.${one.severity}`)}
                  </Badge>{' '}
                  {one.text} {one.cost && <b>{one.cost}</b>}
                  <small className={styles.hint}>
                    {' '}
                    {one.pack}/{one.rule} {one.citation}
                  </small>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </Panel>
  )
}
