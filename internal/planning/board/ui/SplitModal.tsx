import { useMessages } from '@i18n'
import { formatEighths } from '@kit'
import { Button, Group, Modal, Slider, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { stripTitle } from './plan'
import { type BoardStrip, stripPath } from './types'
import { useWrite } from './useboard'

/** Cuts a scene in two parts, so that it can be shot on two days. */
export function SplitModal({ strip, onClose }: { strip: BoardStrip; onClose(): void }) {
  const t = useMessages('planning/board')
  const write = useWrite()
  const [eighths, setEighths] = useState(Math.max(1, Math.trunc(strip.eighths / 2)))
  const rest = strip.eighths - eighths
  const title = t('split_title', { scene: stripTitle(strip) })
  const split = async () => {
    const landed = await write({
      title,
      method: 'POST',
      path: `${stripPath}/split`,
      params: { strip: strip.id },
      body: { eighths },
      preview: true,
    })
    if (landed) onClose()
  }
  return (
    <Modal opened onClose={onClose} title={title} size="sm">
      <Stack>
        <Text size="sm">{t('split_text', { first: formatEighths(eighths), rest: formatEighths(rest) })}</Text>
        <Slider
          value={eighths}
          onChange={setEighths}
          min={1}
          max={strip.eighths - 1}
          label={formatEighths}
          thumbLabel={t('split_first')}
          size="lg"
        />
        <Group justify="flex-end">
          <Button onClick={() => void split()}>{t('split')}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
