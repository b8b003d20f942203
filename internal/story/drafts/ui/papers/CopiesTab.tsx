import { useMessages } from '@i18n'
import { Ago, Answer, EmptyState, Grid, type GridColumn } from '@kit'
import { Button, Group, Text } from '@mantine/core'
import { useCommand, useProduction, useRead } from '@sync'
import { IconFileZip, IconStack2 } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { Draft } from '../types'
import { HandOut } from './HandOut'
import styles from './Papers.module.css'
import type { Copy } from './types'

/** Copies of scripts that were handed out: to whom, which, and how to print one again. */
export function CopiesTab({ draft }: { draft: Draft }) {
  const t = useMessages('story/drafts')
  const { id: production } = useProduction()
  const [giving, setGiving] = useState(false)
  const [chosen, setChosen] = useState<Copy>()
  const copies = useRead<{ copies: Copy[] }>('/api/productions/{production}/copies', {
    kinds: ['delivery', 'issue', 'document', 'party'],
  })
  const columns = useMemo<GridColumn<Copy>[]>(
    () => [
      { id: 'name', title: t('doc.recipient'), width: 210, value: (row) => row.name },
      { id: 'mark', title: t('doc.mark'), width: 128, value: (row) => row.mark },
      { id: 'version', title: t('draft'), width: 150, value: (row) => row.version },
      { id: 'document', title: t('doc.what'), width: 140, value: (row) => t(`doc.${row.document}`) },
      { id: 'channel', title: t('doc.channel'), width: 90, value: (row) => t(`channel.${row.channel}`) },
      {
        id: 'at',
        title: t('doc.given'),
        width: 120,
        value: (row) => new Date(row.sent_at_ms).toISOString().slice(0, 10),
      },
      { id: 'status', title: t('doc.status'), width: 120, value: (row) => t(`status.${row.status}`) },
      { id: 'sealed', title: t('doc.sealed'), width: 130, type: 'check', value: (row) => row.sealed },
      { id: 'by', title: t('doc.by'), width: 170, value: (row) => row.by },
      { id: 'note', title: t('doc.note'), width: 220, value: (row) => row.note },
    ],
    [t],
  )
  const list = copies.data?.copies ?? []
  const shown = list.find((one) => one.id === chosen?.id)
  return (
    <Answer of={copies}>
      {() => (
        <>
          <Group py="sm">
            <Text size="sm" c="dimmed" className={styles.totals}>
              {t('doc.copies_lead', { count: list.filter((one) => one.status !== 'recalled').length })}
            </Text>
            <Button ml="auto" leftSection={<IconStack2 size={16} />} onClick={() => setGiving(true)}>
              {t('doc.hand_out')}
            </Button>
          </Group>
          {shown && <Chosen copy={shown} production={production} />}
          <Grid
            label={t('doc.copies')}
            rows={list}
            rowId={(row) => row.id}
            columns={columns}
            onOpen={setChosen}
            empty={<EmptyState title={t('doc.no_copies')}>{t('doc.no_copies_text')}</EmptyState>}
          />
          <HandOut draft={draft} opened={giving} onClose={() => setGiving(false)} />
        </>
      )}
    </Answer>
  )
}

/** One copy: print it again as it was, write that it came back. */
function Chosen({ copy, production }: { copy: Copy; production: string }) {
  const t = useMessages('story/drafts')
  const write = useCommand()
  const base = `/api/productions/${production}`
  const set = (status: 'acknowledged' | 'recalled' | 'sent') =>
    void write({
      title: t(`doc.to_${status}`, { mark: copy.mark }),
      method: 'PATCH',
      path: '/api/productions/{production}/copies/{copy}',
      params: { copy: copy.id },
      body: { status },
    })
  return (
    <div className={styles.chosen}>
      <div>
        <b>{copy.name}</b> · {t('doc.copy', { mark: copy.mark })} · {copy.version}
        <Text size="sm" c="dimmed">
          {t(`status.${copy.status}`)} <Ago at={new Date(copy.back_at_ms || copy.sent_at_ms).toISOString()} />
        </Text>
      </div>
      <Group gap="xs" ml="auto">
        <Button
          size="xs"
          variant="default"
          component="a"
          target="_blank"
          href={`${base}/records/${copy.id}/files/hash`}
        >
          {t('doc.again')}
        </Button>
        <Button
          size="xs"
          variant="default"
          component="a"
          href={`${base}/copies/${copy.hand_out}/zip`}
          leftSection={<IconFileZip size={14} />}
        >
          {t('doc.zip')}
        </Button>
        {copy.status === 'sent' && (
          <Button size="xs" variant="default" onClick={() => set('acknowledged')}>
            {t('doc.acknowledge')}
          </Button>
        )}
        <Button
          size="xs"
          variant="default"
          onClick={() => set(copy.status === 'recalled' ? 'sent' : 'recalled')}
        >
          {t(copy.status === 'recalled' ? 'doc.out_again' : 'doc.came_back')}
        </Button>
      </Group>
    </div>
  )
}
