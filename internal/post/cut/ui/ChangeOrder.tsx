import { useLanguage, useMessages } from '@i18n'
import { Badge, Button, Group, NumberInput } from '@mantine/core'
import { useState } from 'react'
import styles from './Cut.module.css'
import { currencyOf, digitsOf, priceOf } from './money'
import { type Changed, paths, type Shot } from './types'
import { useWrite } from './useWrite'

/** A change order: what it asks, where it stands, and the answers its reader may give. */
export function ChangeOrder({
  shot,
  change,
  vendor,
  mayOrder,
}: {
  shot: Shot
  change: Changed
  vendor: boolean
  mayOrder: boolean
}) {
  const t = useMessages('post/cut')
  const language = useLanguage()
  const write = useWrite()
  const [agreeing, setAgreeing] = useState(false)
  const say = (status: string, agreed?: string) =>
    void write({
      title: `${shot.code}: ${t(`order.${status}`)}`,
      method: 'PATCH',
      path: paths.order,
      params: { change: change.id },
      body: { status, agreed },
    })
  return (
    <div className={styles.order}>
      {change.text} <Badge variant="light">{t(`order.${change.status}`)}</Badge>{' '}
      {change.estimate && (
        <span className="bl-number">{t('estimate', { sum: priceOf(change.estimate, language) })}</span>
      )}{' '}
      {change.agreed && (
        <span className="bl-number">{t('agreed_sum', { sum: priceOf(change.agreed, language) })}</span>
      )}
      <Group gap={4}>
        {mayOrder && change.status === 'drafted' && (
          <Button size="compact-sm" onClick={() => say('sent')}>
            {t('send')}
          </Button>
        )}
        {(mayOrder || vendor) && change.status === 'sent' && !agreeing && (
          <>
            <Button size="compact-sm" variant="default" onClick={() => setAgreeing(true)}>
              {t('agree')}
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => say('declined')}>
              {t('decline')}
            </Button>
          </>
        )}
        {mayOrder && (change.status === 'drafted' || change.status === 'sent') && !agreeing && (
          <Button size="compact-sm" variant="subtle" onClick={() => say('withdrawn')}>
            {t('withdraw')}
          </Button>
        )}
      </Group>
      {agreeing && <Agree shot={shot} change={change} onSay={say} onCancel={() => setAgreeing(false)} />}
    </div>
  )
}

/** The price that is agreed. The production's estimate stands in it; a vendor, who knows none, writes its own. */
function Agree({
  shot,
  change,
  onSay,
  onCancel,
}: {
  shot: Shot
  change: Changed
  onSay(status: string, agreed: string): void
  onCancel(): void
}) {
  const t = useMessages('post/cut')
  const currency = currencyOf(change.estimate ?? shot.bid)
  const [sum, setSum] = useState<number | string>(change.estimate?.split(' ')[0] ?? '')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        onSay('agreed', `${Number(sum).toFixed(digitsOf(currency))} ${currency}`)
        onCancel()
      }}
    >
      <Group gap={4} align="flex-end">
        <NumberInput
          size="xs"
          label={t('agreed_for')}
          description={t('agree_hint')}
          value={sum}
          onChange={setSum}
          decimalScale={digitsOf(currency)}
          fixedDecimalScale
          suffix={` ${currency}`}
          hideControls
          required
          autoFocus
          w={190}
        />
        <Button size="compact-sm" type="submit" disabled={sum === ''}>
          {t('agree')}
        </Button>
        <Button size="compact-sm" variant="subtle" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </Group>
    </form>
  )
}
