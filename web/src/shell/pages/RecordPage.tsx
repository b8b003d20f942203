import type { ChangeItem, RecordItem } from '@api'
import { useMessages } from '@i18n'
import { Answer, type FieldValues, FormFromKind, humanise, Page, Panel } from '@kit'
import { Stack } from '@mantine/core'
import { useCommand, useProduction, useRead } from '@sync'
import { Link } from '@tanstack/react-router'
import { useValues } from '../go'
import { useFindRecords, useKind } from '../kinds'
import { pageOfRecord } from '../slice'
import { slices } from '../slices'
import { ChangeList } from './ChangeList'
import styles from './Pages.module.css'

interface RecordDetail extends RecordItem {
  kind_title: string
  refers: { field: string; id: string; kind: string; label: string }[]
  referrers: RecordItem[]
  history: ChangeItem[]
  may_edit?: boolean
}

/** Any record: its form, what it is connected with, what happened to it. For kinds that no slice has a page for. */
export default function RecordPage() {
  const { record } = useValues()
  const answer = useRead<RecordDetail>('/api/productions/{production}/records/{id}', {
    params: { id: record },
  })
  return <Answer of={answer}>{(data) => <Detail record={data} />}</Answer>
}

function Detail({ record }: { record: RecordDetail }) {
  const t = useMessages()
  return (
    <Page title={record.label} lead={record.kind_title}>
      <div className={styles.columns}>
        <Edit record={record} />
        <Stack>
          {record.refers.length > 0 && (
            <Panel title={t('record.refers')}>
              <Links list={record.refers} />
            </Panel>
          )}
          {record.referrers.length > 0 && (
            <Panel title={t('record.referrers')}>
              <Links list={record.referrers} />
            </Panel>
          )}
          {record.history.length > 0 && (
            <Panel title={t('page.history')}>
              <ChangeList changes={record.history} />
            </Panel>
          )}
        </Stack>
      </div>
    </Page>
  )
}

function Edit({ record }: { record: RecordDetail }) {
  const t = useMessages()
  const kind = useKind(record.kind)
  const find = useFindRecords()
  const write = useCommand()
  if (!kind) return <div />
  return (
    <Panel title={t('record.fields')}>
      {kind.doc && <p className={styles.soft}>{kind.doc}</p>}
      <FormFromKind
        key={JSON.stringify(record.fields)}
        fields={kind.fields}
        values={record.fields as FieldValues}
        find={find}
        disabled={!record.may_edit}
        onSave={(fields) =>
          write({
            title: t('record.changed', { title: record.label }),
            method: 'PATCH',
            path: '/api/productions/{production}/records/{id}',
            params: { id: record.id },
            body: { fields },
            preview: true,
          })
        }
      />
    </Panel>
  )
}

function Links({ list }: { list: readonly { id: string; kind: string; label: string }[] }) {
  const { id } = useProduction()
  return (
    <ul className={styles.changes}>
      {list.map((one) => (
        <li key={one.id} className={styles.change}>
          <Link
            to={pageOfRecord(slices, id, one.kind, one.id) ?? `/p/${id}/record/${one.id}`}
            className={styles.changeText}
          >
            {one.label}
          </Link>
          <span className={styles.soft}>{humanise(one.kind)}</span>
        </li>
      ))}
    </ul>
  )
}
