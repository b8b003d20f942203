import { useLanguage, useMessages } from '@i18n'
import { Answer, DateText, EmptyState, formatInstant, Page, Panel } from '@kit'
import { Badge, Button, Table, Text } from '@mantine/core'
import { usePath } from '@shell'
import { useRead, useRight } from '@sync'
import { IconBolt } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { type Item, kinds, paths } from './types'
import { clock } from './words'

export const stateColours: Record<string, string> = {
  reported: 'red',
  ways: 'orange',
  asked: 'yellow',
  approved: 'blue',
  decided: 'green',
  closed: 'gray',
}

/** What went wrong, the open ones first. */
export default function DisruptionsPage() {
  const t = useMessages('planning/disruption')
  const path = usePath()
  const mayReport = useRight('disruption.report')
  const list = useRead<{ disruptions: Item[] }>(paths.list, { kinds })
  const report = mayReport && (
    <Button
      component={Link}
      to={path('planning/disruption', 'report')}
      size="md"
      leftSection={<IconBolt size={18} />}
    >
      {t('report')}
    </Button>
  )
  return (
    <Page title={t('title')} lead={t('lead')} actions={report}>
      <Answer of={list}>
        {({ disruptions }) =>
          disruptions.length === 0 ? (
            <EmptyState title={t('none')} icon={IconBolt} action={report}>
              {t('none_text')}
            </EmptyState>
          ) : (
            <Panel>
              <Rows list={disruptions} />
            </Panel>
          )
        }
      </Answer>
    </Page>
  )
}

function Rows({ list }: { list: Item[] }) {
  const t = useMessages('planning/disruption')
  const language = useLanguage()
  const path = usePath()
  return (
    <Table verticalSpacing="sm" highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('what')}</Table.Th>
          <Table.Th>{t('when')}</Table.Th>
          <Table.Th>{t('where')}</Table.Th>
          <Table.Th>{t('reported_by')}</Table.Th>
          <Table.Th>{t('state')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {list.map((one) => (
          <Table.Tr key={one.id}>
            <Table.Td>
              <Link to={path('planning/disruption', 'event/$disruption', { disruption: one.id })}>
                <b>{one.name}</b>
              </Link>
              <Text size="sm" c="dimmed">
                {t(`event.${one.type}`)}
                {one.probability_percent
                  ? ` · ${t('likely', { percent: String(one.probability_percent) })}`
                  : ''}
              </Text>
            </Table.Td>
            <Table.Td>
              <When item={one} />
            </Table.Td>
            <Table.Td>{one.place}</Table.Td>
            <Table.Td>
              {one.reported_by}
              {one.reported_at_ms > 0 && (
                <Text size="sm" c="dimmed">
                  {formatInstant(one.reported_at_ms, language)}
                </Text>
              )}
            </Table.Td>
            <Table.Td>
              <Badge variant="light" color={stateColours[one.state]}>
                {one.state === 'closed' ? t(`outcome.${one.outcome}`) : t(`state.${one.state}`)}
              </Badge>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

/** The dates of a disruption, and its window within the day. */
export function When({ item }: { item: Pick<Item, 'from' | 'to' | 'window_from_min' | 'window_to_min'> }) {
  return (
    <>
      <DateText value={item.from} />
      {item.to && item.to !== item.from && (
        <>
          {' – '}
          <DateText value={item.to} />
        </>
      )}
      {item.window_to_min ? ` ${clock(item.window_from_min ?? 0)} – ${clock(item.window_to_min)}` : ''}
    </>
  )
}
