import { useMessages } from '@i18n'
import { Answer, type FieldValues, FormFromKind, Page, Panel } from '@kit'
import { useCommand, useRead, useRight } from '@sync'
import { useValues } from '../go'
import { useFindRecords, useKind } from '../kinds'

interface RecordAnswer {
  id: string
  kind: string
  label: string
  fields: FieldValues
}

/** Any record, for kinds that no slice has a page for yet: its form, drawn from the description of its kind. */
export default function RecordPage() {
  const t = useMessages()
  const { record } = useValues()
  const answer = useRead<RecordAnswer>('/api/productions/{production}/records/{id}', {
    params: { id: record },
  })
  return (
    <Answer of={answer}>
      {(data) => (
        <Page title={data.label} lead={t('record.lead')} layout="narrow">
          <Edit record={data} />
        </Page>
      )}
    </Answer>
  )
}

function Edit({ record }: { record: RecordAnswer }) {
  const t = useMessages()
  const kind = useKind(record.kind)
  const find = useFindRecords()
  const write = useCommand()
  const may = useRight(kind?.edit ?? '')
  if (!kind) return null
  return (
    <Panel title={kind.title}>
      {kind.doc && <p>{kind.doc}</p>}
      <FormFromKind
        key={JSON.stringify(record.fields)}
        fields={kind.fields}
        values={record.fields}
        find={find}
        disabled={!may && kind.edit !== undefined && kind.edit !== ''}
        onSave={(patch) =>
          write({
            title: t('record.changed', { title: record.label }),
            method: 'PATCH',
            path: '/api/productions/{production}/records/{id}',
            params: { id: record.id },
            body: { fields: patch },
            preview: true,
          })
        }
      />
    </Panel>
  )
}
