import { useLanguage, useMessages } from '@i18n'
import { Answer, DateText, EmptyState, formatBytes, Page, Panel } from '@kit'
import { Button, Group, SegmentedControl, Table, Text } from '@mantine/core'
import { usePath } from '@shell'
import { useRead, useRight } from '@sync'
import { IconCopy, IconDeviceSdCard, IconFileImport, IconPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ImportModal } from './ImportModal'
import { Lamps, VerdictBadge } from './Lamps'
import styles from './Offload.module.css'
import { ReceiveModal } from './ReceiveModal'
import { type Card, type Cards, kinds, paths } from './types'

/** One row a card: its copies, and whether it may be formatted. */
export default function CardsPage() {
  const t = useMessages('shoot/offload')
  const path = usePath()
  const may = useRight('offload.edit')
  const list = useRead<Cards>(paths.cards, { kinds })
  const [open, setOpen] = useState<'receive' | 'import'>()
  const [show, setShow] = useState('all')
  const actions = may && (
    <Group gap="xs">
      <Button variant="default" leftSection={<IconFileImport size={16} />} onClick={() => setOpen('import')}>
        {t('import')}
      </Button>
      <Button
        variant="default"
        component={Link}
        to={path('shoot/offload', 'copy')}
        leftSection={<IconCopy size={16} />}
      >
        {t('new_copy')}
      </Button>
      <Button leftSection={<IconPlus size={16} />} onClick={() => setOpen('receive')}>
        {t('receive')}
      </Button>
    </Group>
  )
  return (
    <Page title={t('title')} lead={t('lead')} actions={actions}>
      <Answer of={list}>
        {(answer) => {
          const cards = answer.cards ?? []
          const rows = cards.filter((one) => show === 'all' || (show === 'open') === !one.verdict.safe)
          return cards.length === 0 ? (
            <EmptyState title={t('none')} icon={IconDeviceSdCard} action={actions}>
              {t('none_text')}
            </EmptyState>
          ) : (
            <div className={styles.stack}>
              {cards
                .filter((one) => one.alarm)
                .map((one) => (
                  <p key={one.id} role="alert" className={styles.alarm}>
                    {one.alarm}
                  </p>
                ))}
              <Group justify="space-between">
                <SegmentedControl
                  aria-label={t('show')}
                  value={show}
                  onChange={setShow}
                  data={['all', 'open', 'safe'].map((value) => ({ value, label: t(`show_${value}`) }))}
                />
                <p className={styles.soft}>{t('rule', answer.rule)}</p>
              </Group>
              <Panel>
                <Rows cards={rows} />
              </Panel>
            </div>
          )
        }}
      </Answer>
      {open === 'receive' && list.data && (
        <ReceiveModal answer={list.data} onClose={() => setOpen(undefined)} />
      )}
      {open === 'import' && <ImportModal onClose={() => setOpen(undefined)} />}
    </Page>
  )
}

function Rows({ cards }: { cards: Card[] }) {
  const t = useMessages('shoot/offload')
  const language = useLanguage()
  const path = usePath()
  return (
    <Table.ScrollContainer minWidth={780}>
      <Table verticalSpacing="sm" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('card')}</Table.Th>
            <Table.Th>{t('day')}</Table.Th>
            <Table.Th>{t('clips')}</Table.Th>
            <Table.Th>{t('copies')}</Table.Th>
            <Table.Th>{t('may_format')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {cards.map((one) => (
            <Table.Tr key={one.id}>
              <Table.Td>
                <Link to={path('shoot/offload', 'card/$roll', { roll: one.id })}>
                  <b>{one.name}</b>
                </Link>
                <Text size="sm" c="dimmed">
                  {t(`type.${one.type}`)}
                  {one.holder ? ` · ${one.holder}` : ''}
                </Text>
              </Table.Td>
              <Table.Td>{one.date && <DateText value={one.date} />}</Table.Td>
              <Table.Td>
                {t('clips_of', { matched: one.matched, clips: one.clips })}
                <Text size="sm" c="dimmed">
                  {formatBytes(one.size_bytes, language)}
                </Text>
                {one.faults > 0 && (
                  <Text size="sm" c="red">
                    {t('faults', { count: one.faults })}
                  </Text>
                )}
              </Table.Td>
              <Table.Td>
                <Lamps card={one} />
              </Table.Td>
              <Table.Td>
                <VerdictBadge card={one} />
                {!one.verdict.safe && (
                  <Text size="sm" c="dimmed">
                    {t('counted', {
                      copies: `${one.verdict.have.copies}/${one.verdict.want.copies}`,
                      media: `${one.verdict.have.media}/${one.verdict.want.media}`,
                      sites: `${one.verdict.have.sites}/${one.verdict.want.sites}`,
                    })}
                  </Text>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
