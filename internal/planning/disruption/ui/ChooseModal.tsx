import { useMessages } from '@i18n'
import { Button, Group, Modal, MultiSelect, Stack, Textarea } from '@mantine/core'
import { useState } from 'react'
import { type Card, type Answer as Disruption, paths } from './types'
import { useWrite } from './useWrite'

/** Puts a way up for approval: by whom, and why. */
export function ChooseModal({ card, data, onClose }: { card: Card; data: Disruption; onClose(): void }) {
  const t = useMessages('planning/disruption')
  const write = useWrite()
  const [who, setWho] = useState(data.deciders.filter((one) => one.usual).map((one) => one.id))
  const [why, setWhy] = useState('')
  const send = async () => {
    const title = t('asked_for', { way: t(`way.${card.type}`) })
    if (
      await write({
        title,
        method: 'POST',
        path: paths.choose,
        params: { disruption: data.id },
        body: { scenario: card.id, approvers: who, ...(why && { why }) },
      })
    )
      onClose()
  }
  return (
    <Modal opened onClose={onClose} title={card.question}>
      <Stack>
        <MultiSelect
          label={t('approvers')}
          description={t('approvers_hint')}
          data={data.deciders.map((one) => ({ value: one.id, label: `${one.name} · ${one.role}` }))}
          value={who}
          onChange={setWho}
        />
        <Textarea
          label={t('why')}
          autosize
          minRows={2}
          value={why}
          onChange={(e) => setWhy(e.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button disabled={who.length === 0} onClick={() => void send()}>
            {t('ask_approval')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
