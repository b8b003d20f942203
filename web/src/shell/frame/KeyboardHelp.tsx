import { useMessages } from '@i18n'
import { type HotKey, hotKeys, Keys, useHotKeys } from '@kit'
import { Modal, Table, Text } from '@mantine/core'
import { useStore } from '@sync'
import { helpOpen } from '../palette/store'

/** Every shortcut that works on this page. */
export function KeyboardHelp() {
  const t = useMessages()
  const opened = useStore(helpOpen)
  const keys = useStore(hotKeys)
  useHotKeys([{ keys: '?', title: t('page.keyboard'), run: () => helpOpen.set(true) }])
  const grid: Pick<HotKey, 'keys' | 'title'>[] = [
    { keys: 'enter', title: t('keys.gridEdit') },
    { keys: 'mod+enter', title: t('keys.gridOpen') },
    { keys: 'mod+d', title: t('keys.gridFill') },
    { keys: 'mod+v', title: t('keys.gridPaste') },
    { keys: 'alt+↑↓', title: t('keys.strip') },
  ]
  return (
    <Modal
      opened={opened}
      onClose={() => helpOpen.set(false)}
      title={t('page.keyboard')}
      closeButtonProps={{ 'aria-label': t('frame.close') }}
    >
      <Rows list={keys} />
      <Text size="xs" fw={600} c="dimmed" mt="md" mb={4}>
        {t('keys.everywhere')}
      </Text>
      <Rows list={grid} />
    </Modal>
  )
}

function Rows({ list }: { list: readonly Pick<HotKey, 'keys' | 'title'>[] }) {
  const t = useMessages()
  return (
    <Table withRowBorders={false} verticalSpacing={4} aria-label={t('page.keyboard')}>
      <Table.Tbody>
        {list.map((key) => (
          <Table.Tr key={key.keys}>
            <Table.Td>{key.title}</Table.Td>
            <Table.Td ta="right">
              <Keys keys={key.keys} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
