import { useLanguage, useMessages } from '@i18n'
import { Button, CloseButton, Group, Popover, Select, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { type Entry, paths } from './types'
import { useWrite } from './useWrite'
import { money } from './words'

const parts = [
  'idle',
  'cast',
  'holds',
  'travel',
  'moves',
  'overtime',
  'rest',
  'days',
  'places',
  'gear',
  'other',
]

/** What a delay cost, in parts; parts are added and taken away here. */
export function CostCell({ entry, mayKeep }: { entry: Entry; mayKeep: boolean }) {
  const t = useMessages('planning/disruption')
  const language = useLanguage()
  const write = useWrite()
  const [type, setType] = useState<string | null>('idle')
  const [amount, setAmount] = useState('')
  const [source, setSource] = useState('')
  const sum = entry.sum.length > 0 ? entry.sum.map((one) => money(one, language)).join(' + ') : t('cost_none')
  const add = async () => {
    const body = { type, amount, ...(source && { source }) }
    if (
      await write({
        title: t('cost_add'),
        method: 'POST',
        path: `${paths.ledger}/{delay}/costs`,
        params: { delay: entry.id },
        body,
      })
    )
      setAmount('')
  }
  return (
    <Popover width={340} position="bottom-end" withArrow>
      <Popover.Target>
        <Button size="compact-sm" variant="subtle" aria-label={`${t('cost')}: ${entry.text}: ${sum}`}>
          {sum}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          {entry.costs.map((one) => (
            <Group key={one.id} justify="space-between" wrap="nowrap" title={one.source}>
              <span>{t(`part.${one.type}`)}</span>
              <span className="bl-number">{money(one.amount, language)}</span>
              {mayKeep && (
                <CloseButton
                  size="sm"
                  aria-label={t('cost_drop', { what: t(`part.${one.type}`) })}
                  onClick={() =>
                    void write({
                      title: t('cost_drop', { what: t(`part.${one.type}`) }),
                      method: 'DELETE',
                      path: `${paths.ledger}/costs/{cost}`,
                      params: { cost: one.id },
                    })
                  }
                />
              )}
            </Group>
          ))}
          {mayKeep && (
            <>
              <Select
                size="xs"
                label={t('what')}
                data={parts.map((value) => ({ value, label: t(`part.${value}`) }))}
                value={type}
                onChange={setType}
                comboboxProps={{ withinPortal: false }}
              />
              <TextInput
                size="xs"
                label={t('amount')}
                placeholder={t('money_example')}
                value={amount}
                onChange={(e) => setAmount(e.currentTarget.value)}
              />
              <TextInput
                size="xs"
                label={t('cost_source')}
                value={source}
                onChange={(e) => setSource(e.currentTarget.value)}
              />
              <Button size="xs" disabled={!amount} onClick={() => void add()}>
                {t('cost_add')}
              </Button>
            </>
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
