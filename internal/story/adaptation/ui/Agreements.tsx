import { useMessages } from '@i18n'
import { DateText, MoneyText, Panel } from '@kit'
import { Button, Checkbox, CloseButton, Group, Select, Table, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import styles from './Adaptation.module.css'
import { type Agreement, paths, type Rights } from './types'
import { useWrite } from './useSource'

const conditionTypes = [
  'reserved',
  'approval',
  'moral',
  'credit',
  'payment',
  'use',
  'time',
  'secrecy',
] as const

/** The agreements about the source, with what is reserved, owed and to be approved. For those who may read them. */
export function Agreements({ source, data, mayEdit }: { source: string; data: Rights; mayEdit: boolean }) {
  const t = useMessages('story/adaptation')
  const list = data.agreements ?? []
  return (
    <Panel title={t('agreements')}>
      {list.length === 0 && <p className={styles.hint}>{t('no_agreements')}</p>}
      {list.map((one) => (
        <One key={one.id} agreement={one} mayEdit={mayEdit} />
      ))}
      {mayEdit && <AddAgreement source={source} />}
    </Panel>
  )
}

/** A sum as the server writes it: "650000.00 NOK". */
function Sum({ value }: { value: string }) {
  const [amount, currency] = value.split(' ')
  return <MoneyText amount={amount} currency={currency} />
}

function One({ agreement, mayEdit }: { agreement: Agreement; mayEdit: boolean }) {
  const t = useMessages('story/adaptation')
  const write = useWrite()
  return (
    <section className={styles.agreement} aria-label={agreement.name}>
      <h3>{agreement.name}</h3>
      <dl className={styles.terms}>
        <dt>{t('type')}</dt>
        <dd>{t(`grant.${agreement.type}`)}</dd>
        {agreement.grantor_name && (
          <>
            <dt>{t('grantor')}</dt>
            <dd>{agreement.grantor_name}</dd>
          </>
        )}
        {agreement.status && (
          <>
            <dt>{t('state')}</dt>
            <dd>{t(`status.${agreement.status}`)}</dd>
          </>
        )}
        {agreement.price && (
          <>
            <dt>{t('price')}</dt>
            <dd>
              <Sum value={agreement.price} />
            </dd>
          </>
        )}
        {agreement.number && (
          <>
            <dt>{t('number')}</dt>
            <dd>{agreement.number}</dd>
          </>
        )}
        {agreement.scope && (
          <>
            <dt>{t('scope')}</dt>
            <dd>{agreement.scope}</dd>
          </>
        )}
      </dl>
      <Table>
        <Table.Tbody>
          {(agreement.conditions ?? []).map((one) => (
            <Table.Tr key={one.id}>
              <Table.Td w={36}>
                <Checkbox
                  aria-label={`${t('met')}: ${one.text}`}
                  checked={one.met ?? false}
                  disabled={!mayEdit}
                  onChange={(event) =>
                    void write({
                      title: t('met'),
                      method: 'PATCH',
                      path: paths.condition,
                      params: { condition: one.id },
                      body: { met: event.currentTarget.checked },
                    })
                  }
                />
              </Table.Td>
              <Table.Td w={130}>{t(`condition.${one.type ?? 'use'}`)}</Table.Td>
              <Table.Td>{one.text}</Table.Td>
              <Table.Td>{one.due && <DateText value={one.due} style="short" />}</Table.Td>
              <Table.Td ta="right">{one.amount && <Sum value={one.amount} />}</Table.Td>
              {mayEdit && (
                <Table.Td w={36}>
                  <CloseButton
                    size="sm"
                    aria-label={`${t('remove')}: ${one.text}`}
                    onClick={() =>
                      void write({
                        title: t('remove'),
                        method: 'DELETE',
                        path: paths.condition,
                        params: { condition: one.id },
                      })
                    }
                  />
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {mayEdit && <AddCondition grant={agreement.id} />}
    </section>
  )
}

function AddCondition({ grant }: { grant: string }) {
  const t = useMessages('story/adaptation')
  const write = useWrite()
  const [type, setType] = useState<string>('reserved')
  const [text, setText] = useState('')
  const [due, setDue] = useState('')
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const body = { type, text, due: due || undefined }
    if (
      await write({
        title: t('add_condition'),
        method: 'POST',
        path: paths.conditions,
        params: { grant },
        body,
      })
    )
      setText('')
  }
  return (
    <form onSubmit={(event) => void save(event)}>
      <Group gap="xs" mt="xs" align="flex-end">
        <Select
          size="xs"
          label={t('type')}
          data={conditionTypes.map((value) => ({ value, label: t(`condition.${value}`) }))}
          value={type}
          onChange={(value) => setType(value ?? 'reserved')}
          allowDeselect={false}
          w={150}
        />
        <TextInput
          size="xs"
          w={300}
          label={t('condition')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <TextInput
          size="xs"
          type="date"
          label={t('due')}
          value={due}
          onChange={(event) => setDue(event.currentTarget.value)}
        />
        <Button size="xs" type="submit" variant="default" disabled={text.trim() === ''}>
          {t('add_condition')}
        </Button>
      </Group>
    </form>
  )
}

function AddAgreement({ source }: { source: string }) {
  const t = useMessages('story/adaptation')
  const write = useWrite()
  const [name, setName] = useState('')
  const [type, setType] = useState<string>('option')
  const [price, setPrice] = useState('')
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const body = { name, type, price: price || undefined, status: 'asked' }
    if (
      await write({
        title: t('add_agreement'),
        method: 'POST',
        path: paths.agreements,
        params: { source },
        body,
      })
    )
      setName('')
  }
  return (
    <form onSubmit={(event) => void save(event)}>
      <Group gap="xs" mt="md" align="flex-end">
        <Select
          size="xs"
          label={t('type')}
          data={['option', 'adaptation_right', 'licence'].map((value) => ({
            value,
            label: t(`grant.${value}`),
          }))}
          value={type}
          onChange={(value) => setType(value ?? 'option')}
          allowDeselect={false}
          w={170}
        />
        <TextInput
          size="xs"
          w={260}
          label={t('name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          size="xs"
          label={t('price')}
          placeholder={t('price_example')}
          value={price}
          onChange={(event) => setPrice(event.currentTarget.value)}
        />
        <Button size="xs" type="submit" variant="default" disabled={name.trim() === ''}>
          {t('add_agreement')}
        </Button>
      </Group>
    </form>
  )
}
