import { useMessages } from '@i18n'
import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { Capacity, type CapacityValue, capacityBody } from './Capacity'
import { type Board, boardPath } from './types'
import { useWrite } from './useboard'

/** Arranges a whole board anew by rule of thumb; pinned scenes, banners and the boneyard stay. */
export function ArrangeModal({ board, onClose }: { board: Board; onClose(): void }) {
  const t = useMessages('planning/board')
  const write = useWrite()
  const [value, setValue] = useState<CapacityValue>({ pages: 5, tent: false })
  const [busy, setBusy] = useState(false)
  const arrange = async () => {
    setBusy(true)
    const landed = await write({
      title: t('arranged', { name: board.name }),
      method: 'POST',
      path: `${boardPath}/arrange`,
      params: { board: board.id },
      body: capacityBody(value),
      preview: true,
    })
    setBusy(false)
    if (landed) onClose()
  }
  return (
    <Modal opened onClose={onClose} title={t('arrange')}>
      <Stack>
        <Text size="sm">{t('arrange_text')}</Text>
        <Capacity value={value} onChange={setValue} />
        <Group justify="flex-end">
          <Button loading={busy} onClick={() => void arrange()}>
            {t('arrange_do')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
